"""Alerts, entities, assets and search in a real browser."""

import json
import os
import pathlib
import re

import pytest
from playwright.sync_api import expect

from conftest import ACCOUNT, PASSWORD, Server, serious_faults, signed_in, wazuh

# Where the screenshots of all pages go, to be looked at.
SCREENSHOTS = os.environ.get("WATCHFLOOR_SCREENSHOTS")
HOSTILE = "<img src=x onerror=alert(1)> & \"quotes\" \u202e 🦊 "


def graph_alert(number, evidence, title="Process tree", **fields):
    """An alert in Graph's words, as the endpoint product sends it."""
    return {
        "id": f"da{number}", "providerAlertId": f"da{number}", "title": title, "severity": "medium",
        "serviceSource": "microsoftDefenderForEndpoint", "detectionSource": "antivirus", "productName": "Endpoint",
        "createdDateTime": "2026-05-04T10:00:00Z", "firstActivityDateTime": "2026-05-04T10:00:00Z",
        "lastActivityDateTime": "2026-05-04T10:01:00Z", "detectorId": f"rule-{number}", "mitreTechniques": ["T1059.001"],
        "recommendedActions": "Look at the process.\nStop it.", "evidence": evidence, **fields,
    }


def process(name, number, parent, parent_name="explorer.exe"):
    return {
        "@odata.type": "#microsoft.graph.security.processEvidence", "processId": number, "parentProcessId": parent,
        "processCommandLine": f"{name} /run", "imageFile": {"fileName": name}, "verdict": "malicious",
        "parentProcessImageFile": {"fileName": parent_name}, "remediationStatus": "blocked",
    }


def device(name):
    return {"@odata.type": "#microsoft.graph.security.deviceEvidence", "hostName": name, "deviceDnsName": name, "roles": ["attacked"]}


@pytest.fixture(scope="module")
def portal():
    """A server with alerts of many kinds, an administrator, and a reader who sees one source."""
    server = Server()
    for agent, day in [("web01", 11), ("db07", 14), ("mail02", 17)]:
        server.ingest("hids", [wazuh(n, agent, day * 100 + n, f"203.0.113.{day}", f"2026-05-{day}T10:00") for n in range(8)])
    server.ingest("edr", [
        json.dumps(graph_alert(1, [process("word.exe", 10, 4), process("cmd.exe", 20, 10), device("ws-042")])),
        json.dumps(graph_alert(2, [device("ws-042")], title="Process tree")),
        json.dumps(graph_alert(3, [device(HOSTILE + "x" * 5000), {"@odata.type": "#microsoft.graph.security.urlEvidence", "url": f"https://evil.example/{HOSTILE}"}],
                               title=HOSTILE + "y" * 10_000, description=HOSTILE, recommendedActions=HOSTILE)),
        json.dumps(graph_alert(4, [{"@odata.type": "#microsoft.graph.security.spaceshipEvidence", "hull": "NCC"}], title="An unknown thing",
                               firstActivityDateTime=None, lastActivityDateTime=None, systemTags=[f"tag {n}" for n in range(5_000)])),
    ], format="graph")
    for account, roles in [(ACCOUNT, ["Security administrator"]), ("eve", ["EDR only"])]:
        if roles == ["EDR only"]:
            server.call("PUT", "api/roles/EDR only", {"permissions": ["readSecurityData"], "scope": {"sources": ["edr"]}}).raise_for_status()
        server.call("POST", "api/people", {"account": account, "password": PASSWORD, "roles": roles}).raise_for_status()
    yield server
    server.stop()


@pytest.fixture
def page(portal, browser):
    """A signed-in page; it fails the test that leaves a word on the console."""
    page = signed_in(browser, portal, viewport={"width": 1440, "height": 960})
    words = []
    page.on("console", lambda message: words.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: words.append(str(error)))
    yield page
    page.context.close()
    assert words == []


def alerts(portal, **wanted):
    found = portal.call("GET", "v1.0/security/alerts_v2?$top=100").json()["value"]
    return [alert for alert in found if all(alert[name] == value for name, value in wanted.items())]


def addresses(portal):
    """Each page of these, once."""
    tree = alerts(portal, providerAlertId="da1")[0]["id"]
    entity = portal.call("GET", "entities?name=device:web01", allow_redirects=False).headers["Location"]
    return ["/alerts", "/alerts?q=nothing-is-called-so", f"/alerts/{tree}", entity, "/assets", "/search?q=w", "/search"]


# Every page


