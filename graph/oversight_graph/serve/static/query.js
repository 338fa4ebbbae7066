// Ctrl and Enter ask; a tab in the field is two spaces, Escape and Tab leave it.
const field = document.querySelector("#query");
let leaving = false;
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
  if (event.key === "Escape") leaving = true;
  else if (event.key === "Tab" && !event.shiftKey && !leaving) {
    event.preventDefault();
    field.setRangeText("  ", field.selectionStart, field.selectionEnd, "end");
  } else if (event.key !== "Tab") leaving = false;
});
