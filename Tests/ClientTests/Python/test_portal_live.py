"""Pages that change while somebody looks at them: in a second window, after a pause, and when two people edit at once."""

import json
import re
import shutil
import signal
import threading
import time

import pytest
import requests
from playwright.sync_api import expect

from browsing import ACCOUNT, COLLEAGUE, PASSWORD, WAITED_FOR, Desk, browser, colleague, page, portal, queue, save  # noqa: F401
from conftest import Server, wazuh


class Stream:
    """The messages of a stream of events, read as a browser reads them."""

    def __init__(self, portal, place=None, session=None, seconds=30):
        headers = {"Last-Event-ID": str(place)} if place is not None else {}
        if session is None:
            headers["Authorization"] = f"Bearer {portal.token}"
        self.answer = (session or requests).get(
            f"{portal.address}/portal/events", headers=headers, stream=True, timeout=seconds)
        self.answer.raise_for_status()
        self.place = None
        self.lines = self.answer.iter_lines(chunk_size=1)

    def message(self):
        """The next message with data: its kind and what it says."""
        kind = data = None
        for line in self.lines:
            name, _, value = line.decode().partition(": ")
            if name == "id":
                self.place = int(value)
            elif name == "event":
                kind = value
            elif name == "data":
                data = json.loads(value)
            elif not line and data is not None:
                return kind, data
        return None

    def changes(self, count):
        """The next changes, at least so many."""
        found = []
        while len(found) < count:
            found += self.message()[1]
        return found

    def close(self):
        self.answer.close()


def comment(portal, incident, text):
    portal.call("POST", f"v1.0/security/incidents/{incident}/comments", {"comment": text}).raise_for_status()


def texts(changes):
    return [change["comment"] for change in changes if change["action"] == "commented"]


def test_a_stream_goes_on_where_it_was_cut(portal):
    incident = queue(portal)[0]["id"]
    stream = Stream(portal)
    comment(portal, incident, "first")
    assert texts(stream.changes(1)) == ["first"]
    place = stream.place
    stream.close()
    for number in range(5):
        comment(portal, incident, f"missed {number}")
    later = Stream(portal, place)
    assert texts(later.changes(5)) == [f"missed {number}" for number in range(5)]
    comment(portal, incident, "last")
    assert texts(later.changes(1)) == ["last"]
    later.close()


def test_many_open_pages_share_one_stream(portal, browser):
    """A browser opens six connections to a server that speaks HTTP/1.1: streams of their own would take them all."""
    old = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-http2"])
    desk = Desk(portal, old)
    pages = [desk.page] + [desk.context.new_page() for _ in range(7)]
    for one in pages:
        one.goto("/incidents?queue=all")
        expect(one.locator("[data-live]")).to_have_text("live")
    ninth = desk.context.new_page()
    ninth.goto("/alerts", timeout=WAITED_FOR)
    incident = queue(portal)[0]["id"]
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"assignedTo": "everybody"}).raise_for_status()
    for one in pages:
        expect(one.locator(f"tr[data-id='{incident}']")).to_contain_text("everybody")
        assert one.locator(f"tr[data-id='{incident}']").count() == 1
    # Who comes later goes with the stream that runs; who left and comes again has what happened meanwhile.
    pages[0].close()
    pages[1].reload()
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"assignedTo": "nobody-else"}).raise_for_status()
    for one in pages[1:]:
        expect(one.locator(f"tr[data-id='{incident}']")).to_contain_text("nobody-else")
    desk.close()
    old.close()


# Browsers that know no shared workers, and those whose worker does not start.
WITHOUT_WORKER = {
    "unknown": "delete globalThis.SharedWorker",
    "broken": """globalThis.SharedWorker = class {
        port = { postMessage() {} };
        constructor() { setTimeout(() => this.onerror(new Event("error")), 50); }
    }""",
}


