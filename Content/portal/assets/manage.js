// The form that manages one incident or several.
import { ask } from "./app.js";

const dialog = document.getElementById("manage");
const form = dialog?.querySelector("form");
let managed = [];

export async function manage(ids) {
  managed = ids;
  form.reset();
  form.querySelector("[data-problem]").hidden = true;
  form.querySelector("h2").textContent = ids.length === 1 ? `Manage incident #${ids[0]}` : `Manage ${ids.length} incidents`;
  form.querySelector("[data-single]").hidden = ids.length > 1;
  if (ids.length === 1) {
    const incident = await ask("GET", `/v1.0/security/incidents/${ids[0]}`);
    for (const name of ["displayName", "severity", "status", "assignedTo"]) form.elements[name].value = incident[name] ?? "";
    form.elements.customTags.value = incident.customTags.join(", ");
    form.elements.classification.value = `${incident.classification}/${incident.determination}`;
    for (const element of form.elements) element.dataset.before = element.value;
  } else {
    for (const element of form.elements) element.dataset.before = "";
  }
  dialog.showModal();
}

/** What the person changed. What was left as it was is not sent, so two people who change different things lose nothing. */
function changes() {
  const changed = {};
  for (const name of ["displayName", "severity", "status", "assignedTo"]) {
    const { value, dataset } = form.elements[name];
    if (value !== dataset.before) changed[name] = value;
  }
  const { classification, customTags } = form.elements;
  if (classification.value && classification.value !== classification.dataset.before) {
    [changed.classification, changed.determination] = classification.value.split("/");
  }
  if (customTags.value !== customTags.dataset.before) {
    changed.customTags = customTags.value.split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");
  }
  return changed;
}

form?.addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "save") return;
  event.preventDefault();
  const problem = form.querySelector("[data-problem]");
  try {
    const changed = changes();
    for (const id of managed) {
      if (Object.keys(changed).length > 0) await ask("PATCH", `/v1.0/security/incidents/${id}`, changed);
      if (form.elements.comment.value) await ask("POST", `/v1.0/security/incidents/${id}/comments`, { comment: form.elements.comment.value });
    }
    location.reload();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-manage]");
  if (button) manage([button.dataset.manage]);
});
