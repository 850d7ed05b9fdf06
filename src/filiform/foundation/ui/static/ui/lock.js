// Locks a screen that nobody touches, in all windows of the browser at once; without a connection it is covered.
import { hasLeft, leave as noteLeft, stay } from "./queue/person.js";
import { forget, keep } from "./rooms.js";

const SEEN = "filiform-seen";
const LOOK = 5000;
const form = document.querySelector("[data-lock-form]");
const cover = document.querySelector("[data-cover]");
const rooms = document.querySelector("[data-rooms]");
let noted = 0;
let alone = 0;

const lastTouch = () => Math.max(Number(localStorage.getItem(SEEN)) || 0, alone);

// Where the browser has no room left, this window knows of its own touches only.
function note(time) {
  alone = 0;
  try {
    localStorage.setItem(SEEN, String(time));
  } catch {
    alone = time;
  }
}

function touch() {
  if (Date.now() - noted < 1000 || covered()) return;
  noted = Date.now();
  note(noted);
}

const covered = () => cover && !cover.hidden;

// The server locks by its own clock whatever this page does; here the screen changes in time.
async function look() {
  if (covered() || Date.now() - lastTouch() < Number(form.dataset.idle) * 1000) return;
  if (!(await lockAtServer())) hide();
}

async function lockAtServer() {
  const { action } = form;
  try {
    await fetch(action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", signal: AbortSignal.timeout(8000) });
  } catch {
    return false;
  }
  stay();
  location.assign(`${action}?next=${encodeURIComponent(location.pathname + location.search)}`);
  return true;
}

// Locked, or logged out, by hand. Without a connection the page is covered instead, and locked when there is one again: a
// browser's own page would take the clocks away.
async function leave(event) {
  const ours = event.target === form;
  if (!ours && !("forgetDrafts" in event.target.dataset)) return;
  event.preventDefault();
  if (ours && (await lockAtServer())) return;
  if (!ours && (await leaveAtServer(event.target))) return;
  noteLeft();
  // As if nobody had touched a page for long: other windows follow, and a page opened now tells no more than this one.
  note(1);
  hide();
}

// Goes on when the window is closed at once; what the server wants to say first, it says on a page.
async function leaveAtServer(leaving) {
  const body = new URLSearchParams(new FormData(leaving));
  let answer;
  try {
    answer = await fetch(leaving.action, { method: "POST", body, keepalive: true, redirect: "manual", signal: AbortSignal.timeout(8000) });
  } catch {
    return false;
  }
  if (answer.type === "opaqueredirect") {
    forget();
    location.assign("/");
  } else leaving.submit();
  return true;
}

// Names, notes and forms are out of sight; the clocks of needles stay, with where in the body, not in whom.
function hide() {
  const frame = document.querySelector(".frame");
  const clocks = Array.from(document.querySelectorAll(".frame [data-clock]:not([data-until])"), copy);
  cover.querySelector("[data-cover-clocks]").replaceChildren(...clocks);
  frame.inert = true;
  frame.hidden = true;
  cover.hidden = false;
  cover.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  cover.querySelector("h1").focus();
}

function copy(clock) {
  const one = clock.cloneNode(true);
  const item = one.tagName === "LI" ? one : document.createElement("li");
  if (item !== one) item.append(one);
  for (const part of item.querySelectorAll("form, button, input, a, [id]")) {
    if (part.matches("form, button, input")) part.remove();
    else if (part.matches("a")) part.replaceWith(...part.childNodes);
    else part.removeAttribute("id");
  }
  return item;
}

// It was left while nobody could be told, and this page was opened since.
async function comeBack() {
  hide();
  await lockAtServer();
}

async function uncover() {
  if (await lockAtServer()) return;
  stay();
  document.querySelector(".frame").inert = false;
  document.querySelector(".frame").hidden = false;
  cover.hidden = true;
  noted = 0;
  touch();
}

// On the locked screen: the rooms as they are now, without touching what is being typed.
async function refresh() {
  try {
    const page = await (await fetch(location.href, { redirect: "error" })).text();
    const now = new DOMParser().parseFromString(page, "text/html").querySelector("[data-rooms]");
    keep(now);
    if (now && keys(now) !== keys(rooms)) put(now);
  } catch {
    // No connection, or unlocked in another window: what is shown stays until the next press.
  }
}

const keys = (box) => Array.from(box.querySelectorAll("[data-room]"), (one) => one.dataset.room).join();

function put(now) {
  rooms.replaceChildren(...Array.from(now.childNodes, (one) => document.adoptNode(one)));
  rooms.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}

if (form && cover) {
  for (const kind of ["pointerdown", "keydown", "input", "wheel"]) addEventListener(kind, touch, { passive: true });
  if (hasLeft()) comeBack();
  else touch();
  setInterval(look, LOOK);
  document.addEventListener("submit", leave, true);
  addEventListener("online", () => covered() && lockAtServer());
  cover.querySelector("[data-uncover]").addEventListener("click", uncover);
}
if (rooms) setInterval(refresh, 20000);
