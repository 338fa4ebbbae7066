// The canvas: vis-network holds the boxes, moves, zooms and hits; what they look like is drawn here, at fixed places.
const FACE = "Helvetica, Arial, 'Liberation Sans', sans-serif";
const { font: FONT, line: LINE, pad: PAD, margin: MARGIN, badge: BADGE, least: LEAST, edge: EDGE, tile: TILE, tileGap: TILE_GAP,
  tileFont: TILE_FONT } = D.sizes;
const NONE = { top: 0, right: 0, bottom: 0, left: 0 }; // the library takes a bare 0 for no margin known
const nodes = new vis.DataSet();
const network = new vis.Network($("map"), { nodes, edges: new vis.DataSet() }, D.options);
const page = () => D.pages[state.page];
const boxes = () => N.nodes[state.page];
const boxOf = (n, at = state.page) => N.nodes[at].find((b) => b.id === n);
const view = { faded: new Set(), faint: () => false, hidden: new Set(), lines: [] };

function styleOf(n) {
  const { kind } = things[n];
  if (kind === "commitment") { const g = grade(n); return g === null ? "not yet" : `grade ${g}`; }
  if (kind === "body") return isLive(n) ? "body" : "not live";
  if (kind === "public" || BODIES.has(kind)) return "public";
  return { post: "post", person: "post", process: "process", objective: "objective", group: "group" }[kind] || "other";
}
function badgeOf(n) {
  const { kind } = things[n];
  if (kind === "commitment") return styleOf(n);
  if (MEETING.has(kind)) return isOpen(n) ? "open" : isLive(n) ? "live" : "not live";
  return null;
}
// What is told below the label: who holds a post, and how an objective stands.
const rowsOf = (n) => (things[n].members || []).filter((m) => things[m].kind === "commitment");
function told(n) {
  const held = now().holders.get(n);
  if (held) return held.name;
  const rows = rowsOf(n);
  if (!rows.length) return "";
  const known = rows.filter((m) => grade(m) !== null), bare = known.filter(isGap).length;
  if (!known.length) return "in no plan at this date";
  if (!bare) return known.length > 1 ? "a body named for each" : "a body named";
  return `${bare} of ${known.length} without a body`;
}
// The commitments of an objective: a tile for each, or one bar with a piece for each grade.
function partsOf(box) {
  if (!box.below) return [];
  const rows = rowsOf(box.id), left = box.x - box.w / 2 + MARGIN, top = box.y + box.h / 2 - box.below - 2;
  const room = box.w - 2 * MARGIN, step = box.tile + TILE_GAP;
  if (box.tile) {
    const across = Math.max(Math.floor((room + TILE_GAP) / step), 1);
    return rows.map((n, i) => ({ n, style: styleOf(n), text: (things[n].ref || "").replace(TURNING, ""), w: box.tile,
      x: left + (i % across) * step, y: top + Math.floor(i / across) * (TILE + TILE_GAP) }));
  }
  const styles = rows.map(styleOf);
  let x = left;
  return [...new Set(styles)].sort().map((style) => {
    const count = styles.filter((s) => s === style).length, w = room * count / styles.length;
    x += w;
    return { n: null, style, text: String(count), x: x - w, y: top, w };
  });
}
function partAt({ x, y }) {
  for (const box of boxes()) {
    if (!box.tile || view.hidden.has(box.id)) continue;
    const hit = partsOf(box).find((t) => x >= t.x && x <= t.x + t.w && y >= t.y && y <= t.y + TILE);
    if (hit) return hit.n;
  }
  return null;
}
function drawPart(ctx, { n, style, text, x, y, w }) {
  const [fill, ink, shape] = D.tiles[style], [, stroke, fills] = D.styles[style], chosen = n !== null && n === state.node;
  ctx.save();
  ctx.globalAlpha = n !== null && view.faint(n) ? 0.3 : ctx.globalAlpha;
  ctx.fillStyle = fill;
  ctx.strokeStyle = chosen ? "#1a5fb4" : stroke;
  ctx.lineWidth = chosen ? 3.5 : 1;
  outline(ctx, shape, x, y, w, TILE);
  ctx.fill();
  if (fills) pattern(ctx, fills, x, y, w, TILE);
  outline(ctx, shape, x, y, w, TILE);
  ctx.stroke();
  ctx.font = `${TILE_FONT}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.fillStyle = ink;
  if (ctx.measureText(text).width <= w - 2) ctx.fillText(text, x + w / 2, y + 13.2, w - 2);
  ctx.restore();
}

function outline(ctx, shape, x, y, w, h) {
  ctx.beginPath();
  if (shape === "cut") {
    [[6, 0], [w - 6, 0], [w, 6], [w, h - 6], [w - 6, h], [6, h], [0, h - 6], [0, 6]]
      .forEach(([a, b]) => ctx.lineTo(x + a, y + b));
    ctx.closePath();
  } else ctx.roundRect(x, y, w, h, { round: 9, pill: Math.min(h / 2, 14) }[shape] || 2);
}
function pattern(ctx, name, x, y, w, h) {
  ctx.save();
  ctx.clip();
  ctx.beginPath();
  if (name === "lines") {
    for (let at = x - h; at < x + w; at += 10) { ctx.moveTo(at, y + h); ctx.lineTo(at + h, y); }
    ctx.strokeStyle = "rgba(201, 121, 63, .4)";
    ctx.lineWidth = 1.6;
    ctx.stroke();
  } else {
    for (let a = x + 3; a < x + w; a += 6) {
      for (let b = y + 3; b < y + h; b += 6) { ctx.moveTo(a + 0.8, b); ctx.arc(a, b, 0.8, 0, 7); }
    }
    ctx.fillStyle = "rgba(95, 99, 104, .35)";
    ctx.fill();
  }
  ctx.restore();
}
function drawBadge(ctx, name, x, y) {
  const [shape, colour, text] = D.badges[name];
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = colour;
  ctx.fillStyle = "#fff";
  const circle = (r, filled) => { ctx.beginPath(); ctx.arc(x, y, r, 0, 7); ctx.fillStyle = filled; ctx.fill(); };
  if (shape === "square") { ctx.fillRect(x - 7, y - 7, 14, 14); ctx.strokeRect(x - 7, y - 7, 14, 14); }
  else if (shape === "diamond") {
    ctx.beginPath();
    [[0, -9], [9, 0], [0, 9], [-9, 0]].forEach(([a, b]) => ctx.lineTo(x + a, y + b));
    ctx.closePath(); ctx.fill(); ctx.stroke();
  } else if (shape === "circle") circle(text ? 8 : 5, colour);
  else if (shape === "ring") { circle(7, "#fff"); ctx.stroke(); circle(4, colour); }
  else {
    circle(6, "#fff"); ctx.stroke();
    ctx.beginPath(); ctx.moveTo(x - 4, y + 4); ctx.lineTo(x + 4, y - 4); ctx.stroke();
  }
  if (!text) return;
  ctx.font = `bold 11px ${FACE}`;
  ctx.textAlign = "center";
  ctx.fillStyle = shape === "circle" ? "#fff" : colour;
  ctx.fillText(text, x, y + 4);
}

// Labels come wrapped and cleaned; names of holders change with the date and are treated here in the same way.
const TURNING = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u0000-\u001f]/g;
function wrapped(ctx, text, room, most) {
  const found = [];
  let line = "";
  for (const word of text.slice(0, 300).replace(TURNING, " ").trim().split(/\s+/)) {
    const joined = line ? `${line} ${word}` : word;
    if (!line || ctx.measureText(joined).width <= room) line = joined; else { found.push(line); line = word; }
  }
  found.push(line);
  if (found.length > most) { found.length = most; found[most - 1] += "…"; }
  return found;
}
function drawBox(ctx, box) {
  const { id: n, w, h } = box, x = box.x - w / 2, y = box.y - h / 2;
  const [fill, stroke, fills, shape] = D.styles[styleOf(n)];
  const chosen = n === state.node, gone = state.removed.has(n);
  ctx.save();
  ctx.globalAlpha = view.faded.has(n) && !chosen ? 0.3 : 1;
  ctx.lineWidth = chosen ? 4 : 1.5;
  ctx.strokeStyle = chosen ? "#1a5fb4" : stroke;
  ctx.fillStyle = fill;
  if (shape === "stack") { outline(ctx, "box", x + 4, y + 4, w, h); ctx.fill(); ctx.stroke(); }
  outline(ctx, shape, x, y, w, h);
  ctx.fill();
  if (fills) pattern(ctx, fills, x, y, w, h);
  outline(ctx, shape, x, y, w, h);
  ctx.stroke();
  ctx.fillStyle = stroke;
  if (shape === "bar") ctx.fillRect(x, y, 4, h);
  if (shape === "double") { ctx.lineWidth = 0.8; ctx.strokeStyle = stroke; ctx.strokeRect(x + 3, y + 3, w - 6, h - 6); }
  const badge = badgeOf(n), indent = badge ? BADGE : 0, room = w - 2 * MARGIN - indent;
  if (badge) drawBadge(ctx, badge, x + MARGIN + 7, y + Math.min(h / 2, 15));
  ctx.font = `${FONT}px ${FACE}`;
  ctx.textAlign = "left";
  ctx.fillStyle = "#202124";
  const lines = box.label.split("\n"), own = lines.length, more = told(n), high = h - box.below;
  if (more) lines.push(...wrapped(ctx, more, room, Math.max(Math.round((high - PAD) / LINE) - own, 1)));
  const first = y + high / 2 - (lines.length - 1) * LINE / 2 + FONT * 0.35, bare = rowsOf(n).some(isGap);
  lines.forEach((line, i) => {
    if (i === own && bare) { ctx.font = `bold ${ctx.font}`; ctx.fillStyle = D.gap; }
    ctx.fillText(line, x + MARGIN + indent, first + i * LINE, room);
    if (gone) ctx.fillRect(x + MARGIN + indent, first + i * LINE - 4, Math.min(ctx.measureText(line).width, room), 1.2);
  });
  partsOf(box).forEach((one) => drawPart(ctx, one));
  ctx.restore();
}

// The same pieces as in the printed form: out of the side of a box, along the alleys, through gaps.
function path(ctx, a, b, via) {
  ctx.beginPath();
  if (Math.abs(a.x - b.x) < 1) {
    const [r1, r2] = [a.x + a.w / 2, b.x + b.w / 2];
    ctx.moveTo(r1, a.y);
    ctx.bezierCurveTo(r1 + 18, a.y, r2 + 18, b.y, r2, b.y);
    return { x: r2, y: b.y, sign: -1 };
  }
  const sign = b.x > a.x ? 1 : -1, stops = [[a.x + sign * a.w / 2, a.y]];
  for (let i = 0; i < via.length; i += 3) stops.push([via[i], via[i + 2]], [via[i + 1], via[i + 2]]);
  stops.push([b.x - sign * b.w / 2, b.y]);
  ctx.moveTo(...stops[0]);
  for (let i = 1; i < stops.length; i += 1) {
    const [[ax, ay], [bx, by]] = [stops[i - 1], stops[i]], bend = (bx - ax) / 2;
    if (i % 2) ctx.bezierCurveTo(ax + bend, ay, bx - bend, by, bx, by); else ctx.lineTo(bx, by);
  }
  return { x: stops.at(-1)[0], y: stops.at(-1)[1], sign };
}
function drawLine(ctx, line) {
  ctx.save();
  ctx.globalAlpha = line.faded ? 0.15 : 1;
  const [colour, width, dot] = D.lines[line.kind] || D.otherLine;
  ctx.strokeStyle = ctx.fillStyle = line.on ? "#1a5fb4" : colour;
  ctx.lineWidth = line.on ? width + 1 : width;
  ctx.setLineDash(line.dashes ? [5, 4] : []);
  const tip = path(ctx, line.a, line.b, line.via);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  if (dot) ctx.arc(tip.x - tip.sign * 3.5, tip.y, 3.5, 0, 7);
  else {
    ctx.moveTo(tip.x, tip.y);
    ctx.lineTo(tip.x - tip.sign * 7, tip.y - 3.5);
    ctx.lineTo(tip.x - tip.sign * 7, tip.y + 3.5);
  }
  ctx.fill();
  ctx.restore();
}
function plainText(ctx) { ctx.direction = "ltr"; ctx.textBaseline = "alphabetic"; }
network.on("beforeDrawing", (ctx) => {
  plainText(ctx);
  for (const [x, width, title, subtitle] of page().lanes) {
    ctx.fillStyle = "#f8f9fa";
    ctx.fillRect(x, 0, width, page().height);
    ctx.textAlign = "center";
    ctx.fillStyle = "#202124";
    ctx.font = `bold 13px ${FACE}`;
    ctx.fillText(title, x + width / 2, 18, width);
    ctx.fillStyle = "#3c4043";
    ctx.font = `${FONT}px ${FACE}`;
    ctx.fillText(subtitle, x + width / 2, 36, width);
  }
  view.lines.forEach((line) => drawLine(ctx, line));
});
network.on("afterDrawing", (ctx) => {
  plainText(ctx);
  boxes().forEach((box) => { if (!view.hidden.has(box.id)) drawBox(ctx, box); });
});

// Work out what is to be seen, and have it drawn.
function draw(refit) {
  const through = passing();
  const lines = N.edges[state.page].filter((e) => inForce(e.from, e.to, e.kind) &&
    !(state.removed.has(e.from) || state.removed.has(e.to)));
  // A commitment that stands here as a tile only has the lines of its objective from the bodies that it names.
  const row = state.node !== null && boxOf(state.node) === undefined ? now().rows.get(state.node) : undefined;
  const inside = (e) => row && things[state.node].objective === e.to && row.bodies.includes(e.from);
  const on = (e) => state.node !== null && (e.from === state.node || e.to === state.node || inside(e));
  let near = null;
  if (state.node !== null) {
    near = around(state.node, Math.max(state.ego, 1));
    lines.filter(on).forEach((e) => near.add(e.from).add(e.to));
    boxes().forEach((b) => { if ((things[b.id].members || []).some((m) => near.has(m))) near.add(b.id); });
  }
  view.faint = (n) => !through.has(n) || Boolean(near && !near.has(n));
  view.faded = new Set(boxes().map((b) => b.id).filter(view.faint));
  view.hidden = new Set(state.ego && near ? boxes().map((b) => b.id).filter((n) => !near.has(n)) : []);
  const faint = (e) => view.faded.has(e.from) || view.faded.has(e.to);
  view.lines = lines.filter((e) => (on(e) || !e.quiet) && !view.hidden.has(e.from) && !view.hidden.has(e.to))
    .map((e) => ({ ...e, a: boxOf(e.from), b: boxOf(e.to), on: on(e) }))
    .map((e) => ({ ...e, faded: !e.on && (faint(e) || (near && !state.ego)) }))
    .sort((a, b) => a.on - b.on);
  const clear = "rgba(0, 0, 0, 0)", unseen = { background: clear, border: clear };
  nodes.clear();
  nodes.add(boxes().map((b) => ({ id: b.id, x: b.x, y: b.y, label: " ", shape: "box", hidden: view.hidden.has(b.id),
    margin: NONE, borderWidth: 0, color: { ...unseen, highlight: unseen },
    widthConstraint: { minimum: b.w, maximum: b.w }, heightConstraint: { minimum: b.h } })));
  if (refit) fit(); else keepInView();
}
function fit() {
  const p = page(), box = $("map").getBoundingClientRect();
  const wide = box.width / (p.width + 2 * EDGE), high = box.height / (p.height + 2 * EDGE);
  const scale = Math.max(Math.min(wide, high, 1.6), LEAST);
  // What fits stands in the middle; what does not begins at its upper left corner, and the overview at its objectives.
  const middle = (size, seen) => (size + 2 * EDGE > seen / scale ? seen / scale / 2 - EDGE : size / 2);
  const position = { x: middle(p.width, box.width), y: middle(p.height, box.height) };
  const far = p.width + EDGE - box.width / scale / 2;
  if (p.id === "overview" && far > position.x) position.x = far;
  network.moveTo({ scale, position, animation: false });
  keepInView();
}
function keepInView() {
  const b = state.node === null ? null : boxOf(state.node);
  if (!b) { network.redraw(); return; }
  const scale = network.getScale(), at = network.getViewPosition(), box = $("map").getBoundingClientRect();
  const off = (middle, size, seen) => {
    const half = seen / scale / 2 - size / 2 - EDGE;
    return Math.abs(middle) > half ? middle - Math.sign(middle) * half : 0;
  };
  const move = { x: at.x + off(b.x - at.x, b.w, box.width), y: at.y + off(b.y - at.y, b.h, box.height) };
  if (move.x !== at.x || move.y !== at.y) network.moveTo({ position: move, animation: false });
  network.redraw();
}
