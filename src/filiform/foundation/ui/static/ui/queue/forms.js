// Forms that must not be lost (`data-queue`): what they would send is written down first, then sent.
import * as store from "./store.js";
import { flush, fresh, news } from "./send.js";
import { newKey } from "../key.js";

// A second press within this time is the same press.
const ONE_PRESS = 700;
// So long the page waits for the answer before the next press may come.
const WAIT = 4000;
const held = new WeakSet();
const touched = new Set();
// What a press has put to rest, by the entry's place in line: it goes on when the entry is taken back.
const resting = new Map();
let me = null;
let leaving = "";
let shownAt = "";

export function begin(person) {
  me = person;
  document.addEventListener("submit", take, true);
  document.addEventListener("input", (event) => event.target.form && touched.add(event.target.form));
  // htmx would send the form beside us.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches?.("form[data-queue]")) event.preventDefault();
  });
  news.addEventListener("taken", (event) => taken(event.detail));
  news.addEventListener("refused", (event) => refused(event.detail));
  news.addEventListener("rest", (event) => {
    // What has to wait is waited for by nobody: a refusal later does not take the page away from under the hands.
    if (event.detail.condition) fresh.clear();
    rest();
  });
  document.addEventListener("queue:taken-back", (event) => event.detail.forEach((seq) => resting.get(seq)?.(false)));
  document.addEventListener("queue:put-back", (event) => event.detail.forEach((seq) => resting.get(seq)?.(true)));
  // What only this page holds would go with it.
  addEventListener("beforeunload", (event) => store.unkept() && event.preventDefault());
  // Back from a page that was only put in place of another.
  addEventListener("popstate", () => shownAt && location.pathname !== shownAt && location.reload());
}

// The present instant by the server's clock, as far as this page knows it.
export const moment = () => new Date(Date.now() + me.ahead).toISOString();

function take(event) {
  const form = event.target;
  const files = form.querySelector('input[type="file"]');
  if (!("queue" in form.dataset) || event.defaultPrevented || files) return;
  event.preventDefault();
  if (held.has(form) || leaving) return;
  hold(form);
  keep(entryOf(form, event.submitter), form);
}

function hold(form) {
  held.add(form);
  form.setAttribute("aria-busy", "true");
}

function release(form) {
  held.delete(form);
  form.removeAttribute("aria-busy");
}

