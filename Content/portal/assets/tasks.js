// The tasks of an incident, and of those that were merged into it: adding, changing, ticking off with a note, changing the order.
// The list itself comes from the server. Two people may change one task at once, and lose nothing of what they write.
import { ask, may, visible } from "./app.js";
import { bringIn, forgetConflicts, lookFirst, set } from "./conflict.js";
import { draftOf, draftsOf, forgetDraft, keepDraft } from "./drafts.js";
import { follow, toast } from "./live.js";

const list = () => document.querySelector("[data-tasks]");
/** Where an incident's tasks are: those of the page's, or those of the one that a task belongs to. */
const tasksOf = (task) => `/api/queue/${task?.dataset.taskIncident ?? list().dataset.tasks}/tasks`;
const address = (task) => `${tasksOf(task)}/${task.dataset.task}`;
/** What tells tasks apart: a name is unique within its incident alone. */
const keyOf = ({ dataset }) => [dataset.taskIncident, dataset.task];
const named = ([incident, name]) => document.querySelector(`[data-task-incident="${CSS.escape(incident)}"][data-task="${CSS.escape(name)}"]`);
const dialog = () => document.getElementById("close-task");
const fields = { title: "title", description: "description", owner: "owner", due: "date", closingNote: "closing note" };
const tries = 5;
/** What the open dialog is about: the task, its form, and the version that the form shows. */
let at = null;
let removed = null;
const due = (day) => (day ? `${day}T00:00:00Z` : "");
const version = (time) => ({ "If-Match": `"${time}"` });

function say(error, form = document.querySelector("[data-task-form]")) {
  const problem = form.querySelector("[data-problem]");
  problem.textContent = error.message;
  problem.hidden = false;
}

async function run(act) {
  try {
    await act();
    document.dispatchEvent(new Event("changed"));
  } catch (error) {
    if (error.status !== 412) return say(error);
    toast("Somebody else changed this task meanwhile. Look at it, then do it again.");
    document.dispatchEvent(new Event("changed"));
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-task-form]");
  if (form) {
    event.preventDefault();
    const { taskTitle, taskDescription, taskOwner, taskDue } = form.elements;
    run(async () => {
      await ask("POST", tasksOf(), {
        title: taskTitle.value, description: taskDescription.value, owner: taskOwner.value, due: due(taskDue.value),
      });
      form.reset();
      forgetDraft("new task");
    });
  } else if (event.target.closest("#close-task") && event.submitter?.value === "close") {
    event.preventDefault();
    send({ status: "completed" });
  } else if (event.target.closest("#remove-task")) {
    const task = removed;
    if (event.submitter?.value === "remove") run(() => ask("DELETE", address(task), undefined, version(task.dataset.taskVersion)));
  } else if (event.target.closest("[data-edit-task]") && event.submitter?.value === "save") {
    event.preventDefault();
    send();
  }
});

/** What was written into a dialog. What was left as it was is not sent. */
function written(form) {
  const changed = [...form.elements].filter(({ name, value, dataset }) => name && value !== dataset.before);
  return Object.fromEntries(changed.map(({ name, value }) => [name, name === "due" ? due(value) : value]));
}

/** The fields of a task that a form has, of a task as the server gives it. */
function values(form, { title, description, owner, due: time, closingNote }) {
  const all = { title, description, owner, due: time?.slice(0, 10), closingNote };
  const own = Object.entries(all).filter(([name]) => form.elements[name]);
  // Fields hold one sign for the end of a line.
  return Object.fromEntries(own.map(([name, value]) => [name, visible(value ?? "").replace(/\r\n?/g, "\n")]));
}

/** Brings what somebody else made of the task into the open dialog; answers the fields that both changed. */
async function catchUp() {
  const { task, form } = at;
  const { tasks } = await ask("GET", tasksOf(task));
  const now = tasks.find(({ name, incident }) => name === task.dataset.task && incident === task.dataset.taskIncident);
  if (!now) throw new Error("Somebody removed this task meanwhile. What you wrote is still here.");
  at.version = now.updated;
  return bringIn(form, values(form, now), now.updatedBy).map((name) => fields[name]);
}

