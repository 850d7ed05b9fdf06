// One entry of the waiting list as a row of the page: its words, its time, its clock, and what can be done with it.
import { moment } from "./forms.js";

const part = (row, name) => row.querySelector(`[data-queue-${name}]`);

// Which parts of a row are shown: "open" can be taken back, "sent" may have reached the server, "refused", "back".
export const kind = (entry) => (entry.state === "waiting" ? (entry.sent ? "sent" : "open") : entry.state);

// A row made from the page's template. `out` says that the needle's "out" waits too; `nameless` leaves out what and where.
export function row(template, entry, { out = false, nameless = false } = {}) {
  const made = template.content.cloneNode(true).firstElementChild;
  made.entry = entry;
  if (!nameless) part(made, "words").textContent = entry.words;
  const time = part(made, "time");
  time.dateTime = entry.at;
  time.textContent = new Date(entry.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  part(made, "reasons")?.replaceChildren(...entry.reasons.map(line));
  for (const one of made.querySelectorAll("[data-queue-if]")) one.hidden = !one.dataset.queueIf.split(" ").includes(kind(entry));
  for (const button of made.querySelectorAll("[data-queue-back], [data-queue-again]")) button.setAttribute("aria-label", `${button.textContent.trim()}: ${entry.words}`);
  const ticking = entry.out && !out && entry.state !== "back";
  part(made, "needle").hidden = !ticking;
  if (ticking) start(part(made, "clock"), entry);
  else part(made, "clock").dataset.until = moment();
  return made;
}

function line(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

function start(box, entry) {
  Object.assign(box.dataset, { clock: "", since: entry.at, now: moment(), planned: entry.dwell || "" });
  // The clocks of the page are begun by what htmx says of new content; it is in the page after this turn.
  setTimeout(() => box.parentElement.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true })));
}
