// Alerts: the list, the form that manages one or several, the record as it came.
import { ask } from "./app.js";
import { comeBack, held, loadAgain } from "./back.js";
import { bringIn, forgetConflicts, lookFirst, set } from "./conflict.js";
import { currentList, currentParts } from "./current.js";
import { draftsOf, forgetDraft } from "./drafts.js";
import "./limits.js";
import { list, onSave } from "./list.js";
import { toast, words } from "./live.js";
import { soft } from "./long.js";

const dialog = document.getElementById("manage-alerts");
const form = dialog?.querySelector("form");
const titles = { status: "status", assignedTo: "owner", classification: "classification" };
/** The owner that takes the owner away, where an empty value leaves all as they are. */
const nobody = "-";
let managed = [];
let opener = null;

/** What an alert has now, as the fields of the form have it. */
async function valuesOf(id) {
  const alert = await ask("GET", `/v1.0/security/alerts_v2/${id}`);
  const judged = `${alert.classification}/${alert.determination}`;
  // What nobody judged has none of the judgements.
  const isOffered = [...form.elements.classification.options].some((option) => option.value === judged);
  return { status: alert.status, assignedTo: alert.assignedTo ?? "", classification: isOffered ? judged : "" };
}

async function manage(ids) {
  if (!form || ids.length === 0) return;
  managed = ids;
  form.reset();
  forgetConflicts(form);
  form.querySelector("[data-problem]").hidden = true;
  form.querySelector("h2").textContent = ids.length === 1 ? `Manage alert ${ids[0].slice(2)}` : `Manage ${ids.length} alerts`;
  const owner = form.elements.assignedTo;
  owner.options[0].textContent = ids.length === 1 ? "Nobody" : "Leave as it is";
  owner.options[1].hidden = owner.options[1].disabled = ids.length === 1;
  // Who is no longer there, or was named by a program, stays its owner.
  if (ids.length === 1) for (const [name, value] of Object.entries(await valuesOf(ids[0]))) set(form.elements[name], value);
  for (const name of Object.keys(titles)) form.elements[name].dataset.before = form.elements[name].value;
  opener = held();
  dialog.showModal();
}

/** What the person changed; what was left as it was is not sent. */
function changes(elements) {
  const changed = {};
  const isChanged = (name) => elements[name].value !== elements[name].dataset.before;
  if (isChanged("status") && elements.status.value) changed.status = elements.status.value;
  if (isChanged("assignedTo")) changed.assignedTo = elements.assignedTo.value === nobody ? "" : elements.assignedTo.value;
  if (isChanged("classification") && elements.classification.value) {
    [changed.classification, changed.determination] = elements.classification.value.split("/");
  }
  return changed;
}

onSave(form, async (elements) => {
  if (managed.length === 1) {
    const both = bringIn(form, await valuesOf(managed[0]), "Somebody else");
    if (both.length > 0) throw lookFirst(both.map((name) => titles[name]));
  }
  const changed = changes(elements);
  for (const id of managed) {
    if (Object.keys(changed).length > 0) await ask("PATCH", `/v1.0/security/alerts_v2/${id}`, changed);
    if (elements.comment.value) await ask("POST", `/v1.0/security/alerts_v2/${id}/comments`, { comment: elements.comment.value });
  }
  forgetDraft("manage alerts");
  loadAgain(opener);
});
list({ manage });
if (form) {
  draftsOf(dialog, { name: "manage alerts", about: () => managed, open: manage });
  comeBack();
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-manage-alert]");
  if (button) manage([button.dataset.manageAlert]);
  if (event.target.closest("[data-manage-picked]")) manage([...document.querySelectorAll("[data-pick-alert]:checked")].map((box) => box.value));
});

// The list stays current; the page of an alert, too, and says who changed it meanwhile.
if (document.querySelector("[data-alert-table]")) currentList({ one: "alert", many: "alerts" });
const page = document.querySelector("[data-alert-page]");
if (page) {
  const home = () => page.querySelector("[data-home]")?.dataset.home ?? document.querySelector(".alert-page .strong[href^='/incidents/']")?.pathname.split("/")[2];
  const me = document.querySelector(".who .name")?.textContent;
  currentParts(".incident-head, .alert-page > .stack:last-child > .panel", {
    concerns: (change) => change.incident === home(),
    tell: (changes) => { for (const change of changes.filter((item) => item.isPerson && item.actor !== me).slice(-1)) toast(`${change.actor} changed this alert: ${words(change)}`); },
  });
}

// Long records are cut here; the download has all of them.
const longest = 200_000;
document.querySelector("[data-raw]")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  const target = document.querySelector("[data-raw-target]");
  target.hidden = !target.hidden;
  button.setAttribute("aria-expanded", String(!target.hidden));
  button.textContent = target.hidden ? "Show" : "Hide";
  if (target.textContent !== "") return;
  const answer = await fetch(button.dataset.raw);
  const text = await answer.text();
  let shown = text;
  try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* A line of text, as it is. */ }
  target.append(soft(shown.length > longest ? `${shown.slice(0, longest)}\n… cut here; download it for the rest` : shown));
});
