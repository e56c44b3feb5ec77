"""The tabs of an incident in a real browser: tasks, similar incidents, investigations, comments, the incident as it was, exports."""

import re
import time
import subprocess

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import ACCOUNT, COLLEAGUE, PASSWORD, WAITED_FOR, Desk, browser, page, portal, queue  # noqa: F401
from conftest import wazuh

TABS = ["investigations", "tasks", "similar", "was", "activity"]


@pytest.fixture(scope="module")
def incident(portal):
    """An incident, and one that shares an address with it."""
    portal.ingest("hids", [wazuh(n, "mail09", 8100 + n, "198.51.100.77", "2026-03-11T10:00") for n in range(6)])
    portal.ingest("hids", [wazuh(n, "print02", 8200 + n, "198.51.100.77", "2026-05-29T10:00") for n in range(6)])
    found = portal.call("GET", "api/queue?all=true&search=mail09").json()["incidents"]
    return found[0]["id"]


def test_tasks_have_an_order_an_owner_a_date_and_an_end(portal, page, incident):
    page.goto(f"/incidents/{incident}/tasks")
    for title, owner, due in [("Isolate mail09", ACCOUNT, "2026-01-02"), ("Change <b>passwords</b>", COLLEAGUE, "")]:
        page.fill("[name=taskTitle]", title)
        page.select_option("[name=taskOwner]", owner)
        page.fill("[name=taskDue]", due)
        page.click("text=Add the task")
        expect(page.locator(".task .title", has_text=title)).to_be_visible(timeout=WAITED_FOR)
    expect(page.locator(".task").first).to_contain_text("due 2026-01-02, late")
    page.click("[aria-label='Move up: Change <b>passwords</b>']")
    expect(page.locator(".task .title").first).to_have_text("Change <b>passwords</b>", timeout=WAITED_FOR)
    page.check("[aria-label='Done: Isolate mail09']")
    page.fill("#close-task [name=closingNote]", "Off the network since noon.")
    page.click("#close-task >> text=Close the task >> nth=-1")
    expect(page.locator(".task.done .note")).to_have_text("Off the network since noon.", timeout=WAITED_FOR)
    page.locator("[data-suggest]").first.click()
    expect(page.locator(".task")).to_have_count(3, timeout=WAITED_FOR)
    tasks = portal.call("GET", f"api/queue/{incident}/tasks").json()["tasks"]
    assert [(task["title"], task["owner"], task["status"]) for task in tasks[:2]] == [
        ("Change <b>passwords</b>", COLLEAGUE, "new"), ("Isolate mail09", ACCOUNT, "completed")]


def test_a_task_is_changed_and_removed_when_asked_twice(portal, page, incident):
    page.goto(f"/incidents/{incident}/tasks")
    page.click("[aria-label='Change: Isolate mail09']")
    page.fill("#edit-task [name=title]", "Isolate mail09 today")
    page.select_option("#edit-task [name=owner]", COLLEAGUE)
    page.fill("#edit-task [name=due]", "2026-02-03")
    page.click("#edit-task [value=save]")
    task = page.locator(".task", has_text="Isolate mail09 today")
    expect(task).to_contain_text(COLLEAGUE, timeout=WAITED_FOR)
    expect(task).to_contain_text("due 2026-02-03")
    expect(task.locator(".note")).to_have_text("Off the network since noon.")
    task.locator("[data-task-remove]").click()
    page.click("#remove-task [value=cancel]")
    expect(task).to_have_count(1)
    task.locator("[data-task-remove]").click()
    expect(page.locator("#remove-task")).to_contain_text("Isolate mail09 today")
    page.click("#remove-task [value=remove]")
    expect(task).to_have_count(0, timeout=WAITED_FOR)


