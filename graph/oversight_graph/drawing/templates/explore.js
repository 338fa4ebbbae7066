// The network as pyvis laid it out: what is shown grows by double click, and all text goes to the page as text.
const $ = (id) => document.getElementById(id);
const D = JSON.parse($("data").textContent);
const nodes = new vis.DataSet(), edges = new vis.DataSet();
const linked = D.nodes.map(() => []);
D.edges.forEach((edge) => { linked[edge.from].push(edge); if (edge.to !== edge.from) linked[edge.to].push(edge); });
const name = (n) => D.things[n][0];
const numberOf = new Map(D.ids.map((id, n) => [id, n]));
let chosen = null;

const el = (tag, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (cls) e.className = cls;
  return e;
};
const push = (text, act, cls) => {
  const b = el("button", text, cls);
  b.type = "button";
  b.addEventListener("click", act);
  return b;
};
function bring(some) {
  const fresh = [...new Set(some)].filter((n) => !nodes.get(n));
  nodes.add(fresh.map((n) => D.nodes[n]));
  const there = new Set(nodes.getIds());
  edges.add(fresh.flatMap((n) => linked[n]).filter((e, i, all) => all.indexOf(e) === i && there.has(e.from) && there.has(e.to) && !edges.get(e.id)));
  return fresh.length;
}
const around = (n) => [...new Set(linked[n].map((e) => (e.from === n ? e.to : e.from)))].filter((other) => other !== n);
function expand(n) {
  bring([n]);
  const count = bring(around(n));
  $("say").textContent = `${count} more around ${name(n)}`;
  choose(n);
}
function choose(n) {
  chosen = n;
  if (n !== null) { bring([n]); network.selectNodes([n]); }
  panel();
  try { history.replaceState(null, "", n === null ? "#" : `#node=${encodeURIComponent(D.ids[n])}`); } catch { chosen = n; }
}
function away(n) {
  nodes.remove(n);
  edges.remove(edges.get({ filter: (e) => e.from === n || e.to === n }).map((e) => e.id));
  choose(null);
}
function panel() {
  const p = $("panel");
  p.replaceChildren();
  p.scrollTop = 0;
  if (chosen === null) {
    p.append(el("h2", `${nodes.length} of ${D.nodes.length} things`), el("p", "Choose a box to read what links it. Double click brings in what it is linked with; drag to move."));
    const ul = el("ul");
    ul.append(...nodes.getIds().sort((a, b) => name(a).localeCompare(name(b))).map((n) => {
      const li = el("li");
      li.append(push(name(n), () => choose(n), "link"));
      return li;
    }));
    p.append(ul);
    return;
  }
  const [label, kind, ref, said] = D.things[chosen], hidden = around(chosen).filter((n) => !nodes.get(n)).length, n = chosen;
  p.append(el("span", [kind, ref && !label.startsWith(ref) ? ref : ""].filter(Boolean).join(", "), "kind"), el("h2", label));
  if (said) p.append(el("p", said));
  if (hidden) p.append(push(`Bring in ${hidden} more`, () => expand(n)), " ");
  p.append(push("Take it away", () => away(n)));
  if (D.addresses[n]) {
    const a = el("a", "Its page in the report", "way");
    a.href = D.addresses[n];
    a.target = "_top";
    p.append(a);
  }
  const kinds = [...new Set(linked[n].map((e) => D.links[e.id][0]))].sort();
  kinds.forEach((each) => {
    const some = linked[n].filter((e) => D.links[e.id][0] === each);
    p.append(el("h3", `${each} (${some.length})`));
    const ul = el("ul");
    some.forEach((e) => {
      const [, stated, certainty, cited, passages] = D.links[e.id], other = e.from === n ? e.to : e.from, li = el("li");
      li.append(el("span", e.from === n ? "→" : "←"), push(name(other), () => choose(other), "link"));
      const tags = [stated ? "" : "inferred", certainty === "certain" ? "" : certainty].filter(Boolean).join(", ");
      li.append(el("span", [tags, ...cited].filter(Boolean).join("; "), "cite"));
      passages.filter(Boolean).forEach((passage) => li.append(el("blockquote", passage)));
      ul.append(li);
    });
    p.append(ul);
  });
}
const network = new vis.Network($("net"), { nodes, edges }, D.options);
network.on("click", (e) => choose(e.nodes.length ? e.nodes[0] : null));
network.on("doubleClick", (e) => { if (e.nodes.length) expand(e.nodes[0]); });
$("fit").addEventListener("click", () => network.fit({ animation: false }));
$("calm").addEventListener("click", () => {
  const still = $("calm").getAttribute("aria-pressed") !== "true";
  $("calm").setAttribute("aria-pressed", String(still));
  network.setOptions({ physics: { enabled: !still } });
});
$("names").append(...D.things.slice(0, 3000).map(([label]) => { const o = el("option"); o.value = label.slice(0, 200); return o; }));
$("find").addEventListener("change", (e) => {
  const want = e.target.value.trim().toLowerCase();
  if (!want) return;
  const best = (test) => D.things.findIndex(([label, , ref]) => test(label.toLowerCase()) || (ref && test(ref.toLowerCase())));
  const hit = [(t) => t === want, (t) => t.startsWith(want), (t) => t.includes(want)].map(best).find((n) => n >= 0);
  if (hit === undefined) { $("say").textContent = "Nothing found"; return; }
  expand(hit);
  network.focus(hit, { scale: 1, animation: false });
});
document.addEventListener("keydown", (e) => { if (e.key === "Escape") choose(null); });
// All is in sight once it has come to rest, as long as nobody has moved it.
const LEAST = 12 / D.nodes[0].font.size;
let touched = false;
for (const what of ["dragStart", "zoom"]) network.on(what, () => { touched = true; });
function settle() {
  if (touched) return;
  network.fit({ animation: false });
  // Where all of it would be too small to read, what is chosen is shown, and the rest lies beside it.
  if (network.getScale() < LEAST) network.moveTo({ scale: LEAST, animation: false, ...(chosen === null ? {} : { position: network.getPosition(chosen) }) });
}
for (const what of ["stabilizationIterationsDone", "stabilized"]) network.on(what, settle);
function recall() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("node") || "", n = numberOf.get(asked) ?? numberOf.get(asked.slice(D.base.length));
  if (n === chosen && nodes.length) return;
  touched = false;
  if (n === undefined) { if (!nodes.length) bring(D.first); choose(D.centre); } else {
    nodes.clear();
    edges.clear();
    expand(n);
  }
  network.stabilize(250);
}
window.addEventListener("hashchange", recall);
recall();
window.exploration = { data: D, nodes, edges, network, choose, expand };
