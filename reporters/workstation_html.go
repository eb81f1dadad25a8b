// SPDX-License-Identifier: Apache-2.0

package reporters

import "strings"

// An htmlWorkstation is the inventory on the page: rows that are text already.
type htmlWorkstation struct {
	Head    string     `json:"head"`
	Agents  []string   `json:"agents"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
	Unread  []string   `json:"unread"`
	Changes []string   `json:"changes"`
}

func workstationHTML(v view) *htmlWorkstation {
	w := v.Workstation
	if !w.Shown {
		return nil
	}
	h := &htmlWorkstation{
		Head: workstationSentence(v), Agents: []string{}, Rows: [][]string{}, Unread: []string{}, Changes: []string{},
		Columns: []string{"credential", "kind", "where", "opens", "production", "what could be lost", "expires"},
	}
	for _, a := range w.Agents {
		line := name(a.Name) + " (" + enumerate(a.Places) + ")"
		if len(a.Unasked) > 0 {
			line += "; with nobody asked it may run " + enumerate(a.Unasked)
		}
		h.Agents = append(h.Agents, line)
	}
	for _, c := range w.Held {
		h.Rows = append(h.Rows, heldRow(c))
	}
	for _, u := range w.Unread {
		h.Unread = append(h.Unread, name(u.Place)+"  "+name(u.Tool)+": "+Clean(u.Why))
	}
	for _, c := range w.Changes {
		h.Changes = append(h.Changes, c.What+"  "+name(c.Title)+": "+Clean(c.Says))
	}
	return h
}

// heldRow is one credential in the order of the columns.
func heldRow(c Held) []string {
	var opens, lost []string
	for _, o := range c.Opens {
		opens = append(opens, openedText(o))
	}
	for _, d := range c.Damages[:min(maxDamages, len(c.Damages))] {
		lost = append(lost, d.Does+" "+name(d.What)+inTiers(d.Tiers)+"; "+Clean(d.Left))
	}
	if len(opens) == 0 && c.Scope != "" {
		opens = append(opens, Clean(c.Scope))
	}
	expires := expiry(c)
	if c.Void != "" {
		expires = Clean(c.Void)
	}
	return []string{name(c.Name), name(c.Title), Clean(strings.Join(c.Places, ", ")) + inFolder(c), strings.Join(opens, "; "), c.Production, strings.Join(lost, "; "), expires}
}
