// After a tap the page comes back where it was: the next button stays under the thumb.
const key = `filiform-place:${location.pathname}`;
// Older than this it was another visit to the page.
const FRESH = 15000;

addEventListener("submit", (event) => {
  if (!("queue" in event.target.dataset)) return;
  const line = event.target.closest(".offer, article[id]");
  const place = { at: Date.now(), y: scrollY, line: line?.id, top: line?.getBoundingClientRect().top };
  try {
    sessionStorage.setItem(key, JSON.stringify(place));
  } catch {
    return; // no room left: the page begins at its top
  }
  // Or the browser, too, would bring back a place, and later.
  history.scrollRestoration = "manual";
});

const kept = JSON.parse(sessionStorage.getItem(key) || "null");
sessionStorage.removeItem(key);
if (kept && Date.now() - kept.at < FRESH) {
  history.scrollRestoration = "manual";
  // The browser goes to the named element first; then back to where the thumb is, also when a bar grew above it.
  const back = () => {
    const line = kept.line && document.getElementById(kept.line);
    const y = line ? scrollY + line.getBoundingClientRect().top - kept.top : kept.y;
    scrollTo({ top: y, behavior: "instant" });
  };
  back();
  addEventListener("load", back, { once: true });
}

// The bar of needles stays in view below the bars of the frame, however high those are.
const bars = document.querySelector(".bars");
if (bars) {
  const measure = () => document.documentElement.style.setProperty("--bars", `${bars.offsetHeight}px`);
  new ResizeObserver(measure).observe(bars);
  measure();
}
