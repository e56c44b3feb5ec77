// What happens while a page is open. The page knows the place in the log that it shows everything up to; the stream goes on
// from there, and after a pause from its last message.

const again = 4000;
let place = document.querySelector('meta[name="cursor"]')?.content ?? null;
let source = null;
let timer = null;
const listeners = { changes: [], lost: [] };

function show(state) {
  for (const sign of document.querySelectorAll("[data-live]")) {
    sign.dataset.state = state;
    sign.textContent = { live: "live", waiting: "reconnecting", gone: "signed out" }[state];
  }
}

function open() {
  clearTimeout(timer);
  if (place === null || source !== null || document.hidden) return;
  source = new EventSource(`/portal/events?after=${place}`);
  source.addEventListener("open", () => show("live"));
  for (const kind of ["changes", "lost"]) {
    source.addEventListener(kind, (event) => {
      place = event.lastEventId;
      for (const listener of listeners[kind]) listener(JSON.parse(event.data));
    });
  }
  source.addEventListener("error", async () => {
    show("waiting");
    if (source?.readyState !== EventSource.CLOSED) return;
    // The server refused; the browser does not come again by itself.
    source = null;
    const session = await fetch("/api/session").catch(() => null);
    if (session?.status === 401) return show("gone");
    timer = setTimeout(open, again);
  });
}

function close() {
  source?.close();
  source = null;
}

/** Hears of changes, each as often as it happened. Pages that nobody sees listen no more, and catch up when they are seen. */
export function follow({ changes, lost }) {
  listeners.changes.push(changes);
  listeners.lost.push(lost ?? (() => location.reload()));
  open();
}

document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => { if (event.persisted) open(); });

/** The page as it is now: its parts are taken over from it. */
export async function fresh(address = location.href) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Calls a function once after the last of many calls, and not more often than that. */
export function gathered(wait, act) {
  let waiting = null;
  let running = false;
  const run = async () => {
    waiting = null;
    if (running) return call();
    running = true;
    try { await act(); } catch { /* The next change tries again. */ } finally { running = false; }
  };
  const call = () => { waiting ??= setTimeout(run, wait); };
  return call;
}

function note(kind, text) {
  const place = document.querySelector("[data-toasts]");
  const note = document.createElement(kind);
  note.className = "toast";
  note.textContent = text;
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
    said.textContent = outcome;
    if (!said.isConnected) document.querySelector("[data-toasts]").append(said);
    setTimeout(() => said.remove(), time);
  };
}

/** `Status: Active → Resolved`, or what was done where no field tells it. */
export function words(change) {
  const fields = change.fields.map((field) => `${field.name}: ${field.before ?? "–"} → ${field.after}`);
  return fields.length > 0 && change.action === "incidentUpdated" ? fields.join("; ") : change.what;
}
