// The editor of a section: wires the boxes, the keys, the status line, and what must happen before the page goes away.

import { ACTS, apply, become, enqueue, number, say } from "./arranging.js";
import { drop, forget, keep, kept, storage } from "./keeping.js";
import { all, byId, of, page, Paragraph, same, saveAll } from "./saving.js";
import { copy, form, lookAgain, post, session, words } from "./signing.js";

const status = document.querySelector(".saved");
const presence = document.querySelector("[data-presence]");
const byTemplate = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const dirty = () => all().filter((paragraph) => paragraph.isDirty);
const wordsIn = (row) => row.querySelector("[data-words]") ?? row.querySelector("p");
const hold = (event) => event.preventDefault();
let isLeaving = false;
let hasTyped = false;
let isOtherChanged = form.dataset.changed === "true";

function stateOf(list) {
  const has = (trouble) => list.some((paragraph) => paragraph.trouble === trouble);
  if (page.locked) return "locked";
  if (session.trouble) return session.trouble;
  if (has("conflict")) return "conflict";
  if (has("failed")) return "failed";
  if (!list.some((paragraph) => paragraph.isDirty)) return "saved";
  if (has("offline") || !navigator.onLine) return storage.works ? "offline" : "waiting";
  return has("waiting") ? "waiting" : "saving";
}

// Said by a screen reader at each change, so written only when it changes.
function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function tell() {
  const list = all();
  const state = stateOf(list);
  const word = { "signed-out": words.signedOut, "other-person": words.otherPerson, locked: page.locked }[state] ?? words[state];
  if (state !== "saved" || page.savedAt) put(status.querySelector("span"), word.replace("%s", page.savedAt));
  status.dataset.state = state;
  for (const paragraph of list) {
    const place = paragraph.element.querySelector(".saved-at");
    paragraph.savedAt ??= place.textContent;
    put(place, paragraph.isDirty ? words.unsaved : paragraph.savedAt);
  }
  (dirty().length && !isLeaving ? addEventListener : removeEventListener)("beforeunload", hold);
}

/** Offer text that was kept on this computer; never put it in unasked. */
function offer(paragraph, row) {
  const note = byTemplate("kept-template");
  const time = new Date(row.time).toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
  note.querySelector(".kept-at").textContent = words.kept.replace("%s", time);
  note.querySelector(".kept-text").textContent = row.text;
  note.addEventListener("click", ({ target }) => {
    const choice = target.dataset.kept;
    if (!choice) return;
    note.remove();
    drop(row.key);
    if (choice === "restore") paragraph.restore(row);
  });
  keep(row);
  paragraph.element.querySelector(".slot").append(note);
}

Object.assign(page, { tell, apply, become, number, offer });
session.tell = tell;
session.resume = () => saveAll({ isAsked: true });
for (const element of form.querySelectorAll(".para")) new Paragraph(element);
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;

kept().then((rows) => {
  for (const row of rows) {
    const paragraph = row.id ? byId(row.id) : all().at(-1);
    // What stands already was stored, and its answer lost.
    if (!row.text.trim() || all().some(({ box, text }) => same(row.text, text ?? box.value))) drop(row.key);
    else offer(paragraph ?? all().at(-1), paragraph ? row : { ...row, op: null, base: 0 });
  }
});
// The browser may have put back what was typed before a reload.
for (const paragraph of dirty()) paragraph.changed();
tell();

form.addEventListener("input", ({ target }) => {
  hasTyped = true;
  const paragraph = of(target);
  if (paragraph) paragraph.changed();
  else isOtherChanged = true;
});
form.addEventListener("focusout", ({ target }) => {
  const paragraph = of(target);
  // After the focus has really gone: a tab that was left keeps it.
  setTimeout(() => target === paragraph?.box && !paragraph.isFocused && paragraph.save({ split: true }));
});

/** Save everything; then go on where the button says, or let the browser post what stands beside the paragraphs. */
async function save(button) {
  const isWhole = await saveAll({ isAsked: true, split: true });
  if (!isWhole || !button) return;
  if (isOtherChanged || "post" in button.dataset) {
    isLeaving = true;
    tell();
    form.requestSubmit(button);
  } else if (button.value === "next") location.assign(button.dataset.next);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { choose } = button.dataset;
  if (choose) of(button).choose(button.dataset);
  else if ("copy" in button.dataset) copy(wordsIn(button.closest("li")).textContent).then(() => say(words.copied));
  else if ("copyUnsaved" in button.dataset) copy(dirty().map(({ box }) => box.value).join("\n\n"), button.parentElement);
  else if (button.form === form && button.name === "act" && !isLeaving) {
    const [act, id] = button.value.split(":");
    event.preventDefault();
    if (ACTS.includes(act)) enqueue(act, id, button);
    else save(button);
  }
});

addEventListener("keydown", (event) => {
  const { ctrlKey, altKey, shiftKey, metaKey, key } = event;
  const paragraph = of(document.activeElement);
  if (shiftKey || metaKey || ctrlKey === altKey) return;
  if (ctrlKey && key.toLowerCase() === "s") save();
  else if (ctrlKey && key === "/") document.getElementById("keys").showModal();
  else if (altKey && paragraph?.id && (key === "ArrowUp" || key === "ArrowDown")) enqueue(key.slice(5).toLowerCase(), paragraph.id);
  else return;
  event.preventDefault();
});

// An icon says its name to the mouse too; taken when it is pointed at, for the numbers change.
document.addEventListener("mouseover", ({ target }) => {
  const button = target.closest(".btn-icon");
  if (button) button.title = button.ariaLabel;
});

addEventListener("online", () => saveAll());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const paragraph of all()) paragraph.flush();
  else if (session.trouble) lookAgain();
});
addEventListener("pagehide", () => all().forEach((paragraph) => paragraph.flush()));
addEventListener("pageshow", ({ persisted }) => persisted && (isLeaving = false) === false && tell());

for (const leave of document.querySelectorAll("form[data-sign-out]")) {
  leave.addEventListener("submit", (event) => {
    if ((dirty().length || form.querySelector(".kept-text")) && !confirm(words.leave)) return event.preventDefault();
    isLeaving = true;
    tell();
    forget();
  });
}

/** Note what others did: nothing goes into the page by itself but words that say so. */
function note(paragraph) {
  const slot = paragraph.element.querySelector(".slot");
  if (slot.querySelector("[data-others]")) return;
  const words = byTemplate("changed-template");
  words.dataset.others = "";
  slot.append(words);
}

async function ping() {
  if (document.hidden || page.locked) return;
  const moves = page.moves;
  const answer = await post(form.dataset.ping, hasTyped ? { typed: 1 } : {}, hasTyped);
  hasTyped = false;
  if (answer.status !== 200) return;
  put(presence, answer.words);
  if (moves !== page.moves) return; // learnt something meanwhile, so this answer is old
  for (const paragraph of all().filter(({ id }) => id)) {
    const version = answer.paragraphs[paragraph.id];
    if ((version === undefined || version > paragraph.version) && !paragraph.isDirty) note(paragraph);
  }
  if (answer.version > Number(form.dataset.version)) note(all().at(-1));
}
setInterval(ping, 20_000);
ping();
