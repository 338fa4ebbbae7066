// The panel: all text goes to the page as text, never as markup.
const MOST = 30; // of one group that a search finds
const el = (tag, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (cls) e.className = cls;
  return e;
};
const counted = (count, one, more_) => `${count} ${count === 1 ? one : more_}`;
const part = (title, count) => el("h3", count === undefined ? title : `${title} (${count})`);
const push = (text, act, cls) => {
  const b = el("button", text, cls);
  b.type = "button";
  b.addEventListener("click", () => act(b));
  return b;
};
// A tile as it stands on the map.
function tile(name) {
  const svg = document.createElementNS(SVG, "svg"), entry = document.querySelector(`#key [data-of="${name}"] svg`);
  Object.entries({ class: "map", width: 24, height: 24, "aria-hidden": "true" }).forEach((one) => svg.setAttribute(...one));
  if (entry) svg.append(...[...entry.children].map((child) => child.cloneNode(true)));
  return svg;
}

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
  const graded = things[n].kind === "commitment", li = el("li", undefined, graded ? "graded" : "");
  if (graded) li.append(tile(scaleOf(n)));
  li.append(push(shown(n), () => select(n, true), "link"));
  if (after) li.append(el("span", after, "after"));
  return li;
}
function list(items) {
  const ul = el("ul");
  ul.append(...items);
  return ul;
}
async function copy(text, b) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = el("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const before = b.textContent;
  b.textContent = "Copied";
  say("Copied");
  setTimeout(() => { b.textContent = before; }, 1500);
}

