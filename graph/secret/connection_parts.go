// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// The parts of a connection string: what is a variable, what is a placeholder,
// and what may leave as an identifier.

const (
	maskFirm = "\x01" // a variable: ${X}, $(X), {{ x }}, <%= x %>, #{X}
	maskWeak = "\x02" // what stands for a value in a document: <password>, [YOUR-PASSWORD], %s, {name}, $NAME
)

// mask returns t at the same length with variables and stand-ins blotted out, so
// that the signs inside them (${HOST:-localhost}) do not look like structure.
func mask(t string) string {
	if !strings.ContainsAny(t, "$<[{%#") {
		return t
	}
	b := []byte(t)
	for i := 0; i < len(t); {
		n, with := standIn(t[i:])
		for j := i; j < i+n; j++ {
			b[j] = with
		}
		i += max(n, 1)
	}
	return string(b)
}

var (
	documentForm = lazily.Compile(`^(<[A-Za-z][^<>@/:]{0,60}>|\[[A-Za-z][A-Za-z0-9_ .-]{0,60}\]|\{[A-Za-z_0-9][A-Za-z0-9_.]{0,60}\}|\$[A-Z_][A-Z0-9_]+|%\([A-Za-z_]\w{0,60}\)s|%[sv])`)
)

// standIn measures the variable or stand-in that t begins with; 0 is none.
func standIn(t string) (length int, with byte) {
	switch {
	case strings.HasPrefix(t, "${{"):
		return closing(t, "}}"), maskFirm[0]
	case strings.HasPrefix(t, "{{"):
		return closing(t, "}}"), maskFirm[0]
	case strings.HasPrefix(t, "${"), strings.HasPrefix(t, "#{"), strings.HasPrefix(t, "%{"):
		return balanced(t, '{', '}'), maskFirm[0]
	case strings.HasPrefix(t, "$("):
		return balanced(t, '(', ')'), maskFirm[0]
	case strings.HasPrefix(t, "<%"):
		return closing(t, "%>"), maskFirm[0]
	}
	if strings.IndexByte("<[{$%", t[0]) >= 0 {
		return len(documentForm.FindString(t)), maskWeak[0]
	}
	return 0, 0
}

func closing(t, sign string) int {
	if i := strings.Index(t, sign); i >= 0 {
		return i + len(sign)
	}
	return 0
}

func balanced(t string, open, end byte) int {
	depth := 0
	for i := 1; i < len(t); i++ {
		switch t[i] {
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// unsetPart reports whether a part is, or is built from, a variable, or is a
// stand-in as a whole.
func unsetPart(part string) bool {
	m := mask(part)
	return strings.Contains(m, maskFirm) || m != "" && strings.Trim(m, maskWeak) == ""
}

var variableForm = lazily.Compile(`^(?:\$\{|\$\(|\$|#\{|%\{)([A-Za-z_][A-Za-z0-9_]{1,80})(?:[:?}+)\-].*)?$`)

// variableIn is the name of the one variable that a part consists of.
func variableIn(part string) string {
	m := variableForm.FindStringSubmatch(part)
	if m == nil || !unsetPart(part) {
		return ""
	}
	n, ok := Variable(New(m[1]))
	if !ok {
		return ""
	}
	return n
}

// unescaped undoes percent-encoding where it is one.
func unescaped(part string) string {
	if t, err := url.PathUnescape(part); err == nil {
		return t
	}
	return part
}

var nameForm = lazily.Compile(`^[A-Za-z0-9_][A-Za-z0-9_.@+$\\ -]*$`)

// name lets out what people call a user or a database: no known token, and
// nothing long that looks random.
func name(t string, longest int) (string, bool) {
	if len(t) > longest || !nameForm.MatchString(t) || knownTokenPrefix(t) {
		return "", false
	}
	for run := range strings.FieldsFuncSeq(t, func(r rune) bool { return strings.ContainsRune(`_.@+$\ -`, r) }) {
		if len(run) > 24 && looksRandom(run) || len(run) > 40 {
			return "", false
		}
	}
	return t, true
}

// tokenLike tells a lone user that is rather a token.
func tokenLike(user string) bool {
	if _, ok := name(user, 63); !ok {
		return user != "" && !unsetPart(user)
	}
	digits := strings.Count(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, user), "0")
	return len(user) >= 16 && digits >= 3 && digits < len(user) && !strings.ContainsAny(user, "._-@")
}

var placeholderDatabases = lazily.Compile(`(?i)^(dbname|db_?name|database_?name|(your|my)[-_]?(db|database)[-_]?name|your[-_].*)$`)

func placeholderDatabase(db string) bool { return placeholderDatabases.MatchString(db) }

func validPort(t string) bool {
	n := 0
	for _, r := range t {
		if r < '0' || r > '9' {
			return false
		}
		if n = n*10 + int(r-'0'); n > 65535 {
			return false
		}
	}
	return n > 0
}

// splitHost takes host[:port], tcp(host:port), [v6]:port apart; unset says that
// it is a variable or a placeholder.
func splitHost(t string) (host, port string, unset, ok bool) {
	for _, p := range []string{"tcp(", "tcp6("} {
		if inner, found := strings.CutPrefix(t, p); found {
			t = strings.TrimSuffix(inner, ")")
		}
	}
	m := mask(t)
	if strings.Contains(m, maskFirm) || strings.Contains(m, maskWeak) || strings.Contains(t, "$") {
		return "", "", true, true
	}
	if addr, err := netip.ParseAddr(t); err == nil {
		return addr.WithZone("").String(), "", false, true
	}
	if strings.HasPrefix(t, "[") {
		inside, rest, found := strings.Cut(t[1:], "]")
		addr, err := netip.ParseAddr(inside)
		port, colon := strings.CutPrefix(rest, ":")
		if !found || err != nil || rest != "" && (!colon || !validPort(port)) {
			return "", "", false, false
		}
		return addr.WithZone("").String(), port, false, true
	}
	h, p, colon := strings.Cut(t, ":")
	if colon && !validPort(p) {
		if placeholderPort.MatchString(p) {
			return "", "", true, true
		}
		return "", "", false, false
	}
	return soleHost(h, p)
}

var placeholderPort = lazily.Compile(`^(?i)(port|__\w+__|<.*>|x+)$`)

func soleHost(h, port string) (host, _ string, unset, ok bool) {
	switch h {
	case ".", "(local)", "(localdb)":
		return "localhost", port, false, true
	}
	h = strings.TrimSuffix(h, ".")
	if placeholderHost(h) {
		return "", "", true, true
	}
	host, ok = Host(New(h))
	return host, port, false, ok
}

func bracketed(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}
