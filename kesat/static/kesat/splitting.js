// One key for each judgement of a clause, and words selected in the text fill the box that asks for them.

const card = document.getElementById("the-dang-mo");
// Where the words are parted already they are sent; else they are shown, to be parted by a line break.
const cut = (box) => {
  box.closest("details").open = true;
  if (box.value.trim().includes("\n")) box.form.requestSubmit();
  else box.focus();
};
const follow = (address) => address && location.assign(`${address}#the-dang-mo`);

const acts = {
  "ctrl+Enter": () => card?.querySelector("[data-accept]")?.click(),
  F2: () => card?.querySelector("[name=title]")?.focus(),
  "alt+Delete": () => card?.querySelector("[data-drop]")?.click(),
  F8: () => card?.querySelector("[data-join]")?.click(),
  F9: () => card?.querySelector("[data-cut]") && cut(card.querySelector("[data-cut]")),
  "alt+ArrowUp": () => follow(card?.dataset.before),
  "alt+ArrowDown": () => follow(card?.dataset.behind),
};

document.addEventListener("keydown", (event) => {
  const name = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${event.key}`;
  if (!acts[name] || event.isComposing || event.repeat) return;
  event.preventDefault();
  acts[name]();
});

const inText = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(".marked>p");
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const paragraph = inText(selection.anchorNode);
  if (selection.isCollapsed || !paragraph || paragraph !== inText(selection.focusNode)) return;
  // The numbers of the cards stand in the text, and are none of its words.
  const chosen = selection.getRangeAt(0).cloneContents();
  for (const number of chosen.querySelectorAll("sup")) number.remove();
  for (const box of document.querySelectorAll("[data-words]")) {
    box.value = chosen.textContent.trim();
    const folded = box.closest("details");
    if (folded) folded.open = true;
  }
});
