// The queue of this page: for whoever is logged in it keeps, sends and shows; before log-in it only counts.
import * as forms from "./forms.js";
import * as panel from "./panel.js";
import { forget, remember } from "./person.js";
import * as send from "./send.js";
import * as store from "./store.js";

const AGREE = 2000;
const found = document.querySelector("[data-queue-panel]");
const count = document.querySelector("[data-queue-count]");

// Whoever leaves, or has not come yet, is not known to the page without a connection.
if (!found) forget();
document.addEventListener("submit", (event) => "forgetDrafts" in event.target.dataset && forget());

if (await store.usable) {
  await store.sweep();
  if (found) work();
  else if (count) tell();
}

function work() {
  const { person } = document.body.dataset;
  const me = { user: person, practice: found.dataset.practice, who: found.dataset.who, ahead: ahead() };
  if (!me.user || !me.practice) return;
  remember(me);
  document.addEventListener("clock:server", ({ detail }) => {
    if (Math.abs(me.ahead - detail) < AGREE) return;
    me.ahead = Math.abs(detail) < AGREE ? 0 : detail;
    remember(me);
  });
  forms.begin(me);
  panel.begin(me, found);
  send.begin(me);
}

// Milliseconds by which the server's clock is ahead of this device's; within `AGREE` they are the same.
function ahead() {
  const [drawn] = performance.getEntriesByType("navigation");
  const here = performance.timeOrigin + (drawn?.responseStart || 0);
  const apart = Date.parse(found.dataset.now) - here;
  return Math.abs(apart) < AGREE ? 0 : apart;
}

// Nobody is logged in: how many entries wait, and nothing of what they say.
async function tell() {
  const waiting = (await store.all()).filter((one) => one.state !== "back").length;
  if (!waiting) return;
  count.textContent = (waiting === 1 ? count.dataset.one : count.dataset.many).replace("%n", waiting);
  count.hidden = false;
}
