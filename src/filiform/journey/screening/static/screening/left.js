// Counts what is still to be asked while answers come in, leads to the next of it, and keeps a block that closes
// under the finger. The server counts the same when the page is drawn; nothing here decides.
const box = document.querySelector("[data-left]");
const next = document.querySelector("[data-left-next]");
const links = box ? [...box.querySelectorAll("a")] : [];

function done(place) {
  if (!place) return false;
  if (place.querySelector('[name$="__none"][value="none"]:checked')) return true;
  const together = place.querySelector("[name=confirm_all]");
  if (together) return together.checked;
  const items = [...place.querySelectorAll(".choices--chips > .choice > input:not([name$='__none'])")];
  if (items.length) return items.every((item) => item.checked);
  return Boolean(place.querySelector("input[type=radio]:checked")) || [...place.querySelectorAll("input[type=number], input[type=text], textarea")].some((field) => field.value.trim());
}

function count() {
  const open = links.filter((link) => {
    const left = !done(document.getElementById(link.hash.slice(1)));
    link.parentElement.hidden = !left;
    return left;
  });
  const words = open.length === 1 ? box.dataset.one : box.dataset.many.replace("%s", open.length);
  for (const place of document.querySelectorAll("[data-left-count]")) place.textContent = open.length ? words : "";
  box.querySelector("[data-left-done]").hidden = open.length > 0;
  next.hidden = !open.length;
  if (open.length) next.hash = open[0].hash;
}

if (box) {
  document.addEventListener("change", count);
  document.addEventListener("input", count);
  count();
}

// What closes above its own button would pull the button away: the next tap would land on something else.
let [held, top] = [null, 0];

function hold(event) {
  const choice = event.target.closest?.(".asked-block .choice");
  const input = choice?.querySelector('[name$="__none"]');
  if (input) [held, top] = [input, choice.getBoundingClientRect().top];
}

document.addEventListener("pointerdown", hold);
document.addEventListener("keydown", hold);
document.addEventListener("change", (event) => {
  if (event.target !== held || held.value !== "none") return;
  requestAnimationFrame(() => {
    const moved = held.closest(".choice").getBoundingClientRect().top - top;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
  });
});
