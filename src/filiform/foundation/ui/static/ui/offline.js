// Shows the banner about the connection while there is none.
function show() {
  for (const banner of document.querySelectorAll("[data-offline]")) banner.hidden = navigator.onLine;
}

addEventListener("online", show);
addEventListener("offline", show);
show();
