// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// An awsVault is a vault of AWS Backup, as its list says.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupVaultListMember.html
type awsVault struct {
	BackupVaultName        string
	BackupVaultArn         string
	VaultType              string
	Locked                 bool
	LockDate               awsTime
	NumberOfRecoveryPoints *int
}

// An awsLife is how long a recovery point is kept.
type awsLife struct{ DeleteAfterDays int }

func (l awsLife) kept() time.Duration {
	return time.Duration(max(0, min(l.DeleteAfterDays, 36500))) * 24 * time.Hour
}

// backedUp are the types of stores that AWS Backup may have copies of.
var backedUp = []string{"aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_ebs_volume", "aws_efs_file_system", "aws_dynamodb_table", "aws_redshift_cluster"}

// vaults lists the vaults of AWS Backup with their locks, and what lies in them.
func (r *awsRegional) vaults(ctx context.Context, out *graph.Facts, l *awsListing) {
	why := r.fetched("backup", "ListBackupVaults", "the API lists it")
	var all []awsVault
	err := pages(func(token string) (string, error) {
		var page struct {
			BackupVaultList []awsVault
			NextToken       string
		}
		err := r.get(ctx, "backup", "ListBackupVaults", "/backup-vaults", after(token), json.Unmarshal, &page)
		all = append(all, page.BackupVaultList...)
		return page.NextToken, err
	})
	if err != nil {
		l.hide("the list of backup vaults", backedUp...)
		r.failed(out, "the vaults of AWS Backup", "backup", "ListBackupVaults", err)
	}
	for _, v := range all {
		if v.BackupVaultName == "" || v.BackupVaultArn == "" {
			continue
		}
		r.vault(l, v, why)
		if v.NumberOfRecoveryPoints == nil || *v.NumberOfRecoveryPoints != 0 {
			r.recoveryPoints(ctx, out, l, v)
		}
	}
}

// vault adds one vault. A lock with a date is in compliance mode: nobody lifts it
// once the date is past. One without a date is in governance mode, and so, until
// its date, is one that has one: who may manage locks lifts it.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
func (r *awsRegional) vault(l *awsListing, v awsVault, why graph.Evidence) {
	body := map[string]declared.Value{"name": text(v.BackupVaultName, why)}
	locked := declared.Number(1, why) // days; that there is a number is what counts
	if v.VaultType == "LOGICALLY_AIR_GAPPED_BACKUP_VAULT" {
		body["min_retention_days"] = locked
		l.add(r, "aws_backup_logically_air_gapped_vault", v.BackupVaultArn, v.BackupVaultName, nil, why, body).typ = "aws_backup_vault"
		l.locks[v.BackupVaultArn] = graph.LockImmutable
		return
	}
	e := l.add(r, "aws_backup_vault", v.BackupVaultArn, v.BackupVaultName, nil, why, body)
	if !v.Locked {
		return
	}
	attr := "min_retention_days"
	l.locks[v.BackupVaultArn] = graph.LockAPI
	if !v.LockDate.IsZero() && v.LockDate.Before(r.c.Now) {
		attr = "changeable_for_days"
		l.locks[v.BackupVaultArn] = graph.LockImmutable
	}
	l.part(e, "aws_backup_vault_lock_configuration", "backup_vault_name", why, map[string]declared.Value{attr: locked})
}

// recoveryPoints lists what lies in a vault.
func (r *awsRegional) recoveryPoints(ctx context.Context, out *graph.Facts, l *awsListing, v awsVault) {
	why := r.fetched("backup", "ListRecoveryPointsByBackupVault", "the API lists its recovery points")
	path := "/backup-vaults/" + url.PathEscape(v.BackupVaultName) + "/recovery-points"
	err := pages(func(token string) (string, error) {
		var page struct {
			RecoveryPoints []struct {
				ResourceArn      string
				RecoveryPointArn string
				Status           string
				CreationDate     awsTime
				Lifecycle        awsLife
			}
			NextToken string
		}
		err := r.get(ctx, "backup", "ListRecoveryPointsByBackupVault", path, after(token), json.Unmarshal, &page)
		for _, p := range page.RecoveryPoints {
			if p.Status == "COMPLETED" || p.Status == "AVAILABLE" {
				l.copied(p.ResourceArn, "aws_backup_recovery_point", p.RecoveryPointArn, v.BackupVaultArn, p.CreationDate, p.Lifecycle.kept(), why)
			}
		}
		return page.NextToken, err
	})
	if err != nil {
		l.hide("the list of recovery points", backedUp...)
		r.failed(out, "the recovery points of a vault", "backup", "ListRecoveryPointsByBackupVault", err)
	}
}

// copyJobs tells which recovery points were copied to a vault that is not listed
// here: another account's, or in a region that is not asked. The API keeps jobs
// for 30 days.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListCopyJobs.html
func (r *awsRegional) copyJobs(ctx context.Context, out *graph.Facts, l *awsListing) {
	why := r.fetched("backup", "ListCopyJobs", "the API lists a copy job that is completed")
	err := pages(func(token string) (string, error) {
		var page struct {
			CopyJobs []struct {
				ResourceArn                       string
				DestinationBackupVaultArn         string
				DestinationRecoveryPointArn       string
				DestinationRecoveryPointLifecycle awsLife
				CompletionDate                    awsTime
				State                             string
			}
			NextToken string
		}
		query := after(token)
		query.Set("state", "COMPLETED")
		err := r.get(ctx, "backup", "ListCopyJobs", "/copy-jobs", query, json.Unmarshal, &page)
		for _, j := range page.CopyJobs {
			to := j.DestinationBackupVaultArn
			if j.State == "COMPLETED" && to != "" && (accountOf(to) != r.id || !r.asks(regionOf(to))) {
				l.copied(j.ResourceArn, "aws_backup_recovery_point", j.DestinationRecoveryPointArn, to, j.CompletionDate, j.DestinationRecoveryPointLifecycle.kept(), why)
			}
		}
		return page.NextToken, err
	})
	r.failed(out, "the copy jobs of AWS Backup", "backup", "ListCopyJobs", err)
}

// after is the query for the page behind a token.
func after(token string) url.Values {
	query := url.Values{"maxResults": {"1000"}}
	if token != "" {
		query.Set("nextToken", token)
	}
	return query
}
