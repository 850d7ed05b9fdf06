// Narrows a list on the page while typing: every word must be in the item; accents and case do not matter.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function apply(box) {
  const list = document.getElementById(box.dataset.filter);
  const words = plain(box.querySelector("input").value).split(/\s+/).filter(Boolean);
  const items = list.tagName === "TABLE" ? list.tBodies[0].rows : list.children;
  let shown = 0;
  for (const item of items) {
    const text = plain(item.textContent);
    item.hidden = !words.every((word) => text.includes(word));
    if (!item.hidden) shown += 1;
  }
  const count = box.querySelector("[data-filter-count]");
  if (!words.length) count.textContent = "";
  else count.textContent = shown ? `${shown} ${count.dataset.text}` : count.dataset.none;
}

for (const box of document.querySelectorAll("[data-filter]")) {
  if (!document.getElementById(box.dataset.filter)) continue;
  box.hidden = false;
  box.addEventListener("input", () => apply(box));
}
