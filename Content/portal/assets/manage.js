// The form that manages one incident or several. Two people may have it open at once, and lose nothing of what they write.
import { ask, may, visible } from "./app.js";
import { held, loadAgain } from "./back.js";
import { bringIn as takeIn, forgetConflicts, lookFirst, set } from "./conflict.js";
import { draftsOf, forgetDraft } from "./drafts.js";
import "./limits.js";
import { follow } from "./live.js";
import { hidden } from "./signs.js";
import { apply, merge, read as readTags, write as writeTags } from "./tags.js";

const dialog = document.getElementById("manage");
const form = dialog?.querySelector("form");
const problem = form?.querySelector("[data-problem]");
const fields = {
  displayName: "name", severity: "severity", status: "status", assignedTo: "owner", classification: "classification", customTags: "tags",
  resolvingComment: "note",
};
const tries = 5;
/** The owner that takes the owner away, where an empty value leaves all as they are. */
const nobody = "-";
let managed = [];
/** The comments that were written since the last time all was saved, by incident. */
const commented = new Map();
/** What had the focus before. */
let opener = null;
/** The incident that the form was filled from. */
let read = null;

/** The incident's fields as the form's elements have them. */
function values(incident) {
  return {
    displayName: visible(incident.displayName), severity: incident.severity, status: incident.status, assignedTo: incident.assignedTo ?? "",
    customTags: writeTags(incident.customTags), resolvingComment: incident.resolvingComment ?? "", classification: incident.classification === "unknown" ? "" : `${incident.classification}/${incident.determination}`,
  };
}
const load = (id) => ask("GET", `/v1.0/security/incidents/${id}`);

/** What is resolved is classified, and says what was found. */
function showResolving() {
  const isResolved = form.elements.status.value === "resolved";
  const wasResolved = form.elements.status.dataset.before === "resolved";
  for (const part of form.querySelectorAll("[data-resolving]")) part.hidden = !isResolved;
  form.elements.classification.required = isResolved;
  form.querySelector("[data-save]").textContent = isResolved && !wasResolved ? "Resolve" : "Save the changes";
}

/** - preset: fields that are set already, for the person to look at.
    - focused: the field to begin with. */
export async function manage(ids, preset = {}, focused = preset.status ? "classification" : null) {
  if (!may("manageIncidents")) return;
  managed = ids;
  read = null;
  form.reset();
  problem.hidden = true;
  forgetConflicts(form);
  form.querySelector("h2").textContent = `${preset.status === "resolved" ? "Resolve" : "Manage"} ${ids.length === 1 ? `incident #${ids[0]}` : `${ids.length} incidents`}`;
  form.querySelector("[data-single]").hidden = ids.length > 1;
  for (const part of form.querySelectorAll("[data-several]")) part.hidden = part.disabled = ids.length === 1;
  if (ids.length === 1) {
    read = await load(ids[0]);
    for (const [name, value] of Object.entries(values(read))) set(form.elements[name], value);
  }
  form.elements.classification.options[0].textContent = read?.classification === "unknown" ? "Not set yet" : "Leave as it is";
  form.elements.assignedTo.options[0].textContent = read ? "Nobody" : "Leave as it is";
  for (const name of Object.keys(fields)) form.elements[name].dataset.before = read ? form.elements[name].value : "";
  for (const [name, value] of Object.entries(preset)) set(form.elements[name], value);
  // What nobody owned belongs to whoever resolves it.
  const me = document.querySelector(".who .name")?.textContent;
  if (preset.status === "resolved" && read && !read.assignedTo && [...form.elements.assignedTo.options].some(({ value }) => value === me)) form.elements.assignedTo.value = me;
  showResolving();
  opener = held();
  dialog.showModal();
  if (focused) form.elements[focused].focus();
}

/** What the person changed. What was left as it was is not sent. */
function changes() {
  const changed = {};
  for (const name of Object.keys(fields)) {
    const { value, dataset } = form.elements[name];
    if (value === dataset.before) continue;
    if (name === "displayName") changed.displayName = hidden(value);
    else if (name === "customTags") changed.customTags = readTags(value);
    else if (name === "assignedTo" && value === nobody) changed.assignedTo = "";
    else if (name === "classification") { if (value) [changed.classification, changed.determination] = value.split("/"); }
    else changed[name] = value;
  }
  return changed;
}

