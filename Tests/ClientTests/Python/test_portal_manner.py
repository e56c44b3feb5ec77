"""How a person wants pages shown: the clock of times, the height of rows, the width of panes; and what he had begun to write."""

import re

import pytest
from playwright.sync_api import expect

from browsing import COLLEAGUE, Desk, browser, colleague, page, portal, queue  # noqa: F401
from conftest import ACCOUNT, PASSWORD, serious_faults

# Nine hours ahead, the whole year.
TOKYO = "Asia/Tokyo"


@pytest.fixture
def eastern(portal, browser):
    """A page of somebody far east of Greenwich, who has chosen nothing when it is over."""
    desk = Desk(portal, browser, timezone_id=TOKYO)
    yield desk.page
    csrf = desk.page.get_attribute("meta[name=csrf]", "content")
    for name, value in [("clock", "utc"), ("density", "comfortable")]:
        assert desk.page.request.put(f"/api/preferences/{name}", data={"value": value}, headers={"X-CSRF-Token": csrf}).ok
    desk.close()


def tell_local(page):
    page.goto("/account")
    expect(page.locator("[data-own-zone]")).to_have_text("now UTC+9")
    with page.expect_response("**/api/preferences/clock"):
        page.check("[data-manner] [value=local]")


def test_times_are_told_by_the_clock_that_was_chosen(portal, eastern):
    page = eastern
    incident = next(item["id"] for item in queue(portal) if "web01" in portal.call("GET", f"v1.0/security/incidents/{item['id']}?$expand=alerts").text)
    page.goto(f"/incidents/{incident}")
    head = page.locator(".incident-head.case > p.meta").first
    expect(head).to_contain_text("2026-05-11 10:00 UTC")
    expect(head.locator("time").first).to_have_attribute("title", "2026-05-11 19:00:00 UTC+9")
    tell_local(page)
    assert serious_faults(page) == []
    page.goto(f"/incidents/{incident}")
    expect(head).to_contain_text("2026-05-11 19:00 UTC+9")
    expect(head.locator("time").first).to_have_attribute("title", "2026-05-11 10:00:00 UTC")
    # Lists without a date, the drawing of time, the window that is drawn in it.
    expect(page.locator(".story ol time").first).to_have_text("05-11 19:00")
    expect(page.locator(".timeline svg")).to_have_attribute("aria-label", re.compile("Alerts from 2026-05-11 19:00 UTC\\+9"))
    page.locator("[data-edge=from]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-window-words]")).to_contain_text("2026-05-11 19:00 – 2026-05-11 19:")
    expect(page.locator("[data-window-words]")).to_contain_text("UTC+9")
    # It is his, and not this page's: what comes by a click is told so, too.
    page.locator(".story ol button").first.click()
    expect(page.locator(".details time").first).to_have_text("2026-05-11 19:00:00 UTC+9")


def test_no_page_is_left_with_the_other_clock(portal, eastern):
    page = eastern
    tell_local(page)
    incident = queue(portal)[0]["id"]
    alert = portal.call("GET", "v1.0/security/alerts_v2?$top=1").json()["value"][0]["id"]
    tabs = ["", "/alerts", "/activity", "/assets", "/evidence", "/summary", "/was", "/tasks", "/investigations", "/similar"]
    for address in ["/", "/incidents?queue=all&columns=name,created,firstActivity", "/alerts?days=0", f"/alerts/{alert}", "/assets", "/reports",
                    "/settings/people", "/settings/sources", "/settings/system", "/settings/audit", "/hunting/usage", "/rules"] + [f"/incidents/{incident}{tab}" for tab in tabs]:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("data-told", "")
        left = page.evaluate("""() => {
            const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            const left = [];
            while (texts.nextNode()) if (/\\d\\d:\\d\\d(:\\d\\d)? UTC(?![+-])/.test(texts.currentNode.data)) left.push(texts.currentNode.data);
            return left;
        }""")
        assert left == [], (address, left)


