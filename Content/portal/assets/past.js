// As it was: the moment that is typed, the slider and the list of changes show the incident behind one of its changes. The
// address always names the moment, so that it can be handed on.
import { utcValue } from "./clock.js";
import { fresh, gathered } from "./live.js";

const past = document.querySelector("[data-past]");
const slider = past.querySelector("[data-past-moment]");
const field = past.querySelector("[data-past-at]");
const links = [...past.querySelectorAll("[data-at]")].reverse();

async function show(address) {
  const page = await fresh(address);
  for (const part of ["[data-past-state]", "[data-past-time]"]) past.querySelector(part).innerHTML = page.querySelector(part).innerHTML;
  field.value = page.querySelector("[data-past-at]").value;
  const chosen = page.querySelector(".moments [aria-current]")?.dataset.at;
  for (const link of links) link.dataset.at === chosen ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current");
  const index = links.findIndex((link) => link.dataset.at === chosen);
  slider.value = Math.max(0, index);
  links[index]?.scrollIntoView({ block: "nearest" });
  slider.setAttribute("aria-valuetext", past.querySelector("[data-past-time]").textContent);
  history.replaceState(null, "", address);
}

const slide = gathered(60, async () => { if (links[Number(slider.value)]) await show(links[Number(slider.value)].href); });
slider.addEventListener("input", slide);
past.querySelector("[data-past-form]").addEventListener("submit", (event) => {
  event.preventDefault();
  // A field leaves seconds out where there are none.
  show(`${location.pathname}?at=${utcValue(field).padEnd(19, ":00")}Z`);
});
past.querySelector(".moments").addEventListener("click", (event) => {
  const link = event.target.closest("[data-at]");
  if (!link) return;
  event.preventDefault();
  show(link.href);
});
past.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
