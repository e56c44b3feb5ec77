// What has to be known before anything is painted, so that nothing jumps: the theme, and how wide panes are.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme) root.dataset.theme = theme;
  for (const [name, share] of Object.entries(JSON.parse(localStorage.getItem("panes") ?? "{}"))) {
    if (Number.isFinite(share)) root.style.setProperty(`--pane-${name}`, `${share}%`);
  }
})();
