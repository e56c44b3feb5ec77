// Fields that take so many characters (`data-most`) say how many are left, and refuse what is too long or says nothing: nothing
// is cut.
const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** From this share of its room on, a field says how much of it is left. */
const near = 0.9;

/** Characters as the server counts them; a text has never more of them than parts of UTF-16. */
const length = (text, most) => (text.length <= most ? text.length : [...segments.segment(text)].length);

function check(field) {
  const most = Number(field.dataset.most);
  const count = length(field.value, most);
  const grouped = (number) => number.toLocaleString("en");
  const characters = (number) => `${grouped(number)} ${number === 1 ? "character" : "characters"}`;
  const over = count > most ? `${characters(count - most)} too many: it takes ${grouped(most)}.` : "";
  field.setCustomValidity(over || (field.value !== "" && field.value.trim() === "" ? "Blanks alone say nothing." : ""));
  const note = field.parentElement.querySelector(".limit") ?? document.createElement("span");
  note.className = over ? "limit over" : "limit meta";
  note.setAttribute("role", "status");
  note.textContent = over || `${characters(most - count)} left`;
  note.hidden = count < most * near;
  if (!note.isConnected) field.after(note);
}

document.addEventListener("input", ({ target }) => { if (target.dataset?.most) check(target); });
document.addEventListener("reset", ({ target }) => setTimeout(() => { for (const field of target.querySelectorAll("[data-most]")) check(field); }));