/** Brings in what somebody else changed meanwhile; answers the fields that both changed. */
function bringIn(next) {
  const both = takeIn(form, values(next), next.lastModifiedBy, { customTags: bothTags });
  read = next;
  return both.map((name) => fields[name]);
}

function bothTags(before, mine, theirs) {
  // Somebody may be in the middle of writing the next one.
  const end = /,\s*$/.test(mine) ? ", " : "";
  return writeTags(merge(readTags(before), readTags(mine), readTags(theirs))) + end;
}

/** One of several incidents: its tags become what was chosen for all, beside those that only it has. */
function changesOf(incident, changed) {
  if (!changed.customTags) return changed;
  const customTags = apply(form.elements.tagging.value, incident.customTags, changed.customTags);
  const isSame = customTags.length === incident.customTags.length && customTags.every((tag) => incident.customTags.includes(tag));
  const { customTags: _, ...rest } = changed;
  return isSame ? rest : { ...rest, customTags };
}

async function save(id) {
  for (let count = 1; ; count += 1) {
    let changed = changes();
    const current = read ?? (changed.customTags ? await load(id) : null);
    if (!read && current) changed = changesOf(current, changed);
    if (Object.keys(changed).length === 0) return;
    try {
      return await ask("PATCH", `/v1.0/security/incidents/${id}`, changed, current ? { "If-Match": `"${current.lastUpdateDateTime}"` } : {});
    } catch (error) {
      if (error.status !== 412 || count === tries) throw error;
      if (!read) continue;
      const both = bringIn(await load(id));
      if (both.length > 0) throw lookFirst(both);
    }
  }
}

form?.elements.status.addEventListener("change", showResolving);
form?.addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "save") return;
  event.preventDefault();
  problem.hidden = true;
  let at = null;
  try {
    for (const id of managed) {
      at = id;
      await save(id);
      const comment = form.elements.comment.value;
      // What was written already is not written again where another of the incidents was refused.
      if (!comment || commented.get(id) === comment) continue;
      await ask("POST", `/v1.0/security/incidents/${id}/comments`, { comment });
      commented.set(id, comment);
    }
    commented.clear();
    forgetDraft("manage");
    loadAgain(opener);
  } catch (error) {
    problem.textContent = managed.length > 1 ? `#${at}: ${error.message}` : error.message;
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-manage], [data-resolve]");
  if (button?.dataset.resolve) manage([button.dataset.resolve], { status: "resolved" });
  else if (button) manage([button.dataset.manage]);
});

// Tags that are used already, offered for the one that is being written.
const tagField = form?.querySelector("[data-tags]");
if (tagField) {
  const known = [...form.querySelectorAll("#known-tags option")].map((option) => option.value);
  const offers = document.createElement("span");
  offers.className = "offers";
  tagField.after(offers);
  const offer = () => {
    const written = readTags(tagField.value);
    const isBegun = !/(^|,)\s*$/.test(tagField.value);
    const tags = isBegun ? written.slice(0, -1) : written;
    const begun = isBegun ? written.at(-1) : "";
    const found = known.filter((tag) => tag.toLowerCase().includes(begun.toLowerCase()) && !tags.includes(tag) && tag !== begun).slice(0, 8);
    offers.replaceChildren(...found.map((tag) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "badge tag";
      button.textContent = tag;
      button.addEventListener("click", () => { tagField.value = `${writeTags([...tags, tag])}, `; tagField.focus(); offer(); });
      return button;
    }));
  };
  for (const kind of ["input", "focus"]) tagField.addEventListener(kind, offer);
}

if (form) {
  draftsOf(dialog, { name: "manage", about: () => managed, open: (ids) => manage(ids) });
  follow({ changes: async (all) => {
    if (dialog.open && read && all.some((change) => change.incident === managed[0])) bringIn(await load(managed[0]));
  }, lost: () => {} });
}

// What is missing is said in words of the page's own, where the browser has some for any field.
document.addEventListener("invalid", ({ target }) => {
  if (target.dataset.missing && target.validity.valueMissing) target.setCustomValidity(target.dataset.missing);
}, true);
for (const kind of ["input", "change"]) document.addEventListener(kind, ({ target }) => { if (target.dataset?.missing) target.setCustomValidity(""); });
