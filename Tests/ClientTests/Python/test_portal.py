"""The pages in a real browser: from the set-up over triage to closure, without a mouse where people would use none."""

import os
import pathlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import ACCOUNT, PASSWORD, WAITED_FOR, browser, page, portal, queue, signed_in  # noqa: F401
from conftest import Server, wazuh

PAGES = ["", "/alerts", "/assets", "/evidence", "/activity", "/summary"]
# Where the screenshots of all pages go, to be looked at.
SCREENSHOTS = os.environ.get("WATCHFLOOR_SCREENSHOTS")


def test_set_up_makes_the_first_person(browser):
    server = Server()
    try:
        context = browser.new_context(base_url=server.address, ignore_https_errors=True)
        page = context.new_page()
        page.goto("/set-up")
        # What is wanted is said before anything is sent, and a password can be looked at.
        page.fill("[name=secret]", "setup-" + "0" * 64)
        page.fill("[name=account]", "two words")
        page.fill("[name=password]", PASSWORD)
        page.click("[data-show-password]")
        expect(page.locator("[name=password]")).to_have_attribute("type", "text")
        page.click("button.primary")
        expect(page.locator("[data-problem]")).to_contain_text("no blanks")
        page.fill("[name=secret]", "setup-" + "0" * 64)
        page.fill("[name=account]", ACCOUNT)
        page.fill("[name=password]", PASSWORD)
        page.click("button.primary")
        expect(page.locator("[data-problem]")).to_be_visible()
    finally:
        server.stop()


def test_a_wrong_password_is_refused(portal, browser):
    page = browser.new_context(base_url=portal.address, ignore_https_errors=True).new_page()
    page.goto("/sign-in")
    page.fill("[name=account]", ACCOUNT)
    page.fill("[name=password]", "not the password")
    page.click("text=Sign in >> nth=-1")
    expect(page.locator("[data-problem]")).to_be_visible()
    expect(page).to_have_url(re.compile("/sign-in"))


def test_triage_from_the_queue_to_closure_by_keyboard(portal, page):
    page.keyboard.press("j")
    expect(page.locator("[data-pane-target] h2")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/incidents/[0-9]+$"))
    page.wait_for_load_state()
    incident = page.url.rsplit("/", 1)[1]
    page.keyboard.press("e")
    page.select_option("#manage [name=status]", "resolved")
    page.select_option("#manage [name=assignedTo]", ACCOUNT)
    page.select_option("#manage [name=classification]", "truePositive/phishing")
    page.fill("#manage [name=comment]", "Session revoked. <b>not bold</b>")
    # The page that is told of the change shows it before it is loaded again, which has to be over first.
    with page.expect_navigation():
        page.click("#manage [data-save]")
    expect(page.locator(".incident-head .badge.resolved")).to_be_visible()
    stored = portal.call("GET", f"v1.0/security/incidents/{incident}").json()
    assert (stored["status"], stored["assignedTo"], stored["classification"], stored["determination"]) == (
        "resolved", ACCOUNT, "truePositive", "phishing")
    page.goto(f"/incidents/{incident}/activity")
    expect(page.locator(".comment")).to_contain_text("<b>not bold</b>")
    expect(page.locator(".activity")).to_contain_text("Status: Active → Resolved")


def test_merge_and_undo(portal, page):
    # The newer one is to stay, which correlation would not choose.
    one, other = sorted([incident["id"] for incident in queue(portal)][:2], key=int)
    page.goto(f"/incidents/{one}")
    page.click("text=Merge >> nth=0")
    page.fill("#merge [name=other]", other)
    page.check("#merge [value=into]")
    page.click("text=Merge 2 incidents")
    expect(page).to_have_url(re.compile(f"/incidents/{other}$"))
    page.goto(f"/incidents/{one}")
    expect(page).to_have_url(re.compile(f"/incidents/{other}\\?merged={one}$"))
    expect(page.locator(".notice").first).to_contain_text(f"#{one} was merged into this incident")
    page.goto(f"/incidents/{other}/activity")
    page.click(".activity >> text=Undo the merge")
    expect(page.locator("[data-undo-merge]")).to_have_count(0)
    assert {one, other} <= {incident["id"] for incident in queue(portal)}


def test_graph_shows_what_an_alert_names(portal, page):
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}")
    expect(page.locator(".g-node").first).to_be_visible()
    page.locator("[data-alert]").first.click()
    expect(page.locator("[data-details]")).to_contain_text("Why it belongs here")
    expect(page.locator(".g-edge.near").first).to_be_attached()
    node = page.locator(".g-node.asset").first
    node.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-details]")).to_contain_text("Alerts here")
    page.evaluate("document.querySelector('[data-moment]').value = 0")
    page.dispatch_event("[data-moment]", "input")
    assert page.locator(".g-node:not(.later)").count() >= 1
    # Played, the attack goes from its first moment to its last by itself, and can be stopped on the way.
    page.click("[data-play]")
    expect(page.locator("[data-play]")).to_have_text("Stop")
    expect(page.locator("[data-play]")).to_have_text("Play", timeout=WAITED_FOR)
    assert page.input_value("[data-moment]") == "1000"
    expect(page.locator(".g-node.later")).to_have_count(0)
    page.click("[data-play]")
    page.click("[data-play]")
    expect(page.locator("[data-play]")).to_have_text("Play")


