"""The settings and the guides in a real browser."""

import os
import pathlib
import re

import pytest
from playwright.sync_api import expect

from conftest import ACCOUNT, PASSWORD, Server, serious_faults, signed_in, wazuh

SCREENSHOTS = os.environ.get("WATCHFLOOR_SCREENSHOTS")
SECTIONS = ["people", "roles", "groups", "provider", "clients", "sources", "webhooks", "criticality", "correlation", "audit", "system"]


@pytest.fixture(scope="module")
def portal():
    """A server with a few incidents, an administrator, and a responder."""
    server = Server()
    for agent, day in [("web01", 11), ("db07", 14)]:
        server.ingest("hids", [wazuh(n, agent, day * 100 + n, f"203.0.113.{day}", f"2026-05-{day}T10:00") for n in range(4)] + ["no json"])
    for account, role in [(ACCOUNT, "Security administrator"), ("tim", "Tier 1 responder")]:
        server.call("POST", "api/people", {"account": account, "password": PASSWORD, "roles": [role]}).raise_for_status()
    yield server
    server.stop()


@pytest.fixture
def page(portal, browser):
    """A signed-in page; it fails the test that leaves a word on the console, but for what the browser says of a refusal."""
    page = signed_in(browser, portal, viewport={"width": 1440, "height": 960})
    words = []
    page.on("console", lambda message: words.append(message.text) if message.type in ("error", "warning") and "status of 400" not in message.text else None)
    page.on("pageerror", lambda error: words.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.context.close()
    assert words == []


def shown_once(page):
    expect(page.locator("[data-secret]")).not_to_be_empty()
    return page.locator("[data-secret]").inner_text()


def test_a_person_is_added_changed_and_removed(portal, page):
    page.goto("/settings/people")
    add = page.locator("form[data-send='POST /api/people']")
    add.locator("[name=account]").fill("new.one")
    add.locator("[name=displayName]").fill("<b>New</b> One")
    add.locator("[name=password]").fill("correct horse battery 8")
    add.locator("label:has-text('Threat hunter') input").check()
    add.locator("button").click()
    row = page.locator("tr:has-text('new.one')")
    expect(row).to_contain_text("<b>New</b> One")
    row.locator("[data-opens]").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=isEnabled]").uncheck()
    dialog.locator("button.primary").click()
    expect(page.locator("tr:has-text('new.one') .badge.high")).to_be_visible()
    assert portal.call("GET", "api/people/new.one").json()["isEnabled"] is False
    page.locator("tr:has-text('new.one') [data-opens]").click()
    page.locator("dialog[open] >> text=Remove").click()
    expect(page.locator("tr:has-text('new.one')")).to_have_count(0)


def test_a_role_is_limited_to_a_source(portal, page):
    page.goto("/settings/roles")
    form = page.locator("form[data-send^='PUT']")
    form.locator("[name=name]").fill("Web watch")
    form.locator("label:has-text('Read security data') input").check()
    form.locator("label:has-text('hids') input").check()
    form.locator("button").click()
    expect(page.locator("tr:has-text('Web watch')")).to_contain_text("hids")
    role = next(role for role in portal.call("GET", "api/roles").json()["roles"] if role["name"] == "Web watch")
    assert role["scope"] == {"deviceGroups": None, "sources": ["hids"]}


def test_a_program_s_secret_is_shown_once(portal, page):
    page.goto("/settings/clients")
    form = page.locator("form[data-send='POST /api/clients']")
    form.locator("[name=name]").fill("soar")
    form.locator("[value='SecurityIncident.Read.All']").check()
    form.locator("button.primary").click()
    secret = shown_once(page)
    client = portal.call("GET", "api/clients").json()["clients"][0]
    page.click("text=I have kept it")
    expect(page.locator("tr:has-text('soar')")).to_contain_text("SecurityIncident.Read.All")
    assert secret not in page.content()
    token = portal.call("POST", f"{client['tenantId']}/oauth2/v2.0/token", data={
        "grant_type": "client_credentials", "client_id": client["clientId"], "client_secret": secret,
        "scope": "https://graph.microsoft.com/.default"})
    assert token.status_code == 200


