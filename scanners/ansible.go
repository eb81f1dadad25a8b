// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/ansible"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Ansible reads variables of groups and hosts, and evaluates tasks that create
// data stores once for each environment that an inventory's folder or a group
// names. What a vault encrypts is no credential.
// https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html
var Ansible = add(Scanner{
	Name: "ansible",
	Doc:  "Ansible: variables of groups, hosts and inventories, and tasks that create data stores, evaluated once for each environment",
	Match: func(p string) bool {
		return isYAMLName(p) || strings.Contains(p, "_vars/") && ansibleVars.MatchString(p) && !ansibleOther.MatchString(p)
	},
	Keep: func(f *File) bool {
		return !vaulted.Match(f.Data) && (ansibleVars.MatchString(f.Path) || asksForStore(f.Data))
	},
	Tree: ansibleTree,
})

var (
	ansibleVars  = lazily.Compile(`(^|/)(?:group_vars/(?:[^./]+/)*[^./]+|host_vars/(?:[^/]+/)*[^./][^/]*?)(?:\.ya?ml|\.json)?$`)
	ansibleOther = lazily.Compile(`\.(md|txt|j2|sh|py|ini|cfg|pem|crt|key)$`)
	vaulted      = lazily.Compile(`\A\s*\$ANSIBLE_VAULT;`)
)

func isYAMLName(p string) bool { return strings.HasSuffix(p, ".yml") || strings.HasSuffix(p, ".yaml") }

// asksForStore reports whether a module that creates stores is named: a task's
// key, which may stand in quotes, in one pass over the colons of the text.
func asksForStore(data []byte) bool {
	modules := ansibleModules()
	for i := 0; ; i++ {
		n := bytes.IndexByte(data[i:], ':')
		if n < 0 {
			return false
		}
		i += n
		word := keyBefore(data[:i])
		for len(word) > 0 {
			if modules[string(word)] {
				return true
			}
			_, word, _ = bytes.Cut(word, []byte{'.'}) // a collection may stand before the module
		}
	}
}

// keyBefore is the last word of a text that ends where a colon stands.
func keyBefore(text []byte) []byte {
	if n := len(text); n > 0 && (text[n-1] == '"' || text[n-1] == '\'') {
		text = text[:n-1]
	}
	start := len(text)
	for start > 0 && moduleLetter(text[start-1]) {
		start--
	}
	return text[start:]
}

func moduleLetter(b byte) bool {
	return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '_' || b == '.'
}

// ansibleModules are the catalog's names of modules.
var ansibleModules = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, p := range catalog.Providers() {
		for _, r := range p.Resources {
			for _, also := range r.Also {
				if name, ok := strings.CutPrefix(also, "ansible "); ok {
					names[name] = true
				}
			}
		}
	}
	return names
})

// An ansibleVarsFile holds variables of one group or host.
type ansibleVarsFile struct {
	*File
	root    *doc.Node
	project string // the folder that holds group_vars, or the folder of inventories
	name    string // of the environment, "" for none
	group   string
}

func ansibleTree(files []*File, out *graph.Facts) {
	var vars []ansibleVarsFile
	var tasks []pulumiFile
	for _, f := range files {
		docs, problem := doc.YAML(f.Data)
		if problem != nil {
			gap(f, out, problem)
		}
		for _, root := range docs {
			switch {
			case root == nil:
			case ansibleVars.MatchString(f.Path) && root.Kind == doc.Map:
				v := ansibleVarsOf(f, root)
				v.claims(out)
				vars = append(vars, v)
			case root.Kind == doc.List:
				tasks = append(tasks, pulumiFile{f, root})
			}
		}
	}
	for _, t := range tasks {
		ansibleSets(t, vars, out)
	}
}

