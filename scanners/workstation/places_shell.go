// SPDX-License-Identifier: Apache-2.0

package workstation

import "github.com/stagedoor/stagedoor/scanners"

// In this file: what shells and sessions read when they start. Histories are not
// read: they hold what was typed once, and everything else that a person did.
var _ = add(
	Place{
		ID: "bash", Tool: "bash", Keeps: "variables and commands of each shell", Linux: []string{"~/.bashrc", "~/.bash_profile", "~/.bash_login", "~/.profile", "~/.bash_aliases"},
		Sources: []string{"https://www.gnu.org/software/bash/manual/html_node/Bash-Startup-Files.html"}, read: as(scanners.Script),
	},
	Place{
		ID: "zsh", Tool: "zsh", Keeps: "variables and commands of each shell", Linux: []string{"~/.zshenv", "~/.zprofile", "~/.zshrc", "~/.zlogin"}, Windows: []string{},
		Moves:   []Move{{Variable: "ZDOTDIR", Rest: ".zshenv"}, {Variable: "ZDOTDIR", Rest: ".zprofile"}, {Variable: "ZDOTDIR", Rest: ".zshrc"}, {Variable: "ZDOTDIR", Rest: ".zlogin"}},
		Sources: []string{"https://zsh.sourceforge.io/Doc/Release/Files.html"}, read: as(scanners.Script),
	},
	Place{
		ID: "fish", Tool: "fish", Keeps: "variables of each shell", Linux: []string{"$CONFIG/fish/config.fish", "$CONFIG/fish/conf.d/*.fish"}, Mac: []string{"~/.config/fish/config.fish", "~/.config/fish/conf.d/*.fish"}, Windows: []string{},
		Sources: []string{"https://fishshell.com/docs/current/language.html"}, read: otherShell,
	},
	Place{
		ID: "powershell", Tool: "PowerShell", Keeps: "variables of each shell", Linux: []string{"~/.config/powershell/profile.ps1", "~/.config/powershell/Microsoft.PowerShell_profile.ps1"},
		Windows: []string{"~/Documents/PowerShell/profile.ps1", "~/Documents/PowerShell/Microsoft.PowerShell_profile.ps1", "~/Documents/WindowsPowerShell/profile.ps1", "~/Documents/WindowsPowerShell/Microsoft.PowerShell_profile.ps1"},
		Sources: []string{"https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_profiles"}, read: otherShell,
	},
	Place{
		ID: "session", Tool: "the desktop session", Keeps: "variables of every program", Linux: []string{"$CONFIG/environment.d/*.conf"}, Mac: []string{}, Windows: []string{},
		Sources: []string{"https://www.freedesktop.org/software/systemd/man/latest/environment.d.html"}, read: pairs,
	},
)
