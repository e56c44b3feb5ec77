// The hunting page: the query, the time that it looks at, its answer as rows and as a chart, what was asked before and what is
// kept.
import { ask } from "./app.js";
import { answerView } from "./hunt-answer.js";
import { told, utcValue, zone } from "./clock.js";
import { queryEditor } from "./hunt-query.js";
import { tables } from "./hunt-tables.js";
import { linkedThings } from "./hunt-things.js";
import "./incident-pick.js";
import "./limits.js";
import { onSave } from "./list.js";

const root = document.querySelector("[data-hunt]");
const place = (name) => root.querySelector(`[data-${name}]`);
const state = place("state");
const span = place("span");
const schema = { tables: new Map() };
let running = null;

// The time that is looked at: a span up to now, or two moments.
function timespan() {
  if (span.value !== "between") return span.value;
  const [from, to] = ["from", "to"].map((name) => utcValue(root.querySelector(`[name=${name}]`)));
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

/** What is to be run: what is marked, unless it is a word that was looked at, or the query at the cursor. */
function chosen() {
  const marked = edit.selected();
  if (/\s/.test(marked.text.trim())) return { ...marked, words: "what is marked" };
  const own = edit.current();
  if (!own || own.text.trim() === "") return null;
  return { ...own, words: edit.statements().length > 1 ? (own.line === own.lastLine ? `line ${own.line}` : `lines ${own.line} to ${own.lastLine}`) : "" };
}

/** Says what of one's quota is used, where that is much. */
function warn(words) {
  place("quota-words").textContent = words ?? "";
  place("quota").hidden = !words;
}

/** - other: a query that does not stand in the editor, with what to call it. */
async function run(other) {
  const own = other?.query ? { text: other.query, start: 0, words: other.words } : chosen();
  if (running || !own) return;
  const query = own.text;
  const hunt = { id: crypto.randomUUID(), isCancelled: false };
  running = hunt;
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const what = own.words ? `${own.words}: ` : "";
  const clock = setInterval(() => { state.textContent = `${what}running, ${seconds().toFixed(1)} s`; }, 100);
  place("problem").hidden = true;
  place("run").disabled = true;
  place("cancel").hidden = false;
  if (!other) showAddress();
  try {
    const json = await ask("POST", "/hunting/run", { query, id: hunt.id, timespan: other ? "" : timespan(), isRemembered: !other });
    warn(json.warning);
    if (json.problem) {
      state.textContent = hunt.isCancelled ? "cancelled" : "";
      if (hunt.isCancelled) return;
      place("answer").classList.add("stale");
      place("problem").textContent = json.problem.message;
      place("problem").hidden = json.problem.start !== undefined;
      if (json.problem.start !== undefined) edit.show(json.problem, own);
      return;
    }
    state.textContent = what + view.show(json, query, seconds());
  } catch (error) {
    state.textContent = hunt.isCancelled ? "cancelled" : "";
    if (!hunt.isCancelled) { place("answer").classList.add("stale"); place("problem").textContent = error.message; place("problem").hidden = false; }
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
// Whoever leaves the page waits for no answer, and others may want its place.
addEventListener("pagehide", () => {
  if (!running) return;
  const headers = { "X-CSRF-Token": document.querySelector('meta[name="csrf"]')?.content ?? "" };
  fetch(`/api/hunting/running/${encodeURIComponent(running.id)}`, { method: "DELETE", headers, keepalive: true });
});
async function showRunning() {
  const { hunts } = await ask("GET", "/api/hunting/running");
  const lines = hunts.map((hunt) => {
    const line = document.createElement("div");
    line.className = "running";
    const [query, about, end] = [document.createElement("a"), document.createElement("span"), document.createElement("button")];
    query.textContent = hunt.query.slice(0, 200);
    query.className = "mono";
    query.href = `/hunting/running/${encodeURIComponent(hunt.id)}`;
    query.target = "_blank";
    about.className = "meta";
    about.textContent = `${hunt.by || "the server"}, since ${told(new Date(hunt.since), 19).slice(11)} ${zone(new Date(hunt.since))}`;
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

function outcomeWords({ rows, seconds, problem }) {
  if (problem) return ` · failed: ${problem}`;
  return rows === null ? "" : ` · ${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"} in ${seconds.toFixed(2)} s`;
}
/** What was asked last, which the server keeps with the person. */
async function showHistory() {
  const { hunts } = await ask("GET", "/api/hunting/history");
  place("history").replaceChildren(...hunts.map((item) => {
    const line = document.createElement("button");
    line.type = "button";
    line.className = item.problem ? "past failed" : "past";
    const time = document.createElement("span");
    time.className = "meta";
    time.textContent = `${item.asked.slice(0, 16).replace("T", " ")}${outcomeWords(item)}`;
    const text = document.createElement("code");
    text.textContent = item.query.slice(0, 200);
    line.append(time, text);
    line.addEventListener("click", () => { edit.set(item.query); line.closest("details").open = false; });
    return line;
  }));
  place("no-history").hidden = hunts.length > 0;
}

function picked(count) {
  const button = place("link");
  if (!button) return;
  button.disabled = count === 0;
  button.textContent = count === 0 ? "Link rows…" : `Link ${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}…`;
}

/** Puts a condition behind a query, before what draws it. - statement: the one of the query that is meant, where it has several. */
function narrow(condition, statement) {
  const whole = edit.current();
  const place = statement === undefined ? -1 : whole.text.indexOf(statement);
  const own = place < 0 ? whole : { text: statement, start: whole.start + place, end: whole.start + place + statement.length };
  const [, query, drawing] = own.text.trimEnd().match(/^([\s\S]*?);?\s*((?:\|\s*render\b[\s\S]*)?)$/);
  edit.insert(`${query.trimEnd()}\n| ${condition}${drawing ? `\n${drawing}` : ""}`, own.start, own.end);
}

const view = answerView(root, { picked, narrow, lookAtAll: () => { span.value = ""; showSpan(); run(); }, spanOf: (query) => help.spanOf(query), isBounded: () => timespan() !== "" });
const edit = queryEditor(root, schema, { run: () => run() });
const help = tables(root, schema, { insert: edit.insert, sample: (table) => run({ query: `${table}\n| take 10`, words: `a sample of ${table}` }) });
place("run").addEventListener("click", () => run());
place("cancel").addEventListener("click", () => { if (running) { running.isCancelled = true; cancel(running.id); } });
place("running").closest("details").addEventListener("toggle", (event) => { if (event.target.open) showRunning(); });
place("history").closest("details").addEventListener("toggle", (event) => { if (event.target.open) showHistory(); });
span.addEventListener("change", showSpan);

place("make-rule")?.addEventListener("click", () => location.assign(`/new-rule?query=${encodeURIComponent(edit.current().text)}`));

// What is kept.
const keep = document.getElementById("keep-hunt");
place("keep").addEventListener("click", () => keep.showModal());
onSave(keep.querySelector("form"), async (elements) => {
  await ask("PUT", `/api/hunts/${encodeURIComponent(elements.name.value.trim())}`, { query: edit.text(), isShared: elements.isShared.checked });
  showAddress();
  location.reload();
});
place("begin").addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-query]");
  if (chosen) { edit.set(chosen.dataset.query); scrollTo({ top: 0 }); }
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
const things = link && linkedThings(link, () => view.chosen());
place("link")?.addEventListener("click", () => { things.show(); link.showModal(); });
onSave(link?.querySelector("form"), async (elements) => {
  const told = Object.fromEntries(["incident", "title", "severity", "category", "description", "recommendedActions"].map((name) => [name, elements[name].value.trim()]));
  const { incident } = await ask("POST", "/api/hunting/link", { ...told, query: view.query(), rows: view.chosen(), entityColumns: things.chosen() });
  location.assign(`/incidents/${incident}`);
});

edit.redraw();
showSpan();
if (new URL(location.href).searchParams.has("run")) run();
