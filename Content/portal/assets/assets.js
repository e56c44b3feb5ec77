// Assets: how critical they are and their tags, of one on its page or of several in the list.
import { ask } from "./app.js";
import { currentList } from "./current.js";
import { list, onSave } from "./list.js";

const tagsOf = (text) => text.split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");

const single = document.querySelector("[data-asset-form]");
onSave(single, async (elements) => {
  const change = { criticality: elements.criticality.value, tags: tagsOf(elements.tags.value) };
  for (const id of single.dataset.assetForm.split(",")) await ask("PATCH", `/api/assets/${id}`, change);
  location.reload();
});

/** A name that is longer than its cell is cut before so many of its last letters, which tell it from its like. */
const kept = 20;
for (const name of document.querySelectorAll("[data-cut]")) {
  const text = name.textContent;
  if (text.length <= 2 * kept) continue;
  name.replaceChildren(...[text.slice(0, -kept), text.slice(-kept)].map((part) => Object.assign(document.createElement("span"), { textContent: part })));
}

const dialog = document.getElementById("manage-assets");
const form = dialog?.querySelector("form");
let managed = [];
list({
  manage(ids) {
    if (!form || ids.length === 0) return;
    // A thing of several names is set under each of them.
    managed = ids.flatMap((id) => id.split(","));
    form.reset();
    form.querySelector("[data-problem]").hidden = true;
    const row = document.querySelector(`tr[data-id="${ids[0]}"]`);
    form.querySelector("h2").textContent = ids.length === 1 ? row.querySelector(".asset-name a").textContent : `Set ${ids.length} assets`;
    if (ids.length === 1) { form.elements.criticality.value = row.dataset.level; form.elements.tags.value = row.dataset.tags; }
    form.elements.tags.dataset.before = form.elements.tags.value;
    dialog.showModal();
  },
});
onSave(form, async (elements) => {
  const change = {};
  if (elements.criticality.value !== "-") change.criticality = elements.criticality.value;
  if (elements.tags.value !== elements.tags.dataset.before) change.tags = tagsOf(elements.tags.value);
  for (const id of managed) await ask("PATCH", `/api/assets/${id}`, change);
  location.reload();
});
currentList({ one: "asset", many: "assets" });
