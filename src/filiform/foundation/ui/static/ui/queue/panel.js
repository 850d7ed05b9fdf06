// Shows what waits to be sent, in words, with the clock of a needle whose "in" is still on its way.
import * as store from "./store.js";
import { newKey } from "../key.js";
import { again, keep, made, moment } from "./forms.js";
import { kind, row } from "./rows.js";
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
  const others = entries.filter((one) => !isMine(one) && one.state !== "back");
  const waiting = mine.filter((one) => one.state === "waiting").length;
  say("waiting", waiting);
  say("refused", mine.filter((one) => one.state === "refused").length);
  say("others", others.filter((one) => one.user !== me.user).length);
  say("elsewhere", others.filter((one) => one.user === me.user).length);
  const unkept = Boolean(part("unkept")) && mine.some((one) => one.unkept);
  for (const why of panel.querySelectorAll("[data-queue-why]")) why.hidden = why.dataset.queueWhy !== condition || !waiting || (unkept && condition === "offline");
  if (part("unkept")) part("unkept").hidden = !unkept;
  if (part("try")) part("try").hidden = !waiting;
  if (part("later")) Object.assign(part("later"), { hidden: !later, href: later || "#" });
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

// A row is made anew when what can be done with its entry is another thing; else it stays, under the finger that is on it.
function drawRows(mine) {
  const gone = new Set(rows.keys());
  let before = null;
  for (const entry of mine) {
    const out = mine.some((one) => one.needs && one.needs === entry.ref && one.state !== "back" && said(one, "do") === "out");
    const key = `${entry.seq} ${kind(entry)} ${out}`;
    gone.delete(key);
    if (!rows.has(key)) rows.set(key, row(part("entry"), entry, { out }));
    const one = rows.get(key);
    if (!one.isConnected) before ? before.after(one) : part("list").prepend(one);
    before = one;
  }
  for (const key of gone) {
    rows.get(key).remove();
    rows.delete(key);
  }
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
  else if ("queueBack" in button.dataset) await takeBack(entry);
  else if ("queueAgain" in button.dataset) await putBack(entry);
}

// With an "in" goes its "out", and whatever else needs it. Where it was sent meanwhile, its row says so.
async function takeBack(entry) {
  const line = (await store.all()).filter((one) => one.seq === entry.seq || (entry.ref && one.needs === entry.ref && one.state === "waiting"));
  const seqs = line.map((one) => one.seq);
  if (!(await store.takeBack(seqs))) return;
  tell("taken-back", seqs);
  focus(entry.seq);
}

// What was taken back together goes back together, with what it needs.
async function putBack(entry) {
  const back = (await store.all()).filter((one) => one.state === "back");
  const seqs = back.filter((one) => one.back === entry.back || (entry.needs && one.ref === entry.needs)).map((one) => one.seq);
  await store.putBack(seqs);
  tell("put-back", seqs);
  focus(entry.seq);
  flush();
}

const tell = (name, seqs) => document.dispatchEvent(new CustomEvent(`queue:${name}`, { detail: seqs }));

// The button that was pressed is gone; the hand stays where it was.
async function focus(seq) {
  await draw();
  for (const one of rows.values()) if (one.entry.seq === seq) one.querySelector(":is([data-queue-back], [data-queue-again]):not([hidden] *, [hidden])")?.focus();
}

function takeOut(entry, button) {
  button.disabled = true;
  const fields = [
    ["do", "out"], ["insertion", entry.ref], ["event", newKey()], ["_key", newKey()],
    ["_page", entry.page], ["at", moment()],
  ];
  keep(made(entry.out.url, fields, { words: entry.out.words, out: null, dwell: 0 }));
}
