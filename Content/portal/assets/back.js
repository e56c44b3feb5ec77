// The keyboard's focus stays where it was when what has it is made anew: the page that is loaded again after a dialog, and the
// part of a page that is taken over from the server.
const names = ["id", "manage", "resolve", "manageAlert", "move", "take", "merge", "order"];
const key = "focus";

/** What the keyboard's focus is on, by a name that holds in the page made anew; null where it is on nothing of the kind. */
export function held(within = document.body) {
  const item = document.activeElement;
  if (!item?.matches(":focus-visible, tr") || !within.contains(item)) return null;
  const name = names.find((name) => item.dataset[name] !== undefined);
  return name ? { name, value: item.dataset[name] } : null;
}

/** Gives it the focus again. A button that is gone, as what is resolved has none to resolve it, gives it to the one that manages. */
function give({ name, value }) {
  const all = [...document.querySelectorAll("[data-id], [data-order], button")];
  const item = all.find((item) => item.dataset[name] === value) ?? all.find((item) => item.dataset.manage === value);
  item?.focus({ preventScroll: true });
}

/** Makes a part anew and keeps the focus in it. */
export function keeping(part, change) {
  const before = held(part);
  change();
  if (before) give(before);
}

/** Remembers what has the focus for the page that comes next at this address. */
export function remember(item) {
  if (item) sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, ...item }));
}

/** Loads the page again, with the focus on what had it when the dialog was opened. */
export function loadAgain(before) {
  remember(before);
  location.reload();
}

// Whoever orders a list by the keyboard stays on the column's head.
document.addEventListener("click", ({ target }) => { if (target.closest("a[data-order]")) remember(held()); });

export function comeBack() {
  const before = JSON.parse(sessionStorage.getItem(key) ?? "null");
  sessionStorage.removeItem(key);
  if (before?.path === location.pathname) give(before);
}