def test_a_task_belongs_to_somebody_who_is_there(portal, incident):
    refused = portal.call("POST", f"api/queue/{incident}/tasks", {"title": "x", "owner": "nobody-such"})
    assert refused.status_code == 400 and "nobody-such" in refused.text
    made = portal.call("POST", f"api/queue/{incident}/tasks", {"title": "For her", "owner": ACCOUNT.upper()}).json()
    assert made["owner"] == ACCOUNT
    address = f"api/queue/{incident}/tasks/{made['name']}"
    assert portal.call("PATCH", address, {"owner": "nobody-such"}).status_code == 400
    assert portal.call("PATCH", address, {"owner": ""}).json()["owner"] == ""
    assert portal.call("DELETE", address).status_code == 204


def test_a_task_is_refused_for_what_it_lacks(portal, incident):
    assert portal.call("POST", f"api/queue/{incident}/tasks", {"title": ""}).status_code == 400
    assert portal.call("POST", f"api/queue/{incident}/tasks", {"title": "x", "due": "soon"}).status_code == 400
    assert portal.call("PATCH", f"api/queue/{incident}/tasks/none", {"title": "x"}).status_code == 404
    assert portal.call("POST", "api/queue/999999/tasks", {"title": "x"}).status_code == 404


def test_similar_incidents_say_why(page, incident):
    page.goto(f"/incidents/{incident}/similar")
    expect(page.locator(".similar").first).to_contain_text("address 198.51.100.77")
    expect(page.locator(".similar").first).to_contain_text("print02")


def test_investigations_show_the_state_of_each_alert(page, incident):
    page.goto(f"/incidents/{incident}/investigations")
    expect(page.locator(".tab .notice")).to_contain_text("No automated investigation ran on these alerts")
    expect(page.locator("td:has-text('Not investigated')").first).to_be_visible()


def test_comments_are_markdown_and_safe(page, incident):
    page.goto(f"/incidents/{incident}/activity")
    page.fill("[data-comment-form] textarea", "**Seen** `mshta` <img src=x onerror=alert(1)>\n\n- [ticket](https://example.org/7)\n- [bad](javascript:alert(1))")
    page.click("text=Add the comment")
    comment = page.locator(".comment").first
    expect(comment.locator("strong")).to_have_text("Seen", timeout=WAITED_FOR)
    expect(comment).to_contain_text("<img src=x onerror=alert(1)>")
    expect(comment.locator("a").first).to_have_attribute("rel", "noopener noreferrer")
    expect(comment.locator("a")).to_have_count(1)
    expect(comment).to_contain_text("bad")
    assert page.locator(".comment img").count() == 0


def test_the_incident_as_it_was(portal, page, incident):
    page.goto(f"/incidents/{incident}/was")
    name = portal.call("GET", f"v1.0/security/incidents/{incident}").json()["displayName"]
    time.sleep(1.05)  # Changes of one second are one stop.
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"displayName": "Renamed", "assignedTo": "zoe"}).raise_for_status()
    page.goto(f"/incidents/{incident}/was")
    state = page.locator("[data-past-state]")
    expect(state).to_contain_text("Renamed")
    page.focus("[data-past-moment]")
    page.keyboard.press("ArrowLeft")
    expect(state.locator("dd").first).to_contain_text(name, timeout=WAITED_FOR)
    expect(state).to_contain_text("now Renamed")
    expect(page).to_have_url(re.compile("at=[0-9-]+T[0-9:]+Z"))
    page.reload()
    expect(state).to_contain_text("now Renamed")
    page.fill("[data-past-at]", "2020-05-04T10:00:00")
    page.click("[data-past-form] button")
    expect(state).to_contain_text("It was not there yet", timeout=WAITED_FOR)
    expect(page).to_have_url(re.compile("at=2020-05-04T10:00:00Z"))


def test_the_story_says_what_happened_and_shows_its_alerts(page, incident):
    page.goto(f"/incidents/{incident}")
    ids = page.locator(".telling [data-show]:not([data-show=''])").first.get_attribute("data-show").split(" ")
    page.locator(".telling [data-show]:not([data-show=''])").first.click()
    expect(page.locator("[data-story] ol li:not(.dim)")).to_have_count(len(ids))


