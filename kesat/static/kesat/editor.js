// The editor of a section: wires the boxes, the keys, the status line, and what must happen before the page goes away.

import { ACTS, apply, become, enqueue, say } from "./arranging.js";
import { drop, keep, kept, storage, uuid } from "./keeping.js";
import { all, byId, of, page, Paragraph, same, saveAll } from "./saving.js";
import { copy, form, lookAgain, post, session, sleep, words } from "./signing.js";

const status = document.querySelector(".saved");
const presence = document.querySelector("[data-presence]");
const isDirty = () => all().some((paragraph) => paragraph.isDirty);
const hold = (event) => event.preventDefault();
let isLeaving = false;
let hasTyped = false;
let isPosting = false;

function stateOf(list) {
  const has = (trouble) => list.some((paragraph) => paragraph.trouble === trouble);
  if (page.isLocked) return "locked";
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
  const word = { "signed-out": words.signedOut, "other-person": words.otherPerson, locked: page.isLocked }[state] ?? words[state];
  if (state === "saved" ? page.savedAt : true) put(status.querySelector("span"), word.replace("%s", page.savedAt));
  status.dataset.state = state;
  for (const paragraph of list) {
    const place = paragraph.element.querySelector(".saved-at");
    paragraph.savedAt ??= place.textContent;
    put(place, paragraph.isDirty ? words.unsaved : paragraph.savedAt);
  }
  (isDirty() && !isLeaving ? addEventListener : removeEventListener)("beforeunload", hold);
}
