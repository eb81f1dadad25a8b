// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Limits of a file that is handed to HCL's parser, which descends once for every
// bracket, template, sign and question mark.
const (
	maxNesting = 64
	maxChain   = 256 // signs and question marks of one expression
)

// Bounded checks that a file can be parsed without a deep descent. The error is a
// sentence without its subject.
func Bounded(src []byte) error {
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos)
	depth, chain := 0, 0
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc:
			depth++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc:
			depth = max(depth-1, 0)
		case hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenQuestion, hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash,
			hclsyntax.TokenPercent, hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual,
			hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq, hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq:
			chain++
		case hclsyntax.TokenNewline:
			if depth < 2 { // between the attributes of a block
				chain = 0
			}
		}
		if depth > maxNesting || chain > maxChain {
			return errors.New("is nested too deeply to be read; write simpler expressions")
		}
	}
	return nil
}
