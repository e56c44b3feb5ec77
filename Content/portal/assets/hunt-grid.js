// The rows of an answer. Only those in sight are in the page, so a hundred thousand are as quick as ten.
import { isLocal } from "./clock.js";
import { isEmpty, isNumeric, words } from "./hunt-values.js";

const rowHeight = 28;
const pickWidth = 32;
const spare = 10;
/** Characters of a value that a cell shows, at most; the row's pane has the whole. */
const longestText = 300;
/** A letter is no narrower, so that more of them than fit are not laid out. */
const narrowestLetter = 3;
/** Rows by whose values a column is measured. */
const sample = 200;
const [narrowest, widest, widestName] = [56, 420, 150];

/** Compares as the column's type does; what is not there comes last. */
function comparing(column, isDown) {
  const turn = isDown ? -1 : 1;
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (isNumeric(column)) return turn * (Number(a) - Number(b));
    const [left, right] = [typeof a === "object" ? JSON.stringify(a) : String(a), typeof b === "object" ? JSON.stringify(b) : String(b)];
    return turn * (left < right ? -1 : left > right ? 1 : 0);
  };
}

function element(name, style, text) {
  const made = document.createElement(name);
  made.className = style;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** - open: shows one row whole.
 *  - picked: how many rows are picked now.
 *  - menu: shows what can be done with a column, or with a value of it, at a place. */
export function grid(root, { open, picked, menu }) {
  const head = root.querySelector("[data-grid-head]");
  const body = root.querySelector("[data-grid-body]");
  const space = root.querySelector("[data-grid-space]");
  let columns = [];
  let all = [];
  let rows = [];
  /** What stands on the lines: rows, and heads of groups. */
  let lines = [];
  let shown = [];
  let widths = [];
  let order = null;
  let group = -1;
  let closed = new Set();
  let selected = -1;
  let chosen = new Set();
  let drawn = "";
  /** The lines that are in the page, by their places. */
  const made = new Map();
  const ruler = document.createElement("canvas").getContext("2d");

  const cut = (text, width) => { const most = Math.min(longestText, Math.ceil(width / narrowestLetter)); return text.length > most ? `${text.slice(0, most)}…` : text; };

  /** As wide as what stands in it; a name may be cut, and one over nothing is. */
  function measure() {
    const style = getComputedStyle(body);
    ruler.font = `${style.getPropertyValue("--text-meta") || "12px"} ${style.fontFamily}`;
    const rows = all.filter((_, index) => index % Math.ceil(all.length / sample) === 0);
    widths = columns.map((column, index) => {
      const content = rows.reduce((most, row) => Math.max(most, isEmpty(row[index]) ? 0 : ruler.measureText(words(row[index], column).slice(0, 100)).width), 0);
      const name = ruler.measureText(column.name).width + 44;
      return Math.min(widest, Math.max(narrowest, Math.min(name, content === 0 ? narrowest * 1.5 : widestName), content + 20));
    });
    // The last one takes the rest.
    const free = body.clientWidth - pickWidth - shown.reduce((sum, index) => sum + widths[index], 0);
    if (free > 0 && shown.length > 0) widths[shown.at(-1)] += free - 2;
  }

  function drawHead() {
    const corner = element("span", "pick");
    corner.setAttribute("role", "columnheader");
    corner.append(element("span", "only-read", "Picked"));
    head.replaceChildren(corner, ...shown.map((index) => {
      const column = columns[index];
      const cell = element("span", isNumeric(column) ? "grid-column number" : "grid-column");
      cell.setAttribute("role", "columnheader");
      // It is said with each cell below it: without what its buttons do.
      cell.setAttribute("aria-label", column.name);
      cell.setAttribute("aria-sort", order?.index === index ? (order.isDown ? "descending" : "ascending") : "none");
      cell.style.width = `${widths[index]}px`;
      const [name, more] = [element("button", "", column.name + (order?.index === index ? (order.isDown ? " ↓" : " ↑") : "")), element("button", "more", "⋮")];
      name.type = more.type = "button";
      name.title = `${column.name}: ${column.type}${column.type === "datetime" ? `, in ${isLocal() ? "local time" : "UTC"}` : ""}`;
      name.addEventListener("click", () => sort(index));
      more.setAttribute("aria-label", `What can be done with ${column.name}`);
      more.addEventListener("click", () => menu(more, { column, index }));
      cell.append(name, more);
      return cell;
    }));
  }

  function groupLine(row, { key, count }) {
    row.classList.add("group");
    const cell = element("span", "", `${closed.has(key) ? "▸" : "▾"} ${columns[group].name}: ${key || "(empty)"} · ${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`);
    cell.setAttribute("role", "gridcell");
    row.setAttribute("aria-expanded", String(!closed.has(key)));
    row.append(cell);
  }
  function line(index) {
    const row = element("div", "grid-row");
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(index + 2));
    row.setAttribute("aria-selected", String(index === selected));
    row.dataset.index = index;
    row.style.top = `${index * rowHeight}px`;
    const values = lines[index];
    if (!Array.isArray(values)) { groupLine(row, values); return row; }
    const box = element("input", "");
    box.type = "checkbox";
    box.tabIndex = -1;
    box.checked = chosen.has(values);
    box.setAttribute("aria-label", `Pick row ${index + 1}`);
    const pick = element("span", "pick");
    pick.setAttribute("role", "gridcell");
    pick.append(box);
    row.append(pick);
    for (const place of shown) {
      const cell = element("span", isNumeric(columns[place]) ? "number" : "", cut(words(values[place], columns[place]), widths[place]));
      cell.setAttribute("role", "gridcell");
      cell.style.width = `${widths[place]}px`;
      cell.dataset.column = place;
      row.append(cell);
    }
    return row;
  }

  function draw() {
    const first = Math.max(0, Math.floor(body.scrollTop / rowHeight) - spare);
    const last = Math.min(lines.length, Math.ceil((body.scrollTop + body.clientHeight) / rowHeight) + spare);
    head.scrollLeft = body.scrollLeft;
    if (drawn === "") { made.clear(); space.replaceChildren(); }
    const key = `${first}-${last}-${selected}`;
    if (key === drawn) return;
    drawn = key;
    for (const [index, row] of made) {
      if (index < first || index >= last) { row.remove(); made.delete(index); } else row.setAttribute("aria-selected", String(index === selected));
    }
    // Lines that stay are not drawn again; they stand in their order for who hears them.
    let next = space.firstChild;
    for (let index = first; index < last; index += 1) {
      if (made.has(index)) { next = made.get(index).nextSibling; continue; }
      const row = line(index);
      made.set(index, row);
      space.insertBefore(row, next);
    }
  }
  function renew() {
    drawn = "";
    space.style.height = `${lines.length * rowHeight}px`;
    space.style.width = `${shown.reduce((sum, index) => sum + widths[index], pickWidth)}px`;
    root.setAttribute("aria-rowcount", String(lines.length + 1));
    drawHead();
    draw();
  }
  /** The lines of the rows: as they are, or below the heads of their groups, the largest first. */
  function arrange() {
    if (order) { const compare = comparing(columns[order.index], order.isDown); rows = [...rows].sort((a, b) => compare(a[order.index], b[order.index])); }
    lines = rows;
    if (group >= 0) {
      const groups = new Map();
      for (const row of rows) { const key = words(row[group], columns[group]); if (!groups.has(key)) groups.set(key, []); groups.get(key).push(row); }
      lines = [...groups].sort((a, b) => b[1].length - a[1].length).flatMap(([key, own]) => [{ key, count: own.length }, ...(closed.has(key) ? [] : own)]);
    }
    selected = -1;
    renew();
  }
  function sort(index, isDown = order?.index === index ? !order.isDown : false) {
    order = { index, isDown };
    arrange();
  }
  function pick(index) {
    const row = lines[index];
    if (!Array.isArray(row)) return;
    if (!chosen.delete(row)) chosen.add(row);
    drawn = "";
    draw();
    picked(chosen.size);
  }
  function turn({ key }) {
    const top = body.scrollTop;
    if (!closed.delete(key)) closed.add(key);
    arrange();
    body.scrollTop = top;
  }
  function select(index) {
    if (index < 0 || index >= lines.length) return;
    selected = index;
    const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight];
    if (top < body.scrollTop) body.scrollTop = top;
    if (bottom > body.scrollTop + body.clientHeight) body.scrollTop = bottom - body.clientHeight;
    draw();
    if (Array.isArray(lines[index])) open(columns, lines[index]);
  }

  body.addEventListener("scroll", draw);
  body.addEventListener("click", (event) => {
    const row = event.target.closest(".grid-row");
    if (!row) return;
    body.focus();
    const index = Number(row.dataset.index);
    if (!Array.isArray(lines[index])) turn(lines[index]);
    else if (event.target.closest(".pick")) { event.preventDefault(); pick(index); } else select(index);
  });
  body.addEventListener("contextmenu", (event) => {
    const cell = event.target.closest("[data-column]");
    if (!cell) return;
    event.preventDefault();
    const index = Number(cell.dataset.column);
    menu(cell, { column: columns[index], index, value: lines[Number(cell.parentElement.dataset.index)][index] });
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "x" || event.key === " ") { event.preventDefault(); pick(selected); return; }
    if (event.key === "Enter" && lines[selected] && !Array.isArray(lines[selected])) { event.preventDefault(); const kept = selected; turn(lines[selected]); select(kept); return; }
    const page = Math.floor(body.clientHeight / rowHeight);
    const steps = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page, Home: -lines.length, End: lines.length };
    if (!(event.key in steps)) return;
    event.preventDefault();
    select(Math.min(Math.max(selected + steps[event.key], 0), lines.length - 1));
  });
  addEventListener("resize", () => { if (columns.length > 0) { measure(); renew(); } });

  return {
    show(answer) {
      ({ columns, rows: all } = answer);
      rows = all;
      [order, group, closed, chosen] = [null, -1, new Set(), new Set()];
      // Columns without a value are left out; who wants them finds them among the columns.
      const filled = columns.map((_, index) => index).filter((index) => all.some((row) => !isEmpty(row[index])));
      shown = filled.length > 0 ? filled : columns.map((_, index) => index);
      picked(0);
      body.scrollTop = 0;
      body.scrollLeft = 0;
      measure();
      arrange();
    },
    /** Keeps the rows with a text in one of their cells. */
    filter(text) {
      const low = text.toLowerCase();
      rows = low === "" ? all : all.filter((row) => row.some((value, index) => words(value, columns[index]).toLowerCase().includes(low)));
      body.scrollTop = 0;
      arrange();
      return rows.length;
    },
    sort,
    /** The columns, each with whether it is shown and whether it has a value. */
    columns: () => columns.map((column, index) => ({ name: column.name, isShown: shown.includes(index), isFilled: all.some((row) => !isEmpty(row[index])) })),
    showColumns(indices) { shown = indices.length > 0 ? indices : [0]; measure(); renew(); },
    hide(index) { this.showColumns(shown.filter((own) => own !== index)); },
    grouped: () => group,
    /** Puts rows with one value of a column together; -1 ends it. */
    groupBy(index) { [group, closed] = [index, new Set()]; body.scrollTop = 0; arrange(); },
    /** The rows that are picked, each as an object by its columns. */
    chosen() {
      return all.filter((row) => chosen.has(row)).map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]])));
    },
    csv() {
      const cell = (text) => { const safe = /^\s*[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text; return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe; };
      return [columns.map((column) => cell(column.name)).join(","), ...rows.map((row) => row.map((value) => cell(words(value))).join(","))].join("\r\n");
    },
  };
}
