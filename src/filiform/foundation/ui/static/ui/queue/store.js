// What waits to be sent, in the browser's own database: it outlives the page, the tab and the browser.
//
// An entry: seq (its place in line), user, practice, lane (the visit), url, page, fields [[name, value]], words, at
// (when it was pressed), made, ref (the id that the device gave what it is about), needs (the ref that has to be there
// first), out (url and words of "out", for a needle that stays in), dwell (seconds), state (waiting or refused), reasons,
// faults (how often the server failed on it).
const NAME = "filiform";
const STORE = "queue";
const listeners = new Set();
const others = "BroadcastChannel" in window ? new BroadcastChannel("filiform-queue") : null;
let opening;

function open() {
  opening ||= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true });
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function within(mode, work) {
  const base = await open();
  return new Promise((resolve, reject) => {
    // Strict: on the disk before we say that it is kept.
    const turn = base.transaction(STORE, mode, { durability: "strict" });
    const asked = work(turn.objectStore(STORE));
    turn.oncomplete = () => resolve(asked?.result);
    turn.onabort = () => reject(turn.error);
  });
}

// Whether this browser lets us keep anything; where it does not, forms are sent as they always were.
export const usable = open().then(
  () => true,
  () => false,
);

// All entries of this device, whoever made them, in line.
export const all = () => within("readonly", (store) => store.getAll());

// Adds an entry and gives its place in line. What is sent again under the same ref takes the place of the refused one.
export async function add(entry) {
  const before = (await all()).filter((one) => one.state === "refused" && one.ref && one.ref === entry.ref);
  const seq = await within("readwrite", (store) => {
    for (const one of before) store.delete(one.seq);
    return store.add(entry);
  });
  changed();
  return seq;
}

export async function change(entry) {
  await within("readwrite", (store) => store.put(entry));
  changed();
}

export async function remove(seq) {
  await within("readwrite", (store) => store.delete(seq));
  changed();
}

export function onChange(listener) {
  listeners.add(listener);
}

function changed() {
  for (const listener of listeners) listener();
  others?.postMessage("changed");
}

if (others) others.onmessage = () => listeners.forEach((listener) => listener());
