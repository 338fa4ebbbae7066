// The data and what follows from it: grades, relations at a date, neighbours, filters, search. Nothing here draws.
const $ = (id) => document.getElementById(id);
const D = JSON.parse($("data").textContent);
const N = JSON.parse($("network").textContent);
N.nodes = N.nodes.map((some) => some.map(([id, label, x, y, w, h, below = 0, tile = 0]) =>
  ({ id, label, x, y, w, h, below, tile })));
N.edges = N.edges.map((some) => some.map(([from, to, kind, dashes, quiet, ...via]) =>
  ({ from, to, kind: N.kinds[kind], dashes: Boolean(dashes), quiet: Boolean(quiet), via })));
const { things, texts, dates, grades: GRADES } = D;
// A number below zero stands for the name of a thing.
const textOf = (i) => (i < 0 ? shown(-1 - i) : texts[i]);
const factsOf = (n) => D.facts[n].map(([named, count, ...rest]) => ({
  name: textOf(named >> 1), stated: Boolean(named & 1), cited: rest.slice(2 * count),
  values: Array.from({ length: count }, (_, i) => [textOf(rest[2 * i]), textOf(rest[2 * i + 1])]),
}));
const BODIES = new Set(["body", "panel", "inspectorate"]);
const MEETING = new Set(["body", "panel"]); // those of which a sign tells whether they are shown meeting
const all = things.map((_, n) => n);
const commitments = all.filter((n) => things[n].kind === "commitment");
const bodies = all.filter((n) => BODIES.has(things[n].kind));
const numberOf = new Map(D.ids.map((id, n) => [id, n]));
const pageOf = new Map(D.pages.map((p, n) => [p.id, n]));
const FILTERS = ["objective", "part", "owner", "grade", "kind"];

