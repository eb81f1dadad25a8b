// SPDX-License-Identifier: Apache-2.0

package reporters

// workstationVersion is the version of a report of `stagedoor audit`, which has the
// member workstation.
const workstationVersion = "1.2"

type jsonWorkstation struct {
	Agents      []jsonAgent  `json:"agents"`
	Credentials []jsonHeld   `json:"credentials"`
	Unread      []jsonUnread `json:"unread"`
	Places      []jsonLooked `json:"places"`
	Folders     []string     `json:"folders"`
	Since       *jsonSince   `json:"since,omitempty"`
}

type jsonAgent struct {
	Name    string   `json:"name"`
	Places  []string `json:"places"`
	Unasked []string `json:"unasked"`
}

type jsonHeld struct {
	ID           string       `json:"id"`
	Kind         string       `json:"kind"`
	Title        string       `json:"title"`
	Name         string       `json:"name"`
	Places       []string     `json:"places"`
	Reaches      *string      `json:"reaches"`
	Opens        []jsonOpened `json:"opens"`
	Environments []string     `json:"environments"`
	Expires      *string      `json:"expires"`
	Void         *string      `json:"void"`
	Protected    *string      `json:"protected"`
	Destroys     []jsonDamage `json:"destroys"`
	Production   string       `json:"production"`
	InFolder     bool         `json:"in_folder"`
}

type jsonOpened struct {
	ID    string   `json:"id"`
	What  string   `json:"what"`
	Power []string `json:"power"`
	Basis string   `json:"basis"`
}

type jsonDamage struct {
	What         string   `json:"what"`
	Does         string   `json:"does"`
	Left         string   `json:"left"`
	Undo         *string  `json:"undo"`
	Environments []string `json:"environments"`
	Production   bool     `json:"production"`
	Basis        string   `json:"basis"`
}

type jsonUnread struct {
	Place string `json:"place"`
	Tool  string `json:"tool"`
	Why   string `json:"why"`
}

type jsonLooked struct {
	ID         string  `json:"id"`
	Path       string  `json:"path"`
	State      string  `json:"state"`
	Why        *string `json:"why"`
	Unverified *string `json:"unverified"`
}

type jsonSince struct {
	Changes []jsonChange `json:"changes"`
}

type jsonChange struct {
	Change     string `json:"change"`
	ID         string `json:"id"`
	Title      string `json:"title"`
	Says       string `json:"says"`
	Production string `json:"production"`
}

// said is null in JSON for what is not known.
func said(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func workstationJSON(w workstationView) *jsonWorkstation {
	if !w.Shown {
		return nil
	}
	j := &jsonWorkstation{Agents: []jsonAgent{}, Credentials: []jsonHeld{}, Unread: []jsonUnread{}, Places: []jsonLooked{}, Folders: list(w.Folders)}
	for _, a := range w.Agents {
		j.Agents = append(j.Agents, jsonAgent{a.Name, list(a.Places), list(a.Unasked)})
	}
	for _, h := range w.Held {
		j.Credentials = append(j.Credentials, heldJSON(h))
	}
	for _, u := range w.Unread {
		j.Unread = append(j.Unread, jsonUnread(u))
	}
	for _, l := range w.Looked {
		j.Places = append(j.Places, jsonLooked{l.ID, l.Path, l.State, said(l.Why), said(l.Unverified)})
	}
	if w.Since != "" {
		j.Since = &jsonSince{Changes: []jsonChange{}}
		for _, c := range w.Changes {
			j.Since.Changes = append(j.Since.Changes, jsonChange{c.What, c.ID, c.Title, c.Says, c.Production})
		}
	}
	return j
}

func heldJSON(h Held) jsonHeld {
	j := jsonHeld{
		ID: h.ID, Kind: h.Kind, Title: h.Title, Name: h.Name, Places: list(h.Places), Environments: list(h.Environments),
		Expires: said(h.Expires), Void: said(h.Void), Protected: said(h.Protected), Production: h.Production, InFolder: h.Shared, Reaches: said(h.Scope),
		Opens: []jsonOpened{}, Destroys: []jsonDamage{},
	}
	for _, o := range h.Opens {
		j.Opens = append(j.Opens, jsonOpened{o.ID, o.What, list(o.Power), o.Basis})
	}
	for _, d := range h.Damages {
		j.Destroys = append(j.Destroys, jsonDamage{d.What, d.Does, d.Left, said(d.Undo), list(d.Tiers), d.Production, d.Basis})
	}
	return j
}
