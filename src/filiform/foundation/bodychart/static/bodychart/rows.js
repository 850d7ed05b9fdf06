// Keeps a body chart and the list of zones beside it the same. The list is the form that is sent: a mark on the chart
// becomes a row, and what is typed into a row is drawn. A row for both sides is two marks.
const FIELDS = ["zone", "side", "intensity", "quality", "drawing"];

class Rows {
  constructor(chart) {
    this.chart = chart;
    this.box = document.getElementById(chart.dataset.rows);
    this.prefix = chart.dataset.prefix;
    this.total = this.box.querySelector(`[name="${this.prefix}-TOTAL_FORMS"]`);
    this.most = Number(this.box.querySelector(`[name="${this.prefix}-MAX_NUM_FORMS"]`).value);
    this.zones = new Map();
    this.labels = new Map();
    this.midline = new Set();
    for (const option of document.getElementById(chart.dataset.names).options) {
      this.zones.set(this.plain(option.value), option.dataset.zone);
      this.labels.set(option.dataset.zone, option.value);
      if ("midline" in option.dataset) this.midline.add(option.dataset.zone);
    }
    this.restore();
    this.fold();
    this.chart.addEventListener("bodychart:failed", () => this.fold(false));
    this.chart.take(this.marks(), { quietly: true });
    this.chart.addEventListener("bodychart:marks", () => this.write());
    this.box.addEventListener("change", (event) => this.edited(event));
  }

  plain(text) {
    return text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  }

  get rows() {
    return [...this.box.querySelectorAll("[data-row]")];
  }

  field(row, name) {
    return row.querySelector(`[name^="${this.prefix}-"][name$="-${name}"]`);
  }

  // Keys of the marks that a row stands for: none when its zone or side is not said yet.
  keys(row) {
    const zone = this.zones.get(this.plain(this.field(row, "zone").value));
    const side = this.field(row, "side").value;
    if (!zone) return [];
    if (this.midline.has(zone)) return [`${zone} midline`];
    return (side === "both" ? ["left", "right"] : [side]).filter(Boolean).map((each) => `${zone} ${each}`);
  }

  mark(row) {
    return { intensity: this.field(row, "intensity").value, quality: this.field(row, "quality").value, drawing: this.field(row, "drawing").value };
  }

  marks() {
    const found = new Map();
    for (const row of this.rows) for (const key of this.keys(row)) if (!found.has(key)) found.set(key, this.mark(row));
    return found;
  }

  blank(row) {
    return FIELDS.every((name) => !this.field(row, name).value);
  }

  fill(row, values) {
    for (const [name, value] of Object.entries(values)) this.field(row, name).value = value;
  }

  clear(row) {
    this.fill(row, Object.fromEntries(FIELDS.map((name) => [name, ""])));
  }

  add() {
    const count = Number(this.total.value);
    if (count >= this.most) return null;
    const last = this.rows.at(-1);
    const made = last.cloneNode(true);
    const [, at] = this.field(last, "zone").name.match(/-(\d+)-zone$/);
    made.innerHTML = made.innerHTML.replaceAll(`${this.prefix}-${at}-`, `${this.prefix}-${count}-`);
    for (const error of made.querySelectorAll(".field-errors")) error.remove();
    for (const wrong of made.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
    for (const wrong of made.querySelectorAll(".field--invalid")) wrong.classList.remove("field--invalid");
    made.querySelector("legend").textContent = made.querySelector("legend").textContent.replace(/\d+/, count + 1);
    this.clear(made);
    last.after(made);
    this.total.value = count + 1;
    return made;
  }

  // The chart changed: rows of marks that went are cleared, new marks take the first blank row.
  write() {
    const { marks } = this.chart;
    const there = new Set();
    for (const row of this.rows) {
      const kept = this.keys(row).filter((key) => marks.has(key) && !there.has(key));
      const had = this.keys(row).length;
      if (had && !kept.length) this.clear(row);
      if (!kept.length) continue;
      const [first, second] = kept;
      // Both sides in one row, until one goes or they differ.
      const together = second && ["intensity", "quality"].every((name) => marks.get(first)[name] === marks.get(second)[name]);
      if (had > 1 && !together) this.field(row, "side").value = first.split(" ")[1];
      for (const key of together ? kept : [first]) there.add(key);
      this.fill(row, marks.get(first));
    }
    let full = false;
    for (const [key, mark] of marks) {
      if (there.has(key)) continue;
      const [zone, side] = key.split(" ");
      const row = this.rows.find((each) => this.blank(each)) || this.add();
      if (row) this.fill(row, { zone: this.labels.get(zone), side: side === "midline" ? "" : side, ...mark });
      else full = true;
    }
    if (full) {
      this.chart.take(this.marks(), { quietly: true });
      this.chart.say(this.chart.words.full);
    }
    this.own = true;
    this.total.dispatchEvent(new Event("change", { bubbles: true }));
    this.own = false;
  }

  edited(event) {
    if (this.own) return;
    const row = event.target.closest("[data-row]");
    // Another zone or side typed by hand was not marked on a drawing.
    if (row && /-(zone|side)$/.test(event.target.name)) this.field(row, "drawing").value = "";
    this.chart.take(this.marks());
  }

  // The chart does the same, so the list folds; not where it was used, or where something in it is wrong.
  fold(folds = true) {
    if (!this.box.matches("details")) return;
    const used = this.rows.some((row) => !this.blank(row) && !this.field(row, "drawing").value);
    const wrong = this.box.querySelector(".field--invalid, .field-errors, .errorlist") || this.box.closest("[data-stay]");
    this.box.open = !folds || used || Boolean(wrong);
  }

  // A draft that waited in this window may hold rows that the server has not drawn (see autosave.js).
  restore() {
    const kept = this.chart.closest("form")?.keptDraft || [];
    const count = Math.min(Number(this.total.value), this.most);
    this.total.value = Math.min(this.rows.length, count);
    for (let at = this.rows.length; at < count; at += 1) {
      const row = this.add();
      for (const [name, value] of kept) if (name.startsWith(`${this.prefix}-${at}-`) && row.querySelector(`[name="${name}"]`)) row.querySelector(`[name="${name}"]`).value = value;
    }
  }
}

for (const chart of document.querySelectorAll("body-chart[data-rows]")) new Rows(chart);
