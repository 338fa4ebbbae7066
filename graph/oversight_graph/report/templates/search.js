// Search over the whole report. Results stand in groups with their numbers; where there is none, the nearest words are
// offered.
{
  const box = document.querySelector(".search"), input = box?.querySelector("input"), found = document.getElementById("found");
  const root = box?.dataset.root ?? "", MOST = 6, { load, search, nearest } = self.oversightFind;
  const el = (tag, text) => { const made = document.createElement(tag); if (text !== undefined) made.textContent = text; return made; };
  let entries = null;
  const ready = async () => { entries ??= await load(`${root}search-index.js`); };
  const close = () => { found.hidden = true; };
  const show = async () => {
    if (!input.value.trim()) return close();
    await ready();
    const { count, groups } = search(entries, input.value);
    found.replaceChildren();
    found.append(Object.assign(el("p", count ? `${count} found` : "Nothing found."), { role: "status" }));
    for (const group of groups) {
      found.append(el("h2", `${group.name} (${group.entries.length})`));
      const list = el("ul");
      group.entries.slice(0, MOST).forEach(({ title, more, path }) => {
        const item = el("li"), link = el("a", title);
        link.href = root + path;
        if (more) link.append(el("small", more));
        item.append(link);
        list.append(item);
      });
      found.append(list);
      if (group.entries.length > MOST) found.append(el("p", `and ${group.entries.length - MOST} more: type more of it`));
    }
    const near = count ? null : nearest(entries, input.value);
    if (near) {
      const line = el("p", "Did you mean "), button = el("button", near);
      button.type = "button";
      button.addEventListener("click", () => { input.value = near; input.focus(); show(); });
      line.append(button, "?");
      found.append(line);
    }
    found.hidden = false;
  };
  if (input && found) {
    box.hidden = false;
    input.addEventListener("input", show);
    input.addEventListener("focus", () => { ready(); if (input.value) show(); });
    box.addEventListener("keydown", (event) => {
      const links = [...found.querySelectorAll("a, button")], at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { close(); input.focus(); event.preventDefault(); }
      else if (event.key === "ArrowDown" && links.length) { links[Math.min(at + 1, links.length - 1)].focus(); event.preventDefault(); }
      else if (event.key === "ArrowUp" && at >= 0) { (links[at - 1] ?? input).focus(); event.preventDefault(); }
      else if (event.key === "Enter" && document.activeElement === input) { found.querySelector("a")?.click(); event.preventDefault(); }
    });
    document.addEventListener("pointerdown", (event) => { if (!box.contains(event.target)) close(); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/input|textarea|select/i.test(document.activeElement.tagName)) { input.focus(); event.preventDefault(); }
    });
  }
}
