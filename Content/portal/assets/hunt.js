// The hunting page: the query, the time that it looks at, its answer as rows and as a chart, what was asked before and what is
// kept.
import { ask } from "./app.js";
import { asked, chart } from "./hunt-chart.js";
import { editor } from "./hunt-editor.js";
import { grid } from "./hunt-grid.js";
import { onSave } from "./list.js";

const root = document.querySelector("[data-hunt]");
const place = (name) => root.querySelector(`[data-${name}]`);
const state = place("state");
const span = place("span");
const mostRemembered = 50;
const schema = { tables: new Map() };
let running = null;
let answer = null;

const history = () => JSON.parse(localStorage.getItem("hunts") ?? "[]");

// The time that is looked at: a span up to now, or two moments.
function timespan() {
  if (span.value !== "between") return span.value;
  const [from, to] = ["from", "to"].map((name) => root.querySelector(`[name=${name}]`).value);
  return from && to ? `${from}:00Z/${to}:00Z` : "";
}
function showSpan() { place("between").hidden = span.value !== "between"; }
function showAddress() {
  const address = new URL(location.href);
  address.search = "";
  address.searchParams.set("query", edit.text());
  address.searchParams.set("timespan", timespan());
  window.history.replaceState(null, "", address);
}

async function run() {
  if (running || edit.text().trim() === "") return;
  // What is marked runs alone, unless it is a word that was looked at.
  const query = /\s/.test(edit.selected().trim()) ? edit.selected() : edit.text();
  const hunt = { id: crypto.randomUUID(), isCancelled: false };
  running = hunt;
  const start = performance.now();
  const clock = setInterval(() => { state.textContent = `running, ${((performance.now() - start) / 1000).toFixed(1)} s`; }, 100);
  place("problem").hidden = true;
  place("run").disabled = true;
  place("cancel").hidden = false;
  showAddress();
  try {
    const json = await ask("POST", "/api/hunting/run", { query, id: hunt.id, cut: true, ...(timespan() ? { timespan: timespan() } : {}) });
    remember(query);
    show(json, query, (performance.now() - start) / 1000);
  } catch (error) {
    state.textContent = hunt.isCancelled ? "cancelled" : "";
    if (!hunt.isCancelled) { place("problem").textContent = error.message; place("problem").hidden = false; }
  } finally {
    clearInterval(clock);
    running = null;
    place("run").disabled = false;
    place("cancel").hidden = true;
  }
}

/** Ends a hunt in the server; one that is over meanwhile is no mistake. */
async function cancel(id) {
  try { await ask("DELETE", `/api/hunting/running/${encodeURIComponent(id)}`); } catch (error) { if (error.status !== 404) throw error; }
}
async function showRunning() {
  const { hunts } = await ask("GET", "/api/hunting/running");
  const lines = hunts.map((hunt) => {
    const line = document.createElement("div");
    line.className = "running";
    const [query, about, end] = [document.createElement("code"), document.createElement("span"), document.createElement("button")];
    query.textContent = hunt.query.slice(0, 200);
    about.className = "meta";
    about.textContent = `${hunt.by || "the server"}, since ${hunt.since.slice(11, 19)} UTC`;
    end.type = "button";
    end.className = "button";
    end.textContent = "Cancel";
    end.addEventListener("click", async () => { if (hunt.id === running?.id) running.isCancelled = true; await cancel(hunt.id); await showRunning(); });
    line.append(query, about, end);
    return line;
  });
  if (lines.length === 0) { const none = document.createElement("p"); none.className = "meta"; none.textContent = "No hunt runs."; lines.push(none); }
  place("running").replaceChildren(...lines);
}

function show(json, query, seconds) {
  answer = { ...json, query };
  const count = answer.rows.length.toLocaleString("en");
  if (answer.foundRows) state.textContent = `the first ${count} of ${answer.foundRows.toLocaleString("en")} rows in ${seconds.toFixed(2)} s; summarize, or look at less`;
  else state.textContent = `${count} ${answer.rows.length === 1 ? "row" : "rows"} in ${seconds.toFixed(2)} s`;
  place("answer").hidden = false;
  place("none").hidden = answer.rows.length > 0;
  place("grid").hidden = answer.rows.length === 0;
  place("filter").value = "";
  place("record").hidden = true;
  if (answer.rows.length > 0) rows.show(answer);
  const kind = asked(query);
  place("chart").hidden = !kind || !chart(place("chart"), kind, answer);
}

