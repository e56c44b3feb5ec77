// What every page does: the theme, the keyboard, copied links, and one way to ask the server.

export async function ask(method, address, body, more = {}) {
  const headers = { Accept: "application/json", ...more };
  const csrf = document.querySelector('meta[name="csrf"]')?.content;
  if (csrf) headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await reach(address, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (answer.status === 401 && !location.pathname.startsWith("/sign-in") && !location.pathname.startsWith("/set-up")) signIn();
  const text = await answer.text();
  const json = text && answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : null;
  if (!answer.ok) throw Object.assign(new Error(sentence(json?.error?.message) || `The server answered ${answer.status}.`), { status: answer.status });
  return json;
}

/** What programs are told, as people read it. */
const sentence = (text = "") => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether the person may do what a button says; the server checks it again. */
export const may = (permission) => !document.body.dataset.lacks?.split(" ").includes(permission);

/** A text of others with the signs seen that turn the direction of writing: unseen they would turn what stands around it, too. */
export const visible = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (sign) => `⟨U+${sign.codePointAt(0).toString(16).toUpperCase()}⟩`);

const signIn = () => location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);

/** Asks, and says in words where nobody answers. */
async function reach(address, options) {
  try { return await fetch(address, options); } catch { throw new Error("The server does not answer. Try it again in a moment."); }
}

/** The markup of a page or of a part of one; the server escaped what is in it. A session that is over leads to the sign-in, which is
    no part of anything. */
export async function part(address) {
  const answer = await reach(address, { headers: { Accept: "text/html" } });
  if (answer.redirected && new URL(answer.url).pathname === "/sign-in") {
    signIn();
    throw new Error("Your session is over.");
  }
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.text();
}

export const isTyping = () => document.activeElement?.matches("input:not([type=checkbox]):not([type=range]), select, textarea") ||
  document.querySelector("dialog[open]") !== null;

/** What a page can look like: as the system says, or one of its own. */
export const themes = { system: "the system’s", light: "light", dark: "dark" };
const theme = () => localStorage.getItem("theme") ?? "system";

export function setTheme(name) {
  if (name === "system") { localStorage.removeItem("theme"); delete document.documentElement.dataset.theme; } else {
    localStorage.setItem("theme", name);
    document.documentElement.dataset.theme = name;
  }
  nameTheme();
}

/** The switch says what is, and what comes next. */
function nameTheme() {
  const button = document.querySelector("[data-theme-switch]");
  if (!button) return;
  const names = Object.keys(themes);
  button.dataset.next = names[(names.indexOf(theme()) + 1) % names.length];
  button.title = `Theme: ${themes[theme()]}. Next: ${themes[button.dataset.next]}`;
  button.querySelector(".only-read").textContent = `Theme: ${themes[theme()]}; switch it to ${themes[button.dataset.next]}`;
}

const switchTheme = ({ currentTarget }) => setTheme(currentTarget.dataset.next);

document.querySelector("[data-theme-switch]")?.addEventListener("click", switchTheme);
nameTheme();

document.querySelector("[data-sign-out]")?.addEventListener("click", async () => {
  try { await ask("DELETE", "/api/session"); } finally { location.assign("/sign-in"); }
});

// A field that says itself what it wants (`data-wants`) says so where the form's problems stand.
document.addEventListener("invalid", (event) => {
  const { form, dataset } = event.target;
  const problem = form?.querySelector("[data-problem]");
  if (!problem || !dataset.wants) return;
  event.preventDefault();
  if ([...form.elements].find((field) => field.willValidate && !field.validity.valid) !== event.target) return;
  problem.textContent = dataset.wants;
  problem.hidden = false;
  event.target.focus();
}, true);

// What a filter leaves open is no part of its address.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  const said = [...formData].filter(([, value]) => value !== "");
  for (const name of new Set(formData.keys())) formData.delete(name);
  for (const [name, value] of said) formData.append(name, value);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show-password]");
  const field = button?.parentElement.querySelector("input");
  if (!field) return;
  const shows = field.type === "password";
  field.type = shows ? "text" : "password";
  button.textContent = shows ? "Hide" : "Show";
  button.setAttribute("aria-pressed", String(shows));
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-link]");
  if (!button) return;
  await navigator.clipboard.writeText(new URL(button.dataset.copyLink || location.href, location.href).href);
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = words; }, 1500);
});

const places = { h: "/", i: "/incidents", a: "/alerts", t: "/assets", r: "/reports", l: "/learn" };
let before = "";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (event.key === "?") document.getElementById("shortcuts")?.showModal();
  else if (before === "g" && places[event.key]) location.assign(places[event.key]);
  else if (target?.checkVisibility()) { event.preventDefault(); target.matches("input") ? target.focus() : target.click(); }
  before = event.key;
});
document.getElementById("shortcuts")?.addEventListener("click", (event) => { if (event.target === event.currentTarget) event.currentTarget.close(); });

// One menu is open at a time, and goes with a click elsewhere or Escape.
// What was pressed may have made itself anew meanwhile: where it stood counts.
document.addEventListener("click", (event) => {
  const passed = event.composedPath();
  for (const menu of document.querySelectorAll("details.drop[open]")) if (!passed.includes(menu)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// The palette is fetched when it is first wanted.
document.addEventListener("keydown", async (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "k" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const { openPalette } = await import("./palette.js");
  openPalette();
});

// What few pages need is fetched there alone: what finds in long lists of filters, what keeps Home current.
if (document.querySelector(".drop fieldset > label:nth-of-type(10)")) import("./long-lists.js");
if (document.querySelector(".home")) import("./home.js");
