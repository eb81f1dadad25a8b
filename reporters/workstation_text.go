// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/rules"
)

// More of these are counted, not shown.
const (
	maxOpened  = 4
	maxDamages = 4
	maxUnread  = 20
)

// workstationText tells the inventory: a sentence, what changed, a block for each
// credential that reaches production, a line for each other one, and what was not
// read.
func workstationText(p *page, v view) {
	w := v.Workstation
	p.wrapped("", "", workstationSentence(v))
	for _, a := range w.Agents {
		line := name(a.Name) + " runs as you and can read all of it"
		if len(a.Unasked) > 0 {
			line += "; with nobody asked it may run " + enumerate(a.Unasked)
		}
		p.wrapped("", "  ", line+" ("+enumerate(a.Places)+")")
	}
	changesText(p, w)
	var unknown, others []Held
	for _, h := range w.Held {
		switch {
		case h.Production == "no" || h.Void != "":
			others = append(others, h)
		case h.Production == "unknown":
			unknown = append(unknown, h)
		default:
			p.gap()
			heldBlock(p, h)
		}
	}
	heldGroup(p, "whether these reach production is not seen here", unknown)
	heldGroup(p, "these reach nothing of production's, as far as their places say", others)
	if len(w.Unread) > 0 {
		p.gap()
		p.line(p.bold("there, and not read"))
		for _, u := range w.Unread[:min(maxUnread, len(w.Unread))] {
			p.wrapped("  ", "    ", fmt.Sprintf("%s  %s: %s", name(u.Place), name(u.Tool), Clean(u.Why)))
		}
		if more := len(w.Unread) - maxUnread; more > 0 {
			p.line(fmt.Sprintf("  and %d more, in the JSON report", more))
		}
	}
}

func workstationSentence(v view) string {
	w := v.Workstation
	if len(w.Held) == 0 && len(w.Unread) == 0 {
		return fmt.Sprintf("This workstation: no credential is found in the %s that are looked at.", count(len(w.Looked), "path"))
	}
	var says []string
	if n := w.count("can"); n > 0 {
		says = append(says, fmt.Sprintf("%d can destroy production data", n))
	}
	if n := w.count("may"); n > 0 {
		says = append(says, fmt.Sprintf("%d may", n))
	}
	if len(says) == 0 {
		says = append(says, "none is seen to reach production data")
	}
	if n := w.count("unknown"); n > 0 {
		says = append(says, fmt.Sprintf("of %d it is not known", n))
	}
	folders := ""
	if len(w.Folders) > 0 {
		folders = ", beside " + enumerate(w.Folders)
	}
	return fmt.Sprintf("This workstation: %s in %s%s: %s.", count(len(w.Held), "credential"), count(w.holding(), "place"), folders, strings.Join(says, ", "))
}

// holding counts the files and variables that hold a credential.
func (w workstationView) holding() int {
	files := map[string]bool{}
	for _, h := range w.Held {
		for _, at := range h.Places {
			file, _, _ := strings.Cut(at, ":")
			files[file] = true
		}
	}
	return len(files)
}

func changesText(p *page, w workstationView) {
	if w.Since == "" {
		return
	}
	p.gap()
	p.line(p.bold("since " + name(w.Since)))
	if len(w.Changes) == 0 {
		p.line("  nothing is new, gone or changed")
	}
	for _, c := range w.Changes {
		p.wrapped(fmt.Sprintf("  %-8s", c.What), "          ", fmt.Sprintf("%s: %s", name(c.Title), Clean(c.Says)))
	}
}

// heldGroup tells credentials in a line each.
func heldGroup(p *page, title string, held []Held) {
	if len(held) == 0 {
		return
	}
	p.gap()
	p.line(p.bold(title))
	for _, h := range held {
		heldLine(p, h)
	}
}

