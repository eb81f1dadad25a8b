// SPDX-License-Identifier: Apache-2.0

package reporters

import "slices"

// A Workstation is the inventory of `stagedoor audit`: what lies where on a
// person's machine, what it opens, and what whoever holds it could destroy. It is
// not a list of faults: an administrator's machine rightly has much of it.
type Workstation struct {
	Agents  []Agent
	Held    []Held // those that can destroy production first, then by id
	Unread  []Unread
	Looked  []Looked // every path of the list of places
	Folders []string // that were scanned beside it, as the user named them, or their names
	Since   string   // the earlier report's file, as the user named it; "" for none
	Changes []Change // since then
}

// An Agent is set up for the user.
type Agent struct {
	Name    string
	Places  []string
	Unasked []string // what it may run with nobody asked
}

// A Held credential is one that whatever runs as the user can read.
type Held struct {
	ID, Kind, Title, Name string
	Places                []string // file:line, or $VARIABLE
	Opens                 []Opened
	Environments          []string // names as written
	Expires               string   // never, a moment in RFC 3339, or "" where the place does not say
	Void                  string   // why it is nobody's any more; "" where it is somebody's
	Protected             string   // what it is of no use without; "no" where its place says nothing protects it; "" where that is not known
	Damages               []Damage
	Scope                 string // what its kind reaches, by the vendor's document; "" where none says
	Production            string `door:"ours"` // can, may, unknown, or no
	Shared                bool   // stands in a scanned folder as well
}

// An Opened thing is what a credential opens.
type Opened struct {
	What  string
	ID    string
	Power []string `door:"ours"`
	Basis string   `door:"ours"`
}

// A Damage is what can be done to one store, and what would be left.
type Damage struct {
	What, Does, Left, Undo string
	Tiers                  []string `door:"ours"`
	Production             bool
	Basis                  string `door:"ours"`
}

// An Unread place holds something that was not read: a keyring, a database.
type Unread struct{ Place, Tool, Why string }

// A Looked place is what became of one path of the list.
type Looked struct {
	ID, Path, State, Why string
	Unverified           string
}

// A Change is one since the earlier report. Was and Is are what changed.
type Change struct {
	What       string `door:"ours"` // new, gone, changed
	ID, Title  string
	Says       string
	Production string `door:"ours"` // as of today; of what is gone, as it was
}

// clone shares nothing with w: the last door writes to it.
func (w *Workstation) clone() workstationView {
	if w == nil {
		return workstationView{}
	}
	v := workstationView{Shown: true, Workstation: *w}
	v.Agents, v.Held, v.Unread, v.Looked = slices.Clone(w.Agents), slices.Clone(w.Held), slices.Clone(w.Unread), slices.Clone(w.Looked)
	v.Folders, v.Changes = slices.Clone(w.Folders), slices.Clone(w.Changes)
	for i, a := range v.Agents {
		v.Agents[i].Places, v.Agents[i].Unasked = slices.Clone(a.Places), slices.Clone(a.Unasked)
	}
	for i, h := range v.Held {
		v.Held[i].Places, v.Held[i].Environments = slices.Clone(h.Places), slices.Clone(h.Environments)
		v.Held[i].Opens, v.Held[i].Damages = slices.Clone(h.Opens), slices.Clone(h.Damages)
	}
	return v
}

type workstationView struct {
	Shown bool
	Workstation
}

// count counts credentials by what they can do to production.
func (w workstationView) count(production string) (n int) {
	for _, h := range w.Held {
		if h.Production == production && h.Void == "" {
			n++
		}
	}
	return n
}

// present counts the paths of the list that are there.
func (w workstationView) present() (n int) {
	for _, l := range w.Looked {
		if l.State != "absent" {
			n++
		}
	}
	return n
}