def test_moments_that_are_asked_for_are_by_the_chosen_clock(portal, eastern):
    page = eastern
    tell_local(page)
    page.goto("/incidents?queue=all&from=2026-05-04T12:30")
    page.click("summary:has-text('Created')")
    expect(page.locator("[name=from]")).to_have_value("2026-05-04T21:30")
    expect(page.locator("details[open] [data-zone]").first).to_have_text("local time")
    page.fill("[name=from]", "2026-05-05T09:00")
    page.click("details[open] >> text=Apply")
    # The address says the same to everybody.
    expect(page).to_have_url(re.compile(r"from=2026-05-05T00%3A00"))
    page.click("summary:has-text('Created')")
    expect(page.locator("[name=from]")).to_have_value("2026-05-05T09:00")


def test_the_clock_and_the_rows_are_changed_by_command_and_stay(portal, eastern):
    page = eastern
    page.goto("/incidents?queue=all")
    row = page.locator("tbody tr[data-id]").first
    before = row.bounding_box()["height"]
    page.keyboard.press("Control+k")
    page.fill("#palette input", "compact")
    with page.expect_response("**/api/preferences/density"):
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-density", "compact")
    assert row.bounding_box()["height"] < before
    # The server says it with the page, so that nothing is painted otherwise first.
    page.reload()
    assert 'data-density="compact"' in page.request.get("/incidents?queue=all", headers={"Accept": "text/html"}).text()
    assert serious_faults(page) == []
    time = page.locator("td.time time").first
    assert time.get_attribute("title").index("UTC ·") < time.get_attribute("title").index("UTC+9")
    page.keyboard.press("Control+k")
    page.fill("#palette input", "local time")
    with page.expect_response("**/api/preferences/clock"):
        page.keyboard.press("Enter")
    expect(time).to_have_attribute("title", re.compile(r"UTC\+9 · .* UTC$"))


def test_a_choice_takes_what_there_is_alone(portal, page):
    assert portal.call("PUT", "api/preferences/clock", {"value": "sundial"}).status_code == 400
    assert portal.call("PUT", "api/preferences/nothing", {"value": "x"}).status_code == 400


def test_panes_of_the_story_are_drawn_and_moved_and_given_back(portal, page):
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}")
    divider = page.locator("[role=separator][data-divider=alerts]")
    pane = page.locator(".story > .panel").first
    usual = pane.bounding_box()["width"]
    assert serious_faults(page) == []
    box = divider.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    page.mouse.up()
    drawn = pane.bounding_box()["width"]
    assert drawn > usual + 80
    share = int(divider.get_attribute("aria-valuenow"))
    divider.focus()
    page.keyboard.press("ArrowRight")
    assert int(divider.get_attribute("aria-valuenow")) == share + 2
    page.keyboard.press("Home")
    expect(divider).to_have_attribute("aria-valuenow", divider.get_attribute("aria-valuemin"))
    page.keyboard.press("End")
    widest = pane.bounding_box()["width"]
    details = page.locator("[role=separator][data-divider=details]")
    details.focus()
    page.keyboard.press("ArrowLeft")
    # They are remembered in this browser, and there before anything is painted.
    page.reload()
    assert abs(pane.bounding_box()["width"] - widest) < 2
    divider.dblclick()
    assert abs(pane.bounding_box()["width"] - usual) < 2
    details.focus()
    page.keyboard.press("Enter")
    page.set_viewport_size({"width": 390, "height": 800})
    expect(divider).to_be_hidden()


def sign_in_again(page, account=ACCOUNT):
    page.fill("[name=account]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("text=Sign in >> nth=-1")


def test_what_was_begun_in_the_manage_pane_outlives_the_session(portal, browser):
    desk = Desk(portal, browser, COLLEAGUE)
    page = desk.page
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}")
    page.click("[data-manage]")
    page.fill("#manage [name=customTags]", "begun")
    page.fill("#manage [name=comment]", "Half a thought")
    page.context.clear_cookies()
    with page.expect_navigation(url="**/sign-in**"):
        page.click("text=Save the changes")
    sign_in_again(page, COLLEAGUE)
    expect(page).to_have_url(re.compile(f"/incidents/{incident}$"))
    expect(page.locator("#manage")).to_be_visible()
    expect(page.locator("#manage [role=status]").first).to_have_text("What you had begun is here again. Nothing of it is saved yet.")
    expect(page.locator("#manage [name=customTags]")).to_have_value("begun")
    expect(page.locator("#manage [name=comment]")).to_have_value("Half a thought")
    # What is let go of is gone, and so is what was saved.
    page.click("#manage >> text=Cancel")
    page.reload()
    expect(page.locator("#manage")).to_be_hidden()
    page.click("[data-manage]")
    expect(page.locator("#manage [name=comment]")).to_have_value("")
    page.fill("#manage [name=comment]", "A whole thought")
    with page.expect_navigation():
        page.click("text=Save the changes")
    expect(page.locator("#manage")).to_be_hidden()
    desk.close(expecting="401")


