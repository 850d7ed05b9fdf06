// Lights on a body chart where a muscle of the ranking lies and where it refers to, while its entry is open.
// An entry is `[data-refers]`: JSON of structure, name, sides (none means both), primary and secondary zone ids, and
// the views on which its landmark area is drawn: the chart turns to one of them.
const SVG = "http://www.w3.org/2000/svg";
let shown = null;

function copy(layer, place, kind) {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", place.getAttribute("d"));
  path.setAttribute("class", `lit lit--${kind}`);
  path.setAttribute("fill", `url(#${layer.dataset.patterns}-${kind})`);
  layer.append(path);
}

function draw(chart) {
  const legend = chart.querySelector("[data-legend]");
  legend.hidden = !shown;
  if (!chart.lit) return;
  chart.lit.replaceChildren();
  chart.lit.dataset.patterns = chart.dataset.patterns;
  if (!shown) return;
  legend.querySelector("[data-lit]").textContent = shown.name;
  const on = (place) => !shown.sides.length || place.dataset.side === "midline" || shown.sides.includes(place.dataset.side);
  for (const zone of chart.zones.filter(on)) {
    if (shown.primary.includes(zone.dataset.zone)) copy(chart.lit, zone, "primary");
    else if (shown.secondary.includes(zone.dataset.zone)) copy(chart.lit, zone, "secondary");
  }
  const lying = [...chart.svg.querySelectorAll(".landmark")].filter((place) => place.dataset.structure === shown.structure && on(place));
  for (const place of lying) copy(chart.lit, place, "landmark");
}

// On a narrow screen the ranking stands below the chart, out of sight of it: the open entry shows what is lit itself.
function glimpse(chart) {
  for (const old of document.querySelectorAll(".bodychart__glimpse")) old.remove();
  const entry = document.querySelector("[data-refers] > details[open]");
  if (!shown || !entry || !chart.lit?.childElementCount) return;
  const { x, y, width, height } = chart.lit.getBBox();
  const room = 0.25 * Math.max(width, height) + 20;
  const picture = chart.svg.cloneNode(true);
  picture.setAttribute("class", "bodychart__drawing bodychart__glimpse");
  picture.setAttribute("viewBox", [x - room, y - room, width + 2 * room, height + 2 * room].map(Math.round).join(" "));
  for (const name of ["role", "aria-label", "aria-multiselectable", "data-full"]) picture.removeAttribute(name);
  picture.setAttribute("aria-hidden", "true");
  // A picture of the zones, not the zones: nothing here is marked, reached or read out.
  for (const zone of picture.querySelectorAll(".zone")) {
    for (const name of ["role", "tabindex", "aria-selected", "aria-label", "data-zone"]) zone.removeAttribute(name);
    zone.classList.replace("zone", "glimpsed");
  }
  entry.querySelector("summary").after(picture);
}

function all() {
  for (const chart of document.querySelectorAll("body-chart")) {
    draw(chart);
    glimpse(chart);
  }
}

function light(entry) {
  shown = entry ? JSON.parse(entry.dataset.refers) : null;
  all();
  for (const chart of document.querySelectorAll("body-chart")) {
    if (shown?.views.length && !shown.views.includes(chart.view)) chart.show(shown.views[0]);
  }
}

// Where the entry stood that was pressed: it stays there when one above it closes, or it would be gone from the screen.
let pressed = null;

document.addEventListener("click", (event) => {
  const summary = event.target.closest?.("[data-refers] > details > summary");
  pressed = summary && { summary, top: summary.getBoundingClientRect().top };
});

document.addEventListener(
  "toggle",
  (event) => {
    const entry = event.target.closest?.("[data-refers]");
    if (!entry || event.target.parentElement !== entry) return;
    if (event.target.open) {
      for (const other of document.querySelectorAll("[data-refers] > details[open]")) if (other !== event.target) other.open = false;
      light(entry);
      const summary = event.target.querySelector("summary");
      if (pressed?.summary === summary) scrollBy({ top: summary.getBoundingClientRect().top - pressed.top, behavior: "instant" });
    } else if (shown?.structure === JSON.parse(entry.dataset.refers).structure) light(null);
  },
  true,
);

// Who hears the page is told which muscle leads when that changes: the ranking itself is drawn anew, and not read out.
function tellFirst() {
  const place = document.querySelector("[data-ranked]");
  const first = document.querySelector("[data-refers] summary")?.textContent.trim();
  const said = first ? `${place?.dataset.ranked} ${first}` : "";
  if (place && place.textContent !== said) place.textContent = said;
}

// A ranking that was drawn anew keeps the entry open that was open; one that is gone is put out.
document.addEventListener("htmx:afterSettle", () => {
  tellFirst();
  if (!shown) return;
  const entry = [...document.querySelectorAll("[data-refers]")].find((each) => JSON.parse(each.dataset.refers).structure === shown.structure);
  if (entry) entry.querySelector("details").open = true;
  else light(null);
});
document.addEventListener("bodychart:drawn", all);
document.addEventListener("bodychart:marks", all);
