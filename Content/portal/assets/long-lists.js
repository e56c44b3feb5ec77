// Long lists of choices: a field above each leaves those that hold what is typed into it, and asks the server for what the page
// does not offer. What is ticked counts, seen or not.
import { part } from "./app.js";

const many = 10;
/** Milliseconds without a key after which the server is asked. */
const pause = 200;

for (const group of document.querySelectorAll(".drop fieldset")) {
  const labels = [...group.querySelectorAll(":scope > label")];
  if (labels.length < many) continue;
  const title = group.querySelector("legend")?.textContent ?? "the list";
  const { finds, count: all = labels.length } = group.dataset;
  const note = group.querySelector(":scope > p");
  const told = note?.textContent;
  const field = Object.assign(document.createElement("input"), { type: "search", placeholder: `Find in ${all}`, autocomplete: "off" });
  field.setAttribute("aria-label", `Find in ${title}`);
  const options = Object.assign(document.createElement("div"), { className: "options" });
  const said = Object.assign(document.createElement("span"), { className: "only-read" });
  said.setAttribute("role", "status");
  options.append(...labels);
  group.append(field, said, options);
  let [timer, turn] = [0, 0];

  function narrow() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const label of labels) {
      label.hidden = !words.every((word) => label.textContent.toLowerCase().includes(word));
      if (!label.hidden) count += 1;
    }
    said.textContent = `${count} of ${all}`;
  }

  function tell(words) { if (note) note.textContent = words; }

  /** What is found stands in the list from then on, so that it can be ticked. */
  async function find() {
    const [text, own] = [field.value.trim(), (turn += 1)];
    tell(told);
    if (text === "") return;
    const found = document.createElement("template");
    try { found.innerHTML = await part(`${finds}&with=${encodeURIComponent(text)}`); } catch { if (own === turn) tell("The others cannot be found now."); return; }
    if (own !== turn) return;
    const known = new Set(labels.map((label) => label.querySelector("input").value));
    const others = [...found.content.querySelectorAll("label")].filter((label) => !known.has(label.querySelector("input").value));
    labels.push(...others);
    options.append(...others);
    tell(found.content.querySelector("p")?.textContent ?? told);
    narrow();
  }

  field.addEventListener("input", (event) => {
    event.stopPropagation();
    narrow();
    clearTimeout(timer);
    if (finds) timer = setTimeout(find, pause);
  });
  // Enter looks; what is chosen is applied by its button.
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  field.addEventListener("change", (event) => event.stopPropagation());
}
