// The data and what follows from it: grades, relations at a date, neighbours, filters, search. Nothing here draws.
const $ = (id) => document.getElementById(id);
const D = JSON.parse($("data").textContent);
const { texts, dates } = D;
D.ids.forEach((id, n) => { if (id[0] === "/") D.ids[n] = D.ids[n - 1].slice(0, D.ids[n - 1].lastIndexOf("/")) + id; });
const things = D.things.map(([kind, label, more = {}], n) => ({ ...more, kind: texts[kind], label: texts[label],
  names: (more.names || []).map((name) => texts[name]), since: texts[more.since] || "",
  address: more.address ?? (D.ending && D.ids[n] + D.ending) }));
const factsOf = (n) => D.facts[n].map(([named, count, ...rest]) => ({
  name: texts[named], cited: rest.slice(2 * count),
  values: Array.from({ length: count }, (_, i) => [texts[rest[2 * i]], texts[rest[2 * i + 1]]]),
}));
const BODIES = new Set(["body", "panel", "inspectorate"]);
const MEETING = new Set(["body", "panel"]); // those of which a sign tells whether they are shown meeting
const all = things.map((_, n) => n);
const commitments = all.filter((n) => things[n].kind === "commitment");
const bodies = all.filter((n) => BODIES.has(things[n].kind));
const numberOf = new Map(D.ids.map((id, n) => [id, n]));
const pageOf = new Map(D.pages.map((p, n) => [p.id, n]));
const FILTERS = ["objective", "part", "owner", "grade"];

const states = D.states.map((s) => ({
  bodies: new Map(s.bodies.map((at) => D.bodies[at]).map(([n, status, live, open, cited]) =>
    [n, { status: texts[status], live: Boolean(live), open: Boolean(open), cited }])),
  rows: new Map(s.rows.map((at) => D.rows[at]).map(([n, grade, named, met, why, cited, activities, own, lost]) =>
    [n, { grade, bodies: named, met, why: texts[why], cited, activities, own, lost: Boolean(lost) }])),
  holders: new Map(s.holders.map(([n, name, people]) => [n, { name, people }])),
  // When one was last shown on a body, if others were since then.
  before: new Map(s.before.map(([body, who, chairs, on]) => [`${who} ${body} ${chairs ? "chairs" : "member of"}`, texts[on]])),
}));
const links = D.links.map(([source, target, kind, stated, days, doubt, inCell, cited]) => ({
  source, target, kind: D.kinds[kind], stated: Boolean(stated), days, doubt: D.certainties[doubt],
  inCell: Boolean(inCell), cited,
}));
const linksOf = new Map(all.map((n) => [n, []]));
const linksBetween = new Map();
links.forEach((l) => {
  linksOf.get(l.source).push(l);
  linksOf.get(l.target).push(l);
  const key = `${l.source} ${l.target} ${l.kind}`;
  if (!linksBetween.has(key)) linksBetween.set(key, []);
  linksBetween.get(key).push(l);
});

const START = { page: pageOf.get(D.page), node: null, at: dates.indexOf(D.day), ego: 0, gaps: false,
  objective: "", part: "", owner: "", grade: "", proof: false };
const state = { ...START, removed: new Set() };
const now = () => states[state.at];
const day = () => dates[state.at];
const shown = (n) => {
  const t = things[n];
  return t.ref && (t.kind === "commitment" || t.kind === "objective") ? `${t.ref} ${t.label}` : t.label;
};

// The ladder of grades, as the command line climbs it. A body that is ticked away counts as ended: it stays named.
function grade(n, removed = state.removed, at = state.at) {
  const row = states[at].rows.get(n);
  if (!row) return null;
  if (!row.bodies.length) return row.grade;
  const known = states[at].bodies;
  const live = row.bodies.filter((b) => !removed.has(b) && known.get(b).live);
  const open = live.filter((b) => known.get(b).open);
  if (open.some((b) => row.met.includes(b))) return 6;
  return open.length ? 5 : live.length ? 4 : 3;
}
const isLive = (n) => Boolean(now().bodies.get(n) && now().bodies.get(n).live) && !state.removed.has(n);
const isOpen = (n) => isLive(n) && now().bodies.get(n).open;
// The class of a tile, and of the box of a commitment.
const scaleOf = (n) => { const g = grade(n); return g === null ? "later" : now().rows.get(n).lost && !g ? "lost" : `g${g}`; };
// The name of a grade. With grade 6, what no meeting of an open body dealt with itself is exercised through a pointer.
function gradeName(n) {
  const g = grade(n), own = now().rows.get(n).own;
  return g === 6 && !own.some(isOpen) ? D.byPointer : D.words[scaleOf(n)];
}
const isGap = (n) => ["g0", "g1", "g2"].includes(scaleOf(n));

// What ticking bodies away does: commitments whose grade falls, and of these the ones without any body that meets.
function fallen() {
  const lost = commitments.filter((n) => now().rows.has(n) && grade(n) < now().rows.get(n).grade);
  return { lost, bare: lost.filter((n) => grade(n) === 3) };
}

const byRow = (source, target, kind) => kind === "oversees" &&
  BODIES.has(things[source].kind) && things[target].kind === "commitment";
// Whether one of some runs of dates, as first and last of each, holds the one shown.
const within = (days, at = state.at) => days.some((first, i) => i % 2 === 0 && first <= at && at <= days[i + 1]);
const early = (n) => Boolean(things[n].since) && things[n].since > day();

const BACK = { oversees: "overseen by", "reports into": "receives reports of", "holds to account": "answers to",
  chairs: "chaired by", "member of": "members", owns: "owned by, or to act", runs: "run by",
  "defers to": "pointed to by", "scrutinised in": "dealt with", "asked for by": "asked for" };
