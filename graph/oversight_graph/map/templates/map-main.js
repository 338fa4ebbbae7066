// What people do: choose, search, move the date, filter, walk with keys; and the address that brings a view back.
const redraw = { later: 0 };
function refresh(refit = false) {
  $("date").textContent = day();
  $("at").value = state.at;
  $("at").setAttribute("aria-valuetext", day());
  // What surrounds the canvas decides its size, and so goes first.
  legend();
  tabs();
  panel();
  network.setSize("100%", "100%");
  draw(refit);
  remember();
  // The tables are long and below the fold: they may come a moment later.
  clearTimeout(redraw.later);
  redraw.later = setTimeout(tables, 30);
}
function say(text) { $("say").textContent = text; }
function describe(n) {
  const g = grade(n), more = g === null ? "" : `, grade ${g} ${gradeName(n)}`;
  return `${shown(n)}, ${things[n].kind}${more}${BODIES.has(things[n].kind) ? `, ${now().bodies.get(n).status}` : ""}`;
}

const pageWith = (n) => D.pages.findIndex((_, i) => boxOf(n, i) !== undefined);
function select(n, follow = false) {
  state.node = n;
  let turned = false;
  if (n !== null && boxOf(n) === undefined && follow) {
    const at = pageWith(n);
    if (at >= 0) { state.page = at; turned = true; }
  }
  refresh(turned);
  if (n !== null) say(describe(n));
}
function open(at) {
  state.page = at;
  if (state.node !== null && boxOf(state.node) === undefined) state.node = null;
  refresh(true);
  say(D.pages[at].title);
}
function enter(n) {
  if (n !== undefined && things[n].page !== undefined && pageOf.has(things[n].page)) open(pageOf.get(things[n].page));
}
// A box that stands for others opens its page at once; one without a page shows in the panel what it stands for.
network.on("click", (e) => {
  const n = partAt(e.pointer.canvas) ?? e.nodes[0] ?? null;
  if (n !== null && things[n].kind === "group" && things[n].page !== undefined) enter(n); else select(n);
});
network.on("doubleClick", (e) => enter(e.nodes[0]));
// A tile is too small for more than a reference; its name comes with the pointer.
$("map").addEventListener("mousemove", (e) => {
  const r = $("map").getBoundingClientRect();
  const n = partAt(network.DOMtoCanvas({ x: e.clientX - r.x, y: e.clientY - r.y }));
  const text = n === null ? "" : describe(n).slice(0, 300);
  if ($("map").title !== text) $("map").title = text;
});

// A few pages are tabs; many are a list.
const MANY = 12;
function tabs() {
  const nav = $("pages");
  if (!nav.childElementCount) {
    if (D.pages.length > MANY) {
      const list_ = el("select");
      list_.id = "page";
      list_.setAttribute("aria-label", "Page");
      list_.append(...D.pages.map((p, i) => choice(i, p.title)));
      list_.addEventListener("change", () => open(Number(list_.value)));
      nav.append(list_);
    } else {
      D.pages.forEach((p, i) => {
        const b = el("button", p.title);
        b.type = "button";
        b.title = p.title;
        // A short name stays whole where long ones are cut.
        if (p.title.length < 14) b.style.flexShrink = 0;
        b.addEventListener("click", () => open(i));
        nav.append(b);
      });
    }
  }
  if (D.pages.length > MANY) $("page").value = state.page;
  else [...nav.children].forEach((b, i) => {
    if (i === state.page) b.setAttribute("aria-current", "page"); else b.removeAttribute("aria-current");
  });
}

function remember() {
  const q = [`page=${D.pages[state.page].id}`, `at=${day()}`];
  const id = (n) => encodeURIComponent(D.ids[n]);
  if (state.node !== null) q.push(`node=${id(state.node)}`);
  if (state.removed.size) q.push(`without=${[...state.removed].map(id).join(",")}`);
  const value = (f) => encodeURIComponent(f === "objective" ? D.ids[state[f]] : state[f]);
  FILTERS.forEach((f) => { if (state[f]) q.push(`${f}=${value(f)}`); });
  if (state.gaps) q.push("gaps=1");
  if (state.ego) q.push(`steps=${state.ego}`);
  const address = `#${q.join("&")}`;
  // A frame without an address of its own cannot be given one.
  try { if (location.hash !== address) history.replaceState(null, "", address); } catch { redraw.address = address; }
}
function recall() {
  const q = new URLSearchParams(location.hash.slice(1));
  const named = (text) => { const n = numberOf.get(text); return n === undefined ? lookup(text)?.n ?? null : n; };
  Object.assign(state, START, { removed: new Set() });
  const at = q.get("at");
  if (at) state.at = Math.max(dates.findLastIndex((d) => d <= at), 0);
  if (q.get("node")) state.node = named(q.get("node"));
  if (pageOf.has(q.get("page"))) state.page = pageOf.get(q.get("page"));
  else if (state.node !== null) state.page = Math.max(pageWith(state.node), 0);
  (q.get("without") || "").split(",").map(decoded).forEach((id) => {
    const n = numberOf.get(id);
    if (n !== undefined && BODIES.has(things[n].kind)) state.removed.add(n);
  });
  FILTERS.forEach((f) => { state[f] = q.get(f) || ""; });
  if (state.objective) state.objective = String(numberOf.get(state.objective) ?? "");
  state.gaps = q.get("gaps") === "1";
  state.ego = [1, 2].includes(Number(q.get("steps"))) ? Number(q.get("steps")) : 0;
  controls();
}
function decoded(text) { try { return decodeURIComponent(text); } catch { return text; } }
// The controls show the state; a value that they do not have is no filter.
function controls() {
  FILTERS.forEach((f) => { $(f).value = state[f]; state[f] = $(f).value; });
  $("gaps").checked = state.gaps;
  $("ego").value = state.ego;
  $("at").value = state.at;
}
function reset() {
  Object.assign(state, START, { removed: new Set() });
  $("find").value = "";
  controls();
  refresh(true);
  say("Reset");
}

