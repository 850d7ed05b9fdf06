// Needles on record when the connection went, by room: how many, for how long, how long still; on the page without a connection.
import * as store from "../queue/store.js";
import { recall } from "../rooms.js";

const part = (name) => document.querySelector(`[data-offline-${name}]`);
let shown = "";

// What waits to be sent here counts already: a needle whose "out" waits is out, and one whose "in" waits has its own row.
export async function draw(ahead) {
  const told = recall();
  const entries = (await store.all().catch(() => [])).filter((one) => one.state !== "back");
  const answered = new Set(entries.flatMap((one) => [said(one, "do") === "out" ? one.needs : "", one.ref]).filter(Boolean));
  const rooms = (told?.rooms || []).map((room) => ({ ...room, needles: stillIn(room.needles, answered) }));
  const left = rooms.filter((room) => room.needles.length);
  if (JSON.stringify(left) === shown) return;
  shown = JSON.stringify(left);
  part("rooms").hidden = !left.length;
  part("list").replaceChildren(...left.map((room) => row(room, ahead)));
  if (told) part("told").textContent = new Date(told.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  part("list").dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}

// A needle that went on into a second structure is out of both.
function stillIn(needles, answered) {
  const gone = new Set(needles.filter((one) => one.ids.some((id) => answered.has(id))).map((one) => one.needle));
  return needles.filter((one) => !gone.has(one.needle));
}

const said = (entry, name) => entry.fields.find(([field]) => field === name)?.[1];

function row(room, ahead) {
  const made = part("room").content.cloneNode(true).firstElementChild;
  const number = new Set(room.needles.map((one) => one.needle)).size;
  const count = made.querySelector("[data-room-count]");
  made.querySelector("[data-room-place]").textContent = room.place;
  count.textContent = number === 1 ? count.dataset.one : count.dataset.many.replace("%n", number);
  start(made.querySelector("[data-room-clock]"), room.needles, ahead);
  return made;
}

// As in the bar: since the first went in, until the first has to come out.
function start(clock, needles, ahead) {
  const [since] = needles.map((one) => one.since).filter(Boolean).sort(early);
  const [first] = needles.filter((one) => one.due).sort((one, other) => early(one.due, other.due));
  clock.hidden = !since;
  if (!since) return;
  Object.assign(clock.dataset, { clock: "", since, now: new Date(Date.now() + ahead).toISOString() });
  if (!first) return;
  clock.dataset.planned = String(Math.round((Date.parse(first.due) - Date.parse(since)) / 1000));
  [clock.dataset.needle] = first.ids;
}

const early = (one, other) => Date.parse(one) - Date.parse(other);
