// The typed line: Enter records it, Shift and Enter begin a new row. Without this script Enter begins a new row.
for (const form of document.querySelectorAll("form[data-line]")) {
  form.elements.line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('button[value="record"]'));
  });
}
