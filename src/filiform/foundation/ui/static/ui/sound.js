// The sound of a planned dwell that is over.
let sound;

// A browser lets a page sound only after a press: called from one, it opens the way for later.
export function wake() {
  sound ||= new AudioContext();
  if (sound.state === "suspended") sound.resume();
}

export function beep(tones) {
  wake();
  for (let number = 0; number < tones; number += 1) {
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
