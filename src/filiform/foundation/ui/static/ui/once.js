// A form is sent once: a second press waits, and `_key` lets the server know a repeat when it sees one.
import { newKey } from "./key.js";

const busy = new WeakSet();

function isPost(form) {
  return (form.getAttribute("method") || "get").toLowerCase() === "post";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isPost(form) || event.defaultPrevented) return;
  if (busy.has(form)) {
    event.preventDefault();
    return;
  }
  if ("once" in form.dataset && !form.querySelector('input[name="_key"]')) {
    const key = document.createElement("input");
    key.type = "hidden";
    key.name = "_key";
    key.value = newKey();
    form.append(key);
  }
  busy.add(form);
  form.setAttribute("aria-busy", "true");
  // After the form data were taken: a disabled button would not send its own name and value.
  setTimeout(() => mark(form, true));
});

// A page that comes back from the browser's cache, or an answer that htmx has put in place, may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) release(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});

function release(form) {
  busy.delete(form);
  form.removeAttribute("aria-busy");
  mark(form, false);
}

function mark(form, on) {
  for (const button of form.elements) {
    if (button.type !== "submit") continue;
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
