// The attack story: the list of alerts, the graph and the timeline show one selection, one moment and one window.
import { part } from "./app.js";
import { brush } from "./brush.js";
import { told } from "./clock.js";
import { graphKeys } from "./graph-keys.js";
import { graphView } from "./graph-view.js";
import { tell as tellGraph } from "./graph-words.js";
import { listKeys } from "./list-keys.js";
import "./panes.js";

const story = document.querySelector("[data-story]");
const incident = story.dataset.story;
const canvas = story.querySelector("[data-canvas]");
const details = story.querySelector("[data-details]");
const alerts = [...story.querySelectorAll("[data-alert]")];
const dots = [...document.querySelectorAll(".timeline [data-alert]")];
const moment = story.querySelector("[data-moment]");
const clock = story.querySelector("[data-clock]");
const playButton = story.querySelector("[data-play]");
const groupButton = story.querySelector("[data-group]");
const filters = story.querySelector("[data-narrow]");
const nothing = story.querySelector("[data-nothing]");
const listWords = story.querySelector("[data-shown]");
listWords.dataset.shown = listWords.textContent;
const seconds = (element, name) => Number(element?.dataset[name] ?? NaN);
// The list may hold a part of the alerts; the timeline spans all of them.
const drawn = document.querySelector(".timeline [data-from]");
const times = [...alerts.map((alert) => seconds(alert, "time")), seconds(drawn, "from"), seconds(drawn, "to")].filter(Number.isFinite);
const [first, last] = [Math.min(...times), Math.max(...times)];
const opened = new Set();
const view = graphView(canvas);
const keys = graphKeys(canvas, view.reveal);
const stops = listKeys(story, alerts);
const timeline = brush(document.querySelector("[data-timeline]"), showTime);

const nodes = () => [...canvas.querySelectorAll(".g-node")];
const edges = () => [...canvas.querySelectorAll(".g-edge")];
const entitiesOf = (element) => new Set(element.dataset.entities.split(" "));
const listed = new Set(alerts.flatMap((alert) => [...entitiesOf(alert)]));

// What is shown: the filters and the window leave alerts, and of the graph what those name; what came later than the moment
// is not there yet.
const off = (name) => new Set([...filters?.querySelectorAll(`input[name="${name}"]:not(:checked)`) ?? []].map((box) => box.value));
function showTime() {
  const [kinds, severities, states, products] = ["kind", "severity", "state", "product"].map(off);
  const time = first + (last - first) * Number(moment.value) / 1000;
  clock.textContent = Number.isFinite(time) ? told(new Date(time * 1000)).slice(5) : "";
  moment.setAttribute("aria-valuetext", clock.textContent);
  timeline.mark(Number(moment.value) < 1000 ? time : null);
  const named = new Set();
  for (const alert of alerts) {
    const { severity, state, product } = alert.dataset;
    const isOut = severities.has(severity) || states.has(state) || products.has(product) || !timeline.holds(Number(alert.dataset.time));
    alert.parentElement.hidden = isOut;
    alert.parentElement.classList.toggle("dim", Number(alert.dataset.time) > time);
    if (!isOut) for (const entity of entitiesOf(alert)) named.add(entity);
  }
  const shown = new Set(alerts.filter((alert) => !alert.parentElement.hidden).map((alert) => alert.dataset.alert));
  const known = new Set(alerts.map((alert) => alert.dataset.alert));
  for (const dot of dots) dot.classList.toggle("faded", known.has(dot.dataset.alert) && !shown.has(dot.dataset.alert));
  const gone = new Set();
  for (const node of nodes()) {
    const names = [...entitiesOf(node)];
    const isOut = kinds.has(node.dataset.kind) || (names.some((name) => listed.has(name)) && !names.some((name) => named.has(name)));
    node.classList.toggle("out", isOut);
    node.classList.toggle("later", Number(node.dataset.first) > time);
    if (isOut) gone.add(node.dataset.node);
  }
  for (const edge of edges()) {
    edge.classList.toggle("out", gone.has(edge.dataset.from) || gone.has(edge.dataset.to));
    edge.classList.toggle("later", Number(edge.dataset.first) > time);
  }
  thin();
  keys.settle();
  stops.settle();
  nothing.hidden = gone.size < nodes().length;
  const count = filters?.querySelectorAll("input[type=checkbox]:not(:checked)").length ?? 0;
  if (filters) filters.querySelector("[data-narrow-count]").textContent = count > 0 ? ` · ${count} off` : "";
}
let playing = null;
function play() {
  const stop = () => { clearInterval(playing); playing = null; playButton.querySelector("span").textContent = "Play"; };
  if (playing) return stop();
  const all = [...alerts.map((alert) => seconds(alert, "time")), ...nodes().map((node) => seconds(node, "first"))];
  const moments = [...new Set(all.filter((time) => time >= first && time <= last))].sort((a, b) => a - b);
  let step = 0;
  playButton.querySelector("span").textContent = "Stop";
  playing = setInterval(() => {
    if (step >= moments.length) return stop();
    moment.value = last > first ? Math.ceil((moments[step] - first) / (last - first) * 1000) : 1000;
    showTime();
    step += 1;
  }, Math.max(120, 8000 / Math.max(1, moments.length)));
}