function panel() {
  const p = $("panel");
  p.replaceChildren();
  document.body.classList.remove("finding");
  p.scrollTop = 0;
  if (state.removed.size) p.append(whatif());
  const n = state.node ?? page().centre ?? null;
  if (n === null) { welcome(p); return; }
  const t = things[n], names = (t.names || []).filter((name) => name !== t.ref);
  const acronym = t.ref && !shown(n).startsWith(`${t.ref} `) ? `, ${t.ref}` : "";
  p.append(el("div", t.kind + acronym, "kind"), el("h2", shown(n)));
  if (t.kind !== "commitment" && names.length) p.append(el("div", `Also: ${names.join(", ")}`, "kind"));
  if (early(n)) p.append(el("div", `The papers tell of it from ${t.since} on; it is not shown at this date.`, "warn"));
  if (t.kind === "commitment") aboutCommitment(p, n);
  if (now().bodies.has(n)) aboutBody(p, n);
  const held = now().holders.get(n);
  if (held) p.append(el("p", `In the post, as papers up to ${day()} show: ${held.name}.`));
  if (rowsOf(n).length) p.append(el("div", `As at ${day()}: ${told(n)}.`, rowsOf(n).some(isGap) ? "warn" : "well"));
  const ways = el("p", undefined, "ways"), row = now().rows.get(n);
  if (proofs.has(n)) ways.append(push(state.proof ? "Back to the map" : "Show the proof", () => go({ node: n, proof: !state.proof })));
  if (t.page !== undefined && pageOf.has(t.page) && pageOf.get(t.page) !== state.page) {
    ways.append(push("Open its page", () => open(pageOf.get(t.page))));
  }
  ways.append(push("Copy link", (b) => copy(location.href, b)));
  const cited = row ? row.cited : now().bodies.get(n)?.cited || [];
  if (cited.length) ways.append(push("Copy citations", (b) => copy(`${shown(n)}, as at ${day()}\n${cited.map(where).join("\n")}`, b)));
  const leads = (text, to) => {
    const a = el("a", text);
    a.href = to;
    a.target = "_top"; // the map may stand in a frame
    ways.append(a);
  };
  if (t.address) leads("Its page in the report", t.address);
  if (D.network) leads("The network around it", `${D.network}#node=${encodeURIComponent(D.base + D.ids[n])}`);
  p.append(ways);
  if (state.proof) proved(p, n);
  const near_ = neighbours(n), phrases = [...new Set(near_.map((x) => x.phrase))].sort();
  for (const phrase of phrases) {
    const some = near_.filter((x) => x.phrase === phrase).sort((a, b) => a.other - b.other);
    p.append(part(phrase[0].toUpperCase() + phrase.slice(1), some.length), list(some.map((x) => {
      const tags = [x.stated ? "" : "inferred", x.doubt === "certain" ? "" : x.doubt,
        x.inCell || !x.phrase.startsWith("overse") ? "" : "told in another column",
        x.before && `last shown ${x.before}`];
      const li = button(x.other, tags.filter(Boolean).join(", "));
      cite(li, x.cited);
      return li;
    })));
  }
  const facts = factsOf(n);
  if (!facts.length) return;
  const fold = el("details");
  fold.append(el("summary", `All that papers state of it (${facts.length})`), list(facts.map(({ name, values, cited: some }) => {
    const li = el("li");
    li.append(el("strong", `${name}: `));
    values.forEach(([about, value], i) => li.append(el("bdi", (i ? "; " : "") + (about ? `${about} ` : "") + value)));
    cite(li, some);
    if (!some.length) li.append(el("span", "our own classification", "cite"));
    return li;
  })));
  p.append(fold);
}
function aboutCommitment(p, n) {
  const t = things[n], g = grade(n), row = now().rows.get(n), style = scaleOf(n);
  if (!row) p.append(el("div", "No plan up to this date tells of it.", "warn"));
  else {
    const box = el("div", undefined, g < row.grade || isGap(n) ? "warn" : "well");
    const before = `It was ${row.grade}, ${D.words[`g${row.grade}`]}, before bodies were taken away.`;
    box.append(tile(style), el("strong", style === "lost" ? " Not known" : ` Grade ${g}: ${gradeName(n)}`),
      el("div", g < row.grade ? before : row.why));
    if (!state.proof) cite(box, row.cited);
    p.append(box);
  }
  const owners = t.owners.join(", ") || "not stated";
  p.append(el("div", `Its own cell holds: ${t.cell}. Part: ${t.part || "not stated"}. Owner: ${owners}.`, "kind"));
  const several = (title, said) => {
    if (said.length) p.append(part(title, said.length), list(said.map((text) => el("li", text))));
  };
  several("Processes named", t.processes);
  several("Activities", t.activities.map(([ref, title], i) =>
    `${ref} ${title}${row && row.activities[i] >= 0 ? ` (grade ${row.activities[i]})` : ""}`));
}
// All that a proof rests on, each passage whole, however short its box has it.
function proved(p, n) {
  const cited = D.proved[n], li = el("li"), whole = cited.filter(passageOf);
  cite(li, cited);
  const all_ = list([li]), ways = el("p", undefined, "ways");
  all_.className = "proved";
  p.append(part("All that the proof rests on", cited.length), all_, ways);
  if (whole.length) ways.append(push("Copy the passages", (b) => copy(whole.map((c) => `${where(c)}: ${passageOf(c)}`).join("\n\n"), b)));
}
function aboutBody(p, n) {
  const s = now().bodies.get(n), box = el("div", undefined, s.live ? "well" : "warn");
  const open_ = s.open ? "It publishes notes or meets in public."
    : "Nothing shows that it publishes notes or meets in public.";
  if (MEETING.has(things[n].kind)) box.append(tile(signOf(n)));
  box.append(el("strong", ` As at ${day()}: ${s.status}`),
    el("div", s.live ? open_ : "No loaded paper shows it meeting at this date."));
  cite(box, s.cited);
  p.append(box);
  const label = el("label", undefined, "away"), tick = el("input");
  tick.type = "checkbox";
  tick.id = "away";
  tick.checked = state.removed.has(n);
  tick.addEventListener("change", () => {
    const removed = new Set(state.removed);
    if (tick.checked) removed.add(n); else removed.delete(n);
    go({ removed });
    $("away").focus();
  });
  label.append(tick, " What if this body ended?");
  p.append(label);
}
function whatif() {
  const { lost, bare } = fallen(), box = el("div", undefined, "warn");
  box.id = "whatif";
  box.append(el("strong", `Without ${[...state.removed].map(shown).join(", ")}: `),
    el("span", `${counted(lost.length, "grade falls", "grades fall")}, ${bare.length} left without a body that meets. `));
  const last = [...state.removed].at(-1);
  box.append(push(`Undo: put ${shown(last)} back`, () => go({ removed: new Set([...state.removed].slice(0, -1)) }), "undo"));
  const ul = list(lost.map((n) => button(n, `grade ${now().rows.get(n).grade} → ${grade(n)}`)));
  ul.id = "uncovered";
  if (lost.length) box.append(ul);
  return box;
}
function welcome(p) {
  const known_ = commitments.filter((n) => grade(n) !== null), by = (a, b) => grade(a) - grade(b);
  const gaps = known_.filter(isGap).sort(by), named = known_.filter((n) => grade(n) === 3);
  const lost = known_.filter((n) => scaleOf(n) === "lost");
  const says = (count) => (count === 1 ? "names" : "name");
  const whole = known_.length === 1 ? "The one commitment names a body" : `All ${known_.length} commitments name a body`;
  const bare = `${gaps.length} of ${counted(known_.length, "commitment", "commitments")} ${says(gaps.length)} no body`;
  const none = `The papers as obtained do not show who watches over ${counted(lost.length, "commitment", "commitments")}`;
  p.append(el("h2", !known_.length ? D.title : !gaps.length && !lost.length ? whole : lost.length === known_.length ? none
    : `${bare}${lost.length ? `; of ${lost.length} nothing can be known` : ""}`));
  const met = known_.length - gaps.length - named.length - lost.length;
  const rest = [named.length && `${named.length} ${gaps.length ? "more " : ""}${says(named.length)} only bodies that no loaded paper shows meeting`,
    met && `a body that meets is named for ${met}`].filter(Boolean).join("; ");
  if (rest) p.append(el("p", `As at ${day()}, ${rest}.`));
  if (commitments.length && !known_.length) p.append(el("p", `No plan up to ${day()} is loaded; choose a later date.`));
  p.append(el("p", "Choose a box or a tile to read what the papers say of it, and what it is linked with." +
    (commitments.length ? " Chosen once more, an objective opens its own page." : ""), "hint"));
  const some = (title, all_) => {
    if (!all_.length) return;
    p.append(part(title, all_.length), list(all_.slice(0, 200).map((n) => button(n, gradeName(n)))));
    if (all_.length > 200) p.append(el("p", `${all_.length - 200} more stand on the pages of their objectives.`));
  };
  some("No body named", gaps);
  some("Named, but not shown meeting", named);
  some("Not known: the text as obtained has no oversight cell", lost);
  p.append(part("Papers", D.papers.length), list(D.papers.map(([name, title]) => el("li", `${name}: ${title}`))));
}

// What was found, in groups with their counts; or, where there is nothing, what the nearest words find.
async function results(text) {
  await indexed();
  if ($("find").value !== text) return;
  const p = $("panel"), hits = search(entries, text), near_ = hits.count ? null : nearest(entries, text);
  document.body.classList.add("finding");
  p.replaceChildren(el("h2", hits.count ? `${hits.count} found` : `Nothing here is called “${text.slice(0, 100)}”`));
  if (near_) p.append(el("p", `Did you mean “${near_}”?`));
  (near_ ? search(entries, near_) : hits).groups.forEach(({ name, entries: some }) => {
    p.append(part(capital(name), some.length), list(some.slice(0, MOST).map((entry) => (entry.n === undefined ? elsewhere(entry) : button(entry.n)))));
    if (some.length > MOST) p.append(el("p", `and ${some.length - MOST} more: type more of it`, "kind"));
  });
}
function elsewhere({ title, more, path }) {
  const li = el("li"), a = path ? el("a", title) : el("span", title);
  if (path) Object.assign(a, { href: path, target: "_top" });
  li.append(a);
  if (more) li.append(el("span", more, "cite"));
  return li;
}
