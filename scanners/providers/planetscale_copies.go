// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"strings"
	"time"
)

// backups are those of the production branches together: they are deleted with
// the database.
func (p *planetScale) backups(d planetScaleDatabase, branches []planetScaleBranch, complete bool) {
	k := Copies{Type: "planetscale_backup"}
	complete = p.policies(d, &k) && complete
	for _, b := range branches {
		list := b.path + "/backups"
		err := p.pages(list, func(path string) (int, error) {
			var answer struct {
				planetScalePage
				Data entries[struct {
					State string    `json:"state"`
					At    time.Time `json:"completed_at"`
				}] `json:"data"`
			}
			err := p.Get(p.ctx, path, nil, &answer)
			p.odd(p.out, list, "the backups of a branch", answer.Data.odd)
			complete = complete && answer.Data.odd == 0
			for _, c := range answer.Data.all {
				if c.State != "success" {
					continue
				}
				k.Count++
				if c.At.After(k.Newest) {
					k.Newest = c.At
				}
			}
			return answer.next(), err
		})
		p.Failed(p.out, "the backups of a branch", err)
		complete = complete && err == nil
	}
	if len(branches) == 0 {
		return
	}
	switch at := branches[0].path + "/backups"; {
	case k.Count > 0:
		p.Copied(p.out, d.store, "planetscale_database", d.key, d.Name, k, p.Fetched(at, "the backups of its production branches"))
	case complete && k.Every == 0:
		NoCopies(p.out, d.store, p.Fetched(at, "the API lists no backup of a production branch, and no policy that makes one"))
	}
}

// hoursOf are units of policies.
var hoursOf = map[string]time.Duration{"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}

func (p *planetScale) policies(d planetScaleDatabase, k *Copies) bool {
	list := d.base + "/backup-policies"
	odd := 0
	err := p.pages(list, func(path string) (int, error) {
		var answer struct {
			planetScalePage
			Data entries[struct {
				Target    string `json:"target"`
				Every     int64  `json:"frequency_value"`
				EveryUnit string `json:"frequency_unit"`
				Kept      int64  `json:"retention_value"`
				KeptUnit  string `json:"retention_unit"`
			}] `json:"data"`
		}
		err := p.Get(p.ctx, path, nil, &answer)
		odd += answer.Data.odd
		for _, a := range answer.Data.all {
			if a.Target != "production" {
				continue
			}
			every, kept := duration(a.Every, a.EveryUnit), duration(a.Kept, a.KeptUnit)
			if every > 0 && (k.Every == 0 || every < k.Every) {
				k.Every = every
			}
			k.Kept = max(k.Kept, kept)
		}
		return answer.next(), err
	})
	p.odd(p.out, list, "the backup policies of a database", odd)
	p.Failed(p.out, "the backup policies of a database", err)
	return err == nil && odd == 0
}

func duration(n int64, unit string) time.Duration {
	if n <= 0 || n > 10_000 {
		return 0
	}
	return time.Duration(n) * hoursOf[strings.TrimSuffix(strings.ToLower(unit), "s")] * time.Hour
}
