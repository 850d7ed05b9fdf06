// A sound when a planned dwell is over, once for each needle. The mark beside the clock is there without it.
import { beep, choose, chosen, heard, say, wake } from "./sound.js";

const TOLD = "filiform-alarm-told";
const told = new Set(JSON.parse(sessionStorage.getItem(TOLD) || "[]"));
let shown;

// Looked up each time: an answer of the queue may have taken the place of the page.
function show() {
  const box = document.querySelector("[data-alarm]");
  if (!box || box === shown) return;
  shown = box;
  box.hidden = false;
  box.querySelector("input").checked = chosen();
  say();
}

// The clocks put the mark; whoever is marked and was not told of yet sounds, as soon as the browser lets it.
function listen() {
  const chips = document.querySelectorAll("[data-needle].clock--over");
  const due = [...chips].map((chip) => chip.dataset.needle).filter((needle) => !told.has(needle));
  if (!due.length) return;
  if (chosen() && !heard()) return wake();
  for (const needle of due) told.add(needle);
  remember();
  if (chosen()) beep(3);
}

function remember() {
  try {
    sessionStorage.setItem(TOLD, JSON.stringify([...told]));
  } catch {
    // No room left: the next page sounds once more.
  }
}

document.addEventListener("change", (event) => {
  if (event.target.closest("[data-alarm]")) choose(event.target.checked);
});
setInterval(() => {
  show();
  listen();
}, 500);
show();
