// Axes of charts: round numbers and round moments as marks, in proportion to what they stand for.
import { isLocal, told } from "./clock.js";

const second = 1000;
const day = 86_400 * second;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600].map((seconds) => seconds * second);
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const short = (number) => {
  const size = Math.abs(number);
  for (const [unit, sign] of [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e4, "k"]]) if (size >= unit) return `${+(number / (unit === 1e4 ? 1e3 : unit)).toFixed(2)} ${sign}`;
  return String(size !== 0 && size < 0.01 ? +number.toPrecision(2) : +number.toFixed(2));
};

/** Round numbers that hold a range, about as many as wanted; whole ones where the numbers are. */
export function numberMarks(low, high, isWhole, wanted = 5) {
  const rough = (high - low) / wanted || 1;
  const unit = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map((part) => part * unit).find((part) => part >= rough * 0.999);
  if (isWhole) step = Math.max(1, Math.ceil(step));
  const marks = [];
  for (let mark = Math.floor(low / step + 1e-9); mark * step < high + step * 0.999; mark += 1) marks.push(+(mark * step).toPrecision(12));
  return marks;
}

/** Round moments inside a range, no more than fit, each with its words: the date only where it is another. */
export function timeMarks(from, to, most) {
  const step = steps.find((length) => (to - from) / length <= most);
  const marks = [];
  // Round by the person's clock.
  const shift = isLocal() ? new Date(from).getTimezoneOffset() * 60 * second : 0;
  if (step) for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) marks.push(at);
  else {
    const every = [1, 2, 3, 6, 12, 24, 60, 120].find((count) => (to - from) / (30.4 * day) / count <= most) ?? 240;
    const start = new Date(from);
    for (let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / every) * every; marks.length < 50; month += every) {
      const at = Date.UTC(Math.floor(month / 12), month % 12);
      if (at > to) break;
      if (at >= from) marks.push(at);
    }
  }
  let before = "";
  return marks.map((at) => {
    const text = told(new Date(at), 19, isLocal() && step !== undefined);
    const month = months[Number(text.slice(5, 7)) - 1];
    const date = step ? `${Number(text.slice(8, 10))} ${month}` : `${month} ${text.slice(0, 4)}`;
    const clock = step && step < day ? text.slice(11, step < 60 * second ? 19 : 16) : "";
    const isNew = date !== before;
    before = date;
    return { at, text: clock ? (isNew ? `${date} ${clock}` : clock) : date };
  });
}
