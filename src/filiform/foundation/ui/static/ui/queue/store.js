// What waits to be sent, in the browser's own database: it outlives the page, the tab and the browser.
//
// An entry: seq (its place in line), user, practice, lane (the visit), url, page, fields [[name, value]], words, at
// (when it was pressed), made, ref (the id that the device gave what it is about), needs (the ref that has to be there
// first), out (url and words of "out", for a needle that stays in), dwell (seconds), state (waiting, refused, or back: taken
// back by its author), reasons, faults (how often the server failed on it), sent (it may have reached the server), back
// (when it was taken back), unkept (it could not be written down, and goes with the page).
const NAME = "filiform";
const STORE = "queue";
// So long what was taken back may be put back after its page was left.
const KEPT_BACK = 60000;
const listeners = new Set();
// What could not be written down, because the disk is full or the browser took its store away: held by this page alone.
const held = new Map();
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
export async function all() {
  const kept = await within("readonly", (store) => store.getAll()).catch(() => []);
  return [...kept, ...held.values()];
}

// Whether something would be lost with this page.
export const unkept = () => held.size > 0;

// Adds an entry and gives its place in line. What is sent again under the same ref takes the place of the refused one.
export async function add(entry) {
  const before = (await all()).filter((one) => one.state === "refused" && one.ref && one.ref === entry.ref);
  for (const one of before) held.delete(one.seq);
  const seq = await within("readwrite", (store) => {
    for (const one of before) store.delete(one.seq);
    return store.add(entry);
  }).catch(() => hold(entry));
  changed();
  return seq;
}

// Behind all that is written down, in the order of its own.
function hold(entry) {
  const seq = Math.max(Date.now(), ...held.keys()) + 1;
  held.set(seq, { ...entry, seq, unkept: true });
  return seq;
}

// What stands on a full disk may not take a longer entry; then it stays as it was.
export async function change(entry) {
  if (held.has(entry.seq)) held.set(entry.seq, entry);
  else await within("readwrite", (store) => store.put(entry)).catch(() => {});
  changed();
}

// Marks an entry as sent, before it is: from then on nobody may take it back. Gives it as it was; undefined where it is not
// there to be sent any more.
export async function claim(seq) {
  let found;
  if (held.has(seq)) return claimHeld(seq);
  const mark = (entry, store) => {
    if (entry?.state !== "waiting") return;
    found = entry;
    if (!entry.sent) store.put({ ...entry, sent: true });
  };
  // Where the mark cannot be written it is sent all the same: a repeat changes nothing.
  await within("readwrite", (store) => each(store, [seq], mark), "relaxed").catch(() => {});
  return found;
}

function claimHeld(seq) {
  const found = held.get(seq);
  if (found.state !== "waiting") return undefined;
  held.set(seq, { ...found, sent: true });
  return found;
}

// The server has said that it did not take it.
export async function release(seq) {
  if (held.has(seq)) held.set(seq, { ...held.get(seq), sent: false });
  else await within("readwrite", (store) => each(store, [seq], (one) => one && store.put({ ...one, sent: false }))).catch(() => {});
}

// Takes entries back, all or none: false where one of them may have reached the server. They can be put back for a while.
export async function takeBack(seqs) {
  const back = Date.now();
  const found = seqs.filter((seq) => held.has(seq)).map((seq) => held.get(seq));
  const kept = seqs.filter((seq) => !held.has(seq));
  const open = () => found.length === seqs.length && found.every((one) => one?.state === "waiting" && !one.sent);
  const taken = (one) => ({ ...one, state: "back", back });
  await within("readwrite", (store) =>
    each(store, kept, (entry) => {
      found.push(entry);
      if (open()) for (const one of found) if (!one.unkept) store.put(taken(one));
    }),
  );
  if (open()) for (const one of found) if (one.unkept) held.set(one.seq, taken(one));
  changed();
  return open();
}

// Puts entries back into the line, each in its old place.
export async function putBack(seqs) {
  const again = (entry) => ({ ...entry, state: "waiting", back: 0, made: Date.now() });
  const put = (entry, store) => entry?.state === "back" && store.put(again(entry));
  for (const seq of seqs) if (held.get(seq)?.state === "back") held.set(seq, again(held.get(seq)));
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
  if (!held.delete(seq)) await within("readwrite", (store) => store.delete(seq));
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
