// Works a body chart by keys: arrows go to the next zone, Enter or Space marks, digits say how strong, Delete takes
// the mark out, Ctrl+Z undoes, letters lead to a zone by its name.
const TEN = 1000; // milliseconds within which "1" and "0" are ten
const WORD = 900; // milliseconds within which letters make one word
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const last = { digit: "", at: -Infinity, key: "" };
const typed = { text: "", at: -Infinity };

// The next zone in a direction: near counts, and lying straight ahead counts more.
function next(chart, from, [dx, dy]) {
  const centre = (zone) => {
    const place = chart.places.get(zone);
    return [place.x + place.width / 2, place.y + place.height / 2];
  };
  const [x, y] = centre(from);
  let [best, least] = [null, Infinity];
  for (const zone of chart.zones) {
    const [cx, cy] = centre(zone);
    const along = (cx - x) * dx + (cy - y) * dy;
    const across = Math.abs((cx - x) * dy + (cy - y) * dx);
    const cost = along + across * (across > along ? 4 : 1.5);
    if (zone !== from && along > 0.5 && cost < least) [best, least] = [zone, cost];
  }
  return best;
}

function digit(chart, key, event) {
  const ten = event.key === "0" && last.digit === "1" && last.key === key && event.timeStamp - last.at < TEN;
  Object.assign(last, { digit: event.key, at: event.timeStamp, key });
  chart.set({ intensity: ten ? "10" : event.key }, [key]);
}

function find(chart, from, event) {
  typed.text = (event.timeStamp - typed.at < WORD ? typed.text : "") + event.key.toLowerCase();
  typed.at = event.timeStamp;
  const start = chart.zones.indexOf(from) + (typed.text.length > 1 ? 0 : 1);
  const order = [...chart.zones.slice(start), ...chart.zones.slice(0, start)];
  return order.find((zone) => chart.name(chart.key(zone)).toLowerCase().startsWith(typed.text));
}

document.addEventListener("keydown", (event) => {
  const chart = event.target.closest?.("body-chart");
  if (!chart?.zones) return;
  const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
  if (undoes && !event.target.matches("select")) {
    chart.undo();
    event.preventDefault();
  }
  const zone = event.target.closest(".zone");
  if (!zone || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = chart.key(zone);
  if (event.key in ARROWS) next(chart, zone, ARROWS[event.key])?.focus();
  else if (event.key === "Home") chart.zones[0].focus();
  else if (event.key === "End") chart.zones.at(-1).focus();
  else if (event.key === " " && event.timeStamp - typed.at < WORD) find(chart, zone, event)?.focus();
  else if (event.key === "Enter" || event.key === " ") chart.toggle(key);
  else if (event.key === "Delete" || event.key === "Backspace") {
    if (chart.marks.has(key)) chart.toggle(key);
  } else if (/^\d$/.test(event.key)) digit(chart, key, event);
  else if (event.key.length === 1 && /\p{L}/u.test(event.key)) find(chart, zone, event)?.focus();
  else return;
  event.preventDefault();
});
