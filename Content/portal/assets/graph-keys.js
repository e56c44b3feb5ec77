// The graph by keyboard: one stop for Tab, and the arrows go from thing to thing, each time to the nearest in that direction.
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** - reveal: brings a place of the drawing into sight. */
export function graphKeys(canvas, reveal) {
  const all = () => [...canvas.querySelectorAll(".g-node")];
  const shown = () => all().filter((node) => !node.matches(".out"));
  const place = (node) => node.getAttribute("transform").match(/-?[\d.]+/g).map(Number);

  /** Tab comes to one thing of them: that where one was, or the first that is shown. */
  function settle(stop = shown().find((node) => node.tabIndex === 0) ?? shown()[0]) {
    for (const node of all()) node.tabIndex = node === stop ? 0 : -1;
  }

  function go(node) {
    if (!node) return;
    settle(node);
    reveal(place(node));
    node.focus({ preventScroll: true });
  }

  function next(from, [right, down]) {
    const [x, y] = place(from);
    let found = null;
    for (const node of shown()) {
      const [dx, dy] = [place(node)[0] - x, place(node)[1] - y];
      const [ahead, aside] = [dx * right + dy * down, Math.abs(dx * down) + Math.abs(dy * right)];
      const far = ahead + 2 * aside;
      if (ahead > 0 && (found === null || far < found.far)) found = { node, far };
    }
    return found?.node;
  }

  canvas.addEventListener("focusin", (event) => { if (event.target.matches(".g-node")) settle(event.target); });
  canvas.addEventListener("keydown", (event) => {
    const node = event.target.closest(".g-node");
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const ends = { Home: shown()[0], End: shown().at(-1) };
    if (!(event.key in directions) && !(event.key in ends)) return;
    event.preventDefault();
    go(event.key in ends ? ends[event.key] : next(node, directions[event.key]));
  });
  return {
    settle,
    /** After the graph was drawn anew: the focus is on the thing that has one of these names. */
    take(entities) { go(shown().find((node) => node.dataset.entities.split(" ").some((name) => entities.has(name)))); },
  };
}
