// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// within runs hostile input and asks for a gap, and for no more memory than nobody
// notices beside a scan. What is allocated stands for the work, which a busy
// machine makes slow and not more; only what never ends is told by the clock.
func within(t *testing.T, files ...File) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	tr := Load(files)
	gaps := tr.Gaps()
	for _, r := range tr.Roots() {
		for _, c := range r.Contexts() {
			gaps = append(gaps, tr.Evaluate(r, c, Options{Outputs: true}).Gaps...)
		}
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
	t.Logf("%v, %d MiB allocated, %d gaps", took.Round(time.Millisecond), allocated, len(gaps))
	if len(gaps) == 0 {
		t.Error("no gap")
	}
	if took > 5*time.Minute || allocated > 3000 {
		t.Error("takes too much")
	}
}

func main(text string) File { return File{Path: "main.tf", Data: []byte(text)} }

func TestHostileInputEndsWithAGap(t *testing.T) {
	repeat := strings.Repeat
	t.Run("a module that calls itself", func(t *testing.T) {
		within(t, main(`module "a" { source = "./m" }`), File{Path: "m/main.tf", Data: []byte(`module "b" { source = "../m" }
resource "aws_s3_bucket" "x" { bucket = "b" }`)})
	})
	t.Run("modules that call each other", func(t *testing.T) {
		within(t, main(`module "a" { source = "./m" }`), File{Path: "m/main.tf", Data: []byte(`module "b" { source = "../n" }`)}, File{Path: "n/main.tf", Data: []byte(`module "c" { source = "../m" }`)})
	})
	t.Run("modules that multiply", func(t *testing.T) {
		files := []File{main(`module "a" { source = "./m0" }`)}
		for i := range 20 {
			files = append(files, File{Path: fmt.Sprintf("m%d/main.tf", i), Data: fmt.Appendf(nil, "module \"x\" {\n source = \"../m%d\"\n count = 30\n}\nresource \"aws_s3_bucket\" \"b\" {}\n", i+1)})
		}
		within(t, files...)
	})
	t.Run("a map of 10 MB", func(t *testing.T) {
		within(t, main("locals {\n m = {\n"+repeat("  key = \"value of a key in a map\"\n", 320_000)+"}\n}\nresource \"aws_s3_bucket\" \"b\" { bucket = local.m.key }\n"))
	})
	t.Run("for_each over 100,000 keys", func(t *testing.T) {
		var b strings.Builder
		for i := range 100_000 {
			fmt.Fprintf(&b, "\"k%d\",", i)
		}
		within(t, main("resource \"aws_s3_bucket\" \"b\" {\n for_each = toset(["+b.String()+"])\n bucket = each.key\n}\n"))
	})
	t.Run("a count of a billion", func(t *testing.T) {
		within(t, main("resource \"aws_s3_bucket\" \"b\" {\n count = 1000000000\n}\n"))
	})
	t.Run("aliases of YAML", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("a0: &a0 [x,x,x,x,x,x,x,x,x]\n")
		for i := 1; i < 12; i++ {
			fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(repeat(fmt.Sprintf("*a%d,", i-1), 9), ","))
		}
		within(t, main("locals {\n y = yamldecode(file(\"bomb.yaml\"))\n big = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]\n}\noutput \"x\" { value = [local.y, local.big] }\n"), File{Path: "bomb.yaml", Data: []byte(b.String())})
	})
	t.Run("brackets in brackets", func(t *testing.T) {
		within(t, main("locals { a = "+repeat("[", 200_000)+repeat("]", 200_000)+" }\n"))
	})
	t.Run("a question without end", func(t *testing.T) {
		within(t, main("locals {\n a = "+repeat("true ? 1 : ", 150_000)+"1\n}\n"))
	})
	t.Run("a sum without end", func(t *testing.T) {
		within(t, main("locals {\n a = ("+repeat("1 +\n", 200_000)+"1)\n}\n"))
	})
	t.Run("a text that doubles", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("locals {\n a0 = \"0123456789abcdef\"\n")
		for i := 1; i < 60; i++ {
			fmt.Fprintf(&b, " a%d = \"${local.a%d}${local.a%d}\"\n", i, i-1, i-1)
		}
		within(t, main(b.String()+"}\noutput \"x\" { value = local.a59 }\n"))
	})
	t.Run("a list that doubles", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("locals {\n a0 = [1, 2]\n")
		for i := 1; i < 60; i++ {
			fmt.Fprintf(&b, " a%d = concat(local.a%d, local.a%d)\n", i, i-1, i-1)
		}
		within(t, main(b.String()+"}\noutput \"x\" { value = local.a59 }\n"))
	})
	t.Run("a number that squares", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("locals {\n a0 = 1e300\n")
		for i := 1; i < 60; i++ {
			fmt.Fprintf(&b, " a%d = local.a%d * local.a%d\n", i, i-1, i-1)
		}
		within(t, main(b.String()+"}\noutput \"x\" { value = \"${local.a59}\" }\n"))
	})
	t.Run("a chain of locals", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("locals {\n a0 = 1\n")
		for i := 1; i < 30_000; i++ {
			fmt.Fprintf(&b, " a%d = local.a%d\n", i, i-1)
		}
		within(t, main(b.String()+"}\noutput \"x\" { value = local.a29999 }\n"))
	})
	t.Run("everything refers to everything", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("locals {\n")
		for i := range 40 {
			fmt.Fprintf(&b, " a%d = [", i)
			for j := range 40 {
				fmt.Fprintf(&b, "local.a%d,", j)
			}
			b.WriteString("]\n")
		}
		tr := Load([]File{main(b.String() + "}\noutput \"x\" { value = local.a0 }\n")})
		r := tr.Roots()[0]
		start := time.Now()
		tr.Evaluate(r, r.Contexts()[0], Options{Outputs: true})
		if took := time.Since(start); took > 5*time.Minute {
			t.Error(took)
		}
	})
}

func FuzzEvaluate(f *testing.F) {
	f.Add([]byte(flow), []byte(`environment = "prod"`), []byte(`{"a": "${b}"}`))
	f.Add([]byte(`resource "a_b" "c" { for_each = toset([for x in var.y : x.z if x != null]) }`), []byte(`y = [{z = "a"}]`), []byte(`{}`))
	f.Add([]byte("locals { a = try(local.b[0].c, lookup(local.d, \"e\", null), yamldecode(file(\"x.json\"))) }\noutput \"o\" { value = local.a }"), []byte(``), []byte(`{"a": [1, null]}`))
	f.Add([]byte("module \"m\" { source = \"./\" }\noutput \"o\" { value = templatefile(\"x.json\", { b = cidrsubnet(\"10.0.0.0/8\", 8, 1) }) }"), []byte(`a = b`), []byte(`%{ for x in b }${x}%{ endfor }`))
	f.Fuzz(func(_ *testing.T, config, vars, other []byte) {
		if len(config)+len(vars)+len(other) > 1<<16 {
			return
		}
		tr := Load([]File{{Path: "main.tf", Data: config}, {Path: "prod.tfvars", Data: vars}, {Path: "x.json", Data: other}, {Path: "y.tf.json", Data: other}, {Path: "m/main.tf", Data: config}})
		tr.Secrets()
		for _, r := range tr.Roots() {
			for _, c := range r.Contexts() {
				tr.Evaluate(r, c, Options{Outputs: true})
			}
		}
	})
}
