// The panel, the legend and the tables: all text goes to the page as text, never as markup.
const el = (tag, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (cls) e.className = cls;
  return e;
};
const drawn = (tag, attributes, children = []) => {
  const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([name, value]) => e.setAttribute(name, value));
  e.append(...children);
  return e;
};
const counted = (count, one, more) => `${count} ${count === 1 ? one : more}`;
const part = (title, count) => el("h3", count === undefined ? title : `${title} (${count})`);

// A sign as a picture beside text that says the same.
function sign(name) {
  const [shape, colour, text] = D.badges[name], line = { stroke: colour, "stroke-width": 1.8 };
  const circle = (r, fill, more = {}) => drawn("circle", { cx: 10, cy: 10, r, fill, ...more });
  const made = {
    square: () => [drawn("rect", { x: 3, y: 3, width: 14, height: 14, fill: "#fff", ...line })],
    diamond: () => [drawn("path", { d: "M10 1l9 9l-9 9l-9-9z", fill: "#fff", ...line })],
    circle: () => [circle(text ? 8 : 5, colour)],
    ring: () => [circle(7, "#fff", line), circle(4, colour)],
    slash: () => [circle(6, "#fff", line), drawn("path", { d: "M6 14l8-8", ...line })],
  }[shape]();
  if (text) {
    const ink = shape === "circle" ? "#fff" : colour;
    const face = { "text-anchor": "middle", "font-size": 11, "font-weight": "bold" };
    const word = drawn("text", { x: 10, y: 14, fill: ink, ...face });
    word.textContent = text;
    made.push(word);
  }
  return drawn("svg", { width: 16, height: 16, viewBox: "0 0 20 20", "aria-hidden": "true", class: "sign" }, made);
}

// Citations: paper and lines, and the passage itself where the papers were given.
function where(number) {
  const [paper, place] = D.citations[number];
  return paper < 0 ? place : `${D.papers[paper][0]}, ${place}`;
}
// Several places of one paper are told with its name once.
function places(cited) {
  const found = new Map();
  for (const number of cited) {
    const [paper, place] = D.citations[number];
    found.set(paper, [...(found.get(paper) || []), place]);
  }
  return [...found].map(([paper, some]) => (paper < 0 ? "" : `${D.papers[paper][0]}, `) + some.join(", ")).join("; ");
}
function cite(to, cited) {
  for (const number of cited) {
    const passage = D.passages[number];
    if (!passage) continue;
    const box = el("details", undefined, "cite");
    box.append(el("summary", where(number)), el("blockquote", passage));
    to.append(box);
  }
  const bare = [...cited].filter((number) => !D.passages[number]);
  if (bare.length) to.append(el("span", places(bare), "cite"));
}
function button(n, after = "") {
  const b = el("button", shown(n), "link");
  b.type = "button";
  b.addEventListener("click", () => select(n, true));
  const li = el("li");
  li.append(b);
  if (after) li.append(el("span", after, "after"));
  return li;
}
const graded = (n) => (grade(n) === null ? "" : `grade ${grade(n)}`);
function list(items) {
  const ul = el("ul");
  ul.append(...items);
  return ul;
}

