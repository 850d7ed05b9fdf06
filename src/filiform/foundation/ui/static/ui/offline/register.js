// Sets up the worker that shows our own page where there is no connection: for who is logged in, over https or on this
// very machine. Browsers without one show their own page, as they always did.
const { worker } = document.body.dataset;

function register() {
  navigator.serviceWorker.register(worker).catch(() => {});
}

// After all else, so that no page waits for it.
if (worker && isSecureContext && "serviceWorker" in navigator) {
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}