// heldBlock tells one credential that reaches production.
func heldBlock(p *page, h Held) {
	severity, does := rules.High, "can destroy production data"
	if h.Production == "may" {
		severity, does = rules.Medium, "may be able to destroy production data"
	}
	p.wrapped(p.bold(name(h.Name))+"  ", "  ", name(h.Title)+", "+p.paint(severity, does))
	p.wrapped("  at       ", "           ", enumerate(h.Places)+inFolder(h))
	for _, o := range h.Opens[:min(maxOpened, len(h.Opens))] {
		p.wrapped("  opens    ", "           ", openedText(o))
	}
	if more := len(h.Opens) - maxOpened; more > 0 {
		p.line(fmt.Sprintf("           and %d more", more))
	}
	shown := 0
	for _, d := range h.Damages {
		if shown == maxDamages {
			p.line(fmt.Sprintf("           and %d more stores, in the JSON report", len(h.Damages)-shown))
			break
		}
		shown++
		line := fmt.Sprintf("%s %s%s; %s", d.Does, name(d.What), inTiers(d.Tiers), Clean(d.Left))
		if d.Undo != "" {
			line += "; " + Clean(d.Undo)
		}
		p.wrapped("  harm     ", "           ", line+basisText(d.Basis))
	}
	p.wrapped("  expires  ", "           ", expiry(h))
	if h.Protected != "" && h.Protected != "no" {
		p.wrapped("  needs    ", "           ", Clean(h.Protected))
	}
}

// heldLine tells any other credential.
func heldLine(p *page, h Held) {
	var says []string
	if len(h.Opens) == 0 && h.Scope != "" {
		says = append(says, "reaches "+Clean(h.Scope))
	}
	for _, o := range h.Opens[:min(maxOpened, len(h.Opens))] {
		says = append(says, "opens "+openedText(o))
	}
	if more := len(h.Opens) - maxOpened; more > 0 {
		says = append(says, fmt.Sprintf("and %d more", more))
	}
	if len(h.Environments) > 0 {
		says = append(says, "of "+enumerate(h.Environments))
	}
	switch {
	case h.Void != "":
		says = append(says, Clean(h.Void))
	case h.Expires != "":
		says = append(says, expiry(h))
	}
	switch h.Protected {
	case "":
	case "no":
		says = append(says, "without a passphrase")
	default:
		says = append(says, "needs "+Clean(h.Protected))
	}
	line := fmt.Sprintf("%s  %s (%s)%s", name(h.Name), name(h.Title), enumerate(h.Places), inFolder(h))
	if len(says) > 0 {
		line += ": " + strings.Join(says, "; ")
	}
	p.wrapped("  ", "    ", line)
}

func inFolder(h Held) string {
	if h.Shared {
		return ", and in a scanned folder"
	}
	return ""
}

func openedText(o Opened) string {
	s := name(o.What)
	if len(o.Power) > 0 {
		s += " (" + strings.ReplaceAll(strings.Join(o.Power, ", "), "_", " ") + ")"
	} else {
		s += " (what it may do there is not known)"
	}
	return s + basisText(o.Basis)
}

func basisText(basis string) string {
	for b, words := range basisWords {
		if b.String() == basis && words != "" {
			return " [" + words + "]"
		}
	}
	return ""
}

func expiry(h Held) string {
	switch h.Expires {
	case "":
		return "not known"
	case "never":
		return "never"
	}
	return "on " + h.Expires
}

func inTiers(tiers []string) string {
	if len(tiers) == 0 {
		return ""
	}
	return " (" + strings.Join(tiers, ", ") + ")"
}

// enumerate lists names of the scanned machine, a few of them.
func enumerate(names []string) string {
	const shown = 4
	var all []string
	for _, n := range names[:min(shown, len(names))] {
		all = append(all, name(n))
	}
	if more := len(names) - shown; more > 0 {
		all = append(all, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(slices.Clip(all), ", ")
}

// lookedText says what of the list is there.
func lookedText(p *page, v view) {
	w := v.Workstation
	p.wrapped("looked at: ", "  ", fmt.Sprintf("%s of the list, of which %d are there; `stagedoor audit --places` prints it. Nothing else of the home folder was opened", count(len(w.Looked), "path"), w.present()))
}
