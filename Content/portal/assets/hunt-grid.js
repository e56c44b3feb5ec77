// The rows of an answer. Only those in sight are in the page, so a hundred thousand are as quick as ten.

const rowHeight = 28;
const pickWidth = 32;
const spare = 10;
const words = (value) => (value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

/** Compares as the column's type does; what is not there comes last. */
function comparing(column, isDown) {
  const isNumber = ["int", "long", "real", "decimal"].includes(column.type);
  const turn = isDown ? -1 : 1;
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return turn * (isNumber ? Number(a) - Number(b) : words(a) < words(b) ? -1 : words(a) > words(b) ? 1 : 0);
  };
}

/** - open: shows one row whole.
 *  - picked: how many rows are picked now. */
export function grid(root, { open, picked }) {
  const head = root.querySelector("[data-grid-head]");
  const body = root.querySelector("[data-grid-body]");
  const space = root.querySelector("[data-grid-space]");
  let columns = [];
  let all = [];
  let rows = [];
  let widths = [];
  let order = null;
  let selected = -1;
  let chosen = new Set();
  let drawn = "";

  function measure() {
    widths = columns.map((column, index) => {
      const longest = all.slice(0, 60).reduce((most, row) => Math.max(most, words(row[index]).length), column.name.length + 2);
      return Math.min(420, Math.max(72, longest * 7.4 + 20));
    });
    // The last one takes the rest.
    const free = body.clientWidth - pickWidth - widths.reduce((sum, width) => sum + width, 0);
    if (free > 0 && widths.length > 0) widths[widths.length - 1] += free - 2;
  }

  function drawHead() {
    const corner = document.createElement("span");
    corner.className = "pick";
    corner.setAttribute("role", "columnheader");
    corner.setAttribute("aria-label", "Picked");
    head.replaceChildren(corner, ...columns.map((column, index) => {
      const cell = document.createElement("button");
      cell.type = "button";
      cell.setAttribute("role", "columnheader");
      cell.setAttribute("aria-sort", order?.index === index ? (order.isDown ? "descending" : "ascending") : "none");
      cell.style.width = `${widths[index]}px`;
      cell.textContent = column.name + (order?.index === index ? (order.isDown ? " ↓" : " ↑") : "");
      cell.title = `${column.name}: ${column.type}`;
      cell.addEventListener("click", () => sort(index));
      return cell;
    }));
  }

  function line(index) {
    const row = document.createElement("div");
    row.className = "grid-row";
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(index + 2));
    row.setAttribute("aria-selected", String(index === selected));
    row.dataset.index = index;
    row.style.top = `${index * rowHeight}px`;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.tabIndex = -1;
    box.checked = chosen.has(rows[index]);
    box.setAttribute("aria-label", `Pick row ${index + 1}`);
    const pick = document.createElement("span");
    pick.className = "pick";
    pick.setAttribute("role", "gridcell");
    pick.append(box);
    row.append(pick);
    rows[index].forEach((value, place) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "gridcell");
      cell.style.width = `${widths[place]}px`;
      cell.dataset.column = place;
      if (["int", "long", "real", "decimal"].includes(columns[place].type)) cell.className = "number";
      cell.textContent = words(value).slice(0, 400);
      row.append(cell);
    });
    return row;
  }

  function draw() {
    const first = Math.max(0, Math.floor(body.scrollTop / rowHeight) - spare);
    const last = Math.min(rows.length, Math.ceil((body.scrollTop + body.clientHeight) / rowHeight) + spare);
    const key = `${first}-${last}-${selected}`;
    head.scrollLeft = body.scrollLeft;
    if (key === drawn) return;
    drawn = key;
    const made = [];
    for (let index = first; index < last; index += 1) made.push(line(index));
    space.replaceChildren(...made);
  }
  function renew() {
    drawn = "";
    space.style.height = `${rows.length * rowHeight}px`;
    space.style.width = `${widths.reduce((sum, width) => sum + width, pickWidth)}px`;
    root.setAttribute("aria-rowcount", String(rows.length + 1));
    drawHead();
    draw();
  }
  function sort(index) {
    order = { index, isDown: order?.index === index ? !order.isDown : false };
    const compare = comparing(columns[index], order.isDown);
    rows = [...rows].sort((a, b) => compare(a[index], b[index]));
    selected = -1;
    renew();
  }
  function pick(index) {
    if (index < 0 || index >= rows.length) return;
    if (!chosen.delete(rows[index])) chosen.add(rows[index]);
    drawn = "";
    draw();
    picked(chosen.size);
  }
  function select(index) {
    if (index < 0 || index >= rows.length) return;
    selected = index;
    const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight];
    if (top < body.scrollTop) body.scrollTop = top;
    if (bottom > body.scrollTop + body.clientHeight) body.scrollTop = bottom - body.clientHeight;
    draw();
    open(columns, rows[index]);
  }

  body.addEventListener("scroll", draw);
  body.addEventListener("click", (event) => {
    const row = event.target.closest(".grid-row");
    if (!row) return;
    body.focus();
    if (event.target.closest(".pick")) { event.preventDefault(); pick(Number(row.dataset.index)); } else select(Number(row.dataset.index));
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "x" || event.key === " ") { event.preventDefault(); pick(selected); return; }
    const page = Math.floor(body.clientHeight / rowHeight);
    const steps = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length };
    if (!(event.key in steps)) return;
    event.preventDefault();
    select(Math.min(Math.max(selected + steps[event.key], 0), rows.length - 1));
  });
  addEventListener("resize", () => { if (columns.length > 0) { measure(); renew(); } });

  return {
    show(answer) {
      ({ columns, rows: all } = answer);
      rows = all;
      order = null;
      selected = -1;
      chosen = new Set();
      picked(0);
      body.scrollTop = 0;
      body.scrollLeft = 0;
      measure();
      renew();
    },
    /** Keeps the rows with a text in one of their cells. */
    filter(text) {
      const low = text.toLowerCase();
      rows = low === "" ? all : all.filter((row) => row.some((value) => words(value).toLowerCase().includes(low)));
      if (order) { const compare = comparing(columns[order.index], order.isDown); rows = [...rows].sort((a, b) => compare(a[order.index], b[order.index])); }
      selected = -1;
      body.scrollTop = 0;
      renew();
      return rows.length;
    },
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
