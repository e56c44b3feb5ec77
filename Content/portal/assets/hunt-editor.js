// The editor of hunts: what is typed in colour, and what can follow it. The text itself is a plain field; what is painted lies
// behind it and never gets the focus.
import { ask } from "./app.js";
import { statementAt, statements } from "./hunt-statements.js";

const operators = "as ascending between by case consume count datatable desc distinct evaluate extend externaldata facet find fork project-by-names make-graph graph-to-table graph-mark-components graph-shortest-paths graph-match from getschema has has_all has_any has_any_index in invoke join kind let limit lookup make-series materialize mv-apply mv-expand mv-expand nulls of on order parse parse-kv parse-where partition print project project-away project-keep project-rename project-reorder range reduce render sample sample-distinct scan search serialize sort step summarize take to top top-hitters top-nested union where with".split(" ");
const tests = "and or not contains contains_cs !contains !contains_cs startswith !startswith endswith !endswith hasprefix !hasprefix hassuffix !hassuffix !has matches regex in~ !in !in~ =~ !~ true false null asc".split(" ");
/** What can be called: the engine says it once somebody comes to write. */
const calls = { functions: [], plugins: [] };
const called = new Set();
let isTold = false;
async function learn() {
  if (isTold) return;
  isTold = true;
  try { Object.assign(calls, await ask("GET", "/hunting/words")); } catch { isTold = false; }
  for (const name of calls.functions) called.add(name.toLowerCase());
}
const charts = "anomalychart areachart barchart card columnchart linechart piechart scatterchart stackedareachart table timechart".split(" ");

const words = { operator: new Set([...operators, ...tests]), function: called };
const sign = /(\/\/[^\n]*)|(@?"(?:[^"\\\n]|\\.)*"?|@?'(?:[^'\\\n]|\\.)*'?)|(\b\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:d|h|m|s|ms|us|microsecond|tick|ticks)?\b)|([A-Za-z_$][\w-]*\b)|(\|)/gi;

/** The words of a text, each with its kind. */
function pieces(text, schema) {
  const made = [];
  let last = 0;
  for (const found of text.matchAll(sign)) {
    if (found.index > last) made.push({ text: text.slice(last, found.index) });
    last = found.index + found[0].length;
    const [word, comment, string, number, name, pipe] = found;
    const low = word.toLowerCase();
    const isCall = text[last] === "(";
    const kind = comment ? "comment" : string ? "string" : number ? "number" : pipe ? "pipe"
      : name && schema.tables.has(word) ? "table" : words.operator.has(low) && !(isCall && words.function.has(low)) ? "operator"
        : isCall ? "function" : null;
    made.push({ text: word, kind });
  }
  if (last < text.length) made.push({ text: text.slice(last) });
  return made;
}

/** The text as lines of spans. Mistakes are underlined, and the lines of the query at the cursor are marked where there are several. */
function painted(text, schema, problems, own) {
  const lines = [document.createElement("div")];
  let place = 0;
  const put = (piece, kind, isWrong) => {
    piece.split("\n").forEach((part, index) => {
      if (index > 0) lines.push(document.createElement("div"));
      if (part === "") return;
      const span = document.createElement("span");
      span.className = `${kind ? `k-${kind}` : ""}${isWrong ? " k-problem" : ""}`;
      span.textContent = part;
      lines.at(-1).append(span);
    });
  };
  for (const { text: piece, kind } of pieces(text, schema)) {
    const cuts = new Set([0, piece.length]);
    for (const { start, end } of problems) for (const cut of [start - place, end - place]) if (cut > 0 && cut < piece.length) cuts.add(cut);
    const sorted = [...cuts].sort((a, b) => a - b);
    for (let index = 1; index < sorted.length; index += 1) {
      const [from, to] = [sorted[index - 1], sorted[index]];
      put(piece.slice(from, to), kind, problems.some(({ start, end }) => place + from >= start && place + to <= end));
    }
    place += piece.length;
  }
  lines.forEach((line, index) => {
    line.className = own && index + 1 >= own.line && index + 1 <= own.lastLine ? "code-line own" : "code-line";
    if (!line.hasChildNodes()) line.append(document.createElement("br"));
  });
  return lines;
}

