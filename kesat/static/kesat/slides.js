// The slides of a briefing by the keys of a keyboard or of a presenter; the links do the same without a script.

const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

addEventListener("keydown", (event) => {
  const link = document.querySelector(`a[rel=${KEYS[event.key]}]`);
  if (!link || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input,select,textarea")) return;
  event.preventDefault();
  link.click();
});
