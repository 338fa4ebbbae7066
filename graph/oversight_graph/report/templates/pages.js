// Shows the page that the address names, of a report that has very many: it is taken out of the pack in which it stands,
// with its tables. The pages are those that a smaller report would have as files.
{
  const { packs } = document.currentScript.dataset, path = decodeURIComponent(location.search.slice(1));
  let number = 0;
  for (const letter of path) number = (number * 31 + letter.codePointAt(0)) % 2 ** 32;
  const missing = () => { document.querySelector("main .lead").textContent = "This report has no such page."; };
  const script = (src) => {
    const made = document.createElement("script");
    Object.assign(made, { src, async: false, onerror: missing });
    document.head.append(made);
  };
  self.opened = async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const pack = JSON.parse(await new Response(plain).text());
    if (!Object.hasOwn(pack, path)) return missing();
    const [html, tables] = pack[path], page = new DOMParser().parseFromString(html, "text/html");
    for (const link of page.querySelectorAll("a.csv")) {
      const table = tables[link.getAttribute("href")];
      if (table === undefined) continue;
      link.download = link.getAttribute("href").split("/").pop();
      link.href = URL.createObjectURL(new Blob([table], { type: "text/csv" }));
    }
    const scripts = [...page.querySelectorAll("script[src]")].map((one) => one.getAttribute("src"));
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    scripts.forEach(script);
    if (location.hash) location.replace(location.hash); // only now there is such a place
  };
  script(`pages/${number % packs}.js`);
}
