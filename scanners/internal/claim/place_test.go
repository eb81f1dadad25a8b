// SPDX-License-Identifier: Apache-2.0

package claim

import "testing"

func TestRoleOf(t *testing.T) {
	for p, want := range map[string]string{
		".env": "", ".env.production": "", "config/deploy.yml": "", "src/product/latest.go": "", "contest/main.go": "",
		"distribution/x.yml": "", "example": "", "testing.yml": "", "app/attestation.py": "", "dist.sh": "",
		".env.example": "example", ".env.production.example": "example", ".env.sample": "example", "example.env": "example",
		"config/settings.example.json": "example", "phpunit.xml.dist": "example", "secrets.yml.tpl": "example",
		"cluster.yaml.template": "example", "template.yaml": "", "app/template.py": "", "email_template_engine.go": "",
		"examples/aws/main.tf": "example", "docs/examples/main.tf": "example", "charts/shop/templates/secret.yaml": "",
		"README.md": "docs", "docs/setup.txt": "docs", "a/b/GUIDE.rst": "docs",
		"test/README.md": "test", "pkg/handler_test.go": "test", "src/app.test.ts": "test", "src/app.spec.ts": "test",
		"spec/models/user.rb": "test", "src/__tests__/a.js": "test", "pkg/testdata/key.pem": "test", "cypress/support/a.js": "test",
		"tests/test_user.py": "test", "lib/test_user.py": "test",
		"yarn.lock": "generated", "web/package-lock.json": "generated", "public/app.min.js": "generated", "public/app.js.map": "generated",
		"examples/go.sum": "generated",
	} {
		if got := RoleOf(p); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
}
