// The window of the timeline: drawn with the pointer, or its edges moved with the keys. What lies outside it is not shown.
import { told, zone } from "./clock.js";

/** - changed: is told of each new window. */
export function brush(timeline, changed) {
  const drawing = timeline.querySelector("svg");
  const pane = timeline.querySelector("[data-window]");
  const words = timeline.querySelector("[data-window-words]");
  const clear = timeline.querySelector("[data-window-clear]");
  const mark = timeline.querySelector("[data-now]");
  const edges = { from: timeline.querySelector("[data-edge=from]"), to: timeline.querySelector("[data-edge=to]") };
  const [first, last] = [Number(drawing.dataset.from), Number(drawing.dataset.to)];
  const margin = Number(drawing.dataset.margin);
  const most = Number(edges.to.max);
  let range = [0, most];

  const share = (value) => margin + value / most * (1 - 2 * margin);
  const seconds = (value) => first + (last - first) * value / most;
  const isWhole = () => range[0] <= 0 && range[1] >= most;
  const text = (value) => told(new Date(seconds(value) * 1000));

  function show() {
    pane.hidden = clear.hidden = isWhole();
    pane.style.left = `${share(range[0]) * 100}%`;
    pane.style.width = `${(share(range[1]) - share(range[0])) * 100}%`;
    words.textContent = isWhole() ? "Draw over the timeline to look at a part of it" : `${text(range[0])} – ${text(range[1])} ${zone(new Date(seconds(range[1]) * 1000))}`;
    [edges.from.value, edges.to.value] = range;
    for (const [name, edge] of Object.entries(edges)) edge.setAttribute("aria-valuetext", text(name === "from" ? range[0] : range[1]));
  }
  function set(from, to) {
    range = [Math.max(0, Math.min(from, to)), Math.min(most, Math.max(from, to))];
    show();
    changed();
  }

  const valueAt = (x) => {
    const box = drawing.getBoundingClientRect();
    return ((x - box.left) / box.width - margin) / (1 - 2 * margin) * most;
  };
  let begun = null;
  drawing.addEventListener("pointerdown", (event) => {
    begun = event.clientX;
  });
  drawing.addEventListener("pointermove", (event) => {
    if (begun === null || Math.abs(event.clientX - begun) <= 4) return;
    // Only what is drawn out is a window; a press on an alert selects it.
    drawing.setPointerCapture(event.pointerId);
    set(valueAt(begun), valueAt(event.clientX));
  });
  drawing.addEventListener("pointerup", (event) => {
    if (begun !== null && Math.abs(event.clientX - begun) <= 4 && !event.target.closest("[data-alert]")) set(0, most);
    begun = null;
  });
  edges.from.addEventListener("input", () => set(Math.min(Number(edges.from.value), range[1]), range[1]));
  edges.to.addEventListener("input", () => set(range[0], Math.max(Number(edges.to.value), range[0])));
  clear.addEventListener("click", () => set(0, most));
  timeline.addEventListener("keydown", (event) => { if (event.key === "Escape") set(0, most); });
  show();
  document.addEventListener("clock", show);

  return {
    /** Whether a moment lies within it. */
    holds: (time) => isWhole() || (time >= Math.floor(seconds(range[0])) && time <= Math.ceil(seconds(range[1]))),
    /** Shows the moment that the graph stands at; none at the end. */
    mark: (time) => {
      mark.hidden = time === null || !(last > first);
      mark.style.left = `${share((time - first) / Math.max(1, last - first) * most) * 100}%`;
    },
  };
}
