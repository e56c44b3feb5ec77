// An incident's head: merging, undoing a merge, comments; and what others do to it meanwhile.
import { ask, isTyping } from "./app.js";
import { comeBack, keeping } from "./back.js";
import { draftOf, draftsOf, forgetDraft, keepDraft } from "./drafts.js";
import "./incident-pick.js";
import "./limits.js";
import { follow, fresh, gathered, toast, words } from "./live.js";
import { manage } from "./manage.js";
import { previewMerge } from "./merge-preview.js";
import "./report.js";

function onSubmit(form, value, act) {
  form?.addEventListener("submit", async (event) => {
    if (value && event.submitter?.value !== value) return;
    event.preventDefault();
    try { await act(); } catch (error) {
      const problem = form.querySelector("[data-problem]");
      if (problem) { problem.textContent = error.message; problem.hidden = false; } else { alert(error.message); }
    }
  });
}

const incident = document.querySelector("[data-incident]")?.dataset.incident;
// Where the tabs are wider than the page, the open one is in sight.
const strip = document.querySelector(".tabs");
const current = strip?.querySelector("[aria-current]");
if (current) strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
document.addEventListener("keydown", (event) => {
  const field = { a: "assignedTo", s: "status" }[event.key];
  if (!field || event.ctrlKey || event.metaKey || event.altKey || isTyping() || goes || document.querySelector("button[data-manage]")?.disabled) return;
  event.preventDefault();
  manage([incident], {}, field);
});
// The letter behind g says where to go, and nothing else.
let goes = false;
document.addEventListener("keydown", (event) => { goes = event.key === "g"; });

const mergeDialog = document.getElementById("merge");
const mergeForm = document.querySelector("[data-merge-form]");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-merge]")) mergeDialog.showModal();
  if (event.target.closest("[data-report]")) document.getElementById("report").showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});
/** Its number may be written with the sign that pages write before it. */
const otherIncident = () => mergeForm.elements.other.value.trim().replace(/^#/, "");
const showMerge = gathered(250, async () => {
  const other = otherIncident();
  const isKnown = /^\d+$/.test(other);
  await previewMerge(mergeForm, isKnown ? [incident, other] : [incident], mergeForm.elements.direction.value === "into" ? other : incident);
});
mergeForm?.addEventListener("input", () => {
  // What was said of an earlier choice says nothing of this one.
  mergeForm.querySelector("[data-problem]").hidden = true;
  showMerge();
});
onSubmit(mergeForm, "merge", async () => {
  const { direction, comment } = mergeForm.elements;
  const ids = direction.value === "into" ? [otherIncident(), incident] : [incident, otherIncident()];
  const { targetIncidentId } = await ask("POST", "/v1.0/security/incidents/mergeIncidents", { incidentIds: ids, incidentComment: comment.value });
  forgetDraft("merge");
  location.assign(`/incidents/${targetIncidentId}`);
});
if (mergeDialog) draftsOf(mergeDialog, { name: "merge", about: () => incident, open: () => mergeDialog.showModal() });

document.addEventListener("click", async (event) => {
  const id = event.target.closest("[data-undo-merge]")?.dataset.undoMerge;
  if (!id) return;
  try {
    await ask("POST", `/api/queue/${id}/undoMerge`, {});
    location.assign(location.pathname.endsWith("/activity") ? location.pathname : `/incidents/${id}`);
  } catch (error) { alert(error.message); }
});

document.addEventListener("click", async (event) => {
  const { undoMove: alerts, undoTo } = event.target.closest("[data-undo-move]")?.dataset ?? {};
  if (!alerts) return;
  try {
    await ask("POST", `/api/queue/${undoTo}/undoMove`, { alertIds: alerts.split(",") });
    location.reload();
  } catch (error) { alert(error.message); }
});

document.addEventListener("click", async (event) => {
  const id = event.target.closest("[data-take]")?.dataset.take;
  if (!id) return;
  const me = document.querySelector(".who .name").textContent;
  try {
    await ask("PATCH", `/v1.0/security/incidents/${id}`, { assignedTo: me, status: "inProgress" });
    refresh();
  } catch (error) { alert(error.message); }
});

const written = document.querySelector("[data-comment-form] [name=comment]");
if (written) written.value ||= draftOf("comment") ?? "";
document.addEventListener("input", ({ target }) => { if (target.matches("[data-comment-form] [name=comment]")) keepDraft("comment", target.value); });
if (written?.value) written.dispatchEvent(new Event("input", { bubbles: true }));
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-comment-form]");
  if (!form) return;
  event.preventDefault();
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    await ask("POST", `/v1.0/security/incidents/${form.dataset.commentForm}/comments`, { comment: form.elements.comment.value });
    form.reset();
    forgetDraft("comment");
    refresh();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
});

