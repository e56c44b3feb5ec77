// Answers as charts, as `render` asks for them: drawn as SVG in the colours of the theme.
import { bare } from "./hunt-statements.js";
import { unfold } from "./hunt-series.js";
import { isNumeric, words } from "./hunt-values.js";
import { numberMarks, short, timeMarks } from "./hunt-scale.js";

const svgName = "http://www.w3.org/2000/svg";
const height = 300;
/** Series beyond these are put together. */
const mostSeries = 8;
/** Columns, bars and slices that are told apart. */
const mostPlaces = 60;
const mostBars = 24;
const widestBar = 56;
const letter = 6.6;
/** Characters of a name below a chart, at most, and how far it is turned where it is slanted. */
const longestName = 22;
const slant = 35 * Math.PI / 180;
const kinds = new Set(["anomalychart", "areachart", "barchart", "card", "columnchart", "linechart", "piechart", "scatterchart", "stackedareachart", "timechart"]);
/** Words that have a colour of their own everywhere, the gravest last. */
const meanings = ["informational", "low", "medium", "high"];
const verdicts = { malicious: "high", suspicious: "medium", nothreatsfound: "good", unknown: "none" };

function element(name, attributes, text) {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const named = (text) => text || "(empty)";

/** How wide a text is in a chart. */
const ruler = document.createElement("canvas").getContext("2d");
function lengthOf(text) {
  ruler.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}
/** As much of a name as there is room for. */
function fitting(name, room) {
  for (let most = longestName; most > 1; most -= 1) { const text = cut(name, most); if (lengthOf(text) <= room) return text; }
  return "";
}

/** The colour of a series: what its name means, else its place among them. */
function style(name, number) {
  const word = name.toLowerCase().replaceAll(" ", "");
  return meanings.includes(word) ? `m-${word}` : verdicts[word] ? `m-${verdicts[word]}` : `s${number % (mostSeries + 1)}`;
}

/** The first time or text is what things are told by, each number a series; a text beside it parts the series.
    - options: those of the query; `mostValues` numbers alone where a chart has no place for more. */
function series({ columns, rows, marked }, options) {
  const isUnfolded = marked !== undefined;
  const place = (name) => (name ? columns.findIndex((column) => column.name === name) : -1);
  const time = columns.findIndex((column) => column.type === "datetime");
  const numbers = columns.map((_, index) => index).filter((index) => isNumeric(columns[index]));
  let across = place(options.xcolumn);
  if (across < 0) across = time >= 0 ? time : columns.findIndex((column) => !isNumeric(column));
  if (across < 0) across = numbers.shift() ?? 0;
  const wanted = options.ycolumns?.split(",").map((name) => place(name.trim())).filter((index) => index >= 0);
  const values = (wanted?.length ? wanted : numbers.filter((index) => index !== across)).slice(0, options.mostValues);
  if (values.length === 0) return null;
  let part = place(options.series);
  if (part < 0) part = columns.findIndex((column, index) => index !== across && !values.includes(index) && column.type !== "datetime");
  const [places, known, lines] = [[], new Map(), new Map()];
  for (const row of rows) {
    const key = row[across] === null ? "" : String(row[across]);
    if (!known.has(key)) { known.set(key, places.length); places.push(key); }
    for (const index of values) {
      const name = part >= 0 ? `${words(row[part], columns[part])}${values.length > 1 ? ` · ${columns[index].name}` : ""}` : columns[index].name;
      if (!lines.has(name)) lines.set(name, new Map());
      if (row[index] !== null || !isUnfolded) lines.get(name).set(known.get(key), Number(row[index] ?? 0));
    }
  }
  const total = (line) => [...line.values()].reduce((sum, value) => sum + Math.abs(value), 0);
  const rank = (name) => meanings.indexOf(name.toLowerCase());
  const sorted = [...lines].sort((a, b) => rank(a[0]) - rank(b[0]) || total(b[1]) - total(a[1]));
  const shown = sorted.slice(0, mostSeries);
  if (sorted.length > mostSeries) {
    const rest = new Map();
    for (const [, line] of sorted.slice(mostSeries)) for (const [place, value] of line) rest.set(place, (rest.get(place) ?? 0) + value);
    shown.push([`${sorted.length - mostSeries} others`, rest]);
  }
  const isTime = columns[across].type === "datetime";
  const isNumber = isNumeric(columns[across]);
  return {
    isTime, places, isNumber, at: places.map((text, index) => (isTime ? Date.parse(text) : isNumber ? Number(text) : index)),
    names: places.map((text) => named(words(text === "" ? null : text, columns[across]))),
    lines: shown.map(([name, line], number) => ({ name: named(name), line, style: style(name, number) })),
    unit: "", isWhole: values.every((index) => ["int", "long"].includes(columns[index].type)),
    marked: (marked ?? []).map(({ at, part: own, column }) => ({ at, line: named(own ? (values.length > 1 ? `${own} · ${column}` : own) : column) })),
    xTitle: options.xtitle ?? "", yTitle: options.ytitle ?? (values.length === 1 ? columns[values[0]].name : ""),
  };
}

/** The same with the share that each value has of its place, in percent. */
function shares(data) {
  const sums = data.places.map((_, place) => data.lines.reduce((sum, { line }) => sum + Math.abs(line.get(place) ?? 0), 0));
  const share = (value, place) => (sums[place] === 0 ? 0 : +(Math.abs(value) / sums[place] * 100).toFixed(2));
  const lines = data.lines.map((own) => ({ ...own, line: new Map([...own.line].map(([place, value]) => [place, share(value, place)])) }));
  return { ...data, lines, marked: [], isWhole: false, unit: " %" };
}

/** The numbers at the left with their lines; answers where a value stands. */
function values(svg, data, box, isStacked) {
  const sums = isStacked ? data.places.map((_, place) => data.lines.reduce((sum, { line }) => sum + (line.get(place) ?? 0), 0)) : data.lines.flatMap(({ line }) => [...line.values()]);
  // A hundred percent may come out of the parts with a rounding more.
  const most = data.unit ? 100 : Math.max(0, ...sums) || 1;
  const marks = numberMarks(Math.min(0, ...sums), most, data.isWhole);
  const [low, high] = [marks[0], marks.at(-1)];
  box.left = Math.max(...marks.map((mark) => `${short(mark)}${data.unit}`.length)) * letter + 14 + (data.yTitle ? 18 : 0);
  const y = (value) => box.top + (box.bottom - box.top) * (1 - (value - low) / (high - low));
  for (const mark of marks) {
    svg.append(element("line", { class: "axis", x1: box.left, x2: box.right, y1: y(mark), y2: y(mark) }), element("text", { x: box.left - 8, y: y(mark) + 4, "text-anchor": "end" }, `${short(mark)}${data.unit}`));
  }
  if (data.yTitle) svg.append(element("text", { class: "title", x: 0, y: 0, "text-anchor": "middle", transform: `translate(12 ${(box.top + box.bottom) / 2}) rotate(-90)` }, cut(data.yTitle, 40)));
  if (data.xTitle) svg.append(element("text", { class: "title", x: (box.left + box.right) / 2, y: height - 4, "text-anchor": "middle" }, cut(data.xTitle, 80)));
  return y;
}

/** Moments or numbers below; answers where one stands. */
function along(svg, data, box, inset = 0) {
  let [from, to] = [Math.min(...data.at), Math.max(...data.at)];
  if (from === to) [from, to] = data.isTime ? [from - 43_200_000, to + 43_200_000] : [from - 1, to + 1];
  const x = (at) => box.left + inset + (box.right - box.left - 2 * inset) * (at - from) / (to - from);
  const most = Math.max(2, Math.floor((box.right - box.left) / 96));
  const marks = data.isTime ? timeMarks(from, to, most) : numberMarks(from, to, false, most).filter((at) => at >= from && at <= to).map((at) => ({ at, text: short(at) }));
  for (const { at, text } of marks) {
    svg.append(element("line", { class: "axis", x1: x(at), x2: x(at), y1: box.bottom, y2: box.bottom + 4 }), element("text", { x: x(at), y: box.bottom + 18, "text-anchor": "middle" }, text));
  }
  return x;
}

/** Room below for names: slanted where they are longer than their places. */
function roomBelow(all, width) {
  const longest = Math.max(...all.map((name) => lengthOf(cut(name, longestName))));
  return longest > width / all.length - 6 ? Math.ceil(longest * Math.sin(slant)) + 26 : 30;
}

/** Names below, slanted where they are longer than their places, left out where there are too many. */
function names(svg, all, box, step) {
  const isSlanted = Math.max(...all.map((name) => lengthOf(cut(name, longestName)))) > step - 6;
  const every = isSlanted ? Math.ceil(16 / step) : 1;
  all.forEach((name, index) => {
    if (index % every !== 0) return;
    const at = box.left + (index + 0.5) * step;
    // A slanted name ends at its place and must not begin beyond the left edge.
    const room = isSlanted ? (at + 4) / Math.cos(slant) : Infinity;
    const text = element("text", isSlanted ? { "text-anchor": "end", transform: `translate(${at + 4} ${box.bottom + 14}) rotate(${-slant * 180 / Math.PI})` } : { x: at, y: box.bottom + 18, "text-anchor": "middle" }, fitting(name, room));
    text.append(element("title", {}, name));
    svg.append(text);
  });
}

function lined(data, svg, box, { isArea, isScatter, isStacked }) {
  const order = data.at.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  const y = values(svg, data, box, isStacked);
  const isNamed = !data.isTime && !data.isNumber;
  const step = (box.right - box.left) / order.length;
  const x = isNamed ? (at) => box.left + (at + 0.5) * step : along(svg, data, box, isScatter ? 6 : 0);
  if (isNamed) names(svg, data.names, box, step);
  const below = new Map();
  for (const { name, line, style: own } of data.lines) {
    const points = order.filter(({ index }) => isStacked || line.has(index)).map(({ at, index }) => {
      const under = isStacked ? below.get(index) ?? 0 : 0;
      const value = under + (line.get(index) ?? 0);
      below.set(index, value);
      return { x: x(at), y: y(value), under: y(under), index };
    });
    if (!isScatter) {
      const path = points.map((point, index) => `${index === 0 ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("");
      const made = element("path", { class: `${isArea ? "area" : "line"} ${own}`, d: isArea ? `${path}${[...points].reverse().map((point) => `L${point.x.toFixed(1)} ${point.under.toFixed(1)}`).join("")}Z` : path });
      made.append(element("title", {}, name));
      svg.append(made);
    }
    // Points tell their values; where there are many, lines stay clear of them.
    if (isScatter || points.length <= 40) {
      for (const point of points) {
        const dot = element("circle", { class: `dot ${own}`, cx: point.x.toFixed(1), cy: point.y.toFixed(1), r: isScatter ? 3.5 : 2.5 });
        dot.append(element("title", {}, `${data.names[point.index]} · ${name}: ${line.get(point.index) ?? 0}${data.unit}`));
        svg.append(dot);
      }
    }
  }
  for (const { at, line: name } of data.marked) {
    const index = data.places.indexOf(at);
    const value = data.lines.find((line) => line.name === name)?.line.get(index);
    if (value === undefined) continue;
    const mark = element("circle", { class: "mark", cx: x(data.at[index]).toFixed(1), cy: y(value).toFixed(1), r: 5 });
    mark.append(element("title", {}, `${data.names[index]} · ${name}: ${value}, out of line`));
    svg.append(mark);
  }
}

function columned(data, svg, box, isStacked) {
  const y = values(svg, data, box, isStacked);
  const room = box.right - box.left;
  const order = data.places.map((_, index) => index).slice(0, data.isTime ? undefined : mostPlaces);
  let x;
  let step = room / order.length;
  if (data.isTime) {
    const times = data.at.toSorted((a, b) => a - b);
    const [from, to] = [times[0], times.at(-1)];
    const least = times.slice(1).reduce((most, at, index) => Math.min(most, at - times[index] || Infinity), Infinity);
    step = Number.isFinite(least) ? Math.max(2, room * least / (to - from + least)) : widestBar;
    x = along(svg, data, box, Math.min(step, 2 * widestBar) / 2);
  } else { names(svg, order.map((index) => data.names[index]), box, step); x = (place) => box.left + (place + 0.5) * step; }
  const width = Math.max(1, Math.min(step * 0.76, widestBar));
  for (const index of order) {
    let [under, side] = [0, 0];
    const centre = x(data.isTime ? data.at[index] : index);
    for (const { name, line, style: own } of data.lines) {
      const value = line.get(index) ?? 0;
      const [top, base] = [y(Math.max(under + value, under)), y(Math.min(under + value, under))];
      const part = isStacked ? width : width / data.lines.length;
      const bar = element("rect", { class: `piece ${own}`, x: (centre - width / 2 + side).toFixed(1), width: part.toFixed(1), y: top.toFixed(1), height: Math.max(0, base - top).toFixed(1) });
      bar.append(element("title", {}, `${data.names[index]} · ${name}: ${value}${data.unit}`));
      svg.append(bar);
      if (isStacked) under += value; else side += part;
    }
  }
}

function barred(data, svg, width) {
  const places = data.places.map((_, index) => index).slice(0, mostBars);
  const sums = places.map((place) => data.lines.reduce((sum, { line }) => sum + Math.max(0, line.get(place) ?? 0), 0));
  const most = data.unit ? 100 : Math.max(1e-9, ...sums);
  const left = Math.min(width * 0.4, Math.max(...places.map((place) => Math.min(34, data.names[place].length))) * letter + 12);
  const room = width - left - 80;
  const letters = Math.floor((left - 12) / letter);
  const step = 28;
  svg.setAttribute("height", places.length * step + 8);
  svg.setAttribute("viewBox", `0 0 ${width} ${places.length * step + 8}`);
  places.forEach((place, index) => {
    const text = element("text", { x: left - 8, y: index * step + 22, "text-anchor": "end" }, cut(data.names[place], letters));
    text.append(element("title", {}, data.names[place]));
    svg.append(text);
    let under = 0;
    for (const { name, line, style: own } of data.lines) {
      const value = Math.max(0, line.get(place) ?? 0);
      const bar = element("rect", { class: `piece ${data.lines.length === 1 ? style(data.places[place], 0).replace(/^s\d$/, "s0") : own}`, x: (left + room * under / most).toFixed(1), y: index * step + 8, height: 20, width: Math.max(1, room * value / most).toFixed(1) });
      bar.append(element("title", {}, `${data.names[place]} · ${name}: ${value}${data.unit}`));
      svg.append(bar);
      under += value;
    }
    svg.append(element("text", { x: left + room * sums[index] / most + 8, y: index * step + 22 }, `${short(sums[index])}${data.unit}`));
  });
}

function pied(data, svg, width) {
  const sums = data.places.map((place, index) => ({ name: data.names[index], place, value: data.lines.reduce((sum, { line }) => sum + Math.max(0, line.get(index) ?? 0), 0) })).sort((a, b) => b.value - a.value);
  const shown = sums.slice(0, mostSeries);
  if (sums.length > mostSeries) shown.push({ name: `${sums.length - mostSeries} others`, place: "", value: sums.slice(mostSeries).reduce((sum, item) => sum + item.value, 0) });
  const all = shown.reduce((sum, item) => sum + item.value, 0) || 1;
  let turn = -Math.PI / 2;
  const radius = Math.min(130, width / 4.4);
  const [cx, cy] = [radius + 12, height / 2];
  const letters = Math.max(8, Math.floor((width - cx - radius - 60) / letter));
  shown.forEach(({ name, place, value }, number) => {
    const angle = value / all * Math.PI * 2;
    const point = (at) => `${(cx + radius * Math.cos(at)).toFixed(1)} ${(cy + radius * Math.sin(at)).toFixed(1)}`;
    const own = style(place, number);
    const slice = angle > Math.PI * 2 - 0.001 ? element("circle", { cx, cy, r: radius, class: `piece ${own}` })
      : element("path", { class: `piece ${own}`, d: `M${cx} ${cy}L${point(turn)}A${radius} ${radius} 0 ${angle > Math.PI ? 1 : 0} 1 ${point(turn + angle)}Z` });
    slice.append(element("title", {}, `${name}: ${value}`));
    svg.append(slice, element("rect", { class: `piece ${own}`, x: cx + radius + 32, y: 20 + number * 28, width: 12, height: 12, rx: 2 }),
      element("text", { x: cx + radius + 52, y: 30 + number * 28 }, cut(`${name}: ${short(value)} (${Math.round(value / all * 100)} %)`, letters)));
    turn += angle;
  });
}

/** The chart that a query asks for, with its options; `null` for none. */
export function asked(query) {
  // A comment or a text that tells of a chart asks for none; the options stand in the query itself, as their texts count.
  const place = [...bare(query).matchAll(/\|\s*render\s/gi)].at(-1)?.index ?? -1;
  const found = place < 0 ? null : query.slice(place).match(/^\|\s*render\s+(\w+)(?:\s+with\s*\(([\s\S]*?)\)\s*;?\s*$)?/i);
  if (!found || found[1].toLowerCase() === "table") return null;
  const options = {};
  for (const [, name, quoted, bare] of (found[2] ?? "").matchAll(/(\w+)\s*=\s*(?:["']([^"']*)["']|([\w.,]+(?:\s*,\s*\w+(?!\s*=))*))/g)) options[name.toLowerCase()] = quoted ?? bare;
  return { kind: found[1].toLowerCase(), options };
}

function legend(data) {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const { name, style: own } of data.lines) {
    const line = document.createElement("li");
    const mark = document.createElement("i");
    mark.className = own;
    line.append(mark, name);
    list.append(line);
  }
  return list;
}

/** Draws an answer; where there is nothing to draw, it says why. */
export function chart(root, { kind, options }, answer) {
  root.replaceChildren();
  const refuse = (reason) => {
    const line = document.createElement("p");
    line.className = "quiet";
    line.textContent = reason;
    root.append(line);
  };
  if (!kinds.has(kind)) return refuse(`There is no chart '${kind}' here; the rows are below. There are ${[...kinds].join(", ")}.`);
  if (answer.rows.length === 0) return refuse(`Without rows there is no ${kind}.`);
  if (kind === "card") {
    const card = document.createElement("p");
    card.className = "card";
    card.textContent = answer.rows[0].map((value, index) => words(value, answer.columns[index])).join(" · ");
    root.append(card);
    return;
  }
  const unfolded = unfold(answer, options);
  const data = unfolded ? series(unfolded, { ...options, xcolumn: undefined, ycolumns: undefined, series: undefined }) : series(answer, kind === "piechart" ? { ...options, mostValues: 1 } : options);
  if (!data) return refuse(`A ${kind} needs a column of numbers, or of arrays of numbers beside an array of times or numbers as make-series gives them; this answer has none.`);
  if (options.title) {
    const title = document.createElement("h3");
    title.className = "chart-title";
    title.textContent = options.title;
    root.append(title);
  }
  draw(root, kind, options, data, answer.rows.length);
}

function draw(root, kind, options, data, rows) {
  const width = Math.max(280, root.clientWidth - 32 || 900);
  const svg = element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${options.title ?? kind} of ${rows} rows` });
  // As the language has it an area chart is not stacked by itself.
  const isStacked = options.kind?.startsWith("stacked") ?? (kind === "stackedareachart" || kind === "columnchart");
  if (options.kind === "stacked100") data = shares(data);
  const isNamed = kind === "columnchart" ? !data.isTime : !data.isTime && !data.isNumber;
  const shown = data.names.slice(0, kind === "columnchart" ? mostPlaces : undefined);
  const box = { left: 64, right: width - 16, top: 12, bottom: height - (isNamed ? roomBelow(shown, width - 110) : 30) - (data.xTitle ? 18 : 0) };
  if (kind === "piechart") pied(data, svg, width);
  else if (kind === "barchart") barred(data, svg, width);
  else if (kind === "columnchart") columned(data, svg, box, isStacked);
  else lined(data, svg, box, { isArea: kind.includes("area"), isScatter: kind === "scatterchart", isStacked: isStacked && kind.includes("area") });
  root.append(svg);
  if (kind !== "piechart" && data.lines.length > 1) root.append(legend(data));
}
