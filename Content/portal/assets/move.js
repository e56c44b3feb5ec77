// Alerts go to another incident: picked in the table, or from the pane of one. What was moved can be moved back.
import { ask } from "./app.js";
import { held, loadAgain } from "./back.js";
import { draftsOf, forgetDraft } from "./drafts.js";
import { onSave } from "./list.js";
import "./incident-pick.js";

/** The incident that the alerts are in: that of the page, or that of the alert whose page it is. */
const incident = document.querySelector("[data-incident]")?.dataset.incident ?? document.querySelector("[data-home]")?.dataset.home;
const dialog = document.getElementById("move");
const form = dialog?.querySelector("form");
const picked = () => [...document.querySelectorAll("[data-pick-alert]:checked")].map((box) => box.value);
const words = (count) => (count === 1 ? "1 alert" : `${count} alerts`);
let moved = [];
let opener = null;

function showPicked() {
  const bulk = document.querySelector("[data-alert-bulk]");
  if (!bulk) return;
  const count = picked().length;
  bulk.hidden = count === 0;
  bulk.querySelector("b").textContent = `${words(count)} picked`;
  // The one for all says what holds, also of a table that was made anew.
  const all = document.querySelector("[data-pick-alerts]");
  if (all) all.checked = count > 0 && count === document.querySelectorAll("[data-pick-alert]").length;
}

function open(ids) {
  if (ids.length === 0) return;
  moved = ids;
  form.reset();
  form.querySelector("[data-problem]").hidden = true;
  form.querySelector("h2").textContent = `Move ${words(ids.length)} to another incident`;
  form.querySelector("[value=move]").textContent = `Move ${words(ids.length)}`;
  showTarget();
  opener = held();
  dialog.showModal();
}

function showTarget() {
  const isKnown = form.elements.where.value === "known";
  form.querySelector("[data-known]").hidden = !isKnown;
  form.elements.target.required = isKnown;
}

async function move(ids, target, comment) {
  const body = { alertIds: ids, ...(target ? { incidentId: target } : {}), ...(comment ? { alertComment: comment } : {}) };
  return (await ask("POST", "/v1.0/security/alerts_v2/moveAlerts", body)).targetIncidentId;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-alert]")) showPicked();
  if (event.target.matches("[data-pick-alerts]")) {
    for (const box of document.querySelectorAll("[data-pick-alert]")) box.checked = event.target.checked;
    showPicked();
  }
  if (event.target.name === "where" && event.target.form === form) { showTarget(); form.elements.target.focus(); }
});
document.addEventListener("click", (event) => {
  const id = event.target.closest("[data-move]")?.dataset.move;
  if (id) open([id]); else if (event.target.closest("[data-move-picked]")) open(picked());
});
document.addEventListener("refreshed", showPicked);

onSave(form, async (elements) => {
  const target = elements.where.value === "known" ? elements.target.value.replace("#", "").trim() : "";
  const reached = await move(moved, target, elements.comment.value);
  sessionStorage.setItem("moved", JSON.stringify({ alerts: moved, from: incident, to: reached }));
  forgetDraft("move");
  loadAgain(opener);
});
if (dialog) draftsOf(dialog, { name: "move", about: () => moved, open });

// After a move the page says so, once, with the way back.
const last = JSON.parse(sessionStorage.getItem("moved") ?? "null");
if (last && (last.from === incident || last.to === incident)) {
  sessionStorage.removeItem("moved");
  const note = document.createElement("p");
  const link = document.createElement("a");
  const undo = document.createElement("button");
  note.className = "notice moved";
  note.setAttribute("role", "status");
  link.href = `/incidents/${last.to}`;
  link.textContent = `#${last.to}`;
  undo.type = "button";
  undo.className = "button";
  undo.textContent = "Undo the move";
  undo.addEventListener("click", async () => {
    try { await ask("POST", `/api/queue/${last.from}/undoMove`, { alertIds: last.alerts }); location.reload(); } catch (error) { note.textContent = error.message; }
  });
  note.append(`${words(last.alerts.length)} moved to `, link, ". ", undo);
  document.querySelector(".tab, .alert-page").before(note);
}
