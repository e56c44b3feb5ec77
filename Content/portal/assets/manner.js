// How a person wants pages shown: by which clock, and how high the rows of tables are. It counts at once, and is kept for him.
import { ask } from "./app.js";
import { setClock } from "./times.js";

const root = document.documentElement;
const now = { clock: () => root.dataset.clock ?? "utc", density: () => root.dataset.density ?? "comfortable" };

function show(name, value) {
  if (name === "clock") return setClock(value);
  if (value === "compact") root.dataset.density = value; else delete root.dataset.density;
}

/** - Throws: where it could not be kept; it is shown as it was then. */
export async function choose(name, value) {
  const before = now[name]();
  show(name, value);
  try { await ask("PUT", `/api/preferences/${name}`, { value }); } catch (error) { show(name, before); throw error; }
}

/** What can be chosen now, as commands. */
export const commands = () => [
  now.clock() === "utc" ? { title: "Show times in local time", run: () => choose("clock", "local") } : { title: "Show times in UTC", run: () => choose("clock", "utc") },
  now.density() === "comfortable" ? { title: "Show compact rows", run: () => choose("density", "compact") } : { title: "Show comfortable rows", run: () => choose("density", "comfortable") },
];