def test_a_step_becomes_a_task_with_one_click(page, incident):
    page.goto(f"/incidents/{incident}/summary")
    step = page.locator(".next li").nth(1)
    words = step.locator("[data-task-of]").get_attribute("data-task-name")
    step.locator("[data-task-of]").click()
    expect(step.get_by_role("link", name="is a task")).to_be_visible(timeout=WAITED_FOR)
    page.goto(f"/incidents/{incident}/tasks")
    expect(page.locator("[data-tasks]")).to_contain_text(words)


def test_the_story_is_narrowed_by_filters_and_by_the_window(page, incident):
    page.goto(f"/incidents/{incident}")
    shown = page.locator("[data-story] ol li:not([hidden])")
    expect(shown).to_have_count(6)
    page.click("[data-narrow] summary")
    page.uncheck("[data-narrow] [name=kind][value=ip]")
    expect(page.locator(".g-node[data-kind=ip]").first).to_be_hidden()
    expect(page.locator(".g-node[data-kind=device]").first).to_be_visible()
    expect(page.locator("[data-narrow-count]")).to_have_text("· 1 off")
    page.check("[data-narrow] [name=kind][value=ip]")
    page.keyboard.press("Escape")
    # The window's end is drawn in by keys: the alerts come a second apart.
    page.focus("[data-edge=to]")
    page.keyboard.press("Home")
    expect(shown).to_have_count(1)
    expect(page.locator("[data-window]")).to_be_visible()
    page.click("[data-window-clear]")
    expect(shown).to_have_count(6)
    # By mouse, over the first half.
    strip = page.locator(".strip svg")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(shown).to_have_count(4)


def test_alerts_are_moved_and_moved_back(portal, page, incident):
    page.goto(f"/incidents/{incident}/alerts")
    page.locator("[data-pick-alert]").first.check()
    page.locator("[data-pick-alert]").nth(1).check()
    page.click("[data-move-picked]")
    page.fill("#move [name=comment]", "another matter")
    with page.expect_navigation():
        page.click("text=Move 2 alerts >> nth=-1")
    expect(page.locator(".notice.moved")).to_contain_text("2 alerts moved to #", timeout=WAITED_FOR)
    expect(page.locator("[data-pick-alert]")).to_have_count(4)
    with page.expect_navigation():
        page.click("text=Undo the move")
    expect(page.locator("[data-pick-alert]")).to_have_count(6, timeout=WAITED_FOR)
    page.goto(f"/incidents/{incident}/activity?kind=merges&by=people")
    expect(page.locator(".activity")).to_contain_text("2 alerts moved to #")
    expect(page.locator(".activity")).to_contain_text("2 alerts moved here from #")
    # Each deed is one row that says why, and the way back leaves no words of its own.
    expect(page.locator(".activity tbody tr")).to_have_count(2)
    expect(page.locator(".activity tbody tr").nth(1)).to_contain_text("decided so: another matter")
    expect(page.locator(".activity tbody tr").nth(0)).to_contain_text("took the move back")
    assert "came in" not in page.locator(".activity").inner_text()
    page.goto(f"/incidents/{incident}/alerts")
    assert "moved back" not in page.locator("main").inner_text() and "decided so" not in page.locator("main").inner_text()


def test_a_move_is_undone_in_the_activities(portal, page, incident):
    before = portal.call("GET", f"api/queue/{incident}").json()
    moved = [alert["id"] for alert in portal.call("GET", f"api/queue/{incident}/alerts").json()["alerts"][:2]]
    portal.call("POST", "v1.0/security/alerts_v2/moveAlerts", {"alertIds": moved, "alertComment": "of the lab"}).raise_for_status()
    page.goto(f"/incidents/{incident}/activity")
    rows = page.locator(".activity tbody tr")
    expect(rows.first).to_contain_text("2 alerts moved to #")
    with page.expect_navigation():
        rows.first.locator("[data-undo-move]").click()
    expect(rows.first).to_contain_text("2 alerts moved here from #", timeout=WAITED_FOR)
    expect(rows.nth(1)).to_contain_text("2 alerts moved to #")
    after = portal.call("GET", f"api/queue/{incident}").json()
    for field in ("displayName", "priority", "factors", "reasons", "alertCount"):
        assert after[field] == before[field], field