def test_a_chip_has_a_menu_of_what_can_be_done(portal, page):
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}/assets")
    chip = page.locator(".chip[href]").first
    name = chip.inner_text()
    chip.focus()
    page.keyboard.press("ArrowDown")
    menu = page.locator(".chip-menu")
    expect(menu).to_contain_text("All incidents with it")
    expect(menu).to_contain_text("Processes that ran on it")
    expect(menu.locator("[role=menuitem]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(chip).to_be_focused()
    chip.hover()
    page.click(".chip-more")
    expect(menu).to_contain_text(name)
    menu.locator("text=All alerts that name it").click()
    expect(page).to_have_url(re.compile("/alerts\\?.*entity="))


def open_palette(page):
    """It is fetched when it is first wanted."""
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()


def test_commands_by_their_names(portal, page):
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}")
    open_palette(page)
    page.keyboard.type("activ")
    expect(page.locator("#palette li").first).to_contain_text("Activities")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/incidents/{incident}/activity$"))
    page.wait_for_load_state()
    open_palette(page)
    page.keyboard.type("<img src=x onerror=alert(1)>")
    assert page.locator("#palette img").count() == 0
    # What a search finds is there, too.
    page.keyboard.press("Control+a")
    page.keyboard.type("web01")
    expect(page.locator("#palette li", has_text="Thing").first).to_contain_text("web01")
    page.keyboard.press("Control+a")
    page.keyboard.type(f"#{incident}")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/incidents/{incident}$"))


def test_filters_are_in_the_address(portal, page):
    page.goto("/incidents?severity=low&status=active")
    expect(page.locator(".filters")).to_contain_text("Severity: Low")
    expect(page.locator(".rows")).to_contain_text("Nothing matches these filters")
    page.goto("/incidents?q=web01&queue=all")
    assert all("web01" in row or "#" in row for row in page.locator(".rows tbody tr").all_inner_texts())


def test_everything_from_outside_is_escaped(portal, page):
    hostile = wazuh(40, "web09", None, "203.0.113.77", "2026-05-05T10:00")
    hostile["rule"]["description"] = "<img src=x onerror=alert(1)> & \"quotes\" \u202e " + "x" * 2000
    portal.ingest("hids", [hostile])
    found = portal.call("GET", "api/queue?all=true&search=onerror").json()["incidents"]
    assert found
    for tab in PAGES:
        page.goto(f"/incidents/{found[0]['id']}{tab}")
        assert page.locator("img").count() == 0


def test_who_may_only_read_is_offered_nothing_else(portal, browser):
    person = {"account": "rita", "password": PASSWORD, "roles": ["Security reader"]}
    portal.call("POST", "api/people", person).raise_for_status()
    page = signed_in(browser, portal, "rita")
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents/{incident}")
    expect(page.locator("[data-copy-link]").first).to_be_attached()
    for action in ("[data-resolve]", "[data-manage]", "[data-merge]"):
        expect(page.locator(action).first).to_be_hidden()
    page.keyboard.press("e")
    expect(page.locator("#manage")).to_be_hidden()
    page.goto("/incidents")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("#manage")).to_be_hidden()
    page.context.close()


def test_ones_own_password_is_changed(portal, browser):
    portal.call("POST", "api/people", {"account": "paul", "password": PASSWORD, "roles": ["Security reader"]}).raise_for_status()
    page = signed_in(browser, portal, "paul")
    page.click(".who .name")
    expect(page.locator("main")).to_contain_text("whoever made your account knows")
    page.fill("[name=current]", "not the one it is")
    page.fill("[name=new]", "a new sentence of mine")
    page.fill("[name=again]", "a new sentence of yours")
    page.click("text=Change the password")
    expect(page.locator("[data-problem]:visible")).to_contain_text("not the same")
    page.fill("[name=again]", "a new sentence of mine")
    page.click("text=Change the password")
    expect(page.locator("[data-problem]:visible")).to_contain_text("until now")
    page.fill("[name=current]", PASSWORD)
    with page.expect_navigation(url="**/sign-in**"):
        page.click("text=Change the password")
    page.fill("[name=account]", "paul")
    page.fill("[name=password]", "a new sentence of mine")
    page.click("button.primary")
    expect(page).to_have_url(re.compile("/account$"))
    expect(page.locator("main")).not_to_contain_text("whoever made your account knows")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_for_people_with_disabilities(portal, browser, scheme):
    page = signed_in(browser, portal, color_scheme=scheme, viewport={"width": 1440, "height": 960})
    incident = queue(portal)[0]["id"]
    for address in ["/", "/incidents", *[f"/incidents/{incident}{tab}" for tab in PAGES]]:
        page.goto(address)
        faults = [fault for fault in Axe().run(page).response["violations"] if fault["impact"] in ("serious", "critical")]
        assert faults == [], f"{address}: " + "; ".join(f"{fault['id']} at {fault['nodes'][0]['target']}" for fault in faults)
    page.context.close()


@pytest.mark.skipif(SCREENSHOTS is None, reason="WATCHFLOOR_SCREENSHOTS names no folder")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_screenshots(portal, browser, scheme, width):
    page = signed_in(browser, portal, color_scheme=scheme, viewport={"width": width, "height": 900})
    incident = queue(portal)[0]["id"]
    for address in ["/", "/incidents", *[f"/incidents/{incident}{tab}" for tab in PAGES]]:
        page.goto(address)
        name = re.sub(r"[^a-z]+", "-", address.replace(incident, "incident")).strip("-") or "home"
        page.screenshot(path=pathlib.Path(SCREENSHOTS) / f"{name}-{scheme}-{width}.png", full_page=True)
    page.context.close()
