// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// An oracle is gitleaks' own detector, set up as its command sets it up.
func oracle(t testing.TB) *detect.Detector {
	t.Helper()
	vc, ok := parse([]byte(config.DefaultConfig))
	if !ok {
		t.Fatal("the default configuration does not parse")
	}
	cfg, err := vc.Translate()
	if err != nil {
		t.Fatal(err)
	}
	quiet()
	d := detect.NewDetector(cfg)
	d.MaxDecodeDepth = decodeDepth
	return d
}

type seen struct {
	rule string
	line int
	seal secret.Seal
}

// compare says how the hits in one file differ from the oracle's. It counts in
// seals: nothing of a stranger's file is printed.
func compare(d *detect.Detector, file string, data []byte) (n int, differences []string) {
	vault := secret.NewVault()
	count := map[seen]int{}
	//lint:ignore SA1019 the oracle is version 8
	for _, f := range d.Detect(detect.Fragment{Raw: string(data), FilePath: file, StartLine: 1}) {
		if f.Secret != "" {
			count[seen{f.RuleID, f.StartLine, vault.Seal(secret.New(f.Secret))}]++
			n++
		}
	}
	p := defaults()
	g := newGitleaks(nil, nil)
	if g.leftOut(p, file) {
		return n, nil // gitleaks' command leaves out folders, its detector only files
	}
	work := p.search(file)
	defer p.done(work)
	for _, f := range work.all(data) {
		if !f.allowed {
			count[seen{f.rule.name, f.line, vault.Seal(secret.New(string(f.secret)))}]--
		}
	}
	for s, c := range count {
		if c > 0 {
			differences = append(differences, fmt.Sprintf("%s:%d %s missed", file, s.line, s.rule))
		} else if c < 0 {
			differences = append(differences, fmt.Sprintf("%s:%d %s surplus", file, s.line, s.rule))
		}
	}
	slices.Sort(differences)
	return n, differences
}

// TestSameAsGitleaks compares with the oracle on texts made up of what rules
// react to: assignments, prefixes of vendors, keys, encoded text.
func TestSameAsGitleaks(t *testing.T) {
	d := oracle(t)
	r := rand.New(rand.NewPCG(3, 4))
	found := 0
	for i := range 80 {
		text := invent(r)
		n, differences := compare(d, "src/app.txt", []byte(text))
		found += n
		for _, diff := range differences {
			t.Errorf("text %d: %s", i, diff)
		}
		if t.Failed() {
			t.Fatalf("invented text:\n%s", text)
		}
	}
	if found < 150 {
		t.Errorf("the texts hold %d secrets only", found)
	}
}

// invent makes up a file. Its secrets are random and live as long as the test.
func invent(r *rand.Rand) string {
	alnum := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	random := func(from string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = from[r.IntN(len(from))]
		}
		return string(b)
	}
	one := func(from ...string) string { return from[r.IntN(len(from))] }
	value := func() string {
		switch r.IntN(10) {
		case 0:
			return "AK" + "IA" + random("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
		case 1:
			return "gh" + "p_" + random(alnum, 36)
		case 2:
			return "xo" + "xb-" + random("0123456789", 12) + "-" + random("0123456789", 12) + "-" + random(alnum, 24)
		case 3:
			return "-----BEGIN RSA PRIVATE" + " KEY-----\n" + random(alnum, 64) + "\n" + random(alnum, 64) + "\n-----END RSA PRIVATE" + " KEY-----"
		case 4:
			return "sk_" + "live_" + random(alnum, 24)
		case 5:
			return random("0123456789abcdef", 40)
		case 6:
			return one("true", "${SECRET}", "changeme", "null", "aaaaaaaaaaaaaaaa", "falsefalse12ab")
		}
		return random(alnum+"+/", 12+r.IntN(40))
	}
	var b strings.Builder
	for range 1 + r.IntN(25) {
		name := one("API_KEY", "password", "token", "client_secret", "auth", "name", "version", "s.", "key", "accessToken", "slack_token")
		v := value()
		switch r.IntN(12) {
		case 0:
			v = base64.StdEncoding.EncodeToString([]byte(name + "=\"" + v + "\"\n"))
		case 1:
			v = hex.EncodeToString([]byte(v))
		case 2:
			v = strings.NewReplacer("a", "%61", "=", "%3D").Replace(v)
		}
		line := one("", "  ", "\t", "export ", "é: ", "# ") + name + one("=", ": ", " = ", " := ", "=>", " ", ",\n") + one("", `"`, "'", "`") + v + one("", `"`, "'", ";", `\n`, " # gitleaks:allow")
		b.WriteString(line + one("\n", "\n\n", "\r\n", " "))
	}
	return b.String() + "\n"
}

// TestSameAsGitleaksOnATree compares on a tree of your choice, whole file by
// whole file: STAGEDOOR_ORACLE=/path go test -run OnATree ./scanners/internal/literals
func TestSameAsGitleaksOnATree(t *testing.T) {
	dir := os.Getenv("STAGEDOOR_ORACLE")
	if dir == "" {
		t.Skip("STAGEDOOR_ORACLE names no tree")
	}
	tr, err := tree.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	d, files, found := oracle(t), 0, 0
	_, _, err = tr.Visit(context.Background(), 1, func(string) bool { return true }, func(_ int, f tree.File) {
		if len(f.Data) > whole || tree.Binary(f.Data) || len(f.Data) > 0 && !bytes.HasSuffix(f.Data, []byte("\n")) {
			return
		}
		n, differences := compare(d, f.Path, f.Data)
		files, found = files+1, found+n
		for _, diff := range differences {
			t.Error(diff)
		}
	})
	t.Logf("%d files, %d secrets, %v", files, found, err)
}
