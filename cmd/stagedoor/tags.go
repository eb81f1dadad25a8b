// SPDX-License-Identifier: Apache-2.0

package main

import (
	"runtime"
	"sync"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
)

// maxTagged is how many findings of a report carry the tag of their secret, the
// worst first: a tag costs a millisecond.
const maxTagged = 500

// tags are slow hashes of secrets, each made once in a run.
type tags struct {
	vault *secret.Vault

	mu   sync.Mutex
	made map[tagKey]func() (string, bool)
}

type tagKey struct {
	seal secret.Seal
	salt string
}

// of is the tag of the secret that a finding is about, where it is about one whose
// value was read.
func (t *tags) of(f rules.Finding, salt []byte) (string, bool) {
	id, ok := policy.AboutSecret(f)
	if !ok || id.Seal().IsZero() {
		return "", false
	}
	key := tagKey{id.Seal(), string(salt)}
	t.mu.Lock()
	if t.made == nil {
		t.made = map[tagKey]func() (string, bool){}
	}
	tag, ok := t.made[key]
	if !ok {
		tag = sync.OnceValues(func() (string, bool) { return t.vault.Tag(key.seal, []byte(key.salt)) })
		t.made[key] = tag
	}
	t.mu.Unlock()
	return tag()
}

// lines puts the tag of its secret into the line that accepts each finding.
func (t *tags) lines(found []rules.Finding) {
	shown := found[:min(len(found), maxTagged)]
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(shown)) {
		workers.Go(func() {
			for i := range next {
				f := &shown[i]
				if f.NotSo != policy.Line(*f, "") {
					continue
				}
				if tag, ok := t.of(*f, policy.LineSalt(*f)); ok {
					f.NotSo = policy.Line(*f, tag)
				}
			}
		})
	}
	for i := range shown {
		next <- i
	}
	close(next)
	workers.Wait()
}
