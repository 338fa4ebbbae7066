// Elements, the signs as pictures beside text that says the same, and the legend.
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

// The tile of a commitment, and a line, as they look on the map.
function swatch(name) {
  const [fill, , shape] = D.tiles[name], [, stroke, pattern] = D.styles[name];
  const look = { stroke, fill, "stroke-width": 1 };
  const outline_ = shape === "cut" ? drawn("path", { d: "M5 4h12l4 4v4l-4 4h-12l-4-4v-4z", ...look })
    : drawn("rect", { x: 1, y: 4, width: 20, height: 12, rx: shape === "pill" ? 6 : 1, ...look });
  const mark = { lines: { d: "M3 15l9-10M9 15l9-10M15 15l5-6", stroke: "#c9793f", "stroke-width": 1.2 },
    dots: { d: "M5 8h12M5 12h12", stroke: "#5f6368", "stroke-width": 1, "stroke-dasharray": "1 3" } }[pattern];
  return drawn("svg", { width: 20, height: 16, viewBox: "0 0 22 20", "aria-hidden": "true", class: "sign" },
    mark ? [outline_, drawn("path", mark)] : [outline_]);
}
function sample(text, [colour, width, dot], dash = "none") {
  const li = el("li"), tip = dot ? drawn("circle", { cx: 26, cy: 10, r: 3.5, fill: colour })
    : drawn("path", { d: "M30 10l-7-3.5v7z", fill: colour });
  const line = drawn("path", { d: "M1 10h24", stroke: colour, "stroke-width": width, "stroke-dasharray": dash });
  const box = { width: 30, height: 16, viewBox: "0 0 30 20", "aria-hidden": "true", class: "sign" };
  li.append(drawn("svg", box, D.lines[text] ? [line, tip] : [line]), ` ${text}`);
  return li;
}

function legend() {
  const counts = GRADES.map(() => 0);
  let unknown = 0;
  commitments.forEach((n) => { const g = grade(n); if (g === null) unknown += 1; else counts[g] += 1; });
  const entry = (name, text) => {
    const li = el("li");
    li.append(sign(name), ...(D.tiles[name] ? [swatch(name)] : []), ` ${text}`);
    return li;
  };
  const few = (from, to) => GRADES.map((name, g) => entry(`grade ${g}`, `${name}: ${counts[g]}`)).slice(from, to);
  const sum = (from, to) => counts.slice(from, to).reduce((a, b) => a + b, 0);
  const able = bodies.filter((n) => MEETING.has(things[n].kind)), meeting = able.filter(isLive);
  const open_ = meeting.filter(isOpen).length;
  $("legend").replaceChildren(
    el("li", `Commitments without a body: ${sum(0, 3)}`, "head"), ...few(0, 3),
    el("li", `with one: ${sum(3)}`, "head"), ...few(3),
    ...(unknown ? [entry("not yet", `in no plan yet: ${unknown}`)] : []),
    el("li", "Bodies", "head"),
    entry("live", `meeting: ${meeting.length - open_}`), entry("open", `meeting and open: ${open_}`),
    entry("not live", `not shown meeting: ${able.length - meeting.length}`),
    el("li", "Lines", "head"), ...Object.keys(D.lines).map((kind) => sample(kind, D.lines[kind])),
    sample("stated", D.otherLine), sample("inferred", D.otherLine, "4 3"));
}
