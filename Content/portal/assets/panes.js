// The widths of panes that stand side by side: drawn with the pointer, moved with the keys, given back by a double click. They are
// shares of the whole, remembered in this browser, and stand in the page before it is painted (early.js).
const root = document.documentElement;
const read = () => JSON.parse(localStorage.getItem("panes") ?? "{}");
/** How far a key moves a divider, in hundredths of the whole. */
const step = 2;

/** - divider: a separator, beside the pane that it is of: before it, or behind it. */
function divide(divider, whole) {
  const { divider: name, side } = divider.dataset;
  const pane = side === "before" ? divider.previousElementSibling : divider.nextElementSibling;
  const [least, most] = [Number(divider.ariaValueMin), Number(divider.ariaValueMax)];
  const share = () => pane.getBoundingClientRect().width / whole.clientWidth * 100;
  const say = () => { divider.ariaValueNow = String(Math.round(share())); };

  function set(value) {
    const kept = Math.round(Math.min(most, Math.max(least, value)) * 10) / 10;
    root.style.setProperty(`--pane-${name}`, `${kept}%`);
    localStorage.setItem("panes", JSON.stringify({ ...read(), [name]: kept }));
    say();
  }
  function giveBack() {
    const { [name]: _, ...others } = read();
    localStorage.setItem("panes", JSON.stringify(others));
    root.style.removeProperty(`--pane-${name}`);
    say();
  }

  divider.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    divider.focus({ focusVisible: false });
    divider.setPointerCapture(event.pointerId);
  });
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId) || event.buttons === 0) return;
    const box = whole.getBoundingClientRect();
    const half = divider.offsetWidth / 2;
    set((side === "before" ? event.clientX - half - box.left : box.right - event.clientX - half) / box.width * 100);
  });
  divider.addEventListener("dblclick", giveBack);
  divider.addEventListener("keydown", (event) => {
    const wider = side === "before" ? "ArrowRight" : "ArrowLeft";
    const narrower = side === "before" ? "ArrowLeft" : "ArrowRight";
    const act = { [wider]: () => set(share() + step), [narrower]: () => set(share() - step), Home: () => set(least), End: () => set(most), Enter: giveBack }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  new ResizeObserver(say).observe(whole);
}

const whole = document.querySelector("[data-panes]");
for (const divider of whole?.querySelectorAll("[data-divider]") ?? []) divide(divider, whole);
