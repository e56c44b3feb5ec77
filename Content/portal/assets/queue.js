// The queue: rows by keyboard and mouse, the pane, several at once.
import { ask, isTyping, part } from "./app.js";
import { manage } from "./manage.js";

const rows = [...document.querySelectorAll("[data-queue] tbody tr")];
const pane = document.querySelector("[data-pane-target]");
const bulk = document.querySelector("[data-bulk]");
let selected = -1;

async function select(index) {
  if (index < 0 || index >= rows.length) return;
  rows[selected]?.setAttribute("aria-selected", "false");
  selected = index;
  const row = rows[index];
  row.setAttribute("aria-selected", "true");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  const markup = await part(row.dataset.pane);
  if (rows[selected] === row) pane.innerHTML = markup;
}

const picked = () => rows.filter((row) => row.querySelector("input")?.checked).map((row) => row.dataset.id);

function showBulk() {
  const ids = picked();
  bulk.hidden = ids.length === 0;
  bulk.querySelector("[data-bulk-count]").textContent = `${ids.length} picked`;
  bulk.querySelector("[data-bulk-merge]").disabled = ids.length < 2;
}

rows.forEach((row, index) => {
  row.addEventListener("click", (event) => { if (!event.target.closest("a, input, button")) select(index); });
  row.querySelector("input")?.addEventListener("change", showBulk);
});
document.querySelector("[data-bulk-manage]")?.addEventListener("click", () => manage(picked()));
document.querySelector("[data-bulk-merge]")?.addEventListener("click", async () => {
  const ids = picked();
  if (!confirm(`Merge ${ids.length} incidents into #${ids[0]}? All alerts come together there; it can be undone.`)) return;
  try {
    const { targetIncidentId } = await ask("POST", "/v1.0/security/incidents/mergeIncidents", { incidentIds: ids, incidentComment: "" });
    location.assign(`/incidents/${targetIncidentId}`);
  } catch (error) { alert(error.message); }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
  const row = rows[selected];
  switch (event.key) {
    case "j": case "ArrowDown": event.preventDefault(); select(Math.min(selected + 1, rows.length - 1)); break;
    case "k": case "ArrowUp": event.preventDefault(); select(Math.max(selected - 1, 0)); break;
    case "Enter": if (row && document.activeElement === row) location.assign(row.dataset.open); break;
    case "x": if (row) { row.querySelector("input").checked = !row.querySelector("input").checked; showBulk(); } break;
    case "e": if (row) manage(picked().length > 0 ? picked() : [row.dataset.id]); break;
  }
});
document.querySelector(".filters")?.addEventListener("click", (event) => {
  const opened = event.target.closest("details");
  for (const other of document.querySelectorAll(".filters details[open]")) if (other !== opened) other.open = false;
});
