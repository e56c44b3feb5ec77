// The search at the top: what a text finds, while it is typed.
import { part } from "./app.js";

const form = document.querySelector(".bar form.search");
const input = form?.querySelector("input");
const box = form?.querySelector("[data-hits]");
let typed = 0;
let active = -1;

const hits = () => [...box.querySelectorAll("[role=option]")];

function close() {
  box.hidden = true;
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function mark(index) {
  const all = hits();
  if (all.length === 0) return;
  active = (index + all.length) % all.length;
  all.forEach((hit, place) => hit.setAttribute("aria-selected", String(place === active)));
  all[active].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", all[active].id);
}

async function find() {
  const text = input.value.trim();
  const mine = ++typed;
  if (text.length < 2) return close();
  await new Promise((resolve) => { setTimeout(resolve, 120); });
  if (mine !== typed) return;
  const markup = await part(`/search/list?q=${encodeURIComponent(text)}`);
  // Somebody typed on, or left.
  if (mine !== typed || document.activeElement !== input) return;
  box.innerHTML = markup;
  box.hidden = false;
  active = -1;
  input.setAttribute("aria-expanded", "true");
}

if (box) {
  input.addEventListener("input", find);
  input.addEventListener("focus", find);
  input.addEventListener("keydown", (event) => {
    // The list goes first, then what was typed, as browsers do it.
    if (event.key === "Escape" && !box.hidden) { event.preventDefault(); typed += 1; return close(); }
    if (box.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark(active - 1); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.assign(hits()[active].href); }
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) close(); });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
}
