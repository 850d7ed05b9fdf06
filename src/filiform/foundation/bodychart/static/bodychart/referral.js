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

function all() {
  for (const chart of document.querySelectorAll("body-chart")) draw(chart);
}

function light(entry) {
  shown = entry ? JSON.parse(entry.dataset.refers) : null;
  all();
  for (const chart of document.querySelectorAll("body-chart")) {
    if (shown?.views.length && !shown.views.includes(chart.view)) chart.show(shown.views[0]);
  }
}

document.addEventListener(
  "toggle",
  (event) => {
    const entry = event.target.closest?.("[data-refers]");
    if (!entry || event.target.parentElement !== entry) return;
    if (event.target.open) {
      for (const other of document.querySelectorAll("[data-refers] > details[open]")) if (other !== event.target) other.open = false;
      light(entry);
    } else if (shown?.structure === JSON.parse(entry.dataset.refers).structure) light(null);
  },
  true,
);

// A ranking that was drawn anew keeps the entry open that was open; one that is gone is put out.
document.addEventListener("htmx:afterSettle", () => {
  if (!shown) return;
  const entry = [...document.querySelectorAll("[data-refers]")].find((each) => JSON.parse(each.dataset.refers).structure === shown.structure);
  if (entry) entry.querySelector("details").open = true;
  else light(null);
});
document.addEventListener("bodychart:drawn", all);
