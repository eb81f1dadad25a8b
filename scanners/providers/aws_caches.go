// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"net/url"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

const (
	elasticacheVersion = "2015-02-02" // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/Welcome.html
	redshiftVersion    = "2012-12-01" // https://docs.aws.amazon.com/redshift/latest/APIReference/Welcome.html
)

// caches lists ElastiCache's replication groups, which may keep more than a cache.
// Their list has no tags.
func (r *awsRegional) caches(ctx context.Context, out *graph.Facts, l *awsListing) {
	const typ = "aws_elasticache_replication_group"
	why := r.fetched("elasticache", "DescribeReplicationGroups", "the API lists it")
	type group struct {
		Name      string `xml:"ReplicationGroupId"`
		ARN       string `xml:"ARN"`
		Retention *int   `xml:"SnapshotRetentionLimit"`
	}
	var all []group
	err := pages(func(marker string) (string, error) {
		var page struct {
			All    []group `xml:"DescribeReplicationGroupsResult>ReplicationGroups>ReplicationGroup"`
			Marker string  `xml:"DescribeReplicationGroupsResult>Marker"`
		}
		err := r.query(ctx, "elasticache", elasticacheVersion, "DescribeReplicationGroups", url.Values{"Marker": {marker}}, &page)
		all = append(all, page.All...)
		return page.Marker, err
	})
	r.failed(out, "ElastiCache replication groups", "elasticache", "DescribeReplicationGroups", err)
	for _, g := range most(r, out, "elasticache", "ElastiCache replication groups", all) {
		if g.Name == "" {
			continue
		}
		arn := cmp.Or(g.ARN, r.arn("elasticache", r.region, "replicationgroup:"+g.Name))
		var tagged struct {
			Tags []awsPair `xml:"ListTagsForResourceResult>TagList>Tag"`
		}
		if err := r.query(ctx, "elasticache", elasticacheVersion, "ListTagsForResource", url.Values{"ResourceName": {arn}}, &tagged); err != nil {
			r.failed(out, "the tags of a cache", "elasticache", "ListTagsForResource", err)
		}
		l.add(r, typ, arn, g.Name, tagsOf(tagged.Tags), why, map[string]declared.Value{
			"replication_group_id":     text(g.Name, why),
			"snapshot_retention_limit": l.retention(typ, g.Retention, why),
		})
	}
}

// warehouseSnapshots lists the snapshots of Redshift that somebody made.
// https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html
func (r *awsRegional) warehouseSnapshots(ctx context.Context, out *graph.Facts, l *awsListing) {
	why := r.fetched("redshift", "DescribeClusterSnapshots", "the API lists its snapshots")
	err := pages(func(marker string) (string, error) {
		var page struct {
			All []struct {
				Cluster string  `xml:"ClusterIdentifier"`
				ARN     string  `xml:"SnapshotArn"`
				Status  string  `xml:"Status"`
				Source  string  `xml:"SourceRegion"`
				Days    int     `xml:"ManualSnapshotRetentionPeriod"`
				Made    awsTime `xml:"SnapshotCreateTime"`
			} `xml:"DescribeClusterSnapshotsResult>Snapshots>Snapshot"`
			Marker string `xml:"DescribeClusterSnapshotsResult>Marker"`
		}
		err := r.query(ctx, "redshift", redshiftVersion, "DescribeClusterSnapshots", url.Values{"SnapshotType": {"manual"}, "Marker": {marker}}, &page)
		for _, s := range page.All {
			if s.Status == "available" {
				kept := time.Duration(max(0, min(s.Days, 36500))) * 24 * time.Hour
				l.copied(r.arn("redshift", cmp.Or(s.Source, r.region), "cluster:"+s.Cluster), "aws_redshift_cluster_snapshot", s.ARN, "", s.Made, kept, why)
			}
		}
		return page.Marker, err
	})
	if err != nil {
		l.hide("the list of Redshift's snapshots", "aws_redshift_cluster")
		r.failed(out, "the snapshots of Redshift", "redshift", "DescribeClusterSnapshots", err)
	}
}

func (r *awsRegional) warehouses(ctx context.Context, out *graph.Facts, l *awsListing) {
	const typ = "aws_redshift_cluster"
	why := r.fetched("redshift", "DescribeClusters", "the API lists it")
	err := pages(func(marker string) (string, error) {
		var page struct {
			All []struct {
				Name      string    `xml:"ClusterIdentifier"`
				Host      string    `xml:"Endpoint>Address"`
				Port      string    `xml:"Endpoint>Port"`
				Retention *int      `xml:"AutomatedSnapshotRetentionPeriod"`
				Tags      []awsPair `xml:"Tags>Tag"`
			} `xml:"DescribeClustersResult>Clusters>Cluster"`
			Marker string `xml:"DescribeClustersResult>Marker"`
		}
		err := r.query(ctx, "redshift", redshiftVersion, "DescribeClusters", url.Values{"Marker": {marker}}, &page)
		for _, c := range page.All {
			if c.Name == "" {
				continue
			}
			e := l.add(r, typ, r.arn("redshift", r.region, "cluster:"+c.Name), c.Name, tagsOf(c.Tags), why, map[string]declared.Value{
				"cluster_identifier":                  text(c.Name, why),
				"automated_snapshot_retention_period": l.retention(typ, c.Retention, why),
			})
			e.answersAt("redshift", c.Host, c.Port)
		}
		return page.Marker, err
	})
	r.failed(out, "Redshift clusters", "redshift", "DescribeClusters", err)
}
