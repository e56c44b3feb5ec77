// Rules: the form says a rule, its preview is asked for, files are imported. Buttons that only send are settings.js's.
import { ask } from "./app.js";
import { queryEditor } from "./hunt-query.js";
import "./limits.js";
import { onSave } from "./list.js";

const form = document.querySelector("[data-rule-form]");

function made(name, style, more = {}) {
  const element = document.createElement(name);
  element.className = style;
  return Object.assign(element, more);
}
function columnField(value) {
  const field = made("input", "code", { value, placeholder: "Column", autocomplete: "off" });
  field.setAttribute("list", "rule-columns");
  field.setAttribute("aria-label", "Column");
  return field;
}
function away(line, words) {
  const button = made("button", "button plain", { type: "button", textContent: "×" });
  button.setAttribute("aria-label", words);
  button.addEventListener("click", () => line.remove());
  return button;
}
function choice(words, values, value) {
  const field = made("select", "");
  field.setAttribute("aria-label", words);
  field.append(...values.map((own) => new Option(own, own, own === value, own === value)));
  return field;
}

// Entities that rows name: a kind, and which columns say what of it.
const mappings = form?.querySelector("[data-mappings]");
const identifiers = JSON.parse(mappings?.dataset.identifiers ?? "{}");
function addField(line, { identifier, column = "" } = {}) {
  const field = made("div", "rule-pair");
  const type = line.querySelector("select").value;
  const taken = [...line.querySelectorAll(".rule-pair select")].map((own) => own.value);
  field.append(choice("What the column says", identifiers[type], identifier ?? identifiers[type].find((own) => !taken.includes(own))), columnField(column), away(field, "Leave this column out"));
  line.querySelector(".rule-pairs").append(field);
}
function addMapping({ type = "Host", fields = [{ identifier: "HostName" }] } = {}) {
  const line = made("div", "rule-thing");
  const kind = choice("Kind of entity", Object.keys(identifiers), type);
  const more = made("button", "button plain", { type: "button", textContent: "+ column" });
  more.addEventListener("click", () => addField(line));
  kind.addEventListener("change", () => { line.querySelector(".rule-pairs").replaceChildren(); addField(line); });
  line.append(kind, made("div", "rule-pairs"), more, away(line, "Leave this entity out"));
  mappings.append(line);
  for (const field of fields) addField(line, field);
}
const mapped = () => [...mappings.children].map((line) => ({
  entityType: line.querySelector("select").value,
  fieldMappings: [...line.querySelectorAll(".rule-pair")].map((pair) => ({ identifier: pair.querySelector("select").value, columnName: pair.querySelector("input").value.trim() })).filter(({ columnName }) => columnName !== ""),
})).filter(({ fieldMappings }) => fieldMappings.length > 0);

// Details that an alert carries: a name, and the column that says it.
const details = form?.querySelector("[data-details]");
function addDetail({ name = "", column = "" } = {}) {
  const line = made("div", "rule-pair");
  const field = made("input", "", { value: name, placeholder: "Name", autocomplete: "off" });
  field.setAttribute("aria-label", "Name of the detail");
  line.append(field, columnField(column), away(line, "Leave this detail out"));
  details.append(line);
}
const detailed = () => Object.fromEntries([...details.children].map((line) => [...line.querySelectorAll("input")].map((field) => field.value.trim())).filter(([name, column]) => name !== "" && column !== ""));

/** The rule that the form says; what the form does not show stays as it was. */
function written(form) {
  const field = form.elements;
  const rule = JSON.parse(form.dataset.base);
  Object.assign(rule, {
    displayName: field.displayName.value.trim(), description: field.description.value, query: field.query.value,
    severity: field.severity.value, enabled: field.enabled.checked, kind: field.frequency.value ? "Scheduled" : "NRT",
    triggerOperator: field.operator.value, triggerThreshold: Number(field.threshold.value),
    eventGroupingSettings: { aggregationKind: field.aggregation.value },
    suppressionEnabled: field.suppression.value !== "",
    tactics: [...form.querySelectorAll("[name=tactics]:checked")].map((box) => box.value),
    techniques: field.techniques.value.split(",").map((word) => word.trim()).filter((word) => word !== ""),
    entityMappings: mapped(), customDetails: detailed(),
  });
  for (const [name, value] of [["queryFrequency", field.frequency.value], ["queryPeriod", field.frequency.value && field.lookBack.value], ["suppressionDuration", field.suppression.value]]) {
    if (value) rule[name] = value; else delete rule[name];
  }
  rule.alertDetailsOverride = { ...rule.alertDetailsOverride, alertDisplayNameFormat: field.title.value.trim() };
  return rule;
}

