// The queue: rows by keyboard and mouse, the pane, several at once, and what changes while somebody looks at it.
import { ask, isTyping, part } from "./app.js";
import { comeBack } from "./back.js";
import { draftsOf, forgetDraft } from "./drafts.js";
import { expand, reread, withAlerts } from "./expand.js";
import { follow, fresh, gathered } from "./live.js";
import { onSave } from "./list.js";
import { manage } from "./manage.js";
import { previewMerge } from "./merge-preview.js";
import { closePane, fillPane } from "./pane.js";

const table = document.querySelector("[data-queue] tbody");
const pane = document.querySelector("[data-pane-target]");
const bulk = document.querySelector("[data-bulk]");
const pickAll = document.querySelector("[data-pick-all]");
const news = document.querySelector("[data-news]");
const rows = () => [...table.querySelectorAll("tr[data-id]")];
let selected = null;

const row = (id) => table.querySelector(`tr[data-id="${id}"]`);

/** What the pane says of a row, or why it says nothing. */
async function paneOf(item) {
  try { return await part(item.dataset.pane); } catch (error) {
    const words = document.createElement("p");
    words.className = "empty";
    words.textContent = error.message;
    return words.outerHTML;
  }
}
async function select(next) {
  if (!next) return;
  if (selected) row(selected)?.setAttribute("aria-selected", "false");
  selected = next.dataset.id;
  next.setAttribute("aria-selected", "true");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  const markup = await paneOf(next);
  if (selected === next.dataset.id) fillPane(pane, markup);
}

function step(by) {
  const all = rows();
  const index = all.findIndex((item) => item.dataset.id === selected);
  select(all[Math.min(Math.max(index + by, 0), all.length - 1)]);
}

const picked = () => rows().filter((item) => item.querySelector("input")?.checked).map((item) => item.dataset.id);

/** What is ticked, or else the row that is selected. */
const chosen = () => (picked().length > 0 ? picked() : [selected]);

function showBulk() {
  const ids = picked();
  bulk.hidden = ids.length === 0;
  bulk.querySelector("[data-bulk-count]").textContent = `${ids.length} picked`;
  bulk.querySelector("[data-bulk-merge]").disabled = ids.length < 2;
  pickAll.checked = ids.length > 0 && ids.length === rows().length;
  pickAll.indeterminate = ids.length > 0 && !pickAll.checked;
}
function pick(all) {
  for (const box of table.querySelectorAll("tr[data-id] .pick input")) box.checked = all;
  showBulk();
}
pickAll.addEventListener("click", () => pick(pickAll.checked));
bulk.querySelector("[data-bulk-clear]").addEventListener("click", () => pick(false));

table.addEventListener("click", (event) => {
  const item = event.target.closest("tr[data-id]");
  if (event.target.closest("[data-expand]")) expand(item);
  else if (item && (item.dataset.id !== selected || pane.dataset.filled === undefined) && !event.target.closest("a, input, button, label")) select(item);
});
// Whoever comes to a row by Tab has it as who comes by j and k.
table.addEventListener("focusin", ({ target }) => { if (target.matches("tr[data-id]") && target.dataset.id !== selected) select(target); });
table.addEventListener("change", showBulk);
document.querySelector("[data-bulk-manage]")?.addEventListener("click", () => manage(picked()));
const mergeDialog = document.getElementById("merge-many");
document.querySelector("[data-bulk-merge]")?.addEventListener("click", openMerge);
function openMerge() {
  const ids = picked();
  mergeDialog.querySelector("[data-merge-choices]").replaceChildren(...ids.map((id, index) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    label.className = "tick";
    Object.assign(box, { type: "radio", name: "stays", value: id, defaultChecked: index === 0 });
    const item = row(id);
    label.append(box, `#${id} ${item.querySelector(".name a")?.textContent ?? ""} (${item.querySelector(".alerts")?.textContent.trim() ?? ""} alerts)`);
    return label;
  }));
  mergeDialog.querySelector("[value=merge]").textContent = `Merge ${ids.length} incidents`;
  mergeDialog.querySelector("[data-problem]").hidden = true;
  mergeDialog.showModal();
  showMerge();
}
/** Ticks what was about to be merged again; where a row of it is gone, it was another list. */
function mergeAgain(ids) {
  for (const id of ids) row(id).querySelector("input").checked = true;
  showBulk();
  openMerge();
}
/** What is ticked, the one that stays first. */
function merged({ stays }) { return [stays.value, ...picked().filter((id) => id !== stays.value)]; }
function showMerge() {
  const form = mergeDialog.querySelector("form");
  const ids = merged(form.elements);
  return previewMerge(form, ids, ids[0]);
}
mergeDialog?.addEventListener("change", ({ target }) => { if (target.name === "stays") showMerge(); });
onSave(mergeDialog?.querySelector("form"), async (elements) => {
  const ids = merged(elements);
  const { targetIncidentId } = await ask("POST", "/v1.0/security/incidents/mergeIncidents", { incidentIds: ids, incidentComment: elements.comment.value });
  forgetDraft("merge");
  location.assign(`/incidents/${targetIncidentId}`);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
  const current = selected && row(selected);
  switch (event.key) {
    case "j": case "ArrowDown": event.preventDefault(); step(1); break;
    case "k": case "ArrowUp": event.preventDefault(); step(-1); break;
    case "Enter": if (current && document.activeElement === current) location.assign(current.dataset.open); break;
    case "x": if (current) { current.querySelector("input").checked = !current.querySelector("input").checked; showBulk(); } break;
    case "ArrowRight": if (current) expand(current, true); break;
    case "ArrowLeft": if (current) expand(current, false); break;
    case "e": if (current) manage(chosen()); break;
    case "a": if (current) { event.preventDefault(); manage(chosen(), {}, "assignedTo"); } break;
    case "s": if (current) { event.preventDefault(); manage(chosen(), {}, "status"); } break;
    case "Escape": closePane(pane); break;
  }
});

