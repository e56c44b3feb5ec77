// What a person keeps of the queue: views under names, and the columns that he sees.
import { ask } from "./app.js";
import { onSave } from "./list.js";

const keep = document.getElementById("keep-view");
const chooser = document.getElementById("columns");
const list = chooser.querySelector(".column-list");
const prefer = (name, value) => ask("PUT", `/api/preferences/${name}`, { value });

document.querySelector("[data-keep-view]").addEventListener("click", () => keep.showModal());
document.querySelector("[data-choose-columns]").addEventListener("click", () => chooser.showModal());

const known = () => [...document.querySelectorAll("[data-forget-view]")].map((button) => button.dataset.forgetView.toLowerCase());
/** The name whose view is to be replaced, once somebody was asked. */
let replaced = null;

function askWhetherToReplace(name) {
  replaced = name;
  keep.querySelector("[value=save]").textContent = "Replace the view";
  throw new Error(`There is a view “${name}” already. Replace it, or choose another name.`);
}

keep.querySelector("[name=name]").addEventListener("input", () => {
  replaced = null;
  keep.querySelector("[value=save]").textContent = "Keep the view";
  keep.querySelector("[data-problem]").hidden = true;
});

onSave(keep.querySelector("form"), async (elements) => {
  const name = elements.name.value.trim();
  const { query } = keep.querySelector("form").dataset;
  const isAsked = replaced === name;
  if (!isAsked && known().includes(name.toLowerCase())) askWhetherToReplace(name);
  try {
    await ask("PUT", `/api/views/${encodeURIComponent(name)}`, { query }, isAsked ? {} : { "If-None-Match": "*" });
  } catch (error) {
    // Kept in another window meanwhile.
    if (error.status === 409 && !isAsked) askWhetherToReplace(name);
    throw error;
  }
  if (elements.first.checked) await prefer("queueView", name);
  location.reload();
});

document.querySelector("[data-views]").addEventListener("click", async (event) => {
  const first = event.target.closest("[data-opens-first]");
  const forget = event.target.closest("[data-forget-view]")?.dataset.forgetView;
  try {
    if (first) await prefer("queueView", first.dataset.opensFirst);
    else if (forget && confirm(`Forget the view “${forget}”?`)) await ask("DELETE", `/api/views/${encodeURIComponent(forget)}`);
    else return;
    location.reload();
  } catch (error) { alert(error.message); }
});

// Columns are moved by their buttons, or drawn with the mouse.
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  const button = event.target.closest("[data-column-up], [data-column-down]");
  if (!button) return;
  if ("columnUp" in button.dataset) item.previousElementSibling?.before(item); else item.nextElementSibling?.after(item);
  button.focus();
});
let drawn = null;
list.addEventListener("dragstart", (event) => { drawn = event.target.closest("li"); });
list.addEventListener("dragend", () => { drawn = null; });
list.addEventListener("dragover", (event) => {
  const over = event.target.closest("li");
  if (!drawn || !over || over === drawn) return;
  event.preventDefault();
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(drawn); else over.after(drawn);
});

/** An address that names columns would show those and not what was just chosen. */
async function choose(columns) {
  await prefer("queueColumns", columns.join(","));
  const address = new URL(location.href);
  address.searchParams.delete("columns");
  if (address.href === location.href) location.reload(); else location.assign(address);
}
onSave(chooser.querySelector("form"), () => choose([...list.querySelectorAll("li:has(input:checked)")].map((item) => item.dataset.column)));
chooser.querySelector("[data-usual-columns]").addEventListener("click", () => choose([]));