def test_activities_say_on_what(portal, page, incident):
    alert = portal.call("GET", f"api/queue/{incident}/alerts").json()["alerts"][0]
    portal.call("PATCH", f"v1.0/security/alerts_v2/{alert['id']}", {"status": "inProgress"}).raise_for_status()
    task = portal.call("POST", f"api/queue/{incident}/tasks", {"title": "Ask <i>the owner</i>", "description": "By phone."}).json()
    portal.call("DELETE", f"api/queue/{incident}/tasks/{task['name']}").raise_for_status()
    page.goto(f"/incidents/{incident}/activity")
    gone = page.locator(".activity tr", has_text="Task deleted").first
    expect(gone).to_contain_text("Task deleted: Ask <i>the owner</i>")
    expect(gone).to_contain_text("By phone.")
    link = page.locator(".activity tr", has_text="Alert updated").first.locator("a")
    expect(link).to_have_text(alert["title"])
    expect(link).to_have_attribute("href", f"/alerts/{alert['id']}")
    page.goto(f"/incidents/{incident}/activity?kind=zz&kind=tasks")
    expect(page.locator(".unread")).to_contain_text("“kind=zz” is left out: kind takes alerts, fields, merges, comments and tasks.")


def test_a_long_comment_is_opened_on_demand(portal, page, incident):
    long = "**Bold** words\n\n" + "a line of words\n" * 1800
    portal.call("POST", f"v1.0/security/incidents/{incident}/comments", {"comment": long}).raise_for_status()
    for tab in ("activity", "was"):
        page.goto(f"/incidents/{incident}/{tab}")
        closed = page.locator(".said details.long").first
        expect(closed.locator(".beginning")).to_contain_text("Bold words a line of words")
        expect(closed.locator(".markdown")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollHeight") < 5000, tab
        closed.locator("summary").click()
        expect(closed.locator("strong")).to_have_text("Bold")
        assert "**Bold" not in page.locator("main").inner_text(), tab


def test_a_comment_is_taken_whole_or_not_at_all(portal, page, incident):
    before = len(portal.call("GET", f"v1.0/security/incidents/{incident}/comments").json()["value"])
    page.goto(f"/incidents/{incident}/activity")
    field, note = page.locator("#new-comment textarea"), page.locator("#new-comment .limit")
    field.fill("x" * 29_000)
    expect(note).to_have_text("1,000 characters left")
    field.fill("x" * 30_001)
    expect(field).to_have_value("x" * 30_001)
    expect(note).to_have_text("1 character too many: it takes 30,000.")
    for text in ("x" * 30_001, "  \n "):
        field.fill(text)
        page.click("text=Add the comment")
        assert field.evaluate("field => field.validity.customError")
    # A family of four is one character.
    field.fill("\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466" * 3_000)
    expect(note).to_be_hidden()
    field.fill("x" * 30_000)
    page.click("text=Add the comment")
    expect(field).to_have_value("", timeout=WAITED_FOR)
    comments = portal.call("GET", f"v1.0/security/incidents/{incident}/comments").json()["value"]
    assert len(comments) == before + 1 and len(comments[-1]["comment"]) == 30_000


def test_signs_that_turn_writing_are_seen_in_the_field_too(portal, page, incident):
    before = portal.call("GET", f"v1.0/security/incidents/{incident}").json()["displayName"]
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"displayName": "bill \u202efdp.exe"}).raise_for_status()
    page.goto(f"/incidents/{incident}")
    page.click("[data-manage]")
    field = page.locator("#manage [name=displayName]")
    expect(field).to_have_value("bill ⟨U+202E⟩fdp.exe")
    field.focus()
    expect(page.locator("#manage .signs")).to_be_visible()
    # What is pasted is seen as well; what is saved holds the signs themselves.
    field.fill("bill \u202efdp.exe \u2066x")
    expect(field).to_have_value("bill ⟨U+202E⟩fdp.exe ⟨U+2066⟩x")
    with page.expect_navigation():
        page.click("text=Save the changes")
    assert portal.call("GET", f"v1.0/security/incidents/{incident}").json()["displayName"] == "bill \u202efdp.exe \u2066x"
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"displayName": before}).raise_for_status()


