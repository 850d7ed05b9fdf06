// Sends a form's draft to its `data-draft-url` when typing pauses. It never blocks and never decides: the
// button still saves. What could not be sent stays in this window (sessionStorage) and is sent later.
const PAUSE = 1500;
const RETRY = 10000;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "_key", "_page"]);
const store = "draft:";
const sent = "sent:";
const person = document.body.dataset.person || "";

class Draft {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.draftUrl;
    // The server keeps a draft for the address that the form is sent to.
    const named = form.querySelector('input[name="_page"]');
    this.page = named?.value || new URL(form.getAttribute("action") || location.href, location.href).pathname;
    this.line = form.querySelector("[data-draft-status]");
    this.sending = null;
    this.dirty = false;
    this.restore();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.settle());
    addEventListener("online", () => this.dirty && this.send());
    addEventListener("pagehide", () => this.dirty && this.keep());
  }

  pairs() {
    return Array.from(new FormData(this.form)).filter(([name, value]) => typeof value === "string" && !LEFT_OUT.has(name));
  }

  changed() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.sending) return;
    this.dirty = false;
    this.sending = new AbortController();
    this.say("saving");
    const body = new URLSearchParams([["_page", this.page], ...this.pairs()]);
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": this.token(), "X-Requested-With": "fetch", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
        signal: this.sending.signal,
      });
      if (answer.ok) this.saved(body, (await answer.json()).saved_at);
      else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status >= 500) this.later();
      else this.say("refused");
    } catch (error) {
      if (error.name !== "AbortError") this.later();
    }
    this.sending = null;
    if (this.dirty && navigator.onLine) this.timer = setTimeout(() => this.send(), RETRY);
  }

  saved(body, time) {
    if (body.toString() === new URLSearchParams([["_page", this.page], ...this.pairs()]).toString()) sessionStorage.removeItem(store + this.page);
    else this.dirty = true;
    this.say("saved", ` ${time}`);
  }

  later() {
    this.dirty = true;
    this.keep();
    this.say("kept");
  }

  keep(prefix = store) {
    try {
      sessionStorage.setItem(prefix + this.page, JSON.stringify({ person, pairs: this.pairs() }));
    } catch {
      // Storage is full or forbidden: the form itself still holds everything.
    }
  }

  restore() {
    const kept = sessionStorage.getItem(store + this.page);
    if (!kept) return;
    const draft = JSON.parse(kept);
    // A draft has one author: the next person at this window does not get it.
    if (draft.person !== person) return;
    const values = new Map();
    for (const [name, value] of draft.pairs) values.set(name, [...(values.get(name) || []), value]);
    for (const field of this.form.elements) {
      if (!field.name || field.type === "file" || field.type === "submit" || LEFT_OUT.has(field.name)) continue;
      const given = values.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (field.tagName === "SELECT") for (const option of field.options) option.selected = given.includes(option.value);
      else if (given.length) field.value = given.shift();
    }
    this.form.closest("details")?.setAttribute("open", "");
    this.form.keptDraft = draft.pairs; // for what draws further fields of its own
    this.say("restored");
    this.dirty = true;
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  // The real save is on its way: a late draft must not come after it.
  settle() {
    this.forget();
    sessionStorage.removeItem(store + this.page);
    this.keep(navigator.onLine ? sent : store);
  }

  forget() {
    clearTimeout(this.timer);
    this.sending?.abort();
    this.dirty = false;
  }

  token() {
    return this.form.querySelector('input[name="csrfmiddlewaretoken"]')?.value || "";
  }

  say(word, tail = "") {
    if (this.line) this.line.textContent = this.line.dataset[word] + tail;
  }
}

const seen = new WeakSet();
const drafts = [];

function begin(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    if (seen.has(form)) continue;
    seen.add(form);
    drafts.push(new Draft(form));
  }
}

// After a save the next page tells how it went. On a page with the frame the server has the text, in the record
// or in the form that it shows again. On a bare page (log-in, error) it may not: then the text waits.
for (const key of Object.keys(sessionStorage)) {
  if (!key.startsWith(sent)) continue;
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (document.body.classList.contains("bare")) sessionStorage.setItem(store + key.slice(sent.length), text);
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target));

// Discarded on the server, discarded here.
document.addEventListener("submit", (event) => {
  if (!("forgetDraft" in event.target.dataset)) return;
  const page = event.target.elements._page.value;
  for (const draft of drafts) if (draft.page === page) draft.forget();
  sessionStorage.removeItem(store + page);
});

// Whoever logs out leaves nothing behind on a shared computer.
document.addEventListener("submit", (event) => {
  if (!("forgetDrafts" in event.target.dataset)) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(store) || key.startsWith(sent)) sessionStorage.removeItem(key);
});
