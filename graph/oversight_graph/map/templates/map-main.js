// What people do: choose, search, set the date, filter, walk with keys; and the address that brings a view back.
function say(text) { $("say").textContent = text; }
function refresh() {
  strip();
  key();
  tabs();
  panel();
  paint();
  facts();
  const about = state.node === null ? page().title : `${state.proof ? "Proof of " : ""}${shown(state.node)}`;
  document.title = `${about.slice(0, 120)}, as at ${day()} – ${D.title}`;
  const chosen = FILTERS.map((f) => $(f).selectedOptions[0]).filter((o) => o && o.value).map((o) => o.textContent);
  $("view").dataset.said = [`${D.title}: ${about}, as at ${day()}`, ...(state.gaps ? ["gaps only"] : []), ...chosen,
    ...(state.removed.size ? [`without ${[...state.removed].map(shown).join(", ")}`] : [])].join("; ");
  const active = state.gaps || FILTERS.some((f) => state[f]) || state.ego;
  $("filters").classList.toggle("active", Boolean(active));
  $("nofilters").hidden = !active;
}
// Each step of a person is one of the history, so that back and forward work; filters change the last one.
function go(change, { quiet = false } = {}) {
  Object.assign(state, change);
  refresh();
  const address = fragment();
  // A frame without an address of its own cannot be given one.
  try {
    if (location.hash !== address) history[quiet ? "replaceState" : "pushState"](null, "", address);
  } catch { state.address = address; }
}
const pageWith = (n) => (stands(n) ? state.page : holders.has(n) ? [...holders.get(n)].find((at) => D.pages[at].id !== "wall") : undefined);
function select(n, follow = false) {
  const change = { node: n, proof: false };
  // A person is seen in the post that they hold.
  const held = things[n].kind === "person" ? heldBy(n) : null;
  if (held) change.at = held.at;
  const at = follow ? pageWith(n) ?? (held && pageWith(held.n)) : undefined;
  if (at !== undefined && at !== null) change.page = at;
  $("find").value = "";
  go(change);
  keepInView();
  say(describe(n));
}
function open(at) {
  go({ page: at, proof: false, node: state.node !== null && stands(state.node, at) ? state.node : null });
  $("view").scrollTo(0, 0);
  say(D.pages[at].title);
}
// A thing that is chosen once more opens its page; one that stands for others does so at once.
$("view").addEventListener("click", (e) => {
  const a = e.target.closest("[data-n]");
  if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  const n = Number(a.dataset.n), to = pageOf.get(things[n].page);
  if (to !== undefined && to !== state.page && (things[n].kind === "group" || state.node === n)) open(to);
  else { select(n); a.focus(); }
});
$("view").addEventListener("keydown", (e) => {
  const here = e.target.closest?.("[data-n]"), way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
  if (!here || !way || e.ctrlKey || e.metaKey || e.altKey) return;
  const middle = (b) => { const r = b.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; };
  const [x, y] = middle(here);
  const far = (b) => {
    const [bx, by] = middle(b), along = (bx - x) * way[0] + (by - y) * way[1], aside = Math.abs((bx - x) * way[1]) + Math.abs((by - y) * way[0]);
    return along > 3 ? along + 2 * aside : Infinity;
  };
  const [best] = partsOf(state.page).boxes.map((b) => b.e).filter((b) => b !== here && b.getBoundingClientRect().width)
    .map((b) => ({ b, d: far(b) })).sort((a, b) => a.d - b.d);
  if (best && best.d < Infinity) { best.b.focus(); e.preventDefault(); }
});
// The browser's own search finds text on pages that are not shown; they open then.
sections.forEach((section, at) => section.addEventListener("beforematch", () => open(at)));

function tabs() {
  const many = $("page");
  if (many) { many.value = state.page; return; }
  document.querySelectorAll("#pages a").forEach((a, at) => {
    if (at === state.page && !state.proof) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current");
    if (at === state.page) inSight(a);
  });
}
$("pages").addEventListener("click", (e) => {
  const a = e.target.closest("[data-to]");
  if (a && !e.ctrlKey && !e.metaKey) { e.preventDefault(); open(Number(a.dataset.to)); }
});
$("page")?.addEventListener("change", (e) => open(Number(e.target.value)));

