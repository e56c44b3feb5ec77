// Long lists of choices: a field above each leaves those that hold what is typed into it. What is ticked counts, seen or not.
const many = 10;

for (const group of document.querySelectorAll(".drop fieldset")) {
  const labels = [...group.querySelectorAll(":scope > label")];
  if (labels.length < many) continue;
  const title = group.querySelector("legend")?.textContent ?? "the list";
  const field = Object.assign(document.createElement("input"), { type: "search", placeholder: `Find in ${labels.length}`, autocomplete: "off" });
  field.setAttribute("aria-label", `Find in ${title}`);
  const options = Object.assign(document.createElement("div"), { className: "options" });
  const said = Object.assign(document.createElement("span"), { className: "only-read" });
  said.setAttribute("role", "status");
  options.append(...labels);
  group.append(field, said, options);
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const label of labels) {
      label.hidden = !words.every((word) => label.textContent.toLowerCase().includes(word));
      if (!label.hidden) count += 1;
    }
    said.textContent = `${count} of ${labels.length}`;
  });
  // Enter looks; what is chosen is applied by its button.
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  field.addEventListener("change", (event) => event.stopPropagation());
}