// Writes the entry down and sends it; where nothing can be written down, this page holds it until it is sent.
export async function keep(entry, form) {
  const seq = await store.add(entry);
  fresh.add(seq);
  if (form) settle(form, seq);
  await Promise.all([Promise.race([flush(), pause(WAIT)]), pause(ONE_PRESS)]);
  if (fresh.has(seq) && !(await store.all()).some((one) => one.seq === seq)) elsewhere(seq);
  fresh.delete(seq);
  if (form && !leaving) release(form);
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

// Another window of this browser has sent it.
function elsewhere(seq) {
  fresh.delete(seq);
  leaving = location.href;
  rest();
}

function entryOf(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  data.delete("csrfmiddlewaretoken");
  if (!data.get("_key")) data.set("_key", newKey());
  if (!data.get("at")) data.set("at", moment());
  const url = new URL(button?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href);
  // A needle that goes in and out at once needs no "out" of its own.
  const stays = form.dataset.queueOut && button?.value !== "in-out";
  return made(url.pathname + url.search, Array.from(data), {
    words: words(form, button, form.dataset.queue, data),
    out: stays ? { url: form.dataset.queueOutUrl, words: words(form, null, form.dataset.queueOut, data) } : null,
    dwell: Math.round(Number(data.get("dwell") || 0) * 60),
  });
}

// Sends a refused entry once more, for somebody who waits for the answer.
export async function again(entry) {
  fresh.add(entry.seq);
  await store.change({ ...entry, state: "waiting", made: Date.now(), faults: 0 });
  await flush();
  fresh.delete(entry.seq);
}

// An entry of whoever works here; also for buttons that the queue itself shows.
export function made(url, fields, more) {
  const said = new Map(fields);
  return {
    ...{ user: me.user, practice: me.practice, url, fields, page: location.pathname, at: said.get("at"), made: Date.now() },
    ...{ lane: laneOf(url), ref: said.get("event") || "", needs: said.get("insertion") || "", state: "waiting", sent: false, reasons: [] },
    ...more,
  };
}

export const laneOf = (url) => url.match(/\/visits\/[0-9a-f-]{36}\//)?.[0] || url;

// "Needle in" and what was chosen in the fields that `data-queue-from` names.
function words(form, button, first, data) {
  const names = (form.dataset.queueFrom || "").split(" ").filter(Boolean);
  const said = names.flatMap((name) => data.getAll(name).map((value) => shown(form.elements[name], value)));
  return [button?.dataset.queue || first, ...said.filter(Boolean)].join(", ");
}

function shown(control, value) {
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.textContent.trim();
  const chosen = control instanceof RadioNodeList ? Array.from(control).find((one) => one.value === value) : control;
  const label = chosen?.type === "radio" || chosen?.type === "checkbox" ? chosen.labels?.[0]?.textContent : value;
  return String(label || "").trim().slice(0, 100);
}

// It is written down: the form is ready for the next entry, with keys of its own, and no copy of it is left as a draft.
function settle(form, seq) {
  touched.delete(form);
  const page = form.querySelector('input[name="_page"]')?.value || new URL(form.action || location.href, location.href).pathname;
  for (const kind of ["draft:", "sent:"]) sessionStorage.removeItem(kind + page);
  if (document.querySelector("form[data-forget-draft]")) empty(form);
  else form.reset();
  for (const [name, made] of [["_key", newKey], ["event", newKey], ["at", () => ""]]) {
    for (const field of form.querySelectorAll(`input[type="hidden"][name="${name}"]`)) field.value = made();
  }
  if (!("queueOnce" in form.dataset)) return;
  resting.set(seq, restOf(form));
  resting.get(seq)(true);
}

// The page was drawn with a draft inside: what was just written down must not stand there again.
function empty(form) {
  for (const field of form.elements) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.type !== "hidden" && field.type !== "submit" && "value" in field && field.tagName !== "BUTTON") field.value = "";
  }
}

// Out is out: the button has done its work, and the clock beside it stands; until the press is taken back.
function restOf(form) {
  const clocks = Array.from(form.closest("article, section, li")?.querySelectorAll("[data-clock]:not([data-until])") || []);
  return (on) => {
    for (const button of form.querySelectorAll("button")) button.disabled = on;
    for (const clock of clocks) {
      if (on) clock.dataset.until = moment();
      else delete clock.dataset.until;
      clock.parentElement.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
    }
  };
}

function taken({ entry, to }) {
  if (fresh.delete(entry.seq)) leaving = to || location.href;
  else if (!leaving && location.pathname.startsWith(entry.lane)) leaving = location.href;
}

function refused({ entry, html }) {
  if (fresh.delete(entry.seq)) show(html, entry);
}

// All that could be sent is sent: the page is drawn anew, unless somebody is typing on it.
function rest() {
  if (!leaving) return;
  const typing = store.unkept() || [...touched].some((form) => form.isConnected && !held.has(form));
  const to = leaving;
  leaving = typing ? "" : to;
  if (typing) document.dispatchEvent(new CustomEvent("queue:shown-later", { detail: to }));
  else go(to);
}

export function go(to) {
  const goal = new URL(to, location.href);
  if (goal.pathname + goal.search !== location.pathname + location.search) location.assign(goal);
  else {
    if (goal.hash) history.replaceState(null, "", goal);
    location.reload();
  }
}

// The page that says why something was not taken, with what was typed, in place of this one.
function show(html, { page: address, ref }) {
  const page = new DOMParser().parseFromString(html, "text/html").querySelector(".page");
  const old = document.querySelector(".page");
  if (!page || !old) return;
  leaving = "";
  // What was typed stands in this form again: no page is drawn over it.
  for (const form of page.querySelectorAll("form[data-queue]")) if (ref && form.elements.event?.value === ref) touched.add(form);
  if (address !== location.pathname) history.pushState(null, "", address);
  shownAt = address;
  old.replaceWith(document.adoptNode(page));
  window.htmx?.process(page);
  page.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  const told = page.querySelector("[autofocus], [role=alert]");
  told?.setAttribute("tabindex", "-1");
  told?.focus();
  told?.scrollIntoView({ block: "center" });
}
