// The tables beside the editor: what each holds, found by table or column, put into the query by a click. The page brings their
// columns as text; only those of a table that is looked into become a list.
import { ask } from "./app.js";
import { told, zone } from "./clock.js";

const most = 60;

function amount(count) {
  if (count >= 1e6) return `${+(count / 1e6).toFixed(1)} M`;
  return count >= 1e4 ? `${Math.round(count / 1e3)} k` : count.toLocaleString("en");
}
const minute = (text) => told(new Date(text));

function made(name, className, text, more = {}) {
  const element = Object.assign(document.createElement(name), { className, textContent: text });
  Object.assign(element.dataset, more);
  return element;
}
function button(className, text, more) {
  return Object.assign(made("button", className, text, more), { type: "button" });
}

/** What a table is known by: its name, what it holds, its columns. */
function described({ dataset }) {
  const columns = dataset.fields.split("\n").filter(Boolean).map((line) => {
    const [name, type, meaning] = line.split("\t");
    return { name, type, meaning };
  });
  return { name: dataset.table, summary: dataset.summary, columns };
}

/** A column as a button that puts it into the query. */
function line({ name, type, meaning }, isFound) {
  const item = made("li", isFound ? "found" : "", "");
  const own = button("", "", { name });
  own.title = meaning;
  own.append(made("span", "", name), made("span", "meta", type));
  item.append(own);
  return item;
}

/** - insert: puts a name into the query.
 *  - sample: shows some rows of a table. */
export function tables(root, schema, { insert, sample }) {
  const place = root.querySelector("[data-tables]");
  const find = root.querySelector("[data-find-table]");
  const all = [...place.querySelectorAll("details")];
  const figures = new Map();
  for (const table of all) schema.tables.set(table.dataset.table, described(table));

  function showSpan(table) {
    const span = table.querySelector("[data-span-of]");
    const own = figures.get(table.dataset.table);
    if (!span || !own) return;
    span.hidden = false;
    span.textContent = own.rows === 0 ? "No rows yet." : `${own.rows.toLocaleString("en")} ${own.rows === 1 ? "row" : "rows"}${own.newest ? ` · newest ${minute(own.newest)} ${zone(new Date(own.newest))}` : ""}`;
  }

  /** What stands in a table that is open: where a column is looked for, the columns found alone. */
  function fill(table, found = []) {
    const { name, summary, columns } = schema.tables.get(table.dataset.table);
    const list = document.createElement("ul");
    list.append(...(found.length > 0 ? found : columns).map((column) => line(column, found.includes(column))));
    const put = made("div", "put", "");
    put.append(button("button plain", "Put it into the query", { name }), button("button plain", "Sample rows", { sample: name }));
    const span = made("p", "meta", "", { spanOf: "" });
    span.hidden = true;
    table.replaceChildren(table.firstElementChild, made("p", "meta", summary), span, put, list);
    showSpan(table);
  }

  place.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.sample) sample(button.dataset.sample);
    else if (button?.dataset.name) insert(button.dataset.name);
  });
  // A table that is shut again gives its list back: what is open is all that the page holds.
  place.addEventListener("toggle", ({ target }) => {
    if (!target.open) target.replaceChildren(target.firstElementChild); else if (target.childElementCount === 1) fill(target, columnsFound(target));
  }, true);

  const wanted = () => find.value.trim().toLowerCase();
  const isNamed = (table, text) => table.dataset.table.toLowerCase().includes(text);
  /** The columns looked for in a table; none where its own name is what was looked for. */
  function columnsFound(table) {
    const text = wanted();
    if (text === "" || isNamed(table, text)) return [];
    return schema.tables.get(table.dataset.table).columns.filter(({ name }) => name.toLowerCase().includes(text));
  }

  /** Tables with a text in their names, and those with columns of it: open, with those columns. */
  function search() {
    const text = wanted();
    let opened = 0;
    for (const table of all) {
      const found = columnsFound(table);
      table.hidden = text !== "" && found.length === 0 && !isNamed(table, text);
      const opens = found.length > 0 && opened < most;
      if (opens) opened += 1;
      if (text === "" ? "found" in table.dataset : true) table.open = opens;
      if (table.open) fill(table, found);
      if (opens) table.dataset.found = ""; else delete table.dataset.found;
    }
  }
  find.addEventListener("input", search);

  /** How much each table holds; those with rows stand first. */
  async function count() {
    const { tables: counted } = await ask("GET", "/hunting/figures");
    for (const table of counted) figures.set(table.name, table);
    const rows = (table) => figures.get(table.dataset.table)?.rows ?? -1;
    for (const table of all) {
      const own = figures.get(table.dataset.table);
      if (!own) continue;
      table.classList.toggle("no-rows", own.rows === 0);
      const count = table.querySelector("[data-rows]");
      count.textContent = own.rows === 0 ? "" : amount(own.rows);
      if (own.rows > 0) count.append(made("span", "only-read", own.rows === 1 ? " row" : " rows"));
      showSpan(table);
    }
    const rank = (table) => (rows(table) > 0 ? 0 : rows(table) < 0 ? 1 : 2);
    place.replaceChildren(...all.toSorted((a, b) => rank(a) - rank(b)));
  }
  count().catch(() => {});

  return {
    /** The tables that a query names, with the times of their rows. */
    spanOf(query) {
      return [...figures.values()].filter(({ name, rows, oldest }) => rows > 0 && oldest && new RegExp(`\\b${name}\\b`).test(query))
        .map(({ name, oldest, newest }) => ({ name, oldest: minute(oldest), newest: minute(newest) }));
    },
  };
}
