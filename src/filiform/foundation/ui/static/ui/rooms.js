// Rooms with needles: the bar of every page is kept as new as the server knows it, and this browser keeps what it said, without
// names, for a page without a connection.
const KEPT = "filiform-rooms";
const PAUSE = 20000;
const PATIENCE = 8000;
// Longer than this the server does not show them either.
const DAY = 24 * 3600 * 1000;
let bar = document.querySelector("[data-rooms-bar]");
let asking = false;

// Keeps what `box` of a page tells: rooms, and when the server said so.
export function keep(box) {
  if (!box?.dataset.roomsKept) return;
  const told = { practice: box.dataset.practice, at: box.dataset.now, rooms: JSON.parse(box.dataset.roomsKept) };
  try {
    localStorage.setItem(KEPT, JSON.stringify(told));
  } catch {
    // Nothing may be kept here, or the store is full: an older list would be worse than none.
    forget();
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // Nothing was kept.
  }
}

// { practice, at, rooms: [{ place, needles: [{ ids, needle, since, due }] }] } as last told; null where that is nothing, or too old.
export function recall() {
  try {
    const told = JSON.parse(localStorage.getItem(KEPT));
    return told?.rooms.length && Math.abs(Date.now() - Date.parse(told.at)) < DAY ? told : null;
  } catch {
    return null;
  }
}

async function refresh() {
  if (asking || document.hidden || !bar) return;
  asking = true;
  try {
    const how = { redirect: "error", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    const page = await (await fetch(bar.dataset.roomsUrl, how)).text();
    show(new DOMParser().parseFromString(page, "text/html").querySelector("[data-rooms-bar]"));
  } catch {
    // No connection, or nobody is logged in any more: what is shown goes on counting.
  }
  asking = false;
}

// Put in place only where something is new, so that nothing moves under a hand.
function show(now) {
  if (!now?.dataset.roomsKept) return;
  keep(now);
  // A device whose clock was set meanwhile (after a sleep, by hand) goes on by the server's.
  document.dispatchEvent(new CustomEvent("clock:server", { detail: Date.parse(now.dataset.now) - Date.now() }));
  if (now.dataset.roomsKept === bar.dataset.roomsKept) return;
  bar.replaceWith(document.adoptNode(now));
  bar = now;
  bar.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}

keep(document.querySelector("[data-rooms-kept]"));
// Whoever leaves takes it along; where a page can be locked, lock.js knows whether they have.
if (!document.querySelector("[data-lock-form]")) document.addEventListener("submit", (event) => "forgetDrafts" in event.target.dataset && forget());
if (bar) {
  setInterval(refresh, PAUSE);
  document.addEventListener("visibilitychange", refresh);
  addEventListener("online", refresh);
  addEventListener("pageshow", (event) => event.persisted && refresh());
}
