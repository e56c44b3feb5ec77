// Which columns of picked rows say what of things: as the tables call them, until somebody says it otherwise.

/**
 * The list in the dialog.
 * @param dialog holds `[data-things]`, whose value is what columns can say.
 * @param rows the picked rows.
 */
export function linkedThings(dialog, rows) {
  const list = dialog.querySelector("[data-things]");
  const known = JSON.parse(list.dataset.things);
  let [columns, isTouched] = [[], false];

  function choice(words, options, value) {
    const field = document.createElement("select");
    field.setAttribute("aria-label", words);
    field.append(...options.map(([own, text]) => new Option(text, own, own === value, own === value)));
    return field;
  }
  const lines = () => [...list.children].map((line) => [...line.querySelectorAll("select")].map((field) => field.value));

  function tell() {
    const named = lines().map(([value]) => known.find((one) => one.value === value).title.split(":")[0].toLowerCase());
    dialog.querySelector("[data-things-words]").textContent = [...new Set(named)].join(", ") || "none";
  }
  function add(value, column) {
    const line = document.createElement("div");
    line.className = "thing";
    const group = (title, isAsset) => {
      const own = document.createElement("optgroup");
      own.label = title;
      own.append(...known.filter((one) => one.isAsset === isAsset).map((one) => new Option(one.title, one.value, one.value === value, one.value === value)));
      return own;
    };
    const what = choice("What the column says", [], value);
    what.append(group("Impacted assets", true), group("Evidence", false));
    const away = document.createElement("button");
    Object.assign(away, { type: "button", className: "button plain", textContent: "×" });
    away.setAttribute("aria-label", "Leave this column out");
    away.addEventListener("click", () => { line.remove(); isTouched = true; tell(); });
    line.append(what, choice("Column", columns.map((name) => [name, name]), column), away);
    line.addEventListener("change", () => { isTouched = true; tell(); });
    list.append(line);
  }
  dialog.querySelector("[data-add-thing]").addEventListener("click", () => {
    const taken = lines().map(([value]) => value);
    add(known.find((one) => !taken.includes(one.value))?.value ?? known[0].value, columns[0]);
    isTouched = true;
    tell();
    list.lastElementChild.querySelector("select").focus();
  });

  return {
    /** Begins anew with the columns that are called as in the tables. */
    show() {
      const picked = rows();
      const isSaid = (name) => picked.some((row) => row[name] !== undefined && row[name] !== null && row[name] !== "");
      [columns, isTouched] = [Object.keys(picked[0] ?? {}), false];
      list.replaceChildren();
      for (const one of known) {
        const column = one.usual.find(isSaid);
        if (column) add(one.value, column);
      }
      tell();
    },
    /** What was chosen; undefined where nobody changed it. */
    chosen: () => (isTouched ? Object.fromEntries(lines()) : undefined),
  };
}
