// Answers as charts, as `render` asks for them: drawn as SVG in the colours of the theme.

const svgName = "http://www.w3.org/2000/svg";
const width = 900;
const height = 320;
const edge = { left: 64, right: 16, top: 12, bottom: 40 };
/** Series beyond these are put together. */
const mostSeries = 8;
/** Columns, bars and slices that are told apart. */
const mostPlaces = 60;
const isNumeric = (column) => ["int", "long", "real", "decimal"].includes(column.type);
const short = (number) => (Math.abs(number) >= 1e9 ? `${+(number / 1e9).toFixed(1)} G` : Math.abs(number) >= 1e6 ? `${+(number / 1e6).toFixed(1)} M` : Math.abs(number) >= 1e4 ? `${+(number / 1e3).toFixed(1)} k` : String(+number.toFixed(2)));

function element(name, attributes, text) {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The first time or text is what things are told by, each number a series; a text beside it parts the series. */
function series({ columns, rows }) {
  const time = columns.findIndex((column) => column.type === "datetime");
  const numbers = columns.map((column, index) => index).filter((index) => isNumeric(columns[index]));
  let across = time >= 0 ? time : columns.findIndex((column) => !isNumeric(column));
  if (across < 0) across = numbers.shift() ?? 0;
  const values = numbers.filter((index) => index !== across);
  if (values.length === 0) return null;
  const part = columns.findIndex((column, index) => index !== across && !values.includes(index));
  const places = [];
  const known = new Map();
  const lines = new Map();
  for (const row of rows) {
    const key = row[across] === null ? "" : String(row[across]);
    if (!known.has(key)) { known.set(key, places.length); places.push(key); }
    for (const index of values) {
      const name = part >= 0 ? `${row[part] ?? ""}${values.length > 1 ? ` · ${columns[index].name}` : ""}` : columns[index].name;
      if (!lines.has(name)) lines.set(name, new Map());
      lines.get(name).set(known.get(key), Number(row[index] ?? 0));
    }
  }
  const total = (line) => [...line.values()].reduce((sum, value) => sum + Math.abs(value), 0);
  const sorted = [...lines].sort((a, b) => total(b[1]) - total(a[1]));
  const shown = sorted.slice(0, mostSeries);
  if (sorted.length > mostSeries) {
    const rest = new Map();
    for (const [, line] of sorted.slice(mostSeries)) for (const [place, value] of line) rest.set(place, (rest.get(place) ?? 0) + value);
    shown.push([`${sorted.length - mostSeries} others`, rest]);
  }
  return { isTime: time >= 0, places, lines: shown, name: columns[across].name };
}

function frame(low, high, svg) {
  const y = (value) => edge.top + (height - edge.top - edge.bottom) * (1 - (value - low) / Math.max(high - low, 1e-9));
  for (let step = 0; step <= 4; step += 1) {
    const value = low + (high - low) * step / 4;
    svg.append(element("line", { class: "axis", x1: edge.left, x2: width - edge.right, y1: y(value), y2: y(value) }));
    svg.append(element("text", { x: edge.left - 8, y: y(value) + 4, "text-anchor": "end" }, short(value)));
  }
  return y;
}

function bounds(data, isStacked) {
  const sums = isStacked ? data.places.map((_, place) => data.lines.reduce((sum, [, line]) => sum + (line.get(place) ?? 0), 0)) : data.lines.flatMap(([, line]) => [...line.values()]);
  const high = Math.max(0, ...sums);
  const low = Math.min(0, ...sums);
  return [low, high === low ? low + 1 : high];
}

function label(svg, text, x) {
  svg.append(element("text", { x, y: height - edge.bottom + 18, "text-anchor": "middle" }, text.length > 18 ? `${text.slice(0, 17)}…` : text));
}
const timeWords = (text) => text.slice(0, 16).replace("T", " ");

function lined(data, svg, { isArea, isScatter }) {
  const order = data.places.map((place, index) => ({ index, at: data.isTime ? Date.parse(place) : index })).sort((a, b) => a.at - b.at);
  const [low, high] = bounds(data, isArea);
  const y = frame(low, high, svg);
  const [from, to] = [order[0].at, order.at(-1).at];
  const x = (at) => edge.left + (width - edge.left - edge.right) * (to === from ? 0.5 : (at - from) / (to - from));
  const below = new Map();
  data.lines.forEach(([name, line], number) => {
    const points = order.filter(({ index }) => isArea || line.has(index)).map(({ index, at }) => {
      const under = isArea ? below.get(index) ?? 0 : 0;
      const value = under + (line.get(index) ?? 0);
      below.set(index, value);
      return { x: x(at), y: y(value), under: y(under), index };
    });
    const style = `s${number % (mostSeries + 1)}`;
    if (isScatter) {
      for (const point of points) {
        const dot = element("circle", { class: `dot ${style}`, cx: point.x, cy: point.y, r: 3.5 });
        dot.append(element("title", {}, `${name}: ${line.get(point.index)} at ${data.places[point.index]}`));
        svg.append(dot);
      }
      return;
    }
    const path = points.map((point, index) => `${index === 0 ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("");
    const made = element("path", { class: `${isArea ? "area" : "line"} ${style}`, d: isArea ? `${path}${[...points].reverse().map((point) => `L${point.x.toFixed(1)} ${point.under.toFixed(1)}`).join("")}Z` : path });
    made.append(element("title", {}, name));
    svg.append(made);
  });
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const near = order[Math.round((order.length - 1) * share)];
    label(svg, data.isTime ? timeWords(data.places[near.index]) : data.places[near.index], x(near.at));
  }
}

function columned(data, svg) {
  const places = data.places.slice(0, mostPlaces);
  const [low, high] = bounds(data, true);
  const y = frame(low, high, svg);
  const step = (width - edge.left - edge.right) / places.length;
  places.forEach((place, index) => {
    let under = 0;
    data.lines.forEach(([name, line], number) => {
      const value = line.get(index) ?? 0;
      const bar = element("rect", { class: `piece s${number % (mostSeries + 1)}`, x: edge.left + index * step + step * 0.12, width: Math.max(1, step * 0.76), y: y(under + value), height: Math.max(0, y(under) - y(under + value)) });
      bar.append(element("title", {}, `${place} · ${name}: ${value}`));
      svg.append(bar);
      under += value;
    });
    if (places.length <= 12 || index % Math.ceil(places.length / 8) === 0) label(svg, data.isTime ? timeWords(place) : place, edge.left + (index + 0.5) * step);
  });
}

function barred(data, svg) {
  const places = data.places.slice(0, 20);
  const sums = places.map((_, place) => data.lines.reduce((sum, [, line]) => sum + (line.get(place) ?? 0), 0));
  const most = Math.max(1e-9, ...sums);
  const step = (height - 16) / places.length;
  places.forEach((place, index) => {
    const text = element("text", { x: 212, y: 12 + (index + 0.6) * step, "text-anchor": "end" }, place.length > 30 ? `${place.slice(0, 29)}…` : place || "(empty)");
    const bar = element("rect", { class: "piece s0", x: 220, y: 8 + index * step + step * 0.15, height: Math.max(2, step * 0.7), width: Math.max(1, (width - 320) * sums[index] / most) });
    bar.append(element("title", {}, `${place}: ${sums[index]}`));
    svg.append(text, bar, element("text", { x: 228 + (width - 320) * sums[index] / most, y: 12 + (index + 0.6) * step }, short(sums[index])));
  });
}

function pied(data, svg) {
  const sums = data.places.map((place, index) => ({ place, value: data.lines.reduce((sum, [, line]) => sum + Math.max(0, line.get(index) ?? 0), 0) })).sort((a, b) => b.value - a.value);
  const shown = sums.slice(0, mostSeries);
  if (sums.length > mostSeries) shown.push({ place: `${sums.length - mostSeries} others`, value: sums.slice(mostSeries).reduce((sum, item) => sum + item.value, 0) });
  const all = shown.reduce((sum, item) => sum + item.value, 0) || 1;
  let turn = -Math.PI / 2;
  const [cx, cy, radius] = [170, height / 2, 140];
  shown.forEach(({ place, value }, number) => {
    const angle = value / all * Math.PI * 2;
    const point = (at) => `${(cx + radius * Math.cos(at)).toFixed(1)} ${(cy + radius * Math.sin(at)).toFixed(1)}`;
    const slice = angle > Math.PI * 2 - 0.001 ? element("circle", { cx, cy, r: radius, class: `piece s${number}` })
      : element("path", { class: `piece s${number}`, d: `M${cx} ${cy}L${point(turn)}A${radius} ${radius} 0 ${angle > Math.PI ? 1 : 0} 1 ${point(turn + angle)}Z` });
    slice.append(element("title", {}, `${place}: ${value}`));
    svg.append(slice, element("rect", { class: `piece s${number}`, x: 360, y: 28 + number * 30, width: 12, height: 12, rx: 2 }),
      element("text", { x: 380, y: 38 + number * 30 }, `${place || "(empty)"}: ${short(value)} (${Math.round(value / all * 100)} %)`));
    turn += angle;
  });
}

/** The kind of chart that a query asks for; `null` for none. */
export function asked(query) {
  const kind = query.match(/\|\s*render\s+(\w+)/i)?.[1]?.toLowerCase();
  return kind && kind !== "table" ? kind : null;
}

/** Draws an answer; answers whether there was anything to draw. */
export function chart(root, kind, answer) {
  root.replaceChildren();
  if (answer.rows.length === 0) return false;
  if (kind === "card") {
    const card = document.createElement("p");
    card.className = "card";
    card.textContent = answer.rows[0].map((value) => String(value)).join(" · ");
    root.append(card);
    return true;
  }
  const data = series(answer);
  if (!data) return false;
  const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${kind} of ${answer.rows.length} rows` });
  if (kind === "piechart") pied(data, svg);
  else if (kind === "barchart") barred(data, svg);
  else if (kind === "columnchart") columned(data, svg);
  else lined(data, svg, { isArea: kind.includes("area"), isScatter: kind === "scatterchart" });
  root.append(svg);
  if (!["piechart", "barchart"].includes(kind) && data.lines.length > 1) {
    const legend = document.createElement("ul");
    legend.className = "legend";
    data.lines.forEach(([name], number) => {
      const line = document.createElement("li");
      const mark = document.createElement("i");
      mark.className = `s${number % (mostSeries + 1)}`;
      line.append(mark, name || "(empty)");
      legend.append(line);
    });
    root.append(legend);
  }
  return true;
}
