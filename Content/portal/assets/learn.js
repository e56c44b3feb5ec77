// A guide that goes along: its step stands beside whatever page is open, until it is ended.
const kept = "guide";

function read() {
  try { return JSON.parse(sessionStorage.getItem(kept)); } catch { return null; }
}

async function show(guide, goes) {
  const answer = await fetch(`/learn/${encodeURIComponent(guide.role)}/${Number(guide.step)}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return sessionStorage.removeItem(kept);
  const markup = await answer.text();
  let pane = document.querySelector("aside.coach");
  if (!pane) {
    pane = document.createElement("aside");
    pane.className = "coach";
    pane.setAttribute("aria-label", "Guide");
    document.body.append(pane);
  }
  pane.innerHTML = markup;
  const here = pane.querySelector("[data-guide-here]");
  const address = here.getAttribute("href");
  if (goes && address !== location.pathname + location.search) return location.assign(address);
  here.hidden = address === location.pathname + location.search;
}

document.addEventListener("click", (event) => {
  const begin = event.target.closest("[data-guide]");
  if (begin) sessionStorage.setItem(kept, JSON.stringify({ role: begin.dataset.guide, step: Number(begin.dataset.step) }));
  const go = event.target.closest("[data-guide-go]");
  if (go) {
    const guide = { ...read(), step: Number(go.dataset.guideGo) };
    sessionStorage.setItem(kept, JSON.stringify(guide));
    show(guide, true);
  }
  if (event.target.closest("[data-guide-end]")) {
    sessionStorage.removeItem(kept);
    document.querySelector("aside.coach")?.remove();
  }
});

const guide = read();
if (guide && document.querySelector(".bar") && !location.pathname.startsWith("/learn")) show(guide, false);
