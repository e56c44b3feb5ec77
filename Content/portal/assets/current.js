// Pages that stay as the server would write them now, while somebody looks at them. Rows that are shown change where they stand;
// others announce themselves, since nothing may move under a pointer. Parts wait while somebody is in the middle of them.
import { keeping } from "./back.js";
import { follow, fresh, gathered } from "./live.js";
import { cut } from "./long.js";

/** So long after its last move a pointer lies where it was left. */
const rest = 8000;
let moved = -rest;
/** What has the focus again in the part made anew. */
const kept = "[data-manage-alert], [data-move]";
addEventListener("pointermove", () => { moved = performance.now(); }, { passive: true });
const isBusy = (part) => document.querySelector("dialog[open]") !== null || part.querySelector(`:focus-visible:not(${kept})`) !== null ||
  (part.matches(":hover") && performance.now() - moved < rest);

async function now() {
  const page = await fresh();
  cut(page.body);
  return page;
}

function mark(item) {
  item.classList.remove("changed");
  requestAnimationFrame(() => item.classList.add("changed"));
}

/** Takes a part over from the page as it is now; says whether it is as it was, or was taken, or has to wait. */
function takeOver(part, next) {
  if (!next || part.innerHTML === next.innerHTML) return "same";
  if (isBusy(part)) return "waits";
  keeping(part, () => part.replaceChildren(...next.childNodes));
  return "taken";
}

/** Keeps parts of the page current, which are found by a selector in the same order. - concerns: whether a change may be the
    page's. - tell: hears of the changes that altered something. */
export function currentParts(selector, { concerns = () => true, tell = () => {} } = {}) {
  let latest = [];
  let waiting = null;
  let heard = [];
  const takeAll = () => {
    clearTimeout(waiting);
    const outcomes = [...document.querySelectorAll(selector)].map((part, index) => takeOver(part, latest[index]));
    latest = latest.map((part, index) => outcomes[index] === "waits" ? part : null);
    if (outcomes.includes("waits")) waiting = setTimeout(takeAll, rest);
    return outcomes.some((outcome) => outcome !== "same");
  };
  const refresh = gathered(600, async () => {
    latest = [...(await now()).querySelectorAll(selector)];
    if (takeAll()) tell(heard);
    heard = [];
  });
  follow({
    changes: (all) => {
      const own = all.filter(concerns);
      heard.push(...own);
      if (own.length > 0) refresh();
    },
    lost: refresh,
  });
}

/** What a row has now; the boxes and names that a script works with stay its own. */
function changed(row, next) {
  let isOther = false;
  for (const [index, cell] of [...row.cells].entries()) {
    const other = next.cells[index];
    if (!other || cell.matches(".pick, .asset-name") || cell.innerHTML === other.innerHTML) continue;
    // Times that go by, as in `4 min ago`, are no change.
    isOther ||= cell.textContent !== other.textContent && !cell.matches(".time");
    cell.replaceChildren(...other.childNodes);
  }
  for (const { name, value } of next.attributes) if (name.startsWith("data-") || name === "aria-label") row.setAttribute(name, value);
  if (isOther) mark(row);
}

/** Keeps a list current. - one, many: what its rows are called. */
export function currentList({ one, many }) {
  const body = document.querySelector("[data-list] tbody");
  const counts = document.querySelector(".queue-head .counts");
  if (!body || !counts) return;
  const place = document.createElement("span");
  place.setAttribute("role", "status");
  place.className = "news-line";
  counts.after(place);
  const refresh = gathered(600, async () => {
    const page = await now();
    const rows = [...body.querySelectorAll("tr[data-id]")];
    const known = new Map(rows.map((row) => [row.dataset.id, row]));
    const next = [...page.querySelectorAll("[data-list] tbody tr[data-id]")];
    let added = 0;
    for (const item of next) {
      const row = known.get(item.dataset.id);
      if (row) changed(row, item); else added += 1;
      row?.classList.remove("gone");
      known.delete(item.dataset.id);
    }
    // As many as are new were pushed from the end of the page to the next one; they are still what they were.
    const pushed = rows.slice(rows.length - added);
    for (const row of known.values()) row.classList.toggle("gone", !pushed.includes(row));
    const head = page.querySelector(".queue-head .counts");
    if (head && head.innerHTML !== counts.innerHTML) counts.replaceChildren(...head.childNodes);
    const words = added > 0 ? `${added === next.length && added > 1 ? `${added} or more` : added} new ${added === 1 ? one : many}` : known.size > 0 ? "The list has changed" : "";
    if (place.dataset.words === words) return;
    place.dataset.words = words;
    place.replaceChildren();
    if (!words) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: added > 0 ? "Show them" : "Show it" });
    button.addEventListener("click", () => location.reload());
    place.append(`${words} · `, button);
  });
  follow({ changes: refresh, lost: refresh });
}
