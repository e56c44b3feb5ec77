// One stream of what happens, from a place in the log of changes on. What comes after a pause goes on from its last message.
// Without a place it begins with what happens from then on, and whoever listens reads once it stands what he has.
const again = 4000;

/** - tell: hears `changes` and `lost` with their data and the place behind them. - show: hears whether it is live. */
export function liveStream({ tell, show }) {
  let place = null;
  let source = null;
  let timer = null;

  function open() {
    clearTimeout(timer);
    if (source !== null) return;
    source = new EventSource(place === null ? "/portal/events" : `/portal/events?after=${place}`);
    source.addEventListener("open", () => {
      show("live");
      if (place === null) tell("lost", {}, null);
    });
    for (const kind of ["changes", "lost"]) {
      source.addEventListener(kind, (event) => {
        place = Number(event.lastEventId);
        tell(kind, JSON.parse(event.data), place);
      });
    }
    source.addEventListener("error", async () => {
      show("waiting");
      const own = source;
      if (own?.readyState !== EventSource.CLOSED) return;
      // The server refused; the browser does not come again by itself.
      const session = await fetch("/api/session").catch(() => null);
      if (source !== own) return;
      source = null;
      if (session?.status === 401) return show("gone");
      timer = setTimeout(open, again);
    });
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  return {
    /** Begins at a place; a stream that runs is cut and begins there. */
    from(start) { close(); place = start; open(); },
    close,
    runs: () => source !== null,
  };
}
