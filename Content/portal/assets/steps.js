// A suggested step becomes a task with one click, wherever it stands.
import { ask } from "./app.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-task-of]");
  if (!button) return;
  const { taskOf, taskName, taskMore } = button.dataset;
  button.disabled = true;
  try {
    await ask("POST", `/api/queue/${taskOf}/tasks`, { title: taskName, description: taskMore });
    const link = document.createElement("a");
    link.className = "meta";
    link.href = `/incidents/${taskOf}/tasks`;
    link.textContent = "is a task";
    button.replaceWith(link);
  } catch (error) {
    button.disabled = false;
    button.textContent = error.message;
  }
});