/** Changes the task from the version that the dialog shows. */
async function save(more) {
  for (let count = 1; ; count += 1) {
    const changed = { ...written(at.form), ...more };
    if (Object.keys(changed).length === 0) return;
    try {
      await ask("PATCH", address(at.task), changed, version(at.version));
      return;
    } catch (error) {
      if (![404, 409, 412].includes(error.status) || count === tries) throw error;
      const both = await catchUp();
      if (both.length > 0) throw lookFirst(both);
    }
  }
}

/** Saves what a dialog asks for, and shuts it; what was written stays where that fails. */
async function send(more = {}) {
  const { form } = at;
  form.querySelector("[data-problem]").hidden = true;
  try {
    await save(more);
    at.isSaved = true;
    form.closest("dialog").close();
    document.dispatchEvent(new Event("changed"));
  } catch (error) { say(error, form); }
}

/** Opens a dialog about a task, filled with what the list shows of it. */
function open(task, form) {
  const { taskTitle: title, taskDescription: description, taskOwner: owner, taskDue, taskNote: closingNote, taskVersion } = task.dataset;
  at = { task, form, version: taskVersion, isSaved: false };
  form.querySelector("[data-problem]").hidden = true;
  forgetConflicts(form);
  for (const [name, value] of Object.entries(values(form, { title, description, owner, due: taskDue, closingNote }))) {
    const field = form.elements[name];
    // Who was given it before people were offered is offered too.
    set(field, value);
    field.dataset.before = field.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.closest("dialog").showModal();
}

const edit = (task) => open(task, document.querySelector("[data-edit-task]"));

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches("[data-task-done]")) return;
  const task = box.closest("[data-task]");
  if (box.checked) return finish(task);
  run(async () => {
    try { await ask("PATCH", address(task), { status: "new", closingNote: "" }, version(task.dataset.taskVersion)); } catch (error) {
      box.checked = true;
      throw error;
    }
  });
});

function finish(task) {
  task.querySelector("[data-task-done]").checked = true;
  dialog().querySelector("[data-close-title]").textContent = task.dataset.taskTitle;
  open(task, dialog().querySelector("form"));
}

// However the dialog was left: what was not closed is not done.
document.addEventListener("close", ({ target }) => {
  if (target === dialog() && !at.isSaved) at.task.querySelector("[data-task-done]").checked = false;
}, true);

document.addEventListener("click", (event) => {
  const task = event.target.closest("[data-task]");
  const swap = event.target.closest("[data-swap]")?.dataset.swap;
  const suggested = event.target.closest("[data-suggest]")?.dataset;
  if (suggested) run(() => ask("POST", tasksOf(), { title: suggested.suggest, description: suggested.suggestMore }));
  else if (task && swap) run(async () => {
    const other = named([task.dataset.taskIncident, swap]);
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
let drafted = null;
function keepDrafts() {
  if (!dialog() || drafted === dialog()) return;
  drafted = dialog();
  draftsOf(drafted, { name: "close task", about: () => keyOf(at.task), open: (id) => finish(named(id)) });
  draftsOf(document.getElementById("edit-task"), { name: "edit task", about: () => keyOf(at.task), open: (id) => edit(named(id)) });
}
/** Who may not manage incidents sees what is done, and ticks nothing. */
function hold() {
  for (const box of document.querySelectorAll("[data-task-done]")) box.disabled = !may("manageIncidents");
}
for (const act of [keepDrafts, hold]) {
  document.addEventListener("refreshed", act);
  act();
}

// Whoever has a dialog open sees what somebody else makes of its task.
follow({ changes: async (all) => {
  const isOpen = at?.form.closest("dialog").open;
  if (!isOpen || !all.some(({ incident, action }) => incident === at.task.dataset.taskIncident && action.startsWith("record"))) return;
  try { await catchUp(); } catch (error) { say(error, at.form); }
}, lost: () => {} });

const begun = ["taskTitle", "taskDescription", "taskDue"];
document.addEventListener("input", ({ target }) => {
  if (target.form?.matches("[data-task-form]")) keepDraft("new task", Object.fromEntries(begun.map((name) => [name, target.form.elements[name].value])));
});
for (const [name, value] of Object.entries(draftOf("new task") ?? {})) {
  const field = document.querySelector(`[data-task-form] [name="${name}"]`);
  if (!field || !value) continue;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
