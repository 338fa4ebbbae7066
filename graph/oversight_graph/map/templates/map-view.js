// What is seen: the drawing stands in the page from the start; here its classes are switched, and nothing is moved.
const SVG = "http://www.w3.org/2000/svg";
const sections = [...document.querySelectorAll("#view > [data-page]")];
const proofs = new Map([...document.querySelectorAll("#view > [data-proof]")].map((e) => [Number(e.dataset.proof), e]));
const page = () => D.pages[state.page];
const numbers = (text) => text.split(" ").filter(Boolean).map(Number);
const looked = [];
// The parts of a page, looked up when it is first shown; of very many pages, each is drawn only then.
function partsOf(at) {
  if (looked[at]) return looked[at];
  const waiting = sections[at].querySelector("template");
  if (waiting) waiting.replaceWith(waiting.content);
  const some = (selector) => [...sections[at].querySelectorAll(selector)];
  const boxes = some("[data-n]").map((e) => {
    const title = document.createElementNS(SVG, "title");
    e.prepend(title);
    e.setAttribute("href", `#node=${encodeURIComponent(D.ids[e.dataset.n])}`);
    return { e, n: Number(e.dataset.n), title, tile: e.classList.contains("t"), look: e.getAttribute("class").split(" ")[1],
      sign: e.querySelector(".mark"), inner: e.querySelector(".t"), digit: e.querySelector(".digit") };
  });
  const lines = some("[data-e]").map((e) => ({ e, ends: numbers(e.dataset.e), days: numbers(e.dataset.d ?? sections[at].querySelector("svg").dataset.d),
    look: e.getAttribute("class").split(" ").filter((name) => name !== "off").join(" ") }));
  const told = some("[data-d]:not([data-e], svg)").map((e) => ({ e, days: numbers(e.dataset.d) }));
  looked[at] = { boxes, lines, told };
  return looked[at];
}
const holders = new Map();
sections.forEach((section, at) => {
  // Pages that hold a thing, found without looking at each part of each page.
  for (const [, n] of section.innerHTML.matchAll(/data-n="(\d+)"/g)) {
    if (!holders.has(Number(n))) holders.set(Number(n), new Set());
    holders.get(Number(n)).add(at);
  }
});
const stands = (n, at = state.page) => Boolean(holders.get(n)?.has(at));

const rowsOf = (n) => (things[n].members || []).filter((m) => things[m].kind === "commitment");
function told(n) {
  const rows = rowsOf(n).filter((m) => grade(m) !== null);
  if (!rowsOf(n).length) return "";
  if (!rows.length) return "in no plan at this date";
  const bare = rows.filter(isGap).length, lost = rows.filter((m) => scaleOf(m) === "lost").length;
  const unknown = lost ? `${lost} not known` : "";
  if (!bare) return unknown || (rows.length > 1 ? "a body named for each" : "a body named");
  return `${bare} of ${rows.length} without a body${unknown ? `, ${unknown}` : ""}`;
}
function styleOf({ n, look }) {
  const { kind } = things[n];
  return kind === "commitment" ? scaleOf(n) : kind === "body" ? (isLive(n) ? "body" : "dead") : look;
}
const signOf = (n) => (isOpen(n) ? "open" : isLive(n) ? "live" : "shut");
const digitOf = (style) => ({ later: "·", lost: "?" }[style] || style.slice(1));
function describe(n) {
  const g = grade(n), status = now().bodies.get(n)?.status;
  const graded = g === null ? "" : scaleOf(n) === "lost" ? ", not known" : `, grade ${g} ${gradeName(n)}`;
  const more = told(n) || now().holders.get(n)?.name;
  return `${shown(n)}, ${things[n].kind}${graded}${status ? `, ${status}` : ""}${more ? `, ${more}` : ""}` +
    (state.removed.has(n) ? ", taken away" : "");
}

