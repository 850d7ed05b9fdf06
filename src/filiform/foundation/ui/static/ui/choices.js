// "None of these" clears the others, and any other clears "none of these". The server checks the same.
document.addEventListener("change", (event) => {
  const group = event.target.closest("[data-none]");
  if (!group || !event.target.checked) return;
  const none = event.target.value === group.dataset.none;
  for (const box of group.querySelectorAll("input")) {
    if (box !== event.target && (none || box.value === group.dataset.none)) box.checked = false;
  }
});
