// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"io"
	"slices"
	"sync"

	"github.com/spf13/viper"
	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/logging"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// maxConfig is how many bytes of a configuration are read; the default one has
// 100,000.
const maxConfig = 4 << 20

// defaults is gitleaks' own configuration, made once in a process and not before
// it is needed.
var defaults = sync.OnceValue(func() *plan { return newPlan(defaultRules, defaultAllow) })

// knownCuts are how the default expressions are taken apart, by their text, of which
// most configurations keep nearly all.
var knownCuts = sync.OnceValue(func() map[string]*multipattern.Cut {
	cuts := map[string]*multipattern.Cut{}
	for i := range defaultRules {
		cuts[defaultRules[i].content.Text] = defaultRules[i].content.Cut
	}
	return cuts
})

// planOf loads a repository's configuration. One that is not valid is a gap, and
// the default rules take its place: a scan that looks for nothing would pass.
func planOf(text []byte, marks []Mark) (*plan, []graph.Gap) {
	defaults := func() *plan { return newPlan(defaultRules, defaultAllow, marks...) }
	gap := func(kind graph.GapKind, why string) []graph.Gap {
		return []graph.Gap{{At: graph.Location{File: ConfigFile}, Kind: kind, Why: why}}
	}
	if len(text) > maxConfig {
		return defaults(), gap(graph.TooLarge, "is larger than 4 MiB and was not read; gitleaks' default rules are used instead")
	}
	p, elsewhere, ok := load(text, marks...)
	switch {
	case !ok:
		return defaults(), gap(graph.Invalid, "is not a valid gitleaks configuration; gitleaks' default rules are used instead")
	case elsewhere:
		return p, gap(graph.Unreadable, "extends a configuration that lies elsewhere, which was not read; gitleaks' default rules are used beside its own")
	}
	return p, nil
}

// load makes a plan. It goes round three traps of gitleaks: the global viper,
// which concurrent constructors share; a counter that is never reset, so that the
// third configuration with useDefault in one process loses all default rules
// (extending is done here, before anything is translated, which also means that
// extended rules are validated); and regular expressions that panic.
func load(text []byte, marks ...Mark) (p *plan, elsewhere, ok bool) {
	defer func() {
		if recover() != nil {
			p, elsewhere, ok = nil, false, false
		}
	}()
	quiet()
	vc, ok := parse(text)
	if !ok {
		return nil, false, false
	}
	elsewhere = vc.Extend.Path != "" || vc.Extend.URL != ""
	if vc.Extend.UseDefault || elsewhere {
		base, ok := parse([]byte(config.DefaultConfig))
		if !ok {
			return nil, false, false
		}
		extend(vc, base)
	}
	vc.Extend = config.Extend{}
	cfg, err := vc.Translate()
	if err != nil { // it quotes the file
		return nil, false, false
	}
	rules, allow := specsOf(cfg)
	for i := range rules {
		rules[i].content.Cut = knownCuts()[rules[i].content.Text]
	}
	return newPlan(rules, allow, marks...), elsewhere, true
}

// quiet silences gitleaks' global logger, which writes to stderr and is handed
// secrets at its lower levels.
var quiet = sync.OnceFunc(func() { logging.Logger = logging.Logger.Output(io.Discard) })

func parse(text []byte) (*config.ViperConfig, bool) {
	v := viper.New()
	v.SetConfigType("toml")
	if v.ReadConfig(bytes.NewReader(text)) != nil {
		return nil, false
	}
	vc := &config.ViperConfig{}
	if v.Unmarshal(vc) != nil {
		return nil, false
	}
	for i := range vc.Rules { // the old spelling, which may not stand beside the new one
		r := &vc.Rules[i]
		if r.AllowList != nil && len(r.Allowlists) == 0 {
			r.Allowlists, r.AllowList = append(r.Allowlists, r.AllowList), nil
		}
	}
	//lint:ignore SA1019 users' files still have the old table
	if vc.AllowList != nil && len(vc.Allowlists) == 0 {
		//lint:ignore SA1019 as above
		vc.Allowlists, vc.AllowList = append(vc.Allowlists, vc.AllowList), nil
	}
	return vc, true
}

// extend merges base into c as gitleaks documents it: a rule of both keeps base's
// fields where c's are empty, lists are joined, disabled rules are left out.
// https://github.com/gitleaks/gitleaks#configuration
func extend(c, base *config.ViperConfig) {
	at := map[string]int{}
	for i, r := range c.Rules {
		at[r.ID] = i
	}
	for _, b := range base.Rules {
		i, both := at[b.ID]
		switch {
		case slices.Contains(c.Extend.DisabledRules, b.ID):
			continue
		case !both:
			c.Rules = append(c.Rules, b)
			continue
		}
		r := c.Rules[i]
		if r.Description != "" {
			b.Description = r.Description
		}
		if r.Entropy != 0 {
			b.Entropy = r.Entropy
		}
		if r.SecretGroup != 0 {
			b.SecretGroup = r.SecretGroup
		}
		if r.Regex != "" {
			b.Regex = r.Regex
		}
		if r.Path != "" {
			b.Path = r.Path
		}
		b.Keywords = append(slices.Clip(b.Keywords), r.Keywords...)
		b.Allowlists = append(slices.Clip(b.Allowlists), r.Allowlists...)
		c.Rules[i] = b
	}
	c.Allowlists = append(c.Allowlists, base.Allowlists...)
}
