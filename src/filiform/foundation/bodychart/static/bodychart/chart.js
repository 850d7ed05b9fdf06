// The body chart: draws a view of a figure, keeps the marks of its zones, and tells of each change
// (`bodychart:marks`). Fingers, keys, zoom, the list beside it and referral each have a module that works on it.
const STEPS_BACK = 100;
const files = new Map();
const ready = new Map();

function drawing(url) {
  if (!files.has(url)) {
    files.set(url, fetch(url, { credentials: "same-origin" }).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    }));
    files.get(url).catch(() => files.delete(url));
  }
  return files.get(url);
}

const drawn = (parent, name, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return parent.appendChild(made);
};

class BodyChart extends HTMLElement {
  connectedCallback() {
    if (this.words) return;
    this.words = JSON.parse(this.dataset.words);
    this.drawings = JSON.parse(this.dataset.drawings);
    this.labels = new Map();
    for (const option of document.getElementById(this.dataset.names).options) this.labels.set(option.dataset.zone, option.value);
    this.marks = new Map();
    this.past = [];
    this.chosen = [];
    this.erasing = false;
    this.figure = this.dataset.figure;
    this.stage = this.querySelector("[data-stage]");
    this.closeUps = this.querySelector("[data-close-ups]");
    this.closeUps?.addEventListener("change", () => this.show(this.closeUps.value || this.dataset.start));
    this.addEventListener("click", (event) => this.pressed(event));
    this.querySelector("[data-quality]").addEventListener("change", (event) => this.set({ quality: event.target.value }));
    this.stage.addEventListener("focusin", (event) => this.came(event.target));
    this.closest("form")?.addEventListener("change", (event) => {
      if (event.target.name === this.dataset.figureField && event.target.value in this.drawings) this.show(this.view, event.target.value);
    });
    this.hidden = false;
    this.show(this.dataset.start);
  }

  // --- what is shown ---
  async show(view, figure = this.figure) {
    Object.assign(this, { view, figure });
    for (const button of this.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === view);
    if (this.closeUps) this.closeUps.value = view;
    if (this.closeUps?.selectedIndex === -1) this.closeUps.value = "";
    let source;
    try {
      source = await this.fetched(view, figure);
    } catch {
      this.stage.textContent = this.words.failed;
      this.dispatchEvent(new CustomEvent("bodychart:failed", { bubbles: true }));
      return;
    }
    if (this.view !== view || this.figure !== figure) return;
    const svg = document.importNode(source, true);
    this.svg = svg;
    svg.setAttribute("role", "listbox");
    svg.setAttribute("aria-multiselectable", "true");
    svg.setAttribute("aria-label", this.words.views[view]);
    svg.setAttribute("class", "bodychart__drawing");
    for (const quiet of svg.querySelectorAll(".figure, .landmarks")) quiet.setAttribute("aria-hidden", "true");
    this.zones = [...svg.querySelectorAll(".zone")];
    for (const zone of this.zones) {
      zone.setAttribute("role", "option");
      zone.setAttribute("tabindex", "-1");
    }
    this.lit = drawn(svg, "g", { class: "bodychart__lit", "aria-hidden": "true" });
    this.numbers = drawn(svg, "g", { class: "bodychart__numbers", "aria-hidden": "true" });
    this.stage.replaceChildren(svg);
    this.places = new Map(this.zones.map((zone) => [zone, zone.getBBox()]));
    this.sides();
    this.rove(this.zones.find((zone) => this.marks.has(this.key(zone))) || this.largest());
    this.paint();
    this.dispatchEvent(new CustomEvent("bodychart:drawn", { bubbles: true }));
  }

  // The drawing of a view, fetched once; what has come is kept for those that cannot wait (`ready`).
  async fetched(view, figure = this.figure) {
    const url = this.drawings[figure][view];
    const found = await drawing(url);
    ready.set(url, found);
    return found;
  }

  ready(view) {
    return ready.get(this.drawings[this.figure][view]);
  }