def test_a_merge_is_shown_before_it_is_made(portal, page, incident):
    other = portal.call("GET", "api/queue?all=true&search=print02").json()["incidents"][0]["id"]
    page.goto(f"/incidents/{incident}")
    page.click("text=Merge >> nth=0")
    page.fill("#merge [name=other]", "print02")
    page.locator("#merge .picks [role=option]").first.wait_for()
    page.press("#merge [name=other]", "ArrowDown")
    page.press("#merge [name=other]", "Enter")
    expect(page.locator("#merge [name=other]")).to_have_value(other)
    expect(page.locator(".merge-preview")).to_contain_text(f"#{incident} will hold 12 alerts")
    page.check("#merge [value=into]")
    expect(page.locator(".merge-preview")).to_contain_text(f"#{other} will hold 12 alerts")
    for id, owner in [(incident, ACCOUNT), (other, COLLEAGUE)]:
        portal.call("PATCH", f"v1.0/security/incidents/{id}", {"assignedTo": owner}).raise_for_status()
    page.check("#merge [value=from]")
    expect(page.locator("[data-refusal]")).to_contain_text("They have different owners")
    expect(page.locator("#merge [value=merge]")).to_be_disabled()
    page.fill("#merge [name=other]", "99999")
    expect(page.locator("[data-merge-preview]")).to_contain_text("There is no incident #99999")
    page.fill("#merge [name=other]", incident)
    expect(page.locator("[data-refusal]")).to_contain_text("Both are the same incident.")
    expect(page.locator("[data-merge-preview] li")).to_have_count(1)
    # Each text has an answer of its own, and a number may be written as pages write it.
    for text in ("99999999", "0", "12345678901234567890"):
        page.fill("#merge [name=other]", text)
        expect(page.locator("[data-refusal]")).to_have_text(f"There is no incident #{text}.")
    page.fill("#merge [name=other]", f"#{other}")
    expect(page.locator("[data-refusal]")).to_contain_text("They have different owners")
    page.fill("#merge [name=other]", "no number")
    expect(page.locator("[data-refusal]")).to_have_count(0)


