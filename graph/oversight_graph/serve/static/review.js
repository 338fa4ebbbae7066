// Keys for what the page has as buttons and ways; without this script they are pressed one by one.
const typed = (element) => element.closest("input:not([type=hidden]), textarea, select");
const press = (key) => {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (target.tagName === "DETAILS") target.open = !target.open;
  else target.click();
  return true;
};
let busy = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = typed(event.target);
  if (event.key === "Escape" && field) {
    field.blur();
    event.preventDefault();
  } else if (event.key === "Enter" && field && !event.shiftKey && field.form?.matches(".draft")) {
    if (press("a")) event.preventDefault();
  } else if (field || event.target.closest("summary")) {
    return;
  } else if (event.key === "Enter" && !event.target.closest("a, button")) {
    if (press("a") || press("Enter")) event.preventDefault();
  } else if (event.key === "e") {
    const first = document.querySelector(".draft .field.empty input, .draft .field input, .draft .field textarea");
    if (first) {
      first.focus();
      first.select();
      event.preventDefault();
    }
  } else if (event.key.length === 1 && press(event.key.toLowerCase())) event.preventDefault();
});
// Two keys in a row must not decide of a draft that nobody has seen.
document.addEventListener("submit", (event) => {
  if (busy) event.preventDefault();
  busy = true;
});
addEventListener("pageshow", () => { busy = false; });
// Each list shows what matters of it; the page itself stays at its top.
for (const [box, place] of [["nav.listed", "[aria-current]"], [".paper", ".lines .cited"]]) {
  const frame = document.querySelector(box), target = frame?.querySelector(place);
  if (target) frame.scrollTop += target.getBoundingClientRect().top - frame.getBoundingClientRect().top - 90;
}
