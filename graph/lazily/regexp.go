// SPDX-License-Identifier: Apache-2.0

// Package lazily is regular expressions that are compiled when they are first
// used. Start-up is a budget: some three hundred expressions stand in our
// packages, one scan needs a few of them, and compiling all of them took a third
// of the time in which an empty folder is scanned.
//
// A [Regexp] has the methods of regexp.Regexp that we use; [Regexp.Get] is the
// expression itself, for what takes no other.
package lazily

import (
	"regexp"
	"sync"
)

// A Regexp is safe for concurrent use.
type Regexp struct {
	pattern string
	once    sync.Once
	re      *regexp.Regexp
}

// Compile keeps a pattern for later. One that is no expression panics at its
// first use; every one of ours is compiled by a test.
func Compile(pattern string) *Regexp { return &Regexp{pattern: pattern} }

// Get compiles the expression, once.
func (r *Regexp) Get() *regexp.Regexp {
	r.once.Do(func() { r.re = regexp.MustCompile(r.pattern) })
	return r.re
}

func (r *Regexp) Match(b []byte) bool                    { return r.Get().Match(b) }
func (r *Regexp) MatchString(s string) bool              { return r.Get().MatchString(s) }
func (r *Regexp) FindString(s string) string             { return r.Get().FindString(s) }
func (r *Regexp) FindSubmatch(b []byte) [][]byte         { return r.Get().FindSubmatch(b) }
func (r *Regexp) FindSubmatchIndex(b []byte) []int       { return r.Get().FindSubmatchIndex(b) }
func (r *Regexp) FindStringSubmatch(s string) []string   { return r.Get().FindStringSubmatch(s) }
func (r *Regexp) FindStringSubmatchIndex(s string) []int { return r.Get().FindStringSubmatchIndex(s) }
func (r *Regexp) FindAllIndex(b []byte, n int) [][]int   { return r.Get().FindAllIndex(b, n) }
func (r *Regexp) FindAllString(s string, n int) []string { return r.Get().FindAllString(s, n) }
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.Get().FindAllStringSubmatch(s, n)
}
func (r *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte { return r.Get().FindAllSubmatch(b, n) }
func (r *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return r.Get().FindAllSubmatchIndex(b, n)
}
func (r *Regexp) ReplaceAllString(src, repl string) string {
	return r.Get().ReplaceAllString(src, repl)
}
func (r *Regexp) ReplaceAllFunc(src []byte, f func([]byte) []byte) []byte {
	return r.Get().ReplaceAllFunc(src, f)
}
