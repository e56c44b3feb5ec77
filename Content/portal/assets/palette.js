// The command palette: everything that can be gone to or done on this page, and what a search finds, by its name.
import { part, setTheme, themes } from "./app.js";
import { commands as manners } from "./manner.js";

const dialog = document.createElement("dialog");
dialog.id = "palette";
dialog.setAttribute("aria-label", "Commands");
dialog.innerHTML = '<input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label="Command" placeholder="Go to, do, or the name of an incident, an alert, a device, a user …" autocomplete="off" spellcheck="false"><ul id="palette-list" role="listbox" aria-label="Commands"></ul>';
document.body.append(dialog);
const input = dialog.querySelector("input");
const list = dialog.querySelector("ul");
const mostCommands = 8;
let commands = [];
/** What the search found, and for which text. */
let hits = { text: "", found: [] };
let chosen = 0;

/** Links and buttons of the page, under the words that they carry. */
function gather() {
  const found = [];
  const add = (kind, title, run) => { if (title && !found.some((item) => item.title === title)) found.push({ kind, title, run }); };
  for (const link of document.querySelectorAll("header.bar nav a")) add("Go to", link.textContent.trim(), () => location.assign(link.href));
  for (const link of document.querySelectorAll(".tabs a")) add("Tab", link.firstChild.textContent.trim(), () => location.assign(link.href));
  for (const button of document.querySelectorAll(".incident-head .actions button, .incident-head .actions a, .tools button, .tools > a, .who [data-sign-out]")) {
    if (button.offsetParent !== null) add("Do", button.textContent.trim(), () => button.click());
  }
  for (const [name, words] of Object.entries(themes)) add("Do", `Theme: ${words}`, () => setTheme(name));
  for (const { title, run } of manners()) add("Do", title, run);
  add("Help", "Keyboard shortcuts", () => document.getElementById("shortcuts").showModal());
  return found;
}

function matching(text) {
  const asked = text.trim();
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter((item) => words.every((word) => `${item.kind} ${item.title}`.toLowerCase().includes(word)));
  if (!asked) return found.slice(0, 14);
  const everything = { kind: "Search", title: `Everything that is called “${asked}”`, run: () => location.assign(`/search?q=${encodeURIComponent(asked)}`) };
  const number = asked.match(/^#?(\d+)$/)?.[1];
  const numbered = number ? [{ kind: "Open", title: `Incident #${number}`, run: () => location.assign(`/incidents/${number}`) }] : [];
  return [...numbered, ...found.slice(0, mostCommands), ...(hits.text === asked ? hits.found : []), everything];
}

/** Asks for what is called so, once nobody types on. */
async function search() {
  const text = input.value.trim();
  if (text.length < 2) return;
  await new Promise((resolve) => { setTimeout(resolve, 120); });
  if (text !== input.value.trim()) return;
  const box = document.createElement("div");
  box.innerHTML = await part(`/search/list?q=${encodeURIComponent(text)}`);
  if (text !== input.value.trim()) return;
  hits = { text, found: [...box.querySelectorAll("[role=option]")].map((hit) => ({
    kind: { incidents: "Incident", alerts: "Alert" }[hit.pathname.split("/")[1]] ?? "Entity",
    title: hit.querySelector(".break").textContent, about: hit.querySelector(".meta").textContent, run: () => location.assign(hit.href),
  })) };
  draw();
}

function draw() {
  const found = matching(input.value);
  chosen = Math.min(chosen, Math.max(0, found.length - 1));
  list.replaceChildren(...found.map((item, index) => {
    const line = document.createElement("li");
    line.id = `command-${index}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", String(index === chosen));
    const kind = document.createElement("span");
    kind.className = "meta";
    kind.textContent = item.kind;
    const title = document.createElement("bdi");
    title.textContent = item.title;
    line.append(kind, title);
    if (item.about) {
      const about = document.createElement("span");
      about.className = "meta";
      about.textContent = item.about;
      line.append(about);
    }
    line.addEventListener("click", () => run(item));
    return line;
  }));
  input.setAttribute("aria-activedescendant", found.length > 0 ? `command-${chosen}` : "");
  return found;
}

function run(item) {
  dialog.close();
  item?.run();
}

// What cannot be found now leaves the commands as they are.
input.addEventListener("input", () => { chosen = 0; draw(); search().catch(() => {}); });
input.addEventListener("keydown", (event) => {
  const found = matching(input.value);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(1, found.length);
    draw();
  } else if (event.key === "Enter") {
    event.preventDefault();
    run(found[chosen]);
  }
});
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

export function openPalette() {
  commands = gather();
  chosen = 0;
  input.value = "";
  draw();
  dialog.showModal();
  input.focus();
}