function panel() {
  const p = $("panel");
  p.replaceChildren();
  p.scrollTop = 0;
  const n = state.node;
  if (n === null) { welcome(p); return; }
  const t = things[n];
  const names = (t.names || []).filter((name) => name !== t.ref);
  const acronym = t.ref && !shown(n).startsWith(`${t.ref} `) ? `, ${t.ref}` : "";
  p.append(el("div", t.kind + acronym, "kind"), el("h2", shown(n)));
  if (t.kind !== "commitment" && names.length) p.append(el("div", `Also: ${names.join(", ")}`, "kind"));
  if (t.kind === "commitment") aboutCommitment(p, n);
  if (now().bodies.has(n)) aboutBody(p, n);
  const held = now().holders.get(n);
  if (held) p.append(el("p", `Last seen in the post by ${day()}: ${held.name}.`));
  if (t.page !== undefined && pageOf.has(t.page)) {
    const b = el("button", "Open its page");
    b.type = "button";
    b.addEventListener("click", () => open(pageOf.get(t.page)));
    p.append(b);
  }
  if (boxOf(n) === undefined) p.append(el("p", "It has no box on this page.", "kind"));
  const near = neighbours(n), phrases = [...new Set(near.map((x) => x.phrase))].sort();
  for (const phrase of phrases) {
    const some = near.filter((x) => x.phrase === phrase).sort((a, b) => a.other - b.other);
    p.append(part(phrase[0].toUpperCase() + phrase.slice(1), some.length), list(some.map((x) => {
      const tags = [graded(x.other), x.stated ? "" : "inferred", x.doubt === "certain" ? "" : x.doubt,
        x.inCell || !x.phrase.startsWith("overse") ? "" : "told in another column"];
      const li = button(x.other, tags.filter(Boolean).join(", "));
      cite(li, x.cited);
      return li;
    })));
  }
  const facts = D.facts[n];
  if (!facts.length) return;
  p.append(part("What the papers say", facts.length), list(facts.map(([name, values, stated, cited]) => {
    const li = el("li", undefined, stated ? "" : "inferred");
    li.append(el("strong", `${texts[name]}: `));
    values.forEach(([about, value], i) =>
      li.append(el("bdi", (i ? "; " : "") + (texts[about] ? `${texts[about]} ` : "") + texts[value])));
    cite(li, cited);
    if (!cited.length) li.append(el("span", stated ? "our own classification" : "inferred by a rule", "cite"));
    return li;
  })));
}
function aboutCommitment(p, n) {
  const t = things[n], g = grade(n), row = now().rows.get(n);
  if (!row) p.append(el("div", "No plan up to this date tells of it.", "warn"));
  else {
    const box = el("div", undefined, g < row.grade || g < 3 ? "warn" : "well");
    const before = `It was ${row.grade}, ${GRADES[row.grade]}, before bodies were ticked away.`;
    box.append(sign(`grade ${g}`), el("strong", ` Grade ${g}: ${GRADES[g]}`),
      el("div", g < row.grade ? before : row.why));
    cite(box, row.cited);
    p.append(box);
  }
  const owners = t.owners.join(", ") || "not stated";
  p.append(el("div", `Its own cell holds: ${t.cell}. Part: ${t.part || "not stated"}. Owner: ${owners}.`, "kind"));
  const several = (title, told_) => {
    if (told_.length) p.append(part(title, told_.length), list(told_.map((text) => el("li", text))));
  };
  several("Processes named", t.processes);
  several("Activities", t.activities.map(([ref, title], i) =>
    `${ref} ${title}${row && row.activities[i] >= 0 ? ` (grade ${row.activities[i]})` : ""}`));
}
function aboutBody(p, n) {
  const s = now().bodies.get(n), box = el("div", undefined, s.live ? "well" : "warn");
  const open_ = s.open ? "It publishes notes or meets in public."
    : "Nothing shows that it publishes notes or meets in public.";
  if (badgeOf(n)) box.append(sign(s.open ? "open" : s.live ? "live" : "not live"));
  box.append(el("strong", ` As at ${day()}: ${s.status}`),
    el("div", s.live ? open_ : "No loaded paper shows it meeting at this date."));
  cite(box, s.cited);
  p.append(box);
  const label = el("label", undefined, "away"), tick = el("input");
  tick.type = "checkbox";
  tick.id = "away";
  tick.checked = state.removed.has(n);
  tick.addEventListener("change", () => {
    if (tick.checked) state.removed.add(n); else state.removed.delete(n);
    refresh();
    $("away").focus();
  });
  label.append(tick, " What if this body ended?");
  p.append(label);
  if (state.removed.size) whatif(p);
}
function whatif(p) {
  const { lost, bare } = fallen(), box = el("div", undefined, "warn");
  box.id = "whatif";
  const fall = counted(lost.length, "grade falls", "grades fall");
  box.append(el("strong", `Without ${[...state.removed].map(shown).join(", ")}: `),
    el("span", `${fall}, ${bare.length} left without a body that meets.`));
  const ul = list(lost.map((n) => button(n, `grade ${now().rows.get(n).grade} → ${grade(n)}`)));
  ul.id = "uncovered";
  box.append(ul);
  p.append(box);
}
function welcome(p) {
  p.append(el("h2", D.title), el("p", `${counted(commitments.length, "commitment", "commitments")}, ` +
    `${counted(bodies.length, "body", "bodies")}. Lines say who oversees, chairs or holds to account. ` +
    "Choose an objective to see its commitments; choose anything to read what the papers say of it."));
  if (state.removed.size) whatif(p);
  const gaps = commitments.filter(isGap).sort((a, b) => grade(a) - grade(b));
  p.append(part("No body named", gaps.length), list(gaps.slice(0, 200).map((n) => button(n, GRADES[grade(n)]))));
  if (gaps.length > 200) p.append(el("p", "The table below has them all."));
  p.append(part("Papers", D.papers.length), list(D.papers.map(([name, title]) => el("li", `${name}: ${title}`))));
}