def test_what_was_written_on_a_merged_incident_is_read_and_worked_on(portal, page):
    for agent, day in (("join01", 41), ("join02", 42)):
        portal.ingest("hids", [wazuh(n, agent, 9000 + 10 * day + n, f"198.51.100.{day}", "2026-03-14T10:00") for n in range(6)])
    stays, leads = (portal.call("GET", f"api/queue?all=true&search={agent}").json()["incidents"][0]["id"] for agent in ("join01", "join02"))
    portal.call("POST", f"v1.0/security/incidents/{leads}/comments", {"comment": "Seen before the merge."}).raise_for_status()
    for incident, title in ((stays, "Ask join01"), (leads, "Ask join02")):
        portal.call("POST", f"api/queue/{incident}/tasks", {"title": title}).raise_for_status()
    page.goto(f"/incidents/{stays}")
    page.click("text=Merge >> nth=0")
    page.fill("#merge [name=other]", f"#{leads}")
    expect(page.locator(".merge-preview")).to_contain_text(f"Its 1 comment, 1 task and activities come along, marked “from #{leads}”")
    with page.expect_navigation():
        page.click("#merge [value=merge]")
    page.goto(f"/incidents/{leads}/activity")
    expect(page).to_have_url(re.compile(f"/incidents/{stays}/activity"))
    expect(page.locator(".comment", has_text="Seen before the merge.")).to_contain_text(f"from #{leads}")
    expect(page.locator(".activity tbody tr", has_text="Ask join02")).to_contain_text(f"from #{leads}")
    page.goto(f"/incidents/{stays}/tasks")
    expect(page.locator(".tabs [aria-current]")).to_have_text("Tasks 2")
    expect(page.locator(".task", has_text="Ask join02")).to_contain_text(f"from #{leads}")
    page.check("[aria-label='Done: Ask join02']")
    page.click("#close-task [value=close]")
    expect(page.locator(".task.done .title")).to_have_text("Ask join02", timeout=WAITED_FOR)
    # Whoever else has the page open sees it, too.
    expect(page.locator("[data-live]")).to_have_text("live", timeout=WAITED_FOR)
    task = portal.call("GET", f"api/queue/{leads}/tasks").json()["tasks"][0]
    portal.call("PATCH", f"api/queue/{leads}/tasks/{task['name']}", {"closingNote": "Nobody was there."}).raise_for_status()
    expect(page.locator(".task.done .note")).to_have_text("Nobody was there.", timeout=WAITED_FOR)
    portal.call("POST", f"api/queue/{leads}/undoMerge", {}).raise_for_status()
    expect(page.locator(".task")).to_have_count(1, timeout=WAITED_FOR)
    page.goto(f"/incidents/{stays}/activity")
    expect(page.locator("main")).not_to_contain_text("Seen before the merge.")
    expect(page.locator("main")).not_to_contain_text("Ask join02")
    tasks = portal.call("GET", f"api/queue/{leads}/tasks").json()["tasks"]
    assert [(task["title"], task["status"]) for task in tasks] == [("Ask join02", "completed")]


def test_who_may_only_read_sees_what_was_done_and_changes_nothing(portal, browser):
    for agent, day in (("look01", 43), ("look02", 44)):
        portal.ingest("hids", [wazuh(n, agent, 9000 + 10 * day + n, f"198.51.100.{day}", "2026-03-15T10:00") for n in range(6)])
    stays, leads = (portal.call("GET", f"api/queue?all=true&search={agent}").json()["incidents"][0]["id"] for agent in ("look01", "look02"))
    portal.call("POST", f"api/queue/{stays}/tasks", {"title": "Ask look01"}).raise_for_status()
    moved = portal.call("GET", f"api/queue/{stays}/alerts").json()["alerts"][0]["id"]
    portal.call("POST", "v1.0/security/alerts_v2/moveAlerts", {"alertIds": [moved]}).raise_for_status()
    portal.call("POST", "v1.0/security/incidents/mergeIncidents", {"incidentIds": [stays, leads]}).raise_for_status()
    portal.call("POST", "api/people", {"account": "rita", "password": PASSWORD, "roles": ["Security reader"]}).raise_for_status()
    desk = Desk(portal, browser, "rita")
    page = desk.page
    page.goto(f"/incidents/{stays}/tasks")
    expect(page.locator("[data-task-done]")).to_be_disabled()
    page.goto(f"/incidents/{stays}/activity")
    for action in ("[data-undo-merge]", "[data-undo-move]"):
        expect(page.locator(action)).to_have_count(1)
        expect(page.locator(action)).to_be_hidden()
    desk.close()


def test_the_graph_as_a_picture(page, incident, tmp_path):
    page.goto(f"/incidents/{incident}")
    with page.expect_download() as download:
        page.click("summary:has-text('Export')")
        page.click("[data-png]")
    file = tmp_path / "graph.png"
    download.value.save_as(file)
    assert file.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    # The colours of the drawing are in it: a picture of one colour would be far smaller.
    assert file.stat().st_size > 8_000
    svg = page.request.get(f"/incidents/{incident}/graph.svg")
    assert "<style>" in svg.text() and "unsafe-inline" in svg.headers["content-security-policy"]


