// The strip above the queue: the last 24 hours. It is asked for when it is open, and stays open for whoever opened it.
import { ask, part } from "./app.js";
import { follow, gathered } from "./live.js";

const strip = document.querySelector("[data-last-day]");
const body = strip.querySelector("[data-last-day-body]");
let kept = strip.open;

async function fill() {
  try { body.innerHTML = await part("/portal/last-day"); } catch (error) { body.textContent = error.message; }
}

strip.addEventListener("toggle", () => {
  if (strip.open === kept) return;
  kept = strip.open;
  if (kept) fill();
  ask("PUT", "/api/preferences/lastDay", { value: kept ? "open" : "closed" }).catch(() => {});
});
if (kept) fill();
const refresh = gathered(5000, async () => { if (strip.open) await fill(); });
follow({ changes: refresh, lost: refresh });
