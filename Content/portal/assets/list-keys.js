// A long list of buttons by keyboard: one stop for Tab, and the arrows go from one to the next of those that are shown.

export function listKeys(list, buttons) {
  const shown = () => buttons.filter((button) => !button.parentElement.hidden);

  /** Tab comes to one of them: that where one was, or the first that is shown. */
  function settle(stop = shown().find((button) => button.tabIndex === 0) ?? shown()[0]) {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  list.addEventListener("focusin", ({ target }) => { if (buttons.includes(target)) settle(target); });
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = shown();
    const index = all.indexOf(event.target);
    const next = { ArrowDown: all[index + 1], ArrowUp: all[index - 1], Home: all[0], End: all.at(-1) };
    if (index < 0 || !(event.key in next)) return;
    event.preventDefault();
    next[event.key]?.focus();
  });
  return { settle };
}
