// Two people may have a form open at once: what only one of them changes is kept, and what both change is shown to whoever saves
// later, who decides.
import { visible } from "./app.js";

/** Sets a field; a list takes up what it does not offer. */
export function set(element, value) {
  if (element.options && value && ![...element.options].some((option) => option.value === value)) element.append(new Option(value, value));
  element.value = value;
}

const shown = (element, value) => [...(element.options ?? [])].find((option) => option.value === value)?.textContent ?? (value || "empty");

function note(element, text, theirs) {
  const field = element.closest(".field");
  field.querySelector(".conflict")?.remove();
  const place = document.createElement("span");
  place.className = theirs === undefined ? "conflict taken" : "conflict";
  place.setAttribute("role", "status");
  place.textContent = visible(text) + " ";
  if (theirs !== undefined) {
    const take = document.createElement("button");
    take.type = "button";
    take.className = "button";
    take.textContent = "Take theirs";
    take.addEventListener("click", () => { set(element, theirs); place.remove(); });
    place.append(take);
  }
  field.append(place);
}

/** Takes away what was said of an earlier time that the form was open. */
export function forgetConflicts(form) {
  for (const place of form.querySelectorAll(".conflict")) place.remove();
}

/** Brings in what somebody else changed meanwhile; answers the names of the fields that both changed.
    - values: what stands now, by the names of fields; each field knows what it was filled with (`data-before`).
    - together: by name, what becomes of two changes that can both be kept. */
export function bringIn(form, values, who, together = {}) {
  const both = [];
  for (const [name, theirs] of Object.entries(values)) {
    const element = form.elements[name];
    const { before } = element.dataset;
    element.dataset.before = theirs;
    if (theirs === before || element.value === theirs) continue;
    if (element.value === before) { set(element, theirs); note(element, `${who} changed this meanwhile.`); } else if (together[name]) {
      set(element, together[name](before, element.value, theirs));
      note(element, `${who} changed this meanwhile. Yours and theirs are both kept.`);
    } else {
      both.push(name);
      note(element, `${who} made this “${shown(element, theirs)}” meanwhile. Yours is saved when you save.`, theirs);
    }
  }
  return both;
}

/** What is said to whoever saves what another person changed, too. */
export const lookFirst = (names) => new Error(`Somebody else changed the ${names.join(" and the ")} meanwhile. Look at it, then save again.`);
