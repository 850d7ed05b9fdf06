// Zooms and moves the drawing of a body chart: two fingers, buttons, the wheel with Ctrl, and a closer look at zones
// that are too small for a finger. The drawing stays sharp: only its view box changes.
const MOST = 14; // then a finger has room in each zone, on one of its views at least
const STEP = 1.6;
const ROOM = 1.15; // a zone comes a little larger than it has to be
const states = new WeakMap();

const numbers = (text) => text.split(/[ ,]+/).map(Number);
const svgOf = (chart) => chart.querySelector("svg.bodychart__drawing");

function full(svg) {
  svg.dataset.full ||= svg.getAttribute("viewBox");
  return numbers(svg.dataset.full);
}

const scaleOf = (svg) => full(svg)[2] / numbers(svg.getAttribute("viewBox"))[2];

// Looks at the point (x, y) of the drawing, which is to lie at the part (u, v) of what is seen.
function look(svg, x, y, scale, u = 0.5, v = 0.5) {
  const [left, top, width, height] = full(svg);
  const grown = Math.max(1, Math.min(MOST, scale));
  const [w, h] = [width / grown, height / grown];
  const within = (wanted, least, most) => Math.max(least, Math.min(most, wanted));
  const at = [within(x - u * w, left, left + width - w), within(y - v * h, top, top + height - h)];
  svg.setAttribute("viewBox", [...at, w, h].map((each) => Math.round(each * 100) / 100).join(" "));
  svg.closest("body-chart").classList.toggle("is-zoomed", grown > 1.01);
}

// Where a place on the screen lies in the drawing.
function point(svg, x, y) {
  const found = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
  return [found.x, found.y];
}

// Looks again so that the same point of the drawing lies under the same place of the screen.
function keep(svg, [x, y], clientX, clientY, scale) {
  const [left, top, width, height] = numbers(svg.getAttribute("viewBox"));
  const [px, py] = point(svg, clientX, clientY);
  look(svg, x, y, scale, (px - left) / width, (py - top) / height);
}

function centre(svg) {
  const [left, top, width, height] = numbers(svg.getAttribute("viewBox"));
  return [left + width / 2, top + height / 2];
}

function press(event) {
  const chart = event.target.closest("body-chart");
  const svg = chart && svgOf(chart);
  const what = event.target.closest("[data-zoom]")?.dataset.zoom;
  if (!svg || !what) return;
  const marked = svg.querySelector(".zone:focus, .zone.is-chosen");
  const middle = marked ? [marked.getBBox().x + marked.getBBox().width / 2, marked.getBBox().y + marked.getBBox().height / 2] : centre(svg);
  look(svg, ...middle, what === "all" ? 1 : scaleOf(svg) * (what === "in" ? STEP : 1 / STEP));
}

function closer(event) {
  const svg = event.target.closest("svg");
  const room = event.target.getBoundingClientRect();
  const wanted = scaleOf(svg) * ROOM * (event.detail / Math.min(room.width, room.height));
  if (scaleOf(svg) >= MOST - 0.01) return; // as near as can be: the tap counts
  const box = event.target.getBBox();
  look(svg, box.x + box.width / 2, box.y + box.height / 2, wanted);
  event.preventDefault();
}

// A zone that takes the focus by keys while the drawing is zoomed comes into sight.
function intoView(event) {
  const svg = event.target.closest("svg");
  const [left, top, width, height] = numbers(svg.getAttribute("viewBox"));
  const box = event.target.getBBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (x < left || x > left + width || y < top || y > top + height) look(svg, x, y, scaleOf(svg));
}

function down(event) {
  const chart = event.target.closest?.("body-chart");
  const svg = chart && event.target.closest("[data-stage]") && svgOf(chart);
  if (!svg) return;
  const state = states.get(chart) || { fingers: new Map() };
  states.set(chart, state);
  state.fingers.set(event.pointerId, event);
  const [one, other] = [...state.fingers.values()];
  const [x, y] = other ? [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2] : [one.clientX, one.clientY];
  state.hold = { at: point(svg, x, y), scale: scaleOf(svg), apart: other && Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) };
  // One finger beside the body moves the drawing, or the page when all of it is seen.
  state.drags = !other && !event.target.closest(".zone") && event.button === 0;
}

function move(event) {
  const chart = event.target.closest?.("body-chart");
  const state = chart && states.get(chart);
  const svg = state?.fingers.has(event.pointerId) && svgOf(chart);
  if (!svg) return;
  const before = state.fingers.get(event.pointerId);
  state.fingers.set(event.pointerId, event);
  const [one, other] = [...state.fingers.values()];
  if (other && state.hold.apart) {
    const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    keep(svg, state.hold.at, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2, state.hold.scale * (apart / state.hold.apart));
  } else if (state.drags) {
    if (scaleOf(svg) > 1.01) keep(svg, state.hold.at, event.clientX, event.clientY, scaleOf(svg));
    else if (event.pointerType === "touch") scrollBy(0, before.clientY - event.clientY);
  }
}

function up(event) {
  for (const chart of document.querySelectorAll("body-chart")) {
    const state = states.get(chart);
    if (!state?.fingers.delete(event.pointerId)) continue;
    state.drags = false;
    state.hold = state.hold && { ...state.hold, apart: 0 };
  }
}

document.addEventListener("click", press);
document.addEventListener("bodychart:closer", closer);
document.addEventListener("bodychart:into-view", intoView);
document.addEventListener("pointerdown", down);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", up);
document.addEventListener("pointercancel", up);
document.addEventListener("bodychart:drawn", (event) => event.target.classList.remove("is-zoomed"));
document.addEventListener(
  "wheel",
  (event) => {
    const svg = event.ctrlKey && event.target.closest?.("svg.bodychart__drawing");
    if (!svg) return;
    event.preventDefault();
    keep(svg, point(svg, event.clientX, event.clientY), event.clientX, event.clientY, scaleOf(svg) * (event.deltaY < 0 ? 1.2 : 1 / 1.2));
  },
  { passive: false },
);
