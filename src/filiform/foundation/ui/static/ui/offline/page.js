// The page without a connection: tells what waits in this browser, and gives way to the page itself when there is one again.
// It sends nothing: the page that comes does, once it knows who is there.
import * as forms from "../queue/forms.js";
import * as panel from "../queue/panel.js";
import { hasLeft, recall, stay, touch, untouched } from "../queue/person.js";
import { row } from "../queue/rows.js";
import * as store from "../queue/store.js";
import { draw } from "./rooms.js";

const FIRST_LOOK = 2000;
const LONGEST_LOOK = 15000;
const PATIENCE = 5000;
const NOBODY = { user: "", practice: "", ahead: 0 };
// A server that is there while this page cannot be had is not asked for it again and again.
const RETURNS = "filiform-returns";
const found = document.querySelector("[data-queue-panel]");
const idle = Number(found.dataset.idle) * 1000;
const part = (name) => document.querySelector(`[data-offline-${name}]`);
// This page stands where the answer to a form should stand: to draw it anew would send the form again.
const unsent = !part("unsent").hidden;
let pause = FIRST_LOOK;
let timer;

const theme = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
if (theme) document.documentElement.dataset.theme = theme;

async function look() {
  clearTimeout(timer);
  if (await served()) return back();
  const tried = part("tried");
  tried.textContent = tried.dataset.text.replace("%t", new Date().toLocaleTimeString(document.documentElement.lang));
  tried.hidden = false;
  timer = setTimeout(look, pause);
  pause = Math.min(pause * 1.5, LONGEST_LOOK);
}

// Our own server, and well: not the page of a guest network that stands in front. Asked as a stranger: it is no use of a session.
async function served() {
  const how = { credentials: "omit", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE) };
  try {
    const answer = await fetch(found.dataset.health, how);
    return (await answer.json()).status === "ok";
  } catch {
    return false;
  }
}

function back() {
  if (unsent) return void (part("here").hidden = false);
  const times = JSON.parse(sessionStorage.getItem(RETURNS) || "[]").filter((time) => Date.now() - time < 60000);
  timer = setTimeout(() => location.reload(), times.length < 3 ? 0 : LONGEST_LOOK);
  sessionStorage.setItem(RETURNS, JSON.stringify([...times, Date.now()]));
}

// Where the form was filled in, as far as the browser says so.
const cameFrom = () => (document.referrer.startsWith(`${location.origin}/`) ? document.referrer : "/");
const drawAnew = () => (unsent ? location.replace(cameFrom()) : location.reload());

// What was typed waits as a draft for its page to be opened again: see autosave.js.
function keepTyped() {
  const typed = Object.keys(sessionStorage).filter((key) => key.startsWith("sent:"));
  for (const key of typed) {
    sessionStorage.setItem(key.replace("sent:", "draft:"), sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
  }
  const kept = Object.keys(sessionStorage).some((key) => key.startsWith("draft:"));
  part(kept ? "kept" : "lost").hidden = false;
  for (const name of ["asked", "again"]) part(name).hidden = true;
  part("way").href = cameFrom();
  part("title").textContent = part("title").dataset.unsent;
}

// Whoever worked here last, unless they left or nobody has touched a page for so long that it would be locked.
const known = () => recall() || NOBODY;
const away = () => hasLeft() || untouched() > idle;

function show() {
  const person = known();
  const me = away() ? NOBODY : person;
  part("idle").hidden = me === person;
  forms.begin(me);
  panel.begin(me, found);
  if (me === NOBODY) return;
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touch, { passive: true });
  setInterval(() => away() && drawAnew(), PATIENCE);
}

// Needles whose "in" somebody else wrote down here, or nobody knows who: how long, and nothing of where or in whom.
async function nameless() {
  const me = away() ? NOBODY : known();
  const entries = (await store.all()).filter((one) => one.state !== "back");
  const out = new Set(entries.filter((one) => one.fields.some(([name, value]) => name === "do" && value === "out")).map((one) => one.needs));
  const others = entries.filter((one) => one.user !== me.user || one.practice !== me.practice);
  const rows = others.filter((one) => one.out && !out.has(one.ref)).map((one) => row(found.querySelector("[data-queue-nameless-entry]"), one, { nameless: true }));
  found.querySelector("[data-queue-nameless]").replaceChildren(...rows);
  part("empty").hidden = unsent || entries.length > 0;
}

const rooms = () => draw(known().ahead);

if (unsent) keepTyped();
if (await store.usable) {
  await store.sweep();
  show();
  store.onChange(nameless);
  store.onChange(rooms);
  await nameless();
}
await rooms();
part("go-on").addEventListener("click", () => {
  stay();
  touch();
  drawAnew();
});
addEventListener("online", look);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
timer = setTimeout(look, pause);
