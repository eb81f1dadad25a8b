// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"regexp"
)

// In this file: what the name and the values of a setting say, where research
// words them for people.

// kinds tells from a name what a setting decides, the first that fits.
var kinds = []struct {
	kind string
	name *regexp.Regexp
}{
	{"lock", regexp.MustCompile(`retention_policy\.is_locked|backup_delete_lock`)},
	{"final", regexp.MustCompile(`(?i)^DeletionPolicy$|final_?(snapshot|backup)|create_snapshot_before_destroy`)},
	{"undo", regexp.MustCompile(`(?i)soft_delete|recovery_window|deletion_window|PendingWindow|destroy_scheduled|version_destroy_ttl|time_travel|^history_retention|delete_retention_policy|retention_duration_in_days`)},
	{"keep", regexp.MustCompile(`(?i)delete_?automated_?backups|retain_backups|delete_?on_?termination|skip_destroy|auto_delete|reclaim|preserve_|backup_deletion_policy|deletion_schedule|claim_?retention|automatic_backup_retention$`)},
	{"history", regexp.MustCompile(`(?i)versioning|version_retention|^ObjectLockEnabled`)},
	{"place", regexp.MustCompile(`(?i)geo_|redundancy|same_region|backup_location|backup_vault|tier$|storage_connection`)},
	{"retention", regexp.MustCompile(`(?i)retention|retain_days`)},
	{"backup", regexp.MustCompile(`(?i)backup|point_?in_?time|pit_enabled|snapshot`)},
}

func survives(name string) string {
	for _, k := range kinds {
		if k.name.MatchString(name) {
			return k.kind
		}
	}
	return "other"
}

var atLeast = regexp.MustCompile(`^>=\s*(\d+)(d|h|s|)\b`)

// safeValues brings what research calls safe to the catalog's form.
func safeValues(v any) (safe []string, unit string) {
	if s, ok := v.(string); ok {
		if m := atLeast.FindStringSubmatch(s); m != nil {
			return []string{">=" + m[1]}, map[string]string{"h": "hours", "s": "seconds"}[m[2]]
		}
	}
	return values(v), ""
}

func values(v any) []string {
	items, ok := v.([]any)
	if !ok {
		if v == nil || v == "" {
			return nil
		}
		return []string{fmt.Sprint(v)}
	}
	var all []string
	for _, i := range items {
		all = append(all, fmt.Sprint(i))
	}
	return all
}

func text(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}