  // Which side of the drawing is the patient's left: from in front it is not the reader's.
  sides() {
    const [start, end] = this.sidesOf(this.zones);
    this.querySelector("[data-start]").textContent = start;
    this.querySelector("[data-end]").textContent = end;
  }

  // The words for the left and the right end of a drawing; empty where it shows one side only.
  sidesOf(zones) {
    const middle = (side) => {
      const found = zones.filter((zone) => zone.dataset.side === side).map((zone) => zone.getBBox()).map((place) => place.x + place.width / 2);
      return found.length ? found.reduce((sum, each) => sum + each, 0) / found.length : null;
    };
    const [left, right] = [middle("left"), middle("right")];
    if (left === null || right === null) return ["", ""];
    const { sides } = this.words;
    return left < right ? [sides.left, sides.right] : [sides.right, sides.left];
  }

  largest() {
    const area = (zone) => this.places.get(zone).width * this.places.get(zone).height;
    return this.zones.reduce((one, other) => (area(other) > area(one) ? other : one), this.zones[0]);
  }

  paint() {
    this.numbers?.replaceChildren();
    for (const zone of this.zones || []) {
      const mark = this.marks.get(this.key(zone));
      zone.setAttribute("aria-selected", Boolean(mark));
      zone.setAttribute("aria-label", this.told(this.key(zone), mark));
      zone.classList.toggle("is-marked", Boolean(mark));
      zone.classList.toggle("is-chosen", this.chosen.includes(this.key(zone)));
      zone.dataset.level = this.level(mark);
      if (!mark || mark.intensity === "") continue;
      const place = this.places.get(zone);
      const [x, y] = this.inside(zone, place);
      const number = drawn(this.numbers, "text", { x, y, "font-size": Math.max(14, Math.min(30, place.width * 0.6, place.height * 0.6)) });
      number.textContent = mark.intensity;
    }
    this.tellChosen();
    this.querySelector("[data-do=undo]").disabled = !this.past.length;
    const count = this.querySelector("[data-count]");
    count.textContent = this.marks.size ? this.words.count.replace("%n", this.marks.size) : this.words.none;
  }