@pytest.mark.parametrize("kind", WITHOUT_WORKER)
def test_a_page_without_shared_workers_follows_by_itself(portal, browser, kind):
    desk = Desk(portal, browser)
    page = desk.page
    page.add_init_script(WITHOUT_WORKER[kind])
    streams = []
    page.on("request", lambda request: streams.append(request.url) if "/portal/events" in request.url else None)
    page.goto("/incidents?queue=all")
    expect(page.locator("[data-live]")).to_have_text("live", timeout=WAITED_FOR)
    assert len(streams) == 1
    incident = queue(portal)[0]["id"]
    count = page.locator("tr[data-id]").count()
    row = page.locator(f"tr[data-id='{incident}']")
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"assignedTo": f"alone-{kind}"}).raise_for_status()
    expect(row).to_contain_text(f"alone-{kind}", timeout=WAITED_FOR)
    # An attack that has nothing in common with that of the other kind.
    number = 10 * (1 + list(WITHOUT_WORKER).index(kind))
    alerts = [wazuh(n, f"{kind}01", 7500 + number + n, f"203.0.113.{200 + number}", f"2026-06-{number}T10:00") for n in range(8)]
    portal.ingest("hids", alerts)
    expect(page.locator("tr[data-id]")).to_have_count(count + 1, timeout=WAITED_FOR)
    # A page that was hidden has left its stream; it catches up with a new one, and no row comes twice.
    hide = "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }"
    page.evaluate(hide, True)
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"assignedTo": f"back-{kind}"}).raise_for_status()
    page.wait_for_timeout(1000)
    expect(row).not_to_contain_text(f"back-{kind}")
    page.evaluate(hide, False)
    expect(row).to_contain_text(f"back-{kind}", timeout=WAITED_FOR)
    assert len(streams) == 2
    ids = page.locator("tr[data-id]").evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(ids) == len(set(ids)) == count + 1
    desk.close()


def test_who_is_far_behind_is_told_so(portal):
    stream = Stream(portal, 10 ** 9)
    assert stream.message() == ("lost", {})
    stream.close()


def test_nothing_is_lost_or_doubled_whoever_writes(portal):
    """Writers and a reader that is cut off again and again: it has every change once, in order."""
    incident = queue(portal)[0]["id"]
    stream = Stream(portal)
    comment(portal, incident, "begin")
    assert texts(stream.changes(1)) == ["begin"]
    writers = [
        threading.Thread(target=lambda who=who: [comment(portal, incident, f"{who} {number}") for number in range(10)])
        for who in "abc"
    ]
    for writer in writers:
        writer.start()
    found = []
    while len(found) < 30:
        place = stream.place
        stream.close()
        stream = Stream(portal, place)
        found += texts(stream.changes(1))
    for writer in writers:
        writer.join()
    stream.close()
    assert len(found) == len(set(found)) == 30
    for who in "abc":
        assert [text for text in found if text.startswith(who)] == [f"{who} {number}" for number in range(10)]


def test_a_stream_ends_with_its_session(portal):
    session = requests.Session()
    session.verify = str(portal.authority)
    answer = session.post(f"{portal.address}/api/session", json={"account": COLLEAGUE, "password": PASSWORD})
    stream = Stream(portal, session=session, seconds=40)
    session.delete(f"{portal.address}/api/session", headers={"X-CSRF-Token": answer.json()["csrfToken"]}).raise_for_status()
    assert stream.message() is None
    assert requests.get(f"{portal.address}/portal/events", timeout=10).status_code == 401


def test_the_oldest_stream_of_a_person_ends_for_a_new_one(portal):
    streams = [Stream(portal, seconds=40) for _ in range(41)]
    while streams[0].message() is not None:
        pass
    for stream in streams:
        stream.close()


def test_the_queue_of_a_second_window_follows(portal, page, colleague):
    incident = queue(portal)[0]["id"]
    page.goto("/incidents")
    expect(page.locator("[data-live]")).to_have_text("live", timeout=WAITED_FOR)
    row = page.locator(f"tr[data-id='{incident}']")
    colleague.goto(f"/incidents/{incident}")
    colleague.keyboard.press("e")
    colleague.select_option("#manage [name=assignedTo]", COLLEAGUE)
    colleague.select_option("#manage [name=status]", "inProgress")
    save(colleague)
    expect(row.locator(".owner")).to_have_text(COLLEAGUE, timeout=WAITED_FOR)
    expect(row.locator(".badge.inProgress")).to_be_visible()