def test_the_incident_as_json(page, incident):
    page.goto(f"/incidents/{incident}")
    page.click(".incident-head summary:has-text('More')")
    with page.expect_download() as download:
        page.click("text=JSON")
    assert download.value.suggested_filename == f"incident-{incident}.json"


def text_of(answer, tmp_path):
    """What a report says, read back by another program."""
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf", answer.text()[:400]
    file = tmp_path / "report.pdf"
    file.write_bytes(answer.body())
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True).stdout


def test_the_report_can_be_read_back(portal, page, incident, tmp_path):
    hostile = "<script>alert(1)</script> \u202eback & forth"
    portal.call("POST", f"v1.0/security/incidents/{incident}/comments", {"comment": hostile}).raise_for_status()
    name = portal.call("GET", f"v1.0/security/incidents/{incident}").json()["displayName"]
    whole = text_of(page.request.get(f"/incidents/{incident}/report.pdf", timeout=90_000), tmp_path)
    for words in [name, "What happened", "What to do next", "Graph", "Assets", "Evidence", "Alerts", "Activities", "Comments",
                  "mail09", "198.51.100.77", "sshd: attempt of kind", "<script>alert(1)</script>", f"for {ACCOUNT}", "1 of "]:
        assert words in whole, words
    part = text_of(page.request.get(f"/incidents/{incident}/report.pdf?part=assets", timeout=90_000), tmp_path)
    assert "mail09" in part and "Activities" not in part and "What to do next" not in part


def test_the_report_is_asked_for_in_the_page(page, incident):
    page.goto(f"/incidents/{incident}")
    page.click("[data-report]")
    page.uncheck("#report [value=graph]")
    parts = page.locator("#report [name=part]:checked")
    for part in [box.get_attribute("value") for box in parts.all()]:
        page.uncheck(f"#report [value={part}]")
    expect(page.locator("#report .primary")).to_be_disabled()
    page.check("#report [value=assets]")
    expect(page.locator("#report .primary")).to_be_enabled()
    with page.expect_download(timeout=90_000) as download:
        page.click("text=Make the report")
        expect(page.locator(".toast")).to_contain_text("being made")
        expect(page.locator("[data-report]")).to_be_disabled()
    assert download.value.suggested_filename == f"incident-{incident}.pdf"
    expect(page.locator(".toast")).to_contain_text("is made")


def test_no_report_of_what_is_not_there(page):
    assert page.request.get("/incidents/999999/report.pdf").status == 404


