// SPDX-License-Identifier: Apache-2.0
// The page of the HTML report. Whatever comes from the data is written as text.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.getElementById("page");
  const step = 200; // rows that are put in at once

  const make = (tag, attributes = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "on") for (const [event, f] of Object.entries(value)) e.addEventListener(event, f);
      else e.setAttribute(name, value);
    }
    e.append(...children.filter((c) => c !== null && c !== undefined));
    return e;
  };

  const all = data.findings.map((f, i) => ({
    f, i, text: [f.rule, f.severity, f.title, f.message, f.places.join(" "), f.tiers.join(" "), f.fingerprint].join("\n").toLowerCase(),
  }));
  const byFingerprint = new Map(all.map((x) => [x.f.fingerprint, x]));
  const filter = { text: "", severity: "", rule: "", basis: "", from: "", to: "", since: data.since ? "changed" : "" };
  const ranks = ["note", "low", "medium", "high", "critical"];
  let shown = [], open = null;

  const crosses = (f) => f.tiers.length > 1 && f.tiers.includes("production");
  const joins = (f, from, to) => crosses(f) ? to === "production" && from !== "production" && f.tiers.includes(from) : from === to && f.tiers.includes(from);
  const passes = ({ f, text }) =>
    (!filter.text || filter.text.split(/\s+/).every((w) => text.includes(w))) &&
    (!filter.severity || ranks.indexOf(f.severity) >= ranks.indexOf(filter.severity)) &&
    (!filter.rule || f.rule === filter.rule) && (!filter.basis || f.basis === filter.basis) &&
    (!filter.from || joins(f, filter.from, filter.to)) && (filter.since !== "changed" || f.since !== "same");

  const list = make("div", { class: "list", role: "list" });
  const counted = make("p", { class: "soft", "aria-live": "polite" });
  const more = make("button", { class: "tool more", on: { click: () => fill(shown.slice(list.dataset.n | 0)) } }, "show more");

  const choice = (name, label, values) => {
    const s = make("select", { "aria-label": label, on: { change: () => { filter[name] = s.value; apply(); } } }, make("option", { value: "" }, label));
    for (const [value, text] of values) s.append(make("option", { value }, text));
    s.value = filter[name];
    return s;
  };
  const search = make("input", { type: "search", placeholder: "search (press /)", "aria-label": "search findings", on: { input: () => { filter.text = search.value.trim().toLowerCase(); apply(); } } });
  const selects = [
    choice("severity", "every severity", ["critical", "high", "medium", "low"].map((s) => [s, s + (s === "critical" ? "" : " or worse")])),
    choice("rule", "every rule", [...new Set(data.findings.map((f) => f.rule))].sort().map((r) => [r, r])),
    choice("basis", "however sure", ["guessed", "named", "known", "read", "fetched"].map((b) => [b, b])),
  ];
  if (data.since) selects.push(choice("since", "all findings", [["changed", "new or worse since " + data.since]]));
  const clear = () => {
    for (const k of Object.keys(filter)) filter[k] = "";
    search.value = "";
    selects.forEach((s) => { s.value = ""; });
    apply();
  };

  function apply() {
    shown = all.filter(passes);
    open = null;
    list.replaceChildren();
    list.dataset.n = 0;
    counted.textContent = shown.length === all.length ? all.length + (all.length === 1 ? " finding" : " findings") : shown.length + " of " + all.length + " findings";
    fill(shown);
  }

  function fill(rest) {
    const put = rest.slice(0, step).map(row);
    list.append(...put);
    list.dataset.n = (list.dataset.n | 0) + put.length;
    more.hidden = (list.dataset.n | 0) >= shown.length;
  }

  function row(x) {
    const f = x.f;
    const b = make("button", { class: "row", "aria-expanded": "false", id: "f" + x.i, on: { click: () => toggle(x, b) } },
      make("span", { class: "severity " + f.severity }, f.severity + (f.since && f.since !== "same" ? " " + f.since : "")), make("span", {}, f.rule), make("span", { class: "title" }, f.title),
      make("span", { class: "where" }, f.places[0] || ""));
    return b;
  }

  function toggle(x, b) {
    if (open) {
      open.detail.remove();
      open.button.setAttribute("aria-expanded", "false");
      const same = open.button === b;
      open = null;
      if (same) return;
    }
    b.setAttribute("aria-expanded", "true");
    const detail = details(x.f);
    b.after(detail);
    open = { button: b, detail };
    draw(x.f, detail);
  }

  function details(f) {
    const d = make("div", { class: "detail" });
    if (f.message && f.message !== f.title) d.append(make("p", {}, f.message));
    f.paths.forEach((p, i) => {
      d.append(make("div", { class: "drawing", "data-path": i, role: "img", "aria-label": "the path, step by step below" }));
      const steps = make("ol");
      for (const s of p.steps) steps.append(make("li", {}, s.says + (s.basis === "read" ? "" : " [" + s.basis + "]"), make("div", { class: "at" }, s.at.join("  "))));
      d.append(steps);
    });
    if (f.more) d.append(make("p", { class: "soft" }, "and " + f.more + " more, in the JSON report"));
    const facts = make("dl");
    const fact = (name, text) => { if (text) facts.append(make("dt", {}, name), make("dd", {}, text)); };
    fact("fix", f.fix);
    fact("wrong if", f.wrong_if);
    fact("places", f.places.join("  "));
    fact("why", data.rules[f.rule] && data.rules[f.rule].why);
    fact("cannot see", data.rules[f.rule] && data.rules[f.rule].cannot);
    d.append(facts);
    const inside = (f.contains || []).map((c) => byFingerprint.get(c)).filter(Boolean);
    if (inside.length) {
      d.append(make("p", { class: "soft" }, "part of it:"));
      d.append(make("ul", {}, ...inside.map((x) => make("li", {}, x.f.severity + "  " + x.f.rule + "  " + x.f.title))));
    }
    if (f.not_so) d.append(make("p", { class: "soft" }, "not so? In .stagedoor.hcl:"), make("pre", {}, f.not_so));
    return d;
  }

  const shapes = { holder: "round-rectangle", slot: "rectangle", credential: "diamond", identity: "hexagon", scope: "octagon", store: "barrel", backup: "cut-rectangle", environment: "ellipse" };

  function draw(f, detail) {
    if (typeof cytoscape === "undefined") return;
    const css = getComputedStyle(document.documentElement);
    const color = (name) => css.getPropertyValue(name).trim();
    for (const box of detail.querySelectorAll(".drawing")) {
      const p = f.paths[box.dataset.path];
      const upright = box.clientWidth < 640; // no room from left to right: from top to bottom
      const at = (n) => upright ? { x: n.y * 1.8, y: n.x * 0.42 } : { x: n.x, y: n.y };
      const spots = p.nodes.map(at);
      const span = (of) => Math.max(...spots.map(of)) - Math.min(...spots.map(of)) + 120;
      box.style.height = Math.round(Math.max(150, Math.min(640, span((q) => q.y) * Math.min(1, box.clientWidth / span((q) => q.x))))) + "px";
      const cy = cytoscape({
        container: box, autoungrabify: true, userZoomingEnabled: false, boxSelectionEnabled: false,
        elements: [
          ...p.nodes.map((n, i) => ({ data: { id: "n" + i, label: n.name, kind: n.kind }, position: spots[i] })),
          ...p.steps.filter((s) => s.from !== s.to).map((s, i) => ({ data: { id: "e" + i, source: "n" + s.from, target: "n" + s.to, label: s.verb, sure: s.basis } })),
        ],
        layout: { name: "preset", fit: true, padding: 30 },
        style: [
          { selector: "node", style: { label: "data(label)", shape: (n) => shapes[n.data("kind")] || "ellipse", width: 46, height: 34, "background-color": color("--panel"), "border-width": 2, "border-color": color("--soft"),
            color: color("--ink"), "font-size": 13, "text-valign": "bottom", "text-margin-y": 6, "text-wrap": "ellipsis", "text-max-width": 190 } },
          { selector: "node[kind='store']", style: { "border-color": color("--critical") } },
          { selector: "node[kind='credential']", style: { "border-color": color("--high") } },
          { selector: "edge", style: { label: "data(label)", width: 2, "curve-style": "bezier", "line-color": color("--soft"), "target-arrow-color": color("--soft"), "target-arrow-shape": "triangle",
            color: color("--soft"), "font-size": 12, "text-background-color": color("--back"), "text-background-opacity": 1, "text-background-padding": 2 } },
          { selector: "edge[sure='guessed'], edge[sure='named']", style: { "line-style": "dashed" } },
        ],
      });
      if (cy.zoom() > 1.2) { cy.zoom(1.2); cy.center(); }
    }
  }

  function matrix() {
    if (!data.tiers.length) return null;
    const t = make("table", { class: "matrix" }, make("tr", {}, make("th", {}, "from \\ into"), ...data.tiers.map((x) => make("th", { scope: "col" }, x))));
    data.tiers.forEach((from, i) => {
      t.append(make("tr", {}, make("th", { scope: "row" }, from), ...data.tiers.map((to, j) => {
        const n = data.matrix[i][j];
        const cell = make("td", { class: "n" + (n && from !== to ? " crossing" : "") });
        if (n) cell.append(make("button", { "aria-label": n + " findings from " + from + " into " + to, on: { click: () => { filter.from = from; filter.to = to; apply(); search.scrollIntoView(); } } }, String(n)));
        return cell;
      })));
    });
    return t;
  }

  // What lies on a workstation: one row for each credential.
  function workstation() {
    const w = data.workstation;
    const items = (lines) => lines.length ? make("ul", {}, ...lines.map((l) => make("li", {}, l))) : null;
    const table = make("table", { class: "held" }, make("tr", {}, ...w.columns.map((c) => make("th", { scope: "col" }, c))),
      ...w.rows.map((r) => make("tr", {}, ...r.map((cell, i) => make("td", i === 2 ? { class: "at" } : {}, cell)))));
    return section("This workstation", make("p", {}, w.head), items(w.agents),
      w.changes.length ? make("h3", {}, "Since " + data.since) : null, items(w.changes),
      w.rows.length ? make("div", { class: "wide" }, table) : null, w.unread.length ? make("h3", {}, "There, and not read") : null, items(w.unread));
  }

  const put = (...children) => page.replaceChildren(...children.filter((c) => c !== null));
  const section = (title, ...children) => make("section", {}, make("h2", {}, title), ...children);
  put(
    make("h1", {}, "stagedoor"), make("p", {}, data.head), data.changes ? make("p", {}, data.changes) : null,
    make("p", {}, make("span", { class: "gate" + (data.failed ? " failed" : "") }, data.gate)),
    data.workstation ? workstation() : null,
    !data.tiers.length ? null : section("Environments", make("p", { class: "soft" }, "Findings by where harm starts and where it arrives. Press a number to see them."), matrix()),
    !all.length ? null : section("Findings", make("div", { class: "tools" }, search, ...selects, make("button", { class: "tool", on: { click: clear } }, "clear")), counted, list, more),
  );
  if (data.production.length) page.append(section("Read as production", make("ul", {}, ...data.production.map((r) => make("li", {}, make("span", { class: "at" }, r.file), " " + r.why)))));
  if (data.not_covered.length || data.gaps.length || data.ignored) {
    page.append(section("Not covered", make("ul", {}, ...data.not_covered.map((l) => make("li", {}, l)),
      ...data.gaps.slice(0, 500).map((g) => make("li", {}, make("span", { class: "at" }, g.at), " " + g.why)),
      data.gaps.length > 500 ? make("li", {}, "and " + (data.gaps.length - 500) + " more, in the JSON report") : null,
      data.ignored ? make("li", {}, data.ignored + " findings are accepted by the owner, and not shown") : null)));
  }
  page.append(make("p", { class: "soft" }, data.tool));
  apply();

  document.addEventListener("keydown", (e) => {
    const typing = e.target === search || e.target.tagName === "SELECT";
    if (e.key === "/" && !typing) { e.preventDefault(); search.focus(); return; }
    if (e.key === "Escape") { if (open) toggle(null, open.button); else clear(); return; }
    if (typing || (e.key !== "j" && e.key !== "k")) return;
    const rows = [...list.querySelectorAll(".row")];
    const at = rows.indexOf(document.activeElement) + (e.key === "j" ? 1 : -1);
    if (rows[Math.max(0, Math.min(at, rows.length - 1))]) rows[Math.max(0, Math.min(at, rows.length - 1))].focus();
  });
})();