def test_new_rows_wait_for_whoever_is_in_the_middle_of_the_list(portal, page):
    page.goto("/incidents")
    expect(page.locator("[data-live]")).to_have_text("live", timeout=WAITED_FOR)
    count = page.locator("tr[data-id]").count()
    portal.ingest("hids", [wazuh(n, "new01", 7100 + n, "203.0.113.201", "2026-06-01T10:00") for n in range(8)])
    expect(page.locator("tr[data-id]")).to_have_count(count + 1, timeout=WAITED_FOR)
    page.keyboard.press("j")
    portal.ingest("hids", [wazuh(n, "new02", 7200 + n, "203.0.113.202", "2026-06-04T10:00") for n in range(8)])
    expect(page.locator("[data-news]")).to_have_text(re.compile("1 new in this view"), timeout=WAITED_FOR)
    assert page.locator("tr[data-id]").count() == count + 1
    page.click("[data-news]")
    expect(page.locator("tr[data-id]")).to_have_count(count + 2)
    ids = page.locator("tr[data-id]").evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(ids) == len(set(ids))


def test_the_page_of_an_incident_says_who_changed_what(portal, page, colleague):
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}/activity")
    page.fill("[data-comment-form] textarea", "half a sentence")
    expect(page.locator("[data-live]")).to_have_text("live", timeout=WAITED_FOR)
    colleague.goto(f"/incidents/{incident}")
    colleague.keyboard.press("e")
    colleague.fill("#manage [name=customTags]", "webshell")
    save(colleague)
    expect(page.locator(".toast").first).to_contain_text(f"{COLLEAGUE}: Tags: – → webshell", timeout=WAITED_FOR)
    expect(page.locator(".incident-head .badge.tag")).to_have_text("webshell")
    expect(page.locator(".activity")).to_contain_text("Tags: webshell")
    assert page.input_value("[data-comment-form] textarea") == "half a sentence"


def test_two_people_edit_one_incident_and_lose_nothing(portal, page, colleague):
    incident = queue(portal)[1]["id"]
    for window in (page, colleague):
        window.goto(f"/incidents/{incident}")
        window.keyboard.press("e")
        expect(window.locator("#manage")).to_be_visible()
    page.fill("#manage [name=displayName]", "What ana calls it")
    colleague.fill("#manage [name=displayName]", "What ben calls it")
    colleague.select_option("#manage [name=severity]", "high")
    save(colleague)
    # The severity, which ana left alone, comes in; the name, which both changed, is hers to decide.
    conflict = page.locator("#manage .conflict:not(.taken)")
    expect(conflict).to_contain_text("ben made this “What ben calls it” meanwhile", timeout=WAITED_FOR)
    expect(page.locator("#manage [name=severity]")).to_have_value("high")
    conflict.locator("text=Take theirs").click()
    page.fill("#manage [name=customTags]", "both")
    save(page)
    expect(page.locator("h1")).to_have_text("What ben calls it")
    stored = portal.call("GET", f"v1.0/security/incidents/{incident}").json()
    assert (stored["displayName"], stored["severity"], stored["customTags"]) == ("What ben calls it", "high", ["both"])


@pytest.mark.parametrize("has_stream", [True, False])
def test_tags_of_two_people_are_both_kept(portal, browser, has_stream):
    incident = queue(portal)[1]["id"]
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"customTags": ["old", "a,b"]}).raise_for_status()
    desk = Desk(portal, browser)
    page = desk.page
    if not has_stream:
        page.add_init_script("delete globalThis.SharedWorker")
        page.route("**/portal/events*", lambda route: route.fulfill(status=200, content_type="text/event-stream", body=""))
    page.goto(f"/incidents/{incident}")
    page.keyboard.press("e")
    tags = page.locator("#manage [name=customTags]")
    expect(tags).to_have_value('"a,b", old')
    page.fill("#manage [name=customTags]", '"a,b", mine')
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"customTags": ["old", "a,b", "theirs"]}).raise_for_status()
    if has_stream:
        expect(page.locator("#manage .conflict.taken")).to_contain_text("Yours and theirs are both kept", timeout=WAITED_FOR)
        expect(tags).to_have_value('"a,b", theirs, mine')
    save(page)
    stored = portal.call("GET", f"v1.0/security/incidents/{incident}").json()
    assert sorted(stored["customTags"]) == ["a,b", "mine", "theirs"]
    page.unroute_all(behavior="ignoreErrors")
    desk.close(expecting="412")


