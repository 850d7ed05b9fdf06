// A sound when a planned dwell is over, once for each needle. The mark beside the clock is there without it.
import { beep, wake } from "../ui/sound.js";

const CHOSEN = "filiform-alarm";
const TOLD = "filiform-alarm-told";
const told = new Set(JSON.parse(sessionStorage.getItem(TOLD) || "[]"));

const box = document.querySelector("[data-alarm]");
const choice = box?.querySelector("input");

// The clocks put the mark; whoever is marked and was not told of yet sounds.
function listen() {
  for (const chip of document.querySelectorAll("[data-needle].clock--over")) {
    if (told.has(chip.dataset.needle)) continue;
    told.add(chip.dataset.needle);
    sessionStorage.setItem(TOLD, JSON.stringify([...told]));
    if (choice.checked) beep(3);
  }
}

if (choice) {
  box.hidden = false;
  choice.checked = localStorage.getItem(CHOSEN) === "yes";
  choice.addEventListener("change", () => {
    localStorage.setItem(CHOSEN, choice.checked ? "yes" : "no");
    if (choice.checked) wake();
  });
  document.addEventListener("pointerdown", () => choice.checked && wake(), { once: true });
  setInterval(listen, 500);
}
