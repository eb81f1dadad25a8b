// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

// A Store is a kind of data store of the owner's own: what becomes of its copies
// when it is deleted, with the line of the configuration as the source.
//
// It can only add. It is heard of stores of which no vendor's document, no file and
// no provider says anything about copies; of others it says nothing, and the report
// tells so ([Policy.Unheard]).
type Store struct {
	Type      string   `hcl:"type,label"` // acme_orders
	Title     string   `hcl:"title"`      // as a sentence can use it
	Hosts     []string `hcl:"hosts,optional"`
	Names     []string `hcl:"names,optional"`
	Primary   bool     `hcl:"primary,optional"`    // it holds primary data
	NoBackups string   `hcl:"no_backups,optional"` // why it has none, in words
	Backups   []Copies `hcl:"backup,block"`
	Undo      *Undo    `hcl:"undo,block"`

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
}

// Copies are backups of a store of the owner's own.
type Copies struct {
	Title string `hcl:"title,label"` // nightly dumps
	Fate  string `hcl:"fate"`        // dies, survives
	Where string `hcl:"where"`       // where they lie, in words
	Days  int    `hcl:"days,optional"`

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
}

// An Undo is how long a deletion can be taken back.
type Undo struct {
	Hours int    `hcl:"hours"`
	By    string `hcl:"by"` // who can, and how
}

// fates are what becomes of copies when their store is deleted.
var fates = []string{"dies", "survives"}

const (
	maxStores = 200
	maxDays   = 36500
)

func (p Policy) checkStores() (all Mistakes) {
	if len(p.Stores) > maxStores {
		all = append(all, Mistake{p.Stores[maxStores].Def, fmt.Sprintf("there are more than %d kinds of store; take out those that nobody uses", maxStores)})
	}
	for i, s := range p.Stores {
		say := func(attribute, format string, args ...any) {
			all = append(all, Mistake{in(s.Body, attribute, s.Def), fmt.Sprintf(format, args...)})
		}
		known, _ := catalog.StoreByType(s.Type)
		switch {
		case !typeForm.MatchString(s.Type):
			say("", "the kind of store %q is not in lower case with an underscore; write it as acme_orders", s.Type)
		case known != nil:
			say("", "%s is a kind of the catalog; choose another name, as a configuration can only add", s.Type)
		case slices.ContainsFunc(p.Stores[:i], func(o Store) bool { return o.Type == s.Type }):
			say("", "the kind of store %s is there twice; keep one", s.Type)
		}
		s.check(say)
		for name, list := range map[string][]string{"hosts": s.Hosts, "names": s.Names} {
			all = append(all, globs(list, in(s.Body, name, s.Def))...)
		}
		for _, c := range s.Backups {
			all = append(all, c.check()...)
		}
	}
	return all
}

func (s Store) check(say func(attribute, format string, args ...any)) {
	if !words(s.Title) {
		say("title", "the title of %s is to be one line of words, up to 200 bytes; write one", s.Type)
	}
	if len(s.Hosts)+len(s.Names) == 0 {
		say("", "nothing says which stores are of the kind %s; give it hosts or names", s.Type)
	}
	for attribute, list := range map[string][]string{"hosts": s.Hosts, "names": s.Names} {
		if slices.ContainsFunc(list, blank.MatchString) {
			say(attribute, "the %s of %s cover every store; write what theirs have in common", attribute, s.Type)
		}
	}
	if s.NoBackups != "" && (!words(s.NoBackups) || len(s.Backups) > 0) {
		say("no_backups", "that %s has no backups is to be one line of words, and without backup blocks; choose one", s.Type)
	}
	if u := s.Undo; u != nil && (u.Hours < 1 || u.Hours > maxDays*24 || !words(u.By)) {
		say("", "the undo of %s is to be an hour or more, by somebody; write hours = 24 and who can", s.Type)
	}
}

func (c Copies) check() (all Mistakes) {
	if !words(c.Title) || !words(c.Where) {
		all = append(all, Mistake{c.Def, "a backup is to have a name, and words on where it lies; write both in one line each, up to 200 bytes"})
	}
	if !slices.Contains(fates, c.Fate) {
		all = append(all, Mistake{in(c.Body, "fate", c.Def), fmt.Sprintf("the fate of %q is %q; choose dies or survives", c.Title, c.Fate)})
	}
	if c.Days < 0 || c.Days > maxDays {
		all = append(all, Mistake{in(c.Body, "days", c.Def), "copies are kept for no such number of days; write one from 1 on"})
	}
	return all
}

// words reports whether a text can stand in a sentence.
func words(text string) bool {
	return !blank.MatchString(text) && len(text) <= 200 && !strings.ContainsAny(text, "\n\r")
}
