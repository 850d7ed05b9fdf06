// Shows the minus and plus buttons beside a number and makes them step within its limits.
function begin(root) {
  for (const button of root.querySelectorAll("[data-stepper] [data-step]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] [data-step]");
  if (!button) return;
  const input = button.closest("[data-stepper]").querySelector("input");
  if (input.disabled || input.readOnly) return;
  // The first press on an empty field gives the least allowed value: an empty field is not a nought.
  if (input.value === "") input.value = input.min || "0";
  else if (Number(button.dataset.step) > 0) input.stepUp();
  else input.stepDown();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target));
