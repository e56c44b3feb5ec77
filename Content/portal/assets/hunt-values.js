// Values of answers, as people read them and as KQL writes them.
import { isLocal, told } from "./clock.js";

export const isNumeric = (column) => ["int", "long", "real", "decimal"].includes(column.type);

/** A moment in the form of the other pages, by the person's clock; fractions of a second where there are any. */
function moment(text) {
  const [day, time = ""] = text.replace(/Z$/, "").split("T");
  const [seconds, fraction = ""] = time.split(".");
  const rest = fraction.slice(0, 3).replace(/0+$/, "");
  const date = isLocal() ? new Date(text) : null;
  const whole = date && !Number.isNaN(date.getTime()) ? told(date, 19) : `${day} ${seconds}`;
  return `${whole}${rest ? `.${rest}` : ""}`;
}

/** What stands in a cell. */
export function words(value, column) {
  if (value === null) return "";
  if (column?.type === "datetime") return moment(String(value));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A value over several lines, where it is an object or the text of one. */
export function whole(value, column) {
  if (value !== null && typeof value === "object") return JSON.stringify(value, null, 2);
  if (typeof value === "string" && /^\s*[{[]/.test(value)) { try { return JSON.stringify(JSON.parse(value), null, 2); } catch { return value; } }
  return words(value, column);
}

export const isEmpty = (value) => value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

export const columnName = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : `['${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']`);

/** A value as KQL writes it. */
export function literal(value, type) {
  if (type === "datetime") return `datetime(${value})`;
  if (type === "timespan") return `timespan(${value})`;
  if (type === "guid") return `guid(${value})`;
  if (type === "decimal") return `decimal(${value})`;
  const text = typeof value === "object" ? JSON.stringify(value) : value;
  return typeof text === "string" ? `@"${text.replaceAll('"', '""')}"` : String(text);
}

/** The conditions that a cell offers, each a title and an operator of KQL. */
export function conditions(value, column) {
  const name = columnName(column.name);
  if (value === null || value === "") {
    const test = column.type === "string" ? "empty" : "null";
    return [["empty", `where is${test}(${name})`], ["not empty", `where isnot${test}(${name})`]];
  }
  const own = literal(value, column.type);
  const left = column.type === "dynamic" ? `tostring(${name})` : name;
  const found = [["== is this", `where ${left} == ${own}`], ["!= is not this", `where ${left} != ${own}`]];
  if (["string", "dynamic"].includes(column.type)) found.push(["contains this", `where ${left} contains ${own}`]);
  if (isNumeric(column)) found.push([">= at least this", `where ${left} >= ${own}`], ["<= at most this", `where ${left} <= ${own}`]);
  if (column.type === "datetime") found.push(["± 30 min around it", `where ${name} between ((${own} - 30m) .. (${own} + 30m))`]);
  return found;
}
