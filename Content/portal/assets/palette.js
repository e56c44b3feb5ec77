// The command palette: everything that can be gone to or done on this page, by its name.
const dialog = document.createElement("dialog");
dialog.id = "palette";
dialog.setAttribute("aria-label", "Commands");
dialog.innerHTML = '<input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label="Command" placeholder="Go to, do, or the number of an incident" autocomplete="off" spellcheck="false"><ul id="palette-list" role="listbox" aria-label="Commands"></ul>';
document.body.append(dialog);
const input = dialog.querySelector("input");
const list = dialog.querySelector("ul");
let commands = [];
let chosen = 0;

/** Links and buttons of the page, under the words that they carry. */
function gather() {
  const found = [];
  const add = (kind, title, run) => { if (title && !found.some((item) => item.title === title)) found.push({ kind, title, run }); };
  for (const link of document.querySelectorAll("header.bar nav a")) add("Go to", link.textContent.trim(), () => location.assign(link.href));
  for (const link of document.querySelectorAll(".tabs a")) add("Tab", link.firstChild.textContent.trim(), () => location.assign(link.href));
  for (const button of document.querySelectorAll(".incident-head .actions button, .incident-head .actions a, .tools button, .tools > a, .who button")) {
    if (button.offsetParent !== null) add("Do", button.textContent.trim(), () => button.click());
  }
  add("Help", "Keyboard shortcuts", () => document.getElementById("shortcuts").showModal());
  return found;
}

function matching(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter((item) => words.every((word) => `${item.kind} ${item.title}`.toLowerCase().includes(word)));
  const number = text.trim().match(/^#?(\d+)$/)?.[1];
  if (number) found.unshift({ kind: "Open", title: `Incident #${number}`, run: () => location.assign(`/incidents/${number}`) });
  if (text.trim()) found.push({ kind: "Search", title: `Incidents with “${text.trim()}”`, run: () => location.assign(`/incidents?queue=all&q=${encodeURIComponent(text.trim())}`) });
  return found.slice(0, 14);
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
    line.append(kind, item.title);
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

input.addEventListener("input", () => { chosen = 0; draw(); });
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
