// Sets the usual findings of a row where it stands; without this script the button asks the server to.
const USUAL = ["taut_band", "tender_spot", "recognised"];

document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="do"][value^="usual:"]');
  if (!button) return;
  event.preventDefault();
  const at = button.value.split(":")[1];
  for (const sign of USUAL) {
    const yes = button.form.querySelector(`[name="findings-${at}-${sign}"][value="yes"]`);
    yes.checked = true;
    if (sign === USUAL.at(-1)) yes.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
