// One paragraph between its box and the server: what is stored, what is under way, what still waits.

import { drop, keep, uuid } from "./keeping.js";
import { form, post, session, words } from "./signing.js";

// What the paragraphs share; editor.js adds the functions tell, apply, become, number and offer. moves counts what was learnt.
export const page = { locked: "", moves: 0, savedAt: "" };
const paragraphs = new WeakMap();
export const of = (node) => paragraphs.get(node?.closest(".para"));
export const all = () => [...form.querySelectorAll(".para")].map(of);
export const byId = (id) => all().find((paragraph) => paragraph.id === String(id));

// As the server tidies: a text may come back with other spaces than were sent.
const fold = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
export const same = (one, other) => one != null && other != null && fold(one) === fold(other);
/** Where a place in a text is once the text is tidied: as much stands behind it. */
export const place = (from, at, to) => (from === to ? at : Math.max(0, to.length - fold(from.slice(at)).length));

export class Paragraph {
  key = `${form.dataset.user}/${uuid()}`;
  clean = null; // the stored text as the server tidied it, until the box is free to take it
  op = null; // under way, or to be sent again
  trouble = ""; // offline, waiting: it tries again; conflict, failed: it is the person's turn
  tries = 0;

  constructor(element) {
    paragraphs.set(element, this);
    this.element = element;
    this.box = element.querySelector("textarea");
    this.text = this.box.defaultValue; // stored, as it was sent; null when not known
    this.adopt();
    this.storedKind = (this.kind.querySelector("[selected]") ?? this.kind.options[0]).value;
    this.fit();
  }

  /** Read what the element says of itself. */
  adopt() {
    const { id = "", version = 0, save = form.dataset.add } = this.element.dataset;
    Object.assign(this, { id, url: save, version: Number(version), kind: this.element.querySelector("select") });
    const split = this.element.querySelector("[value^='split:']");
    if (split) split.hidden = false;
  }

  get isFocused() {
    return document.activeElement === this.box;
  }

  get isDirty() {
    const isChanged = this.box.value !== this.text || this.kind.value !== this.storedKind;
    return Boolean(this.op || (isChanged && (this.id || this.box.value.trim())));
  }

