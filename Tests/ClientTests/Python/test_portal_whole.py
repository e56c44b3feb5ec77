"""An incident of very many alerts, of which some people see a part: nothing of it is left out without a word."""

import json
import re

import pytest
from playwright.sync_api import expect

from browsing import ACCOUNT, WAITED_FOR, Desk, browser, page, portal  # noqa: F401
from conftest import PASSWORD, wazuh
from test_portal_incident import text_of

KINDS, OTHERS = 2_100, 3
SHARED = "203.0.113.200"


@pytest.fixture(scope="module")
def whole(portal):
    """An incident of more kinds of alerts than a story is made of, of two sources, one of which is all that eve sees."""
    for start in range(0, KINDS, 700):
        portal.ingest("hids", [wazuh(n, "big01", address=SHARED) for n in range(start, start + 700)])
    portal.ingest("other", [wazuh(9_000 + n, "big01", address=SHARED) for n in range(OTHERS)])
    rights = {"permissions": ["readSecurityData", "manageIncidents", "updateAlerts"], "scope": {"sources": ["other"]}}
    portal.call("PUT", "api/roles/Others", rights).raise_for_status()
    portal.call("POST", "api/people", {"account": "eve", "password": PASSWORD, "roles": ["Others"]}).raise_for_status()
    found = portal.call("GET", "api/queue?all=true&search=big01").json()["incidents"]
    assert len(found) == 1
    return found[0]["id"]


@pytest.fixture
def eve(portal, whole, browser):
    desk = Desk(portal, browser, "eve")
    yield desk.page
    desk.close()


def test_more_than_a_story_holds_is_said(page, whole, tmp_path):
    page.goto(f"/incidents/{whole}")
    expect(page.locator("[data-shown]")).to_have_text(f"the first 500, {KINDS + OTHERS - 500:,} more in the Alerts tab")
    expect(page.locator(".tab > .notice")).to_contain_text("the first 2,000 of 2,103 kinds of alerts")
    expect(page.locator(".telling")).to_contain_text("103 further alerts of 103 other kinds are not told here")
    for tab in ("assets", "evidence"):
        page.goto(f"/incidents/{whole}/{tab}")
        expect(page.locator(".tab")).to_contain_text("the first 2,000 of 2,103 kinds of alerts")
    report = text_of(page.request.get(f"/incidents/{whole}/report.pdf?part=assets"), tmp_path)
    assert "the first 2,000 of 2,103 kinds" in report


def test_a_sentence_leads_to_all_that_it_rests_on(page, whole):
    page.goto(f"/incidents/{whole}/summary")
    long = page.locator(".telling a[href*='sentence=']").first
    meant = len(long.get_attribute("data-show").split(" "))
    assert meant > 40
    long.click()
    expect(page).to_have_url(re.compile(f"/incidents/{whole}\\?sentence="))
    dimmed = page.locator("[data-alert]").count() - page.locator("li:not(.dim) > [data-alert]").count()
    assert dimmed < page.locator("[data-alert]").count()
    shown = page.locator("li:not(.dim) > [data-alert]").count()
    if shown < meant:
        expect(page.locator("[data-shown]")).to_have_text(f"{shown} of {meant} that are meant; the others are in the Alerts tab")


def test_the_export_has_all_alerts(portal, page, whole, eve):
    answer = page.request.get(f"/incidents/{whole}/export.json")
    assert "attachment" in answer.headers["content-disposition"]
    export = json.loads(answer.text())
    assert len({alert["id"] for alert in export["alerts"]}) == KINDS + OTHERS == len(export["alerts"])
    first = portal.call("GET", f"v1.0/security/incidents/{whole}?$expand=alerts").json()
    assert {name for name in first if not name.startswith("alerts@")} == set(export)
    assert len(json.loads(eve.request.get(f"/incidents/{whole}/export.json").text())["alerts"]) == OTHERS
    assert page.request.get("/incidents/999999/export.json").status == 404


def test_older_activities_and_further_investigations_have_pages(portal, page, whole, tmp_path):
    for number in range(505):
        portal.call("POST", f"v1.0/security/incidents/{whole}/comments", {"comment": f"note {number}"}).raise_for_status()
    page.goto(f"/incidents/{whole}/activity?kind=comments")
    expect(page.locator(".activity .more")).to_contain_text("the newest 500 of 505")
    page.click(".activity .more >> text=Older")
    expect(page.locator(".activity tbody tr")).to_have_count(5)
    expect(page.locator(".activity tbody tr").last).to_contain_text("note 0")
    expect(page).to_have_url(re.compile("kind=comments"))
    page.click(".activity .more >> text=Newer")
    expect(page.locator(".activity tbody tr").first).to_contain_text("note 504")
    report = text_of(page.request.get(f"/incidents/{whole}/report.pdf?part=activities"), tmp_path)
    assert re.search(r"the newest 300 of \d{3}", report) and "note 504" in report and "note 0\n" not in report
    page.goto(f"/incidents/{whole}/investigations?offset=2000")
    expect(page.locator(".more")).to_contain_text("2001–2103 of 2,103 alerts")
    expect(page.locator("tbody tr")).to_have_count(103)
    expect(page.locator(".chips .badge").first).to_contain_text("2,103")


