// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// AWS asks one account. What its stores are is said in the words of Terraform's
// resources and judged where files are judged (package declared), so that locks,
// copies and their fates mean the same, and a bucket that a file declares and the
// API lists is one node.
//
// The requests are those of the vendor's own Go library; it finds the user's
// credential as every AWS tool does, and signs in where a profile says so. It has
// no other way to the network than the gate, its own repetitions are off, and
// neither instance metadata nor a container's endpoint is asked: what runs there
// hands its credential on as variables.
var AWS = add(Provider{
	Name: "aws", Title: "AWS",
	Doc: "Asks one account, in the region of its profile or those behind the @, for its databases, volumes, file systems, buckets, tables, caches and warehouses, whether something stops their deletion, which copies of them there are and where, and who may delete them. " +
		"Other regions and other accounts are not asked, apart from buckets, which have one list; objects, items and secrets are never read. A policy that allows the operations on this list suffices, and of AWS' own the managed policy ReadOnlyAccess.",
	Variables: []string{"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"},
	Of:        "PROFILE, PROFILE@REGION+REGION or @REGION+REGION",

	BaseVariable: "AWS_ENDPOINT_URL",
	Hosts:        []string{"*.amazonaws.com", "*.amazonaws.com.cn"},
	Budget:       4000,
	Allow: []string{
		// Signing in, as the user's own profile says.
		"CALL GetCallerIdentity", "CALL AssumeRole", "CALL AssumeRoleWithWebIdentity", "GET /federation/credentials",
		"CALL ListAccountAliases",
		// Who may do what.
		"CALL GetAccountAuthorizationDetails", "CALL ListAccessKeys",
		"CALL GetUser", "CALL ListUserPolicies", "CALL GetUserPolicy", "CALL ListAttachedUserPolicies", "CALL ListGroupsForUser",
		"CALL ListGroupPolicies", "CALL GetGroupPolicy", "CALL ListAttachedGroupPolicies",
		"CALL GetRole", "CALL ListRolePolicies", "CALL GetRolePolicy", "CALL ListAttachedRolePolicies",
		"CALL GetPolicy", "CALL GetPolicyVersion",
		"CALL DescribeOrganization", "CALL ListPoliciesForTarget", "CALL ListParents", "CALL DescribePolicy",
		"CALL DescribeDBInstances", "CALL DescribeDBClusters", "CALL DescribeDBSnapshots", "CALL DescribeDBClusterSnapshots",
		"CALL DescribeVolumes", "CALL DescribeSnapshots", // of EC2, and of ElastiCache
		"CALL ListTables", "CALL DescribeTable", "CALL DescribeContinuousBackups", "CALL DescribeTimeToLive", "CALL ListTagsOfResource", "CALL ListBackups",
		"CALL DescribeReplicationGroups", "CALL ListTagsForResource",
		"CALL DescribeClusters", "CALL DescribeClusterSnapshots",
		"GET /2015-02-01/file-systems", "GET /2015-02-01/file-systems/*/backup-policy",
		"GET /backup-vaults", "GET /backup-vaults/*/recovery-points", "GET /copy-jobs",
		"GET /", "GET /*?location", "GET /*?versioning", "GET /*?object-lock", "GET /*?replication", "GET /*?tagging", // of buckets, never what lies in one
	},
	Refuse: awsRefuses,
	Ask:    askAWS,
})

// awsReads are the services whose operations are paths, by how the path begins;
// the list of paths alone could be sent to any of AWS' hosts, and a bucket has one
// of its own, on which "/" lists what lies in it.
var awsReads = []struct{ path, host string }{
	{"/2015-02-01/file-systems", "elasticfilesystem"}, {"/backup-vaults", "backup"}, {"/copy-jobs", "backup"}, {"/federation/credentials", "portal"}, {"/", "s3"},
}

// awsRefuses keeps a path to the host of its service.
func awsRefuses(r *http.Request, _ bool) string {
	host := strings.ToLower(r.URL.Hostname())
	if r.Method == http.MethodPost || !strings.HasSuffix(host, ".amazonaws.com") && !strings.HasSuffix(host, ".amazonaws.com.cn") {
		return "" // an operation by its name, or an address that the user names
	}
	for _, read := range awsReads {
		if strings.HasPrefix(r.URL.Path, read.path) {
			if service, _, _ := strings.Cut(host, "."); service == read.host {
				return ""
			}
			break
		}
	}
	return "a request to a host of AWS that does not answer it was not sent"
}

// An awsAccount is the account that is asked, and what has been listed of it.
type awsAccount struct {
	c       *Client
	cfg     aws.Config
	id      string // number of the account
	caller  string // ARN of who asks
	regions []string
	scope   graph.ID
	targets []awsTarget

	everyType map[string]graph.ID // of principals
}

// An awsTarget is a store, a backup or a vault that was listed.
type awsTarget struct {
	id   graph.ID
	typ  string
	arn  string
	tags map[string]string
}

func askAWS(ctx context.Context, c *Client, out *graph.Facts) error {
	profile, regions := awsOf(c.Of)
	cfg, err := c.awsConfig(ctx, profile)
	if err != nil {
		return err
	}
	if len(regions) == 0 && cfg.Region != "" {
		regions = []string{cfg.Region}
	}
	if len(regions) == 0 {
		c.Gap(out, "", graph.Denied, "no region is configured, so only what has none was asked; set AWS_REGION or use --live aws:@eu-west-1")
	}
	if cfg.Region == "" {
		cfg.Region = append(regions, "us-east-1")[0]
	}
	regions = slices.DeleteFunc(regions, func(r string) bool { return c.leavesOut("regions", r) })
	a := &awsAccount{c: c, cfg: cfg, regions: regions}
	if err := a.whoAmI(ctx, out); err != nil {
		return err
	}
	a.stores(ctx, out)
	a.principals(ctx, out)
	return nil
}

