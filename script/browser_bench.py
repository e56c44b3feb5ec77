"""Pages over a full store in a real browser: how long until they can be used, and how heavy they are.

    browser_bench.py BINARY FOLDER [RUNS]

FOLDER was filled by `Bench portal --folder FOLDER`. Needs playwright and a Chromium; the tests' set-up brings both.
"""

import json
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

ACCOUNT, PASSWORD = "bench", "correct horse battery 9"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    def __init__(self, binary, folder):
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.process = subprocess.Popen([
            binary, "serve", "--data", folder, "--listen", f"127.0.0.1:{self.port}", "--plain-http", "--log-level", "error",
            "--requests-per-minute", "0", "--strangers-requests-per-minute", "0"])
        self.token = None
        end = time.monotonic() + 300
        while not self.is_ready():
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit("the server does not answer")
            time.sleep(0.2)
        self.token = (pathlib.Path(folder) / "admin.token").read_text().strip()

    def is_ready(self):
        try:
            return urllib.request.urlopen(f"{self.address}/readyz", timeout=5).status == 200
        except OSError:
            return False

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.address}/{path}", method=method, data=json.dumps(body).encode() if body else None,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def measure(page, name, address, runs):
    """The page is loaded with its scripts kept, as by somebody who works all day. Modules run before the document is done."""
    times, weight = [], 0
    for run in range(runs + 1):
        page.goto(address)
        page.wait_for_load_state("load")
        timing = page.evaluate("(() => { const [entry] = performance.getEntriesByType('navigation'); return [entry.responseStart, entry.domContentLoadedEventEnd]; })()")
        if run == 0:
            weight = page.evaluate("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.encodedBodySize, 0)")
        else:
            times.append(timing)
    first, ready = [time[0] for time in times], [time[1] for time in times]
    print(f"{name:42} {percentile(first, 0.5):8.1f} {percentile(first, 0.95):8.1f} {percentile(ready, 0.5):8.1f} {percentile(ready, 0.95):8.1f} {weight / 1000:8.1f}")


# From a click to the next picture after the place has changed.
CLICK = """([target, place]) => new Promise((resolve) => {
  const start = performance.now();
  const watch = new MutationObserver(() => { watch.disconnect(); requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))); });
  watch.observe(document.querySelector(place), { childList: true, subtree: true, attributes: true });
  document.querySelector(target).dispatchEvent(new MouseEvent("click", { bubbles: true }));
})"""


def measure_clicks(page, name, address, targets, place, points=False):
    """Each target is clicked once; what it fetches is not kept from before. Where somebody points at it, he does for a third of a second
    first."""
    page.goto(address)
    page.wait_for_load_state("load")
    times = []
    for target in targets:
        if points:
            page.mouse.move(2, 2)
            page.hover(target)
            page.wait_for_timeout(330)
        times.append(page.evaluate(CLICK, [target, place]))
    print(f"{name:42} {percentile(times, 0.5):8.1f} {percentile(times, 0.95):8.1f}")


# In every document: when it was first drawn where it is seen, which for one that was made ready before is after it was shown.
DRAWN = """(() => {
  const drawn = () => requestAnimationFrame(() => setTimeout(() => { window.drawnAt = Date.now(); }));
  if (document.prerendering) document.addEventListener("prerenderingchange", drawn, { once: true }); else drawn();
})()"""


def measure_changes(page, name, start, links, runs):
    """From the press of the button on a link to the first picture of the page behind it, as a person goes there: he points at it for a
    third of a second first."""
    times = []
    for run in range(runs):
        page.goto(start)
        page.wait_for_load_state("load")
        here = page.url
        page.mouse.move(2, 2)
        link = page.locator(links).nth(run % max(1, page.locator(links).count()))
        link.scroll_into_view_if_needed()
        link.hover()
        page.wait_for_timeout(330)
        page.evaluate("addEventListener('pointerdown', () => { sessionStorage.pressedAt = Date.now(); }, { once: true, capture: true })")
        link.click(no_wait_after=True)
        # It may lead on to another page.
        page.wait_for_url(lambda address: address != here)
        page.wait_for_function("window.drawnAt")
        times.append(page.evaluate("window.drawnAt - Number(sessionStorage.pressedAt)"))
    print(f"{name:42} {percentile(times, 0.5):8.1f} {percentile(times, 0.95):8.1f}")


def main(binary, folder, runs=20):
    from playwright.sync_api import sync_playwright

    server = Server(binary, folder)
    try:
        people = server.call("GET", "api/people")["people"]
        if not any(person["account"] == ACCOUNT for person in people):
            server.call("POST", "api/people", {"account": ACCOUNT, "password": PASSWORD, "roles": ["Security administrator"]})
        found = server.call("GET", "api/queue?all=true&search=Large%20incident&top=2")["incidents"]
        large = max(found, key=lambda incident: incident["alertCount"])["id"]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = chromium.new_context(base_url=server.address, viewport={"width": 1440, "height": 960}).new_page()
            page.goto("/sign-in")
            page.fill("[name=account]", ACCOUNT)
            page.fill("[name=password]", PASSWORD)
            page.click("text=Sign in >> nth=-1")
            page.wait_for_url("**/incidents**")
            print(f"{'':42} {'first byte, ms':>17} {'usable, ms':>17} {'packed':>8}")
            print(f"{'':42} {'p50':>8} {'p95':>8} {'p50':>8} {'p95':>8} {'kB':>8}")
            for name, address in [
                ("home", "/"), ("queue", "/incidents?queue=on"), ("incident of 10,000 alerts, 500 things", f"/incidents/{large}"),
                ("its alerts", f"/incidents/{large}/alerts"), ("alerts", "/alerts?days=0"), ("assets", "/assets"),
            ]:
                measure(page, name, address, runs)
            print(f"\n{'':42} {'a click, ms':>17}")
            rows = [f"tbody tr[data-id]:nth-of-type({number}) td.what" for number in range(1, runs + 1)]
            measure_clicks(page, "queue: a row's summary", "/incidents?queue=on", rows, "[data-pane-target]")
            alerts = [f".story ol li:nth-of-type({number}) [data-alert]" for number in range(1, runs + 1)]
            story = f"/incidents/{large}"
            measure_clicks(page, "large incident: an alert", story, alerts, "[data-details]")
            page.goto(story)
            single = page.evaluate("[...document.querySelectorAll('.g-node[data-size=\"1\"]')].map((node) => node.dataset.node)")
            nodes = [f".g-node[data-node='{node}']" for node in single[:runs]]
            measure_clicks(page, "large incident: a thing in the graph", story, nodes, "[data-details]")
            measure_clicks(page, "large incident: all its things, drawn", story, ["[data-group]"] * 8, "[data-canvas]", points=True)
            page.context.add_init_script(DRAWN)
            print(f"\n{'':42} {'another page, ms':>17}")
            for name, start, links in [
                ("queue to an incident", "/incidents?queue=on", "tbody td.what a[href^='/incidents/']"),
                ("incident to its tabs", story, "nav.tabs a:not([aria-current])"),
                ("anywhere by the navigation", "/incidents?queue=on", "nav a[href^='/']:not([aria-current])"),
            ]:
                measure_changes(page, name, start, links, runs)
            chromium.close()
    finally:
        server.process.terminate()
        server.process.wait(20)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(number) for number in sys.argv[3:4]))