if (form) {
  for (const line of JSON.parse(mappings.dataset.mappings)) addMapping(line);
  for (const line of JSON.parse(details.dataset.details)) addDetail(line);
  form.querySelector("[data-add-mapping]").addEventListener("click", () => addMapping());
  form.querySelector("[data-add-detail]").addEventListener("click", () => addDetail());
  // A rule that runs as events come has no span of its own.
  const show = () => { form.elements.lookBack.disabled = form.elements.frequency.value === ""; };
  form.elements.frequency.addEventListener("change", show);
  show();
  const schema = { tables: new Map() };
  const edit = queryEditor(form.querySelector("[data-query]"), schema, {
    one: true,
    checked: ([columns]) => { if (columns) document.getElementById("rule-columns").replaceChildren(...columns.map((name) => new Option("", name))); },
  });
  ask("GET", "/api/hunting/tables").then(({ tables }) => { for (const table of tables) schema.tables.set(table.name, table); edit.redraw(); });
  form.querySelector("[data-try]").addEventListener("click", (event) => { event.currentTarget.href = `/hunting?query=${encodeURIComponent(edit.text())}&run=1`; });
}
onSave(form, async () => {
  const [method, address] = form.dataset.ruleForm.split(" ");
  const saved = await ask(method, address, written(form));
  location.assign(`/rules/${encodeURIComponent(saved.name)}`);
});
document.querySelector("[data-preview-rule]")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  const place = document.querySelector("[data-preview]");
  button.disabled = true;
  place.textContent = "Looking …";
  try {
    const rule = written(form);
    rule.displayName ||= "New rule";
    const answer = await fetch("/new-rule/preview", {
      method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": document.querySelector('meta[name="csrf"]')?.content ?? "" },
      body: JSON.stringify({ rule, timespan: document.querySelector("[data-preview-span]").value }),
    });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    place.innerHTML = await answer.text();
  } catch (error) { place.textContent = error.message; } finally { button.disabled = false; }
});

document.querySelector("[data-delete-rule]")?.addEventListener("click", async (event) => {
  const { deleteRule, title } = event.currentTarget.dataset;
  if (!confirm(`Delete the rule “${title}”? Its alerts stay.`)) return;
  await ask("DELETE", `/api/detections/${deleteRule}`);
  location.assign("/rules");
});

const taken = document.querySelector("[data-import-rule]");
onSave(taken, async (elements) => {
  const texts = await Promise.all([...elements.files.files].map(async (file) => [file.name, await file.text()]));
  if (elements.yaml.value.trim() !== "") texts.push(["the text", elements.yaml.value]);
  if (texts.length === 0) throw new Error("Choose files, or put a rule's text in.");
  if (texts.length === 1) {
    const saved = await ask("POST", "/api/detections/import", { yaml: texts[0][1] });
    return location.assign(`/rules/${encodeURIComponent(saved.name)}`);
  }
  const notes = taken.querySelector("[data-notes]");
  notes.hidden = false;
  notes.replaceChildren();
  for (const [name, yaml] of texts) {
    const line = made("li", "");
    try {
      const saved = await ask("POST", "/api/detections/import", { yaml });
      line.append(made("a", "", { href: `/rules/${encodeURIComponent(saved.name)}`, textContent: saved.displayName ?? saved.rule?.displayName ?? name }), saved.notes.length ? ` was taken in: ${saved.notes.join("; ")}` : " was taken in");
    } catch (error) {
      line.className = "trouble";
      line.textContent = `${name}: ${error.message}`;
    }
    notes.append(line);
  }
  taken.reset();
});
taken?.closest("dialog").addEventListener("close", () => { if (taken.querySelector("[data-notes]").childElementCount > 0) location.reload(); });