function paint() {
  const proof = state.proof ? proofs.get(state.node) : undefined;
  sections.forEach((section, at) => { section.hidden = proof || at !== state.page ? "until-found" : false; });
  proofs.forEach((section) => { section.hidden = section !== proof; });
  $("back").hidden = !proof;
  if (proof) {
    $("back").querySelector(".when").hidden = day() === D.day;
    fit(proof);
    return;
  }
  const { boxes, lines, told: texts_ } = partsOf(state.page), through = passing();
  const { node } = state, row = node === null ? undefined : now().rows.get(node);
  const here = new Set(boxes.filter((b) => !b.tile).map((b) => b.n));
  // A commitment that stands here as a tile only has the lines of its objective from the bodies that it names.
  const inside = ([from, to]) => row && !here.has(node) && things[node].objective === to && row.bodies.includes(from);
  const drawn = lines.map((line) => ({ ...line, there: within(line.days) && !line.ends.some((n) => early(n) || state.removed.has(n)),
    on: node !== null && (line.ends.includes(node) || inside(line.ends)) }));
  let near = null;
  if (node !== null) {
    near = around(node, Math.max(state.ego, 1));
    drawn.filter((l) => l.on && l.there).forEach((l) => l.ends.forEach((n) => near.add(n)));
    here.forEach((n) => { if ((things[n].members || []).some((m) => near.has(m))) near.add(n); });
  }
  const faint = (n) => !through.has(n) || Boolean(near && !near.has(n)), gone = (n) => Boolean(state.ego && near && !near.has(n));
  const dress = (e, names) => e.setAttribute("class", names.filter(Boolean).join(" "));
  for (const box of boxes) {
    const { e, n, tile, sign, inner, digit, title } = box, style = styleOf(box);
    dress(e, [tile ? "t" : "b", style, n === node && "on", faint(n) && n !== node && "faint", gone(n) && "hid", early(n) && "off",
      state.removed.has(n) && "gone"]);
    if (inner) dress(inner, ["t", style]);
    if (digit && things[n].kind === "commitment") digit.textContent = digitOf(style);
    if (sign) sign.setAttribute("href", `#sign-${signOf(n)}`);
    title.textContent = describe(n).slice(0, 600);
    if (n === node) e.setAttribute("aria-current", "true"); else e.removeAttribute("aria-current");
  }
  for (const { e, look, ends, there, on } of drawn) {
    dress(e, [look, !there && "off", on && "on", !on && (ends.some(faint) || Boolean(near && !state.ego)) && "faint",
      ends.some(gone) && "hid"]);
  }
  texts_.forEach(({ e, days }) => e.classList.toggle("off", !within(days)));
  fit(sections[state.page]);
}
// Text is never smaller than it was drawn; where there is room it is larger.
function fit(section) {
  const svg = section.querySelector("svg"), view = $("view"), [, , w, h] = numbers(svg.getAttribute("viewBox"));
  const narrow = matchMedia("(max-width: 900px)").matches, room = view.clientWidth / w;
  const scale = Math.max(Math.min(narrow ? room : Math.min(room, view.clientHeight / h), 1.5), 1);
  svg.style.width = `${w * scale}px`;
  svg.style.height = `${h * scale}px`;
  more();
}
// What lies outside the window is said, with a way there.
function more() {
  const view = $("view"), box = view.getBoundingClientRect(), shown_ = state.proof && proofs.get(state.node);
  const some = shown_ ? [...shown_.querySelectorAll(".b")] : partsOf(state.page).boxes.map((b) => b.e);
  const rects = some.map((e) => e.getBoundingClientRect()).filter((r) => r.width);
  const below = rects.filter((r) => r.bottom > box.bottom + 4).length;
  const aside = rects.filter((r) => r.right > box.right + 4).length;
  $("more").hidden = !below && !aside;
  $("more").dataset.way = below ? "down" : "aside";
  $("more").textContent = below ? `${below} more below ↓` : `${aside} more to the right →`;
}
$("more").addEventListener("click", () => {
  const view = $("view");
  if ($("more").dataset.way === "down") view.scrollBy(0, view.clientHeight * 0.7); else view.scrollBy(view.clientWidth * 0.6, 0);
});
$("view").addEventListener("scroll", more);
// Where the facts stand below the drawing, a button says of what they are, and leads there.
function facts() {
  $("facts").hidden = state.node === null;
  if (state.node !== null) $("facts").textContent = `What papers say of ${shown(state.node)} ↓`;
}
$("facts").addEventListener("click", () => { $("panel").scrollIntoView(); $("panel").focus({ preventScroll: true }); });
function keepInView() {
  const e = state.node === null || state.proof ? null : partsOf(state.page).boxes.find((b) => b.n === state.node)?.e;
  if (e) e.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// On a small screen dates and pages are rows that are pushed along: the one that holds is pushed into sight.
function inSight(e) {
  const row = e.closest("#dates, #pages");
  row.scrollLeft = e.offsetLeft - row.offsetLeft - (row.clientWidth - e.offsetWidth) / 2;
}
// The strip of dates: what each tells, and how the thing that is chosen, or the plan, stands there.
function strip() {
  const { node } = state;
  document.querySelectorAll("#dates [data-life]").forEach((e) => e.classList.toggle("off", Number(e.dataset.life) !== node));
  document.querySelectorAll("#dates button").forEach((b) => {
    const at = Number(b.dataset.at), body = states[at].bodies.get(node), held = states[at].holders.get(node);
    const rows = [...states[at].rows.keys()], bare = rows.filter((n) => states[at].rows.get(n).grade < 3 && !states[at].rows.get(n).lost);
    const row = states[at].rows.get(node);
    const said = body ? (things[node].since > dates[at] ? "not told of" : body.live ? body.status : body.status === "active" ? "not shown meeting" : body.status)
      : held ? held.name : row ? (row.lost ? "not known" : `grade ${row.grade}`) : rows.length ? `${bare.length} without`
      : commitments.length ? "no plan yet" : "";
    b.setAttribute("aria-pressed", String(at === state.at));
    b.querySelector("i").textContent = said;
    if (at === state.at) inSight(b);
  });
}
function key() {
  const counts = {};
  const add = (name) => { counts[name] = (counts[name] || 0) + 1; };
  const here = new Set(partsOf(state.page).boxes.flatMap((b) => [b.n, ...rowsOf(b.n)]));
  const shown_ = [...here].filter((n) => !early(n));
  shown_.filter((n) => things[n].kind === "commitment").forEach((n) => add(scaleOf(n)));
  shown_.filter((n) => MEETING.has(things[n].kind)).forEach((n) => add(signOf(n)));
  document.querySelectorAll("[data-count]").forEach((e) => { e.textContent = counts[e.dataset.count] || 0; });
  document.querySelectorAll('#key [data-of="later"]').forEach((e) => { e.hidden = !counts.later; });
  // What is not on the page needs no key.
  const lines = state.proof || partsOf(state.page).lines.length;
  const life = document.querySelector("#dates [data-life]:not(.off)");
  document.querySelectorAll("#key [data-sign]").forEach((e) => {
    e.hidden = !life || (e.dataset.sign !== "band" && !life.querySelector(`[href="#at-${e.dataset.sign}"]`));
  });
  document.querySelectorAll("#key .group:not(:has([data-sign]))").forEach((e) => {
    const some = [...e.querySelectorAll("[data-count]")];
    e.hidden = some.length ? !some.some((one) => counts[one.dataset.count]) : !lines;
  });
}
