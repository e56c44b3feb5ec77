// One's own account: how pages are shown, and the password. Whoever changes that signs in anew.
import { ask } from "./app.js";
import { zone } from "./clock.js";
import { choose } from "./manner.js";

const manner = document.querySelector("[data-manner]");
manner.querySelector("[data-own-zone]").textContent = `now ${zone(new Date(), true)}`;
manner.addEventListener("change", async ({ target }) => {
  const problem = manner.querySelector("[data-problem]");
  problem.hidden = true;
  try { await choose(target.name, target.value); } catch (error) { problem.textContent = error.message; problem.hidden = false; }
});

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
