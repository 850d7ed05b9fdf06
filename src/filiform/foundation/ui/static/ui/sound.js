// The sound of a planned dwell that is over: whether it is wanted, whether the browser lets it be heard, the tones.
const CHOSEN = "filiform-alarm";
let sound;

export const chosen = () => localStorage.getItem(CHOSEN) === "yes";
export const heard = () => sound?.state === "running";

export function choose(yes) {
  localStorage.setItem(CHOSEN, yes ? "yes" : "no");
  if (yes) wake();
  say();
}

// A browser lets a page sound only after a press on it, or on the page that led here; until then this stays silent.
export function wake() {
  if (!sound && window.AudioContext) {
    sound = new AudioContext();
    sound.addEventListener("statechange", say);
  }
  if (sound && !heard()) sound.resume().catch(() => {});
}

// Where it is wanted and not let through, the page says so in words: nobody shall rely on it.
export function say() {
  // Once is enough, where it stands first.
  for (const [at, note] of document.querySelectorAll("[data-sound-silent]").entries()) {
    note.hidden = at > 0 || !chosen() || heard();
    note.textContent = window.AudioContext ? note.dataset.soundSilent : note.dataset.soundNone;
  }
}

export function beep(tones) {
  wake();
  for (let number = 0; sound && number < tones; number += 1) {
    const at = sound.currentTime + 0.35 * number;
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.2, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.3);
  }
}

// A finger counts as a press when it is lifted, a mouse when it goes down.
for (const press of ["pointerdown", "pointerup", "keydown"]) {
  addEventListener(press, () => chosen() && !heard() && wake(), { capture: true, passive: true });
}
if (chosen() && document.querySelector("[data-sound-silent]")) {
  wake();
  // Where it may sound it does so within a moment; the words would only flicker.
  setTimeout(say, 400);
}
