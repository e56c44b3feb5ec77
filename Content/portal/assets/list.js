// A list of rows with a pane beside it: by keyboard and mouse, one at a time or several.
import { isTyping, part } from "./app.js";
import { closePane, fillPane } from "./pane.js";

/** - manage: what to do with the rows that are picked, by their ids. */
export function list({ manage }) {
  const root = document.querySelector("[data-list]");
  if (!root) return;
  const rows = [...root.querySelectorAll("tbody tr[data-id]")];
  const pane = root.querySelector("[data-pane-target]");
  const bulk = root.querySelector("[data-bulk]");
  const all = root.querySelector("[data-pick-all]");
  const box = (row) => row.querySelector("input[type=checkbox]");
  const picked = () => rows.filter((row) => box(row)?.checked).map((row) => row.dataset.id);
  let selected = -1;

  async function select(index) {
    if (index < 0 || index >= rows.length) return;
    rows[selected]?.setAttribute("aria-selected", "false");
    selected = index;
    const row = rows[index];
    row.setAttribute("aria-selected", "true");
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    if (!pane || !row.dataset.pane) return;
    const markup = await part(row.dataset.pane);
    if (rows[selected] === row) fillPane(pane, markup);
  }

  function showBulk() {
    const count = picked().length;
    if (all) { all.checked = count > 0 && count === rows.length; all.indeterminate = count > 0 && count < rows.length; }
    if (!bulk) return;
    bulk.hidden = count === 0;
    bulk.querySelector("[data-bulk-count]").textContent = `${count} picked`;
  }

  rows.forEach((row, index) => {
    row.addEventListener("click", (event) => { if ((index !== selected || pane?.dataset.filled === undefined) && !event.target.closest("a, input, button, select")) select(index); });
    row.addEventListener("focus", () => { if (index !== selected) select(index); });
    box(row)?.addEventListener("change", showBulk);
  });
  all?.addEventListener("change", () => { for (const row of rows) if (box(row)) box(row).checked = all.checked; showBulk(); });
  bulk?.querySelector("[data-bulk-clear]")?.addEventListener("click", () => { for (const row of rows) if (box(row)) box(row).checked = false; showBulk(); });
  bulk?.querySelector("[data-bulk-manage]")?.addEventListener("click", () => manage(picked()));

  // Browsers restore what was ticked when somebody comes back.
  addEventListener("pageshow", showBulk);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
    const row = rows[selected];
    switch (event.key) {
      case "j": case "ArrowDown": event.preventDefault(); select(Math.min(selected + 1, rows.length - 1)); break;
      case "k": case "ArrowUp": event.preventDefault(); select(Math.max(selected - 1, 0)); break;
      case "Enter": if (row?.dataset.open && document.activeElement === row) location.assign(row.dataset.open); break;
      case "x": if (row && box(row)) { box(row).checked = !box(row).checked; showBulk(); } break;
      case "e": if (row) manage(picked().length > 0 ? picked() : [row.dataset.id]); break;
      case "Escape": closePane(pane); break;
    }
  });
}

/** A form in a dialog: what it does when it is sent by its button, with its problem shown where it fails. */
export function onSave(form, act) {
  form?.addEventListener("submit", async (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    const problem = form.querySelector("[data-problem]");
    if (problem) problem.hidden = true;
    try { await act(form.elements, event.submitter); } catch (error) {
      if (!problem) throw error;
      problem.textContent = error.message;
      problem.hidden = false;
    }
  });
}