function legend() {
  const counts = GRADES.map(() => 0);
  let unknown = 0;
  commitments.forEach((n) => { const g = grade(n); if (g === null) unknown += 1; else counts[g] += 1; });
  const entry = (name, text) => { const li = el("li"); li.append(sign(name), ` ${text}`); return li; };
  const able = bodies.filter((n) => MEETING.has(things[n].kind)), meeting = able.filter(isLive);
  const open_ = meeting.filter(isOpen).length;
  $("legend").replaceChildren(
    ...GRADES.map((name, g) => entry(`grade ${g}`, `${name}: ${counts[g]}`)),
    ...(unknown ? [entry("not yet", `in no plan yet: ${unknown}`)] : []),
    entry("open", `body meeting, open: ${open_}`), entry("live", `body meeting: ${meeting.length - open_}`),
    entry("not live", `not shown meeting: ${able.length - meeting.length}`),
    el("li", "— stated, - - inferred"));
}

// The tables hold what the panel tells, for those who read rather than look, and for copying.
let filled = "";
function tables() {
  const key = JSON.stringify([state.at, [...state.removed], state.gaps, FILTERS.map((f) => state[f])]);
  if (key === filled) return;
  filled = key;
  const through = passing(), known = commitments.filter((n) => grade(n) !== null);
  const bare = known.filter(isGap).length;
  $("counts").textContent = `As at ${day()}: ${bare} of ${known.length} commitments name no body.`;
  const cell = (row, text) => row.append(el("td", text));
  const head = (row, n) => {
    const th = el("th"), a = el("a", things[n].kind === "commitment" ? things[n].ref || "no ref" : shown(n));
    th.scope = "row";
    a.href = `#node=${encodeURIComponent(D.ids[n])}`;
    a.addEventListener("click", (e) => { e.preventDefault(); select(n, true); $("panel").focus(); });
    th.append(a);
    row.append(th);
  };
  const cites = (row, cited) => cell(row, places(cited));
  fill("commitments", commitments.filter((n) => through.has(n)), (row, n) => {
    const t = things[n], g = grade(n), now_ = now().rows.get(n);
    head(row, n);
    cell(row, t.label);
    cell(row, t.objective === undefined ? "" : shown(t.objective));
    cell(row, t.part);
    cell(row, t.owners.join(", "));
    cell(row, g === null ? "in no plan yet" : `${g} ${GRADES[g]}`);
    cell(row, !now_ ? "" : g < now_.grade ? `was ${now_.grade}, before bodies were ticked away` : now_.why);
    cell(row, now_ ? now_.bodies.map((b) => shown(b) + (isLive(b) ? "" : " (not shown meeting)")).join("; ") : "");
    cell(row, t.processes.join("; "));
    cites(row, now_ ? now_.cited : []);
  });
  fill("bodies", bodies.filter((n) => through.has(n)), (row, n) => {
    const s = now().bodies.get(n);
    head(row, n);
    cell(row, (things[n].names || []).join(", "));
    cell(row, state.removed.has(n) ? "ticked away" : s.status);
    cell(row, isOpen(n) ? "yes" : "");
    cell(row, (overseen().get(n) || []).map((c) => things[c].ref || shown(c)).join(", "));
    cell(row, neighbours(n).filter((x) => x.phrase === "chaired by").map((x) => shown(x.other)).join(", "));
    cites(row, s.cited);
  });
  fill("posts", all.filter((n) => things[n].kind === "post" && through.has(n)), (row, n) => {
    const near = neighbours(n);
    const named = (phrase) => near.filter((x) => x.phrase === phrase).map((x) => shown(x.other)).join(", ");
    head(row, n);
    cell(row, told(n));
    cell(row, named("holds to account"));
    cell(row, named("answers to"));
    cell(row, named("chairs"));
  });
}
function fill(id, rows, write) {
  const body = $(id).tBodies[0];
  body.replaceChildren(...rows.map((n) => { const row = el("tr"); write(row, n); return row; }));
}
