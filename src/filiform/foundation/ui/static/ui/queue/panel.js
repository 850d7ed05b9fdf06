// Shows what waits to be sent, in words, with the clock of a needle whose "in" is still on its way.
import * as store from "./store.js";
import { newKey } from "../key.js";
import { again, keep, made, moment } from "./forms.js";
import { flush, news } from "./send.js";

// An entry that is on its way so shortly is not worth a line.
const NEW = 800;
const rows = new Map();
let panel;
let me;
let condition = "";
let later = "";

export function begin(person, found) {
  me = person;
  panel = found;
  store.onChange(draw);
  news.addEventListener("rest", (event) => {
    condition = event.detail.condition;
    draw();
  });
  addEventListener("offline", () => {
    condition = "offline";
    draw();
  });
  document.addEventListener("queue:shown-later", (event) => {
    later = event.detail;
    draw();
  });
  document.addEventListener("htmx:load", draw);
  panel.addEventListener("click", press);
  return draw();
}

const part = (name, within = panel) => within.querySelector(`[data-queue-${name}]`);
const isMine = (one) => one.user === me.user && one.practice === me.practice;

async function draw() {
  const entries = await store.all();
  const open = new Set(Array.from(document.querySelectorAll('.page input[name="event"]'), (field) => field.value));
  const mine = entries.filter((one) => isMine(one) && !onItsWay(one) && !(one.state === "refused" && open.has(one.ref)));
  const others = entries.filter((one) => !isMine(one));
  const waiting = mine.filter((one) => one.state === "waiting").length;
  say("waiting", waiting);
  say("refused", mine.length - waiting);
  say("others", others.filter((one) => one.user !== me.user).length);
  say("elsewhere", others.filter((one) => one.user === me.user).length);
  for (const why of panel.querySelectorAll("[data-queue-why]")) why.hidden = why.dataset.queueWhy !== condition || !waiting;
  part("try").hidden = !waiting;
  part("later").hidden = !later;
  part("later").href = later || "#";
  drawRows(mine);
  panel.hidden = !mine.length && !others.length && !later;
}

function onItsWay(entry) {
  const rest = entry.made + NEW - Date.now();
  if (entry.state !== "waiting" || condition || rest <= 0) return false;
  setTimeout(draw, rest);
  return true;
}

// "1 entry waits", "3 entries wait": the words stand in the page, in its language.
function say(name, count) {
  const line = part(name);
  const text = count ? (count === 1 ? line.dataset.one : line.dataset.many).replace("%n", count) : "";
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !count;
}

function drawRows(mine) {
  const gone = new Set(rows.keys());
  for (const entry of mine) {
    const key = `${entry.seq} ${entry.state}`;
    gone.delete(key);
    if (!rows.has(key)) rows.set(key, row(entry));
    finish(rows.get(key), mine.some((one) => one.needs && one.needs === entry.ref && said(one, "do") === "out"));
    if (!rows.get(key).isConnected) part("list").append(rows.get(key));
  }
  for (const key of gone) {
    rows.get(key).remove();
    rows.delete(key);
  }
}

function row(entry) {
  const made = part("entry").content.cloneNode(true).firstElementChild;
  made.entry = entry;
  part("words", made).textContent = entry.words;
  const time = part("time", made);
  time.dateTime = entry.at;
  time.textContent = new Date(entry.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  part("reasons", made).replaceChildren(...entry.reasons.map(line));
  for (const one of made.querySelectorAll("[data-queue-if]")) one.hidden = one.dataset.queueIf !== entry.state;
  part("needle", made).hidden = !entry.out;
  if (entry.out) startClock(part("clock", made), entry);
  return made;
}

function line(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

function startClock(box, entry) {
  Object.assign(box.dataset, { clock: "", since: entry.at, now: moment(), planned: entry.dwell || "" });
  // The clocks of the page are begun by what htmx says of new content; it is in the page after this turn.
  setTimeout(() => box.parentElement.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true })));
}

// A needle whose "out" waits too needs neither clock nor button.
function finish(one, out) {
  if (!one.entry.out) return;
  part("needle", one).hidden = out;
  if (out) part("clock", one).dataset.until = moment();
}

const said = (entry, name) => entry.fields.find(([field]) => field === name)?.[1];

async function press(event) {
  const button = event.target.closest("button");
  const entry = button?.closest("li")?.entry;
  if (!button) return;
  if ("queueTry" in button.dataset) flush();
  else if ("queueOut" in button.dataset) takeOut(entry, button);
  else if ("queueOpen" in button.dataset) again(entry);
  else if ("queueDiscard" in button.dataset) await store.remove(entry.seq);
}

function takeOut(entry, button) {
  button.disabled = true;
  const fields = [
    ["do", "out"], ["insertion", entry.ref], ["event", newKey()], ["_key", newKey()],
    ["_page", entry.page], ["at", moment()],
  ];
  keep(made(entry.out.url, fields, { words: entry.out.words, out: null, dwell: 0 }));
}