def test_what_was_begun_in_other_dialogs_outlives_the_session_too(portal, browser):
    desk = Desk(portal, browser, COLLEAGUE)
    page = desk.page
    incident = queue(portal)[0]["id"]
    portal.call("POST", f"api/queue/{incident}/tasks", {"title": "Ask the owner"}).raise_for_status()
    begun = [
        ("alerts", "#move", "comment", ["[data-pick-alert] >> nth=0", "[data-move-picked]", "#move [value=known]"]),
        ("", "#merge", "comment", ["[data-merge]"]),
        ("tasks", "#close-task", "closingNote", ["[data-task-done] >> nth=0"]),
        ("tasks", "#edit-task", "description", ["[data-task-edit] >> nth=0"]),
    ]
    for tab, dialog, name, clicks in begun:
        page.goto(f"/incidents/{incident}/{tab}")
        for selector in clicks:
            page.click(selector)
        page.fill(f"{dialog} [name={name}]", "Half a thought")
        page.reload()
        expect(page.locator(dialog)).to_be_visible()
        expect(page.locator(f"{dialog} [role=status]").first).to_have_text("What you had begun is here again. Nothing of it is saved yet.")
        expect(page.locator(f"{dialog} [name={name}]")).to_have_value("Half a thought")
        if dialog == "#move":
            expect(page.locator("#move [value=known]")).to_be_checked()
        page.click(f"{dialog} >> text=Cancel")
        page.reload()
        expect(page.locator(dialog)).to_be_hidden()
    page.fill("[name=taskTitle]", "A task that is being written")
    page.reload()
    expect(page.locator("[name=taskTitle]")).to_have_value("A task that is being written")
    # What is too long is refused with words, and nothing of it is cut.
    page.fill("[name=taskDescription]", "x" * 3_001)
    page.click("text=Add the task")
    expect(page.locator("[data-task-form] .limit.over")).to_have_text("1 character too many: it takes 3,000.")
    expect(page.locator("[name=taskDescription]")).to_have_value("x" * 3_001)
    page.fill("[name=taskDescription]", "More")
    page.click("text=Add the task")
    expect(page.locator("[name=taskTitle]")).to_have_value("")
    page.reload()
    expect(page.locator("[name=taskTitle]")).to_have_value("")
    desk.close()


def test_merges_that_were_begun_in_the_queue_are_there_again(portal, browser):
    desk = Desk(portal, browser, COLLEAGUE)
    page = desk.page
    page.goto("/incidents?queue=all")
    for number in (0, 1):
        page.locator("[data-queue] tbody tr[data-id] input").nth(number).check()
    page.click("[data-bulk-merge]")
    second = page.locator("#merge-many [name=stays]").nth(1)
    second.check()
    kept = second.input_value()
    page.fill("#merge-many [name=comment]", "One attacker")
    page.reload()
    expect(page.locator("#merge-many [name=comment]")).to_have_value("One attacker")
    expect(page.locator(f"#merge-many [name=stays][value='{kept}']")).to_be_checked()
    page.click("#merge-many >> text=Cancel")
    page.reload()
    expect(page.locator("#merge-many")).to_be_hidden()
    desk.close()


def test_what_somebody_begun_is_not_shown_to_who_signs_in_after_him(portal, browser):
    desk = Desk(portal, browser, COLLEAGUE)
    page = desk.page
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}")
    page.click("[data-manage]")
    page.fill("#manage [name=comment]", "Mine alone")
    page.context.clear_cookies()
    with page.expect_navigation(url="**/sign-in**"):
        page.click("text=Save the changes")
    sign_in_again(page, ACCOUNT)
    expect(page).to_have_url(re.compile(f"/incidents/{incident}$"))
    expect(page.locator("#manage")).to_be_hidden()
    desk.close(expecting="401")
