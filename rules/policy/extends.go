// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/rules"
)

// An Extends names the organisation's file. It lies in the repository, so that a
// scan needs no network and both sides of --diff-base have it, and it is pinned, so
// that nobody changes the organisation's word by the way.
type Extends struct {
	File   string `hcl:"file"`   // from the root of the repository
	SHA256 string `hcl:"sha256"` // of its bytes, hexadecimal

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
}

// A Limit says how much a repository may accept by itself.
type Limit struct {
	AtMost string `hcl:"at_most"` // the highest severity whose findings it may accept
	Reason string `hcl:"reason"`

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
}

var digest = lazily.Compile(`^[0-9a-fA-F]{64}$`)

func (e *Extends) check() (all Mistakes) {
	if e == nil {
		return nil
	}
	if clean := path.Clean(e.File); e.File == "" || clean == "." || path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") || strings.ContainsAny(e.File, "\\\x00") {
		all = append(all, Mistake{in(e.Body, "file", e.Def), "extends a file outside of the repository; copy it in, and name it from the root"})
	}
	if !digest.MatchString(e.SHA256) {
		all = append(all, Mistake{in(e.Body, "sha256", e.Def), "is no SHA-256 digest; write its 64 hexadecimal digits, as `sha256sum` prints them"})
	}
	return all
}

func (l *Limit) check() (all Mistakes) {
	if l == nil {
		return nil
	}
	all = append(reasoned(l.Reason, l.Body, l.Def, "limits what a repository may accept"), severity(l.AtMost, in(l.Body, "at_most", l.Def))...)
	if l.AtMost == "" {
		all = append(all, Mistake{in(l.Body, "at_most", l.Def), "names no severity; choose " + strings.Join(rules.Severities(), ", ")})
	}
	return all
}

// Extended is the policy with the word of the organisation's file that it names.
// File reads a file of the repository, and returns nil where there is no regular
// one. The errors are [Mistakes].
func (p Policy) Extended(file func(name string) []byte) (Policy, error) {
	e := p.Extends
	if e == nil {
		return p, nil
	}
	name := path.Clean(e.File)
	src := file(name)
	if src == nil {
		return p, Mistakes{{in(e.Body, "file", e.Def), fmt.Sprintf("extends %s, which is no regular file of the repository; copy it in", name)}}
	}
	if len(src) > MaxSize {
		return p, Mistakes{{in(e.Body, "file", e.Def), fmt.Sprintf("extends %s, which is larger than 256 KiB; make it smaller", name)}}
	}
	sum := sha256.Sum256(src)
	if now := hex.EncodeToString(sum[:]); !strings.EqualFold(now, e.SHA256) {
		return p, Mistakes{{in(e.Body, "sha256", e.Def), fmt.Sprintf("%s has another digest than the one that is pinned; read what changed, and pin sha256 = %q", name, now)}}
	}
	org, err := Parse(src, name)
	if err != nil {
		return p, err
	}
	if org.Extends != nil {
		return p, Mistakes{{org.Extends.Def, "is extended itself and may not extend another file; write into it what it should say"}}
	}
	p = p.With(org)
	if wrong := p.checkNames(); len(wrong) > 0 {
		return p, wrong
	}
	return p, nil
}

// With is the repository's policy under an organisation's: paths left out, things
// shared and findings accepted by either count; of a path's environment and of a
// rule's setting the organisation's word wins where both speak.
func (p Policy) With(org Policy) Policy {
	for i := range org.Accepted {
		org.Accepted[i].org = true
	}
	for i := range org.Shared {
		org.Shared[i].org = true
	}
	for i := range org.Rules {
		org.Rules[i].org = true
	}
	p.left = p.Exclude
	p.Exclude = slices.Concat(p.Exclude, org.Exclude)
	p.Environments, p.overruled = p.underTiers(org)
	p.Environments = append(p.Environments, org.Environments...) // the last wins
	p.Accepted = slices.Concat(org.Accepted, p.Accepted)
	p.Shared = slices.Concat(org.Shared, p.Shared)
	rest := slices.Clone(org.Rules)
	for _, r := range p.Rules {
		if slices.ContainsFunc(org.Rules, func(o Setting) bool { return o.Rule == r.Rule }) {
			p.overruled = append(p.overruled, Mistake{r.Def, "the setting of " + r.Rule + " does not count: " + org.File + " sets it"})
			continue
		}
		rest = append(rest, r)
	}
	p.Rules = rest
	for _, t := range p.Tokens {
		if slices.ContainsFunc(org.Tokens, func(o Token) bool { return o.Type == t.Type }) {
			p.overruled = append(p.overruled, Mistake{t.Def, "the kind of token " + t.Type + " does not count: " + org.File + " declares it"})
			continue
		}
		org.Tokens = append(org.Tokens, t)
	}
	p.Tokens = org.Tokens
	for _, s := range p.Stores {
		if slices.ContainsFunc(org.Stores, func(o Store) bool { return o.Type == s.Type }) {
			p.overruled = append(p.overruled, Mistake{s.Def, "the kind of store " + s.Type + " does not count: " + org.File + " declares it"})
			continue
		}
		org.Stores = append(org.Stores, s) // behind the organisation's, which are asked first
	}
	p.Stores = org.Stores
	p.Live = slices.Concat(org.Live, p.Live) // both hold
	p.Limit = lower(p.Limit, org.Limit)
	p.Custom = slices.Concat(org.Custom, p.Custom) // may run where the repository's may
	return p
}

// LeftOut is a line for the report on what a repository under a limit leaves out:
// nobody can say how severe what lies there would be. "" for nothing.
func (p Policy) LeftOut() string {
	if p.Limit == nil || len(p.left) == 0 {
		return ""
	}
	return "what the repository's own configuration leaves out, which no limit covers: " + strings.Join(p.left, ", ")
}

// underTiers are the environments without the tiers that the organisation gives
// otherwise.
func (p Policy) underTiers(org Policy) (all []Environment, overruled []Mistake) {
	for _, e := range p.Environments {
		i := slices.IndexFunc(org.Environments, func(o Environment) bool { return o.Tier != "" && strings.EqualFold(o.Name, e.Name) })
		if i >= 0 && e.Tier != "" && e.Tier != org.Environments[i].Tier {
			overruled = append(overruled, Mistake{e.Def, "the tier of " + e.Name + " does not count: " + org.File + " gives it"})
			e.Tier = ""
		}
		all = append(all, e)
	}
	return all, overruled
}

// lower is the limit that allows less.
func lower(a, b *Limit) *Limit {
	if a == nil || b == nil {
		if a == nil {
			return b
		}
		return a
	}
	x, _ := rules.ParseSeverity(a.AtMost)
	if y, _ := rules.ParseSeverity(b.AtMost); y < x {
		return b
	}
	return a
}
