// As it was: the slider and the list of changes show the incident behind one change.
import { fresh, gathered } from "./live.js";

const past = document.querySelector("[data-past]");
const slider = past.querySelector("[data-past-moment]");
const links = [...past.querySelectorAll("[data-sequence]")].reverse();

const show = gathered(60, async () => {
  const link = links[Number(slider.value)];
  if (!link) return;
  for (const other of links) other === link ? other.setAttribute("aria-current", "step") : other.removeAttribute("aria-current");
  link.scrollIntoView({ block: "nearest" });
  const page = await fresh(link.href);
  for (const part of ["[data-past-state]", "[data-past-time]"]) past.querySelector(part).innerHTML = page.querySelector(part).innerHTML;
  slider.setAttribute("aria-valuetext", past.querySelector("[data-past-time]").textContent);
  history.replaceState(null, "", link.href);
});
slider.addEventListener("input", show);
past.querySelector(".moments").addEventListener("click", (event) => {
  const index = links.indexOf(event.target.closest("[data-sequence]"));
  if (index < 0) return;
  event.preventDefault();
  slider.value = index;
  show();
});
past.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
