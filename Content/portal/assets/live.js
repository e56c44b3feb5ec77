// What happens while a page is open. A page may know the place in the log that it shows everything up to; what happens behind it
// comes by a stream that all pages of the browser share, or by one of its own where the browser knows no shared workers.
import { part, visible } from "./app.js";
import { liveStream } from "./live-stream.js";
import { dress } from "./times.js";

const start = document.querySelector('meta[name="cursor"]')?.content;
let place = start === undefined ? null : Number(start);
const listeners = { changes: [], lost: [] };

function show(state) {
  for (const sign of document.querySelectorAll("[data-live]")) {
    sign.dataset.state = state;
    sign.textContent = { live: "live", waiting: "reconnecting", gone: "signed out" }[state];
  }
}

/** What the page has had already is left out, so that a stream that was cut may begin further back. */
function tell(kind, data, end) {
  const news = kind === "changes" ? data.filter((change) => change.sequence > place) : data;
  if (end !== null) place = Math.max(place ?? 0, end);
  if (kind === "changes" && news.length === 0) return;
  for (const listener of listeners[kind]) listener(news);
}

/** A way to the stream: to go with it from the page's place on, and to leave it. */
function shared() {
  // Whoever is signed in has a stream of his own, which shows what he may see.
  const person = document.querySelector(".who .name")?.textContent ?? "";
  const worker = new SharedWorker(new URL("live-hub.js", import.meta.url), { type: "module", name: person });
  // A worker that does not start leaves each page its own stream.
  worker.onerror = () => { way = own(); if (goes) way.go(); };
  worker.port.onmessage = ({ data }) => { if (data.kind) tell(data.kind, data.data, data.place); else show(data.state); };
  return { go: () => worker.port.postMessage({ join: place }), leave: () => worker.port.postMessage({}) };
}

function own() {
  const stream = liveStream({ tell, show });
  return { go: () => { if (!stream.runs()) stream.from(place); }, leave: stream.close };
}

let way = null;
let goes = false;

function go() {
  if (document.hidden || listeners.changes.length === 0 || goes) return;
  way ??= globalThis.SharedWorker ? shared() : own();
  goes = true;
  way.go();
}

function leave() {
  if (goes) way.leave();
  goes = false;
}

/** Hears of changes, each as often as it happened; `lost` says to read the page anew, as it is said once to a page without a place. Pages that nobody sees listen no more, and catch up when they are seen. */
export function follow({ changes, lost }) {
  listeners.changes.push(changes);
  listeners.lost.push(lost ?? (() => location.reload()));
  go();
}

document.addEventListener("visibilitychange", () => document.hidden ? leave() : go());
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => { if (event.persisted) go(); });

/** The page as it is now, with times by the person's clock: its parts are taken over from it. */
export async function fresh(address = location.href) {
  const page = new DOMParser().parseFromString(await part(address), "text/html");
  dress(page);
  return page;
}

/** Calls a function once after the last of many calls, and not more often than that. What fails is tried again, after ever longer. */
export function gathered(wait, act) {
  let waiting = null;
  let running = false;
  let pause = wait;
  const run = async () => {
    waiting = null;
    if (running) return call();
    running = true;
    try {
      await act();
      pause = wait;
    } catch {
      pause = Math.min(2 * pause, 30_000);
      waiting ??= setTimeout(run, pause);
    } finally { running = false; }
  };
  const call = () => { waiting ??= setTimeout(run, wait); };
  return call;
}

function note(kind, text) {
  const place = document.querySelector("[data-toasts]");
  const note = document.createElement(kind);
  note.className = "toast";
  note.textContent = visible(text);
  place.append(note);
  while (place.children.length > 4) place.firstElementChild.remove();
  return note;
}

/** Says for a few seconds who did what. */
export function toast(text, address) {
  const said = note(address ? "a" : "p", text);
  if (address) said.href = address;
  setTimeout(() => said.remove(), 9000);
}

/** Says what is under way, until it is told what came of it and for how many milliseconds to say that. */
export function notice(text) {
  const said = note("p", text);
  return (outcome, time) => {
    said.textContent = visible(outcome);
    if (!said.isConnected) document.querySelector("[data-toasts]").append(said);
    setTimeout(() => said.remove(), time);
  };
}

/** `Status: Active → Resolved`, or what was done where no field tells it. */
export function words(change) {
  const fields = change.fields.map((field) => `${field.name}: ${field.before ?? "–"} → ${field.after}`);
  if (fields.length === 0) return change.what;
  if (change.action === "alertUpdated") return `${change.what}: ${fields.join("; ")}`;
  return change.action === "incidentUpdated" ? fields.join("; ") : change.what;
}
