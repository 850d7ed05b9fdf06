// Shows our own page where the browser would say that there is no connection. It keeps that page and its files (`self.PLAN`
// names them), never a page of a practice; it answers only for a page that could not be had, and for a form that could not
// be sent. What a form holds it neither reads nor keeps.
const { cache: NAME, page: PAGE, files: FILES } = self.PLAN;
const KIND = "filiform-offline-";
const files = new Set(FILES.map((file) => new URL(file, location.origin).href));
// Windows that show our page: only for them files come from the store.
const shown = new Set();

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keep());
});

addEventListener("activate", (event) => event.waitUntil(begin()));

addEventListener("fetch", (event) => {
  const { request, clientId } = event;
  if (request.mode === "navigate" && isForm(request)) event.respondWith(sent(event));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (shown.has(clientId) && files.has(request.url)) event.respondWith(file(request));
});

// All or nothing: where one file cannot be had, the worker of before stays.
async function keep() {
  const kept = await caches.open(NAME);
  // Asked for as a stranger, so that nothing of whoever is logged in can be in it.
  await kept.addAll([new Request(PAGE, { credentials: "omit", cache: "no-store" }), ...FILES]);
}

async function begin() {
  const old = (await caches.keys()).filter((name) => name.startsWith(KIND) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  // The page is asked for while this worker wakes up, so nobody waits for the worker.
  await registration.navigationPreload?.enable();
}

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch (fault) {
    return offline(event, fault);
  }
}

// A form with a file goes past: the browser streams it as it always did.
function isForm({ method, headers }) {
  return method === "POST" && !(headers.get("content-type") || "").startsWith("multipart/");
}

async function sent(event) {
  try {
    return await fetch(event.request);
  } catch (fault) {
    return offline(event, fault, tellUnsent);
  }
}

// The same page, saying that a form was not sent: static words, nothing of the form.
const tellUnsent = async (kept) => (await kept.text()).replace("data-offline-unsent hidden", "data-offline-unsent");

async function offline(event, fault, told = (kept) => kept.body) {
  const kept = await (await caches.open(NAME)).match(PAGE, { ignoreVary: true });
  if (!kept) throw fault;
  shown.add(event.resultingClientId);
  // Nobody may take it for the page that was asked for.
  return new Response(await told(kept), { status: 503, statusText: "No connection", headers: kept.headers });
}

async function file(request) {
  return (await (await caches.open(NAME)).match(request, { ignoreVary: true })) || fetch(request);
}
