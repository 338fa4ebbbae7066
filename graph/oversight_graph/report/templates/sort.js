// Tables: a filter line above each longer one, sorting by any column, and cards on narrow screens. Without it the tables
// stay whole, in the order of their analysis.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.querySelectorAll("thead th")], body = table.tBodies[0], all = [...body.rows];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", `Sort by ${head.textContent.trim()}`);
    head.append(button);
    head.addEventListener("click", (event) => {
      if (event.target.closest("a")) return;
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[at].dataset.sort || row.cells[at].textContent.trim();
      const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
      body.append(...(up ? rows : rows.reverse()));
    });
  });
  if (matchMedia("(max-width: 640px)").matches) {
    const names = heads.map((head) => head.textContent.trim());
    for (const row of all) [...row.cells].forEach((cell, at) => { if (names[at]) cell.dataset.head = names[at]; });
  }
  if (all.length < 8) continue;
  const line = document.createElement("p"), label = document.createElement("label");
  const input = document.createElement("input"), told = document.createElement("span");
  line.className = "filter";
  input.type = "search";
  told.setAttribute("role", "status");
  label.append("Filter", input);
  line.append(label, told);
  (table.closest(".scroll") || table).before(line);
  let texts;
  const apply = () => {
    texts ||= all.map((row) => row.textContent.toLowerCase());
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    all.forEach((row, at) => { row.hidden = !words.every((word) => texts[at].includes(word)); shown += !row.hidden; });
    told.textContent = words.length ? `${shown} of ${all.length}` : "";
  };
  input.addEventListener("input", apply);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) { input.value = ""; apply(); event.preventDefault(); }
  });
}
