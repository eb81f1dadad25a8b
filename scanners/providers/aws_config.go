// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/stagedoor/stagedoor/graph"
)

// awsConfig is the user's own: the profile that is named, else a key in the
// variables, else the default profile. An assumed role, a single sign-on or a
// process that the profile names are followed, as `aws` does.
func (c *Client) awsConfig(ctx context.Context, profile string) (aws.Config, error) {
	files := []string{c.awsFile("AWS_CONFIG_FILE", "config"), c.awsFile("AWS_SHARED_CREDENTIALS_FILE", "credentials")}
	key, secretKey := c.Setting("AWS_ACCESS_KEY_ID"), c.Setting("AWS_SECRET_ACCESS_KEY")
	if profile == "" && key == "" && c.Setting("AWS_WEB_IDENTITY_TOKEN_FILE") == "" && !exists(files[0]) && !exists(files[1]) {
		return aws.Config{}, c.missing("no credential for AWS was given; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	options := []func(*config.LoadOptions) error{
		config.WithHTTPClient(awsHTTP{c}),
		config.WithRetryer(func() aws.Retryer { return aws.NopRetryer{} }),
		config.WithEC2IMDSClientEnableState(imds.ClientDisabled),
		config.WithSharedConfigFiles(files[:1]), config.WithSharedCredentialsFiles(files[1:]),
	}
	if profile == "" && key != "" && secretKey != "" {
		options = append(options, config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(key, secretKey, c.Setting("AWS_SESSION_TOKEN"))))
	}
	if profile == "" {
		profile = c.Setting("AWS_PROFILE")
	}
	if profile != "" && (key == "" || c.Of != "") {
		options = append(options, config.WithSharedConfigProfile(profile))
	}
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if r := c.Setting(name); r != "" {
			options = append(options, config.WithRegion(r))
			break
		}
	}
	if c.Base() != "" {
		options = append(options, config.WithBaseEndpoint(c.Base()))
	}
	cfg, err := c.withoutBundle(func() (aws.Config, error) { return config.LoadDefaultConfig(ctx, options...) })
	if err != nil {
		var none config.SharedConfigProfileNotExistError
		if errors.As(err, &none) {
			return cfg, failure{kind: graph.Denied, says: "there is no such profile in the AWS configuration; `aws configure list-profiles` names them"}
		}
		return cfg, failure{kind: graph.Invalid, says: "the AWS configuration cannot be read; `aws configure list` shows what is wrong with it"}
	}
	if cfg.BaseEndpoint != nil {
		c.Trust(*cfg.BaseEndpoint) // the profile's endpoint_url
	}
	return cfg, nil
}

// awsFile is a file of the user's configuration: where a variable says, else at
// home.
func (c *Client) awsFile(variable, name string) string {
	if f := c.Setting(variable); f != "" {
		return f
	}
	return filepath.Join(c.Home(), ".aws", name)
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

var bundle sync.Mutex

// withoutBundle loads the configuration while AWS_CA_BUNDLE is out of sight: where
// it is set, the library insists on an HTTP client of its own, which would be a
// way past the gate. The certificates in it are trusted all the same.
func (c *Client) withoutBundle(load func() (aws.Config, error)) (aws.Config, error) {
	const variable = "AWS_CA_BUNDLE"
	bundle.Lock()
	defer bundle.Unlock()
	file, set := os.LookupEnv(variable)
	if !set {
		return load()
	}
	_ = os.Unsetenv(variable)
	defer func() { _ = os.Setenv(variable, file) }()
	if pem, err := os.ReadFile(file); err == nil {
		c.gate.trust(pem)
	}
	return load()
}

// awsHTTP hands the library's requests to the gate, and bounds the answers.
type awsHTTP struct{ c *Client }

func (h awsHTTP) Do(r *http.Request) (*http.Response, error) {
	answer, err := h.c.HTTP().Do(r)
	if err != nil {
		return answer, err
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	return answer, nil
}

// noCredential words why the profile led to no credential. What the gate or AWS
// said of signing in is told; the rest is the library's.
func (a *awsAccount) noCredential(err error) error {
	var f failure
	var answer *smithyhttp.ResponseError
	if errors.As(err, &f) || errors.As(err, &answer) {
		return a.failure("sts", "AssumeRole", err)
	}
	return failure{kind: graph.Denied, says: "the profile leads to no credential; `aws sts get-caller-identity` tells why (instance metadata and containers' endpoints are not asked)"}
}

// throttles are codes by which services of AWS say that they were asked too
// often, whatever the status.
var throttles = map[string]bool{"Throttling": true, "ThrottlingException": true, "RequestLimitExceeded": true, "TooManyRequestsException": true, "RequestThrottled": true, "SlowDown": true}

// failure words an error of the library. Action is the permission that the
// operation needs; the error's own text is not shown.
func (r *awsRegional) failure(service, action string, err error) error {
	at := r.address(service, action)
	var f failure
	if errors.As(err, &f) {
		f.path = at
		return f
	}
	f = failure{path: at, kind: graph.Unreadable}
	var own awsError
	var answer *smithyhttp.ResponseError
	var broken *smithy.DeserializationError
	var stopped *smithy.CanceledError
	switch {
	case errors.As(err, &stopped):
		return failureOf(at, context.Canceled)
	case errors.As(err, &broken):
		f.kind, f.says = graph.Invalid, "the answer is not in the documented form"
		return f
	case errors.As(err, &own):
		f.status = own.status
	case errors.As(err, &answer):
		f.status = answer.HTTPStatusCode()
	default:
		return failureOf(at, err)
	}
	code := awsCode(err)
	g := refusal(at, &http.Response{StatusCode: f.status})
	switch {
	case throttles[code]:
		g.kind, g.says = graph.Unreadable, "the API's rate limit is reached; run again later"
	case strangers[code]:
		g.kind, g.says = graph.Denied, "the API does not accept the credential; `aws sts get-caller-identity` tells why"
	case denials[code] || g.status == http.StatusForbidden:
		g.kind, g.says, g.missing = graph.Denied, "the credential may not read this", service+":"+action
	}
	return g
}

// denials and strangers are codes by which services of AWS refuse a caller whom
// they know, and one whom they do not.
var (
	denials   = map[string]bool{"AccessDenied": true, "AccessDeniedException": true, "UnauthorizedOperation": true, "AuthorizationError": true}
	strangers = map[string]bool{"InvalidClientTokenId": true, "UnrecognizedClientException": true, "AuthFailure": true, "ExpiredToken": true, "ExpiredTokenException": true, "SignatureDoesNotMatch": true, "InvalidAccessKeyId": true, "RequestExpired": true}
)

// awsCode is the code of an error of AWS', or "".
func awsCode(err error) string {
	var own awsError
	var said smithy.APIError
	switch {
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &said):
		return said.ErrorCode()
	}
	return ""
}
