// A sound when a planned dwell is over, once for each needle. The mark beside the clock is there without it.
const CHOSEN = "filiform-alarm";
const TOLD = "filiform-alarm-told";
const told = new Set(JSON.parse(sessionStorage.getItem(TOLD) || "[]"));
let sound;

const box = document.querySelector("[data-alarm]");
const choice = box?.querySelector("input");

// A browser lets a page sound only after a press; the switch is one, and so is any tap after it.
function wake() {
  sound ||= new AudioContext();
  if (sound.state === "suspended") sound.resume();
}

function beep() {
  wake();
  for (const at of [0, 0.35, 0.7]) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.2, sound.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + at + 0.3);
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + 0.3);
  }
}

// The clocks put the mark; whoever is marked and was not told of yet sounds.
function listen() {
  for (const chip of document.querySelectorAll("[data-needle].clock--over")) {
    if (told.has(chip.dataset.needle)) continue;
    told.add(chip.dataset.needle);
    sessionStorage.setItem(TOLD, JSON.stringify([...told]));
    if (choice.checked) beep();
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