def test_the_critical_asset_is_told_wherever_it_stands(portal, page):
    kind = "#microsoft.graph.security.deviceEvidence"
    names = [f"crowd{number:03}" for number in range(400)]
    portal.ingest("edr", [json.dumps({
        "id": "crowd", "title": "Crowd", "severity": "medium", "productName": "Endpoint", "detectorId": "crowd",
        "createdDateTime": "2026-05-04T10:00:00Z", "firstActivityDateTime": "2026-05-04T10:00:00Z",
        "evidence": [{"@odata.type": kind, "hostName": name, "roles": ["attacked"]} for name in names]})], format="graph")
    incident = portal.call("GET", "api/queue?all=true&search=crowd000").json()["incidents"][0]["id"]
    asset = portal.call("GET", "api/assets?kind=device&search=crowd399").json()["assets"][0]["id"]
    page.goto(f"/incidents/{incident}/summary")
    expect(page.locator(".tab")).to_contain_text("None of them is marked as critical")
    expect(page.locator(".tab")).to_contain_text("+384")
    portal.call("PATCH", f"api/assets/{asset}", {"criticality": "veryHigh"}).raise_for_status()
    page.reload()
    expect(page.locator(".badge.level-veryHigh")).to_be_visible()
    expect(page.locator(".tab")).not_to_contain_text("None of them is marked")
    expect(page.locator(".tab")).to_contain_text("+384")


def test_what_reaches_beyond_the_scope_is_not_offered_to_be_changed(eve, whole):
    eve.goto(f"/incidents/{whole}")
    for button in ("manage", "resolve", "merge", "take"):
        expect(eve.locator(f"header [data-{button}='{whole}']")).to_be_disabled()
    expect(eve.locator("header.incident-head")).to_contain_text("alerts outside your scope")
    eve.keyboard.press("s")
    expect(eve.locator("#manage")).not_to_be_visible()


def test_who_sees_a_part_sees_its_past(portal, eve, whole):
    eve.goto(f"/incidents/{whole}/was")
    expect(eve.locator("[data-past-state]")).to_contain_text(f"{OTHERS} alerts")
    expect(eve.locator("[data-past-state] .badge.new")).to_have_count(OTHERS)


def test_the_owner_of_an_alert_is_chosen(portal, page, whole):
    alert = portal.call("GET", f"v1.0/security/incidents/{whole}?$expand=alerts($top=1)").json()["alerts"][0]["id"]
    page.goto(f"/alerts/{alert}")
    page.click("[data-manage-alert]")
    owner = page.locator("#manage-alerts [name=assignedTo]")
    assert ACCOUNT in owner.locator("option").evaluate_all("all => all.map((option) => option.value)")
    owner.select_option(ACCOUNT)
    page.click("#manage-alerts [value=save]")
    expect(page.locator(".incident-head")).to_contain_text(f"Owner: {ACCOUNT}", timeout=WAITED_FOR)
    page.click("[data-manage-alert]")
    owner.select_option(label="Nobody")
    page.click("#manage-alerts [value=save]")
    expect(page.locator(".incident-head")).to_contain_text("Owner: nobody", timeout=WAITED_FOR)


def test_two_people_keep_each_others_tags(portal, page, whole):
    page.goto("/entities?name=device:web01")
    asset = portal.call("GET", "api/assets?kind=device&search=web01").json()["assets"][0]["id"]
    portal.call("PATCH", f"api/assets/{asset}", {"tags": ["theirs"], "criticality": "high"}).raise_for_status()
    page.fill("[data-asset-form] [name=tags]", "mine")
    page.click("[data-asset-form] button")
    expect(page.locator("#criticality .chips")).to_contain_text("mine", timeout=WAITED_FOR)
    found = portal.call("GET", f"api/assets/{asset}").json()
    assert (sorted(found["tags"]), found["criticality"]) == (["mine", "theirs"], "high")


def test_the_plain_queue_is_copied_as_such_and_picks_are_told_on_the_way_back(page, whole):
    page.goto("/incidents?queue=on")
    expect(page.locator("[data-copy-link]")).to_have_attribute("data-copy-link", "/incidents?queue=on")
    page.check("[data-queue] tbody [type=checkbox] >> nth=0")
    page.goto("/assets")
    page.go_back()
    picked = page.locator("[data-queue] tbody [type=checkbox]:checked")
    expect(page.locator("[data-bulk]")).to_be_visible(visible=picked.count() > 0)
    page.goto("/incidents?queue=all")
    expect(page.locator("[data-copy-link]")).to_have_attribute("data-copy-link", "")
