// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Says is one sentence: what is done to what, whose it is, what is left, who can
// undo it.
func (o Outcome) Says(d Deed) string {
	if len(o.Damages)+len(o.Copies) == 0 {
		if o.Verdict == Production {
			return "this names production itself (" + firstOf(d.Production, o.Named) + "), and which of its stores it destroys is not known here: " + firstOf(d.Unknown, "what it names is in no file")
		}
		return "nobody knows what this destroys: " + o.Why
	}
	parts := []string{"this " + d.does() + " " + o.what()}
	if whose := o.whose(); whose != "" {
		parts[0] += ", which is " + whose
	}
	if len(o.Damages) > 0 {
		worst := o.Damages[0]
		parts = append(parts, worst.Left)
		if worst.Undo != "" {
			parts = append(parts, worst.Undo)
		} else if !d.Rows {
			parts = append(parts, "nobody documents a way to take the deletion back")
		}
	}
	if o.Verdict == Production && d.Production != "" && !slices.Contains(o.Tiers, graph.Production) {
		parts = append(parts, "but "+d.Production+" names production")
	}
	if o.Verdict == Unknown {
		parts = append(parts, "it is not established that this is all: "+o.Why)
	}
	return strings.Join(parts, "; ")
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func (d Deed) does() string {
	switch {
	case d.Rows:
		return "changes or erases what is in"
	case d.Perhaps:
		return "may delete"
	}
	return "deletes"
}

// what names what is meant: a handle rather than its instances.
func (o Outcome) what() string {
	var names []string
	for _, n := range o.Meant {
		if n.Kind != graph.Scope || len(o.Damages) == 0 {
			names = append(names, storeTitle(n))
			continue
		}
		names = append(names, storeTitle(n)+" with "+count(len(o.Damages), "store"))
	}
	if all := len(names); all > 1 && len(slices.Compact(slices.Clone(names))) == 1 {
		return fmt.Sprintf("%s (%d of that name)", names[0], all)
	}
	if len(names) > 3 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:2], ", "), len(names)-2)
	}
	if len(names) > 1 {
		return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	}
	return strings.Join(names, "")
}

func count(n int, of string) string {
	if n == 1 {
		return "one " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

// whose are the environments, production first.
func (o Outcome) whose() string {
	var whose []string
	for _, t := range []graph.Tier{graph.Production, graph.Staging, graph.Preview, graph.Test, graph.Development} {
		if slices.Contains(o.Tiers, t) {
			whose = append(whose, string(t)+"'s")
		}
	}
	text := strings.Join(whose, " and ")
	switch {
	case text == "":
		return ""
	case o.Handle && len(whose) > 1:
		return text + " by one id"
	case len(whose) == 1 && o.Verdict == Below:
		return text + " only"
	}
	return text
}

// SaysHeld is the sentence for a place or credential: what whoever has it can
// do.
func SaysHeld(n *graph.Node, o Outcome) string {
	name := n.Name
	if n.Kind == graph.Credential || n.Kind == graph.Slot {
		name = called(n)
	}
	if len(o.Damages) == 0 {
		text := "nothing that " + name + " can change or destroy is seen"
		if o.Why != "" {
			text += ": " + o.Why
		}
		return text
	}
	worst := o.Damages[0]
	for _, d := range o.Damages {
		if d.Production {
			worst = d
			break
		}
	}
	text := "whoever has " + name + " " + worst.Does + " " + worst.What
	if w := (Outcome{Tiers: worst.Tiers}).whose(); w != "" {
		text += ", which is " + w
	}
	if len(o.Damages) > 1 {
		text += fmt.Sprintf(", and %d more", len(o.Damages)-1)
	}
	text += "; " + worst.Left
	if o.Verdict == Unknown {
		text += "; it is not established that this is all: " + o.Why
	}
	return text
}

// Title is a thing as a sentence uses it.
func Title(n *graph.Node) string { return storeTitle(n) }