// ansibleVarsOf reads from a path whose variables these are:
// inventories/prod/group_vars/all.yml, group_vars/production/db.yml.
func ansibleVarsOf(f *File, root *doc.Node) ansibleVarsFile {
	i := max(strings.LastIndex("/"+f.Path, "/group_vars/"), strings.LastIndex("/"+f.Path, "/host_vars/"))
	v := ansibleVarsFile{File: f, root: root, project: strings.TrimSuffix(f.Path[:i], "/")}
	_, rest, _ := strings.Cut(f.Path[i:], "/")
	v.group, _, _ = strings.Cut(rest, "/")
	v.group = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(v.group, ".json"), ".yml"), ".yaml")
	switch inventory := path.Base(v.project); {
	case isEnvironmentWord(v.group):
		v.name = v.group
	case isEnvironmentWord(inventory):
		v.name, v.project = inventory, path.Dir(v.project)
	}
	for _, folder := range []string{"inventories", "inventory", "environments"} {
		if path.Base(v.project) == folder {
			v.project = path.Dir(v.project)
		}
	}
	if v.project == "." {
		v.project = ""
	}
	return v
}

// claims hands the plaintext of the file to the funnel.
func (v ansibleVarsFile) claims(out *graph.Facts) {
	pairs := slices.DeleteFunc(v.leaves(v.root, nil, "."), func(p claim.Pair) bool { return p.Value.Matches(vaulted.Get()) })
	if len(pairs) > 0 {
		claim.Pairs(out, v.Holder(out), pairs)
	}
}

// ansibleSets writes what a file's tasks create, once for each environment of
// its project; once without any where the project names none.
func ansibleSets(t pulumiFile, vars []ansibleVarsFile, out *graph.Facts) {
	worlds := map[string]ansible.Variables{}
	first := map[string]*File{}
	near := slices.DeleteFunc(slices.Clone(vars), func(v ansibleVarsFile) bool {
		return v.project != "" && !strings.HasPrefix(t.Path, v.project+"/")
	})
	for _, v := range near {
		if v.name != "" && worlds[v.name] == nil {
			worlds[v.name], first[v.name] = ansible.Variables{}, v.File
		}
	}
	if len(worlds) == 0 {
		worlds[""] = ansible.Variables{}
	}
	for _, name := range sortedKeys(worlds) {
		ansibleLayer(worlds[name], near, name)
		set := declared.Set{Format: "ansible", Key: strings.TrimSpace(t.Path + " " + name)}
		set.Resources = ansible.Resources(t.Path, t.root, worlds[name], func(hosts string) bool {
			return name == "" || hosts == "localhost" || !isEnvironmentWord(hosts) || sameTier(hosts, name) // localhost is where it runs
		})
		if len(set.Resources) == 0 {
			continue
		}
		set.Mention = t.Holder(out)
		if f := first[name]; f != nil {
			set.Mention = f.Section(out, "ansible", t.Path+" "+name, 1, 1)
			claim.Declares(out, set.Mention, name, graph.Evidence{Basis: graph.Named, At: f.At(1, 1), Says: "the inventory or group " + name})
		}
		set.Write(out)
	}
}

// ansibleLayer adds what an environment's hosts know, the weakest first: what
// holds for all, what holds for all of its inventory, what its own group sets.
// Of other groups and single hosts it is not known whether a play is for them.
func ansibleLayer(known ansible.Variables, near []ansibleVarsFile, name string) {
	for layer := range 4 {
		for _, v := range near {
			own := v.name != "" && v.name == name
			switch {
			case layer == 0 && v.group == "all" && v.name == "", layer == 1 && own && v.group == "all", layer == 2 && own && v.group == name:
				known.Add(v.Path, v.root)
			case layer == 3 && v.group != "all" && v.group != name && (own || v.name == ""):
				known.Doubt(v.Path, v.root)
			}
		}
	}
}

func sameTier(a, b string) bool {
	x, _ := environment.OfName(a)
	y, _ := environment.OfName(b)
	return x.Tier == y.Tier
}
