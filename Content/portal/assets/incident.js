// An incident's head: merging, undoing a merge, comments.
import { ask } from "./app.js";

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
const mergeDialog = document.getElementById("merge");
const mergeForm = document.querySelector("[data-merge-form]");
document.querySelector("[data-merge]")?.addEventListener("click", () => mergeDialog.showModal());
onSubmit(mergeForm, "merge", async () => {
  const { other, direction, comment } = mergeForm.elements;
  const ids = direction.value === "into" ? [other.value, incident] : [incident, other.value];
  const { targetIncidentId } = await ask("POST", "/v1.0/security/incidents/mergeIncidents", { incidentIds: ids, incidentComment: comment.value });
  location.assign(`/incidents/${targetIncidentId}`);
});

document.querySelector("[data-undo-merge]")?.addEventListener("click", async (event) => {
  try {
    await ask("POST", `/api/queue/${event.target.dataset.undoMerge}/undoMerge`, {});
    location.reload();
  } catch (error) { alert(error.message); }
});

const commentForm = document.querySelector("[data-comment-form]");
onSubmit(commentForm, null, async () => {
  await ask("POST", `/v1.0/security/incidents/${commentForm.dataset.commentForm}/comments`, { comment: commentForm.elements.comment.value });
  location.reload();
});
