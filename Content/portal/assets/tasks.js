// The tasks of an incident: adding, ticking off with a note, changing the order. The list itself comes from the server.
import { ask } from "./app.js";

const list = () => document.querySelector("[data-tasks]");
const address = (task) => `/api/queue/${list().dataset.tasks}/tasks${task ? `/${task.dataset.task}` : ""}`;
const dialog = () => document.getElementById("close-task");
let closing = null;

function say(error) {
  const problem = document.querySelector("[data-task-form] [data-problem]");
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
        title: taskTitle.value, description: taskDescription.value, owner: taskOwner.value, due: taskDue.value ? `${taskDue.value}T00:00:00Z` : "",
      });
      form.reset();
    });
  } else if (event.target.closest("#close-task") && event.submitter?.value === "close") {
    const note = event.target.elements.closingNote.value;
    run(() => ask("PATCH", address(closing), { status: "completed", closingNote: note }));
  } else if (event.target.closest("#close-task")) {
    closing.querySelector("[data-task-done]").checked = false;
  }
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-task-done]")) return;
  const task = event.target.closest("[data-task]");
  if (!event.target.checked) return run(() => ask("PATCH", address(task), { status: "new", closingNote: "" }));
  closing = task;
  dialog().querySelector("[data-close-title]").textContent = task.dataset.taskTitle;
  dialog().querySelector("form").reset();
  dialog().showModal();
});

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
  else if (task && event.target.closest("[data-task-remove]")) run(() => ask("DELETE", address(task)));
});