  // A place within a zone, near its middle: a bent zone has its middle outside.
  inside(zone, { x, y, width, height }) {
    const steps = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];
    for (const v of steps) for (const u of steps) if (zone.isPointInFill(new DOMPoint(x + u * width, y + v * height))) return [x + u * width, y + v * height];
    return [x + width / 2, y + height / 2];
  }

  // Four levels of strength are told apart by their depth; the number stands beside it.
  level(mark) {
    return mark && mark.intensity !== "" ? String(Math.min(4, Math.ceil((Number(mark.intensity) + 0.5) / 2.6))) : "";
  }

  key(zone) {
    return `${zone.dataset.zone} ${zone.dataset.side}`;
  }

  name(key) {
    const [zone, side] = key.split(" ");
    const label = this.labels.get(zone) || zone;
    return this.words[side] ? `${label}, ${this.words[side]}` : label;
  }

  told(key, mark) {
    if (!mark) return this.name(key);
    const strength = mark.intensity === "" ? "" : `, ${mark.intensity}`;
    return `${this.name(key)}: ${this.words.marked}${strength}${mark.quality ? `, ${this.words.qualities[mark.quality]}` : ""}`;
  }

  // Names a zone while a finger or the mouse is over it.
  hint(zone) {
    this.querySelector("[data-name]").textContent = zone ? this.told(this.key(zone), this.marks.get(this.key(zone))) : "";
  }

  say(text) {
    this.querySelector("[data-live]").textContent = text;
    this.querySelector("[data-name]").textContent = text;
  }

  tellChosen() {
    const marks = this.chosen.map((key) => this.marks.get(key));
    const panel = this.querySelector("[data-mark]");
    panel.hidden = !marks.length;
    if (!marks.length) return;
    const title = this.chosen.length > 2 ? this.words.count.replace("%n", this.chosen.length) : this.chosen.map((key) => this.name(key)).join("; ");
    panel.querySelector("[data-title]").textContent = title;
    const same = (field) => (marks.every((mark) => mark[field] === marks[0][field]) ? marks[0][field] : null);
    for (const button of panel.querySelectorAll("[data-intensity]")) button.setAttribute("aria-pressed", button.dataset.intensity === same("intensity"));
    panel.querySelector("[data-quality]").value = same("quality") ?? "";
  }

  // --- what is changed ---
  remember(marks = new Map(this.marks)) {
    this.past.push(marks);
    if (this.past.length > STEPS_BACK) this.past.shift();
  }

  tell() {
    this.paint();
    this.dispatchEvent(new CustomEvent("bodychart:marks", { bubbles: true }));
  }

  mark(key) {
    if (!this.marks.has(key)) this.marks.set(key, { intensity: "", quality: "", drawing: this.dataset.version });
    this.chosen = [key];
  }

  erase(keys) {
    for (const key of keys) this.marks.delete(key);
    this.chosen = this.chosen.filter((key) => this.marks.has(key));
  }

  set(change, keys = this.chosen) {
    if (!keys.length) return;
    this.remember();
    for (const key of keys) this.marks.set(key, { drawing: this.dataset.version, intensity: "", quality: "", ...this.marks.get(key), ...change });
    this.chosen = keys;
    this.tell();
    this.say(keys.length > 2 ? this.words.changed : keys.map((key) => this.told(key, this.marks.get(key))).join("; "));
  }

  choose(keys) {
    this.chosen = keys;
    this.paint();
    this.say(keys.map((key) => this.told(key, this.marks.get(key))).join("; "));
  }

  toggle(key) {
    this.remember();
    if (this.marks.has(key)) this.erase([key]);
    else this.mark(key);
    this.tell();
    this.say(this.marks.has(key) ? this.told(key, this.marks.get(key)) : `${this.name(key)}: ${this.words.erased}`);
  }

  undo() {
    if (!this.past.length) return;
    this.marks = this.past.pop();
    this.chosen = this.chosen.filter((key) => this.marks.has(key));
    this.tell();
    this.say(this.words.undone);
  }

  // Marks that came from elsewhere (the list): shown, and undone like any other change.
  take(marks, { quietly = false } = {}) {
    if (!quietly) this.remember();
    this.marks = marks;
    this.chosen = this.chosen.filter((key) => marks.has(key));
    this.paint();
  }

  // --- buttons ---
  pressed(event) {
    const button = event.target.closest("button");
    if (!button || !this.contains(button)) return;
    const { view, intensity } = button.dataset;
    if (view) this.show(view);
    else if (intensity !== undefined) this.set({ intensity: button.getAttribute("aria-pressed") === "true" ? "" : intensity });
    else if (button.dataset.do === "undo") this.undo();
    else if (button.dataset.do === "erase-chosen") {
      const names = this.chosen.map((key) => this.name(key)).join("; ");
      this.remember();
      this.erase(this.chosen);
      this.tell();
      this.say(`${names}: ${this.words.erased}`);
    } else if (button.dataset.do === "mark" || button.dataset.do === "erase") {
      this.erasing = button.dataset.do === "erase";
      for (const tool of this.querySelectorAll("[data-do=mark], [data-do=erase]")) tool.setAttribute("aria-pressed", tool === button);
    }
  }

  // One zone at a time is a stop for Tab.
  rove(zone) {
    for (const each of zone ? this.zones : []) each.setAttribute("tabindex", each === zone ? "0" : "-1");
  }

  came(zone) {
    if (!zone.matches(".zone")) return;
    this.rove(zone);
    const key = this.key(zone);
    if (this.marks.has(key) && !this.chosen.includes(key)) {
      this.chosen = [key];
      this.paint();
    }
    this.hint(zone);
    if (zone.matches(":focus-visible")) zone.dispatchEvent(new CustomEvent("bodychart:into-view", { bubbles: true }));
  }
}

customElements.define("body-chart", BodyChart);
