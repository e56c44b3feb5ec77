// Settings: forms and buttons say what they send (`data-send`, `data-act`: a method and an address); here it is sent.
import { ask } from "./app.js";
import "./limits.js";
import { onSave } from "./list.js";

const lines = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
const conditions = (text) => lines(text).map((line) => {
  const [name, ...rest] = line.split(/[\s:]+/);
  return { [name]: line.slice(name.length).replace(/^[\s:]+/, "").trim() || rest.join(" ") };
});
const groups = (text) => Object.fromEntries(lines(text).map((line) => {
  const [group, roles = ""] = line.split("=");
  return [group.trim(), roles.split(",").map((role) => role.trim()).filter((role) => role !== "")];
}));

/** What a form says, in the words of the interface. A dot in a field's name leads into an object. */
function body(form) {
  const made = {};
  const put = (name, value) => {
    const path = name.split(".");
    let at = made;
    for (const part of path.slice(0, -1)) at = at[part] ??= {};
    at[path.at(-1)] = value;
  };
  const several = new Map();
  for (const field of form.elements) {
    if (!field.name || "path" in field.dataset || field.type === "submit") continue;
    const how = field.dataset.as;
    if (how === "texts" || how === "numbers") {
      if (!several.has(field.name)) several.set(field.name, []);
      if (field.checked) several.get(field.name).push(how === "numbers" ? Number(field.value) : field.value);
    } else if (how === "flag") put(field.name, field.checked);
    else if (how === "conditions") put(field.name, conditions(field.value));
    else if (how === "groups") put(field.name, groups(field.value));
    else if (field.value !== "" || !("optional" in field.dataset)) put(field.name, field.value);
  }
  // A scope in which nothing is ticked is no limit.
  for (const [name, values] of several) if (values.length > 0 || !name.startsWith("scope.")) put(name, values);
  return made;
}

const filled = (address, form) => address.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(form.elements[name].value.trim()));

/** A token that was just made stands in what is to be pasted, for as long as this page stands. */
function fill(button, token) {
  for (const place of document.querySelectorAll(".snippet pre")) place.textContent = place.textContent.replaceAll(/\bTOKEN\b/g, token);
  document.querySelector("[data-token-hint]").textContent = "ready to paste, with the token that was just made until you leave this page";
  document.querySelector("[data-has-token]").textContent = "yes";
  button.textContent = "Replace the token";
}

/** Shows a secret that is in no later answer, or goes on. */
function finish(answer, next, filled = null) {
  const secret = answer?.clientSecret ?? answer?.secret ?? answer?.token;
  if (secret && filled) fill(filled, secret);
  const go = () => { if (next) location.assign(next); else if (!filled) location.reload(); };
  if (!secret) return go();
  const dialog = document.getElementById("shown-once");
  dialog.querySelector("[data-secret]").textContent = secret;
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  dialog.addEventListener("close", go, { once: true });
  dialog.showModal();
}

function say(place, text, isGood) {
  let words = place.parentElement.querySelector("[data-said]");
  if (!words) {
    words = document.createElement("p");
    words.dataset.said = "";
    words.setAttribute("role", "status");
    place.after(words);
  }
  words.className = isGood ? "notice good" : "notice bad";
  words.textContent = text;
}

/** A form that makes something new says so, until whoever fills it in knows that it is there and presses what changes it. */
const isNew = (form) => form.dataset.new !== undefined && form.dataset.changes !== filled(form.dataset.send, form);
function offerChange(form) {
  form.dataset.changes = filled(form.dataset.send, form);
  const button = form.querySelector("button.primary");
  const words = button.textContent;
  button.textContent = form.dataset.new;
  form.addEventListener("input", () => { if (isNew(form)) button.textContent = words; });
}

for (const form of document.querySelectorAll("[data-send]")) {
  const [method, address] = form.dataset.send.split(" ");
  onSave(form, async () => {
    const answer = await ask(method, filled(address, form), body(form), isNew(form) ? { "If-None-Match": "*" } : {}).catch((error) => {
      if (error.status === 412) offerChange(form);
      throw error;
    });
    if (form.dataset.shows) return say(form, `Done: ${answer[form.dataset.shows]}`, true);
    finish(answer, form.dataset.then ? filled(form.dataset.then, form) : null);
  });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-act]");
  if (!button || (button.dataset.confirm && !confirm(button.dataset.confirm))) return;
  const [method, address] = button.dataset.act.split(" ");
  button.disabled = true;
  try {
    const answer = await ask(method, address, button.dataset.body ? JSON.parse(button.dataset.body) : method === "POST" ? {} : undefined);
    if (button.dataset.shows) { say(button.parentElement, `${answer[button.dataset.shows]}${answer.error ? `: ${answer.error}` : ""}`, !answer.error); } else finish(answer, null, "fills" in button.dataset ? button : null);
  } catch (error) { say(button.parentElement, error.message, false); } finally { button.disabled = false; }
});

for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
}
async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}
document.querySelector("[data-copy-secret]")?.addEventListener("click", (event) => copy(event.currentTarget, document.querySelector("[data-secret]").textContent));
for (const button of document.querySelectorAll("[data-copy-snippet]")) {
  button.addEventListener("click", () => copy(button, button.parentElement.querySelector("pre").textContent));
}

