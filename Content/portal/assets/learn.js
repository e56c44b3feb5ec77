// A guide that goes along: its step stands above whatever page is open, until it is ended. Its words are kept, so that they are
// there with the page and nothing moves.
const kept = "guide";

function read() {
  try { return JSON.parse(sessionStorage.getItem(kept)); } catch { return null; }
}
const keep = (guide) => sessionStorage.setItem(kept, JSON.stringify(guide));

function fold(pane, isFolded) {
  pane.toggleAttribute("data-folded", isFolded);
  const button = pane.querySelector("[data-guide-fold]");
  button.textContent = isFolded ? "Unfold" : "Fold";
  button.setAttribute("aria-expanded", String(!isFolded));
}

/** - goes: to the page of the step, where this is another. */
function draw(guide, goes) {
  let pane = document.querySelector("aside.coach");
  if (!pane) {
    pane = document.createElement("aside");
    pane.className = "coach";
    pane.setAttribute("aria-label", "Guide");
    document.getElementById("content").prepend(pane);
  }
  pane.innerHTML = guide.markup;
  fold(pane, guide.isFolded === true);
  const here = pane.querySelector("[data-guide-here]");
  const address = here.getAttribute("href");
  if (goes && address !== location.pathname + location.search) return location.assign(address);
  here.hidden = address === location.pathname + location.search;
}

async function show(guide, goes) {
  const answer = await fetch(`/learn/${encodeURIComponent(guide.role)}/${Number(guide.step)}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return sessionStorage.removeItem(kept);
  const whole = { ...guide, markup: await answer.text() };
  keep(whole);
  draw(whole, goes);
}

document.addEventListener("click", (event) => {
  const begin = event.target.closest("[data-guide]");
  if (begin) keep({ role: begin.dataset.guide, step: Number(begin.dataset.step) });
  const go = event.target.closest("[data-guide-go]");
  if (go) show({ ...read(), step: Number(go.dataset.guideGo) }, true);
  if (event.target.closest("[data-guide-fold]")) {
    const guide = { ...read(), isFolded: read()?.isFolded !== true };
    keep(guide);
    fold(document.querySelector("aside.coach"), guide.isFolded);
  }
  if (event.target.closest("[data-guide-end]")) {
    sessionStorage.removeItem(kept);
    document.querySelector("aside.coach")?.remove();
  }
});

const guide = read();
if (guide && document.querySelector(".bar") && !location.pathname.startsWith("/learn")) {
  if (guide.markup) draw(guide, false); else show(guide, false);
}
