// Says on the page why a passkey did not work; without it the button would seem dead.
const told = document.querySelector("[data-passkey-fault]");
let pressed = null;

document.addEventListener("click", (event) => { pressed = event.target.closest("button") || pressed; }, true);

document.addEventListener("allauth.error", (event) => {
  if (!told || !event.detail.tags.includes("webauthn")) return;
  event.preventDefault();
  // The browser refuses addresses in numbers by this kind of error.
  const why = event.detail.exception?.name === "SecurityError" ? "address" : "other";
  const named = told.querySelector("[data-passkey-named]");
  if (location.hostname === "127.0.0.1" || location.hostname === "[::1]") {
    named.href = location.href.replace(location.hostname, "localhost");
    named.hidden = false;
  }
  pressed?.closest("p, form")?.after(told);
  for (const one of told.querySelectorAll("[data-passkey-why]")) one.hidden = one.dataset.passkeyWhy !== why;
  told.hidden = false;
});
