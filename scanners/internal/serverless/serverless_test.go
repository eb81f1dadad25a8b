// SPDX-License-Identifier: Apache-2.0

package serverless

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/scanners/internal/cloudformation"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func evaluate(data []byte) (stacks int) {
	files := map[string]*doc.Node{}
	for _, f := range txtar.Parse(data).Files {
		if docs, _ := doc.YAML(f.Data); len(docs) > 0 {
			files[f.Name] = docs[0]
		}
	}
	r := cloudformation.NewRepository()
	for file, root := range files {
		if IsService(root) {
			NewTree(files).Stacks(r, file, root)
		}
	}
	all, _ := r.Stacks()
	return len(all)
}

const loops = `
-- serverless.yml --
service: a
provider: {name: aws, stage: "${self:provider.stage}", environment: "${self:custom.a}"}
custom: {a: "${self:custom.b}", b: "${self:custom.a}${self:custom.a}", c: "${file(serverless.yml)}", d: {dev: "${self:}", prod: "${self:custom.${self:custom.${self:custom.d}}}"}}
functions: "${file(serverless.yml):functions}"
resources: ["${file(serverless.yml)}", "${self:resources}", {Resources: {A: {Type: "AWS::S3::Bucket", Properties: "${self:}"}}}]
`

// TestVariablesInCircles: a service that includes itself, and variables that stand
// for each other, end.
func TestVariablesInCircles(t *testing.T) {
	if n := evaluate([]byte(loops)); n != 2 {
		t.Errorf("%d stacks, not 2", n)
	}
}

func FuzzStacks(f *testing.F) {
	f.Add([]byte(loops))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 16<<10 {
			evaluate(data)
		}
	})
}