// Live. Rows that are shown change where they stand. New rows and a new order come at once only where nobody is in the middle
// of something; otherwise they announce themselves and wait for a click.
const isCalm = () => scrollY < 160 && selected === null && picked().length === 0 && !document.querySelector("dialog[open]");

function takeOver(from) {
  for (const place of document.querySelectorAll("[data-refresh]")) {
    const next = from.querySelector(`[data-refresh="${place.dataset.refresh}"]`);
    if (next && next.innerHTML !== place.innerHTML) place.innerHTML = next.innerHTML;
  }
}

/** The row with the content that it has now; a mark shows that it changed. */
function changed(old, next) {
  if (old.dataset.content === next.dataset.content) return old;
  const isPicked = old.querySelector("input")?.checked;
  const places = () => [...old.querySelectorAll("a, button, input")];
  const focused = places().indexOf(document.activeElement);
  old.innerHTML = next.innerHTML;
  old.dataset.content = next.dataset.content;
  if (isPicked) old.querySelector("input").checked = true;
  places()[focused]?.focus({ preventScroll: true });
  if (old.dataset.id === selected) rereadPane(old);
  mark(old);
  reread(old);
  return old;
}

/** The pane of the row that is selected, as it is now, unless somebody is in it. */
async function rereadPane(item) {
  if (pane.dataset.filled === undefined || pane.contains(document.activeElement)) return;
  const markup = await paneOf(item);
  if (selected === item.dataset.id && pane.dataset.filled !== undefined) fillPane(pane, markup);
}

function mark(item) {
  item.classList.remove("changed");
  requestAnimationFrame(() => item.classList.add("changed"));
}

function arrange(next) {
  const known = new Map(rows().map((item) => [item.dataset.id, item]));
  table.replaceChildren(...next.flatMap((item) => {
    const old = known.get(item.dataset.id);
    if (old) return withAlerts(changed(old, item));
    mark(item);
    return withAlerts(item);
  }));
  news.hidden = true;
}

const refresh = gathered(400, async () => {
  const page = await fresh();
  const next = [...page.querySelectorAll("[data-queue] tbody tr[data-id]")];
  takeOver(page);
  if (isCalm()) return arrange(next);
  const known = new Map(rows().map((item) => [item.dataset.id, item]));
  let count = 0;
  for (const item of next) {
    const old = known.get(item.dataset.id);
    if (old) changed(old, item); else count += 1;
    known.delete(item.dataset.id);
  }
  for (const gone of known.values()) gone.classList.add("gone");
  news.hidden = count + known.size === 0;
  news.textContent = count > 0 ? `${count} new in this view: show` : "The view has changed: show";
});

news.addEventListener("click", async () => {
  const page = await fresh();
  takeOver(page);
  arrange([...page.querySelectorAll("[data-queue] tbody tr[data-id]")]);
  showBulk();
});
if (mergeDialog) draftsOf(mergeDialog, { name: "merge", about: picked, open: mergeAgain });
follow({ changes: refresh, lost: refresh });
// Browsers restore what was ticked when somebody comes back.
addEventListener("pageshow", showBulk);
comeBack();
