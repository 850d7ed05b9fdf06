// A sound when a planned dwell is over, once for each needle. The mark beside the clock is there without it.
import { beep, choose, chosen, heard, say, wake } from "./sound.js";

const TOLD = "filiform-alarm-told";
// Of so many needles it is remembered that they sounded; all windows of the browser know it.
const MOST = 100;
const here = new Set();
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
  if (!chips.length) return;
  const told = remembered();
  const due = [...chips].map((chip) => chip.dataset.needle).filter((needle) => !told.includes(needle) && !here.has(needle));
  if (!due.length) return;
  if (chosen() && !heard()) return wake();
  remember([...told, ...due]);
  if (chosen()) beep(3);
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(TOLD)) || [];
  } catch {
    return [];
  }
}

function remember(told) {
  for (const needle of told) here.add(needle);
  try {
    localStorage.setItem(TOLD, JSON.stringify(told.slice(-MOST)));
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
