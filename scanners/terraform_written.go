// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
	"github.com/stagedoor/stagedoor/scanners/internal/terraformjson"
)

// In this file: what states and plans, which Terraform has written down, say to
// the graph.

type written struct {
	*File
	out *graph.Facts
	*terraformjson.Document
	holder graph.ID
}

// declared writes the stores, and gives those that have one their physical
// identity.
func (w written) declared() {
	for _, r := range w.Resources {
		if word, ok := r.Body.Get("id").Word(); ok && awsHandle.MatchString(word) {
			r.Name = word // people know a volume by it
		}
	}
	set := declared.Set{Format: "terraform", Key: w.Path, Mention: w.holder, Resources: w.Resources}
	ids := set.Write(w.out)
	iam.Write(w.out, &set, ids)
	for _, r := range w.Resources {
		id := ids[r.Address]
		if id.IsZero() {
			continue
		}
		if beside := w.configuration(); beside != "" {
			local := w.out.Node(graph.Thing{Kind: id.Kind(), Type: storeType(r.Type), Key: w.out.Local(beside, r.Address)})
			w.out.Same(id, local, graph.Evidence{Basis: graph.Named, At: w.At(1, 1), Says: "the state beside the configuration that declares it"})
		}
		for _, p := range physical(r) {
			other := w.out.Node(graph.Thing{Kind: id.Kind(), Type: storeType(r.Type), Key: p.key, Name: p.name}, p.why)
			w.out.Same(id, other, p.why)
		}
	}
}

var localState = lazily.Compile(`^(.*/)?(?:terraform\.tfstate\.d/([^/]+)/)?terraform\.tfstate$`)

// configuration is the key of the set that the Terraform scanner makes of the
// root whose local state this is: what it declares is what is here, and is told
// once. It is "" for a state that lies where its own name says nothing.
func (w written) configuration() string {
	m := localState.FindStringSubmatch(w.Path)
	if m == nil {
		return ""
	}
	return strings.TrimSpace(path.Join(path.Clean(m[1]), "terraform") + " " + m[2])
}

func storeType(typ string) string {
	if kind, _ := catalog.ResourceByType("terraform", typ); kind != nil && kind.Store != "" {
		return kind.Store
	}
	return typ
}

// A physicalID is an identity that is unique in the world.
type physicalID struct {
	key, name string
	why       graph.Evidence
}

var awsHandle = lazily.Compile(`^(vol|fs)-[0-9a-f]{8,17}$`)

// physical are the ids that the provider gave a resource, as far as they mean
// one thing everywhere. What an emulator made is nobody's.
func physical(r *declared.Resource) (ids []physicalID) {
	arn, id := r.Body.Get("arn"), r.Body.Get("id")
	if arn.IsScalar() {
		text, ok := secret.ARN(arn.Scalar)
		account, _ := secret.AccountInARN(arn.Scalar)
		if secret.MockAccount(account) {
			return nil
		}
		if ok {
			ids = append(ids, physicalID{text, "", because(arn, "its ARN")})
			if key := inItsAccount(r, arn.Scalar); key != "" {
				ids = append(ids, physicalID{key, "", because(arn, "its ARN")})
			}
		}
	}
	if !id.IsScalar() {
		return ids
	}
	if word, ok := id.Word(); ok && awsHandle.MatchString(word) {
		ids = append(ids, physicalID{r.Type + "/" + word, word, because(id, "its id")})
	}
	if text, ok := secret.AzureID(id.Scalar); ok {
		ids = append(ids, physicalID{text, "", because(id, "its id")})
	}
	return ids
}

// inItsAccount is the identity that a declaration or the API's answer has which
// knows the account and the region: here its ARN says them.
func inItsAccount(r *declared.Resource, arn secret.Value) string {
	kind, _ := catalog.ResourceByType("terraform", r.Type)
	account, ok := secret.AccountInARN(arn)
	region, ok2 := secret.RegionInARN(arn)
	if kind == nil || kind.Unique != "account" || !ok || !ok2 {
		return ""
	}
	for _, attr := range kind.Names {
		if name, ok := r.Body.Get(attr).Word(); ok {
			return strings.Join([]string{storeType(r.Type), account, region, name}, "/")
		}
	}
	return ""
}

func because(v declared.Value, says string) graph.Evidence {
	why := graph.Evidence{Basis: graph.ReadInFile, Says: says}
	if len(v.Why) > 0 {
		why.At = v.Why[0].At
	}
	return why
}

// environmentTags are the tags that name an environment.
var environmentTags = []string{"Environment", "environment", "Env", "env", "Stage", "stage"}

// tagged lets the tags of the resources say which environment the file is, where
// they all name one.
func (w written) tagged() {
	name, why := "", graph.Evidence{}
	for _, r := range w.Resources {
		for _, tags := range []declared.Value{r.Place.Default, r.Body.Get("tags"), r.Body.Get("labels")} {
			for _, key := range environmentTags {
				v := tags.Fields[key]
				word, ok := v.Word()
				if _, sensible := environment.OfName(word); !ok || !sensible {
					continue
				}
				if name != "" && !strings.EqualFold(name, word) {
					return
				}
				if name == "" {
					name, why = word, because(v, "the tag "+key+" of what it holds")
				}
			}
		}
	}
	if name != "" {
		claim.Declares(w.out, w.holder, name, why)
	}
}

// secrets hands everything that may be a secret to the funnel.
func (w written) secrets() {
	halves := map[string]graph.ID{} // of an access key, by resource
	types := map[string]string{}
	for _, r := range w.Resources {
		types[r.Address] = r.Type
	}
	for _, s := range w.Secrets {
		if kind, _ := catalog.ResourceByType("terraform", types[s.Of]); kind != nil && slices.Contains(kind.Secrets, s.Attr) {
			s.Kind = claim.DatabaseKind
		}
		id := w.secret(s)
		if s.Kind == "aws_iam_user_access_key" {
			w.out.Same(halves[s.Of], id, graph.Evidence{Basis: graph.ReadInFile, At: s.At, Says: "the other half of one access key"})
			halves[s.Of] = id
		}
	}
	for _, set := range w.Variables {
		var pairs []claim.Pair
		for _, v := range set.List {
			pairs = append(pairs, claim.Pair{Name: v.Name, Value: v.Value, At: v.At})
		}
		claim.Pairs(w.out, w.holder, pairs)
	}
}

// opensNothing are attributes that are marked as sensitive now and then, and open
// nothing.
var opensNothing = lazily.Compile(`(?i)(^|[._-])(id|ids|arn|name|user|username|email|emails|host|hostname|endpoint|address|port|engine|database|account|region|url|ip|cidr|cidrs|domain)$`)

func (w written) secret(s terraformjson.Secret) graph.ID {
	if s.Kind != "" {
		return claim.Token(w.out, w.holder, s.Kind, s.Name, s.Value, s.At)
	}
	if id := claim.Literal(w.out, w.holder, s.Name, s.Value, s.At); !id.IsZero() || !s.Marked || s.Value.Len() < 12 || opensNothing.MatchString(s.Attr) {
		return id
	}
	return claim.Token(w.out, w.holder, claim.UntypedKind, s.Name, s.Value, s.At)
}
