// The panel and the tables: all text goes to the page as text, never as markup.
// Citations: paper and lines, and the passage itself where the papers were given.
function placed(number) {
  const [paper, first, last] = D.citations[number];
  if (last === undefined) return [paper, first];
  return [paper, first === last ? `line ${first}` : `lines ${first}-${last}`];
}
function where(number) {
  const [paper, place] = placed(number);
  return paper < 0 ? place : `${D.papers[paper][0]}, ${place}`;
}
function passageOf(number) {
  const [paper, first, last] = D.citations[number];
  if (D.passages[number] !== undefined || paper < 0 || last === undefined) return D.passages[number];
  const found = [];
  for (let n = first; n <= last; n += 1) if (D.paperLines[paper][n]) found.push(D.paperLines[paper][n]);
  return found.join(" ");
}
// Several places of one paper are told with its name once.
function places(cited) {
  const found = new Map();
  for (const number of cited) {
    const [paper, place] = placed(number);
    found.set(paper, [...(found.get(paper) || []), place]);
  }
  return [...found].map(([paper, some]) => (paper < 0 ? "" : `${D.papers[paper][0]}, `) + some.join(", ")).join("; ");
}
function cite(to, cited) {
  for (const number of cited) {
    const passage = passageOf(number);
    if (!passage) continue;
    const box = el("details", undefined, "cite");
    box.append(el("summary", where(number)), el("blockquote", passage));
    to.append(box);
  }
  const bare = [...cited].filter((number) => !passageOf(number));
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
  const n = state.node ?? page().centre ?? null;
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
  if (rowsOf(n).length) {
    const gaps = rowsOf(n).some(isGap);
    p.append(el("div", `As at ${day()}: ${told(n)}.`, gaps ? "warn" : "well"));
  }
  if (t.page !== undefined && pageOf.has(t.page) && pageOf.get(t.page) !== state.page) {
    const b = el("button", "Open its page");
    b.type = "button";
    b.addEventListener("click", () => open(pageOf.get(t.page)));
    p.append(b);
  }
  const tile = boxes().some((b) => b.tile && things[b.id].members.includes(n));
  if (boxOf(n) === undefined && !tile && n !== page().centre) p.append(el("p", "It has no box on this page.", "kind"));
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
  const facts = factsOf(n);
  if (!facts.length) return;
  p.append(part("What the papers say", facts.length), list(facts.map(({ name, values, stated, cited }) => {
    const li = el("li", undefined, stated ? "" : "inferred");
    li.append(el("strong", `${name}: `));
    values.forEach(([about, value], i) =>
      li.append(el("bdi", (i ? "; " : "") + (about ? `${about} ` : "") + value)));
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
    box.append(sign(`grade ${g}`), el("strong", ` Grade ${g}: ${gradeName(n)}`),
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
  const known = commitments.filter((n) => grade(n) !== null), by = (a, b) => grade(a) - grade(b);
  const gaps = known.filter(isGap).sort(by), named = known.filter((n) => grade(n) === 3);
  const says = (count) => (count === 1 ? "names" : "name");
  p.append(el("h2", known.length ? `${gaps.length} of ${counted(known.length, "commitment", "commitments")} ` +
    `${says(gaps.length)} no oversight body` : D.title));
  if (known.length) p.append(el("p", `As at ${day()}, ${named.length} more ${says(named.length)} only bodies that no ` +
    `loaded paper shows meeting; a body that meets is named for ${known.length - gaps.length - named.length}.`));
  const lost = gaps.filter((n) => things[n].cell === "lost").length;
  if (lost) p.append(el("p", `Of those without, ${lost === 1 ? "the cell of 1 is" : `the cells of ${lost} are`} lost in ` +
    "the text as obtained: nothing may be concluded from that."));
  if (commitments.length && !known.length) p.append(el("p", `No plan up to ${day()} is loaded; move the date on.`));
  p.append(el("p", "Choose a box or a tile to read what the papers say of it, and what is linked with it. " +
    "An objective opens its own page of commitments by a double click, or by Enter.", "hint"));
  if (state.removed.size) whatif(p);
  const some = (title, all_) => {
    if (!all_.length) return;
    p.append(part(title, all_.length), list(all_.slice(0, 200).map((n) => button(n, gradeName(n)))));
    if (all_.length > 200) p.append(el("p", "The table below has them all."));
  };
  some("No body named", gaps);
  some("Named, but not shown meeting", named);
  p.append(part("Papers", D.papers.length), list(D.papers.map(([name, title]) => el("li", `${name}: ${title}`))));
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
