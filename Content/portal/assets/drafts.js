// What somebody writes stays in this window until it is sent or let go of: a session may end meanwhile, or the page be loaded again.
// It is his alone: who signs in after him is not shown it.
const me = document.querySelector(".who .name")?.textContent ?? "";
const key = (name) => `draft ${me} ${location.pathname} ${name}`;

export const keepDraft = (name, draft) => sessionStorage.setItem(key(name), JSON.stringify(draft));
export const draftOf = (name) => JSON.parse(sessionStorage.getItem(key(name)) ?? "null");
export const forgetDraft = (name) => sessionStorage.removeItem(key(name));

/** The draft of a form in a dialog: kept with every change, gone with the dialog.
    - about: what the dialog is about, to open it with again.
    - open: opens it about that. The fields that were changed are filled in then, and the page says so. */
export async function draftsOf(dialog, { name, about, open }) {
  const form = dialog.querySelector("form");
  const first = (field) => (field.options ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value : field.defaultValue);
  const isChanged = (field) => (field.type === "radio" ? field.checked && !field.defaultChecked : field.value !== (field.dataset.before ?? first(field)));
  const changed = () => [...form.elements].filter((field) => field.name && isChanged(field));
  const keep = () => {
    if (!dialog.open) return;
    keepDraft(name, { about: about(), values: Object.fromEntries(changed().map((field) => [field.name, field.value])) });
  };
  for (const kind of ["input", "change"]) form.addEventListener(kind, keep);
  // A click that takes up what is offered writes, too.
  form.addEventListener("click", () => queueMicrotask(keep));
  dialog.addEventListener("close", () => { forgetDraft(name); note?.remove(); });

  let note = null;
  const draft = draftOf(name);
  if (!draft || Object.keys(draft.values).length === 0) return forgetDraft(name);
  try { await open(draft.about); } catch { return; }
  for (const [field, value] of Object.entries(draft.values)) {
    const element = form.elements[field];
    if (!element) continue;
    element.value = value;
    const own = element instanceof RadioNodeList ? [...element].find((choice) => choice.checked) : element;
    for (const kind of ["input", "change"]) own?.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  note = document.createElement("p");
  note.className = "notice";
  note.setAttribute("role", "status");
  note.textContent = "What you had begun is here again. Nothing of it is saved yet.";
  form.querySelector("h2").after(note);
}