// The selection: what belongs to it stays, the rest fades.
function highlight(names) {
  for (const node of nodes()) {
    const isNear = names === null || [...entitiesOf(node)].some((name) => names.has(name));
    node.classList.toggle("faded", !isNear);
  }
  const shown = new Set(nodes().filter((node) => !node.classList.contains("faded")).map((node) => node.dataset.node));
  for (const edge of edges()) {
    const isNear = names !== null && shown.has(edge.dataset.from) && shown.has(edge.dataset.to);
    edge.classList.toggle("near", isNear);
    edge.classList.toggle("faded", names !== null && !isNear);
  }
  thin();
}
// Words of edges that would lie over one another: those of the fewer alerts are left out.
function thin() {
  const taken = [];
  for (const edge of edges().filter((edge) => edge.matches(".near:not(.later, .out)"))) {
    const words = edge.querySelector("text");
    if (!words) continue;
    words.classList.remove("crowded");
    const box = words.getBBox();
    const isCrowded = taken.some((other) => box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height);
    words.classList.toggle("crowded", isCrowded);
    if (!isCrowded) taken.push(box);
  }
}
function clear() {
  for (const alert of alerts) { alert.setAttribute("aria-pressed", "false"); alert.parentElement.classList.remove("dim"); }
  for (const node of nodes()) node.classList.remove("selected");
  listWords.textContent = listWords.dataset.shown;
  highlight(null);
}
/** What a sentence rests on: its alerts stand out, and what they name. Says whether the list has any of them. */
function showAlerts(ids) {
  const chosen = alerts.filter((alert) => ids.includes(alert.dataset.alert));
  if (chosen.length === 0) return false;
  clear();
  const rest = ids.length - chosen.length;
  if (rest > 0) listWords.textContent = `${chosen.length} of ${ids.length} that are meant; the others are in the Alerts tab`;
  for (const alert of alerts) alert.parentElement.classList.toggle("dim", !chosen.includes(alert));
  highlight(new Set(chosen.flatMap((alert) => [...entitiesOf(alert)])));
  chosen[0].scrollIntoView({ block: "nearest" });
  return true;
}
/** To alerts that are not among those of the list. */
const leave = (ids) => location.assign(ids.length === 1 ? `/alerts/${encodeURIComponent(ids[0])}` : `/incidents/${incident}/alerts`);
async function tell(address) {
  details.innerHTML = await part(address);
  // Where the panes stand below each other, what was asked for comes into sight.
  if (story.querySelector(".details").offsetTop < canvas.offsetTop) details.scrollIntoView({ block: "nearest" });
}
async function selectAlert(alert) {
  clear();
  alert.setAttribute("aria-pressed", "true");
  stops.settle(alert);
  alert.scrollIntoView({ block: "nearest" });
  highlight(entitiesOf(alert));
  await tell(`/incidents/${incident}/alerts/${alert.dataset.alert}`);
}
async function selectNode(node) {
  if (Number(node.dataset.size) > 1) {
    const hadFocus = node === document.activeElement;
    opened.add(node.dataset.node);
    await redraw();
    return hadFocus ? keys.take(entitiesOf(node)) : undefined;
  }
  clear();
  node.classList.add("selected");
  const names = entitiesOf(node);
  const near = new Set(names);
  for (const edge of edges()) {
    if (edge.dataset.from === node.dataset.node || edge.dataset.to === node.dataset.node) {
      for (const other of nodes()) if ([edge.dataset.from, edge.dataset.to].includes(other.dataset.node)) for (const name of entitiesOf(other)) near.add(name);
    }
  }
  highlight(near);
  for (const alert of alerts) alert.parentElement.classList.toggle("dim", ![...entitiesOf(alert)].some((name) => names.has(name)));
  await tell(`/incidents/${incident}/entities/${node.dataset.entities.split(" ")[0]}`);
}