def test_the_theme_is_the_systems_or_ones_own(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/alerts")
    switch = page.locator("[data-theme-switch]")
    shown = lambda: page.evaluate("getComputedStyle(document.documentElement).colorScheme")  # noqa: E731
    assert shown() == "dark"
    switch.click()
    page.reload()
    assert shown() == "light"
    switch.click()
    page.emulate_media(color_scheme="light")
    assert shown() == "dark"
    switch.click()
    assert shown() == "light"
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert shown() == "dark"
    page.keyboard.press("Control+k")
    page.fill("#palette input", "theme: light")
    page.keyboard.press("Enter")
    assert shown() == "light"


def test_a_title_of_ten_thousand_letters_is_cut_until_it_is_wanted(portal, page):
    alert = alerts(portal, providerAlertId="da3")[0]["id"]
    page.goto(f"/alerts/{alert}")
    heading = page.locator("h1")
    assert len(heading.inner_text()) < 400
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    heading.locator("button").click()
    assert "y" * 10_000 in heading.locator(".whole").text_content()
    heading.locator("button").click()
    assert len(heading.inner_text()) < 400
    # The record has long words, too.
    page.click("[data-raw]")
    expect(page.locator("[data-raw-target]")).to_contain_text("y" * 10_000)


# Alerts


def test_a_long_list_of_filters_is_searched(portal, page):
    page.goto("/alerts")
    page.click("summary:has-text('More filters')")
    types = page.locator("fieldset:has(legend:text-is('Alert type'))")
    shown = types.locator("label:visible")
    count = shown.count()
    assert count >= 10
    types.get_by_label("Find in Alert type").fill("process TREE")
    expect(shown).to_have_count(1)
    page.keyboard.press("Enter")
    shown.locator("input").check()
    types.get_by_label("Find in Alert type").fill("")
    expect(shown).to_have_count(count)
    page.click(".drop[open] button:has-text('Apply')")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_alerts_are_filtered_by_the_address(portal, page):
    page.goto("/alerts")
    expect(page.locator(".counts b")).to_have_text("28")
    page.goto("/alerts?q=process%20TREE")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.goto("/alerts?severity=high")
    expect(page.locator(".rows")).to_contain_text("No alert matches these filters")
    page.goto("/alerts?status=resolved")
    expect(page.locator(".counts b")).to_have_text("0")
    page.goto("/alerts?entity=device:db07&product=Wazuh&tactic=CredentialAccess")
    expect(page.locator(".counts b")).to_have_text("8")
    page.goto("/alerts?from=2026-01-01&to=2026-01-02")
    expect(page.locator(".counts b")).to_have_text("0")
    one = alerts(portal)[0]["id"]
    page.goto(f"/alerts?q={one}")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_alerts_are_found_by_what_they_name_and_columns_are_remembered(page):
    page.goto("/alerts?days=0&q=db07")
    assert page.locator("tbody tr[data-id]").count() > 0
    expect(page.locator("tbody")).to_contain_text("db07")
    page.click("summary:has-text('More filters')")
    page.locator("fieldset:has-text('Detection source') input").first.check()
    page.click(".menu.wide >> text=Apply")
    expect(page).to_have_url(re.compile("detection="))
    page.click("[data-choose-alert-columns]")
    page.check("#alert-columns [value=service]")
    page.uncheck("#alert-columns [value=owner]")
    page.click("text=Show these")
    page.reload()
    expect(page.locator("th[data-column=service]")).to_be_visible()
    expect(page.locator("th[data-column=owner]")).to_be_hidden()
    assert serious_faults(page) == []


def test_a_filter_is_chosen_from_its_menu(page):
    page.goto("/alerts")
    page.click("summary:has-text('Product')")
    page.check("label:has-text('Endpoint') input")
    page.click("details[open] >> text=Apply")
    expect(page).to_have_url(re.compile("product=Endpoint"))
    expect(page.locator("summary:has-text('Product: Endpoint')")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(4)


def test_several_alerts_are_managed_at_once_by_keyboard(portal, page):
    page.goto("/alerts?entity=device:mail02")
    page.keyboard.press("j")
    expect(page.locator("[data-pane-target] h2")).to_be_visible()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("2 picked")
    page.keyboard.press("e")
    page.select_option("#manage-alerts [name=status]", "resolved")
    page.select_option("#manage-alerts [name=classification]", "falsePositive/notMalicious")
    page.fill("#manage-alerts [name=comment]", "A <b>scanner</b> of ours.")
    page.click("text=Save the changes")
    expect(page.locator(".counts b")).to_have_text("6")
    changed = alerts(portal, status="resolved")
    assert len(changed) == 2
    assert {alert["determination"] for alert in changed} == {"notMalicious"}
    page.goto(f"/alerts/{changed[0]['id']}")
    expect(page.locator(".comment")).to_contain_text("<b>scanner</b>")
    expect(page.locator(".history")).to_contain_text("Status: New → Resolved")


def test_an_alert_shows_its_process_tree_record_and_incident(portal, page):
    alert = alerts(portal, providerAlertId="da1")[0]
    page.goto(f"/alerts/{alert['id']}")
    assert [line.strip().split("\n")[0] for line in page.locator(".tree").first.locator("li").all_inner_texts()] == [
        "explorer.exe", "word.exe", "cmd.exe"]
    expect(page.locator(".tree .deep-2")).to_contain_text("cmd.exe")
    expect(page.locator(".evidence")).to_contain_text("Malicious")
    expect(page.locator(".evidence")).to_contain_text("Blocked")
    expect(page.locator(".advice li")).to_have_count(2)
    expect(page.locator(f"a[href='/incidents/{alert['incidentId']}']").first).to_be_visible()
    expect(page.locator(".reasons li").first).to_be_visible()
    expect(page.locator("h2:has-text('Alerts like this')")).to_be_visible()
    page.click("[data-raw]")
    expect(page.locator("[data-raw-target]")).to_contain_text('"providerAlertId": "da1"')
    page.click(".tree a:has-text('ws-042')")
    expect(page.locator("h1")).to_have_text("ws-042")


def test_evidence_of_an_incident_is_told_with_verdict_and_response(portal, page):
    incident = alerts(portal, providerAlertId="da1")[0]["incidentId"]
    page.goto(f"/incidents/{incident}/evidence")
    expect(page.locator(".things")).to_contain_text(["Malicious"])
    expect(page.locator(".things .became").first).to_contain_text("Blocked")
    page.goto(f"/incidents/{incident}/assets")
    expect(page.locator(".things")).to_contain_text("ws-042")
    expect(page.locator(".things .badge.medium").first).to_be_visible()


def test_similar_alerts_suggest_what_they_were(portal, page):
    first, second = alerts(portal, title="Process tree")
    portal.call("PATCH", f"v1.0/security/alerts_v2/{first['id']}", {
        "classification": "truePositive", "determination": "malware"}).raise_for_status()
    page.goto(f"/alerts/{second['id']}")
    expect(page.locator(".notice").first).to_contain_text("True positive: malware")


# Entities and assets


def test_an_incident_leads_to_its_things(portal, page):
    incident = alerts(portal, providerAlertId="da1")[0]["incidentId"]
    page.goto(f"/incidents/{incident}/assets")
    page.click("a.chip:has-text('ws-042')")
    expect(page.locator("h1")).to_have_text("ws-042")
    expect(page.locator(f".need a[href='/incidents/{incident}']")).to_be_visible()


def test_a_page_is_fetched_when_its_link_is_pointed_at(page):
    page.goto("/alerts")
    is_early = lambda request: request.headers.get("sec-purpose") == "prefetch"  # noqa: E731
    with page.context.expect_event("requestfinished", is_early, timeout=60_000) as early:
        page.hover("nav a[href='/assets']")
    assert early.value.url.endswith("/assets")
    page.click("nav a[href='/assets']")
    expect(page).to_have_url(re.compile("/assets$"))
    assert page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") == "navigational-prefetch"


def test_an_entity_shows_where_it_occurs(portal, page):
    page.goto("/entities?name=device:web01")
    expect(page).to_have_url(re.compile("/entities/[0-9]+$"))
    expect(page.locator("header.bar nav [aria-current=page]")).to_have_text("Assets")
    expect(page.locator(".figures")).to_contain_text("8 alerts")
    expect(page.locator("body")).to_contain_text("203.0.113.11")
    expect(page.locator("svg.bars")).to_have_attribute("aria-label", re.compile("8 alerts, at most"))


def test_a_process_has_a_page_of_its_own(portal, page):
    alert = alerts(portal, providerAlertId="da1")[0]
    page.goto(f"/alerts/{alert['id']}")
    process = page.locator(".tree a.title[href*='/processes/']").first
    name = process.inner_text()
    process.click()
    expect(page).to_have_url(re.compile("/alerts/al[0-9]+/processes/[0-9]+$"))
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(".figures")).to_contain_text("incident")
    expect(page.locator(".runs tbody tr").first).to_contain_text("the same command line")
    gone = page.request.get(f"/alerts/{alert['id']}/processes/99")
    assert gone.status == 404 and "no process at the place" in gone.text()


def test_criticality_and_tags_are_set_on_page_and_in_list(portal, page):
    page.goto("/entities?name=device:db07")
    page.select_option("[data-asset-form] [name=criticality]", "veryHigh")
    page.fill("[data-asset-form] [name=tags]", "crown jewel, <i>db</i>")
    page.click("[data-asset-form] button")
    expect(page.locator(".badge.level-veryHigh")).to_be_visible()
    page.goto("/assets?kind=device&tag=crown%20jewel")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("<i>db</i>")
    page.goto("/assets?kind=device&q=0")
    page.check("[data-pick-all]")
    page.click("[data-bulk-manage]")
    page.select_option("#manage-assets [name=criticality]", "medium")
    page.click("text=Save the changes")
    expect(page.locator("tbody .badge.level-medium").first).to_be_visible()
    found = portal.call("GET", "api/assets?kind=device&search=db07").json()["assets"][0]
    assert (found["criticality"], found["tags"]) == ("medium", ["<i>db</i>", "crown jewel"])


# Search


def test_search_lists_while_typing_and_follows_the_keys(page):
    page.goto("/alerts")
    page.keyboard.press("/")
    page.keyboard.type("web0", delay=20)
    expect(page.locator("[data-hits] [role=option]").first).to_be_visible()
    expect(page.locator("[data-hits]")).to_contain_text("web01")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-hits] [aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-hits]")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=web0"))
    expect(page.locator(".hits a").first).to_contain_text("web01")


