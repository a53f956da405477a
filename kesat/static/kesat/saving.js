// One paragraph between its box and the server: what is stored, what is under way, what still waits.

import { drop, keep, uuid } from "./keeping.js";
import { form, post, session, words } from "./signing.js";

// What the paragraphs share; the functions are given by the modules above this one. moves counts what was learnt.
export const page = { isLocked: false, moves: 0, savedAt: "", tell() {}, apply() {}, become() {} };

const paragraphs = new WeakMap();
export const of = (node) => paragraphs.get(node?.closest(".para"));
export const all = () => [...form.querySelectorAll(".para")].map(of).filter(Boolean);
export const byId = (id) => all().find((paragraph) => paragraph.id === String(id));

const fold = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
export const same = (one, other) => one != null && other != null && fold(one) === fold(other);
const hasLines = (text) => text.trim().includes("\n");

/** Where a place in a text is after the server has tidied it: as many letters stand behind it as before. */
export function place(from, at, to) {
  let behind = from.slice(at).normalize("NFC").replace(/\s/g, "").length;
  let found = to.length;
  while (behind > 0 && found > 0) if (/\S/.test(to[--found])) behind--;
  return found;
}

// Never under the hands of the writer: UniKey rewrites what it believes to stand before the cursor.
function write(box, text) {
  if (box === document.activeElement || box.value === text) return;
  const ends = [box.selectionStart, box.selectionEnd].map((at) => place(box.value, at, text));
  box.value = text;
  box.setSelectionRange(...ends);
}