/** What is being typed at a place, and what can stand there. */
function choices(text, place, schema) {
  const typed = text.slice(0, place).match(/[\w!~$-]*$/)[0];
  const before = text.slice(0, place - typed.length);
  if (/\/\/[^\n]*$/.test(before) || (before.match(/"/g)?.length ?? 0) % 2 === 1) return { typed, found: [] };
  const isStart = /(^|;|\(|\b(?:union|from)\b[^|]*,?)\s*$/i.test(before);
  const columns = new Map();
  for (const [name, table] of schema.tables) {
    if (!new RegExp(`\\b${name}\\b`).test(text)) continue;
    for (const column of table.columns) columns.set(column.name, column);
  }
  // What the query itself makes has a name, too.
  for (const found of text.matchAll(/(?:\b(?:extend|summarize|project|let|by)\b|,)\s*([A-Za-z_]\w*)\s*=/g)) if (!columns.has(found[1])) columns.set(found[1], { name: found[1], type: "made here" });
  const all = [];
  const add = (kind, list) => { for (const item of list) all.push({ kind, ...item }); };
  const named = (list) => list.map((text) => ({ text }));
  const isOperator = /\|\s*$/.test(before);
  const tables = [...schema.tables.values()].map((table) => ({ text: table.name, detail: table.summary }));
  if (/\brender\s+$/i.test(before)) add("chart", named(charts));
  else if (/\bevaluate\s+$/i.test(before)) add("plugin", calls.plugins.map((name) => ({ text: name, call: true })));
  else if (isOperator) add("operator", named(operators));
  else {
    if (!isStart) add("column", [...columns.values()].map((column) => ({ text: column.name, detail: `${column.type}${column.meaning ? ` · ${column.meaning}` : ""}` })));
    add("table", tables);
    add("function", calls.functions.map((name) => ({ text: name, call: true })));
    if (!isStart) add("word", named([...tests, "by", "on", "kind"]));
  }
  const low = typed.toLowerCase();
  const rank = (item) => (item.text.toLowerCase().startsWith(low) ? 0 : 1);
  const found = all.filter((item) => (low === "" ? isOperator : item.text.toLowerCase().includes(low)) && item.text !== typed);
  return { typed, found: found.sort((a, b) => rank(a) - rank(b)).slice(0, 12) };
}

/** - run: what Ctrl+Enter does.
 *  - one: whether the text is a single query. */
export function editor(root, schema, { run, changed, one = false }) {
  const field = root.querySelector("textarea");
  const paint = root.querySelector("[data-paint]");
  const list = root.querySelector("[data-choices]");
  let offered = { typed: "", found: [] };
  let chosen = 0;
  let problems = [];
  let parts = [];

  const current = () => (one ? { start: 0, end: field.value.length, text: field.value, line: 1, lastLine: Infinity } : statementAt(parts, field.selectionStart));
  const draw = () => {
    parts = one ? [] : statements(field.value);
    paint.replaceChildren(...painted(field.value, schema, problems, parts.length > 1 ? current() : null));
    scroll();
  };
  const scroll = () => { paint.scrollTop = field.scrollTop; paint.scrollLeft = field.scrollLeft; };
  const hide = () => { list.hidden = true; field.removeAttribute("aria-activedescendant"); };

  /** Where a place in the text stands in the field: the painted copy is measured. */
  function spot(place) {
    const range = document.createRange();
    let left = place;
    for (const line of paint.children) {
      const length = line.textContent.length;
      if (left > length) { left -= length + 1; continue; }
      const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      range.setStart(line, 0);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (left <= node.length) { range.setStart(node, left); break; }
        left -= node.length;
      }
      range.collapse(true);
      break;
    }
    const [box, own] = [range.getBoundingClientRect(), root.getBoundingClientRect()];
    const line = range.startContainer.parentElement?.closest(".code-line")?.getBoundingClientRect();
    return { left: (box.left || line?.left || own.left) - own.left, top: (box.bottom || line?.bottom || own.top) - own.top };
  }

  function offer(isAsked = false) {
    offered = choices(field.value, field.selectionStart, schema);
    if (offered.found.length === 0 || (!isAsked && offered.typed === "" && !/\|\s*$/.test(field.value.slice(0, field.selectionStart)))) return hide();
    chosen = 0;
    list.replaceChildren(...offered.found.map((item, index) => {
      const line = document.createElement("li");
      line.id = `choice-${index}`;
      line.setAttribute("role", "option");
      for (const [style, text] of [["kind", item.kind], ["text", item.text], ["detail", item.detail ?? ""]]) {
        const part = document.createElement("span");
        part.className = style;
        part.textContent = text;
        line.append(part);
      }
      line.addEventListener("mousedown", (event) => { event.preventDefault(); take(index); });
      return line;
    }));
    mark();
    list.hidden = false;
    const { left, top } = spot(field.selectionStart - offered.typed.length);
    list.style.left = `${Math.max(0, Math.min(left, root.clientWidth - list.offsetWidth))}px`;
    list.style.top = `${top + 4}px`;
  }
  function mark() {
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === chosen)));
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `choice-${chosen}`);
  }
  function take(index) {
    const item = offered.found[index];
    const start = field.selectionStart - offered.typed.length;
    insert(item.call ? `${item.text}()` : item.text, start, field.selectionStart);
    if (item.call) field.selectionStart = field.selectionEnd = field.selectionStart - 1;
    hide();
  }
  /** Goes through the browser's own way, so that it can be undone. That tells of each line by itself, of which the last is drawn. */
  let isInserting = false;
  function insert(text, start = field.selectionStart, end = field.selectionEnd) {
    field.focus();
    field.setSelectionRange(start, end);
    isInserting = true;
    try {
      if (!document.execCommand("insertText", false, text)) field.setRangeText(text, start, end, "end");
    } finally { isInserting = false; }
    problems = [];
    draw();
    changed();
  }

  field.addEventListener("input", () => { if (isInserting) return; problems = []; draw(); offer(); changed(); });
  document.addEventListener("selectionchange", () => { if (!isInserting && document.activeElement === field && parts.length > 1) draw(); });
  field.addEventListener("focus", learn);
  field.addEventListener("scroll", scroll);
  field.addEventListener("blur", hide);
  field.addEventListener("click", hide);
  field.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); hide(); return run(); }
    if (event.shiftKey && event.key === "Enter") { event.preventDefault(); hide(); return run(); }
    if (event.ctrlKey && event.key === " ") { event.preventDefault(); return offer(true); }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + offered.found.length) % offered.found.length;
      mark();
    } else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(chosen); } else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); hide(); }
  });
  draw();
  return {
    insert, current, redraw: draw,
    set: (text) => { insert(text, 0, field.value.length); },
    text: () => field.value,
    selected: () => ({ start: field.selectionStart, text: field.value.slice(field.selectionStart, field.selectionEnd) }),
    statements: () => (one ? [current()] : statements(field.value)),
    /** Underlines mistakes, by their places in the text. */
    mark: (found) => { problems = found; draw(); },
    /** Puts the cursor where a mistake is. */
    go: ({ start, end }) => { field.focus(); field.setSelectionRange(start, Math.max(start, end)); field.scrollTop = Math.max(0, field.value.slice(0, start).split("\n").length - 4) * 21; draw(); },
  };
}
