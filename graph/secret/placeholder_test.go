// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"strings"
	"testing"
)

func TestReferencesAreNoSecrets(t *testing.T) {
	for _, in := range []string{
		"${DB_PASSWORD}", "$DB_PASSWORD", "${DB_PASSWORD:-}", "${{ secrets.TOKEN }}", "{{ .Values.password }}", "$(cat /run/secrets/x)", "`pass show x`", "%DB_PASSWORD%", "%env(DB_PASSWORD)%", "#{DbPassword}#", "__DB_PASSWORD__", "<%= ENV['X'] %>",
		"op://Production/API key/credential", "vault:secret/data/app#key", "vault:v1:abcdef0123", "ref+vault://secret/app", "ssm:/prod/db", "arn:aws:secretsmanager:eu-west-1:210987654321:secret:app-AbCdEf", "projects/acme/secrets/db/versions/latest",
		"@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/db)", "https://acme.vault.azure.net/secrets/db", "ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]", "ENC(abcdef)", "!vault |", "encrypted:BAbCdEf0123456789", "$ANSIBLE_VAULT;1.1;AES256\n6162",
		"{{resolve:secretsmanager:app:SecretString:password}}", "env(\"X\")", "process.env.X", "process.env[\"X\"]", "os.environ['X']", "os.getenv(\"X\")", "ENV['X']", "ENV.fetch('X')", "import.meta.env.VITE_X", "System.getenv(\"X\")",
		"var.db_password", "module.db.password", "data.aws_secretsmanager_secret_version.db.secret_string", "random_password.db.result", "secrets.TOKEN", "!Ref DbPassword", "!reference [.x, y]", "Bearer ${TOKEN}", "prefix-${TOKEN}-suffix", "secret://db", "-----BEGIN AGE ENCRYPTED FILE-----\nabc",
		"AgB" + strings.Repeat("canary", 60),
	} {
		if !Reference(New(in)) {
			t.Errorf("%s is taken for a value", in)
		}
	}
	for _, in := range []string{
		"", "canary-7Qd93kLmZpX2", "ca$nary-pa$$word", "p@ssw0rd${x}canary7Qd93kLmZpX2", "hunter2", "AgBanana", "sk_live_" + "canary0123456789", "abc.def.ghi", "datacanary.x9", "canary%2Fdef%41", "two lines\n${X}", "https://acme.io/x", "env", "C:\\data",
	} {
		if Reference(New(in)) {
			t.Errorf("%s is taken for a reference", in)
		}
	}
}

func TestPlaceholdersAreNoSecrets(t *testing.T) {
	for _, in := range []string{
		"", "changeme", "CHANGE_ME", "change-me-in-production", "replace-me", "replace_with_real_key", "your-api-key", "YOUR_API_KEY_HERE", "<api-key>", "<your token>", "[YOUR-PASSWORD]", "{api_key}", "xxxx", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "****", "••••", "....", "sk-...", "ghp_xxxxxxxxxxxxxxxxxxxx", "AKIAXXXXXXXXXXXXXXXX",
		"00000000-0000-0000-0000-000000000000", "1234567890", "12345678901234567890", "abcdefghijklmnop", "0123456789abcdef0123456789abcdef", "AKIA" + "IOSFODNN7EXAMPLE", "dummy", "dummy-key-for-tests", "fake-token", "test", "testing", "example", "my-example-secret", "placeholder", "TODO", "todo: set me", "tbd", "none", "null", "undefined", "n/a",
		"password", "password123", "secret", "my-secret", "supersecret", "super-secret-key", "mysecretpassword", "topsecret", "token", "insert-token-here", "super-secret-jwt-token-with-at-least-32-characters-long", "your-256-bit-secret", "dev_password_123", "local-dev-secret", "test_secret_key", "not-a-real-key", "this is a secret", "foobar", "redacted", "REDACTED_BY_US",
		"deadbeef1deadbeef1", "abababab",
	} {
		if !Placeholder(New(in)) {
			t.Errorf("%s is taken for a value", in)
		}
	}
	for _, in := range []string{
		"canary-7Qd93kLmZpX2", "ghp_canarycanarycanarycanarycanarycanary", "canarycanarycanary", "sk_live_" + "canary0123456789abcdef", "hunter2", "correct-horse-battery-staple", "production", "staging-canary-key", "f3b1c9d2e4a5968778695a4b3c2d1e0f", "Tr0ub4dor&3", "letmein2024!", "admin", "todolist-canary-9Z", "contest-winner-9931", "protected-canary-81", "postgres",
	} {
		if Placeholder(New(in)) {
			t.Errorf("%s is taken for a placeholder", in)
		}
	}
}

func TestAValueSpellsItsName(t *testing.T) {
	for in, want := range map[string]bool{"staging_api_key": true, "STAGING-API-KEY": true, `"StagingApiKey"`: true, "staging_api_key1": false, "": false, "--": false} {
		if New(in).Spells("STAGING_API_KEY") != want {
			t.Errorf("%s spells the name: %v", in, !want)
		}
	}
}
