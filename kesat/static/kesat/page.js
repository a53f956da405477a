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

// Text not yet saved: the browser asks before it leaves. Pictures cannot be pasted: say so.
for (const form of document.querySelectorAll(".text-form")) {
  let changed = form.dataset.changed === "true";
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => changed && event.preventDefault());
  form.addEventListener("paste", (event) => {
    const pasted = event.clipboardData;
    const picture = [...pasted.types].includes("Files") || /<(img|v:imagedata|table)\b/i.test(pasted.getData("text/html"));
    if (!picture) return;
    const note = form.querySelector(".pasted-note");
    note.hidden = false;
  });
}
