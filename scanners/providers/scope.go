// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A NotAsked tells by which place of the configuration a thing with some names is
// left out of what may be asked, "" where it is not. Attributes are accounts,
// regions, owners, repositories, contexts, clusters, workspaces and projects.
type NotAsked func(provider, attribute string, names ...string) string

// errLeftOut ends a provider of which the configuration leaves out everything. It
// is no gap: the owner says so.
var errLeftOut = errors.New("left out by the configuration")

// A leftOut is what the configuration left out: first names by attribute by place.
type leftOut struct {
	mu    sync.Mutex
	names map[[2]string]map[string]bool
}

// leavesOut reports whether the configuration leaves a thing out, which is told once.
// Who asks it first has sent nothing but what tells the thing's names.
func (c *Client) leavesOut(attribute string, names ...string) bool {
	if c.options.NotAsked == nil {
		return false
	}
	place := c.options.NotAsked(c.Name, attribute, names...)
	if place == "" {
		return false
	}
	c.left.mu.Lock()
	defer c.left.mu.Unlock()
	key := [2]string{place, attribute}
	if c.left.names == nil {
		c.left.names = map[[2]string]map[string]bool{}
	}
	if c.left.names[key] == nil {
		c.left.names[key] = map[string]bool{}
	}
	c.left.names[key][strings.Join(names, "\x00")] = true
	return true
}

// one is an attribute's singular.
func one(attribute string) string {
	if stem, ok := strings.CutSuffix(attribute, "ies"); ok {
		return stem + "y"
	}
	return strings.TrimSuffix(attribute, "s")
}

// leftOutOf are sentences on what the configuration left out, sorted; of two
// questions to one provider together.
func leftOutOf(clients []*Client) (all []string) {
	type key struct{ place, attribute, title string }
	counted := map[key]map[string]bool{}
	for _, c := range clients {
		if c == nil {
			continue
		}
		for k, names := range c.left.names {
			k := key{k[0], k[1], c.Title}
			if counted[k] == nil {
				counted[k] = map[string]bool{}
			}
			maps.Copy(counted[k], names)
		}
	}
	for k, names := range counted {
		what := k.attribute
		if len(names) == 1 {
			what = one(what)
		}
		all = append(all, fmt.Sprintf("left out by %s: %d %s of %s", k.place, len(names), what, k.title))
	}
	slices.Sort(all)
	return all
}

// LeftOut is the place that leaves out what stands behind a provider's name in
// --live, "" where none does.
func (a Asked) LeftOut(not NotAsked) string {
	var places []string
	ask := func(attribute, name string) { places = append(places, not(a.Provider.Name, attribute, name)) }
	switch {
	case a.Of == "" || not == nil:
	case a.Provider.Name == "aws":
		_, regions := awsOf(a.Of)
		for _, r := range regions {
			ask("regions", r)
		}
	case a.Provider.Name == "github":
		owner, _, repository := strings.Cut(a.Of, "/")
		if ask("owners", owner); repository {
			ask("repositories", a.Of)
		}
	case a.Provider.Name == "kubernetes":
		ask("contexts", a.Of)
	}
	for _, p := range places {
		if p != "" {
			return p
		}
	}
	return ""
}
