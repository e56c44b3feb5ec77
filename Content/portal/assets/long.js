// Texts of others may be of any length, and a word of ten thousand letters takes a browser seconds to lay out. Before anything is
// painted, long ones are cut to what can be read at once; a button shows the rest.

/** Characters from which on a text is cut, and those that are left of it: of names, and of what is read as prose. */
const names = { most: 300, left: 200 };
const prose = { most: 1200, left: 600 };
/** What is no text of others, or is cut where it is made. */
const whole = "script, style, textarea, select, pre, svg, .whole, [data-hunt]";
/** Nothing can be pressed within these. */
const pressed = "a, button, summary, label, .chip, [role=option]";
/** A word from so many letters on is broken after each few. */
const longWord = /(\S{40,})/;
const step = 24;

/** Sentences are read, and broken between their words. */
const isRead = (item, text) => !item.closest("h1, h2, a") && (item.closest("p, code, .markdown") !== null || !/\S{100}/.test(text));
const start = (text, count) => text.slice(0, count).replace(/[\ud800-\udbff]$/, "");

/** A text with places at which its long words may be broken, which a browser would look for at every letter. */
export function soft(text) {
  const made = document.createDocumentFragment();
  for (const part of text.split(longWord)) {
    if (!longWord.test(part)) { made.append(part); continue; }
    for (let at = 0; at < part.length; at += step) made.append(part.slice(at, at + step), document.createElement("wbr"));
  }
  return made;
}

function more(node, text) {
  const button = document.createElement("button");
  const words = `show all ${text.length.toLocaleString("en")} characters`;
  const short = node.data;
  let shown = node;
  Object.assign(button, { type: "button", className: "link more-text", textContent: words });
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const isShort = shown === node;
    let next = node;
    if (isShort) {
      next = Object.assign(document.createElement("span"), { className: "whole", tabIndex: 0 });
      next.setAttribute("role", "group");
      next.setAttribute("aria-label", "The whole text");
      next.append(soft(text));
    } else node.data = short;
    shown.replaceWith(next);
    shown = next;
    button.textContent = isShort ? "show less" : words;
    button.setAttribute("aria-expanded", String(isShort));
  });
  return button;
}

/** Cuts what is long in a part of a page. */
export function cut(part) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.length > names.most) found.push(walker.currentNode);
  for (const node of found) {
    const item = node.parentElement;
    if (!item) continue;
    const text = node.data.trim();
    const { most, left } = isRead(item, text) ? prose : names;
    if (text.length <= most || item.closest(whole)) continue;
    node.data = `${start(text, left)}… `;
    if (!item.closest(pressed)) node.after(more(node, text));
  }
}

cut(document.body);
new MutationObserver((records) => {
  const parts = new Set();
  for (const { target, addedNodes } of records) {
    if (target.closest?.(whole)) continue;
    for (const node of addedNodes) parts.add(node.nodeType === Node.TEXT_NODE ? target : node);
  }
  for (const part of parts) if (part.isConnected) cut(part);
}).observe(document.body, { childList: true, subtree: true });