function fragment() {
  const q = [`page=${D.pages[state.page].id}`, `at=${day()}`], id = (n) => encodeURIComponent(D.ids[n]);
  if (state.node !== null) q.push(`node=${id(state.node)}`);
  if (state.proof) q.push("proof=1");
  if (state.removed.size) q.push(`without=${[...state.removed].map(id).join(",")}`);
  FILTERS.forEach((f) => { if (state[f]) q.push(`${f}=${encodeURIComponent(f === "objective" ? D.ids[state[f]] : state[f])}`); });
  if (state.gaps) q.push("gaps=1");
  if (state.ego) q.push(`steps=${state.ego}`);
  return `#${q.join("&")}`;
}
function recall() {
  const q = new URLSearchParams(location.hash.slice(1));
  const thing = (text) => numberOf.get(text) ?? numberOf.get(text.slice(D.base.length)) ?? named(text);
  Object.assign(state, START, { removed: new Set() });
  const at = q.get("at");
  if (at) state.at = Math.max(dates.findLastIndex((d) => d <= at), 0);
  if (q.get("node")) state.node = thing(q.get("node"));
  if (pageOf.has(q.get("page"))) state.page = pageOf.get(q.get("page"));
  else if (state.node !== null) state.page = pageWith(state.node) ?? state.page;
  else if (matchMedia("(max-width: 900px)").matches && D.page === "overview") state.page = pageOf.get("wall") ?? state.page;
  (q.get("without") || "").split(",").map(decoded).forEach((id) => {
    const n = numberOf.get(id);
    if (n !== undefined && BODIES.has(things[n].kind)) state.removed.add(n);
  });
  FILTERS.forEach((f) => { state[f] = q.get(f) || ""; });
  if (state.objective) state.objective = String(numberOf.get(state.objective) ?? "");
  state.gaps = q.get("gaps") === "1";
  state.proof = q.get("proof") === "1" && proofs.has(state.node);
  state.ego = [1, 2].includes(Number(q.get("steps"))) ? Number(q.get("steps")) : 0;
  controls();
  refresh();
  keepInView();
}
function decoded(text) { try { return decodeURIComponent(text); } catch { return text; } }
// The controls show the state; a value that they do not have is no filter.
function controls() {
  FILTERS.forEach((f) => { $(f).value = state[f]; if ($(f).selectedIndex < 0) $(f).value = ""; state[f] = $(f).value; });
  $("gaps").checked = state.gaps;
  $("ego").value = state.ego;
}

const choice = (value, text) => { const o = el("option", text); o.value = value; return o; };
const options = (id, values) => $(id).append(...values.map(([value, text]) => choice(value, text)));
const each = (values) => [...new Set(values)].filter(Boolean).sort().map((v) => [v, v]);
options("objective", all.filter((n) => things[n].kind === "objective").map((n) => [n, shown(n)]));
options("part", each(commitments.map((n) => things[n].part)));
options("owner", each(commitments.flatMap((n) => things[n].owners)));
options("grade", Object.entries(D.words).map(([name, word]) => [name, `${digitOf(name)} ${word}`]));
// What has nothing to choose from is not offered.
FILTERS.forEach((f) => { $(f).parentElement.hidden = !commitments.length || $(f).length < 2; });
$("gaps").parentElement.hidden = !commitments.length;
FILTERS.forEach((f) => $(f).addEventListener("change", (e) => go({ [f]: e.target.value }, { quiet: true })));
$("gaps").addEventListener("change", (e) => go({ gaps: e.target.checked }, { quiet: true }));
$("ego").addEventListener("change", (e) => go({ ego: Number(e.target.value) }, { quiet: true }));
$("nofilters").addEventListener("click", () => {
  go({ gaps: false, ego: 0, ...Object.fromEntries(FILTERS.map((f) => [f, ""])) });
  controls();
});
$("dates").addEventListener("click", (e) => {
  const b = e.target.closest("[data-at]");
  if (b) { go({ at: Number(b.dataset.at) }); say(`As at ${day()}`); }
});
$("find").addEventListener("focus", indexed);
$("find").addEventListener("input", (e) => { if (e.target.value.trim()) results(e.target.value); else panel(); });
$("find").addEventListener("keydown", (e) => {
  if (e.key !== "Enter") return;
  const text = e.target.value;
  if (text.trim()) results(text).then(() => { const [first] = $("panel").querySelectorAll("li a, li button"); if (first && search(entries, text).count) first.click(); else say("Nothing found"); });
});
document.addEventListener("keydown", (e) => {
  const typing = e.target instanceof HTMLInputElement && e.target.type === "search";
  if (e.key === "/" && !typing) { e.preventDefault(); $("find").focus(); }
  // Escape closes what is open, the last first; it takes no date, no filter and nothing that was taken away.
  if (e.key !== "Escape") return;
  if ($("filters").open) { $("filters").open = false; $("filters").querySelector("summary").focus(); }
  else if ($("find").value) { $("find").value = ""; panel(); }
  else if (state.proof) go({ proof: false });
  else if (state.node !== null) go({ node: null });
});
document.addEventListener("click", (e) => { if (!$("filters").contains(e.target)) $("filters").open = false; });
document.querySelectorAll("[data-close]").forEach((b) => b.addEventListener("click", () => go({ proof: false })));
window.addEventListener("resize", () => paint());
window.addEventListener("popstate", recall);
// For scripts of the reader's own, and for tests.
window.oversight = { data: D, state, states, things, commitments, bodies, dates, grade, scaleOf, select, open, go, numberOf, fallen,
  passing, neighbours, passageOf, factsOf, partsOf, recall, within, links };
recall();