function search(text) {
  const hit = lookup(text);
  if (!hit) {
    if (text.trim()) $("panel").replaceChildren(el("p", `Nothing here is called “${text.slice(0, 100)}”.`));
    if (text.trim()) say("Nothing found");
    return;
  }
  if (hit.at !== undefined) state.at = hit.at;
  // A person is seen on the map in the post that they hold.
  let { n } = hit;
  if (things[n].kind === "person") n = heldBy(plain(things[n].label))?.n ?? n;
  if (things[n].kind === "post" && hit.n !== n) state.at = heldBy(plain(things[hit.n].label)).at;
  select(n, true);
}

// The next box in a direction: up and down in a column, sideways the nearest of the next column.
function step(key) {
  const here = state.node === null ? undefined : boxOf(state.node);
  const seen = boxes().filter((b) => !view.hidden.has(b.id));
  if (!here) { if (seen.length) select(seen[0].id); return; }
  const along = key === "ArrowLeft" || key === "ArrowRight" ? "x" : "y", across = along === "x" ? "y" : "x";
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1, far = (b) => (b[along] - here[along]) * sign;
  const ahead = seen.filter((b) => far(b) > 4 && (along === "x" || Math.abs(b.x - here.x) < 4));
  const least = Math.min(...ahead.map(far)), aside = (b) => Math.abs(b[across] - here[across]);
  const [best] = ahead.filter((b) => far(b) < least + 4).sort((a, b) => aside(a) - aside(b));
  if (best) select(best.id);
}
const zoom = (by) => network.moveTo({ scale: Math.min(Math.max(network.getScale() * by, 0.3), 3), animation: false });
$("map").addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key.startsWith("Arrow")) step(e.key);
  else if (e.key === "Enter" && state.node !== null) {
    if (things[state.node].page === undefined) $("panel").focus(); else enter(state.node);
  }
  else if (e.key === "+" || e.key === "=") zoom(1.2);
  else if (e.key === "-") zoom(1 / 1.2);
  else if (e.key === "0") fit();
  else if (e.key === "PageDown") open(Math.min(state.page + 1, D.pages.length - 1));
  else if (e.key === "PageUp") open(Math.max(state.page - 1, 0));
  else return;
  e.preventDefault();
});
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") reset();
  const typing = e.target instanceof HTMLInputElement && e.target.type === "search";
  if (e.key === "/" && !typing) { e.preventDefault(); $("find").focus(); }
});
$("find").addEventListener("change", (e) => search(e.target.value));
$("find").addEventListener("keydown", (e) => { if (e.key === "Enter") search(e.target.value); });
$("at").max = dates.length - 1;
$("at").addEventListener("input", (e) => { state.at = Number(e.target.value); refresh(); });
$("gaps").addEventListener("change", (e) => { state.gaps = e.target.checked; refresh(); });
$("ego").addEventListener("change", (e) => { state.ego = Number(e.target.value); refresh(); });
$("reset").addEventListener("click", reset);
const choice = (value, text) => { const o = el("option", text); o.value = value; return o; };
const options = (id, values) => $(id).append(...values.map(([value, text]) => choice(value, text)));
const own = (values) => [...new Set(values)].filter(Boolean).sort().map((v) => [v, v]);
options("objective", all.filter((n) => things[n].kind === "objective").map((n) => [n, shown(n)]));
options("part", own(commitments.map((n) => things[n].part)));
options("owner", own(commitments.flatMap((n) => things[n].owners)));
options("grade", GRADES.map((name, g) => [g, `${g} ${name}`]));
options("kind", own(all.map((n) => things[n].kind).filter((k) => k !== "group")));
FILTERS.forEach((f) => $(f).addEventListener("change", (e) => { state[f] = e.target.value; refresh(); }));
const known = all.filter((n) => things[n].kind !== "group");
const names = new Set(known.flatMap((n) => [shown(n), ...(things[n].names || [])]));
states.forEach((s) => s.holders.forEach((held) => names.add(held.name)));
$("names").append(...[...names].slice(0, 3000).map((name) => choice(name.slice(0, 200))));
window.addEventListener("resize", () => { network.setSize("100%", "100%"); fit(); });
window.addEventListener("hashchange", () => { recall(); refresh(true); });
function restore(fragment) {
  history.replaceState(null, "", fragment || "#");
  $("find").value = "";
  recall();
  refresh(true);
}
// For scripts of the reader's own, and for tests.
window.oversight = { data: D, network, state, states, things, commitments, bodies, dates, grade, inForce, select,
  search, open, numberOf, boxes, fallen, passing, neighbours, tables, passageOf, factsOf, partsOf, restore };
recall();
refresh(true);