const isGrouped = () => groupButton.getAttribute("aria-pressed") === "true";
const drawing = (grouped, open) => `${canvas.dataset.canvas}?grouped=${grouped}&open=${[...open].join(",")}`;
/** The other drawing, asked for as somebody points at the button, so that it is there once he presses it. */
let ahead = null;
function foresee() {
  const address = drawing(!isGrouped(), []);
  ahead = { address, at: Date.now(), text: part(address) };
  ahead.text.catch(() => {});
}
async function redraw() {
  const address = drawing(isGrouped(), opened);
  const isAhead = ahead?.address === address && Date.now() - ahead.at < 10_000;
  const text = isAhead ? ahead.text : part(address);
  ahead = null;
  canvas.innerHTML = await text;
  tellGraph(canvas);
  view.start();
  showTime();
}

canvas.addEventListener("click", (event) => {
  const node = event.target.closest(".g-node");
  if (node) selectNode(node); else if (event.target.closest("svg")) clear();
});
canvas.addEventListener("keydown", (event) => {
  const node = event.target.closest(".g-node");
  if (node && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); selectNode(node); }
  if (event.key === "Escape") clear();
});
for (const alert of alerts) alert.addEventListener("click", () => selectAlert(alert));
for (const dot of dots) dot.addEventListener("click", () => {
  const alert = alerts.find((item) => item.dataset.alert === dot.dataset.alert);
  if (alert) selectAlert(alert); else leave([dot.dataset.alert]);
});
moment.addEventListener("input", showTime);
playButton.addEventListener("click", play);
filters?.addEventListener("change", showTime);
groupButton.addEventListener("pointerenter", foresee);
groupButton.addEventListener("click", () => {
  opened.clear();
  groupButton.setAttribute("aria-pressed", String(!isGrouped()));
  redraw();
});
story.querySelector("[data-fit]").addEventListener("click", view.fit);
// The picture is drawn from the file, twice as large, so that it is sharp on paper too.
story.querySelector("[data-png]").addEventListener("click", async () => {
  const image = new Image();
  image.src = `/incidents/${incident}/graph.svg`;
  await image.decode();
  const picture = document.createElement("canvas");
  const scale = Math.min(2, 8000 / Math.max(image.naturalWidth, image.naturalHeight));
  [picture.width, picture.height] = [image.naturalWidth * scale, image.naturalHeight * scale];
  picture.getContext("2d").drawImage(image, 0, 0, picture.width, picture.height);
  const blob = await new Promise((resolve) => picture.toBlob(resolve, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `incident-${incident}.png`;
  link.click();
  URL.revokeObjectURL(link.href);
});
tellGraph(canvas);
view.start();
showTime();
document.addEventListener("clock", showTime);
details.addEventListener("click", (event) => {
  const ids = event.target.closest("[data-show]")?.dataset.show.split(" ").filter(Boolean) ?? [];
  if (ids.length === 0) return;
  event.preventDefault();
  if (!showAlerts(ids)) leave(ids);
});
// `show` names alerts, and `sentence` what a sentence of the story rests on, where those are too many for an address.
const wish = new URLSearchParams(location.search);
const sentence = wish.has("sentence") ? [...details.querySelectorAll(".sentences [data-show]")][Number(wish.get("sentence"))] : null;
const asked = (sentence?.dataset.show.split(" ") ?? wish.get("show")?.split(",") ?? []).filter(Boolean);
if (asked.length > 0 && !showAlerts(asked)) leave(asked);