def test_figures_of_the_work(portal, page, incident):
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {
        "status": "resolved", "classification": "truePositive", "determination": "phishing"}).raise_for_status()
    page.goto("/reports?span=7d")
    expect(page.locator(".figures li").nth(1)).to_contain_text("1 of them closed")
    expect(page.locator("main")).to_contain_text("True positive: phishing")
    expect(page.locator("main")).to_contain_text("By tactic")
    for span, title in [("2026-05", "May 2026"), ("2026-Q2", "Quarter 2 of 2026"), ("<b>", "The last 30 days"), ("9999d", "The last 366 days")]:
        page.goto(f"/reports?span={span}")
        expect(page.locator("h1")).to_have_text(title)
    page.emulate_media(media="print")
    expect(page.locator("header.bar")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_for_people_with_disabilities(portal, browser, incident, scheme):
    desk = Desk(portal, browser, color_scheme=scheme)
    for tab in [f"/incidents/{incident}/{tab}" for tab in TABS] + ["/reports"]:
        desk.page.goto(tab)
        faults = [fault for fault in Axe().run(desk.page).response["violations"] if fault["impact"] in ("serious", "critical")]
        assert faults == [], f"{tab}: " + "; ".join(f"{fault['id']} at {fault['nodes'][0]['target']}" for fault in faults)
    desk.close()


def test_a_move_out_of_what_was_merged_in_is_told_where_the_alert_stood(portal, page):
    for agent, day in (("scan01", 31), ("scan02", 32)):
        portal.ingest("hids", [wazuh(n, agent, 9000 + 10 * day + n, f"198.51.100.{day}", "2026-03-12T10:00") for n in range(6)])
    stays, leaves = (portal.call("GET", f"api/queue?all=true&search={agent}").json()["incidents"][0]["id"] for agent in ("scan01", "scan02"))
    moved = portal.call("GET", f"api/queue/{leaves}/alerts").json()["alerts"][0]["id"]
    portal.call("PATCH", f"v1.0/security/incidents/{leaves}", {"assignedTo": ACCOUNT, "displayName": "Ours"}).raise_for_status()
    portal.call("POST", "v1.0/security/incidents/mergeIncidents", {"incidentIds": [stays, leaves]}).raise_for_status()
    time.sleep(1.1)
    target = portal.call("POST", "v1.0/security/alerts_v2/moveAlerts", {"alertIds": [moved]}).json()["targetIncidentId"]
    page.goto(f"/incidents/{stays}/activity")
    expect(page.locator(".activity")).to_contain_text(f"1 alert moved to #{target}")
    page.goto(f"/incidents/{stays}/was")
    expect(page.locator(".moments li").first).to_contain_text(f"1 alert moved to #{target}")
    expect(page.locator("[data-past-state]")).to_contain_text("11 alerts")
    page.goto(f"/incidents/{target}/activity")
    expect(page.locator(".activity")).to_contain_text(f"1 alert moved here from #{stays}")
    portal.call("PATCH", f"v1.0/security/incidents/{stays}", {"assignedTo": COLLEAGUE}).raise_for_status()
    page.goto(f"/incidents/{stays}/activity")
    page.click(f"[data-undo-merge='{leaves}']")
    expect(page.locator(".activity tbody tr").first).to_contain_text("was undone", timeout=WAITED_FOR)
    expect(page.locator(".activity")).to_contain_text("Kept, as somebody changed it after the merge: owner")
    expect(page.locator("h1")).not_to_have_text("Ours")
    expect(page.locator(".incident-head")).to_contain_text(f"Owner: {COLLEAGUE}")


def test_an_open_story_says_whether_alerts_came_or_left(portal, page):
    portal.ingest("hids", [wazuh(n, "scan03", 9900 + n, "198.51.100.33", "2026-03-13T10:00") for n in range(4)])
    number = portal.call("GET", "api/queue?all=true&search=scan03").json()["incidents"][0]["id"]
    first, second = (alert["id"] for alert in portal.call("GET", f"api/queue/{number}/alerts").json()["alerts"][:2])
    page.goto(f"/incidents/{number}")
    expect(page.locator(".live[data-state=live]")).to_have_count(1, timeout=WAITED_FOR)
    portal.call("POST", "v1.0/security/alerts_v2/moveAlerts", {"alertIds": [first]}).raise_for_status()
    expect(page.locator("[data-news]")).to_have_text("1 alert left for another incident: show what is here now", timeout=WAITED_FOR)
    portal.call("POST", "v1.0/security/alerts_v2/moveAlerts", {"alertIds": [second]}).raise_for_status()
    expect(page.locator("[data-news]")).to_have_text("2 alerts left for another incident: show what is here now", timeout=WAITED_FOR)
    portal.call("POST", "v1.0/security/alerts_v2/moveAlerts", {"alertIds": [first], "incidentId": number}).raise_for_status()
    expect(page.locator("[data-news]")).to_have_text("More alerts came in, and 2 alerts left for another incident: show what is here now", timeout=WAITED_FOR)
    page.click("[data-news]")
    expect(page.locator("[data-news]")).to_be_hidden()
