// The order of the paragraphs: acts on it, what the server answers brought about in the page, pasting with a preview.

import { uuid } from "./keeping.js";
import { all, byId, of, page, Paragraph, place, saveAll } from "./saving.js";
import { form, post, sleep, words } from "./signing.js";

const TAKES = ["take", "report", "carry", "piece"];
export const ACTS = ["up", "down", "split", "merge", "remove", "restore", ...TAKES];
const holder = form.querySelector(".paras");
const emptyBox = holder.querySelector("[data-new]").cloneNode(true);
const line = document.querySelector("[data-message]");
export const say = (text) => (line.textContent = text ?? "");

function reach(version) {
  if (!(version >= form.dataset.version)) return false;
  form.dataset.version = form.querySelector(":scope > [data-base]").value = version;
  return true;
}

const template = document.getElementById("para-template").content.firstElementChild;
const patterns = [...template.querySelectorAll("[data-n]")].map((part) => part.ariaLabel ?? part.textContent);

function fromTemplate({ id, save }) {
  const made = template.cloneNode(true);
  for (const element of [made, ...made.querySelectorAll("*")]) {
    for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll("__id__", id);
  }
  made.dataset.save = save;
  return made;
}

function build(row) {
  const paragraph = new Paragraph(fromTemplate(row));
  paragraph.learn(row);
  return paragraph;
}

export function number() {
  const focused = document.activeElement;
  const numbered = all().filter(({ id }) => id);
  for (const [index, { element }] of numbered.entries()) {
    for (const [at, part] of element.querySelectorAll("[data-n]").entries()) {
      const label = patterns[at].replace("%s", index + 1);
      if (part.ariaLabel === null) part.textContent = label;
      else part.ariaLabel = label;
    }
    const off = { up: !index, merge: !index, down: index === numbered.length - 1 };
    for (const act in off) element.querySelector(`[value^="${act}:"]`).disabled = off[act];
  }
  // A button that goes grey under the focus would drop it.
  if (focused.disabled) of(focused).element.querySelector("button:enabled").focus();
}

/** Make a paragraph like the others of the empty box, its textarea untouched, and put a fresh empty box after it. */
export function become(paragraph, answer) {
  const { element, box, kind } = paragraph;
  const twin = byId(answer.id);
  if (twin && !twin.isDirty) twin.element.remove();
  const made = fromTemplate(answer);
  const head = element.querySelector(".para-head");
  const hadFocus = head.contains(document.activeElement);
  if (element.hasAttribute("data-new")) {
    const fresh = emptyBox.cloneNode(true);
    element.after(fresh);
    new Paragraph(fresh);
  }
  element.removeAttribute("data-new");
  for (const [old, fresh] of [[element, made], [box, made.querySelector("textarea")]]) {
    for (const { name, value } of fresh.attributes) if (name !== "rows") old.setAttribute(name, value);
  }
  for (const input of element.querySelectorAll(":scope > input")) input.remove();
  head.replaceWith(...made.querySelectorAll(":scope > input, .para-head"));
  paragraph.adopt();
  paragraph.kind.value = kind.value;
  if (hadFocus) paragraph.kind.focus();
  reach(answer.section_version);
  number();
}

/** Bring the section into the order of the rows. */
export function apply(version, rows) {
  if (!reach(version)) return;
  page.moves++;
  const before = all();
  const order = rows.map((row) => {
    const known = byId(row.id);
    known?.learn(row);
    return (known ?? build(row)).element;
  });
  let last;
  for (const { id, isDirty, box, element } of before) {
    if (order.includes(element)) last = element;
    else if (!id) order.push(element);
    else if (isDirty || box === document.activeElement) order.splice(order.indexOf(last) + 1, 0, (last = element));
    else element.remove();
  }
  // The others are placed round the one that has the focus: to move that one would take the focus, and UniKey's place, from it.
  const focused = order.indexOf(document.activeElement.closest(".para"));
  const fixed = focused < 0 ? order.length - 1 : focused;
  for (let i = fixed - 1; i >= 0; i--) if (order[i].nextElementSibling !== order[i + 1]) order[i + 1].before(order[i]);
  for (let i = fixed + 1; i < order.length; i++) if (order[i].previousElementSibling !== order[i - 1]) order[i - 1].after(order[i]);
  number();
  if (focused >= 0) document.activeElement.scrollIntoView({ block: "nearest" });
}