// Device groups: their order, and what another set of them would change.
const groupForm = document.querySelector("[data-group-form]");
const groupRows = () => [...document.querySelectorAll("[data-group]")];
for (const button of document.querySelectorAll("[data-up]")) {
  button.addEventListener("click", async () => {
    const ids = groupRows().map((row) => Number(row.dataset.number));
    const place = ids.indexOf(Number(button.closest("tr").dataset.number));
    if (place < 1) return;
    [ids[place - 1], ids[place]] = [ids[place], ids[place - 1]];
    try { await ask("POST", "/api/deviceGroups/order", { ids }); location.reload(); } catch (error) { say(groupForm, error.message, false); }
  });
}
for (const button of document.querySelectorAll("[data-edit-group]")) {
  button.addEventListener("click", () => {
    const group = JSON.parse(button.closest("tr").dataset.group);
    groupForm.elements.id.value = group.id;
    groupForm.elements.name.value = group.name;
    groupForm.elements.conditions.value = group.conditions.map((condition) => Object.entries(condition)[0].join(" ")).join("\n");
    document.querySelector("[data-group-title]").textContent = `Edit the group ${group.name}`;
    groupForm.elements.name.focus();
  });
}
onSave(groupForm, async (elements, submitter) => {
  const group = { name: elements.name.value.trim(), conditions: conditions(elements.conditions.value) };
  const id = Number(elements.id.value);
  if (submitter.value === "save") {
    await ask(id ? "PUT" : "POST", id ? `/api/deviceGroups/${id}` : "/api/deviceGroups", group);
    return location.reload();
  }
  const present = groupRows().map((row) => JSON.parse(row.dataset.group));
  const planned = id ? present.map((other) => (other.id === id ? { ...group, id } : other)) : [...present, group];
  const names = new Map(present.map((other) => [other.id, other.name]));
  const name = (number) => (number === 0 ? "no group" : names.get(number) ?? group.name);
  const { examined, moves } = await ask("POST", "/api/deviceGroups/preview", { groups: planned });
  const box = groupForm.querySelector("[data-preview]");
  box.replaceChildren();
  const words = document.createElement("p");
  words.textContent = `Of ${examined} devices that alerts named last, ${moves.length} would move.`;
  const list = document.createElement("ul");
  for (const move of moves.slice(0, 50)) {
    const line = document.createElement("li");
    line.textContent = `${move.device}: ${name(move.from)} → ${name(move.to)}`;
    list.append(line);
  }
  box.append(words, list);
});

// Where the sections stand in a strip, the open one is in sight.
const side = document.querySelector(".settings .side");
const open = side?.querySelector("[aria-current]");
if (open) side.scrollLeft = open.offsetLeft - side.offsetLeft - (side.clientWidth - open.offsetWidth) / 2;

// What walks through everything stored answers with a part of the page.
async function walk(button, outcome, address, sent) {
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
  button.disabled = true;
  outcome.textContent = "Walking through what is stored …";
  try {
    const answer = await fetch(address, {
      method: "POST", headers: { "X-CSRF-Token": csrf, "Content-Type": "application/json" }, body: JSON.stringify(sent),
    });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    outcome.innerHTML = await answer.text();
  } catch (error) { outcome.textContent = error.message; } finally { button.disabled = false; }
}
document.querySelector("[data-verify]")?.addEventListener("click", (event) => {
  walk(event.currentTarget, document.querySelector("[data-outcome]"), "/settings/audit/verification", {});
});
document.querySelector("[data-what-if]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  walk(event.submitter, document.querySelector("[data-what-if-outcome]"), "/settings/correlation/what-if", { settings: event.currentTarget.elements.settings.value });
});
/** The settings of the box, by name: a setting a line, as `noveltyBits = 4`. */
function boxed(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return Object.fromEntries(lines.map((line) => {
    const [name, value] = line.split(/\s*=\s*(.*)/);
    if (!value) throw new Error(`'${line}' is no setting: write a name, '=' and a value, as noveltyBits = 4.`);
    return [name, /^(-?[\d.]+|true|false)$/.test(value) ? JSON.parse(value) : value];
  }));
}
document.querySelector("[data-put-in-force]")?.addEventListener("click", async ({ target }) => {
  const problem = target.form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    const own = boxed(target.form.elements.settings.value);
    const count = Object.keys(own).length;
    if (!confirm(count === 0 ? "Put the usual settings in force again?" : `Put ${count === 1 ? "this setting" : `these ${count} settings`} in force?`)) return;
    await ask("PUT", "/api/correlation/settings", { own });
    location.reload();
  } catch (error) { problem.textContent = error.message; problem.hidden = false; }
});
// A setting of the list goes into the box, with its value to be changed.
document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-put]")?.dataset.put;
  if (!line) return;
  const field = document.querySelector("[data-what-if] [name=settings]");
  field.value = `${field.value.trimEnd()}${field.value.trim() ? "\n" : ""}${line}`;
  field.focus();
});
