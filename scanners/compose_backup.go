// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: containers that make backups, what they save and where they
// write. A backup container is judged by its destination, never by the fact that
// it mounts the data: https://docs.docker.com/reference/compose-file/volumes/
// itself shows a backup service that does.

var (
	backupName  = lazily.Compile(`(?i)(^|[-_])(db|pg|postgres|mysql|mongo)?[-_]?backups?$`)
	bucketKey   = lazily.Compile(`(?i)^((DB\d*_)?(AWS_)?S3_BUCKET(_NAME)?|AWS_BUCKET(_NAME)?)$`)
	endpointKey = lazily.Compile(`(?i)^((DB\d*_)?S3_HOST|(AWS_|S3_|AWS_S3_)?ENDPOINT(_URL)?|S3_S3V4_ENDPOINT)$`)
	keepDays    = lazily.Compile(`(?i)^BACKUP_(KEEP|RETENTION)_DAYS$`)
)

// isBackup reports whether the service makes backups: by its image's name, by
// its own together with a place to write them, or because what it runs dumps a
// database.
func (s *composeService) isBackup() bool {
	if claim.BackupImage.MatchString(s.image()) {
		return true
	}
	if backupName.MatchString(s.name) && slices.ContainsFunc(s.mounts, func(m composeMount) bool { return !m.read && claim.DumpTarget.MatchString(m.target) }) {
		return true
	}
	for _, text := range s.commandTexts() {
		if text.Matches(claim.DumpCommand.Get()) {
			return true
		}
	}
	return false
}

func (s *composeService) commandTexts() []secret.Value {
	var texts []secret.Value
	for _, l := range s.layers {
		for _, key := range []string{"command", "entrypoint"} {
			switch n := l.node.Get(key); {
			case n == nil:
			case n.Kind == doc.Scalar:
				texts = append(texts, n.Value())
			case n.Kind == doc.List:
				text, _ := words(n)
				texts = append(texts, text)
			}
		}
	}
	return texts
}

// writesBackup reports whether a mount is a place where the service puts its
// backups: writable, and named after backups on either side.
func (s *composeService) writesBackup(m composeMount) bool {
	if m.read || !s.isBackup() {
		return false
	}
	if claim.DatabasePath(m.target) {
		return false
	}
	return claim.DumpTarget.MatchString(m.target) || claim.DumpTarget.MatchString(m.name) || m.target == "/data"
}

// claimBackup reports the copy that a backup container makes.
func (v *composeVariant) claimBackup(s *composeService, uses map[string]composeUse, out *graph.Facts) {
	if !s.isBackup() {
		return
	}
	sources := v.saved(s)
	if len(sources) == 0 {
		return
	}
	last := s.layers[len(s.layers)-1]
	at := last.file.Read(last.key.Line, last.key.Column, "the service "+s.name+" makes backups")
	holder := v.holder(s, out)
	backup := out.Node(graph.Thing{Kind: graph.Backup, Type: "docker_backup", Key: out.Local("docker_backup", v.named.Path, s.name), Name: s.name}, at)
	out.Link(graph.Edge{From: backup, Verb: graph.Within, To: holder}, at)
	for _, m := range sources {
		out.Link(graph.Edge{From: backup, Verb: graph.CopyOf, To: m.store(v, holder, uses[m.key], out)}, at, m.file.readAt(m.node, "the data that it saves"))
	}
	for _, m := range s.mounts {
		if !s.writesBackup(m) {
			continue
		}
		why := m.file.readAt(m.node, "the backups are written here")
		store := m.store(v, holder, uses[m.key], out)
		out.Link(graph.Edge{From: store, Verb: graph.Contains, To: backup}, why)
		out.Link(graph.Edge{From: store, Verb: graph.Destroys, To: backup, Needs: graph.Delete}, why)
	}
	s.claimBucket(holder, backup, out)
	s.claimSchedule(backup, out)
}

// saved finds what a backup container saves: the data of the database service
// that it names, else what it mounts read-only, else a mount at a server's data
// path.
func (v *composeVariant) saved(s *composeService) []composeMount {
	var sources []composeMount
	for _, db := range v.databasesOf(s) {
		for _, m := range db.mounts {
			if db.roleOf(m).Primary == graph.Yes {
				sources = append(sources, m)
			}
		}
	}
	if len(sources) > 0 {
		return sources
	}
	for _, m := range s.mounts {
		isData := m.read && (m.named) || s.roleOf(m).Primary == graph.Yes
		if isData && !s.writesBackup(m) {
			sources = append(sources, m)
		}
	}
	return sources
}

