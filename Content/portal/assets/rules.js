// Rules: the form says a rule, its preview is asked for, files are imported. Buttons that only send are settings.js's.
import { ask } from "./app.js";
import { onSave } from "./list.js";

const lines = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/** `Host HostName=DeviceName MdatpDeviceId=DeviceId` */
function mapping(line) {
  const [entityType, ...pairs] = line.split(/\s+/);
  return { entityType, fieldMappings: pairs.map((pair) => { const [identifier, columnName = ""] = pair.split("="); return { identifier, columnName }; }) };
}

/** `Command = ProcessCommandLine` */
const detail = (line) => { const [name, column = ""] = line.split("="); return [name.trim(), column.trim()]; };

/** The rule that the form says; what the form does not show stays as it was. */
function rule(form) {
  const field = form.elements;
  const made = JSON.parse(form.dataset.base);
  Object.assign(made, {
    displayName: field.displayName.value.trim(), description: field.description.value, query: field.query.value,
    severity: field.severity.value, enabled: field.enabled.checked, kind: field.frequency.value ? "Scheduled" : "NRT",
    triggerOperator: field.operator.value, triggerThreshold: Number(field.threshold.value),
    eventGroupingSettings: { aggregationKind: field.aggregation.value },
    suppressionEnabled: field.suppression.value.trim() !== "",
    tactics: [...form.querySelectorAll("[name=tactics]:checked")].map((box) => box.value),
    techniques: field.techniques.value.split(",").map((word) => word.trim()).filter((word) => word !== ""),
    entityMappings: lines(field.mappings.value).map(mapping), customDetails: Object.fromEntries(lines(field.details.value).map(detail)),
  });
  for (const [name, value] of [["queryFrequency", field.frequency.value], ["queryPeriod", field.lookBack.value.trim()], ["suppressionDuration", field.suppression.value.trim()]]) {
    if (value) made[name] = value; else delete made[name];
  }
  made.alertDetailsOverride = { ...made.alertDetailsOverride, alertDisplayNameFormat: field.title.value.trim() };
  return made;
}

const form = document.querySelector("[data-rule-form]");
onSave(form, async () => {
  const [method, address] = form.dataset.ruleForm.split(" ");
  const saved = await ask(method, address, rule(form));
  location.assign(`/rules/${encodeURIComponent(saved.name)}`);
});
document.querySelector("[data-preview-rule]")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  const place = document.querySelector("[data-preview]");
  button.disabled = true;
  place.textContent = "Looking …";
  try {
    const made = rule(form);
    made.displayName ||= "preview";
    const answer = await fetch("/new-rule/preview", {
      method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": document.querySelector('meta[name="csrf"]')?.content ?? "" },
      body: JSON.stringify({ rule: made, timespan: document.querySelector("[data-preview-span]").value }),
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
  const saved = await ask("POST", "/api/detections/import", { yaml: elements.yaml.value });
  location.assign(`/rules/${encodeURIComponent(saved.name)}`);
});