// Save what is dirty, then ask once, and again with the same op_id when no answer came.
async function perform(url, fields, except) {
  say("");
  if (!(await saveAll({ isAsked: true }, except))) return { message: words.arrangeFailed };
  const body = new URLSearchParams(fields());
  body.set("op_id", uuid());
  body.set("base_version", form.dataset.version);
  let answer;
  for (const pause of [2, 4, 0]) {
    answer = await post(url, body, true);
    if (answer.status && answer.status !== 429 && answer.status < 500) break;
    await sleep(pause * 1000);
  }
  if (answer.paragraphs) apply(answer.version, answer.paragraphs);
  else answer.message ??= answer.status ? words.arrangeFailed : words.noAnswer;
  return answer;
}

function turnTo(paragraph, caret) {
  if (document.activeElement.matches("textarea")) return;
  paragraph.box.focus();
  paragraph.box.setSelectionRange(caret, caret);
}

/** Show beside the section, and under its paragraphs, what stands there now that something was taken over. */
async function lookBeside() {
  const reply = await fetch(location.pathname, { headers: { "X-Background": "1" } }).catch(() => null);
  const fresh = reply?.ok && new DOMParser().parseFromString(await reply.text(), "text/html");
  const [old, aside] = [document, fresh || document].map((page) => page.getElementById("giao"));
  if (!fresh || !aside || old.contains(document.activeElement)) return;
  for (const button of aside.querySelectorAll("[data-copy]")) button.hidden = false;
  old.replaceWith(aside);
  for (const sources of fresh.querySelectorAll(".sources")) {
    const slot = document.getElementById(sources.parentElement.id)?.querySelector(".slot");
    if (slot && !slot.parentElement.querySelector(".sources")) slot.before(sources);
  }
}

async function arrange(act, id, button) {
  const paragraph = byId(id);
  const index = all().indexOf(paragraph);
  const lines = paragraph?.box.value.trim().includes("\n");
  const joint = all()[index - 1]?.box.value.length;
  const at = () => place(paragraph.box.value, paragraph.box.selectionStart, paragraph.clean ?? paragraph.box.value);
  // Split at its lines already, as the focus left it.
  if (act === "split" && lines) return;
  const fields = () => ({ act, paragraph: id, ...(act === "split" && { at: at(), text_version: paragraph.version }) });
  const answer = await perform(form.dataset.arrange, fields, act === "restore" && id);
  say(answer.message);
  if (answer.status !== 200) return;
  if (TAKES.includes(act) || act === "restore") button.disabled = true;
  if (act === "up" || act === "down") return;
  turnTo(byId(answer.focus) ?? all().at(Math.min(index, all().length - 1)), act === "merge" ? joint : 0);
  if (TAKES.includes(act)) lookBeside();
}

let queue = Promise.resolve();
/** Do one act after the other; none is lost when the buttons are pressed quickly. */
export const enqueue = (...act) => (queue = queue.then(() => arrange(...act)));

// Pasting: one line is the browser's own affair; several, or a table, are shown first.
const dialog = document.getElementById("paste");
const preview = dialog.querySelector(".preview");
const refusal = dialog.querySelector(".bad-msg");
let target = null;

form.addEventListener("paste", async (event) => {
  const paragraph = of(event.target);
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
  const html = event.clipboardData.getData("text/html");
  if (!text && event.clipboardData.types.includes("Files")) say(words.pictures);
  const isPlain = !text.trim().includes("\n") && !/<(img|v:imagedata|table)\b/i.test(html);
  if (event.target !== paragraph?.box || !text.trim() || isPlain || !navigator.onLine) return;
  event.preventDefault();
  const { box } = paragraph;
  const { selectionStart, selectionEnd, value } = box;
  const insert = () => {
    box.focus();
    if (box.value === value) box.setSelectionRange(selectionStart, selectionEnd);
    document.execCommand("insertText", false, text);
  };
  say(words.pasting);
  const answer = await post(form.dataset.paste, { op_id: uuid(), text, html: html.length < 2_000_000 ? html : "" }, true);
  say("");
  if (answer.status !== 200 || dialog.open) return insert();
  target = { paragraph, insert };
  refusal.textContent = "";
  preview.innerHTML = answer.html;
  dialog.showModal();
});

dialog.addEventListener("close", () => target?.insert());

dialog.addEventListener("submit", async (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  const fields = new FormData(event.target, event.submitter);
  fields.set("after", target.paragraph.id);
  // The header carries the token; one in the body would be older after a new sign-in.
  fields.delete("csrfmiddlewaretoken");
  const answer = await perform(event.target.action, () => fields);
  if (answer.html) preview.innerHTML = answer.html;
  else if (answer.status !== 200) refusal.textContent = answer.message;
  else {
    target = null;
    dialog.close();
    say(answer.message);
    turnTo(byId(answer.focus) ?? all().at(-1), 0);
  }
});
