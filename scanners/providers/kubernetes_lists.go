// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// A kubernetesPage is one page of a list.
// https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
type kubernetesPage struct {
	Metadata struct {
		Continue string `json:"continue"`
	} `json:"metadata"`
	Items []json.RawMessage `json:"items"`
}

// Objects of one page; an object is a few kilobytes. A list whose continuation
// has expired is asked for once more, in pages that are larger.
const (
	pageOfObjects   = 500
	secondPageLimit = 2000
)

// groups are the API groups that the cluster serves; known is false where it does
// not say.
func (k *kubernetesCluster) groups(ctx context.Context, out *graph.Facts) (served map[string]bool, known bool) {
	var answer struct {
		Groups []struct {
			Name string `json:"name"`
		} `json:"groups"`
	}
	if err := k.c.Get(ctx, "/apis", nil, &answer); err != nil {
		if !Refused(err) && !NotFound(err) {
			k.c.Failed(out, "the cluster's API groups", err)
		}
		return nil, false
	}
	served = map[string]bool{}
	for _, g := range answer.Groups {
		served[g.Name] = true
	}
	return served, len(served) > 0
}

// list asks for all objects of a resource. What could not be read is a gap that
// names the permission; what is not installed is none.
func (k *kubernetesCluster) list(ctx context.Context, out *graph.Facts, l kubernetesList) (objects []*kubernetes.Object, complete bool) {
	found := map[string]*kubernetes.Object{}
	odd := 0
	for _, limit := range []int{pageOfObjects, secondPageLimit} {
		take := func(o *kubernetes.Object) {
			if o.Name == "" {
				odd++
				return
			}
			key := o.Namespace + "/" + o.Name
			if found[key] == nil {
				objects = append(objects, o)
			}
			found[key] = o
		}
		err := k.pages(ctx, l, l.path(), limit, take)
		switch {
		case err == nil:
			if odd > 0 {
				k.c.Gap(out, l.path(), graph.Invalid, strconv.Itoa(odd)+" of the "+l.resource+" have names that look like secrets, and were left out")
			}
			return objects, true
		case Status(err) == http.StatusGone && limit == pageOfObjects:
			continue // the place in the list is older than the cluster remembers
		case NotFound(err) && l.group != "":
			return nil, true
		case Status(err) == http.StatusForbidden:
			which := ""
			if in := l.pathIn(k.namespace); in != "" && k.pages(ctx, l, in, limit, take) == nil {
				which = " of other namespaces than " + k.namespace
			}
			k.refused(out, l, which)
		default:
			k.c.Failed(out, "the "+l.resource, err)
		}
		return objects, false
	}
	return objects, false
}

// refused tells which permission is missing.
func (k *kubernetesCluster) refused(out *graph.Facts, l kubernetesList, which string) {
	k.c.Gap(out, l.path(), graph.Denied, "the "+l.resource+which+" could not be read: the credential may not read this (403); it needs the verb list on the resource "+l.named())
}

// named is a resource with its group, as RBAC and kubectl name it.
func (l kubernetesList) named() string {
	if l.group == "" {
		return l.resource
	}
	return l.resource + "." + l.group
}

func (k *kubernetesCluster) pages(ctx context.Context, l kubernetesList, list string, limit int, take func(*kubernetes.Object)) error {
	first := url.Values{"limit": {strconv.Itoa(limit)}}
	return k.c.Pages(ctx, list+"?"+first.Encode(), func(ctx context.Context, path string) (string, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, k.c.Base()+path, nil)
		if err != nil {
			return "", failure{path: list, kind: graph.Invalid, says: "the answer names a page that is none"}
		}
		r.Header.Set("Accept", "application/json")
		if l.kind == "Secret" && !k.c.Values {
			r.Header.Set("Accept", metadataOnly)
		}
		var page kubernetesPage
		if _, err := k.c.Do(r, list, &page); err != nil {
			return "", err
		}
		for _, item := range page.Items {
			if o := k.object(l, item); o != nil {
				take(o)
			}
		}
		if page.Metadata.Continue == "" {
			return "", nil
		}
		next := url.Values{"limit": first["limit"], "continue": {page.Metadata.Continue}}
		return list + "?" + next.Encode(), nil
	})
}

// keptAnnotation is the one that says something here; others may repeat the whole
// object, a secret's values too (kubectl.kubernetes.io/last-applied-configuration).
const keptAnnotation = "storageclass.kubernetes.io/is-default-class"

// object reads one item of a list, which names neither its kind nor its version.
// What nothing is drawn from is left out before it is kept.
func (k *kubernetesCluster) object(l kubernetesList, item json.RawMessage) *kubernetes.Object {
	var fields map[string]json.RawMessage
	var meta struct {
		Name        string            `json:"name"`
		Namespace   string            `json:"namespace,omitempty"`
		UID         string            `json:"uid,omitempty"`
		Labels      map[string]string `json:"labels,omitempty"`
		Annotations map[string]string `json:"annotations,omitempty"`
	}
	if json.Unmarshal(item, &fields) != nil || json.Unmarshal(fields["metadata"], &meta) != nil {
		return nil
	}
	if value, ok := meta.Annotations[keptAnnotation]; ok {
		meta.Annotations = map[string]string{keptAnnotation: value}
	} else {
		meta.Annotations = nil
	}
	if l.kind == "Secret" && !k.c.Values {
		fields = map[string]json.RawMessage{}
	}
	fields["metadata"], _ = json.Marshal(meta)
	fields["kind"], _ = json.Marshal(l.kind)
	fields["apiVersion"], _ = json.Marshal(l.apiVersion())
	text, err := json.Marshal(fields)
	if err != nil {
		return nil
	}
	root, problem := doc.JSON(text)
	if problem != nil {
		return nil
	}
	objects := kubernetes.Objects("", root)
	if len(objects) != 1 {
		return nil
	}
	o := objects[0]
	if o.Name == "" {
		o.Name = kubernetes.ListedName(root) // role names may hold colons
	}
	o.URL = k.c.Base() + l.address(o)
	return o
}

func (l kubernetesList) apiVersion() string {
	if l.group == "" {
		return l.version
	}
	return l.group + "/" + l.version
}

// address is an object's own.
func (l kubernetesList) address(o *kubernetes.Object) string {
	prefix, name := "/api/", url.PathEscape(o.Name)
	if l.group != "" {
		prefix = "/apis/"
	}
	if o.Namespace != "" {
		return prefix + l.apiVersion() + "/namespaces/" + url.PathEscape(o.Namespace) + "/" + l.resource + "/" + name
	}
	return prefix + l.apiVersion() + "/" + l.resource + "/" + name
}
