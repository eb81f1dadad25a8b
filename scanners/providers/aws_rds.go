// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// Databases of RDS; DocumentDB and Neptune answer to the same operations.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Operations.html
const rdsVersion = "2014-10-31"

type rdsInstance struct {
	Name          string    `xml:"DBInstanceIdentifier"`
	ARN           string    `xml:"DBInstanceArn"`
	Status        string    `xml:"DBInstanceStatus"`
	Engine        string    `xml:"Engine"`
	Host          string    `xml:"Endpoint>Address"`
	Port          string    `xml:"Endpoint>Port"`
	Cluster       string    `xml:"DBClusterIdentifier"`
	Protected     *bool     `xml:"DeletionProtection"`
	Retention     *int      `xml:"BackupRetentionPeriod"`
	Source        string    `xml:"ReadReplicaSourceDBInstanceIdentifier"`
	SourceCluster string    `xml:"ReadReplicaSourceDBClusterIdentifier"`
	Replicated    []string  `xml:"DBInstanceAutomatedBackupsReplications>DBInstanceAutomatedBackupsReplication>DBInstanceAutomatedBackupsArn"`
	Tags          []awsPair `xml:"TagList>Tag"`
}

type rdsCluster struct {
	Name      string    `xml:"DBClusterIdentifier"`
	ARN       string    `xml:"DBClusterArn"`
	Status    string    `xml:"Status"`
	Engine    string    `xml:"Engine"`
	Host      string    `xml:"Endpoint"`
	Readers   string    `xml:"ReaderEndpoint"`
	Port      string    `xml:"Port"`
	Protected *bool     `xml:"DeletionProtection"`
	Retention *int      `xml:"BackupRetentionPeriod"`
	Source    string    `xml:"ReplicationSourceIdentifier"`
	Tags      []awsPair `xml:"TagList>Tag"`
}

type rdsSnapshot struct {
	Instance      string  `xml:"DBInstanceIdentifier"`
	Cluster       string  `xml:"DBClusterIdentifier"`
	ARN           string  `xml:"DBSnapshotArn"`
	ClusterARN    string  `xml:"DBClusterSnapshotArn"`
	Source        string  `xml:"SourceDBSnapshotIdentifier"`
	SourceCluster string  `xml:"SourceDBClusterSnapshotArn"`
	Engine        string  `xml:"Engine"`
	Status        string  `xml:"Status"`
	Made          awsTime `xml:"SnapshotCreateTime"`
}

const snapshotsHidden = "the list of database snapshots"

// databaseSnapshots lists the snapshots that somebody made: they outlive their
// database. Automated ones are said by its retention, and those of AWS Backup by
// its vaults. Those of databases that are gone are copies of nothing that is here,
// and so are automated backups that were kept of one.
func (r *awsRegional) databaseSnapshots(ctx context.Context, out *graph.Facts, l *awsListing) {
	err := pages(func(marker string) (string, error) {
		var page struct {
			All    []rdsSnapshot `xml:"DescribeDBSnapshotsResult>DBSnapshots>DBSnapshot"`
			Marker string        `xml:"DescribeDBSnapshotsResult>Marker"`
		}
		err := r.query(ctx, "rds", rdsVersion, "DescribeDBSnapshots", url.Values{"SnapshotType": {"manual"}, "Marker": {marker}}, &page)
		for _, s := range page.All {
			r.snapshot(l, s, "DescribeDBSnapshots", "db:"+s.Instance, s.ARN, regionOf(s.Source))
		}
		return page.Marker, err
	})
	if err != nil {
		l.hide(snapshotsHidden, "aws_db_instance")
		r.failed(out, "the snapshots of RDS instances", "rds", "DescribeDBSnapshots", err)
	}
	err = pages(func(marker string) (string, error) {
		var page struct {
			All    []rdsSnapshot `xml:"DescribeDBClusterSnapshotsResult>DBClusterSnapshots>DBClusterSnapshot"`
			Marker string        `xml:"DescribeDBClusterSnapshotsResult>Marker"`
		}
		err := r.query(ctx, "rds", rdsVersion, "DescribeDBClusterSnapshots", url.Values{"SnapshotType": {"manual"}, "Marker": {marker}}, &page)
		for _, s := range page.All {
			r.snapshot(l, s, "DescribeDBClusterSnapshots", "cluster:"+s.Cluster, s.ClusterARN, regionOf(s.SourceCluster))
		}
		return page.Marker, err
	})
	if err != nil {
		l.hide(snapshotsHidden, "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster")
		r.failed(out, "the snapshots of RDS clusters", "rds", "DescribeDBClusterSnapshots", err)
	}
}

