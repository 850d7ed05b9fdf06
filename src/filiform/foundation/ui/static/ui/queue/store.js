// What waits to be sent, in the browser's own database: it outlives the page, the tab and the browser.
//
// An entry: seq (its place in line), user, practice, lane (the visit), url, page, fields [[name, value]], words, at
// (when it was pressed), made, ref (the id that the device gave what it is about), needs (the ref that has to be there
// first), out (url and words of "out", for a needle that stays in), dwell (seconds), state (waiting, refused, or back: taken
// back by its author), reasons, faults (how often the server failed on it), sent (it may have reached the server), back
// (when it was taken back).
const NAME = "filiform";
const STORE = "queue";
// So long what was taken back may be put back after its page was left.
const KEPT_BACK = 60000;
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

// Strict: on the disk before we say that it is kept.
async function within(mode, work, durability = "strict") {
  const base = await open();
  return new Promise((resolve, reject) => {
    const turn = base.transaction(STORE, mode, { durability });
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

// Marks an entry as sent, before it is: from then on nobody may take it back. Gives it as it was; undefined where it is not
// there to be sent any more.
export async function claim(seq) {
  let found;
  const mark = (entry, store) => {
    if (entry?.state !== "waiting") return;
    found = entry;
    if (!entry.sent) store.put({ ...entry, sent: true });
  };
  await within("readwrite", (store) => each(store, [seq], mark), "relaxed");
  return found;
}

// The server has said that it did not take it.
export const release = (seq) => within("readwrite", (store) => each(store, [seq], (one) => one && store.put({ ...one, sent: false })));

// Takes entries back, all or none: false where one of them may have reached the server. They can be put back for a while.
export async function takeBack(seqs) {
  const back = Date.now();
  const found = [];
  await within("readwrite", (store) =>
    each(store, seqs, (entry) => {
      found.push(entry);
      if (found.length < seqs.length || found.some((one) => one?.state !== "waiting" || one.sent)) return;
      for (const one of found) store.put({ ...one, state: "back", back });
    }),
  );
  changed();
  return found.every((one) => one?.state === "waiting" && !one.sent);
}

// Puts entries back into the line, each in its old place.
export async function putBack(seqs) {
  const put = (entry, store) => entry?.state === "back" && store.put({ ...entry, state: "waiting", back: 0, made: Date.now() });
  await within("readwrite", (store) => each(store, seqs, put));
  changed();
}

function each(store, seqs, work) {
  for (const seq of seqs) store.get(seq).onsuccess = (event) => work(event.target.result, store);
}

// Drops what was taken back a while ago.
export async function sweep() {
  const old = (await all()).filter((one) => one.state === "back" && Date.now() - one.back > KEPT_BACK);
  for (const one of old) await remove(one.seq);
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
