// SPDX-License-Identifier: Apache-2.0

package graph

// Power is a set of what a credential may do. Zero means that nobody says: it
// is worded "may" and never makes a finding critical.
type Power uint8

const (
	Read          Power = 1 << iota // see data
	Write                           // change or erase rows, objects, files: DROP TABLE, rm
	Delete                          // delete the store itself
	DeleteBackups                   // delete the copies
	Administer                      // change settings, such as lifting a lock
)

// Full is what an account-wide token usually has.
const Full = Read | Write | Delete | DeleteBackups | Administer

var powerNames = []struct {
	p    Power
	name string
}{{Read, "read"}, {Write, "write"}, {Delete, "delete"}, {DeleteBackups, "delete_backups"}, {Administer, "administer"}}

// Has reports whether all of q is in p.
func (p Power) Has(q Power) bool { return p&q == q }

// Names lists the powers, weakest first.
func (p Power) Names() []string {
	names := []string{}
	for _, x := range powerNames {
		if p.Has(x.p) {
			names = append(names, x.name)
		}
	}
	return names
}

// ParsePower reads names as [Power.Names] writes them; ok is false at the first
// unknown one.
func ParsePower(names ...string) (p Power, ok bool) {
	for _, n := range names {
		found := false
		for _, x := range powerNames {
			if x.name == n {
				p, found = p|x.p, true
			}
		}
		if !found {
			return 0, false
		}
	}
	return p, true
}