  /** Whether the server has something to take apart: lines, or a mark that was typed and is to become the kind. */
  get hasMarks() {
    const { value, defaultValue } = this.box;
    return value !== defaultValue && /\n|^([-+*•–]|\p{L}\))\s/u.test(value.trim());
  }

  get isStuck() {
    return Boolean(page.locked) || this.trouble === "conflict" || this.trouble === "failed";
  }

  /** The text in the box is another: save it 2 s after the last key, and every 10 s while there are keys. */
  changed() {
    this.fit();
    this.keep();
    if (this.trouble === "failed") this.settle();
    if (!this.trouble) {
      const now = performance.now();
      this.since ??= now;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(2000, this.since + 10_000 - now)));
    }
    page.tell();
  }

  /** Send what is not stored, one request at a time. True when nothing is left that could have been sent. */
  save({ isAsked, split } = {}) {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.since = undefined;
    this.isAsked ||= isAsked;
    this.isSplit ||= split && !this.isFocused && this.hasMarks;
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
      page.tell();
    });
    return this.running;
  }

  async run() {
    while (this.again && !this.isStuck && (this.isDirty || this.isSplit)) {
      const { isAsked } = this;
      this.again = this.isAsked = false;
      const op = (this.op ??= this.begin());
      this.keep();
      page.tell();
      const answer = await post(this.url, op, isAsked);
      if (answer.status === 200 && answer.version) this.accept(op, answer);
      else if (!this.rebase(op, answer)) this.stumble(op, answer);
      if (this.op) break;
      this.again ||= this.isSplit;
    }
    this.isAsked = false;
    return !this.isDirty || !(this.op || this.isStuck || session.trouble);
  }

  begin() {
    const op = { op_id: uuid(), text: this.box.value, kind: this.kind.value };
    if (!this.id) return op;
    op.base_version = this.version;
    if (this.isSplit) op.split = 1;
    this.isSplit = false;
    return op;
  }

  accept(op, answer) {
    this.op = null;
    if (!this.id) page.become(this, answer);
    this.settle(answer.version);
    Object.assign(this, { text: op.text, clean: answer.text, storedKind: answer.kind ?? op.kind });
    if (this.kind.value === op.kind) this.kind.value = this.storedKind;
    this.show(answer);
    page.savedAt = answer.saved_at;
    this.tidy();
    if (answer.paragraphs) page.apply(answer.section_version, answer.paragraphs);
    this.changed();
  }

  // Somebody was faster, but not with other words: the paragraph was moved, or what stands came from this very page.
  rebase(op, { status, error, version, text, kind = this.storedKind }) {
    if (status !== 409 || error !== "conflict" || !(version > op.base_version)) return false;
    const isOurs = same(text, op.text) || same(text, this.flushed);
    if (!isOurs && !(same(text, this.clean ?? this.text) && kind === this.storedKind)) return false;
    this.op = null;
    this.settle(version);
    this.isSplit ||= Boolean(op.split);
    if (isOurs) Object.assign(this, { text: same(text, op.text) ? op.text : null, clean: text, storedKind: kind });
    this.again = this.isDirty;
    this.changed();
    return true;
  }

  stumble(op, { status, error, message, html, kind, wait }) {
    if (status === 401) return;
    if (!status || status === 200 || status === 429 || status >= 500 || error === "csrf") {
      this.trouble = status ? "waiting" : "offline";
      this.retry = setTimeout(() => this.save(), 1000 * Math.max(2 ** Math.min(++this.tries, 5), wait || 0));
      return;
    }
    this.op = null;
    if (status === 423) page.locked = message ?? words.locked;
    else if (html) {
      this.trouble = "conflict";
      this.fought = { text: op.text, kind, isGone: error !== "conflict" };
      this.note(Object.assign(document.createElement("template"), { innerHTML: html }).content);
    } else {
      this.trouble = "failed";
      this.note(message ?? words.failed);
    }
    this.keep();
  }

  /** A way out of the conflict was chosen. What was typed since and is not taken is offered again. */
  choose({ choose, version, text }) {
    const { element, box, fought } = this;
    const takes = choose === "theirs" || choose === "merged";
    const later = takes && box.value !== fought.text && this.aside();
    if (choose === "new") {
      delete element.dataset.id;
      delete element.dataset.save;
    }
    this.adopt();
    this.settle(Number(version));
    this.text = null;
    if (takes) {
      if (!fought.isGone) this.write(text);
      if (fought.kind) this.kind.value = this.storedKind = fought.kind;
    }
    if (choose === "theirs") this.text = box.value;
    if (choose === "merged") box.focus();
    if (choose === "theirs" && fought.isGone) {
      element.remove();
      page.number();
    }
    if (later) page.offer(fought.isGone ? all().at(-1) : this, later);
    this.keep();
    this.save({ isAsked: true });
  }

  /** Take back text that was kept. Its unanswered request goes out first, for it may have been stored. */
  restore({ text, kind, base, op }) {
    if (this.isDirty && this.box.value.trim()) page.offer(this, this.aside());
    this.op ??= op;
    this.text = null;
    if (base) this.settle(base);
    this.write(text);
    this.kind.value = kind;
    this.changed();
    this.save({ isAsked: true });
  }

  /** Learn from a row of the section. Other words than known do not go into a box that is in use: saving will tell. */
  learn(row) {
    this.url = this.element.dataset.save = row.save;
    this.show(row);
    if (this.trouble === "conflict") {
      if (!this.fought.isGone) return;
      this.settle();
      this.save();
    } else if (row.version > this.version) {
      const isKnown = same(row.text, this.clean ?? this.text) && row.kind === this.storedKind;
      if (!isKnown && (this.isDirty || this.isFocused)) return;
      this.settle(row.version);
      if (isKnown) return;
      this.write(row.text);
      Object.assign(this, { text: this.box.value, clean: null, storedKind: row.kind });
      this.kind.value = row.kind;
    }
  }

  show({ mark, history, saved_at: savedAt }) {
    const place = this.element.querySelector(".mark");
    if (place && mark !== undefined) place.textContent = mark;
    if (history) this.element.querySelector(".history").href = history;
    if (savedAt) this.savedAt = words.savedAt.replace("%s", savedAt);
  }

  // Any trouble is over, and the paragraph stands at this version.
  settle(version = this.version) {
    page.moves++;
    this.trouble = "";
    this.tries = 0;
    this.note();
    this.version = version;
    if (this.id) this.element.dataset.version = this.element.querySelector("[data-base]").value = version;
  }

  // Never under the hands of the writer: UniKey takes back and types again what it believes to stand before the cursor.
  write(text) {
    const { box } = this;
    if (this.isFocused || box.value === text) return;
    const at = place(box.value, box.selectionStart, text);
    box.value = text;
    box.setSelectionRange(at, at);
    this.fit();
  }

  tidy() {
    if (this.clean === null || this.op || this.isSplit || this.isFocused || this.box.value !== this.text) return;
    this.write(this.clean);
    this.text = this.box.value;
    this.clean = null;
  }

  /** The page goes away: what was typed after the request under way goes out too, on the version that it will make. */
  flush() {
    this.save();
    const { op, id, box, kind } = this;
    if (!op || !id || box.value === op.text) return;
    this.flushed = box.value;
    post(this.url, { op_id: uuid(), base_version: op.base_version + 1, text: box.value, kind: kind.value });
  }

  row() {
    const { id, op, box, kind, version: base } = this;
    return { ...form.dataset, key: this.key, id, op, text: box.value, kind: kind.value, base, time: Date.now() };
  }

  // What makes room for another text, under a key of its own.
  aside() {
    return { ...this.row(), key: this.key + uuid(), base: 0, op: null };
  }

  keep() {
    if (this.isDirty) keep(this.row());
    else drop(this.key);
  }

  note(content) {
    const slot = this.element.querySelector(".slot");
    slot.querySelector(":scope > .trouble")?.remove();
    if (!content) return;
    const note = document.createElement("div");
    note.className = typeof content === "string" ? "trouble bad-msg" : "trouble";
    note.append(content);
    slot.append(note);
  }

  // Browsers without field-sizing show every line too.
  fit() {
    const { box } = this;
    if (!CSS.supports("field-sizing", "content")) while (box.scrollHeight > box.clientHeight && box.rows < 60) box.rows++;
  }
}

export async function saveAll(options, except) {
  const done = await Promise.all(all().map((paragraph) => paragraph.id === except || paragraph.save(options)));
  return done.every(Boolean);
}
