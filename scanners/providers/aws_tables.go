// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
const dynamo = "DynamoDB_20120810"

// tableBackups lists the backups of tables that somebody made; a table's own,
// from point-in-time recovery, is said by its setting.
func (r *awsRegional) tableBackups(ctx context.Context, out *graph.Facts, l *awsListing) {
	why := r.fetched("dynamodb", "ListBackups", "the API lists its backups")
	err := pages(func(after string) (string, error) {
		var page struct {
			BackupSummaries []struct {
				TableArn               string
				BackupArn              string
				BackupStatus           string
				BackupCreationDateTime awsTime
			}
			LastEvaluatedBackupArn string
		}
		err := r.target(ctx, "dynamodb", dynamo, "ListBackups", map[string]any{"BackupType": "USER", "ExclusiveStartBackupArn": after}, &page)
		for _, b := range page.BackupSummaries {
			if b.BackupStatus == "AVAILABLE" {
				l.copied(b.TableArn, "aws_dynamodb_backup", b.BackupArn, "", b.BackupCreationDateTime, 0, why)
			}
		}
		return page.LastEvaluatedBackupArn, err
	})
	if err != nil {
		l.hide("the list of table backups", "aws_dynamodb_table")
		r.failed(out, "the backups of tables", "dynamodb", "ListBackups", err)
	}
}

// tables lists DynamoDB. Its list has names only: each table is asked for its
// settings.
func (r *awsRegional) tables(ctx context.Context, out *graph.Facts, l *awsListing) {
	var names []string
	err := pages(func(after string) (string, error) {
		var page struct {
			TableNames             []string
			LastEvaluatedTableName string
		}
		err := r.target(ctx, "dynamodb", dynamo, "ListTables", map[string]any{"ExclusiveStartTableName": after}, &page)
		names = append(names, page.TableNames...)
		return page.LastEvaluatedTableName, err
	})
	r.failed(out, "DynamoDB tables", "dynamodb", "ListTables", err)
	names = most(r, out, "dynamodb", "DynamoDB tables", names)
	for _, t := range atOnceEach(names, func(name string) awsTable { return r.table(ctx, name) }) {
		for i, err := range t.errs {
			r.failed(out, "a DynamoDB table's settings", "dynamodb", t.asked[i], err)
		}
		t.add(r, l)
	}
}

// An awsTable is what the API says of one table.
type awsTable struct {
	name      string
	arn       string
	protected *bool
	recovery  string // of point in time
	expires   bool
	tags      map[string]string
	asked     []string
	errs      []error
}

func (r *awsRegional) table(ctx context.Context, name string) (t awsTable) {
	t.name = name
	ask := func(action string, parameters map[string]any, into any) bool {
		err := r.target(ctx, "dynamodb", dynamo, action, parameters, into)
		if err != nil {
			t.asked, t.errs = append(t.asked, action), append(t.errs, err)
		}
		return err == nil
	}
	var described struct {
		Table struct {
			TableArn                  string
			DeletionProtectionEnabled *bool
		}
	}
	var backups struct {
		ContinuousBackupsDescription struct {
			PointInTimeRecoveryDescription struct{ PointInTimeRecoveryStatus string }
		}
	}
	var life struct {
		TimeToLiveDescription struct{ TimeToLiveStatus string }
	}
	var tagged struct{ Tags []awsPair }
	if !ask("DescribeTable", map[string]any{"TableName": name}, &described) || described.Table.TableArn == "" {
		return t
	}
	t.arn, t.protected = described.Table.TableArn, described.Table.DeletionProtectionEnabled
	if ask("DescribeContinuousBackups", map[string]any{"TableName": name}, &backups) {
		t.recovery = backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus
	}
	if ask("DescribeTimeToLive", map[string]any{"TableName": name}, &life) {
		t.expires = life.TimeToLiveDescription.TimeToLiveStatus == "ENABLED"
	}
	if ask("ListTagsOfResource", map[string]any{"ResourceArn": t.arn}, &tagged) {
		t.tags = tagsOf(tagged.Tags)
	}
	return t
}

func (t *awsTable) add(r *awsRegional, l *awsListing) {
	const typ = "aws_dynamodb_table"
	if t.arn == "" {
		return
	}
	why := r.fetched("dynamodb", "DescribeTable", "the API lists it")
	body := map[string]declared.Value{"name": text(t.name, why), "deletion_protection_enabled": flag(t.protected, why)}
	if t.expires {
		body["ttl"] = declared.Map(map[string]declared.Value{"enabled": declared.Bool(true, r.fetched("dynamodb", "DescribeTimeToLive", ""))})
	}
	if t.recovery != "" {
		why := r.fetched("dynamodb", "DescribeContinuousBackups", "")
		on := text("true", why)
		if !strings.HasPrefix(t.recovery, "ENABL") {
			on = l.off(typ, "false", why)
		}
		body["point_in_time_recovery"] = declared.Map(map[string]declared.Value{"enabled": on})
	}
	l.add(r, typ, t.arn, t.name, t.tags, why, body)
}
