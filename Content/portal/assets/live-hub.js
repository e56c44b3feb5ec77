// The one stream of all of a person's open pages, in a worker that they share: a browser has few connections to a server, and
// pages that are open would each hold one. Pages that nobody sees have left, and with the last one the stream ends.
import { liveStream } from "./live-stream.js";

// Changes that are kept for pages that come in behind the stream, at most.
const most = 2000;
/** Tells a page to read itself anew. */
const anew = { kind: "lost", data: {}, place: null };
const ports = new Set();
let kept = [];
// The place from which on all changes are kept; null where the stream began at none.
let floor = null;
let state = "waiting";

const stream = liveStream({
  show(next) {
    state = next;
    for (const port of ports) port.postMessage({ state });
  },
  tell(kind, data, place) {
    if (kind === "lost") { kept = []; floor = place; } else keep(data);
    for (const port of ports) port.postMessage({ kind, data, place });
  },
});

function keep(changes) {
  kept.push(...changes);
  if (kept.length <= most) return;
  floor = kept[kept.length - most - 1].sequence;
  kept = kept.slice(-most);
}

/** A page that knows no place reads itself anew once the stream stands; from then on it misses nothing. */
function joinAnywhere(port) {
  if (!stream.runs()) {
    [kept, floor, state] = [[], null, "waiting"];
    return stream.from(null);
  }
  port.postMessage({ state });
  if (floor !== null || state === "live") port.postMessage(anew);
}

/** A page that shows everything up to a place. Each leaves out what it had, so one that is further back draws all back there. */
function join(port, place) {
  // Who goes with a stream that began at no place may not have all up to this one.
  const behind = stream.runs() && floor === null ? [...ports] : [];
  ports.add(port);
  if (place === null) return joinAnywhere(port);
  if (!stream.runs() || floor === null || place < floor) {
    [kept, floor, state] = [[], place, "waiting"];
    stream.from(place);
    for (const other of behind) other.postMessage(anew);
    return;
  }
  port.postMessage({ state });
  const missed = kept.filter((change) => change.sequence > place);
  if (missed.length > 0) port.postMessage({ kind: "changes", data: missed, place: missed.at(-1).sequence });
}

function leave(port) {
  ports.delete(port);
  if (ports.size === 0) stream.close();
}

self.onconnect = (event) => {
  const [port] = event.ports;
  port.onmessage = ({ data }) => { if (data.join !== undefined) join(port, data.join); else leave(port); };
};
