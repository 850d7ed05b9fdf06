// Marks zones of a body chart by finger, pen or mouse: a tap marks or chooses one, dragging marks all it comes over.
const SLOP = 8; // pixels a finger may move and still be tapping
const FINGER = 44; // pixels that a finger needs
const states = new WeakMap();

const zoneAt = (chart, x, y) => {
  const zone = document.elementFromPoint(x, y)?.closest(".zone");
  return zone && chart.contains(zone) ? zone : null;
};

function stateOf(chart) {
  if (!states.has(chart)) states.set(chart, { fingers: new Set(), stroke: null, until: 0 });
  return states.get(chart);
}

function brush(chart, stroke, zone) {
  const key = chart.key(zone);
  if (stroke.keys.includes(key)) return;
  stroke.keys.push(key);
  if (chart.erasing) chart.erase([key]);
  else chart.mark(key);
  chart.chosen = stroke.keys.filter((each) => chart.marks.has(each));
  chart.paint();
}

// A second finger zooms: what the first one began is taken back.
function drop(chart, state) {
  if (state.stroke?.moved) chart.take(state.stroke.before, { quietly: true });
  state.stroke = null;
}

function tap(chart, zone, pointer) {
  const key = chart.key(zone);
  const room = zone.getBoundingClientRect();
  if (pointer !== "mouse" && Math.min(room.width, room.height) < FINGER) {
    // Too small to hit for sure: come closer first. zoom.js does, and says so, as far as it can.
    const closer = new CustomEvent("bodychart:closer", { bubbles: true, cancelable: true, detail: FINGER });
    if (!zone.dispatchEvent(closer)) return chart.say(`${chart.words.closer} ${chart.name(key)}`);
  }
  const marked = chart.marks.has(key);
  if (chart.erasing === marked) return chart.toggle(key);
  if (marked) chart.choose([key]);
  return undefined;
}

const handlers = {
  pointerdown(event, chart, state) {
    state.fingers.add(event.pointerId);
    if (state.fingers.size > 1) return drop(chart, state);
    const zone = event.target.closest(".zone");
    if (!zone || event.button > 0) return undefined;
    chart.stage.setPointerCapture(event.pointerId);
    state.stroke = { zone, id: event.pointerId, x: event.clientX, y: event.clientY, moved: false, keys: [], before: new Map(chart.marks) };
    return undefined;
  },
  pointermove(event, chart, { stroke, until }) {
    const zone = zoneAt(chart, event.clientX, event.clientY);
    // What a tap said stays to be read: the browser moves its own mouse after a finger.
    if (zone && (stroke || event.timeStamp > until)) chart.hint(zone);
    if (!stroke || stroke.id !== event.pointerId) return;
    if (!stroke.moved && Math.hypot(event.clientX - stroke.x, event.clientY - stroke.y) < SLOP) return;
    if (!stroke.moved) brush(chart, stroke, stroke.zone);
    stroke.moved = true;
    if (zone) brush(chart, stroke, zone);
  },
  pointerup(event, chart, state) {
    state.fingers.delete(event.pointerId);
    const { stroke } = state;
    state.stroke = null;
    // A click that follows a finger is not a screen reader's, and a move not the mouse's.
    state.until = event.timeStamp + (event.pointerType === "mouse" ? 300 : 1500);
    if (!stroke || stroke.id !== event.pointerId) return;
    stroke.zone.focus({ preventScroll: true });
    if (!stroke.moved) return tap(chart, stroke.zone, event.pointerType);
    chart.remember(stroke.before);
    chart.chosen = stroke.keys.filter((key) => chart.marks.has(key));
    chart.tell();
    chart.say(`${stroke.keys.map((key) => chart.name(key)).join("; ")}: ${chart.erasing ? chart.words.erased : chart.words.marked}`);
  },
  pointercancel(event, chart, state) {
    state.fingers.delete(event.pointerId);
    drop(chart, state);
  },
  // A press by a screen reader comes without a finger.
  click(event, chart, state) {
    const zone = event.target.closest(".zone");
    if (zone && event.detail === 0 && event.timeStamp > state.until) chart.toggle(chart.key(zone));
  },
};

for (const [kind, handle] of Object.entries(handlers)) {
  document.addEventListener(kind, (event) => {
    const chart = event.target.closest?.("body-chart");
    if (chart?.stage && (event.target.closest("[data-stage]") || stateOf(chart).stroke)) handle(event, chart, stateOf(chart));
  });
}
// The focus goes where the finger was, not to what came under it when the drawing moved.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("body-chart [data-stage]")) event.preventDefault();
});
document.addEventListener("pointerout", (event) => {
  const stage = event.target.closest?.("body-chart [data-stage]");
  if (stage && event.pointerType === "mouse" && !stage.contains(event.relatedTarget)) stage.closest("body-chart").hint(null);
});
