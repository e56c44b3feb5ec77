// An editor of queries with what helps: the tables that can be asked, mistakes while somebody types, and a text in form.
import { ask } from "./app.js";
import { editor } from "./hunt-editor.js";

/** How long somebody pauses before what he typed is looked at, in milliseconds. */
const pause = 450;

/** Where a place stands, as people count. */
function position(text, place) {
  const before = text.slice(0, place).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}

/** - run: what Ctrl+Enter does.
 *  - one: whether the text is a single query.
 *  - checked: is told the columns of each query that has no mistake. */
export function queryEditor(root, schema, { run = () => {}, one = false, checked = () => {} } = {}) {
  const list = root.querySelector("[data-mistakes]");
  let timer = null;
  let turn = 0;

  function show(problems) {
    edit.mark(problems.filter(({ start }) => start !== undefined));
    const text = edit.text();
    list.hidden = problems.length === 0;
    list.replaceChildren(...problems.slice(0, 20).map((problem) => {
      const button = document.createElement("button");
      button.type = "button";
      const where = document.createElement("span");
      where.className = "meta";
      if (problem.start !== undefined) { const { line, column } = position(text, problem.start); where.textContent = `line ${line}, column ${column}`; }
      button.append(where, problem.message);
      button.addEventListener("click", () => edit.go({ start: problem.start ?? 0, end: problem.end ?? 0 }));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  }

  /** Mistakes of a query, at their places in the whole text; one at the end of a query is shown on its last word. */
  function placed(problem, query) {
    if (problem.start === undefined) return problem;
    const start = problem.start >= query.text.length ? Math.max(0, query.text.search(/\S+\s*$/)) : problem.start;
    return { message: problem.message, start: query.start + start, end: query.start + Math.max(problem.end, start + 1) };
  }

  async function check() {
    const [own, all] = [turn += 1, edit.statements().filter(({ text }) => text.trim() !== "")];
    if (all.length === 0) return show([]);
    const { problems, columns } = await ask("POST", "/hunting/check", { queries: all.map(({ text }) => text) });
    if (own !== turn) return;
    checked(columns);
    show(problems.flatMap((found, index) => found.map((problem) => placed(problem, all[index]))));
  }
  function later() {
    turn += 1;
    clearTimeout(timer);
    timer = setTimeout(() => check().catch(() => {}), pause);
  }

  async function format() {
    const all = edit.statements();
    const { queries } = await ask("POST", "/hunting/format", { queries: all.map(({ text }) => text) });
    edit.set(queries.map((text) => text.trim()).join("\n\n"));
  }

  const edit = editor(root.querySelector("[data-editor]"), schema, { run, changed: later, one });
  root.querySelector("[data-format]")?.addEventListener("click", format);
  root.addEventListener("keydown", (event) => { if (event.shiftKey && event.altKey && event.code === "KeyF") { event.preventDefault(); format(); } });
  later();
  return { ...edit, check, show: (problem, query) => show([placed(problem, query)]) };
}
