// One hunt while it runs: for how long, until when, and the way to end it.
import { ask } from "./app.js";

/** How often the server is asked whether it runs, in milliseconds. */
const pause = 1000;
const place = document.querySelector("[data-running-hunt]");
const { runningHunt: id, since } = place.dataset;
const state = place.querySelector("[data-state]");
const cancel = place.querySelector("[data-cancel]");
let wasCancelled = false;

async function look() {
  const { hunts } = await ask("GET", "/api/hunting/running");
  if (hunts.some((hunt) => hunt.id === id)) {
    state.textContent = `running, ${Math.max(0, (Date.now() - Date.parse(since)) / 1000).toFixed(0)} s`;
    setTimeout(look, pause);
  } else {
    cancel.hidden = true;
    state.textContent = wasCancelled ? "It was cancelled." : "It is over; its answer went to whoever asked.";
  }
}
cancel.addEventListener("click", async () => {
  wasCancelled = true;
  try { await ask("DELETE", `/api/hunting/running/${encodeURIComponent(id)}`); } catch (error) { if (error.status !== 404) throw error; }
});
look();
