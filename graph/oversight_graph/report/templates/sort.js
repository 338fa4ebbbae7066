// Tables: a filter line above each longer one, sorting by any column, and cards on narrow screens. Without it the tables
// stay whole, in the order of their analysis. Last: what copies a citation or the way to a proof.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], all = [...body.rows];
  const heads = [...(table.querySelector("thead tr:not(.over)")?.cells ?? [])];
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
  const cramped = () => table.scrollWidth > table.parentNode.clientWidth || all.some((row) => row.offsetHeight > 300);
  const narrow = innerWidth <= 640 || (innerWidth <= 900 && cramped());
  if (narrow && !table.closest(".matrix")) {
    table.classList.add("cards");
    const names = heads.map((head) => head.textContent.trim());
    for (const row of all) [...row.cells].forEach((cell, at) => { if (names[at]) cell.dataset.head = names[at]; });
  }
  if (table.closest(".matrix")) {
    // The column under the pointer or the focus is marked, as its row is.
    const group = document.createElement("colgroup");
    group.append(...heads.map(() => document.createElement("col")));
    table.caption.after(group);
    const mark = (event) => {
      const cell = event.target.closest("td, th");
      [...group.children].forEach((col, at) => col.classList.toggle("at", cell?.parentNode.className !== "over" && at === cell?.cellIndex && at > 2));
    };
    for (const what of ["pointerover", "focusin"]) table.addEventListener(what, mark);
    table.addEventListener("pointerleave", () => [...group.children].forEach((col) => col.classList.remove("at")));
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
for (const line of document.querySelectorAll(".copy")) {
  line.hidden = false;
  line.addEventListener("click", async (event) => {
    const { copy, link } = event.target.dataset;
    if (!copy && !link) return;
    const told = line.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(copy ? `${copy} ${location.href.split("#")[0]}` : location.href.split("#")[0] + link);
      told.textContent = "copied";
    } catch { told.textContent = "cannot be copied here"; }
  });
}
