// A list folds when its last tick is set (case_history.css). The tick stays where the finger is: browsers that do not
// hold the page by themselves would show what lies a screen or more below.
const of = (target) => target.closest?.("label, input")?.closest("label, .choice")?.querySelector('[name$="__none"]');
let [held, top] = [null, 0];

function hold(event) {
  const box = of(event.target);
  if (box) [held, top] = [box, box.getBoundingClientRect().top];
}

document.addEventListener("pointerdown", hold);
document.addEventListener("keydown", hold);
document.addEventListener("change", (event) => {
  if (event.target !== held) return;
  requestAnimationFrame(() => {
    const moved = held.getBoundingClientRect().top - top;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
  });
});
