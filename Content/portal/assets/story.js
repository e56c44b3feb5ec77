// The attack story: the list of alerts, the graph and the timeline show one selection and one moment.
import { ask, part } from "./app.js";

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
const first = Math.min(...alerts.map((alert) => Number(alert.dataset.time)));
const last = Math.max(...alerts.map((alert) => Number(alert.dataset.time)));
const opened = new Set();
let view = { x: 0, y: 0, width: 0, height: 0 };

const nodes = () => [...canvas.querySelectorAll(".g-node")];
const edges = () => [...canvas.querySelectorAll(".g-edge")];
const entitiesOf = (element) => new Set(element.dataset.entities.split(" "));

// The view: drag moves it, the wheel draws nearer.
function show(next) {
  view = next;
  canvas.querySelector("svg").setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}
function fit() {
  const { width, height } = canvas.querySelector("svg").dataset;
  show({ x: 0, y: 0, width: Number(width), height: Number(height) });
}
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = canvas.getBoundingClientRect();
  const scale = Math.exp(event.deltaY * 0.001);
  const width = Math.min(Math.max(view.width * scale, 200), 8000);
  const ratio = width / view.width;
  const [px, py] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  show({ x: view.x + view.width * (1 - ratio) * px, y: view.y + view.height * (1 - ratio) * py, width, height: view.height * ratio });
}, { passive: false });
canvas.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".g-node")) return;
  const [startX, startY, from] = [event.clientX, event.clientY, view];
  const scale = view.width / canvas.clientWidth;
  const move = (next) => show({ ...from, x: from.x - (next.clientX - startX) * scale, y: from.y - (next.clientY - startY) * scale });
  const stop = () => { canvas.removeEventListener("pointermove", move); };
  canvas.setPointerCapture(event.pointerId);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", stop, { once: true });
});

// The moment: what came later is not there yet.
function showMoment() {
  const time = first + (last - first) * Number(moment.value) / 1000;
  clock.textContent = Number.isFinite(time) ? new Date(time * 1000).toISOString().slice(0, 16).replace("T", " ") : "";
  for (const item of [...nodes(), ...edges()]) item.classList.toggle("later", Number(item.dataset.first) > time);
  for (const alert of alerts) alert.parentElement.classList.toggle("dim", Number(alert.dataset.time) > time);
}
let playing = null;
function play() {
  const stop = () => { clearInterval(playing); playing = null; playButton.querySelector("span").textContent = "Play"; };
  if (playing) return stop();
  const moments = [...new Set(alerts.map((alert) => Number(alert.dataset.time)))].sort((a, b) => a - b);
  let step = 0;
  playButton.querySelector("span").textContent = "Stop";
  playing = setInterval(() => {
    if (step >= moments.length) return stop();
    moment.value = last > first ? Math.ceil((moments[step] - first) / (last - first) * 1000) : 1000;
    showMoment();
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
}
function clear() {
  for (const alert of alerts) { alert.setAttribute("aria-pressed", "false"); alert.parentElement.classList.remove("dim"); }
  for (const node of nodes()) node.classList.remove("selected");
  highlight(null);
}
async function selectAlert(alert) {
  clear();
  alert.setAttribute("aria-pressed", "true");
  alert.scrollIntoView({ block: "nearest" });
  highlight(entitiesOf(alert));
  details.innerHTML = await part(`/incidents/${incident}/alerts/${alert.dataset.alert}`);
}
async function selectNode(node) {
  if (Number(node.dataset.size) > 1) { opened.add(node.dataset.node); return redraw(); }
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
  details.innerHTML = await part(`/incidents/${incident}/entities/${node.dataset.entities.split(" ")[0]}`);
}

async function redraw() {
  const grouped = groupButton.getAttribute("aria-pressed") === "true";
  canvas.innerHTML = await part(`${canvas.dataset.canvas}?grouped=${grouped}&open=${[...opened].join(",")}`);
  fit();
  showMoment();
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
  if (alert) selectAlert(alert);
});
details.addEventListener("click", async (event) => {
  const id = event.target.closest("[data-move]")?.dataset.move;
  if (!id) return;
  const target = prompt("Move the alert to which incident? Leave it empty for a new one.", "");
  if (target === null) return;
  try {
    const { targetIncidentId } = await ask("POST", "/v1.0/security/alerts_v2/moveAlerts", { alertIds: [id], ...(target ? { incidentId: target } : {}) });
    location.assign(`/incidents/${targetIncidentId}`);
  } catch (error) { alert(error.message); }
});
moment.addEventListener("input", showMoment);
playButton.addEventListener("click", play);
groupButton.addEventListener("click", () => {
  opened.clear();
  groupButton.setAttribute("aria-pressed", String(groupButton.getAttribute("aria-pressed") !== "true"));
  redraw();
});
story.querySelector("[data-fit]").addEventListener("click", fit);
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
fit();
showMoment();
