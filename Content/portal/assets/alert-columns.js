// The columns of the alerts queue: chosen by each person, remembered in his browser.
const dialog = document.getElementById("alert-columns");
const boxes = [...(dialog?.querySelectorAll("[name=column]") ?? [])];
const usual = boxes.filter((box) => "usual" in box.dataset).map((box) => box.value);
const kept = () => JSON.parse(localStorage.getItem("alertColumns") ?? "null") ?? usual;

function show(columns) {
  const place = document.querySelector("[data-alert-table]");
  for (const cell of place.querySelectorAll("[data-column]")) cell.hidden = !columns.includes(cell.dataset.column);
  // More than the usual ones stand in a table that is scrolled.
  const isWide = columns.length > usual.length;
  place.classList.toggle("scroll-x", isWide);
  place.querySelector("table").classList.toggle("many", isWide);
  if (isWide) place.tabIndex = 0; else place.removeAttribute("tabindex");
}
if (dialog) {
  show(kept());
  document.querySelector("[data-choose-alert-columns]").addEventListener("click", () => {
    for (const box of boxes) box.checked = kept().includes(box.value);
    dialog.showModal();
  });
  dialog.querySelector("[data-usual-columns]").addEventListener("click", () => { for (const box of boxes) box.checked = usual.includes(box.value); });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter?.value !== "save") return;
    localStorage.setItem("alertColumns", JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.value)));
    show(kept());
  });
}