const states = D.states.map((s) => ({
  bodies: new Map(s.bodies.map(([n, status, live, open, cited]) =>
    [n, { status: texts[status], live: Boolean(live), open: Boolean(open), cited }])),
  rows: new Map(s.rows.map(([n, grade, named, met, why, cited, activities, own]) =>
    [n, { grade, bodies: named, met, why: texts[why], cited, activities, own }])),
  holders: new Map(s.holders.map(([n, name, people]) => [n, { name, people }])),
}));
const links = D.links.map(([source, target, kind, stated, since, until, doubt, inCell, cited]) => ({
  source, target, kind: D.kinds[kind], stated: Boolean(stated), since, until, doubt: D.certainties[doubt],
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
  objective: "", part: "", owner: "", grade: "", kind: "" };
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
// The name of a grade. With grade 6, what no meeting of an open body dealt with itself is exercised through a pointer.
function gradeName(n) {
  const g = grade(n), own = now().rows.get(n).own;
  return g === 6 && !own.some(isOpen) ? D.byPointer : GRADES[g];
}
const isGap = (n) => { const g = grade(n); return g !== null && g < 3; };

// What ticking bodies away does: commitments whose grade falls, and of these the ones without any body that meets.
function fallen() {
  const lost = commitments.filter((n) => now().rows.has(n) && grade(n) < now().rows.get(n).grade);
  return { lost, bare: lost.filter((n) => grade(n) === 3) };
}

const expand = (n) => (things[n].members ? things[n].members : [n]);
const byRow = (source, target, kind) => kind === "oversees" &&
  (BODIES.has(things[source].kind) || things[source].kind === "group") &&
  ["commitment", "objective", "group"].includes(things[target].kind);

function holds(link, at) {
  const on = dates[at];
  if (link.since > on || (link.until && link.until < on)) return false;
  return [link.source, link.target].every((n) => {
    const body = states[at].bodies.get(n);
    return !(body && body.status === "ended") && !(things[n].kind === "commitment" && !states[at].rows.has(n));
  });
}

// Whether a line is in force at a date; what bodies oversee is told by the rows of the plan.
function inForce(source, target, kind, at = state.at) {
  if (kind === "seen in") return Boolean(states[at].holders.get(target)?.people.includes(source));
  const between = linksBetween.get(`${source} ${target} ${kind}`) || [];
  if (!byRow(source, target, kind)) return between.some((l) => holds(l, at));
  const named = new Set(expand(source)), rows = expand(target).map((n) => states[at].rows.get(n));
  return rows.some((row) => row && row.bodies.some((b) => named.has(b)));
}

const BACK = { oversees: "overseen by", "reports into": "receives reports of", "holds to account": "answers to",
  chairs: "chaired by", "member of": "members", owns: "owned by, or to act", runs: "run by",
  "defers to": "pointed to by", "scrutinised in": "dealt with", "asked for by": "asked for" };
const FORTH = { "scrutinised in": "dealt with in" };

// Everything that a thing is linked with at the date: [{ other, phrase, stated, doubt, inCell, cited }].
function neighbours(n) {
  const found = new Map();
  const add = (other, phrase, { stated = true, doubt = "certain", inCell = true, cited = [] } = {}) => {
    const key = `${phrase} ${other}`, old = found.get(key);
    if (!old) { found.set(key, { other, phrase, stated, doubt, inCell, cited: new Set(cited) }); return; }
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
    if (byRow(l.source, l.target, l.kind) || !holds(l, state.at)) continue;
    if (l.source === n) add(l.target, FORTH[l.kind] || l.kind, l);
    else add(l.source, BACK[l.kind] || l.kind, l);
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
  let ring = [n];
  for (let step = 0; step < steps; step += 1) {
    ring = ring.flatMap((one) => neighbours(one).map((x) => x.other)).filter((x) => !found.has(x) && found.add(x));
  }
  return found;
}

// What the filters let through: commitments by their own marks, other things through commitments they have to do with.
const filtered = () => state.gaps || FILTERS.some((f) => state[f] !== "");
function passing() {
  if (!filtered()) return new Set(all);
  const rows = commitments.filter((n) => {
    const t = things[n], g = grade(n);
    return !(state.gaps && !isGap(n)) && !(state.part && t.part !== state.part) &&
      !(state.owner && !t.owners.includes(state.owner)) && !(state.grade && String(g) !== state.grade) &&
      !(state.objective && String(t.objective) !== state.objective);
  });
  const found = new Set(rows);
  rows.forEach((n) => {
    const row = now().rows.get(n);
    if (row) row.bodies.forEach((b) => found.add(b));
    const named = linksOf.get(n).filter((l) => l.kind === "oversees" && l.inCell && holds(l, state.at));
    named.forEach((l) => found.add(l.source));
  });
  const byCommitment = state.gaps || ["objective", "part", "owner", "grade"].some((f) => state[f] !== "");
  if (!byCommitment) all.forEach((n) => found.add(n));
  all.forEach((n) => { if (things[n].members && things[n].members.some((m) => found.has(m))) found.add(n); });
  if (state.kind) {
    [...found].forEach((n) => {
      const same = (m) => things[m].kind === state.kind && found.has(m);
      if (!same(n) && !(things[n].members || []).some(same)) found.delete(n);
    });
  }
  return found;
}

// Search, as the command line finds things: references, whole names, beginnings, parts; bodies before others.
const ORDER = ["body", "panel", "inspectorate", "post", "person", "programme", "organisation", "process"];
const plain = (s) => s.toLowerCase().replace(/['’]/g, "").replace(/[^\p{L}\p{N}&+]+/gu, " ").trim();
const normalRef = (s) => s.toLowerCase().replace(/^(commitment|activity|row|ref)\.?\s+/, "").replace(/[()]/g, "")
  .replace(/[\s.-]+/g, ".").replace(/^([a-z])\.(?=\d)/, "$1").replace(/[.:]+$/, "");
const rank = (n) => { const at = ORDER.indexOf(things[n].kind); return at < 0 ? ORDER.length : at; };
const namesOf = (n) => [shown(n), things[n].label, things[n].ref || "", ...(things[n].names || [])];
function lookup(text) {
  const ref = normalRef(text), want = plain(text), words = want.split(" ");
  if (!want) return null;
  const rows = commitments.filter((n) => things[n].ref && normalRef(things[n].ref) === ref);
  if (rows.length) return { n: rows[0] };
  const parent = commitments.filter((n) => things[n].activities.some(([r]) => r && normalRef(r) === ref));
  if (parent.length) return { n: parent[0] };
  const best = (test) => all.filter((n) => things[n].kind !== "group" && namesOf(n).some((name) => test(plain(name))))
    .sort((a, b) => rank(a) - rank(b) || shown(a).length - shown(b).length || a - b)[0];
  const found = best((name) => name === want) ?? best((name) => name.startsWith(want)) ??
    (want.length > 2 ? best((name) => words.every((w) => name.includes(w))) : undefined);
  return found === undefined ? heldBy(want) : { n: found };
}
// A person is shown inside the post that they are seen in: at the date if possible, else at the nearest other date.
function heldBy(want) {
  const order = dates.map((_, at) => at).sort((a, b) => Math.abs(a - state.at) - Math.abs(b - state.at));
  for (const at of order) {
    for (const [post, held] of states[at].holders) if (plain(held.name).includes(want)) return { n: post, at };
  }
  return null;
}
