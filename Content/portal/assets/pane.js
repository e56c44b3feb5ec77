// The pane beside a list. Where there is no room beside it, it lies over the list while there is something in it.

export function fillPane(pane, markup) {
  pane.innerHTML = markup;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button plain close";
  close.setAttribute("aria-label", "Close the summary");
  close.textContent = "×";
  close.addEventListener("click", () => closePane(pane));
  pane.prepend(close);
  pane.dataset.filled = "";
}

export function closePane(pane) {
  delete pane?.dataset.filled;
}
