// SPDX-License-Identifier: Apache-2.0

package policy

// Schema tells people what can stand in a configuration. A test decodes it.
const Schema = `# .stagedoor.hcl at the root of the repository

# Files that are not read. A glob; a folder's name covers what lies in it.
exclude = ["third_party"]

# What belongs to an environment. Tier says what a name of your own is for:
# production, staging, development, test, preview or shared.
environment "blue" {
  tier       = "production"
  paths      = ["deploy/blue/**"]
  accounts   = ["210987654321"]
  projects   = ["shop-blue"]
  namespaces = ["shop"]
  stores     = ["orders-*"]
}

# A store that serves several environments on purpose.
shared "acme-public-downloads" { reason = "everybody may read it, and one job writes it" }

# A rule that is off, or whose findings weigh otherwise.
rule "no-backup" {
  severity = "low"
  reason   = "what is here can be made again within an hour"
}
rule "deletion-protection-off" {
  off    = true
  reason = "an organisation policy protects every database"
}

# One finding that is accepted: its rule and its fingerprint, as the report's line gives them.
accept "spanning-data-store" "0123456789abcdef" {
  reason = "to be split by the end of the quarter"
  until  = "2027-03-31"
}
`
