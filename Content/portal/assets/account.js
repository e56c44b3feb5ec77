// One's own password: whoever changes it signs in anew.
import { ask } from "./app.js";

const form = document.querySelector("[data-password]");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const problem = form.querySelector("[data-problem]");
  const { current, new: next, again } = form.elements;
  problem.hidden = true;
  const say = (text, field) => { problem.textContent = text; problem.hidden = false; field.select(); };
  if (next.value !== again.value) return say("The new password is not the same both times.", again);
  try {
    await ask("POST", "/api/session/password", { current: current.value, new: next.value });
    location.assign("/sign-in?next=/account");
  } catch (error) { say(error.message, current); }
});
