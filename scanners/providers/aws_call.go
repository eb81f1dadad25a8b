// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/stagedoor/stagedoor/graph"
)

// Each operation that is asked is sent by hand and signed by the vendor's library:
// its clients for these services are 90 MB of a program, most of it for what is
// never sent, and their structs are no more lenient than ours.

// query asks an operation of a service that takes forms and answers in XML.
func (r *awsRegional) query(ctx context.Context, service, version, action string, parameters url.Values, into any) error {
	form := url.Values{"Action": {action}, "Version": {version}}
	for name, values := range parameters {
		if len(values) == 1 && values[0] != "" {
			form[name] = values
		}
	}
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded; charset=utf-8"}}
	return r.send(ctx, awsCall{service: service, action: action, method: http.MethodPost, path: "/", header: header, body: []byte(form.Encode())}, xml.Unmarshal, into)
}

// target asks an operation of a service that takes and answers JSON.
func (r *awsRegional) target(ctx context.Context, service, api, action string, parameters map[string]any, into any) error {
	for name, v := range parameters {
		if v == "" {
			delete(parameters, name)
		}
	}
	body, err := json.Marshal(parameters)
	if err != nil {
		return err
	}
	header := http.Header{"Content-Type": {"application/x-amz-json-1.0"}, "X-Amz-Target": {api + "." + action}}
	return r.send(ctx, awsCall{service: service, action: action, method: http.MethodPost, path: "/", header: header, body: body}, json.Unmarshal, into)
}

// get asks for a path of a service that has one for everything. Action is the
// permission that it needs.
func (r *awsRegional) get(ctx context.Context, service, action, path string, query url.Values, decode func([]byte, any) error, into any) error {
	return r.send(ctx, awsCall{service: service, action: action, method: http.MethodGet, path: path, query: query}, decode, into)
}

type awsCall struct {
	service, action, method, path string
	query                         url.Values
	header                        http.Header
	body                          []byte
}

// awsAttempts is how often an operation is sent that was refused for being asked
// too often; most services say so with a status that the gate does not repeat.
const awsAttempts = 3

func (r *awsRegional) send(ctx context.Context, call awsCall, decode func([]byte, any) error, into any) error {
	for attempt := 1; ; attempt++ {
		err := r.sendOnce(ctx, call, decode, into)
		if attempt == awsAttempts || !throttles[awsCode(err)] {
			return err
		}
		if r.c.gate.sleep(ctx, time.Duration(attempt)*time.Second) != nil {
			return err
		}
	}
}

func (r *awsRegional) sendOnce(ctx context.Context, call awsCall, decode func([]byte, any) error, into any) error {
	request, err := http.NewRequestWithContext(ctx, call.method, r.endpoint(call.service)+call.path, bytes.NewReader(call.body))
	if err != nil {
		return failure{kind: graph.Invalid, says: "an address of the answer is none"}
	}
	if len(call.body) == 0 {
		request.Body = nil
	}
	request.URL.RawQuery = call.query.Encode()
	for name, values := range call.header {
		request.Header[name] = values
	}
	request.Header.Set("User-Agent", UserAgent)
	if err := r.sign(ctx, request, call); err != nil {
		return err
	}
	answer, err := r.c.HTTP().Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case err != nil:
		return err
	case len(body) > maxAnswer:
		return failure{kind: graph.TooLarge, says: "the answer is larger than 32 MiB"}
	case answer.StatusCode >= 300:
		return awsError{answer.StatusCode, codeIn(answer.Header, body)}
	case decode(body, into) != nil:
		return failure{kind: graph.Invalid, says: "the answer is not in the documented form"}
	}
	return nil
}

// sign puts the credential's signature into a request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
func (r *awsRegional) sign(ctx context.Context, request *http.Request, call awsCall) error {
	keys, err := r.cfg.Credentials.Retrieve(ctx)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(call.body)
	hash := hex.EncodeToString(sum[:])
	if call.service == "s3" {
		request.Header.Set("X-Amz-Content-Sha256", hash)
	}
	return v4.NewSigner().SignHTTP(ctx, keys, request, hash, call.service, r.cfg.Region, time.Now(), func(o *v4.SignerOptions) {
		o.DisableURIPathEscaping = call.service == "s3"
	})
}

// endpoint is where a service is asked: where the user's configuration says, else
// its address in the region.
func (r *awsRegional) endpoint(service string) string {
	if r.cfg.BaseEndpoint != nil && *r.cfg.BaseEndpoint != "" {
		return strings.TrimRight(*r.cfg.BaseEndpoint, "/")
	}
	host := service + "." + r.cfg.Region + ".amazonaws.com"
	if strings.HasPrefix(r.cfg.Region, "cn-") {
		host += ".cn"
	}
	return "https://" + host
}

// An awsError is an answer that is none.
type awsError struct {
	status int
	code   string
}

func (e awsError) Error() string { return fmt.Sprintf("the API refused the request (%d)", e.status) }

// codeIn finds an error's code, in whichever of its forms a service puts it.
func codeIn(h http.Header, body []byte) string {
	code := h.Get("X-Amzn-ErrorType")
	var inXML struct {
		Code  string `xml:"Code"`
		Error string `xml:"Error>Code"`
		Many  string `xml:"Errors>Error>Code"`
	}
	var inJSON struct {
		Type      string `json:"__type"`
		Code      string `json:"code"`
		ErrorCode string `json:"ErrorCode"`
	}
	if code == "" && json.Unmarshal(body, &inJSON) == nil {
		code = cmp.Or(inJSON.Type, inJSON.Code, inJSON.ErrorCode)
	}
	if code == "" && xml.Unmarshal(body, &inXML) == nil {
		code = cmp.Or(inXML.Error, inXML.Many, inXML.Code)
	}
	code, _, _ = strings.Cut(code, ":")
	return code[strings.LastIndexByte(code, '#')+1:]
}

// An awsTime is a date in whichever form a service writes it; zero where it is in
// none.
type awsTime struct{ time.Time }

func (t *awsTime) UnmarshalJSON(b []byte) error {
	if seconds, err := strconv.ParseFloat(string(b), 64); err == nil && seconds > 0 && seconds < 1e11 {
		t.Time = time.Unix(int64(seconds), 0)
		return nil
	}
	return t.UnmarshalText(bytes.Trim(b, `"`))
}

func (t *awsTime) UnmarshalText(b []byte) error {
	t.Time, _ = time.Parse(time.RFC3339, string(b))
	return nil
}

// An awsPair is a tag; EC2 writes them in lower case.
type awsPair struct {
	Key   string
	Value string
	Low   string `xml:"key" json:"-"`
	Lower string `xml:"value" json:"-"`
}

func tagsOf(list []awsPair) map[string]string {
	tags := map[string]string{}
	for _, t := range list {
		if key := cmp.Or(t.Key, t.Low); key != "" {
			tags[key] = cmp.Or(t.Value, t.Lower)
		}
	}
	return tags
}

// mostAWSPages is how many pages of one list are asked for.
const mostAWSPages = 200

// pages asks for a whole list: next takes a page's token and returns the one of
// the next page.
func pages(next func(token string) (string, error)) error {
	seen := map[string]bool{}
	for token := ""; !seen[token]; {
		if len(seen) == mostAWSPages {
			return failure{kind: graph.TooLarge, says: fmt.Sprintf("the list has more than %d pages, and the rest was not asked for", mostAWSPages)}
		}
		seen[token] = true
		after, err := next(token)
		if err != nil || after == "" {
			return err
		}
		token = after
	}
	return failure{kind: graph.Invalid, says: "its pages go round in a circle, so the list is not complete"}
}
