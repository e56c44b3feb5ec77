// The tasks of an incident: adding, ticking off with a note, changing the order. The list itself comes from the server.
import { ask } from "./app.js";
import { draftOf, draftsOf, forgetDraft, keepDraft } from "./drafts.js";

const list = () => document.querySelector("[data-tasks]");
const address = (task) => `/api/queue/${list().dataset.tasks}/tasks${task ? `/${task.dataset.task}` : ""}`;
const dialog = () => document.getElementById("close-task");
/** The task that a dialog is about. */
let closing = null;
let edited = null;
let removed = null;
const due = (day) => (day ? `${day}T00:00:00Z` : "");

function say(error, form = document.querySelector("[data-task-form]")) {
  const problem = form.querySelector("[data-problem]");
  problem.textContent = error.message;
  problem.hidden = false;
}

async function run(act) {
  try {
    await act();
    document.dispatchEvent(new Event("changed"));
  } catch (error) { say(error); }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-task-form]");
  if (form) {
    event.preventDefault();
    const { taskTitle, taskDescription, taskOwner, taskDue } = form.elements;
    run(async () => {
      await ask("POST", address(), {
        title: taskTitle.value, description: taskDescription.value, owner: taskOwner.value, due: due(taskDue.value),
      });
      form.reset();
      forgetDraft("new task");
    });
  } else if (event.target.closest("#close-task") && event.submitter?.value === "close") {
    event.preventDefault();
    const note = event.target.elements.closingNote.value;
    send(event.target, () => ask("PATCH", address(closing), { status: "completed", closingNote: note }));
  } else if (event.target.closest("#remove-task")) {
    const task = removed;
    if (event.submitter?.value === "remove") run(() => ask("DELETE", address(task)));
  } else if (event.target.closest("[data-edit-task]") && event.submitter?.value === "save") {
    event.preventDefault();
    save(event.target);
  } else if (event.target.closest("#close-task")) {
    closing.querySelector("[data-task-done]").checked = false;
  }
});

/** Sends what was changed alone, so that what somebody else changed meanwhile stays. */
async function save(form) {
  const now = Object.fromEntries(["title", "description", "owner", "due"].map((name) => [name, form.elements[name].value]));
  const changed = Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== edited.before[name]));
  if ("due" in changed) changed.due = due(changed.due);
  await send(form, async () => { if (Object.keys(changed).length > 0) await ask("PATCH", address(edited.task), changed); });
}

/** Does what a dialog asks for, and shuts it; what was written stays where that fails. */
async function send(form, act) {
  try {
    await act();
    form.closest("dialog").close();
    document.dispatchEvent(new Event("changed"));
  } catch (error) { say(error, form); }
}

function edit(task) {
  const { taskTitle: title, taskDescription: description, taskOwner: owner, taskDue } = task.dataset;
  const before = { title, description, owner, due: taskDue };
  const form = document.querySelector("[data-edit-task]");
  form.querySelector("[data-problem]").hidden = true;
  for (const [name, value] of Object.entries(before)) {
    const field = form.elements[name];
    // Who was given it before people were offered is offered too.
    if (field.options && value && ![...field.options].some((option) => option.value === value)) field.append(new Option(value, value));
    field.value = value;
    field.dataset.before = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  edited = { task, before };
  form.closest("dialog").showModal();
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-task-done]")) return;
  const task = event.target.closest("[data-task]");
  if (!event.target.checked) return run(() => ask("PATCH", address(task), { status: "new", closingNote: "" }));
  finish(task);
});

function finish(task) {
  closing = task;
  task.querySelector("[data-task-done]").checked = true;
  dialog().querySelector("[data-problem]").hidden = true;
  dialog().querySelector("[data-close-title]").textContent = task.dataset.taskTitle;
  dialog().querySelector("form").reset();
  dialog().showModal();
}

document.addEventListener("click", (event) => {
  const task = event.target.closest("[data-task]");
  const swap = event.target.closest("[data-swap]")?.dataset.swap;
  const suggested = event.target.closest("[data-suggest]")?.dataset;
  if (suggested) run(() => ask("POST", address(), { title: suggested.suggest, description: suggested.suggestMore }));
  else if (task && swap) run(async () => {
    const other = document.querySelector(`[data-task="${CSS.escape(swap)}"]`);
    const [mine, theirs] = [Number(task.dataset.position), Number(other.dataset.position)];
    const isUp = other.compareDocumentPosition(task) & Node.DOCUMENT_POSITION_FOLLOWING;
    await ask("PATCH", address(task), { position: mine === theirs ? theirs + (isUp ? -1 : 1) : theirs });
    if (mine !== theirs) await ask("PATCH", address(other), { position: mine });
  });
  else if (task && event.target.closest("[data-task-edit]")) edit(task);
  else if (task && event.target.closest("[data-task-remove]")) {
    removed = task;
    const confirm = document.getElementById("remove-task");
    confirm.querySelector("[data-remove-title]").textContent = task.dataset.taskTitle;
    confirm.showModal();
  }
});

// What is being written outlives the session. The dialogs come anew with the list that they stand below.
const named = (id) => document.querySelector(`[data-task="${CSS.escape(id)}"]`);
let drafted = null;
function keepDrafts() {
  if (!dialog() || drafted === dialog()) return;
  drafted = dialog();
  draftsOf(drafted, { name: "close task", about: () => closing.dataset.task, open: (id) => finish(named(id)) });
  draftsOf(document.getElementById("edit-task"), { name: "edit task", about: () => edited.task.dataset.task, open: (id) => edit(named(id)) });
}
document.addEventListener("refreshed", keepDrafts);
keepDrafts();

const written = ["taskTitle", "taskDescription", "taskDue"];
document.addEventListener("input", ({ target }) => {
  if (target.form?.matches("[data-task-form]")) keepDraft("new task", Object.fromEntries(written.map((name) => [name, target.form.elements[name].value])));
});
for (const [name, value] of Object.entries(draftOf("new task") ?? {})) {
  const field = document.querySelector(`[data-task-form] [name="${name}"]`);
  if (!field || !value) continue;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
