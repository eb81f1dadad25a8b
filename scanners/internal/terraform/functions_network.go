// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// textAnd are parameters: a text, then numbers.
func textAnd(numbers int) []function.Parameter {
	params := []function.Parameter{{Name: "prefix", Type: cty.String}}
	for range numbers {
		params = append(params, function.Parameter{Name: "number", Type: cty.Number})
	}
	return params
}

func networkFunc(params []function.Parameter, f func(p netip.Prefix, args []cty.Value) (string, bool)) function.Function {
	return function.New(&function.Spec{
		Params: params,
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			p, err := netip.ParsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, errEvaluation
			}
			s, ok := f(p, args[1:])
			if !ok {
				return cty.NilVal, errEvaluation
			}
			return cty.StringVal(s), nil
		},
	})
}

var cidrhostFunc = networkFunc(textAnd(1), func(p netip.Prefix, args []cty.Value) (string, bool) {
	n, _ := args[0].AsBigFloat().Int(nil)
	free := p.Addr().BitLen() - p.Bits()
	if n.Sign() < 0 { // counted from the end
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), uint(free)))
	}
	if n.Sign() < 0 || n.BitLen() > free {
		return "", false
	}
	a, ok := plus(p.Masked().Addr(), n)
	return a.String(), ok
})

var cidrnetmaskFunc = networkFunc(textAnd(0), func(p netip.Prefix, _ []cty.Value) (string, bool) {
	if !p.Addr().Is4() {
		return "", false
	}
	ones := netip.AddrFrom4([4]byte{255, 255, 255, 255})
	return netip.PrefixFrom(ones, p.Bits()).Masked().Addr().String(), true
})

var cidrsubnetFunc = networkFunc(textAnd(2), func(p netip.Prefix, args []cty.Value) (string, bool) {
	bits, _ := args[0].AsBigFloat().Int64()
	n, _ := args[1].AsBigFloat().Int(nil)
	q, ok := subnet(p, bits, n)
	return q.String(), ok
})

func subnet(p netip.Prefix, more int64, n *big.Int) (netip.Prefix, bool) {
	size := p.Addr().BitLen()
	if more < 0 || more > int64(size-p.Bits()) || n.Sign() < 0 || int64(n.BitLen()) > more {
		return netip.Prefix{}, false
	}
	bits := p.Bits() + int(more)
	a, ok := plus(p.Masked().Addr(), new(big.Int).Lsh(n, uint(size-bits)))
	return netip.PrefixFrom(a, bits), ok
}

func plus(a netip.Addr, n *big.Int) (netip.Addr, bool) {
	raw := a.AsSlice()
	sum := new(big.Int).Add(new(big.Int).SetBytes(raw), n)
	if sum.BitLen() > len(raw)*8 {
		return a, false
	}
	return netip.AddrFromSlice(sum.FillBytes(make([]byte, len(raw))))
}

// cidrsubnetsFunc lays subnets one after the other.
var cidrsubnetsFunc = function.New(&function.Spec{
	Params:   []function.Parameter{{Name: "prefix", Type: cty.String}},
	VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
	Type:     function.StaticReturnType(cty.List(cty.String)),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		p, err := netip.ParsePrefix(args[0].AsString())
		if err != nil {
			return cty.NilVal, errEvaluation
		}
		next, size := new(big.Int).SetBytes(p.Masked().Addr().AsSlice()), p.Addr().BitLen()
		var list []cty.Value
		for _, a := range args[1:] {
			more, _ := a.AsBigFloat().Int64()
			bits := p.Bits() + int(more)
			if more < 1 || bits > size {
				return cty.NilVal, errEvaluation
			}
			step := new(big.Int).Lsh(big.NewInt(1), uint(size-bits))
			if r := new(big.Int).Mod(next, step); r.Sign() > 0 {
				next.Add(next, new(big.Int).Sub(step, r))
			}
			if next.BitLen() > size {
				return cty.NilVal, errEvaluation
			}
			at, _ := netip.AddrFromSlice(next.FillBytes(make([]byte, size/8)))
			if !p.Contains(at) {
				return cty.NilVal, errEvaluation
			}
			list = append(list, cty.StringVal(netip.PrefixFrom(at, bits).String()))
			next.Add(next, step)
		}
		if len(list) == 0 {
			return cty.ListValEmpty(cty.String), nil
		}
		return cty.ListVal(list), nil
	},
})

// cidrcontainsFunc is OpenTofu's.
var cidrcontainsFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "outer", Type: cty.String}, {Name: "inner", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		p, err := netip.ParsePrefix(args[0].AsString())
		if err != nil {
			return cty.NilVal, errEvaluation
		}
		if q, err := netip.ParsePrefix(args[1].AsString()); err == nil {
			return cty.BoolVal(p.Bits() <= q.Bits() && p.Contains(q.Addr())), nil
		}
		a, err := netip.ParseAddr(args[1].AsString())
		if err != nil {
			return cty.NilVal, errEvaluation
		}
		return cty.BoolVal(p.Contains(a)), nil
	},
})
