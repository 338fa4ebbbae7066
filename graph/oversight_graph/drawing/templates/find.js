// Finding by what people type: references, acronyms, names and parts of them, passages. The report and the map share it.
// An entry has a group, a title and more names; what is found stands in groups, and else the nearest words are offered.
self.oversightFind ??= (() => {
  // What all spellings of a name have in common, as `model.spelling.plain` has it; other signs stay.
  const letters = { "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d" };
  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}'‘’ʼ′`]/gu, "").replace(/[ßœæøłđ]/g, (one) => letters[one])
    .replace(/\s*&\s*/g, " and ").replace(/\s+/g, " ").trim();
  const refOf = (text) => text.toLowerCase().replace(/^(commitment|activity|row|ref)\.?\s+/, "").replace(/[()]/g, "")
    .replace(/[\s.-]+/g, ".").replace(/^([a-z])\.(?=\d)/, "$1").replace(/[.:]+$/, "");
  const ready = (entry) => {
    const more = entry.more.split(" · ").filter(Boolean), [first, second] = entry.title.split(" ");
    return { ...entry, names: [entry.title, ...more].map(plain), refs: [second && /\d/.test(first) ? first : entry.title, ...more].map(refOf),
      all: plain(`${entry.title} ${entry.more}`) };
  };
  // How near an entry is: the whole name or reference, its beginning, the beginning of a word, somewhere.
  const rank = ({ names, refs, all }, asked, ref, words) => {
    if (names.includes(asked) || refs.includes(ref)) return 0;
    if (!words.every(([word]) => all.includes(word))) return -1;
    if (names.some((name) => name.startsWith(asked))) return 1;
    return words.every(([, begins]) => begins.test(all)) ? 2 : 3;
  };
  const search = (entries, text) => {
    const asked = plain(text), ref = refOf(text), groups = new Map();
    if (!asked) return { count: 0, groups: [] };
    const words = asked.split(/\s+/).map((word) => [word, new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}`, "u")]);
    let count = 0;
    entries.forEach((entry, order) => {
      const at = rank(entry, asked, ref, words);
      if (at < 0) return;
      count += 1;
      if (!groups.has(entry.group)) groups.set(entry.group, []);
      groups.get(entry.group).push({ at, order, entry });
    });
    const by = (a, b) => a.at - b.at || (a.at && a.entry.title.length - b.entry.title.length) || a.order - b.order;
    const found = [...groups.values()].map((those) => those.sort(by));
    const first = (those) => Math.min(...those.map(({ order }) => order));
    found.sort((a, b) => a[0].at - b[0].at || first(a) - first(b));
    return { count, groups: found.map((those) => ({ name: those[0].entry.group, entries: those.map(({ entry }) => entry) })) };
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
  const words = new WeakMap();
  const nearest = (entries, text) => {
    if (!words.has(entries)) words.set(entries, [...new Set(entries.flatMap((entry) => entry.all.match(/[\p{L}\p{N}][\p{L}\p{N}.-]{2,}/gu) ?? []))]);
    const asked = plain(text), near = asked.split(/\s+/).map((part) => {
      if (entries.some((entry) => entry.all.includes(part))) return part;
      const best = words.get(entries).filter((word) => Math.abs(word.length - part.length) < 3)
        .map((word) => [steps(part, word), word]).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))[0];
      return best && best[0] <= Math.max(1, part.length / 3) ? best[1] : null;
    });
    return near.includes(null) || near.join(" ") === asked ? null : near.join(" ");
  };
  // The index of a report is a script beside its pages, asked for when it is first needed.
  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onerror: reject, onload: () => {
      const { groups, entries } = self.oversightIndex;
      resolve(entries.map(([group, title, more, path]) => ready({ group: groups[group], title, more, path })));
    } });
    document.head.append(script);
  });
  return { ready, search, nearest, load };
})();
