// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"encoding/xml"
	"net/url"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// An awsBucket is what the API says of one bucket.
type awsBucket struct {
	Name       string
	Region     string `xml:"BucketRegion"`
	versioning string
	lock       string // mode of the default retention
	replicated []bucketRule
	tags       map[string]string
	asked      []string
	errs       []error
}

type bucketRule struct {
	Status  string
	Bucket  string `xml:"Destination>Bucket"`
	Account string `xml:"Destination>Account"`
}

// buckets lists all buckets of the account, in whatever region, and asks each for
// its settings. What lies in a bucket is not asked for, not even by name: the
// gate knows each setting by the key of its query. Paths carry the bucket's name,
// since a host of its own for each could not be listed.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
func (a *awsAccount) buckets(ctx context.Context, out *graph.Facts, l *awsListing) {
	r := a.in("")
	var all []awsBucket
	err := pages(func(token string) (string, error) {
		var page struct {
			All  []awsBucket `xml:"Buckets>Bucket"`
			Next string      `xml:"ContinuationToken"`
		}
		query := url.Values{"max-buckets": {"1000"}}
		if token != "" {
			query.Set("continuation-token", token)
		}
		err := r.get(ctx, "s3", "ListBuckets", "/", query, xml.Unmarshal, &page)
		all = append(all, page.All...)
		return page.Next, err
	})
	if err != nil {
		r.failed(out, "S3 buckets", "s3", "ListAllMyBuckets", err)
	}
	all = most(r, out, "s3", "S3 buckets", all)
	for _, b := range atOnceEach(all, func(b awsBucket) awsBucket { return a.bucket(ctx, b) }) {
		for i, err := range b.errs {
			a.in(b.Region).failed(out, "a bucket's settings", "s3", b.asked[i], err)
		}
		if b.Name != "" {
			b.add(a, l)
		}
	}
}

// bucket asks for one bucket's settings. Those that are not set are errors of the
// API's.
func (a *awsAccount) bucket(ctx context.Context, b awsBucket) awsBucket {
	ask := func(action, key string, into any, unless string) {
		err := a.in(b.Region).get(ctx, "s3", action, "/"+url.PathEscape(b.Name), url.Values{key: {""}}, xml.Unmarshal, into)
		if err != nil && (unless == "" || awsCode(err) != unless) {
			b.asked, b.errs = append(b.asked, action), append(b.errs, err)
		}
	}
	if b.Region == "" {
		var location struct {
			Name string `xml:",chardata"`
		}
		if ask("GetBucketLocation", "location", &location, ""); len(b.errs) > 0 {
			return b
		}
		if b.Region = cmp.Or(location.Name, "us-east-1"); b.Region == "EU" {
			b.Region = "eu-west-1"
		}
	}
	if a.c.leavesOut("regions", b.Region) {
		return awsBucket{}
	}
	var versioning struct{ Status string }
	ask("GetBucketVersioning", "versioning", &versioning, "")
	b.versioning = versioning.Status
	var lock struct {
		Mode string `xml:"Rule>DefaultRetention>Mode"`
	}
	ask("GetBucketObjectLockConfiguration", "object-lock", &lock, "ObjectLockConfigurationNotFoundError")
	b.lock = lock.Mode
	var replication struct {
		Rules []bucketRule `xml:"Rule"`
	}
	ask("GetReplicationConfiguration", "replication", &replication, "ReplicationConfigurationNotFoundError")
	b.replicated = replication.Rules
	var tagging struct {
		Tags []awsPair `xml:"TagSet>Tag"`
	}
	ask("GetBucketTagging", "tagging", &tagging, "NoSuchTagSet")
	b.tags = tagsOf(tagging.Tags)
	return b
}

func (b awsBucket) add(a *awsAccount, l *awsListing) {
	r := a.in(b.Region)
	why := a.in("").fetched("s3", "ListBuckets", "the API lists it")
	e := l.add(r, "aws_s3_bucket", "arn:"+a.partition()+":s3:::"+b.Name, b.Name, b.tags, why, map[string]declared.Value{"bucket": text(b.Name, why)})
	nested := func(outer string, inner declared.Value) declared.Value {
		return declared.Map(map[string]declared.Value{outer: inner})
	}
	if b.versioning != "" {
		why := r.fetched("s3", "GetBucketVersioning", "the API tells its versioning")
		l.part(e, "aws_s3_bucket_versioning", "bucket", why, map[string]declared.Value{"versioning_configuration": nested("status", text(b.versioning, why))})
	}
	if b.lock != "" {
		why := r.fetched("s3", "GetObjectLockConfiguration", "the API tells its object lock")
		l.part(e, "aws_s3_bucket_object_lock_configuration", "bucket", why, map[string]declared.Value{"rule": nested("default_retention", nested("mode", text(b.lock, why)))})
	}
	var rules []declared.Value
	why = r.fetched("s3", "GetBucketReplication", "the API tells where it is replicated to")
	for _, rule := range b.replicated {
		if rule.Status == "Enabled" {
			rules = append(rules, nested("destination", declared.Map(map[string]declared.Value{"bucket": text(rule.Bucket, why), "account": text(rule.Account, why)})))
		}
	}
	if len(rules) > 0 {
		l.part(e, "aws_s3_bucket_replication_configuration", "bucket", why, map[string]declared.Value{"rule": declared.List(rules)})
	}
}

// atOnceEach asks about each thing of a list beside the others, and keeps its
// order.
func atOnceEach[T, A any](list []T, ask func(T) A) []A {
	answers := make([]A, len(list))
	beside(len(list), func(i int) { answers[i] = ask(list[i]) })
	return answers
}
