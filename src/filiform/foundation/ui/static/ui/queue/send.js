// Sends what waits, in line, one after another within a visit, and keeps it until the server has said what became of it.
import * as store from "./store.js";

const PATIENCE = 15000;
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 20000;
// So often the server may fail on the same entry before the next ones go first.
const MOST_FAULTS = 3;

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
  if (condition === "offline" || condition === "trouble") later();
  else pause = FIRST_PAUSE;
  tell("rest", { condition });
}

function later() {
  timer = setTimeout(flush, pause);
  pause = Math.min(pause * 1.5, LONGEST_PAUSE);
}

async function round() {
  const mine = (await store.all()).filter((one) => one.user === me.user && one.practice === me.practice);
  // What belongs to something that is not there yet waits for it: no "out" before its "in".
  const absent = new Set(mine.map((one) => one.ref).filter(Boolean));
  const stopped = new Set();
  let condition = "";
  for (const entry of mine) {
    if (entry.state !== "waiting" || stopped.has(entry.lane) || absent.has(entry.needs)) continue;
    const answer = await deliver(entry);
    if (answer.state === "taken") {
      await taken(entry, answer.to);
      absent.delete(entry.ref);
      // An entry that was mended stands in line behind what belongs to it: once more from the start.
      again ||= mine.some((one) => one.needs && one.needs === entry.ref && one.seq < entry.seq);
    } else if (answer.state === "refused") await refused(entry, answer.html);
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

async function refused(entry, html) {
  const kept = { ...entry, state: "refused", reasons: reasonsIn(html) };
  await store.change(kept);
  tell("refused", { entry: kept, html });
}

async function deliver(entry) {
  let answer = await post(entry, document.querySelector('input[name="csrfmiddlewaretoken"]')?.value);
  if (answer.state === "token") answer = await post(entry, await freshToken());
  if (answer.state !== "fault") return answer.state === "token" ? { state: "trouble" } : answer;
  const faults = (entry.faults || 0) + 1;
  if (faults < MOST_FAULTS) {
    await store.change({ ...entry, faults });
    return { state: "trouble" };
  }
  return { state: "refused", html: answer.html };
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

async function freshToken() {
  try {
    return (await (await fetch(me.who, { headers: { "Filiform-Queue": `${me.user} ${me.practice}` } })).json()).token;
  } catch {
    return "";
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
