// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// JUnit is test results, which every CI system shows: a suite a rule, a test a
// finding. What fails the gate is a failure, what does not is a passed test with
// its story, and a rule without findings is one passed test.
var JUnit = add(Reporter{
	Name: "junit", Doc: "test results in JUnit's XML, which every CI system shows",
	write: writeJUnit,
})

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitFailure `xml:"failure"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

func writeJUnit(out *bytes.Buffer, v view) error {
	all := junitSuites{Name: "stagedoor"}
	for _, r := range v.Rules {
		s := junitSuite{Name: r.ID}
		for _, f := range v.Findings {
			if f.Rule == r.ID {
				s.add(f)
			}
		}
		if len(s.Cases) == 0 {
			s.Cases, s.Tests = []junitCase{{Name: r.Title, Class: r.ID}}, 1
		}
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Suites = append(all.Suites, s)
	}
	out.WriteString(xml.Header)
	e := xml.NewEncoder(out)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	out.WriteByte('\n')
	return nil
}

func (s *junitSuite) add(f findingView) {
	file, line := placeInTree(f)
	c := junitCase{Name: Clean(f.Title), Class: f.Rule, File: file, Line: line}
	story := Clean(f.Message) + "\n" + Clean(f.Fix)
	if f.Gates {
		c.Failure = &junitFailure{Message: Clean(f.Title), Type: f.Severity.String(), Text: strings.TrimSpace(story)}
		s.Failures++
	} else {
		c.Out = strings.TrimSpace(story)
	}
	s.Cases = append(s.Cases, c)
	s.Tests++
}
