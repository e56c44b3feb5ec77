// Assets: how critical they are and their tags, of one on its page or of several in the list.
import { ask } from "./app.js";
import { currentList } from "./current.js";
import { list, onSave } from "./list.js";
import { merge, read as readTags } from "./tags.js";

/** Sets what somebody changed of a thing under each of its names. - level: null where it stays. */
async function change(ids, level, before, tags) {
  const changed = {};
  if (level !== null) changed.criticality = level;
  if (tags !== before) {
    const names = await Promise.all(ids.map((id) => ask("GET", `/api/assets/${id}`)));
    changed.tags = merge(readTags(before), readTags(tags), [...new Set(names.flatMap((name) => name.tags))]);
  }
  if (Object.keys(changed).length === 0) return;
  for (const id of ids) await ask("PATCH", `/api/assets/${id}`, changed);
}

const single = document.querySelector("[data-asset-form]");
onSave(single, async (elements) => {
  // What was left as it was is not sent, and what somebody else made of the tags meanwhile stays.
  const { criticality, tags } = elements;
  const isOther = ![...criticality.options].find((option) => option.value === criticality.value)?.defaultSelected;
  await change(single.dataset.assetForm.split(","), isOther ? criticality.value : null, tags.defaultValue, tags.value);
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
/** One thing is set: its own tags are what was in the form. */
let isOne = false;
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
    for (const name of ["criticality", "tags"]) form.elements[name].dataset.before = form.elements[name].value;
    isOne = ids.length === 1;
    dialog.showModal();
  },
});
onSave(form, async (elements) => {
  const { criticality, tags } = elements;
  const level = criticality.value === criticality.dataset.before ? null : criticality.value;
  if (isOne || tags.value === tags.dataset.before) {
    await change(managed, level, tags.dataset.before, tags.value);
  } else {
    for (const id of managed) await ask("PATCH", `/api/assets/${id}`, { ...(level === null ? {} : { criticality: level }), tags: readTags(tags.value) });
  }
  location.reload();
});
currentList({ one: "asset", many: "assets" });
