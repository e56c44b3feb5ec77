// A name may hold signs that turn the direction of writing without being seen. In a field (`data-shows-signs`) they stand in so many
// words, as everywhere, so that they turn nothing; what is saved holds them again.
import { visible } from "./app.js";

/** The text with the signs themselves in place of the words for them. */
export const hidden = (text) => text.replace(/⟨U\+(202[A-E]|206[6-9])⟩/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));

function show(field) {
  const shown = visible(field.value);
  if (shown !== field.value) field.value = shown;
  const note = field.parentElement.querySelector(".signs") ?? document.createElement("span");
  note.className = "signs meta";
  note.textContent = "⟨U+…⟩ is an invisible sign that turns the direction of writing. Take it out where nobody needs it.";
  note.hidden = hidden(shown) === shown;
  if (!note.isConnected) field.after(note);
}

document.addEventListener("input", ({ target }) => { if (target.dataset?.showsSigns !== undefined) show(target); });
document.addEventListener("focusin", ({ target }) => { if (target.dataset?.showsSigns !== undefined) show(target); });