// stores lists what holds data, what copies it, and what keeps the copies.
func (a *awsAccount) stores(ctx context.Context, out *graph.Facts) {
	l := newAWSListing(a)
	for _, region := range a.regions {
		r := a.in(region)
		r.databaseSnapshots(ctx, out, l)
		r.volumeSnapshots(ctx, out, l)
		r.tableBackups(ctx, out, l)
		r.warehouseSnapshots(ctx, out, l)
		r.vaults(ctx, out, l)
		r.copyJobs(ctx, out, l)
	}
	for _, region := range a.regions {
		r := a.in(region)
		r.instances(ctx, out, l)
		r.clusters(ctx, out, l)
		r.volumes(ctx, out, l)
		r.fileSystems(ctx, out, l)
		r.tables(ctx, out, l)
		r.caches(ctx, out, l)
		r.warehouses(ctx, out, l)
	}
	a.buckets(ctx, out, l)
	l.write(out)
}

var awsRegion = lazily.Compile(`^[a-z]{2}(?:-[a-z]+){1,3}-\d$`)

// awsOf reads what stands behind aws: in --live. A profile's name may contain @.
func awsOf(of string) (profile string, regions []string) {
	i := strings.LastIndexByte(of, '@')
	if i < 0 {
		return of, nil
	}
	regions = strings.Split(of[i+1:], "+")
	for _, r := range regions {
		if !awsRegion.MatchString(r) {
			return of, nil
		}
	}
	return of[:i], regions
}

// whoAmI asks who calls, and puts the account into the graph.
func (a *awsAccount) whoAmI(ctx context.Context, out *graph.Facts) error {
	if _, err := a.cfg.Credentials.Retrieve(ctx); err != nil {
		return a.noCredential(err)
	}
	who, err := sts.NewFromConfig(a.cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return a.failure("sts", "GetCallerIdentity", err)
	}
	a.id, a.caller = aws.ToString(who.Account), aws.ToString(who.Arn)
	if _, ok := secret.AWSAccountID(secret.New(a.id)); !ok {
		return failure{kind: graph.Invalid, says: "the answer names no account"}
	}
	if a.c.leavesOut("accounts", a.id) {
		return errLeftOut
	}
	why := a.fetched("sts", "GetCallerIdentity", "the account of the caller")
	a.scope = Scope(out, "aws_account", a.id, a.id, why)
	a.given(ctx, out, why)
	a.alias(ctx, out)
	return nil
}

// given adds the key that is used: both halves of it, since a file may hold
// either. What it may do is the caller's policies; the key by itself says only
// whose account it is.
func (a *awsAccount) given(ctx context.Context, out *graph.Facts, why graph.Evidence) {
	keys, err := a.cfg.Credentials.Retrieve(ctx)
	if err != nil || keys.SessionToken != "" {
		return // temporary: nowhere else, and gone in hours
	}
	const kind = "aws_iam_user_access_key"
	id := Given(out, kind, "AWS_ACCESS_KEY_ID", secret.New(keys.AccessKeyID), why)
	half := Given(out, kind, "AWS_SECRET_ACCESS_KEY", secret.New(keys.SecretAccessKey), why)
	out.Same(id, half, graph.Evidence{Basis: graph.Fetched, At: why.At, Says: "the other half of one access key"})
	Opens(out, id, kind, a.scope, new(graph.Power), why)
}

// alias is the account's name for people, which may say its environment.
func (a *awsAccount) alias(ctx context.Context, out *graph.Facts) {
	var got struct {
		Aliases []string `xml:"ListAccountAliasesResult>AccountAliases>member"`
	}
	if err := a.iam(ctx, "ListAccountAliases", nil, &got); err != nil || len(got.Aliases) == 0 {
		return // a name is a convenience
	}
	why := a.fetched("iam", "ListAccountAliases", "the account's alias")
	a.scope = Scope(out, "aws_account", a.id, got.Aliases[0], why)
	NamedFor(out, a.scope, got.Aliases[0], why)
}

// fetched is evidence that an operation of a service without regions answered so.
func (a *awsAccount) fetched(service, operation, says string) graph.Evidence {
	return a.in("").fetched(service, operation, says)
}

func (a *awsAccount) failure(service, operation string, err error) error {
	return a.in("").failure(service, operation, err)
}

// failed makes a gap of an error of an operation.
func (a *awsAccount) failed(out *graph.Facts, what, service, operation string, err error) {
	if err != nil {
		a.c.Failed(out, what, a.failure(service, operation, err))
	}
}

// in is the account in one region; "" for services that have none.
func (a *awsAccount) in(region string) *awsRegional {
	r := &awsRegional{awsAccount: a, region: region, cfg: a.cfg.Copy()}
	if region != "" {
		r.cfg.Region = region
	}
	return r
}

// An awsRegional asks one region.
type awsRegional struct {
	*awsAccount
	cfg    aws.Config
	region string
}

func (r *awsRegional) fetched(service, operation, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: r.address(service, operation)}, Says: says}
}

// failed makes a gap of an error of an operation in a region.
func (r *awsRegional) failed(out *graph.Facts, what, service, action string, err error) {
	if err != nil {
		r.c.Failed(out, what, r.failure(service, action, err))
	}
}

// address is what was asked, as evidence and gaps show it.
func (r *awsRegional) address(service, operation string) string {
	host := service + ".amazonaws.com"
	if r.region != "" {
		host = service + "." + r.region + ".amazonaws.com"
	}
	return (&url.URL{Scheme: "https", Host: host, Path: "/", Fragment: operation}).String()
}
