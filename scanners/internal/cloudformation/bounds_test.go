// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestBombsEnd: what grows without end is given up, and the rest of the repository
// is read; without bounds this test does not end.
func TestBombsEnd(t *testing.T) {
	var mapping, conditions, nesting strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&mapping, "    k%d: {V: %d}\n", i, i)
	}
	for i := range 5_000 {
		fmt.Fprintf(&conditions, "  C%d: !Not [!Condition C%d]\n", i, i+1)
	}
	for i := range 12 {
		fmt.Fprintf(&nesting, "  Fn::ForEach::L%d: [I%d, !Ref L, {", i, i)
		for j := range 6 {
			fmt.Fprintf(&nesting, "\"Fn::ForEach::M%d\": [J%d, !Ref L, {", j, j)
		}
		nesting.WriteString("\"X${J5}\": {Type: \"AWS::S3::Bucket\"}" + strings.Repeat("}]", 7) + "\n")
	}
	bombs := map[string]string{
		"a huge map":        "Mappings:\n  M:\n" + mapping.String() + "Resources:\n  A: {Type: \"AWS::S3::Bucket\", Properties: {BucketName: !FindInMap [M, k19999, V]}}\n",
		"long conditions":   "Conditions:\n" + conditions.String() + "Resources:\n  A: {Type: \"AWS::S3::Bucket\", Condition: C0}\n",
		"loops in loops":    "Parameters: {L: {Type: CommaDelimitedList, Default: \"" + strings.Repeat("a,", 60) + "a\"}}\nResources:\n" + nesting.String(),
		"joins in joins":    "Resources:\n  A: {Type: \"AWS::S3::Bucket\", Properties: {BucketName: " + strings.Repeat("!Join [a, [b, c, ", 60) + "x" + strings.Repeat("]]", 60) + "}}\n",
		"a stack of stacks": "Resources:\n" + nests(80),
	}
	for name, bomb := range bombs {
		t.Run(name, func(t *testing.T) {
			files := []txtar.File{{Name: "bomb.yaml", Data: []byte(bomb)}, {Name: "z.yaml", Data: []byte("Resources: {Z: {Type: \"AWS::SQS::Queue\"}}")}}
			for _, n := range []string{"n1", "n2", "n3"} {
				files = append(files, txtar.File{Name: n + ".yaml", Data: []byte("Resources:\n" + strings.ReplaceAll(nests(80), "n1.yaml", "n"+string(n[1]+1)+".yaml"))})
			}
			if got := dump(repository(files)); !strings.Contains(got, "Z is AWS::SQS::Queue") {
				t.Error("the rest was not read")
			}
		})
	}
}

func nests(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  S%d: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: n1.yaml}}\n", i)
	}
	return b.String()
}

// BenchmarkStacks: a hundred templates, three parameter files each.
func BenchmarkStacks(b *testing.B) {
	var files []txtar.File
	for i := range 100 {
		var t strings.Builder
		t.WriteString("Parameters: {Env: {Type: String}}\nMappings: {M: {prod: {P: true}, dev: {P: false}, staging: {P: false}}}\nConditions: {IsProd: !Equals [!Ref Env, prod]}\nResources:\n")
		for j := range 30 {
			fmt.Fprintf(&t, "  T%d: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub \"${Env}-%d\", DeletionProtectionEnabled: !FindInMap [M, !Ref Env, P], X: !If [IsProd, a, b]}}\n", j, j)
		}
		files = append(files, txtar.File{Name: fmt.Sprintf("s%d/t.yaml", i), Data: []byte(t.String())})
		for _, env := range []string{"prod", "staging", "dev"} {
			files = append(files, txtar.File{Name: fmt.Sprintf("s%d/%s.json", i, env), Data: []byte(`[{"ParameterKey": "Env", "ParameterValue": "` + env + `"}]`)})
		}
	}
	for b.Loop() {
		if stacks, _ := repository(files).Stacks(); len(stacks) != 300 {
			b.Fatal(len(stacks))
		}
	}
}
