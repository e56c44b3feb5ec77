// The graph in words, for who hears it: each thing says what goes from it and to it. The lines between them say nothing alone.
const most = 8;

const verb = (edge) => edge.querySelector("title").textContent.replace(/ · [\d,]+$/, "");
const name = (node) => (Number(node.dataset.size) > 1 ? node.querySelector("text").textContent : node.querySelector("title").textContent);

export function tell(canvas) {
  const nodes = new Map([...canvas.querySelectorAll(".g-node")].map((node) => [node.dataset.node, { node, words: [] }]));
  for (const edge of canvas.querySelectorAll(".g-edge")) {
    edge.setAttribute("aria-hidden", "true");
    const [from, to] = [nodes.get(edge.dataset.from), nodes.get(edge.dataset.to)];
    if (!from || !to) continue;
    from.words.push(`${verb(edge)} ${name(to.node)}`);
    to.words.push(`${name(from.node)} ${verb(edge)} it`);
  }
  for (const { node, words } of nodes.values()) {
    const rest = words.length > most ? [`${words.length - most} more`] : [];
    node.setAttribute("aria-description", [...words.slice(0, most), ...rest].join("; "));
  }
}
