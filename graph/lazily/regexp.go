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

func (r *Regexp) String() string                             { return r.pattern }
func (r *Regexp) Match(b []byte) bool                        { return r.Get().Match(b) }
func (r *Regexp) MatchString(s string) bool                  { return r.Get().MatchString(s) }
func (r *Regexp) NumSubexp() int                             { return r.Get().NumSubexp() }
func (r *Regexp) SubexpIndex(name string) int                { return r.Get().SubexpIndex(name) }
func (r *Regexp) FindString(s string) string                 { return r.Get().FindString(s) }
func (r *Regexp) Find(b []byte) []byte                       { return r.Get().Find(b) }
func (r *Regexp) FindIndex(b []byte) []int                   { return r.Get().FindIndex(b) }
func (r *Regexp) FindStringIndex(s string) []int             { return r.Get().FindStringIndex(s) }
func (r *Regexp) FindSubmatch(b []byte) [][]byte             { return r.Get().FindSubmatch(b) }
func (r *Regexp) FindSubmatchIndex(b []byte) []int           { return r.Get().FindSubmatchIndex(b) }
func (r *Regexp) FindStringSubmatch(s string) []string       { return r.Get().FindStringSubmatch(s) }
func (r *Regexp) FindStringSubmatchIndex(s string) []int     { return r.Get().FindStringSubmatchIndex(s) }
func (r *Regexp) FindAllIndex(b []byte, n int) [][]int       { return r.Get().FindAllIndex(b, n) }
func (r *Regexp) FindAllString(s string, n int) []string     { return r.Get().FindAllString(s, n) }
func (r *Regexp) FindAllStringIndex(s string, n int) [][]int { return r.Get().FindAllStringIndex(s, n) }
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.Get().FindAllStringSubmatch(s, n)
}
func (r *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte { return r.Get().FindAllSubmatch(b, n) }
func (r *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return r.Get().FindAllSubmatchIndex(b, n)
}
func (r *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return r.Get().FindAllStringSubmatchIndex(s, n)
}
func (r *Regexp) ReplaceAll(src, repl []byte) []byte { return r.Get().ReplaceAll(src, repl) }
func (r *Regexp) ReplaceAllString(src, repl string) string {
	return r.Get().ReplaceAllString(src, repl)
}
func (r *Regexp) ReplaceAllLiteralString(src, repl string) string {
	return r.Get().ReplaceAllLiteralString(src, repl)
}
func (r *Regexp) ReplaceAllStringFunc(src string, f func(string) string) string {
	return r.Get().ReplaceAllStringFunc(src, f)
}
func (r *Regexp) ReplaceAllFunc(src []byte, f func([]byte) []byte) []byte {
	return r.Get().ReplaceAllFunc(src, f)
}
func (r *Regexp) Split(s string, n int) []string { return r.Get().Split(s, n) }
