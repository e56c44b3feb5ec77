// The answer of a query: its rows, its chart, one row whole, and what can be done with columns and cells.
import { zone } from "./clock.js";
import { asked, chart } from "./hunt-chart.js";
import { grid } from "./hunt-grid.js";
import { answerTabs } from "./hunt-tabs.js";
import { conditions, isEmpty, whole, words } from "./hunt-values.js";

function button(text, act, style = "button plain") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = style;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** - picked: how many rows are picked now.
 *  - narrow: puts a condition behind the query, or behind one of its statements.
 *  - lookAtAll: asks again over all time.
 *  - spanOf: the tables that a query names, with the times of their rows.
 *  - isBounded: whether only some time is looked at. */
export function answerView(root, { picked, narrow, lookAtAll, spanOf, isBounded }) {
  const place = (name) => root.querySelector(`[data-${name}]`);
  const pop = place("cell-menu");
  let answer = null;
  let drawing = null;

  function popUp(at, lines) {
    pop.replaceChildren(...lines.map(([text, act]) => button(text, () => { pop.hidePopover(); act(); })));
    pop.showPopover();
    const box = at.getBoundingClientRect();
    pop.style.left = `${Math.max(8, Math.min(box.left, innerWidth - pop.offsetWidth - 8))}px`;
    pop.style.top = `${Math.max(8, Math.min(box.bottom + 2, innerHeight - pop.offsetHeight - 8))}px`;
    pop.querySelector("button")?.focus();
  }
  function menu(at, { column, index, value }) {
    const lines = value === undefined || !answer.isOfStatement ? [] : conditions(value, column).map(([title, condition]) => [`Only where ${column.name} ${title}`.replace(/(==|!=|>=|<=|±.*min) /, ""), () => narrow(condition, answer.statement)]);
    if (value !== undefined && value !== null) lines.push(["Copy the value", () => navigator.clipboard.writeText(typeof value === "object" ? JSON.stringify(value) : String(value))]);
    lines.push(["Sort upwards", () => rows.sort(index, false)], ["Sort downwards", () => rows.sort(index, true)],
      rows.grouped() === index ? ["Do not group", () => groupBy(-1)] : ["Group by it", () => groupBy(index)], ["Hide the column", () => { rows.hide(index); showColumns(); }]);
    popUp(at, lines);
  }

  /** One row whole, each field with what can be done with it. */
  function open(columns, row) {
    const pane = place("record");
    const list = document.createElement("dl");
    list.className = "facts";
    columns.forEach((column, index) => {
      const value = row[index];
      if (isEmpty(value)) return;
      const [name, text] = [document.createElement("dt"), document.createElement("dd")];
      name.textContent = column.name;
      text.className = "break";
      const content = whole(value, column);
      const body = document.createElement(content.includes("\n") ? "pre" : "span");
      body.textContent = content;
      const tools = document.createElement("span");
      tools.className = "tests";
      for (const [title, condition] of answer.isOfStatement ? conditions(value, column) : []) {
        const add = button(title.match(/^(± 30 min|not empty|\S+)/)[0], () => narrow(condition, answer.statement));
        add.title = `Adds to the query: ${condition}`.slice(0, 300);
        tools.append(add);
      }
      text.append(body, tools);
      list.append(name, text);
    });
    pane.querySelector(".body").replaceChildren(list);
    pane.hidden = false;
    // Where there is no room beside the rows it stands below them.
    if (matchMedia("(max-width: 900px)").matches) pane.scrollIntoView({ block: "nearest" });
  }

  const rows = grid(place("grid"), { open, picked, menu });

  function showColumns() {
    const all = rows.columns();
    const hidden = all.filter((column) => !column.isShown);
    const empty = hidden.filter((column) => !column.isFilled).length;
    place("columns-words").textContent = hidden.length === 0 ? "Columns" : `Columns: ${all.length - hidden.length} of ${all.length}`;
    place("columns-menu").title = empty > 0 ? `${empty} empty ${empty === 1 ? "column is" : "columns are"} left out` : "";
    const boxes = all.map((column) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = column.isShown;
      box.addEventListener("change", () => { rows.showColumns(boxes.flatMap((own, index) => (own.querySelector("input").checked ? [index] : []))); showColumns(); });
      label.append(box, column.name);
      if (!column.isFilled) { const note = document.createElement("span"); note.className = "meta"; note.textContent = "empty"; label.append(note); }
      return label;
    });
    const set = (test) => () => { rows.showColumns(all.flatMap((column, index) => (test(column) ? [index] : []))); showColumns(); };
    const ways = document.createElement("div");
    ways.className = "chips";
    ways.append(button("All", set(() => true)), button("Those with values", set((column) => column.isFilled)));
    const list = place("columns");
    const ends = () => [...list.querySelectorAll("button, input")];
    const held = ends().indexOf(document.activeElement);
    list.replaceChildren(ways, ...boxes);
    if (held >= 0) ends()[held]?.focus();
  }
  function groupBy(index) { place("group").value = String(index); rows.groupBy(index); }
  function showGroups() {
    place("group").replaceChildren(...[["-1", "nothing"], ...rows.columns().flatMap((column, index) => (column.isFilled ? [[String(index), column.name]] : []))].map(([value, text]) => new Option(text, value)));
  }

  /** Why there may be no row, and the way to some. */
  function showNone() {
    const text = document.createElement("p");
    text.textContent = "No row holds.";
    const outside = isBounded() ? spanOf(answer.query) : [];
    const parts = outside.map(({ name, oldest, newest }) => { const line = document.createElement("p"); line.textContent = `The rows of ${name} are from ${oldest} to ${newest} ${zone(new Date())}.`; return line; });
    if (isBounded()) parts.push(button("Look at all the time there is", lookAtAll, "button"));
    else text.textContent += " Take a condition out, or look at what the table holds with “Sample rows”.";
    place("none").replaceChildren(text, ...parts);
  }

  function draw() {
    place("chart").hidden = !drawing;
    if (drawing) chart(place("chart"), drawing, answer);
  }

  place("close-record").addEventListener("click", () => { place("record").hidden = true; });
  place("group").addEventListener("change", (event) => rows.groupBy(Number(event.target.value)));
  place("filter").addEventListener("input", (event) => {
    const count = rows.filter(event.target.value);
    place("state").textContent = `${count.toLocaleString("en")} of ${answer.rows.length.toLocaleString("en")} rows`;
  });
  place("export").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([rows.csv()], { type: "text/csv" }));
    link.download = "hunt.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
  addEventListener("resize", () => { if (answer && drawing) draw(); });

  /** Shows one of the answers of a query. */
  function present(one) {
    answer = one;
    place("none").hidden = answer.rows.length > 0;
    for (const name of ["grid", "columns-menu", "filter", "link", "export"]) if (place(name)) place(name).hidden = answer.rows.length === 0;
    place("group").parentElement.hidden = answer.rows.length === 0;
    place("filter").value = "";
    place("record").hidden = true;
    if (answer.rows.length > 0) { rows.show(answer); showColumns(); showGroups(); } else showNone();
    drawing = answer.isOfStatement ? asked(answer.statement ?? answer.query) : null;
    draw();
  }
  let [all, sum] = [[], ""];
  const offer = answerTabs(root.querySelector("[data-answer]"), (index) => { present(all[index]); place("state").textContent = sum; });

  function told(one) {
    const count = one.rows.length.toLocaleString("en");
    if (one.foundRows) return `the first ${count} of ${one.foundRows.toLocaleString("en")} rows`;
    return `${count} ${one.rows.length === 1 ? "row" : "rows"}`;
  }

  return {
    query: () => answer.query,
    chosen: () => rows.chosen(),
    /** Shows what a query gave; answers what to say of it. */
    show({ others = [], ...first }, query, seconds) {
      // What a statement gives beside other answers can neither be narrowed nor drawn by itself.
      all = [first, ...others].map((one, index, every) => ({ ...one, query, isOfStatement: every.length === 1 || one.statement !== undefined }));
      place("answer").hidden = false;
      place("answer").classList.remove("stale");
      const took = `in ${seconds.toFixed(2)} s${all.some((one) => one.foundRows) ? "; summarize, or look at less" : ""}`;
      const found = all.reduce((count, one) => count + (one.foundRows ?? one.rows.length), 0);
      sum = all.length === 1 ? `${told(first)} ${took}` : `${all.length} answers with ${found.toLocaleString("en")} ${found === 1 ? "row" : "rows"} ${took}`;
      offer(all);
      return sum;
    },
  };
}