def test_a_conflict_is_shown_also_without_the_stream(portal, browser):
    incident = queue(portal)[2]["id"]
    desk = Desk(portal, browser)
    page = desk.page
    # A page alone: what the worker that pages share asks for is not seen here.
    page.add_init_script("delete globalThis.SharedWorker")
    page.route("**/portal/events*", lambda route: route.fulfill(status=200, content_type="text/event-stream", body=""))
    page.goto(f"/incidents/{incident}")
    page.keyboard.press("e")
    expect(page.locator("#manage")).to_be_visible()
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"assignedTo": "someone"}).raise_for_status()
    page.select_option("#manage [name=assignedTo]", ACCOUNT)
    page.click("text=Save the changes")
    expect(page.locator("#manage [data-problem]")).to_contain_text("Somebody else changed the owner meanwhile")
    assert portal.call("GET", f"v1.0/security/incidents/{incident}").json()["assignedTo"] == "someone"
    save(page)
    expect(page.locator(".incident-head")).to_contain_text(f"Owner: {ACCOUNT}")
    # The page asks for its stream again and again; a request that is answered here while all ends would hold the end up.
    page.unroute_all(behavior="ignoreErrors")
    # The browser notes each answer that refuses something.
    desk.close(expecting="412")


def test_two_people_change_one_task_and_lose_nothing(portal, page, colleague):
    incident = queue(portal)[1]["id"]
    portal.call("POST", f"api/queue/{incident}/tasks", {"title": "Ask the owner"}).raise_for_status()
    for window in (page, colleague):
        window.goto(f"/incidents/{incident}/tasks")
        window.click("[aria-label='Change: Ask the owner']")
        expect(window.locator("#edit-task")).to_be_visible()
    page.fill("#edit-task [name=description]", "By phone, says ana.")
    colleague.fill("#edit-task [name=description]", "By mail, says ben.")
    colleague.select_option("#edit-task [name=owner]", COLLEAGUE)
    colleague.click("#edit-task [value=save]")
    expect(colleague.locator("#edit-task")).to_be_hidden()
    # Whom it is given to, which ana left alone, comes in; what both wrote is hers to decide.
    conflict = page.locator("#edit-task .conflict:not(.taken)")
    expect(conflict).to_contain_text("ben made this “By mail, says ben.” meanwhile", timeout=WAITED_FOR)
    expect(page.locator("#edit-task [name=owner]")).to_have_value(COLLEAGUE)
    expect(page.locator("#edit-task [name=description]")).to_have_value("By phone, says ana.")
    page.click("#edit-task [value=save]")
    expect(page.locator("#edit-task")).to_be_hidden()
    # The other one sees it by itself.
    expect(colleague.locator(".task")).to_contain_text("By phone, says ana.", timeout=WAITED_FOR)
    stored = portal.call("GET", f"api/queue/{incident}/tasks").json()["tasks"][0]
    assert (stored["description"], stored["owner"]) == ("By phone, says ana.", COLLEAGUE)
    portal.call("DELETE", f"api/queue/{incident}/tasks/{stored['name']}").raise_for_status()