const FORTH = { "scrutinised in": "dealt with in" };

// Everything that a thing is linked with at the date: [{ other, phrase, stated, doubt, inCell, before, cited }].
function neighbours(n) {
  const found = new Map();
  const add = (other, phrase, { stated = true, doubt = "certain", inCell = true, before = "", cited = [] } = {}) => {
    const key = `${phrase} ${other}`, old = found.get(key);
    if (!old) { found.set(key, { other, phrase, stated, doubt, inCell, before, cited: new Set(cited) }); return; }
    old.stated = old.stated || stated;
    if (D.certainties.indexOf(doubt) < D.certainties.indexOf(old.doubt)) old.doubt = doubt;
    old.inCell = old.inCell || inCell;
    cited.forEach((c) => old.cited.add(c));
  };
  const named = (body, row) => {
    const told = linksBetween.get(`${body} ${row} oversees`) || [];
    const [other, phrase] = body === n ? [row, "oversees"] : [body, "overseen by"];
    if (!told.length) add(other, phrase, { stated: false });
    told.forEach((l) => add(other, phrase, l));
  };
  for (const l of linksOf.get(n)) {
    if (byRow(l.source, l.target, l.kind) || !within(l.days)) continue;
    const before = now().before.get(`${l.source} ${l.target} ${l.kind}`);
    if (l.source === n) add(l.target, FORTH[l.kind] || l.kind, { ...l, before });
    else add(l.source, BACK[l.kind] || l.kind, { ...l, before });
  }
  const row = now().rows.get(n);
  if (row) row.bodies.forEach((b) => named(b, n));
  if (BODIES.has(things[n].kind)) overseen().get(n)?.forEach((c) => named(n, c));
  if (things[n].objective !== undefined) add(things[n].objective, "stands under");
  (things[n].members || []).forEach((m) => add(m, things[n].kind === "objective" ? "commitments" : "stands for"));
  const held = now().holders.get(n);
  if (held) held.people.forEach((p) => add(p, "last seen in it"));
  now().holders.forEach((h, post) => { if (h.people.includes(n)) add(post, "last seen as"); });
  return [...found.values()];
}

// By body: the commitments whose rows name or reach it at the date.
const overseenAt = [];
function overseen(at = state.at) {
  if (!overseenAt[at]) {
    const found = new Map();
    states[at].rows.forEach((row, c) => row.bodies.forEach((b) => found.set(b, [...(found.get(b) || []), c])));
    overseenAt[at] = found;
  }
  return overseenAt[at];
}

// What is within some steps of a thing.
function around(n, steps) {
  const found = new Set([n]);
  let frontier = [n];
  for (let step = 0; step < steps; step += 1) {
    frontier = frontier.flatMap((one) => neighbours(one).map((x) => x.other)).filter((x) => !found.has(x) && found.add(x));
  }
  return found;
}

// What the filters let through: commitments by their own marks, other things through commitments they have to do with.
const filtered = () => state.gaps || FILTERS.some((f) => state[f] !== "");
function passing() {
  if (!filtered()) return new Set(all);
  const rows = commitments.filter((n) => {
    const t = things[n];
    return !(state.gaps && !isGap(n)) && !(state.part && t.part !== state.part) &&
      !(state.owner && !t.owners.includes(state.owner)) && !(state.grade && scaleOf(n) !== state.grade) &&
      !(state.objective && String(t.objective) !== state.objective);
  });
  const found = new Set(rows);
  rows.forEach((n) => {
    const row = now().rows.get(n);
    if (row) row.bodies.forEach((b) => found.add(b));
    const named = linksOf.get(n).filter((l) => l.kind === "oversees" && l.inCell && within(l.days));
    named.forEach((l) => found.add(l.source));
  });
  all.forEach((n) => { if (things[n].members && things[n].members.some((m) => found.has(m))) found.add(n); });
  return found;
}

// What a search finds: things by the words and references that people use, bodies before others, and lines of papers.
const { ready, search, nearest, load } = self.oversightFind;
const ORDER = ["commitment", "body", "panel", "inspectorate", "post", "person", "objective", "programme", "organisation",
  "process"];
const rank = (n) => { const at = ORDER.indexOf(things[n].kind); return at < 0 ? ORDER.length : at; };
const called = (n) => [things[n].ref, things[n].label, ...things[n].names, ...(things[n].activities || []).flat()].filter((name) => name && name !== shown(n));
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const own = all.filter((n) => things[n].kind !== "group").sort((a, b) => rank(a) - rank(b) || a - b)
  .map((n) => ready({ n, group: capital(things[n].kind), title: shown(n), more: called(n).join(" · ") }));
let entries = [...own, ...D.paperLines.flatMap((lines, paper) => Object.entries(lines).map(([line, passage]) =>
  ready({ group: "Passages", title: passage, more: `${D.papers[paper][0]}, line ${line}` })))];
// In a report there is one index for all of it; what is on the map is chosen there, the rest is a page of the report.
let asked = null;
function indexed() {
  asked ??= D.index ? load(D.index).then((found) => {
    const at = new Map(all.map((n) => [things[n].address, n]));
    entries = found.map((entry) => ({ ...entry, n: at.get(entry.path) }));
  }, () => {}) : Promise.resolve();
  return asked;
}
// The thing on the map that is called so.
const named = (text) => search(own, text).groups[0]?.entries[0].n ?? null;
// A person is shown in the post that they are seen in: at the date if possible, else at the nearest other date.
function heldBy(person) {
  const order = dates.map((_, at) => at).sort((a, b) => Math.abs(a - state.at) - Math.abs(b - state.at));
  for (const at of order) {
    for (const [post, held] of states[at].holders) if (held.people.includes(person)) return { n: post, at };
  }
  return null;
}
