// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"maps"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// sam turns what only SAM knows into what CloudFormation makes of it: a
// SimpleTable is a table of DynamoDB, and what Globals says of a kind of resource
// holds for each, under its own.
//
//	https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
//	https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
func (e *evaluation) sam(r *declared.Resource) {
	kind, ok := samTypes[r.Type]
	if !ok {
		return
	}
	if globals := e.value(e.t.Root.Get("Globals", kind.globals)); globals.IsMap() {
		r.Body = under(globals, r.Body, 0)
	}
	if kind.is != "" {
		r.Type = kind.is
	}
}

var samTypes = map[string]struct{ globals, is string }{
	"AWS::Serverless::SimpleTable": {"SimpleTable", "AWS::DynamoDB::Table"},
	"AWS::Serverless::Function":    {"Function", ""},
	"AWS::Serverless::Api":         {"Api", ""},
	"AWS::Serverless::HttpApi":     {"HttpApi", ""},
}

// under merges maps; what is set in over stands.
func under(globals, over declared.Value, depth int) declared.Value {
	if !globals.IsMap() || !over.IsMap() || depth > maxNesting {
		return over
	}
	fields := maps.Clone(globals.Fields)
	for _, k := range over.Keys() {
		if g, both := fields[k]; both {
			fields[k] = under(g, over.Fields[k], depth+1)
		} else {
			fields[k] = over.Fields[k]
		}
	}
	return declared.Map(fields, over.Why...)
}