def test_a_task_that_somebody_changed_is_looked_at_first(portal, browser):
    incident = queue(portal)[2]["id"]
    made = portal.call("POST", f"api/queue/{incident}/tasks", {"title": "Ask them"}).json()
    address = f"api/queue/{incident}/tasks/{made['name']}"

    def stored():
        return portal.call("GET", f"api/queue/{incident}/tasks").json()["tasks"][0]

    desk = Desk(portal, browser)
    page = desk.page
    page.add_init_script("delete globalThis.SharedWorker")
    page.route("**/portal/events*", lambda route: route.fulfill(status=200, content_type="text/event-stream", body=""))
    page.goto(f"/incidents/{incident}/tasks")
    page.click("[aria-label='Change: Ask them']")
    portal.call("PATCH", address, {"description": "Theirs"}).raise_for_status()
    page.fill("#edit-task [name=description]", "Mine")
    page.click("#edit-task [value=save]")
    expect(page.locator("#edit-task [data-problem]")).to_have_text("Somebody else changed the description meanwhile. Look at it, then save again.")
    expect(page.locator("#edit-task [name=description]")).to_have_value("Mine")
    assert stored()["description"] == "Theirs"
    page.click("#edit-task [value=save]")
    expect(page.locator("#edit-task")).to_be_hidden()
    expect(page.locator(".task")).to_contain_text("Mine", timeout=WAITED_FOR)
    # What only one of them changed asks nobody.
    page.click("[aria-label='Change: Ask them']")
    portal.call("PATCH", address, {"due": "2031-02-03T00:00:00Z"}).raise_for_status()
    page.fill("#edit-task [name=title]", "Ask them all")
    page.click("#edit-task [value=save]")
    expect(page.locator(".task .title")).to_have_text("Ask them all", timeout=WAITED_FOR)
    assert (stored()["title"], stored()["due"]) == ("Ask them all", "2031-02-03T00:00:00Z")
    # So it is with what somebody writes who closes it.
    page.check("[aria-label='Done: Ask them all']")
    portal.call("PATCH", address, {"status": "completed", "closingNote": "They said no."}).raise_for_status()
    page.fill("#close-task [name=closingNote]", "They said yes.")
    page.click("#close-task [value=close]")
    expect(page.locator("#close-task [data-problem]")).to_contain_text("changed the closing note meanwhile")
    page.click("#close-task >> text=Take theirs")
    page.click("#close-task [value=close]")
    expect(page.locator(".task.done .note")).to_have_text("They said no.", timeout=WAITED_FOR)
    page.unroute_all(behavior="ignoreErrors")
    desk.close(expecting="412")


def test_ticks_outlive_what_others_change(portal, page):
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}/alerts")
    expect(page.locator("[data-live]")).to_have_text("live", timeout=WAITED_FOR)
    boxes = page.locator("[data-pick-alert]")
    ids = [boxes.nth(number).get_attribute("value") for number in range(3)]
    for number in (0, 1):
        boxes.nth(number).check()
    portal.call("PATCH", f"v1.0/security/alerts_v2/{ids[2]}", {"status": "inProgress"}).raise_for_status()
    expect(page.locator(f"tr:has([value='{ids[2]}']) .badge.inProgress")).to_have_count(1, timeout=WAITED_FOR)
    for id in ids[:2]:
        expect(page.locator(f"[data-pick-alert][value='{id}']")).to_be_checked()
    expect(page.locator("[data-alert-bulk]")).to_be_visible()
    expect(page.locator("[data-alert-bulk] b")).to_have_text("2 alerts picked")
    # What is the same is not drawn anew.
    page.evaluate("document.querySelector('.tab').firstElementChild.dataset.drawn = 'before'")
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"customTags": ["drawn-once"]}).raise_for_status()
    expect(page.locator(".incident-head")).to_contain_text("drawn-once", timeout=WAITED_FOR)
    expect(page.locator("[data-drawn=before]")).to_have_count(1)
    expect(page.locator("[data-pick-alert]:checked")).to_have_count(2)


