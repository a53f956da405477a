// What makes the pages pleasant; every task works without it.

// A form with errors: the summary takes the focus.
document.querySelector(".problem[tabindex]")?.focus();

// Show and hide a password.
for (const input of document.querySelectorAll("input[type=password]")) {
  const { show, label } = document.body.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet";
  button.textContent = show;
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
  const row = document.createElement("div");
  row.className = "d-flex gap-2";
  input.replaceWith(row);
  row.append(input, button);
}

// Work that takes a while: say so, and send it once.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.ariaBusy) return event.preventDefault();
    form.ariaBusy = "true";
    form.querySelector(".busy").hidden = false;
  });
}
addEventListener("pageshow", ({ persisted }) => persisted && document.querySelector("form[data-busy]") && location.reload());

// Ctrl+Enter in a comment sends it.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("[data-send]")) event.target.form.requestSubmit();
});

// Words selected in the paragraph whose comments are open are those that the new one is about.
const quote = document.querySelector("[data-quote]");
const inChosen = (node) => node?.parentElement?.closest(".row-p.chosen>p");
if (quote) document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.isCollapsed || !inChosen(selection.anchorNode) || !inChosen(selection.focusNode)) return;
  quote.value = selection.toString().trim();
  quote.closest("details").open = true;
});
