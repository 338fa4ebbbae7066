// Search over the whole report: names, acronyms, references, findings, passages. The index is asked for when it is first
// needed. Results stand in groups with their numbers; where there is none, the nearest words are offered.
{
  const box = document.querySelector(".search"), input = box?.querySelector("input"), found = document.getElementById("found");
  const root = box?.dataset.root ?? "", MOST = 6;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const el = (tag, text) => { const made = document.createElement(tag); if (text !== undefined) made.textContent = text; return made; };
  let entries = null, words = null;
  const ready = () => new Promise((resolve) => {
    if (entries) return resolve();
    const script = el("script");
    script.src = `${root}search-index.js`;
    script.onload = () => {
      entries = self.oversightIndex.entries.map(([group, title, more, path]) =>
        ({ group, title, more, path, name: plain(title), all: plain(`${title} ${more}`) }));
      resolve();
    };
    document.head.append(script);
  });
  // How near an entry is to what was typed: the whole name, its beginning, the beginning of a word, somewhere.
  const rank = (entry, asked, parts) => {
    if (!parts.every((part) => entry.all.includes(part))) return -1;
    const names = [entry.name, ...plain(entry.more).split(" · ")];
    if (names.includes(asked) || entry.name.startsWith(`${asked} `)) return 0;
    if (entry.name.startsWith(asked)) return 1;
    return parts.every((part) => new RegExp(`(^|[^\\p{L}\\p{N}])${part.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`, "u").test(entry.all)) ? 2 : 3;
  };
  const steps = (a, b) => {
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      row = next;
    }
    return row[b.length];
  };
  const nearest = (asked) => {
    words ||= [...new Set(entries.flatMap((entry) => entry.all.match(/[\p{L}\p{N}][\p{L}\p{N}.'-]{2,}/gu) ?? []))];
    const near = asked.split(/\s+/).map((part) => {
      if (entries.some((entry) => entry.all.includes(part))) return part;
      const best = words.filter((word) => Math.abs(word.length - part.length) < 3)
        .map((word) => [steps(part, word), word]).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))[0];
      return best && best[0] <= Math.max(1, part.length / 3) ? best[1] : null;
    });
    return near.includes(null) ? null : near.join(" ");
  };
  const close = () => { found.hidden = true; };
  const show = async () => {
    const asked = plain(input.value.trim());
    if (!asked) return close();
    await ready();
    const parts = asked.split(/\s+/), groups = new Map();
    for (const entry of entries) {
      const at = rank(entry, asked, parts);
      if (at >= 0) groups.set(entry.group, [...(groups.get(entry.group) ?? []), [at, entry]]);
    }
    found.replaceChildren();
    const number = [...groups.values()].reduce((sum, those) => sum + those.length, 0);
    found.append(Object.assign(el("p", number ? `${number} found` : "Nothing found."), { role: "status" }));
    const best = ([, those]) => Math.min(...those.map(([at]) => at));
    for (const [group, those] of [...groups].sort((a, b) => best(a) - best(b) || a[0] - b[0])) {
      found.append(el("h2", `${self.oversightIndex.groups[group]} (${those.length})`));
      const list = el("ul");
      those.sort((a, b) => a[0] - b[0]).slice(0, MOST).forEach(([, { title, more, path }]) => {
        const item = el("li"), link = el("a", title);
        link.href = root + path;
        if (more) link.append(el("small", more));
        item.append(link);
        list.append(item);
      });
      found.append(list);
      if (those.length > MOST) found.append(el("p", `and ${those.length - MOST} more: type more of it`));
    }
    const near = number ? null : nearest(asked);
    if (near && near !== asked) {
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
