// Every time on a page, by the person's clock, with the other one in its title. What the server wrote stays known, so that the
// clock can be changed while a page stands. Parts that come later are dressed as they come.
import { fieldValue, isLocal, told, utcValue, zone } from "./clock.js";

const root = document.documentElement;
/** A moment in texts of ours (`data-times`): those of others are never touched. */
const moments = /\b(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?) UTC\b/g;
const attributes = ["title", "aria-label"];
/** What the server wrote, and what was made of it. */
const known = new WeakMap();

const dateOf = (day, clock) => new Date(`${day}T${clock.padEnd(8, ":00")}Z`);
const said = (date, length = 19, local = isLocal()) => `${told(date, length, local)} ${zone(date, local)}`;
const inOurs = (text) => text.replace(moments, (whole, day, clock) => said(dateOf(day, clock), 11 + clock.length));

/** The words of the server, unless somebody else wrote others since. */
function original(item, name, current) {
  const all = known.get(item) ?? {};
  if (all[name]?.made !== current) all[name] = { was: current };
  known.set(item, all);
  return all[name].was;
}
function make(item, name, text, set) {
  known.get(item)[name].made = text;
  set(text);
}

/** A text that is a moment and nothing else keeps its form; `4 min ago` stays what it is. */
function words(text, date) {
  const whole = text.match(/^(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)( UTC)?$/);
  if (whole) return { text: `${told(date, whole[1].length)}${whole[2] ? ` ${zone(date)}` : ""}`, isExact: true };
  if (/^\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(text)) return { text: told(date, text.length + 5).slice(5), isExact: true };
  if (/^\d\d:\d\d(:\d\d)?$/.test(text)) return { text: told(date, text.length + 11).slice(11), isExact: true };
  return { text, isExact: false };
}

function dressTime(time) {
  const exact = time.getAttribute("datetime");
  const date = new Date(exact ?? "");
  if (!exact || Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1900) return;
  const was = original(time, "text", time.textContent);
  const { text, isExact } = words(was.trim(), date);
  if (text !== time.textContent) make(time, "text", text, (made) => { time.textContent = made; }); else known.get(time).text.made = text;
  const [first, other] = [said(date), said(date, 19, !isLocal())];
  const about = original(time, "title", time.title).replace(exact, "").trim();
  const isSame = first.slice(0, 19) === other.slice(0, 19);
  const title = [about, isSame ? first : isExact ? other : `${first} · ${other}`].filter(Boolean).join(" ");
  make(time, "title", title, (made) => { if (time.title !== made) time.title = made; });
}

/** A time of its own for each moment in a text of ours; drawings have no such element, and get the words alone. */
function dressText(item) {
  for (const name of attributes) {
    const current = item.getAttribute(name);
    if (!current) continue;
    const text = inOurs(original(item, name, current));
    if (text !== current || isLocal()) make(item, name, text, (made) => { if (made !== current) item.setAttribute(name, made); });
  }
  if (item.namespaceURI !== "http://www.w3.org/1999/xhtml") {
    if (item.children.length === 0) make(item, "text", inOurs(original(item, "text", item.textContent)), (made) => { if (made !== item.textContent) item.textContent = made; });
    return;
  }
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("time[datetime]")) texts.push(walker.currentNode);
  for (const node of texts) {
    const parts = [];
    let end = 0;
    for (const match of node.data.matchAll(moments)) {
      const time = document.createElement("time");
      time.dateTime = dateOf(match[1], match[2]).toISOString();
      time.textContent = match[0];
      parts.push(node.data.slice(end, match.index), time);
      end = match.index + match[0].length;
    }
    if (parts.length === 0) continue;
    parts.push(node.data.slice(end));
    node.replaceWith(...parts.filter((part) => part !== ""));
  }
}

/** Fields for days and times, and what stands beside them of the zone. */
function dressField(field) {
  const was = field.defaultValue;
  // Seconds of zero are left out of a field's value, and not of what it was filled with.
  if (isLocal() && was && [was, was.replace(/:00$/, "")].includes(field.value)) field.value = fieldValue(was);
}
const dressZone = (place) => { place.textContent = isLocal() ? "local time" : "UTC"; };

function within(part, selector) {
  const found = [...part.querySelectorAll(selector)];
  return part.matches?.(selector) ? [part, ...found] : found;
}

/** All times of a part of a page, or of one that is still to be shown. */
export function dress(part) {
  for (const item of within(part, "[data-times]")) dressText(item);
  for (const time of within(part, "time[datetime]")) dressTime(time);
  for (const field of within(part, 'input[type="datetime-local"]')) dressField(field);
  for (const place of within(part, "[data-zone]")) dressZone(place);
}

/** Changes the clock of the page as it stands. */
export function setClock(clock) {
  const filled = [...document.querySelectorAll('input[type="datetime-local"]')].map((field) => [field, utcValue(field)]);
  if (clock === "local") root.dataset.clock = clock; else delete root.dataset.clock;
  dress(document);
  for (const [field, value] of filled) field.value = fieldValue(value);
  document.dispatchEvent(new Event("clock"));
}

// A form says its moments in UTC, as addresses have them.
document.addEventListener("formdata", ({ target, formData }) => {
  for (const field of target.querySelectorAll('input[type="datetime-local"][name]')) if (formData.get(field.name)) formData.set(field.name, utcValue(field));
});

dress(document);
root.dataset.told = "";
new MutationObserver((records) => {
  const parts = new Set();
  for (const { target, addedNodes } of records) {
    const own = target.closest?.("time[datetime]");
    if (own) { if (known.get(own)?.text?.made !== own.textContent) parts.add(own); continue; }
    const ours = target.closest?.("[data-times]");
    if (ours) { parts.add(ours); continue; }
    for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) parts.add(node);
  }
  for (const part of parts) if (part.isConnected) dress(part);
}).observe(document.body, { childList: true, subtree: true });