def test_the_list_of_alerts_tells_of_new_ones_and_moves_no_row(portal, page):
    portal.ingest("hids", [wazuh(n, "list01", 8100 + n, "203.0.113.211", "2026-06-07T10:00") for n in range(8)])
    page.goto("/alerts")
    rows = page.locator("tr[data-id]")
    ids = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    page.locator("tr[data-id] input").nth(1).check()
    top = rows.first.bounding_box()["y"]
    portal.ingest("hids", [wazuh(n, "list02", 8200 + n, "203.0.113.212", "2026-06-09T10:00") for n in range(8)])
    news = page.locator(".news-line")
    expect(news).to_have_text(re.compile(r"\d+ new alerts? · Show them"), timeout=WAITED_FOR)
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.id)") == ids
    assert rows.first.bounding_box()["y"] == top
    # What is shown changes where it stands, and what is ticked stays ticked.
    portal.call("PATCH", f"v1.0/security/alerts_v2/{ids[1]}", {"assignedTo": "list owner"}).raise_for_status()
    expect(rows.nth(1)).to_contain_text("list owner", timeout=WAITED_FOR)
    expect(rows.nth(1).locator("input")).to_be_checked()
    with page.expect_navigation():
        news.locator("button").click()
    after = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(after) == len(set(after)) and set(after) != set(ids)


def test_pages_that_know_a_place_and_those_that_know_none_share_a_stream(portal, browser):
    desk = Desk(portal, browser)
    first, rows, last = desk.page, desk.context.new_page(), desk.context.new_page()
    first.goto("/alerts")
    rows.goto("/incidents?queue=all")
    expect(rows.locator("[data-live]")).to_have_text("live", timeout=WAITED_FOR)
    count = rows.locator("tr[data-id]").count()
    with last.expect_response(lambda answer: answer.url.endswith("/alerts") and answer.request.resource_type == "fetch"):
        last.goto("/alerts")
    portal.ingest("hids", [wazuh(n, "share01", 8500 + n, "203.0.113.215", "2026-06-15T10:00") for n in range(8)])
    for one in (first, last):
        expect(one.locator(".news-line")).to_contain_text("new alert", timeout=WAITED_FOR)
    expect(rows.locator("tr[data-id]")).to_have_count(count + 1, timeout=WAITED_FOR)
    ids = rows.locator("tr[data-id]").evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(ids) == len(set(ids))
    desk.close()


def test_a_list_that_was_out_of_sight_catches_up(portal, page):
    # The page reads itself once more when its stream stands.
    with page.expect_response(lambda answer: answer.url.endswith("/assets") and answer.request.resource_type == "fetch"):
        page.goto("/assets")
    hide = "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }"
    page.evaluate(hide, True)
    portal.ingest("hids", [wazuh(n, "unseen01", 8300 + n, "203.0.113.213", "2026-06-11T10:00") for n in range(8)])
    page.wait_for_timeout(1500)
    expect(page.locator(".news-line")).to_be_empty()
    page.evaluate(hide, False)
    expect(page.locator(".news-line")).to_contain_text("new asset", timeout=WAITED_FOR)


def test_home_follows_by_itself(portal, page):
    page.goto("/")
    figures = page.locator(".figures").inner_text()
    assert "home01" not in page.locator("main").inner_text()
    portal.ingest("hids", [wazuh(n, "home01", 8400 + n, "203.0.113.214", "2026-06-13T10:00") for n in range(8)])
    expect(page.locator(".figures")).not_to_have_text(figures, timeout=WAITED_FOR, use_inner_text=True)
    expect(page.locator(".needs").first).to_contain_text("home01", timeout=WAITED_FOR)


def test_the_page_of_an_alert_says_that_it_was_changed(portal, page, colleague):
    alert = portal.call("GET", "v1.0/security/alerts_v2?$top=1").json()["value"][0]["id"]
    page.goto(f"/alerts/{alert}")
    colleague.goto(f"/alerts/{alert}")
    colleague.keyboard.press("e")
    colleague.select_option("#manage-alerts [name=status]", "inProgress")
    save(colleague)
    expect(page.locator(".toast").first).to_contain_text(f"{COLLEAGUE} changed this alert", timeout=WAITED_FOR)
    expect(page.locator(".incident-head .badge.inProgress")).to_be_visible()


# The last one: its server puts an authority of its own into the environment.
def test_streams_end_at_once_when_the_server_does():
    server = Server()
    try:
        streams = [Stream(server) for _ in range(5)]
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert [stream.message() for stream in streams] == [None] * 5
        assert time.monotonic() - begun < 5
        assert server.process.wait(15) == 0
    finally:
        server.stop()
