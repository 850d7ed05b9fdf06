// Counts on how long a needle has been in, by the server's clock, and says when the planned time is over.
import { beep, choose, chosen, say } from "./sound.js";

// Milliseconds by which two readings of the clocks may differ.
const APART = 3000;
const clocks = new Map();

function begin(root) {
  for (const box of root.querySelectorAll("[data-clock]")) {
    if (clocks.has(box) || box.dataset.until) continue;
    const ahead = Date.parse(box.dataset.now) - Date.now();
    clocks.set(box, { since: Date.parse(box.dataset.since), planned: Number(box.dataset.planned || 0), ahead });
    const choice = box.querySelector("[data-clock-sound]");
    if (!choice) continue;
    choice.hidden = false;
    choice.querySelector("input").checked = chosen();
  }
}

function tick() {
  for (const [box, clock] of clocks) {
    if (!box.isConnected || box.dataset.until) {
      clocks.delete(box);
      continue;
    }
    const seconds = Math.max(0, Math.floor((Date.now() + clock.ahead - clock.since) / 1000));
    const shown = box.querySelector("[data-clock-shown]");
    if (shown) {
      shown.textContent = minutes(seconds);
      shown.setAttribute("datetime", `PT${seconds}S`);
    }
    const left = box.querySelector("[data-clock-left]");
    if (left) left.textContent = seconds < clock.planned ? left.dataset.text.replace("%t", minutes(clock.planned - seconds)) : "";
    if (clock.planned && seconds >= clock.planned && !clock.told) tell(box, clock);
  }
}

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function tell(box, clock) {
  clock.told = true;
  const due = box.querySelector("[data-clock-due]");
  const already = due.textContent !== "";
  box.classList.add("clock--over");
  due.textContent = due.dataset.text;
  if (!already && box.querySelector("[data-clock-sound] input")?.checked) beep(2);
}

// How far the server's clock is ahead, heard anew; a moment of travel is no change.
document.addEventListener("clock:server", ({ detail }) => {
  for (const clock of clocks.values()) if (Math.abs(clock.ahead - detail) > APART) clock.ahead = detail;
});
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-clock-sound]")) choose(event.target.checked);
});

begin(document);
document.addEventListener("htmx:load", (event) => {
  begin(event.target);
  say();
});
setInterval(tick, 1000);
tick();