export class Paragraph {
  constructor(element) {
    paragraphs.set(element, this);
    this.element = element;
    this.box = element.querySelector("textarea");
    this.slot = element.querySelector(".slot");
    this.key = `${form.dataset.user}/${uuid()}`;
    this.text = this.box.defaultValue; // as sent and stored; null: not known
    this.clean = null; // as the server tidied it, until it can be written into the box
    this.op = null; // under way, or to be sent again
    this.trouble = ""; // offline, waiting: tried again; conflict, failed: the person's turn
    this.tries = 0;
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

  get isDirty() {
    if (this.op) return true;
    const isChanged = this.box.value !== this.text || this.kind.value !== this.storedKind;
    return isChanged && Boolean(this.id || this.box.value.trim());
  }

  get isStuck() {
    return page.isLocked || this.trouble === "conflict" || this.trouble === "failed";
  }

  /** The person typed, or something else put text into the box. */
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

  /** The focus has left the box, or the window. */
  left() {
    if (document.activeElement === this.box) return void this.save();
    this.spread();
    if (this.behind && !this.isDirty) this.learn(this.behind);
    this.save({ split: true });
    this.tidy();
  }

  /** Send what is not stored, one request at a time; true when nothing waits any more. */
  save({ isAsked = false, split = false } = {}) {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.isAsked ||= isAsked;
    this.isSplit ||= split && hasLines(this.box.value);
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
      page.tell();
    });
    return this.running;
  }

  async run() {
    while (this.again && !this.isStuck && (this.isDirty || this.isSplit)) {
      this.again = false;
      this.op ??= this.begin();
      const { op, isAsked } = this;
      this.isAsked = false;
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
    this.since = undefined;
    if (!this.id) return op;
    op.base_version = this.version;
    if (this.isSplit) op.split = 1;
    this.isSplit = false;
    return op;
  }

  accept(op, answer) {
    page.moves++;
    this.op = null;
    if (!this.id) page.become(this, answer);
    this.settle(answer.version);
    this.text = op.text;
    this.clean = answer.text;
    if (answer.kind && this.kind.value === op.kind) this.kind.value = answer.kind;
    this.storedKind = answer.kind ?? op.kind;
    this.show(answer);
    page.savedAt = answer.saved_at;
    const rows = answer.paragraphs;
    if (rows && (this.box === document.activeElement || this.box.value !== op.text)) {
      const first = rows.findIndex((row) => String(row.id) === this.id) + 1;
      this.parts = rows.slice(first, first + op.text.trim().split(/\n\s*/).length - 1).map((row) => row.id);
    }
    this.tidy();
    if (rows) page.apply(answer.section_version, rows);
    this.keep();
  }

  // Somebody was faster, but not with other words: the paragraph was moved, or what stands came from this page.
  rebase(op, { status, error, version, text, kind = this.storedKind }) {
    if (status !== 409 || error !== "conflict" || !(version > op.base_version)) return false;
    const isOurs = same(text, op.text) || same(text, this.flushed);
    if (!isOurs && !(same(text, this.clean ?? this.text) && kind === this.storedKind)) return false;
    page.moves++;
    this.op = null;
    this.settle(version);
    this.isSplit ||= Boolean(op.split);
    if (isOurs) Object.assign(this, { text: same(text, op.text) ? op.text : null, clean: text, storedKind: kind });
    this.again = this.isDirty;
    this.keep();
    return true;
  }

  stumble(op, { status, error, message, html, kind, wait }) {
    if (status === 401) return;
    if (!status || status === 429 || status >= 500 || status === 200 || error === "csrf") {
      this.trouble = status ? "waiting" : "offline";
      const pause = Math.max(2 ** Math.min(++this.tries, 5), wait ?? 0);
      this.retry = setTimeout(() => this.save(), pause * 1000);
      return;
    }
    this.op = null;
    if (status === 423) page.isLocked = message || words.locked;
    else if (status === 409 && html) {
      this.trouble = "conflict";
      this.standing = { text: op.text, kind };
      this.note("conflict", document.createRange().createContextualFragment(html));
    } else {
      this.trouble = "failed";
      this.note("failed", message ?? words.failed);
    }
    this.keep();
  }

  /** A button of the conflict was pressed. What was typed since and is not taken is offered again. */
  async choose({ choose, version, text }) {
    const { standing } = this;
    const later = this.box.value === standing.text || choose === "mine" || choose === "new" ? null : this.row();
    if (choose === "new") this.element.removeAttribute("data-id");
    if (choose === "new") delete this.element.dataset.save;
    this.adopt();
    this.settle(Number(version));
    this.text = null;
    let heir = this;
    if (choose === "theirs" && text === undefined) {
      heir = all().at(-1);
      this.text = this.box.value;
      this.element.remove();
    } else if (choose === "theirs" || choose === "merged") {
      write(this.box, text);
      if (standing.kind) this.kind.value = this.storedKind = standing.kind;
    }
    if (choose === "theirs") this.text = this.box.value;
    if (choose === "merged") this.box.focus();
    if (later) page.offer(heir, later);
    this.keep();
    await this.save({ isAsked: true });
  }

  /** Take back text that was kept; what stands in the box now must be kept already. */
  restore({ text, kind, base, op }) {
    this.op ??= op ?? null;
    this.text = null;
    if (base) this.settle(base);
    write(this.box, text);
    if (kind) this.kind.value = kind;
    this.changed();
    this.save({ isAsked: true });
  }

  /** Learn from a row of the section how the paragraph stands; other words than known wait until the box is free. */
  learn(row) {
    this.url = this.element.dataset.save = row.save;
    this.show(row);
    this.behind = null;
    if (row.version <= this.version && this.trouble !== "conflict") return;
    if (same(row.text, this.clean ?? this.text) && row.kind === this.storedKind) this.settle(row.version);
    else if (this.isDirty) this.settle();
    else if (this.box === document.activeElement) this.behind = row;
    else {
      write(this.box, row.text);
      this.kind.value = this.storedKind = row.kind;
      this.text = this.box.value;
      this.clean = null;
      this.settle(row.version);
    }
    this.fit();
  }

  show({ mark, history, saved_at: savedAt }) {
    const { element } = this;
    if (mark !== undefined && element.querySelector(".mark")) element.querySelector(".mark").textContent = mark;
    if (history) element.querySelector("a.history").href = history;
    if (savedAt) this.savedAt = words.savedAt.replace("%s", savedAt);
  }

  // The trouble is over, if there was any, and the paragraph stands at this version.
  settle(version = this.version) {
    this.trouble = "";
    this.tries = 0;
    for (const kind of ["conflict", "failed", "changed"]) this.note(kind);
    this.version = version;
    if (!this.id) return;
    this.element.dataset.version = version;
    this.element.querySelector("[data-base]").value = version;
  }

  tidy() {
    if (this.clean === null || this.op || this.isSplit || this.box.value !== this.text) return;
    if (this.box === document.activeElement) return;
    write(this.box, this.clean);
    this.text = this.box.value;
    this.clean = null;
    this.fit();
  }

  // The box was written in while the server split it: its lines go to the paragraphs that were made of them.
  spread() {
    const parts = this.parts?.map(byId) ?? [];
    this.parts = null;
    const lines = this.box.value.split("\n").filter((line) => line.trim());
    const isFree = (part) => part && !part.isDirty && part.box !== document.activeElement;
    if (!parts.length || lines.length <= parts.length || !parts.every(isFree)) return;
    write(this.box, lines.shift());
    for (const part of parts) {
      write(part.box, part === parts.at(-1) ? lines.join("\n") : lines.shift());
      part.save({ split: true });
    }
  }

  /** The page goes away: what was typed after the request under way goes out at once, on the version that one will make. */
  flush() {
    this.save();
    if (!this.op || !this.id || this.box.value === this.op.text) return;
    this.flushed = this.box.value;
    const { op, flushed: text } = this;
    post(this.url, { op_id: uuid(), base_version: op.base_version + 1, text, kind: this.kind.value });
  }

  row() {
    const { key, id, op, box, kind, version: base } = this;
    return { ...form.dataset, key, id, op, text: box.value, kind: kind.value, base, time: Date.now() };
  }

  keep() {
    if (this.isDirty) keep(this.row());
    else drop(this.key);
  }

  note(kind, content) {
    this.slot.querySelector(`:scope > .note-${kind}`)?.remove();
    if (!content) return;
    const note = document.createElement("div");
    note.className = `note-${kind}`;
    if (kind === "failed") note.classList.add("bad-msg");
    note.append(content);
    this.slot.append(note);
  }

  // Browsers without field-sizing show every line too.
  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    while (this.box.scrollHeight > this.box.clientHeight && this.box.rows < 60) this.box.rows++;
  }
}

export async function saveAll(options, except) {
  const done = await Promise.all(all().map((paragraph) => paragraph.id === except || paragraph.save(options)));
  return done.every(Boolean);
}
