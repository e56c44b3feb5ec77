// A field for an incident: it takes a number, and finds incidents by what they are called or hold.
import { part } from "./app.js";

const isNumber = (text) => /^#?\d+$/.test(text);

function enhance(field) {
  const list = document.createElement("div");
  list.className = "picks";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Incidents that were found");
  list.id = `picks-${field.name}`;
  list.hidden = true;
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-autocomplete", "list");
  let [turn, active] = [0, -1];

  const options = () => [...list.querySelectorAll("[role=option]")];
  function show(isOpen) { list.hidden = !isOpen; active = -1; field.setAttribute("aria-expanded", String(isOpen)); }
  function take(option) {
    field.value = option.dataset.incident;
    show(false);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function mark(next) {
    const all = options();
    active = (next + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    all[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", all[active].id);
  }

  field.addEventListener("input", async () => {
    const [text, own] = [field.value.trim(), turn += 1];
    if (text.length < 2 || isNumber(text)) return show(false);
    await new Promise((resolve) => { setTimeout(resolve, 150); });
    if (own !== turn) return;
    const found = document.createElement("template");
    found.innerHTML = await part(`/search/list?q=${encodeURIComponent(text)}`);
    if (own !== turn) return;
    const incidents = [...found.content.querySelectorAll('[href^="/incidents/"]')].map((hit) => {
      const line = document.createElement("div");
      line.id = `pick-${hit.id}`;
      line.dataset.incident = hit.getAttribute("href").split("/").at(-1);
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      line.append(...hit.childNodes);
      line.addEventListener("mousedown", (event) => { event.preventDefault(); take(line); });
      return line;
    });
    const none = document.createElement("p");
    none.className = "meta";
    none.textContent = "No incident is called so, or holds such an entity.";
    list.replaceChildren(...(incidents.length > 0 ? incidents : [none]));
    show(true);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || options().length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(active + (event.key === "ArrowDown" ? 1 : -1)); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(options()[active]); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); show(false); }
  });
  field.addEventListener("blur", () => show(false));
}

for (const field of document.querySelectorAll("[data-pick-incident]")) enhance(field);