// snapshot takes one; one that was copied here from another region is a copy of a
// database there.
func (r *awsRegional) snapshot(l *awsListing, s rdsSnapshot, action, of, arn, from string) {
	if s.Status != "available" {
		return
	}
	typ := "aws_db_snapshot"
	if s.Engine == "docdb" {
		typ = "aws_docdb_snapshot"
	}
	l.copied(r.arn("rds", cmp.Or(from, r.region), of), typ, arn, "", s.Made, 0, r.fetched("rds", action, "the API lists its snapshots"))
}

// instances lists databases that are no member of a cluster, whose storage is the
// cluster's.
func (r *awsRegional) instances(ctx context.Context, out *graph.Facts, l *awsListing) {
	const typ = "aws_db_instance"
	why := r.fetched("rds", "DescribeDBInstances", "the API lists it")
	err := pages(func(marker string) (string, error) {
		var page struct {
			All    []rdsInstance `xml:"DescribeDBInstancesResult>DBInstances>DBInstance"`
			Marker string        `xml:"DescribeDBInstancesResult>Marker"`
		}
		err := r.query(ctx, "rds", rdsVersion, "DescribeDBInstances", url.Values{"Marker": {marker}}, &page)
		for _, d := range page.All {
			if d.Name == "" || d.ARN == "" || d.Cluster != "" || d.Status == "deleting" {
				continue
			}
			for _, to := range d.Replicated {
				l.copied(d.ARN, "aws_db_instance_automated_backups_replication", to, "", awsTime{}, 0, why)
			}
			e := l.add(r, typ, d.ARN, d.Name, tagsOf(d.Tags), why, map[string]declared.Value{
				"identifier":              text(d.Name, why),
				"deletion_protection":     flag(d.Protected, why),
				"backup_retention_period": l.retention(typ, d.Retention, why),
				"replicate_source_db":     text(cmp.Or(d.Source, d.SourceCluster), why),
			})
			e.answersAt(engineOf(d.Engine), d.Host, d.Port)
		}
		return page.Marker, err
	})
	r.failed(out, "RDS instances", "rds", "DescribeDBInstances", err)
}

func (r *awsRegional) clusters(ctx context.Context, out *graph.Facts, l *awsListing) {
	why := r.fetched("rds", "DescribeDBClusters", "the API lists it")
	err := pages(func(marker string) (string, error) {
		var page struct {
			All    []rdsCluster `xml:"DescribeDBClustersResult>DBClusters>DBCluster"`
			Marker string       `xml:"DescribeDBClustersResult>Marker"`
		}
		err := r.query(ctx, "rds", rdsVersion, "DescribeDBClusters", url.Values{"Marker": {marker}}, &page)
		for _, d := range page.All {
			if d.Name == "" || d.ARN == "" || d.Status == "deleting" {
				continue
			}
			typ := "aws_rds_cluster"
			switch d.Engine {
			case "docdb":
				typ = "aws_docdb_cluster"
			case "neptune":
				typ = "aws_neptune_cluster"
			}
			e := l.add(r, typ, d.ARN, d.Name, tagsOf(d.Tags), why, map[string]declared.Value{
				"cluster_identifier":            text(d.Name, why),
				"deletion_protection":           flag(d.Protected, why),
				"backup_retention_period":       l.retention(typ, d.Retention, why),
				"replication_source_identifier": text(d.Source, why),
			})
			e.answersAt(engineOf(d.Engine), d.Host, d.Port)
			e.answersAt(engineOf(d.Engine), d.Readers, d.Port)
		}
		return page.Marker, err
	})
	r.failed(out, "RDS clusters", "rds", "DescribeDBClusters", err)
}

// engineOf is an engine of RDS' as a connection string says it.
func engineOf(engine string) string {
	engine = strings.TrimPrefix(engine, "aurora-")
	for _, e := range []string{"postgres", "mysql", "mariadb", "sqlserver", "oracle", "docdb"} {
		if strings.HasPrefix(engine, e) {
			return strings.Replace(e, "docdb", "mongodb", 1)
		}
	}
	return ""
}

// arn is the name of a thing of this account, as AWS' own documents put it.
func (r *awsRegional) arn(service, region, rest string) string {
	return strings.Join([]string{"arn", r.partition(), service, region, r.id, rest}, ":")
}

// partition is aws, aws-cn or aws-us-gov, as the caller's own ARN says.
func (a *awsAccount) partition() string {
	if parts := strings.SplitN(a.caller, ":", 3); len(parts) == 3 && parts[1] != "" {
		return parts[1]
	}
	return "aws"
}

// regionOf and accountOf are what an ARN names, or "".
func regionOf(arn string) string  { return partOf(arn, 3) }
func accountOf(arn string) string { return partOf(arn, 4) }

func partOf(arn string, i int) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[i]
	}
	return ""
}