// Live. The head and the tab are taken over from the page as it is now, except what somebody writes in, and the story, whose
// graph somebody may be walking through: there a line says that there is more.
const news = document.querySelector("[data-news]");
const isStory = document.querySelector("[data-story]") !== null;
let hasMore = false;
let left = 0;

/** What became of the alerts since the story was drawn. */
function more() {
  const gone = `${left} ${left === 1 ? "alert" : "alerts"} left for another incident`;
  if (left === 0) return "More alerts came in: show them";
  return hasMore ? `More alerts came in, and ${gone}: show what is here now` : `${gone}: show what is here now`;
}

function replace(from, selector) {
  const [old, next] = [document.querySelector(selector), from.querySelector(selector)];
  if (old && next && old.innerHTML !== next.innerHTML) keeping(old, () => { old.innerHTML = next.innerHTML; });
}

/** The tab as the server last gave it: what scripts made of it since is no news. */
let drawn = document.querySelector(".tab")?.innerHTML;
const boxesOf = (tab) => [...tab.querySelectorAll("[type=checkbox][value], [type=radio][value]")];

/** The tab as it is now; texts that are being written stay, and so do ticks. */
function replaceTab(from) {
  const tab = document.querySelector(".tab");
  const next = from.querySelector(".tab")?.innerHTML;
  if (isStory || next === undefined || next === drawn || tab.querySelector("[data-keep], dialog[open]")) return;
  const fields = [...tab.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea, select")];
  const written = fields.map((field) => [field.form?.id, field.name, field.value, field === document.activeElement]);
  const ticked = boxesOf(tab).filter((box) => box.checked !== box.defaultChecked);
  replace(from, ".tab");
  drawn = next;
  for (const { name, value, checked } of ticked) {
    const box = boxesOf(tab).find((one) => one.name === name && one.value === value);
    if (box) box.checked = checked;
  }
  for (const [form, name, value, hasFocus] of written) {
    const field = tab.querySelector(`${form ? `form#${form} ` : ""}[name="${name}"]`);
    if (!field || !value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (hasFocus) field.focus();
  }
}

const refresh = gathered(150, async () => {
  const page = await fresh();
  for (const part of [".incident-head", ".tabs"]) replace(page, part);
  replaceTab(page);
  document.dispatchEvent(new Event("refreshed"));
});

document.addEventListener("changed", refresh);
// A dialog of the tab held back what happened meanwhile.
document.addEventListener("close", ({ target }) => { if (target.closest(".tab")) refresh(); }, true);
/** What happens to an incident that was merged into this one happens to this one; merges and moves are told by this one itself. */
const mergedIn = () => document.querySelector("[data-merged-in]")?.dataset.mergedIn.split(" ") ?? [];
const toldHere = ["incidentMerged", "mergeUndone", "alertsMoved"];
follow({
  changes: (all) => {
    const merged = mergedIn();
    const own = all.filter((change) => change.incident === incident || (merged.includes(change.incident) && !toldHere.includes(change.action)));
    if (own.length === 0) return;
    for (const change of own) { left += change.left; hasMore ||= change.action === "alertsAdded" || change.arrived > 0; }
    const me = document.querySelector(".who .name")?.textContent;
    for (const change of own.filter((item) => item.isPerson && item.actor !== me && item.action !== "alertsMoved").slice(-3)) toast(`${change.actor}: ${words(change)}`);
    if (isStory && (hasMore || left > 0)) { news.textContent = more(); news.hidden = false; }
    refresh();
  },
  lost: () => refresh(),
});
news?.addEventListener("click", () => location.reload());
comeBack();
