// The typed line: Enter records it, Shift and Enter begin a new row. Without this script Enter begins a new row.
// Listens on the document, because a page that says why something was not taken is put in place of this one.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-line]");
  if (event.target !== form?.elements.line) return;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  const open = stillOpen(form);
  if (open) open.scrollIntoView({ block: "nearest" });
  else form.requestSubmit(form.querySelector('button[value="record"]'));
});

// What the preview of this very text still asks for; the button sends it all the same.
function stillOpen(form) {
  const shown = form.querySelector("[data-line-of]");
  if (shown?.dataset.lineOf !== form.elements.line.value) return null;
  return form.querySelector("[data-line-fault], [data-line-wants]");
}
