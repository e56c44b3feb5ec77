// Every chip of a thing has the same menu. It opens by its button, which shows while the chip is pointed at or has the focus,
// by a right click, and by the keyboard's menu key or the arrow down.
import { part } from "./app.js";

const chips = '.chip[href^="/entities/"]';
const button = document.createElement("button");
button.type = "button";
button.className = "chip-more";
button.tabIndex = -1;
button.textContent = "⋯";
button.setAttribute("aria-haspopup", "menu");
const menu = document.createElement("div");
menu.className = "chip-menu";
menu.popover = "auto";
menu.setAttribute("role", "menu");
let chip = null;

/** The button lies over the end of the chip, so that nothing moves. */
function point(next) {
  if (chip === next && button.isConnected) return;
  chip = next;
  button.setAttribute("aria-label", `What can be done with ${next.textContent.trim()}`);
  document.body.append(button);
  const place = next.getBoundingClientRect();
  button.style.left = `${scrollX + place.right - button.offsetWidth - 3}px`;
  button.style.top = `${scrollY + place.top + (place.height - button.offsetHeight) / 2}px`;
}

function leave(target) {
  if (!button.isConnected || menu.matches(":popover-open") || target === button || chip?.contains(target)) return;
  button.remove();
}

async function open(next) {
  const markup = await part(`${new URL(next.href).pathname}/menu`);
  chip = next;
  document.body.append(menu);
  menu.innerHTML = markup;
  menu.setAttribute("aria-label", `What can be done with ${next.textContent.trim()}`);
  menu.showPopover();
  const [place, size] = [next.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = place.bottom + 4 + size.height <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - size.width - 8))}px`;
  menu.style.top = `${below ? place.bottom + 4 : Math.max(8, place.top - size.height - 4)}px`;
  menu.querySelector("[role=menuitem]").focus();
}

/** A menu that cannot be had leaves the chip as it is: a link. */
const openOf = (next) => open(next).catch(() => {});

document.addEventListener("pointerover", (event) => {
  const next = event.target.closest?.(chips);
  if (next && event.pointerType === "mouse") point(next); else leave(event.target);
});
document.addEventListener("focusin", (event) => {
  const next = event.target.closest?.(chips);
  if (next) point(next); else leave(event.target);
});
// What scrolls takes its chips along, not the button.
document.addEventListener("scroll", () => button.remove(), true);
button.addEventListener("click", (event) => { event.stopPropagation(); event.preventDefault(); openOf(chip); });
document.addEventListener("contextmenu", (event) => {
  const next = event.target.closest?.(chips);
  if (!next) return;
  event.preventDefault();
  openOf(next);
});
document.addEventListener("keydown", (event) => {
  const next = event.target.closest?.(chips);
  if (next && event.key === "ArrowDown" && event.altKey === false) { event.preventDefault(); event.stopPropagation(); openOf(next); }
}, true);

menu.addEventListener("keydown", (event) => {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  event.stopPropagation();
  if (step === undefined) return;
  event.preventDefault();
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
});
menu.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (!copy) return;
  await navigator.clipboard.writeText(copy.dataset.copy);
  copy.textContent = "Copied";
  setTimeout(() => menu.hidePopover(), 600);
});
menu.addEventListener("toggle", (event) => {
  if (event.newState !== "closed") return;
  if (menu.contains(document.activeElement) || document.activeElement === document.body) chip?.focus();
});