@pytest.mark.parametrize("text, found", [("203.0.113.14", "203.0.113.14"), ("tree", "Process tree"), ("zzz", "Nothing is called so"),
    ("alert 1", "Alert 1")])
def test_search_finds(page, text, found):
    page.goto(f"/search?q={text}")
    expect(page.locator("main")).to_contain_text(found)


def test_what_lies_outside_the_scope_is_not_there(portal, browser):
    page = signed_in(browser, portal, "eve")
    page.goto("/alerts")
    expect(page.locator(".counts b")).to_have_text("4")
    page.goto("/search?q=web01")
    expect(page.locator("main")).to_contain_text("Nothing is called so")
    other = alerts(portal, productName="Wazuh")[0]["id"]
    for address in [f"/alerts/{other}", f"/alerts/{other}/raw", f"/alerts/{other}/pane"]:
        assert page.request.get(address).status == 404
    location = portal.call("GET", "entities?name=device:web01", allow_redirects=False).headers["Location"]
    assert page.request.get(location).status == 404
    page.goto(f"/alerts/{alerts(portal, providerAlertId='da1')[0]['id']}")
    expect(page.locator("[data-manage-alert]")).to_have_count(0)
    page.context.close()


# All pages


def test_what_cannot_be_drawn_still_gives_a_page(portal, page):
    for provider in ["da3", "da4"]:
        alert = alerts(portal, providerAlertId=provider)[0]
        page.goto(f"/alerts/{alert['id']}")
        expect(page.locator("h1")).to_be_visible()
        assert page.locator("img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        incident = page.request.get(f"/incidents/{alert['incidentId']}")
        assert incident.status == 200
    for asset in portal.call("GET", "api/assets?search=onerror").json()["assets"]:
        page.goto(f"/entities/{asset['id']}")
        assert page.locator("img").count() == 0
    for address in ["/alerts", "/assets", "/search?q=%3Cimg", "/search?q=%22%3E%3Cimg%20src=x%3E"]:
        page.goto(address)
        assert page.locator("img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_not_there_is_said_to_be_so(portal, browser):
    page = signed_in(browser, portal)
    for address in ["/alerts/x", "/alerts/al999999", "/entities/x", "/entities/999999", "/entities?name=device:nobody", "/entities?name=x"]:
        assert page.goto(address).status == 404, address
        expect(page.locator("h1")).to_have_text("Not found")
    page.context.close()


# Colours come with the theme and places with the width: each of them once.
@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 390)])
def test_pages_can_be_used_by_everybody(portal, browser, scheme, width):
    page = signed_in(browser, portal, color_scheme=scheme, viewport={"width": width, "height": 900})
    for address in addresses(portal):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        for row in page.locator("tbody tr").all()[:1]:
            expect(row).to_be_visible()
        assert serious_faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        if SCREENSHOTS:
            name = re.sub(r"[^a-z]+", "-", address).strip("-")
            page.screenshot(path=pathlib.Path(SCREENSHOTS) / f"pages-{name}-{scheme}-{width}.png", full_page=True)
    page.context.close()
