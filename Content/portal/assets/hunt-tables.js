// The tables beside the editor: what each holds, found by table or column, put into the query by a click.
import { ask } from "./app.js";
import { told, zone } from "./clock.js";

const most = 60;

function amount(count) {
  if (count >= 1e6) return `${+(count / 1e6).toFixed(1)} M`;
  return count >= 1e4 ? `${Math.round(count / 1e3)} k` : count.toLocaleString("en");
}
const minute = (text) => told(new Date(text));

/** - insert: puts a name into the query.
 *  - sample: shows some rows of a table. */
export function tables(root, schema, { insert, sample }) {
  const place = root.querySelector("[data-tables]");
  const find = root.querySelector("[data-find-table]");
  const all = [...place.querySelectorAll("details")];
  const figures = new Map();

  for (const table of all) {
    schema.tables.set(table.dataset.table, {
      name: table.dataset.table, summary: table.querySelector("p").textContent,
      columns: [...table.querySelectorAll("li button")].map((item) => ({ name: item.dataset.name, type: item.dataset.type, meaning: item.title })),
    });
  }

  place.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.sample) sample(button.dataset.sample);
    else if (button?.dataset.name) insert(button.dataset.name);
  });

  /** Tables with a text in their names, and those with columns of it: open, with the columns marked. */
  function search() {
    const text = find.value.trim().toLowerCase();
    let opened = 0;
    for (const table of all) {
      const isNamed = table.dataset.table.toLowerCase().includes(text);
      const columns = [...table.querySelectorAll("li")];
      const found = text === "" ? [] : columns.filter((line) => line.firstChild.dataset.name.toLowerCase().includes(text));
      for (const line of columns) { line.hidden = found.length > 0 && !isNamed && !found.includes(line); line.classList.toggle("found", found.includes(line)); }
      table.hidden = text !== "" && !isNamed && found.length === 0;
      const opens = found.length > 0 && !isNamed && opened < most;
      if (opens) opened += 1;
      if (text === "" ? "found" in table.dataset : true) table.open = opens;
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
      table.querySelector("[data-rows]").textContent = own.rows === 0 ? "" : amount(own.rows);
      const span = table.querySelector("[data-span-of]");
      span.hidden = false;
      span.textContent = own.rows === 0 ? "No rows yet." : `${own.rows.toLocaleString("en")} ${own.rows === 1 ? "row" : "rows"}${own.newest ? ` · newest ${minute(own.newest)} ${zone(new Date(own.newest))}` : ""}`;
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
