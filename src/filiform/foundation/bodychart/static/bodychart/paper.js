// Prints a body chart: front and back and every view that holds marks, with strengths as numbers and in words.
// The sheets are made when printing begins, from drawings that were fetched before: printing does not wait.
const ALWAYS = ["front", "back"];
const SVG = "http://www.w3.org/2000/svg";

function made(parent, name, attributes = {}, text = "") {
  const found = name === "text" ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) found.setAttribute(attribute, value);
  found.textContent = text;
  return parent.appendChild(found);
}

// Views that show a mark, in their order.
function views(chart) {
  chart.seen ||= Object.entries(JSON.parse(chart.dataset.seen)).map(([view, places]) => [view, new Set(places.split(","))]);
  return chart.seen.filter(([view, places]) => ALWAYS.includes(view) || [...chart.marks.keys()].some((key) => places.has(key))).map(([view]) => view);
}

function fetchAll(chart) {
  for (const view of views(chart)) chart.fetched(view).catch(() => {}); // what is missing is said on the sheet
}

function number(chart, numbers, zone, mark) {
  const place = zone.getBBox();
  const [x, y] = chart.inside(zone, place);
  const size = Math.max(14, Math.min(30, place.width * 0.6, place.height * 0.6));
  made(numbers, "text", { x, y, "font-size": size }, mark.intensity === "" ? "×" : mark.intensity);
}

function sheet(chart, box, view) {
  const source = chart.ready(view);
  if (!source) return made(box, "p", {}, chart.words.missing.replace("%s", chart.words.views[view]));
  const svg = document.importNode(source, true);
  const marked = [...svg.querySelectorAll(".zone")].filter((zone) => chart.marks.has(chart.key(zone)));
  if (!marked.length && !ALWAYS.includes(view)) return null; // the other figure shows it here
  const figure = made(box, "figure", { class: "bodychart__sheet" });
  svg.setAttribute("class", "bodychart__drawing");
  figure.append(svg);
  svg.querySelector(".landmarks")?.remove();
  for (const zone of marked) {
    zone.classList.add("is-marked");
    zone.dataset.level = chart.level(chart.marks.get(chart.key(zone)));
  }
  const numbers = svg.appendChild(document.createElementNS(SVG, "g"));
  numbers.setAttribute("class", "bodychart__numbers");
  // Numbers lie over all zones, also over those that are drawn later.
  for (const zone of marked) number(chart, numbers, zone, chart.marks.get(chart.key(zone)));
  const [start, end] = chart.sidesOf([...svg.querySelectorAll(".zone")]);
  return made(figure, "figcaption", {}, [chart.words.views[view], start && `${start} | ${end}`].filter(Boolean).join(": "));
}

function told(chart, [key, mark]) {
  const parts = [mark.intensity === "" ? chart.words.unsaid : `${mark.intensity}/10`, mark.quality && chart.words.qualities[mark.quality]];
  return `${chart.name(key)}: ${parts.filter(Boolean).join(", ")}`;
}

function begin(chart) {
  const paper = chart.querySelector("[data-paper]");
  const [sheets, said] = [paper.querySelector("[data-sheets]"), paper.querySelector("[data-said]")];
  paper.hidden = false; // nothing that is not laid out can be measured
  sheets.replaceChildren();
  said.replaceChildren();
  for (const view of views(chart)) sheet(chart, sheets, view);
  for (const mark of chart.marks) made(said, "li", {}, told(chart, mark));
  if (!chart.marks.size) made(said, "li", {}, chart.words.none);
}

function end(chart) {
  chart.querySelector("[data-paper]").hidden = true;
  chart.querySelector("[data-sheets]").replaceChildren();
}

const charts = () => [...document.querySelectorAll("body-chart:not([hidden])")];
addEventListener("beforeprint", () => charts().forEach(begin));
addEventListener("afterprint", () => charts().forEach(end));
for (const event of ["bodychart:marks", "bodychart:drawn"]) {
  document.addEventListener(event, ({ target }) => (window.requestIdleCallback || setTimeout)(() => fetchAll(target)));
}
