// Answers whose rows hold series, arrays side by side, as make-series and the functions of series give them: a row becomes a line.
import { isNumeric, words } from "./hunt-values.js";

const isMoment = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
const isFilled = (test) => (array) => array.some((value) => value !== null) && array.every((value) => value === null || test(value));
const isNumbers = isFilled((value) => typeof value === "number" || value === "NaN");
const isMoments = isFilled(isMoment);

/** Columns of arrays: those of moments and of numbers, by their places. */
function arrays({ columns, rows }, test) {
  return columns.map((_, index) => index).filter((index) => columns[index].type === "dynamic"
    && rows.some((row) => Array.isArray(row[index])) && rows.every((row) => row[index] === null || (Array.isArray(row[index]) && (row[index].length === 0 || test(row[index])))));
}

/** The same answer with a row for each element and the points that a column of flags marks; `null` where no row holds a series. */
export function unfold(answer, options) {
  const { columns, rows } = answer;
  const moments = arrays(answer, isMoments);
  const numbers = arrays(answer, isNumbers);
  const named = (name) => columns.findIndex((column) => column.name === name);
  const asked = named(options.xcolumn);
  // make-series puts its axis behind the values.
  const axis = [...moments, ...numbers].includes(asked) ? asked : moments[0] ?? (numbers.length > 1 ? numbers.at(-1) : -1);
  const flags = (options.anomalycolumns ?? "").split(",").map((name) => named(name.trim())).filter((index) => index >= 0);
  const wanted = (options.ycolumns ?? "").split(",").map((name) => named(name.trim())).filter((index) => numbers.includes(index));
  const values = (wanted.length ? wanted : numbers).filter((index) => index !== axis && !flags.includes(index));
  if (axis < 0 || values.length === 0) return null;
  const keys = columns.map((_, index) => index).filter((index) => columns[index].type !== "dynamic" && !isNumeric(columns[index]));
  const long = [];
  const marked = [];
  for (const row of rows) {
    const part = keys.map((index) => words(row[index], columns[index])).join(" · ");
    (row[axis] ?? []).forEach((at, place) => {
      long.push([at, ...(keys.length ? [part] : []), ...values.map((index) => row[index]?.[place] ?? null)]);
      if (flags.some((index) => row[index]?.[place])) marked.push({ at: String(at), part: keys.length ? part : "", column: columns[values[0]].name });
    });
  }
  return {
    columns: [
      { name: columns[axis].name, type: moments.includes(axis) ? "datetime" : "real" }, ...(keys.length ? [{ name: keys.map((index) => columns[index].name).join(", "), type: "string" }] : []),
      ...values.map((index) => ({ name: columns[index].name, type: "real" })),
    ],
    rows: long, marked, several: values.length > 1,
  };
}
