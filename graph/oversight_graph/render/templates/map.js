"use strict";
(() => {
  const D = JSON.parse(document.getElementById("data").textContent);
  const N = JSON.parse(document.getElementById("network").textContent);
  const $ = (id) => document.getElementById(id);
  const el = (tag, text, cls) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; if (cls) e.className = cls; return e; };
  const COLOURS = D.colours;
  const state = { page: D.page || D.pages[0].id, node: null, at: D.dates.indexOf(D.day), removed: new Set(), gaps: false, ego: false, part: "", owner: "", grade: "", kind: "" };
  const things = D.things, ids = Object.keys(things);
  const commitments = ids.filter((i) => things[i].kind === "commitment");
  const bodies = ids.filter((i) => things[i].kind === "body" || things[i].kind === "panel");
  const now = () => D.states[D.dates[state.at]];
  const shown = (i) => { const t = things[i]; return t ? ((t.kind === "commitment" || t.kind === "objective") && t.ref ? `${t.ref} ${t.label}` : t.label) : i.replace("group:", ""); };

  // The ladder of grades, as the command line climbs it; a body that was ticked away counts as gone.
  function grade(id, removed = state.removed) {
    const t = things[id], s = now();
    if (s.grades[id] === undefined) return null;
    const there = t.bodies.filter((b) => !removed.has(b));
    const live = there.filter((b) => s.bodies[b] && s.bodies[b][1]);
    const open = live.filter((b) => s.bodies[b][2]);
    const met = s.met[id] || [];
    if (open.some((b) => met.includes(b))) return 6;
    if (open.length) return 5;
    if (live.length) return 4;
    if (there.length) return 3;
    if (t.process) return 2;
    return t.pointed ? 1 : 0;
  }
  const live = (id) => Boolean(now().bodies[id] && now().bodies[id][1]) && !state.removed.has(id);
  function styleOf(id) {
    const t = things[id];
    if (!t) return "group";
    if (t.kind === "commitment") { const g = grade(id); return g === null || g < 3 ? "gap" : g === 3 ? "named" : "covered"; }
    if (t.kind === "body") return live(id) ? "body" : "not live";
    if (["public", "panel", "inspectorate"].includes(t.kind)) return "public";
    return COLOURS[t.kind] ? t.kind : "post";
  }
  function label(box) {
    const t = things[box.id], lines = box.lines.slice();
    if (!t) return lines.join("\n");
    if (t.kind === "commitment") { const g = grade(box.id); lines[0] = `${g === null ? "·" : D.glyphs[g]} ${lines[0]}`; }
    else if (t.kind === "body" && !live(box.id)) lines[0] = `⊘ ${lines[0]}`;
    else if (t.kind === "post" && now().holders[box.id]) lines.push(now().holders[box.id]);
    else if (t.kind === "objective") {
      const g = commitments.filter((c) => things[c].objective === box.id).map((c) => grade(c)).filter((x) => x !== null);
      lines.push(`${g.length} commitments, ${g.filter((x) => x < 3).length} without body`);
    }
    return lines.join("\n");
  }
  function passes(id) {
    const t = things[id];
    if (!t) return !(state.gaps || state.part || state.owner || state.grade || state.kind);
    if (state.kind && t.kind !== state.kind) return false;
    if (t.kind !== "commitment") return !(state.gaps || state.part || state.owner || state.grade) || state.kind === t.kind ||
      (t.kind === "objective" && commitments.some((c) => things[c].objective === id && passes(c))) ||
      (t.kind === "body" && commitments.some((c) => things[c].bodies.includes(id) && passes(c)));
    const g = grade(id);
    return !(state.gaps && (g === null || g >= 3)) && !(state.part && t.part !== state.part) &&
      !(state.owner && !t.owner.includes(state.owner)) && !(state.grade && String(g) !== state.grade);
  }
  function neighbours(id) {
    const found = new Set();
    const day = D.dates[state.at];
    for (const [s, t, , , since, until] of D.links) {
      if ((since && since > day) || (until && until < day)) continue;
      if (s === id) found.add(t); else if (t === id) found.add(s);
    }
    const t = things[id];
    if (t && t.bodies) t.bodies.forEach((b) => found.add(b));
    commitments.forEach((c) => { if (things[c].bodies.includes(id)) { found.add(c); if (things[c].objective) found.add(things[c].objective); } });
    if (t && t.kind === "objective") commitments.filter((c) => things[c].objective === id).forEach((c) => { found.add(c); things[c].bodies.forEach((b) => found.add(b)); });
    return found;
  }

  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const network = new vis.Network($("map"), { nodes, edges }, D.options);
  window.oversight = { network, state, grade, commitments, select, nodes };
  const page = () => D.pages.find((p) => p.id === state.page);
  const boxOf = (id) => page().boxes.find((b) => b.id === id);

  network.on("beforeDrawing", (ctx) => {
    for (const lane of page().lanes) {
      ctx.fillStyle = "#f8f9fa"; ctx.fillRect(lane.x, 0, lane.width, page().height);
      ctx.textAlign = "center"; ctx.fillStyle = "#202124"; ctx.font = "bold 13px Helvetica, Arial, sans-serif";
      ctx.fillText(lane.title, lane.x + lane.width / 2, 20, lane.width);
      ctx.fillStyle = "#3c4043"; ctx.font = "11px Helvetica, Arial, sans-serif";
      ctx.fillText(lane.subtitle, lane.x + lane.width / 2, 36, lane.width);
    }
    const at = new Map(page().boxes.map((b) => [b.id, b]));
    edges.get().sort((a, b) => a.on - b.on).forEach((e) => { if (!e.away) line(ctx, at.get(e.from), at.get(e.to), e); });
  });
  // Lines run from side to side in the alleys between the lanes, as in the printed form.
  function line(ctx, a, b, e) {
    if (!a || !b) return;
    const same = Math.abs(a.x - b.x) < 1, right = same || b.x > a.x, sign = right ? 1 : -1;
    const x1 = a.x + sign * a.width / 2, x2 = same ? b.x + b.width / 2 : b.x - sign * b.width / 2;
    const bend = Math.max(Math.abs(x2 - x1) / 2, 18);
    const dim = state.node && !e.on;
    ctx.save();
    ctx.globalAlpha = dim ? 0.15 : 1;
    ctx.strokeStyle = ctx.fillStyle = e.on ? "#1a5fb4" : (e.color && e.color.color) || "#7baacb";
    ctx.lineWidth = e.on ? 2.2 : 1.1;
    ctx.setLineDash(e.dashes ? [5, 4] : []);
    ctx.beginPath(); ctx.moveTo(x1, a.y); ctx.bezierCurveTo(x1 + sign * bend, a.y, x2 + (same ? bend : -sign * bend), b.y, x2, b.y); ctx.stroke();
    ctx.setLineDash([]);
    const tip = same ? -1 : sign;
    ctx.beginPath(); ctx.moveTo(x2, b.y); ctx.lineTo(x2 - tip * 7, b.y - 3.5); ctx.lineTo(x2 - tip * 7, b.y + 3.5); ctx.fill();
    ctx.restore();
  }

  function draw(refit) {
    const near = state.node ? neighbours(state.node) : null;
    const made = new Map(N.nodes[state.page].map((n) => [n.id, n]));
    const boxes = page().boxes.map((box) => {
      const [fill, stroke, dash] = COLOURS[styleOf(box.id)];
      const dim = !passes(box.id) || (near && box.id !== state.node && !near.has(box.id));
      const hide = state.ego && near && box.id !== state.node && !near.has(box.id);
      return { ...made.get(box.id), label: label(box), hidden: hide, opacity: dim ? 0.28 : 1, borderWidth: box.id === state.node ? 4 : 1.5,
        color: { background: fill, border: box.id === state.node ? "#1a5fb4" : stroke, highlight: { background: fill, border: "#1a5fb4" } },
        font: { size: 12, face: "Helvetica, Arial, sans-serif", align: "left", color: dim ? "#80868b" : "#202124" },
        shapeProperties: { borderDashes: dash ? dash.split(" ").map(Number) : false, borderRadius: 4 } };
    });
    nodes.clear(); nodes.add(boxes);
    const here = new Set(page().boxes.map((b) => b.id));
    const drawn = N.edges[state.page].map((e, i) => ({ ...e, id: `e${i}` }));
    if (state.node && here.has(state.node)) {
      // What is drawn only for the thing that is selected: relations which would cover the page if all were shown.
      const known = new Set(drawn.map((e) => `${e.from} ${e.to}`));
      D.links.forEach(([s, t, kind, stated], i) => {
        if ((s === state.node || t === state.node) && here.has(s) && here.has(t) && !known.has(`${s} ${t}`)) drawn.push({ id: `x${i}`, from: s, to: t, dashes: !stated, title: kind, color: { color: "#5f6368" } });
      });
    }
    edges.clear();
    edges.add(drawn.map((e) => {
      const on = Boolean(state.node) && (e.from === state.node || e.to === state.node);
      const gone = state.removed.has(e.from) || state.removed.has(e.to);
      return { ...e, hidden: true, on, away: gone || (state.ego && state.node && !on) };
    }));
    $("date").textContent = D.dates[state.at];
    legend(); tables(); tabs();
    if (refit) fit();
    remember();
  }
  function fit() {
    const p = page(), box = $("map").getBoundingClientRect();
    const scale = Math.max(Math.min(box.width / (p.width + 24), box.height / (p.height + 24), 1.6), 0.96);
    const y = p.height + 24 > box.height / scale ? box.height / scale / 2 - 12 : p.height / 2;
    network.moveTo({ position: { x: Math.max(p.width, box.width / scale - 24) / 2, y }, scale, animation: false });
  }
  function tabs() {
    const nav = $("pages"); nav.replaceChildren();
    for (const p of D.pages) {
      const b = el("button", p.title); b.type = "button";
      if (p.id === state.page) b.setAttribute("aria-current", "page");
      b.addEventListener("click", () => open(p.id)); nav.append(b);
    }
  }
  function open(id) { state.page = id; if (state.node && !boxOf(state.node)) state.node = null; draw(true); panel(); }

  function legend() {
    const counts = D.grades.map(() => 0); let unknown = 0;
    commitments.forEach((c) => { const g = grade(c); if (g === null) unknown++; else counts[g]++; });
    const list = $("legend"); list.replaceChildren();
    D.grades.forEach((name, g) => list.append(el("li", `${D.glyphs[g]} ${g} ${name}: ${counts[g]}`)));
    if (unknown) list.append(el("li", `· plan not yet published: ${unknown}`));
    list.append(el("li", `⊘ not shown meeting: ${bodies.filter((b) => !live(b)).length} of ${bodies.length} bodies`));
    list.append(el("li", "solid: stated, dashed: inferred"));
  }
  function cell(row, text) { row.append(el("td", text)); }
  function tables() {
    const body = $("commitments").tBodies[0]; body.replaceChildren(); let gaps = 0, all = 0;
    for (const c of commitments) {
      const t = things[c], g = grade(c);
      if (g !== null) { all++; if (g < 3) gaps++; }
      if (!passes(c)) continue;
      const row = el("tr"); if (g === null || g < 3) row.className = "gap";
      cell(row, t.ref); cell(row, t.label); cell(row, t.part);
      cell(row, g === null ? "not yet published" : `${g} ${D.grades[g]}`);
      cell(row, t.bodies.map((b) => shown(b) + (live(b) ? "" : " ⊘")).join("; ")); cell(row, t.processes.join("; "));
      body.append(row);
    }
    const list = $("bodies").tBodies[0]; list.replaceChildren();
    for (const b of bodies.slice().sort((x, y) => things[x].label.localeCompare(things[y].label))) {
      const row = el("tr"); cell(row, shown(b)); cell(row, state.removed.has(b) ? "taken away" : (now().bodies[b] || ["not shown"])[0]);
      cell(row, commitments.filter((c) => things[c].bodies.includes(b)).map((c) => things[c].ref).join(", ")); list.append(row);
    }
    $("counts").textContent = `As at ${D.dates[state.at]}: ${gaps} of ${all} commitments name no body.`;
  }

  function cite(text) {
    const [paper, lines] = text.split(":"), p = D.papers[Number(paper)];
    const [a, b] = (lines || "").split("-");
    return `${p ? p[0] : paper}, ${a === b ? `line ${a}` : `lines ${a}-${b}`}`;
  }
  function button(id, extra) {
    const li = el("li"), b = el("button", shown(id) + (extra || ""), "link"); b.type = "button";
    b.addEventListener("click", () => select(id, true)); li.append(b); return li;
  }
  function panel() {
    const p = $("panel"); p.replaceChildren();
    const id = state.node;
    if (!id) { welcome(p); return; }
    const t = things[id];
    p.append(el("div", t.kind, "kind"), el("h2", shown(id)));
    if (t.kind === "commitment") {
      const g = grade(id), before = now().grades[id];
      p.append(el("div", g === null ? "The plan is later than this date." : `Grade ${g}: ${D.grades[g]}` + (g < before ? ` (was ${before}: ${D.grades[before]})` : ""), g !== null && g < 3 ? "warn" : ""));
      p.append(el("div", `Own cell: ${t.cell}. Owner: ${t.owner.join(", ") || "not stated"}.`, "kind"));
    }
    if (t.kind === "body" || t.kind === "panel") {
      const s = now().bodies[id] || ["not shown", false, false];
      p.append(el("div", `As at ${D.dates[state.at]}: ${s[0]}${s[2] ? ", open (publishes notes or meets in public)" : ""}.`));
      const lab = el("label"), box = el("input"); box.type = "checkbox"; box.checked = state.removed.has(id); box.id = "away";
      box.addEventListener("change", () => { if (box.checked) state.removed.add(id); else state.removed.delete(id); draw(false); panel(); $("away").focus(); });
      lab.append(box, " What if this body were gone?"); p.append(lab);
      if (state.removed.size) whatif(p);
    }
    if (t.kind === "post" && now().holders[id]) p.append(el("div", `Last seen in the post by ${D.dates[state.at]}: ${now().holders[id]}`));
    const near = [...neighbours(id)].filter((n) => things[n]).sort((a, b) => shown(a).localeCompare(shown(b)));
    if (near.length) { p.append(el("h3", `Linked with (${near.length})`)); const ul = el("ul"); near.forEach((n) => ul.append(button(n, n in now().grades ? ` (grade ${grade(n)})` : ""))); p.append(ul); }
    const facts = D.facts[id] || [];
    p.append(el("h3", `What the papers say (${facts.length})`));
    const ul = el("ul");
    for (const [fact, value, stated, cited, passage] of facts) {
      const li = el("li"); li.append(el("strong", `${fact}: `), el("span", value, stated ? "" : "inferred"));
      if (cited.length) li.append(el("span", cited.map(cite).join("; "), "cite")); else if (!stated) li.append(el("span", "inferred by a rule", "cite"));
      if (passage) li.append(el("blockquote", passage));
      ul.append(li);
    }
    p.append(ul);
  }
  function whatif(p) {
    const lost = commitments.filter((c) => { const g = grade(c), b = now().grades[c]; return b !== undefined && g < b; });
    const bare = lost.filter((c) => grade(c) < 3 && now().grades[c] >= 3);
    p.append(el("div", `Without ${[...state.removed].map(shown).join(", ")}: ${lost.length} commitments fall, ${bare.length} are left without a body.`, "warn"));
    const ul = el("ul"); ul.id = "uncovered"; lost.forEach((c) => ul.append(button(c, `: ${now().grades[c]} → ${grade(c)}`))); p.append(ul);
  }
  function welcome(p) {
    p.append(el("h2", D.title));
    p.append(el("p", `${commitments.length} commitments, ${bodies.length} bodies. Boxes are things, lines say who oversees, chairs or holds to account. Choose an objective to see its commitments; choose anything to read what the papers say of it, with paper and line.`));
    if (state.removed.size) whatif(p);
    const gaps = commitments.filter((c) => { const g = grade(c); return g !== null && g < 3; });
    p.append(el("h3", `No body named (${gaps.length})`)); const ul = el("ul"); gaps.forEach((c) => ul.append(button(c, `: ${D.grades[grade(c)]}`))); p.append(ul);
    p.append(el("h3", "Papers")); const pl = el("ul"); D.papers.forEach(([name, title]) => pl.append(el("li", `${name}: ${title}`))); p.append(pl);
  }
  function select(id, follow) {
    if (id && id.startsWith("group:")) { open(id.slice(6)); return; }
    if (id && follow && !boxOf(id)) {
      const t = things[id];
      const target = (t && t.objective && D.pages.find((p) => p.boxes.some((b) => b.id === id))) || D.pages.find((p) => p.boxes.some((b) => b.id === id));
      if (target) state.page = target.id;
      state.node = id; draw(true); panel(); return;
    }
    state.node = id || null; draw(false); panel();
  }
  network.on("click", (e) => select(e.nodes[0] || null, false));
  network.on("doubleClick", (e) => enter(e.nodes[0]));
  function enter(id) { const t = things[id]; if (t && t.kind === "objective") { const i = Object.keys(D.objectives).indexOf(id); const p = D.pages.find((q) => q.id === D.objectives[id]); if (p && i >= 0) open(p.id); } else if (id && id.startsWith("group:")) open(id.slice(6)); }

  function remember() {
    const parts = [`page=${state.page}`, `at=${D.dates[state.at]}`];
    if (state.node) parts.push(`node=${encodeURIComponent(state.node)}`);
    if (state.removed.size) parts.push(`without=${[...state.removed].map(encodeURIComponent).join(",")}`);
    for (const k of ["part", "owner", "grade", "kind"]) if (state[k]) parts.push(`${k}=${encodeURIComponent(state[k])}`);
    if (state.gaps) parts.push("gaps=1"); if (state.ego) parts.push("ego=1");
    history.replaceState(null, "", `#${parts.join("&")}`);
  }
  function recall() {
    const q = new URLSearchParams(location.hash.slice(1));
    const day = q.get("at"); if (day) { const i = D.dates.findLastIndex((d) => d <= day); state.at = Math.max(i, 0); }
    const node = q.get("node"); if (node && things[node]) state.node = node;
    const want = q.get("page"); if (want && D.pages.some((p) => p.id === want)) state.page = want;
    else if (state.node) { const p = D.pages.find((x) => x.boxes.some((b) => b.id === state.node)); if (p) state.page = p.id; }
    (q.get("without") || "").split(",").filter(Boolean).forEach((b) => { if (things[b]) state.removed.add(b); });
    for (const k of ["part", "owner", "grade", "kind"]) state[k] = q.get(k) || "";
    state.gaps = q.get("gaps") === "1"; state.ego = q.get("ego") === "1";
    for (const k of ["part", "owner", "grade", "kind"]) { $(k).value = state[k]; state[k] = $(k).value; }
    $("gaps").checked = state.gaps; $("ego").checked = state.ego; $("at").value = state.at;
  }
  function reset() {
    Object.assign(state, { node: null, at: D.dates.indexOf(D.day), gaps: false, ego: false, part: "", owner: "", grade: "", kind: "", page: D.page || D.pages[0].id }); state.removed.clear();
    ["part", "owner", "grade", "kind"].forEach((k) => { $(k).value = ""; }); $("gaps").checked = $("ego").checked = false; $("at").value = state.at; $("find").value = "";
    draw(true); panel();
  }
  const plain = (s) => s.toLowerCase().replace(/[^\p{L}\p{N} ]+/gu, "").trim();
  function search(text) {
    const want = plain(text); if (!want) return;
    const names = (i) => [things[i].ref || "", shown(i), ...(D.aliases[i] || [])].map(plain);
    const hit = ids.find((i) => D.facts[i] && names(i).includes(want)) || ids.find((i) => D.facts[i] && names(i).some((n) => n.startsWith(want))) || ids.find((i) => D.facts[i] && names(i).some((n) => n.includes(want)));
    const holder = hit || Object.entries(now().holders).find(([, n]) => plain(n).includes(want))?.[0];
    if (holder) select(holder, true); else { $("panel").replaceChildren(el("p", `Nothing here is called “${text}”.`)); }
  }
  function step(key) {
    const here = boxOf(state.node); const list = page().boxes;
    if (!here) { select(list[0].id, false); return; }
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    let best = null, least = Infinity;
    for (const b of list) {
      const ax = (b.x - here.x) * dx + (b.y - here.y) * dy, off = Math.abs((b.x - here.x) * dy) + Math.abs((b.y - here.y) * dx);
      if (b.id !== here.id && ax > 4 && ax + 3 * off < least && !b.id.startsWith("group:")) { least = ax + 3 * off; best = b; }
    }
    if (best) select(best.id, false);
  }
  $("map").addEventListener("keydown", (e) => {
    if (e.key.startsWith("Arrow")) { e.preventDefault(); step(e.key); }
    if (e.key === "Enter" && state.node) { enter(state.node); }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") reset();
    if (e.key === "/" && document.activeElement !== $("find")) { e.preventDefault(); $("find").focus(); }
  });
  $("find").addEventListener("change", (e) => search(e.target.value));
  $("at").max = D.dates.length - 1;
  $("at").addEventListener("input", (e) => { state.at = Number(e.target.value); draw(false); panel(); });
  $("gaps").addEventListener("change", (e) => { state.gaps = e.target.checked; draw(false); });
  $("ego").addEventListener("change", (e) => { state.ego = e.target.checked; draw(false); });
  const options = (id, values, text) => values.forEach((v) => { const o = el("option", text ? text(v) : v); o.value = v; $(id).append(o); });
  options("part", [...new Set(commitments.map((c) => things[c].part))].filter(Boolean));
  options("owner", [...new Set(commitments.flatMap((c) => things[c].owner))].sort());
  options("grade", D.grades.map((_, g) => String(g)), (g) => `${g} ${D.grades[g]}`);
  options("kind", [...new Set(ids.filter((i) => D.facts[i]).map((i) => things[i].kind))].sort());
  ["part", "owner", "grade", "kind"].forEach((k) => $(k).addEventListener("change", (e) => { state[k] = e.target.value; draw(false); }));
  $("reset").addEventListener("click", reset);
  ids.filter((i) => D.facts[i]).forEach((i) => { const o = el("option"); o.value = shown(i); $("names").append(o); (D.aliases[i] || []).forEach((a) => { const x = el("option"); x.value = a; $("names").append(x); }); });
  window.addEventListener("resize", () => fit());
  window.addEventListener("hashchange", () => { recall(); draw(true); panel(); });
  recall(); draw(true); panel();
})();
