// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A Granted is what documents give over one thing.
type Granted struct {
	Power graph.Power // what they surely give
	Why   graph.Chain // the statements, and the vendor's page
	May   bool        // a statement that names the thing gives more, under a condition or for a name that is not known
	Hangs string      // what that hangs on
}

// PowerOver is the power that documents which hold together give over a store,
// backup or scope of the graph's type, by its ARN. The ARN is made by [ARNOf], or
// is the whole name as the provider tells it ([Plain]). A boundary allows nothing,
// and what it does not allow is denied
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
func PowerOver(typ string, on Resource, ds Documents, boundary ...Document) Granted {
	var limits []Documents
	if len(boundary) > 0 {
		limits = []Documents{boundary}
	}
	g := powerWithin(typ, on, ds, false, limits)
	if g.Power != 0 && ds.changesItself() {
		g.Power |= graph.Administer
	}
	return g
}

// powerWithin is PowerOver where several limits hold, and where it is known
// whether the documents let their holder change them.
func powerWithin(typ string, on Resource, ds Documents, change bool, limits []Documents) Granted {
	var g Granted
	kind := catalog.GovernedByType(typ)
	if kind == nil {
		return g
	}
	for _, a := range kind.Actions {
		target := on
		if a.Inside {
			target.ARN = target.ARN.join(Text{flat: "/"}).join(hole("which object"))
		}
		v := ds.Allows(a.Name, target)
		for _, ds := range limits {
			if v.Is == graph.No {
				break
			}
			limit := ds.Allows(a.Name, target)
			if v.Is == graph.Yes || limit.Is == graph.No {
				v.Is, v.Hangs = limit.Is, orElse(limit.Hangs, "its permissions boundary")
			}
		}
		switch {
		case v.Is == graph.Yes:
			g.Power |= a.Power()
			g.Why = addOnce(g.Why, told(v.Why, "allows "+a.Name))
		case v.Is == graph.Unknown && len(v.Why) > 0:
			if g.Power == 0 && !g.May {
				g.Why = addOnce(g.Why, told(v.Why, "may allow "+a.Name+": it hangs on "+orElse(v.Hangs, "a condition")))
			}
			g.May, g.Hangs = true, orElse(g.Hangs, v.Hangs)
		}
	}
	if g.Power == 0 && !g.May {
		return Granted{}
	}
	if g.Power != 0 && change {
		g.Power |= graph.Administer
	}
	g.Why = append(g.Why, kind.Document())
	return g
}

// changesItself reports whether the documents let their holder change them, or
// take on any other role: iam:*, iam:PutRolePolicy, sts:AssumeRole on all.
func (ds Documents) changesItself() bool {
	anything := Resource{ARN: Text{flat: "arn:" + gap + ":iam:" + gap + ":" + gap + ":" + gap}}
	for _, action := range []string{"iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:CreatePolicyVersion", "iam:PutUserPolicy", "iam:AttachUserPolicy", "sts:AssumeRole"} {
		if ds.Allows(action, anything).Is == graph.Yes {
			return true
		}
	}
	return false
}

// told is the place that decides, in our words.
func told(why graph.Chain, says string) graph.Chain {
	if len(why) == 0 {
		return nil
	}
	first := why[0]
	first.Says = says
	return append(graph.Chain{first}, why[1:]...)
}

// addOnce keeps a chain short: one line of a file is cited once, with all that
// it says.
func addOnce(chain, more graph.Chain) graph.Chain {
next:
	for _, e := range more {
		for i := range chain {
			if chain[i].At == e.At {
				if e.Says != "" && !strings.Contains(chain[i].Says, e.Says) {
					chain[i].Says = strings.Trim(chain[i].Says+", "+strings.TrimPrefix(e.Says, "allows "), ", ")
				}
				continue next
			}
		}
		chain = append(chain, e)
	}
	return chain
}

// ARNOf is the name of a store in so far as it is known: type of the graph,
// physical name, account and region; each may be the zero Value.
func ARNOf(typ string, name, account, region declared.Value) Text {
	kind := catalog.GovernedByType(typ)
	if kind == nil || kind.Name == "" {
		return hole("how it is named")
	}
	service, rest, _ := strings.Cut(kind.Name, ":")
	t := Text{flat: "arn:" + gap + ":" + service + ":", holes: []Hole{{Hangs: "the partition"}}}
	if local, ok := strings.CutPrefix(rest, "::"); ok { // S3: neither region nor account
		t, rest = t.join(Text{flat: "::"}), local
	} else if local, ok := strings.CutPrefix(rest, ":"); ok { // snapshots of EBS: no account
		t, rest = t.join(known(region, "the region")).join(Text{flat: "::"}), local
	} else {
		t = t.join(known(region, "the region")).join(Text{flat: ":"}).join(known(account, "the account")).join(Text{flat: ":"})
	}
	before, after, _ := strings.Cut(rest, "{name}")
	t = t.join(Text{flat: before}).join(known(name, "the name"))
	if strings.HasSuffix(after, "??????") {
		return t.join(Text{flat: "-"}).join(hole("six characters that AWS adds"))
	}
	return t.join(Text{flat: after})
}

// known is a value that counts only as a whole.
func known(v declared.Value, what string) Text {
	if t := pieces(v); v.Set() && len(t.holes) == 0 || len(v.Parts) > 0 {
		return t
	}
	return hole(orElse(v.Hangs, what))
}