def test_a_source_is_added_and_says_how_to_connect(portal, page):
    page.goto("/settings/sources")
    expect(page.locator("tr:has-text('hids')")).to_contain_text("wazuh")
    page.fill("[name=name]", "edge")
    page.click("text=Add the source")
    expect(page).to_have_url(re.compile("/settings/sources/edge$"))
    page.click("text=Make a token")
    token = shown_once(page)
    page.click("text=I have kept it")
    page.click("summary:has-text('Vector') >> nth=-1")
    expect(page.locator("details[open] pre")).to_contain_text(f"{portal.port}/api/ingest/edge")
    expect(page.locator("details[open] pre")).to_contain_text(token)
    page.reload()
    assert token not in page.content()
    answer = portal.call("POST", "api/ingest/edge", token=token, data=b'{"x": 1}')
    assert answer.status_code in (200, 202)
    page.goto("/settings/sources/hids")
    expect(page.locator("main")).to_contain_text("no json")


def test_a_device_group_is_previewed_before_it_is_saved(portal, page):
    page.goto("/settings/groups")
    page.fill("[name=name]", "Web servers")
    page.fill("[name=conditions]", "nameStartsWith web")
    page.click("text=Preview")
    expect(page.locator("[data-preview]")).to_contain_text("web01: no group → Web servers")
    assert portal.call("GET", "api/deviceGroups").json()["deviceGroups"] == []
    page.click("text=Save the group")
    expect(page.locator("tbody tr")).to_contain_text("name starts with “web”")
    page.fill("[name=name]", "Other")
    page.fill("[name=conditions]", "nonsense")
    page.click("text=Save the group")
    expect(page.locator("[data-problem]")).to_be_visible()


def test_rules_of_criticality_and_webhooks(portal, page):
    page.goto("/settings/criticality")
    page.fill("[name=name]", "Databases")
    page.fill("[name=conditions]", "nameStartsWith db")
    page.click("text=Add the rule")
    expect(page.locator("tbody tr")).to_contain_text("Databases")
    page.goto("/settings/webhooks")
    page.fill("[name=url]", "http://127.0.0.1:9/hook")
    page.click("text=Add the webhook")
    expect(page.locator("[data-secret]")).to_contain_text("whsec_")
    page.click("text=I have kept it")
    expect(page.locator("h2:has-text('127.0.0.1:9')")).to_be_visible()


def test_a_detector_is_switched_off_and_settings_are_tried(portal, page):
    page.goto("/settings/correlation?q=kind%201")
    with page.expect_navigation():
        page.locator("text=Switch off >> nth=0").click()
    expect(page.locator("text=Switched off >> nth=-1")).to_be_visible()
    page.goto("/settings/correlation")
    page.fill("[name=settings]", "noveltyBits = 40")
    page.click("text=Try them")
    expect(page.locator("[data-what-if-outcome]")).to_contain_text("it would be")
    page.fill("[name=settings]", "nonsense = 40")
    page.click("text=Try them")
    expect(page.locator("[data-what-if-outcome]")).to_contain_text("there is no setting 'nonsense'")
    # What was tried is put in force, and shown as what is.
    page.click("[data-put-in-force]")
    expect(page.locator("[data-what-if] [data-problem]")).to_contain_text("nonsense")
    page.fill("[name=settings]", "noveltyBits = 5\nmemory = 20d")
    with page.expect_navigation():
        page.click("[data-put-in-force]")
    expect(page.locator("[name=settings]")).to_have_value(re.compile("noveltyBits = 5"))
    assert portal.call("GET", "api/correlation/settings").json()["settings"]["memory"] == "20d"
    page.fill("[name=settings]", " ")
    page.evaluate("document.querySelector('[name=settings]').required = false")
    with page.expect_navigation():
        page.click("[data-put-in-force]")
    assert portal.call("GET", "api/correlation/settings").json()["own"] == {}


