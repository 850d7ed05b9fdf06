// After a tap the page comes back where it was: the next button stays under the thumb.
const key = `filiform-place:${location.pathname}`;
// Older than this it was another visit to the page.
const FRESH = 15000;

addEventListener("submit", (event) => {
  if (!("queue" in event.target.dataset)) return;
  sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), y: scrollY }));
});

const kept = JSON.parse(sessionStorage.getItem(key) || "null");
sessionStorage.removeItem(key);
if (kept && Date.now() - kept.at < FRESH) {
  // The browser goes to the named element first; then back to where the thumb is.
  const back = () => scrollTo({ top: kept.y, behavior: "instant" });
  back();
  addEventListener("load", back, { once: true });
}
