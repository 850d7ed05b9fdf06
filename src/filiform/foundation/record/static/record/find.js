// Keys for the one box: / comes to it, arrows go through what was found, Enter opens the first, Escape goes back.
const box = document.querySelector("[data-find]");
const list = box && document.getElementById(box.dataset.find);

const links = () => Array.from(list.querySelectorAll("a[data-found]"));

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function step(from, by) {
  const all = links();
  const next = all.indexOf(from) + by;
  if (next < 0) box.focus();
  else all[Math.min(next, all.length - 1)]?.focus();
}

if (list) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inList = event.target.matches("a[data-found]");
    if (event.key === "/" && !isTyping(event.target)) {
      box.focus();
      box.select();
    } else if (event.key === "Escape" && inList) box.focus();
    else if (event.key === "ArrowDown" && (inList || event.target === box)) step(event.target, 1);
    else if (event.key === "ArrowUp" && inList) step(event.target, -1);
    else return;
    event.preventDefault();
  });
  // What is shown may be older than what is typed: only the answer to these very letters is opened by Enter.
  let answered = box.value;
  let asked = box.value;
  box.addEventListener("htmx:beforeRequest", () => (asked = box.value));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === list) answered = asked;
  });
  box.form.addEventListener("submit", (event) => {
    const all = links();
    if (box.value.trim() && answered === box.value && all.length === 1) {
      event.preventDefault();
      all[0].click();
    }
  });
}