/** One row whole, each field with what can be done with it. */
function open(columns, row) {
  const pane = place("record");
  const list = document.createElement("dl");
  list.className = "facts";
  columns.forEach((column, index) => {
    const value = row[index];
    if (value === null || value === "") return;
    const [name, text] = [document.createElement("dt"), document.createElement("dd")];
    name.textContent = column.name;
    text.className = "break";
    text.textContent = typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
    if (typeof value !== "object") {
      const add = document.createElement("button");
      add.type = "button";
      add.className = "button plain";
      add.textContent = "filter";
      add.title = "Adds a condition to the query";
      add.addEventListener("click", () => edit.set(`${edit.text().trimEnd()}\n| where ${/^[A-Za-z_]\w*$/.test(column.name) ? column.name : `['${column.name}']`} == ${literal(value, column.type)}`));
      text.append(" ", add);
    }
    list.append(name, text);
  });
  pane.querySelector(".body").replaceChildren(list);
  pane.hidden = false;
}
function literal(value, type) {
  if (type === "datetime") return `datetime(${value})`;
  if (type === "timespan") return `timespan(${value})`;
  if (type === "guid") return `guid(${value})`;
  return typeof value === "string" ? `@"${value.replaceAll('"', '""')}"` : String(value);
}

function remember(query) {
  const known = history().filter((item) => item.query !== query);
  localStorage.setItem("hunts", JSON.stringify([{ query, timespan: timespan(), time: new Date().toISOString() }, ...known].slice(0, mostRemembered)));
  showHistory();
}
function showHistory() {
  place("history").replaceChildren(...history().map((item) => {
    const line = document.createElement("button");
    line.type = "button";
    line.className = "past";
    const time = document.createElement("span");
    time.className = "meta";
    time.textContent = item.time.slice(0, 16).replace("T", " ");
    const text = document.createElement("code");
    text.textContent = item.query.slice(0, 200);
    line.append(time, text);
    line.addEventListener("click", () => { edit.set(item.query); line.closest("details").open = false; });
    return line;
  }));
  place("no-history").hidden = history().length > 0;
}

function picked(count) {
  const button = place("link");
  if (!button) return;
  button.disabled = count === 0;
  button.textContent = count === 0 ? "Link to an incident…" : `Link ${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}…`;
}

const rows = grid(place("grid"), { open, picked });
const edit = editor(place("editor"), schema, { run, changed: () => {} });
place("run").addEventListener("click", run);
place("cancel").addEventListener("click", () => { if (running) { running.isCancelled = true; cancel(running.id); } });
place("running").closest("details").addEventListener("toggle", (event) => { if (event.target.open) showRunning(); });
place("close-record").addEventListener("click", () => { place("record").hidden = true; });
place("filter").addEventListener("input", (event) => {
  const count = rows.filter(event.target.value);
  state.textContent = `${count.toLocaleString("en")} of ${answer.rows.length.toLocaleString("en")} rows`;
});
place("export").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([rows.csv()], { type: "text/csv" }));
  link.download = "hunt.csv";
  link.click();
  URL.revokeObjectURL(link.href);
});
span.addEventListener("change", showSpan);

place("make-rule")?.addEventListener("click", () => location.assign(`/new-rule?query=${encodeURIComponent(edit.text())}`));

// What is kept.
const keep = document.getElementById("keep-hunt");
place("keep").addEventListener("click", () => keep.showModal());
onSave(keep.querySelector("form"), async (elements) => {
  await ask("PUT", `/api/hunts/${encodeURIComponent(elements.name.value.trim())}`, { query: edit.text(), isShared: elements.isShared.checked });
  showAddress();
  location.reload();
});
place("kept").addEventListener("click", async (event) => {
  const forget = event.target.closest("[data-forget]");
  const chosen = event.target.closest("[data-query]");
  if (forget) {
    const { forget: name, shared } = forget.dataset;
    if (!confirm(shared === undefined ? `Forget the query “${name}”?` : `Forget the query “${name}” for everybody?`)) return;
    await ask("DELETE", `/api/hunts/${encodeURIComponent(name)}${shared === undefined ? "" : "?shared=true"}`);
    event.target.closest(".view").remove();
  } else if (chosen) { edit.set(chosen.dataset.query); chosen.closest("details").open = false; }
});

// Rows that become alerts of an incident.
const link = document.getElementById("link-hunt");
place("link")?.addEventListener("click", () => link.showModal());
onSave(link?.querySelector("form"), async (elements) => {
  const told = Object.fromEntries(["incident", "title", "severity", "category", "description", "recommendedActions"].map((name) => [name, elements[name].value.trim()]));
  const { incident } = await ask("POST", "/api/hunting/link", { ...told, query: answer.query, rows: rows.chosen() });
  location.assign(`/incidents/${incident}`);
});

// The tables: found by their names, put into the query by a click.
place("tables").addEventListener("click", (event) => {
  const name = event.target.closest("[data-name]")?.dataset.name;
  if (name) edit.insert(name);
});
place("find-table").addEventListener("input", (event) => {
  const text = event.target.value.toLowerCase();
  for (const table of place("tables").querySelectorAll("details")) table.hidden = !table.textContent.toLowerCase().includes(text);
});
for (const table of place("tables").querySelectorAll("details")) {
  schema.tables.set(table.dataset.table, {
    name: table.dataset.table, summary: table.querySelector("p").textContent,
    columns: [...table.querySelectorAll("[data-name]")].filter((item) => item.dataset.type).map((item) => ({ name: item.dataset.name, type: item.dataset.type, meaning: item.title })),
  });
}
edit.redraw();
showSpan();
showHistory();
if (new URL(location.href).searchParams.has("run")) run();
