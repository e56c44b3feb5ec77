// Rows of the queue that are opened: the alerts of their incident stand under them.
import { part } from "./app.js";

/** By the incident's number, the row that stands under it. */
const opened = new Map();

const mark = (row) => row.querySelector("[data-expand]")?.setAttribute("aria-expanded", String(opened.has(row.dataset.id)));

/** The columns of a row; one that the list has no room for counts for nothing. */
const width = (row) => [...row.cells].filter((item) => getComputedStyle(item).display !== "none").length;

// The pane beside the list takes its room, and gives it back.
new ResizeObserver(() => { for (const under of opened.values()) under.firstElementChild.colSpan = width(under.previousElementSibling); }).observe(document.querySelector("[data-queue] table"));

async function fill(row, under) {
  try { under.firstElementChild.innerHTML = await part(row.dataset.rows); } catch (error) { under.firstElementChild.textContent = error.message; }
}

/** Opens a row, or closes it. */
export async function expand(row, open = !opened.has(row.dataset.id)) {
  const { id } = row.dataset;
  if (open === opened.has(id)) return;
  if (!open) {
    opened.get(id).remove();
    opened.delete(id);
    return mark(row);
  }
  const under = document.createElement("tr");
  under.className = "expansion";
  const cell = document.createElement("td");
  cell.colSpan = width(row);
  cell.textContent = "…";
  under.append(cell);
  opened.set(id, under);
  row.after(under);
  mark(row);
  await fill(row, under);
}

/** The row, with what stands under it. */
export function withAlerts(row) {
  const under = opened.get(row.dataset.id);
  return under ? [row, under] : [row];
}

/** The row's content was replaced: what stands under it is read anew. */
export async function reread(row) {
  const under = opened.get(row.dataset.id);
  if (!under) return;
  mark(row);
  await fill(row, under);
}
