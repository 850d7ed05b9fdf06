// Sets the usual findings of a row where it stands; without this script the button asks the server to.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-usual]");
  if (!button) return;
  event.preventDefault();
  const fields = button.dataset.usual.split(" ").map((name) => button.form.querySelector(`[name="${name}"][value="yes"]`));
  for (const yes of fields) yes.checked = true;
  fields.at(-1).dispatchEvent(new Event("change", { bubbles: true }));
});
