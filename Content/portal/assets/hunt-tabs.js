// The answers of a query that gives several: one is shown at a time.

/** - panel: where answers are shown; the tabs stand before its rows.
 *  - show: shows the answer at a place in the list. */
export function answerTabs(panel, show) {
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Answers");
  list.hidden = true;
  panel.querySelector("header").after(list);
  const tabs = () => [...list.children];

  function choose(index) {
    tabs().forEach((tab, own) => { tab.setAttribute("aria-selected", String(own === index)); tab.tabIndex = own === index ? 0 : -1; });
    show(index);
  }
  list.addEventListener("click", (event) => { const tab = event.target.closest("[role=tab]"); if (tab) choose(tabs().indexOf(tab)); });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = tabs();
    const index = (all.indexOf(document.activeElement) + step + all.length) % all.length;
    choose(index);
    all[index].focus();
  });

  /** Takes the answers of a query; the first is chosen. */
  return (answers) => {
    list.hidden = answers.length < 2;
    list.replaceChildren(...(list.hidden ? [] : answers).map((answer, index) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.setAttribute("role", "tab");
      const count = document.createElement("span");
      count.className = "count";
      count.textContent = (answer.foundRows ?? answer.rows.length).toLocaleString("en");
      tab.append(answer.name ?? `Answer ${index + 1}`, " ", count);
      return tab;
    }));
    choose(0);
  };
}
