// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html
const ec2Version = "2016-11-15"

// volumeSnapshots lists the account's own snapshots of volumes. Those of AWS
// Backup are told by its vaults.
func (r *awsRegional) volumeSnapshots(ctx context.Context, out *graph.Facts, l *awsListing) {
	why := r.fetched("ec2", "DescribeSnapshots", "the API lists its snapshots")
	err := pages(func(token string) (string, error) {
		var page struct {
			All []struct {
				ID     string    `xml:"snapshotId"`
				Volume string    `xml:"volumeId"`
				Status string    `xml:"status"`
				Made   awsTime   `xml:"startTime"`
				Tags   []awsPair `xml:"tagSet>item"`
			} `xml:"snapshotSet>item"`
			Next string `xml:"nextToken"`
		}
		err := r.query(ctx, "ec2", ec2Version, "DescribeSnapshots", url.Values{"Owner.1": {"self"}, "MaxResults": {"1000"}, "NextToken": {token}}, &page)
		for _, s := range page.All {
			if s.Status == "completed" && tagsOf(s.Tags)["aws:backup:source-resource"] == "" {
				l.copied(r.arn("ec2", r.region, "volume/"+s.Volume), "aws_ebs_snapshot", r.arn("ec2", r.region, "snapshot/"+s.ID), "", s.Made, 0, why)
			}
		}
		return page.Next, err
	})
	if err != nil {
		l.hide("the list of volume snapshots", "aws_ebs_volume")
		r.failed(out, "the snapshots of volumes", "ec2", "DescribeSnapshots", err)
	}
}

// volumes lists the disks that outlive their servers: what is deleted with its
// server by its own setting is no place where data are kept. That one in use has
// no copy is told; one that is attached nowhere is mostly left over.
func (r *awsRegional) volumes(ctx context.Context, out *graph.Facts, l *awsListing) {
	why := r.fetched("ec2", "DescribeVolumes", "the API lists it")
	err := pages(func(token string) (string, error) {
		var page struct {
			All []struct {
				ID   string    `xml:"volumeId"`
				Dies []string  `xml:"attachmentSet>item>deleteOnTermination"`
				On   []string  `xml:"attachmentSet>item>instanceId"`
				Tags []awsPair `xml:"tagSet>item"`
			} `xml:"volumeSet>item"`
			Next string `xml:"nextToken"`
		}
		err := r.query(ctx, "ec2", ec2Version, "DescribeVolumes", url.Values{"MaxResults": {"1000"}, "NextToken": {token}}, &page)
		for _, v := range page.All {
			if v.ID == "" || strings.Contains(strings.Join(v.Dies, " "), "true") {
				continue
			}
			e := l.add(r, "aws_ebs_volume", r.arn("ec2", r.region, "volume/"+v.ID), v.ID, tagsOf(v.Tags), why, map[string]declared.Value{})
			e.closed = len(v.On) > 0
		}
		return page.Next, err
	})
	r.failed(out, "EBS volumes", "ec2", "DescribeVolumes", err)
}

// mostAsked is how many buckets, tables, caches or file systems are asked one by
// one for what no list says.
const mostAsked = 400

// fileSystems lists EFS. Its automatic backups are recovery points of AWS Backup.
// https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html
func (r *awsRegional) fileSystems(ctx context.Context, out *graph.Facts, l *awsListing) {
	const typ, service, base = "aws_efs_file_system", "elasticfilesystem", "/2015-02-01/file-systems"
	why := r.fetched(service, "DescribeFileSystems", "the API lists it")
	var all []*awsListed
	err := pages(func(marker string) (string, error) {
		var page struct {
			FileSystems []struct {
				FileSystemId  string
				FileSystemArn string
				Tags          []awsPair
			}
			NextMarker string
		}
		query := url.Values{}
		if marker != "" {
			query.Set("Marker", marker)
		}
		err := r.get(ctx, service, "DescribeFileSystems", base, query, json.Unmarshal, &page)
		for _, f := range page.FileSystems {
			if f.FileSystemId == "" {
				continue
			}
			arn := cmp.Or(f.FileSystemArn, r.arn(service, r.region, "file-system/"+f.FileSystemId))
			all = append(all, l.add(r, typ, arn, f.FileSystemId, tagsOf(f.Tags), why, map[string]declared.Value{}))
		}
		return page.NextMarker, err
	})
	r.failed(out, "EFS file systems", service, "DescribeFileSystems", err)
	why = r.fetched(service, "DescribeBackupPolicy", "the API tells its backup policy")
	for _, e := range most(r, out, service, "EFS file systems", all) {
		var got struct{ BackupPolicy struct{ Status string } }
		err := r.get(ctx, service, "DescribeBackupPolicy", base+"/"+url.PathEscape(e.name)+"/backup-policy", nil, json.Unmarshal, &got)
		if err != nil && awsCode(err) != "PolicyNotFound" {
			r.failed(out, "the backup policy of a file system", service, "DescribeBackupPolicy", err)
			continue
		}
		status := text("ENABLED", why)
		if !strings.HasPrefix(got.BackupPolicy.Status, "ENABL") {
			status = l.off(typ, "DISABLED", why)
		}
		l.part(e, "aws_efs_backup_policy", "file_system_id", why, map[string]declared.Value{
			"backup_policy": declared.Map(map[string]declared.Value{"status": status}),
		})
	}
}

// most is what of a list is asked one by one.
func most[T any](r *awsRegional, out *graph.Facts, service, what string, all []T) []T {
	if len(all) > mostAsked {
		r.c.Gap(out, r.address(service, ""), graph.TooLarge, "only the first 400 "+what+" were asked for their settings")
		return all[:mostAsked]
	}
	return all
}
