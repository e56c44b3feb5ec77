// Signing in, and making the first administrator.
import { ask } from "./app.js";

const form = document.querySelector("[data-sign-in]");
const problem = form.querySelector("[data-problem]");

// Nothing is sent before this script can send it.
form.querySelector("button.primary").disabled = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  problem.hidden = true;
  const { account, password, secret } = form.elements;
  try {
    if (form.dataset.setUp) {
      await ask("POST", form.dataset.setUp, { secret: secret.value.trim(), account: account.value, password: password.value });
    }
    await ask("POST", form.dataset.signIn, { account: account.value, password: password.value });
    // Only an address of this server is gone to, whatever the link said.
    const next = new URL(form.dataset.next || "/incidents", location.origin);
    location.assign(next.origin === location.origin ? next.pathname + next.search : "/incidents");
  } catch (error) {
    const [first, ...rest] = error.message;
    problem.textContent = `${first.toUpperCase()}${rest.join("")}${error.message.endsWith(".") ? "" : "."}`;
    problem.hidden = false;
    password.select();
  }
});