// databasesOf are the services that a backup container connects to, by the most
// telling of: a host variable, the command's host, links, depends_on.
func (v *composeVariant) databasesOf(s *composeService) []*composeService {
	named := func(word string) *composeService {
		for _, o := range v.services {
			if o.name == word && o != s {
				return o
			}
		}
		return nil
	}
	var found []*composeService
	put := func(word string) {
		if o := named(word); o != nil && !slices.Contains(found, o) {
			found = append(found, o)
		}
	}
	for _, p := range s.variables() {
		if word, ok := secret.Word(p.Value); ok && claim.HostKey.MatchString(p.Name) {
			put(word)
		} else if host, _, ok := p.Value.Find(claim.DumpSource.Get()); ok {
			word, _ := secret.Word(host)
			put(word)
		}
	}
	for _, text := range s.commandTexts() {
		if host, _, ok := text.Find(claim.DumpSource.Get()); ok {
			word, _ := secret.Word(host)
			put(word)
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, l := range s.layers {
		for _, key := range []string{"links", "depends_on"} {
			for item := range l.node.Get(key).Items() {
				word, _, _ := strings.Cut(item.Word(), ":")
				put(word)
			}
			for k := range l.node.Get(key).Entries() {
				put(k.Name)
			}
		}
	}
	return found
}

// claimBucket reports an object store that the backups go to. With an endpoint
// of its own the bucket is not Amazon's.
func (s *composeService) claimBucket(holder, backup graph.ID, out *graph.Facts) {
	pairs := s.variables()
	endpoint := ""
	for _, p := range pairs {
		if endpointKey.MatchString(p.Name) && !p.Value.Empty() {
			_, host, ok := secret.BaseURL(p.Value)
			if !ok {
				host, ok = secret.Host(p.Value)
			}
			if endpoint = host; !ok {
				return // computed: nobody knows whose
			}
		}
	}
	for _, p := range pairs {
		value := p.Value
		if found, _, ok := value.Find(claim.S3Address.Get()); ok {
			value = found
		} else if !bucketKey.MatchString(p.Name) {
			continue
		}
		name, ok := secret.Bucket(value)
		if !ok {
			continue
		}
		typ, key := "aws_s3_bucket", "aws_s3_bucket/"+name
		switch {
		case endpoint != "" && !strings.Contains(endpoint, "."):
			typ, key = "s3_bucket", out.Local("s3_bucket", p.At.File, endpoint, name)
		case endpoint != "" && !strings.HasSuffix(endpoint, ".amazonaws.com"):
			typ, key = "s3_bucket", "s3_bucket/"+endpoint+"/"+name
		}
		why := graph.Evidence{Basis: graph.ReadInFile, At: p.At, Says: "the backups are written to this bucket"}
		out.Link(graph.Edge{From: claim.Store(out, holder, typ, key, name, why), Verb: graph.Contains, To: backup}, why)
	}
}

// claimSchedule reports how often copies are made and how long they are kept.
// postgres-backup-local keeps weekly and monthly copies beside the daily ones,
// four and six by default: https://github.com/prodrigestivill/docker-postgres-backup-local
func (s *composeService) claimSchedule(backup graph.ID, out *graph.Facts) {
	keep, weeks, months := 0, 0, 0
	if strings.HasPrefix(s.image(), "postgres-backup-local") {
		weeks, months = 4, 6
	}
	var why graph.Evidence
	for _, p := range s.variables() {
		word, _ := secret.Word(p.Value)
		n, err := strconv.Atoi(word)
		at := graph.Evidence{Basis: graph.ReadInFile, At: p.At}
		switch {
		case err == nil && keepDays.MatchString(p.Name):
			keep, why = n, at
		case err == nil && p.Name == "BACKUP_KEEP_WEEKS":
			weeks = n
		case err == nil && p.Name == "BACKUP_KEEP_MONTHS":
			months = n
		case p.Name == "SCHEDULE" || p.Name == "BACKUP_CRON_EXPRESSION" || p.Name == "CRON_SCHEDULE" || p.Name == "CRON_TIME" || p.Name == "DB_DUMP_CRON":
			if hours := claim.ScheduleHours(p.Value); hours > 0 {
				at.Says = "the backup's schedule"
				out.Note(backup, graph.Trait{Name: graph.BackupSchedule, Hours: hours}, graph.Yes, at)
			}
		}
	}
	if keep > 0 && keep < 36_500 {
		why.Says = "how long copies are kept"
		out.Note(backup, graph.Trait{Name: graph.Retention, Hours: 24 * max(keep, 7*weeks, 30*months)}, graph.Yes, why)
	}
}
