// Sends what waits, in line, one after another within a visit, and keeps it until the server has said what became of it.
import * as store from "./store.js";

const PATIENCE = 15000;
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 20000;
// So often the server may fail on the same entry before the next ones go first.
const MOST_FAULTS = 3;
// Answers that say for certain that nothing was taken.
const NOT_TAKEN = new Set(["log-in", "locked", "other-person", "other-practice", "token"]);

// Tells: "taken" { entry, to }, "refused" { entry, html }, "rest" { condition } when nothing more can be sent now.
// Conditions: "" (all sent), offline, trouble, log-in, locked, other-person, other-practice.
export const news = new EventTarget();
// Places in line of what somebody at this page waits for; everything else comes late.
export const fresh = new Set();
let me = null;
let running = null;
let again = false;
let pause = FIRST_PAUSE;
let timer;
// The last try came to nothing: ask first, so that no entry is sent into the dark and can be taken back meanwhile.
let cut = false;

// Who works at this page: { user, practice, who (the address that tells a fresh token) }.
export function begin(person) {
  me = person;
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  return flush();
}

// Sends what can be sent; while it is at work, another call makes it look once more.
export function flush() {
  if (!me) return Promise.resolve();
  again = true;
  running ||= inTurn(work).finally(() => {
    running = null;
    if (again) flush();
  });
  return running;
}

// Two windows of one browser take turns where the browser can; else the keys of the entries make repeats harmless.
function inTurn(job) {
  return navigator.locks ? navigator.locks.request("filiform-queue", job) : job();
}

async function work() {
  clearTimeout(timer);
  let condition = "";
  while (again) {
    again = false;
    condition = await round();
  }
  cut = condition === "offline";
  if (cut || condition === "trouble") later();
  else pause = FIRST_PAUSE;
  tell("rest", { condition });
}

function later() {
  timer = setTimeout(flush, pause);
  pause = Math.min(pause * 1.5, LONGEST_PAUSE);
}

async function round() {
  const mine = (await store.all()).filter((one) => one.user === me.user && one.practice === me.practice && one.state !== "back");
  let token = document.querySelector('input[name="csrfmiddlewaretoken"]')?.value;
  if ((cut || !navigator.onLine) && mine.some((one) => one.state === "waiting")) {
    const told = await ask();
    if (!told.token) return told.state;
    token = told.token;
  }
  // What belongs to something that is not there yet waits for it: no "out" before its "in".
  const absent = new Set(mine.map((one) => one.ref).filter(Boolean));
  const stopped = new Set();
  let condition = "";
  for (const entry of mine) {
    if (entry.state !== "waiting" || stopped.has(entry.lane) || absent.has(entry.needs)) continue;
    const answer = await deliver(entry, token);
    if (answer.state === "gone") continue;
    if (answer.state === "taken") {
      await taken(entry, answer.to);
      absent.delete(entry.ref);
      // An entry that was mended stands in line behind what belongs to it: once more from the start.
      again ||= mine.some((one) => one.needs && one.needs === entry.ref && one.seq < entry.seq);
    } else if (answer.state === "refused") await refused(entry, answer);
    else if (answer.state === "trouble") {
      stopped.add(entry.lane);
      condition = "trouble";
    } else return answer.state;
  }
  return condition;
}

async function taken(entry, to) {
  await store.remove(entry.seq);
  tell("taken", { entry, to });
}

async function refused(entry, { html, sent = false }) {
  const kept = { ...entry, sent, state: "refused", reasons: reasonsIn(html) };
  await store.change(kept);
  tell("refused", { entry: kept, html });
}

async function deliver(entry, token) {
  // In the same breath: either it was taken back before this, or it cannot be any more.
  const before = await store.claim(entry.seq);
  if (!before) return { state: "gone" };
  let answer = await post(entry, token);
  if (answer.state === "token") answer = await post(entry, (await ask()).token);
  if (NOT_TAKEN.has(answer.state) && !before.sent) await store.release(entry.seq);
  if (answer.state !== "fault") return answer.state === "token" ? { state: "trouble" } : answer;
  const faults = (entry.faults || 0) + 1;
  if (faults < MOST_FAULTS) {
    await store.change({ ...entry, sent: true, faults });
    return { state: "trouble" };
  }
  return { state: "refused", html: answer.html, sent: true };
}

async function post(entry, token) {
  const late = fresh.has(entry.seq) ? "" : " late";
  const headers = { "Filiform-Queue": `${me.user} ${me.practice}${late}` };
  const body = new URLSearchParams([...entry.fields, ["csrfmiddlewaretoken", token || ""]]);
  let answer;
  let text;
  try {
    answer = await fetch(entry.url, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    text = await answer.text();
  } catch {
    return { state: "offline" };
  }
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return read(text);
  const told = answer.headers.get("Filiform-Queue");
  // Without our own mark it is the page of a proxy or of a guest network, and says nothing of the entry.
  return told ? { state: told, html: text } : { state: "offline" };
}

function read(text) {
  try {
    const told = JSON.parse(text);
    return typeof told.state === "string" ? told : { state: "offline" };
  } catch {
    return { state: "offline" };
  }
}

// Whether the server is there, and what it says to us: { token } or { state }.
async function ask() {
  const headers = { "Filiform-Queue": `${me.user} ${me.practice}` };
  try {
    const told = await (await fetch(me.who, { headers, redirect: "error", signal: AbortSignal.timeout(PATIENCE) })).json();
    return told.token || told.state ? told : { state: "offline" };
  } catch {
    return { state: "offline" };
  }
}

// The reasons that a page of refusal gives, as text.
function reasonsIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = page.querySelectorAll(".error-summary li, [data-reason] strong");
  return [...new Set(Array.from(said, (one) => one.textContent.trim()))].filter(Boolean);
}

function tell(name, detail) {
  news.dispatchEvent(new CustomEvent(name, { detail }));
}