def test_the_log_is_filtered_and_verified(portal, page):
    page.goto("/settings/audit?action=signedIn")
    expect(page.locator("tbody")).to_contain_text("Signed in")
    assert all("Signed in" in row for row in page.locator("tbody tr").all_inner_texts())
    page.goto("/settings/audit?by=stages")
    assert not any(f"\t{ACCOUNT}\t" in row for row in page.locator("tbody tr").all_inner_texts())
    page.click("[data-verify]")
    expect(page.locator("[data-outcome]")).to_contain_text("The log is whole")


def test_changes_need_the_token_against_forgery(portal, page):
    for address in ["/settings/audit/verification", "/settings/correlation/what-if"]:
        assert page.request.post(address, data={}).status == 403


def test_settings_are_kept_from_those_who_may_not(portal, browser):
    page = signed_in(browser, portal, "tim")
    expect(page.locator("nav >> text=Settings")).to_have_count(0)
    for section in SECTIONS:
        assert page.request.get(f"/settings/{section}").status in (403, 404), section
    assert page.request.get("/settings").status == 404
    page.context.close()


def test_what_people_and_sources_write_is_text_on_every_page_of_settings(portal, page):
    hostile = "<img src=x onerror=alert(1)> \u202e \"'& " + "w" * 60
    def save(method, path, body):
        portal.call(method, path, body).raise_for_status()
    save("POST", "api/people", {"account": "mallory", "displayName": hostile.replace("\u202e", ""), "password": PASSWORD, "roles": ["Security reader"]})
    portal.call("POST", "api/ingest/hids", data=f"no json either {hostile}".encode()).raise_for_status()
    portal.settle()
    for address in ["people", "roles", "clients", "audit", "sources", "sources/hids", "correlation"]:
        page.goto(f"/settings/{address}")
        assert page.locator("img").count() == 0, address
        assert "\u202e" not in page.content(), address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.goto("/settings/people")
    expect(page.locator("tr:has-text('mallory')")).to_contain_text("<img src=x onerror=alert(1)>")


@pytest.mark.parametrize("role, steps", [("responder", 5), ("analyst", 5), ("hunter", 5), ("manager", 5)])
def test_a_guide_goes_along_to_its_end(page, role, steps):
    page.goto("/learn")
    page.locator(f".guide .button[data-guide={role}]").click()
    for step in range(1, steps + 1):
        expect(page.locator(".coach")).to_contain_text(f"{step} of {steps}")
        expect(page.locator(".coach [data-guide-here]")).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()
        page.locator(".coach .button.primary").click()
    expect(page.locator(".coach")).to_have_count(0)


# Colours come with the theme and places with the width: each of them once.
@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 390)])
def test_pages_can_be_used_by_everybody(portal, browser, scheme, width):
    page = signed_in(browser, portal, color_scheme=scheme, viewport={"width": width, "height": 900})
    for address in ["/learn", "/settings/sources/hids", *[f"/settings/{section}" for section in SECTIONS]]:
        page.goto(address)
        assert serious_faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        if SCREENSHOTS:
            name = re.sub(r"[^a-z]+", "-", address).strip("-")
            page.screenshot(path=pathlib.Path(SCREENSHOTS) / f"pages-{name}-{scheme}-{width}.png", full_page=True)
    page.goto("/learn")
    page.locator(".guide .button").first.click()
    expect(page.locator(".coach h2")).to_be_visible()
    assert serious_faults(page) == []
    page.click("[data-guide-fold]")
    page.reload()
    expect(page.locator(".coach dl")).to_be_hidden()
    expect(page.locator(".coach .button.primary")).to_be_visible()
    page.context.close()
