// The view of the graph: drag moves it, the wheel, two fingers or + and - draw nearer.

const nearest = 200;
const farthest = 8000;
/** Below so many pixels for a unit of the drawing, its smallest letters, of 12 units, cannot be read. */
const legible = 11 / 12;
/** Few things are drawn no larger than so many pixels for a unit. */
const largest = 1.25;

export function graphView(canvas) {
  let view = { x: 0, y: 0, width: 0, height: 0 };
  const fingers = new Map();
  // Asked for by the browser's leave: to ask the canvas itself would lay a new drawing out before its view is settled, and again after.
  let seen = { width: canvas.clientWidth, height: canvas.clientHeight };
  new ResizeObserver(([{ contentRect }]) => { seen = contentRect; }).observe(canvas);

  function show(next) {
    view = next;
    canvas.querySelector("svg").setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }

  function fit() {
    const { dataset } = canvas.querySelector("svg");
    const [allWidth, allHeight] = [Number(dataset.width), Number(dataset.height)];
    const isSmall = seen.width > largest * allWidth && seen.height > largest * allHeight;
    const [width, height] = isSmall ? [seen.width / largest, seen.height / largest] : [allWidth, allHeight];
    show({ x: (allWidth - width) / 2, y: (allHeight - height) / 2, width, height });
  }

  /** The whole graph; where it is too small to be read, its beginning: what attacks stands at the left, what came first at the top. */
  function start() {
    const { dataset } = canvas.querySelector("svg");
    const [allWidth, allHeight] = [Number(dataset.width), Number(dataset.height)];
    const scale = Math.min(seen.width / allWidth, seen.height / allHeight);
    if (!(scale > 0 && scale < legible)) return fit();
    const [width, height] = [seen.width / legible, seen.height / legible];
    show({ x: Math.min(0, (allWidth - width) / 2), y: Math.min(0, (allHeight - height) / 2), width, height });
  }

  /** - at: the place that stays where it is, in shares of the canvas. */
  function zoom(scale, at = [0.5, 0.5]) {
    const width = Math.min(Math.max(view.width * scale, nearest), farthest);
    const ratio = width / view.width;
    show({ x: view.x + view.width * (1 - ratio) * at[0], y: view.y + view.height * (1 - ratio) * at[1], width, height: view.height * ratio });
  }

  const share = (x, y) => {
    const box = canvas.getBoundingClientRect();
    return [(x - box.left) / box.width, (y - box.top) / box.height];
  };
  const apart = ([one, other]) => Math.hypot(one.x - other.x, one.y - other.y);

  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(event.deltaY * 0.001), share(event.clientX, event.clientY));
  }, { passive: false });

  canvas.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".g-node") && fingers.size === 0) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const old = fingers.get(event.pointerId);
    if (!old) return;
    const before = [...fingers.values()].map((finger) => ({ ...finger }));
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2) {
      const now = [...fingers.values()];
      return zoom(apart(before) / Math.max(1, apart(now)), share((now[0].x + now[1].x) / 2, (now[0].y + now[1].y) / 2));
    }
    const scale = Math.max(view.width / seen.width, view.height / seen.height);
    show({ ...view, x: view.x - (event.clientX - old.x) * scale, y: view.y - (event.clientY - old.y) * scale });
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));

  canvas.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") zoom(0.8);
    else if (event.key === "-") zoom(1.25);
    else if (event.key === "0") fit();
  });
  /** Moves the view so far that the thing at a place of the drawing is in sight. */
  function reveal([x, y]) {
    const scale = Math.max(view.width / seen.width, view.height / seen.height);
    const [width, height] = [seen.width * scale, seen.height * scale];
    const [left, top] = [view.x - (width - view.width) / 2, view.y - (height - view.height) / 2];
    const by = (start, length, from, size) => Math.min(0, start - 12 - from) + Math.max(0, start + length + 12 - from - size);
    show({ ...view, x: view.x + by(x, 152, left, width), y: view.y + by(y, 40, top, height) });
  }
  return { fit, start, reveal };
}
