// Alerts: the list, the form that manages one or several, the record as it came.
import { ask } from "./app.js";
import { comeBack, held, loadAgain } from "./back.js";
import { currentList, currentParts } from "./current.js";
import { draftsOf, forgetDraft } from "./drafts.js";
import "./limits.js";
import { list, onSave } from "./list.js";
import { toast, words } from "./live.js";
import { soft } from "./long.js";

const dialog = document.getElementById("manage-alerts");
const form = dialog?.querySelector("form");
const fields = ["status", "assignedTo", "classification"];
/** The owner that takes the owner away, where an empty value leaves all as they are. */
const nobody = "-";
let managed = [];
let opener = null;

async function manage(ids) {
  if (!form || ids.length === 0) return;
  managed = ids;
  form.reset();
  form.querySelector("[data-problem]").hidden = true;
  form.querySelector("h2").textContent = ids.length === 1 ? `Manage alert ${ids[0].slice(2)}` : `Manage ${ids.length} alerts`;
  const owner = form.elements.assignedTo;
  owner.options[0].textContent = ids.length === 1 ? "Nobody" : "Leave as it is";
  owner.options[1].hidden = owner.options[1].disabled = ids.length === 1;
  if (ids.length === 1) {
    const alert = await ask("GET", `/v1.0/security/alerts_v2/${ids[0]}`);
    form.elements.status.value = alert.status;
    // Who is no longer there, or was named by a program, stays its owner.
    if (alert.assignedTo && ![...owner.options].some(({ value }) => value === alert.assignedTo)) owner.append(new Option(alert.assignedTo, alert.assignedTo));
    owner.value = alert.assignedTo ?? "";
    form.elements.classification.value = `${alert.classification}/${alert.determination}`;
    // What nobody judged has none of the judgements.
    if (form.elements.classification.selectedIndex < 0) form.elements.classification.value = "";
  }
  for (const name of fields) form.elements[name].dataset.before = form.elements[name].value;
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
