"""The queue in a real browser: filters, views that are kept, columns, alerts under their incident's row."""

import re

import pytest
from playwright.sync_api import expect

from browsing import ACCOUNT, COLLEAGUE, browser, colleague, page, portal, queue  # noqa: F401
from conftest import serious_faults, wazuh


def heads(page):
    return [head.strip().rstrip(" ↑↓") for head in page.locator("thead th").all_inner_texts()[1:]]


def test_more_filters_are_in_one_place_and_taken_back_one_by_one(page):
    page.goto("/incidents?queue=all")
    page.click("summary:has-text('More filters')")
    page.check("fieldset:has(legend:text-is('Technique')) label:has-text('T1110') input")
    page.check("fieldset:has(legend:text-is('Service sources')) label:has-text('One') input")
    page.click("details[open] >> text=Apply")
    expect(page).to_have_url(re.compile("technique=T1110"))
    expect(page.locator(".conditions li")).to_have_count(2)
    expect(page.locator("tbody tr[data-id]").first).to_be_visible()
    page.click(".conditions a:has-text('Service sources')")
    expect(page.locator(".conditions li")).to_have_count(1)
    expect(page).to_have_url(re.compile("technique=T1110"))
    # An order that was chosen goes along with what is filtered next.
    page.goto("/incidents?queue=all&order=created")
    page.fill(".filters [name=q]", "web01")
    page.press(".filters [name=q]", "Enter")
    expect(page).to_have_url(re.compile("q=web01.*order=created|order=created.*q=web01"))
    # What was left open is no part of the address.
    assert "from=" not in page.url and "to=" not in page.url


def test_an_address_says_what_is_asked_and_no_more(page):
    page.goto("/incidents?queue=on&severity=unknown")
    page.click("summary:has-text('Severity')")
    expect(page.get_by_label("Unknown", exact=True).first).to_be_checked()
    page.fill(".filters [name=q]", "web01")
    page.press(".filters [name=q]", "Enter")
    expect(page).to_have_url(re.compile("q=web01"))
    for empty in ("days=", "from=", "to="):
        assert empty not in page.url
    page.goto("/alerts?severity=unknown")
    page.click("summary:has-text('Severity')")
    expect(page.get_by_label("Unknown", exact=True).first).to_be_checked()
    page.fill(".filters [name=q]", "sshd")
    page.press(".filters [name=q]", "Enter")
    expect(page).to_have_url(re.compile("q=sshd"))
    assert "from=" not in page.url and "to=" not in page.url


def test_a_view_is_kept_shared_and_opens_the_queue(portal, page, colleague):
    page.goto("/incidents?severity=low&severity=medium&order=created")
    page.click("[data-views] summary")
    page.click("[data-keep-view]")
    page.fill("#keep-view [name=name]", "Quiet <b>ones")
    page.check("#keep-view [name=first]")
    with page.expect_navigation():
        page.click("text=Keep the view")
    expect(page.locator("[data-views] summary")).to_contain_text("Quiet <b>ones")
    # A view that is there is not lost to another of its name.
    page.goto("/incidents?severity=high")
    page.click("[data-views] summary")
    page.click("[data-keep-view]")
    page.fill("#keep-view [name=name]", "quiet <B>ones")
    page.click("#keep-view [value=save]")
    expect(page.locator("#keep-view [data-problem]")).to_contain_text("There is a view “quiet <B>ones” already")
    expect(page.locator("#keep-view [value=save]")).to_have_text("Replace the view")
    page.click("#keep-view [value=cancel]")
    page.goto("/incidents")
    expect(page).to_have_url(re.compile("severity=medium"))
    first = page.locator("[data-opens-first]")
    page.click("[data-views] summary")
    expect(first).to_have_text("Open first")
    expect(first).to_have_attribute("aria-pressed", "true")
    # The queue opens with it; its address shows the same to somebody else, who keeps nothing of it.
    page.goto("/incidents")
    expect(page).to_have_url(re.compile("severity=medium&severity=low|severity=low&severity=medium"))
    colleague.goto(page.url)
    expect(colleague.locator(".filters")).to_contain_text("Severity: Medium")
    colleague.click("[data-views] summary")
    expect(colleague.locator("[data-views] .view")).to_have_count(0)
    colleague.goto("/incidents")
    expect(colleague).to_have_url(re.compile("/incidents$"))
    # What is plain stays one click away, and a view is let go of.
    page.click("[data-views] summary")
    page.click("text=The whole queue")
    expect(page).to_have_url(re.compile("queue=on$"))
    page.click("[data-views] summary")
    with page.expect_navigation():
        page.click("[data-forget-view]")
    page.goto("/incidents")
    expect(page).to_have_url(re.compile("/incidents$"))


def test_columns_are_chosen_ordered_and_remembered(page):
    page.goto("/incidents?queue=on")
    usual = heads(page)
    page.click("[data-choose-columns]")
    assert serious_faults(page) == []
    page.check("#columns label:has-text('Products') input")
    page.uncheck("#columns label:has-text('Owner') input")
    for _ in range(13):
        page.click("#columns [data-column=products] [data-column-up]")
    with page.expect_navigation():
        page.click("text=Show these")
    expect(page.locator("thead th").nth(1)).to_have_text("Products")
    expect(page.locator("tbody tr[data-id] td.products").first).to_have_text("Wazuh")
    assert "Owner" not in heads(page)
    # They stay, and an address that names columns shows those.
    page.goto("/incidents?queue=all")
    expect(page.locator("thead th").nth(1)).to_have_text("Products")
    page.goto("/incidents?queue=all&columns=name,id,tactics,tags,created,firstActivity,groups,services,detections,status")
    assert heads(page)[:3] == ["Incident", "Id", "Tactics"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("[data-choose-columns]")
    with page.expect_navigation():
        page.click("text=The usual ones")
    page.goto("/incidents?queue=on")
    assert heads(page) == usual


def test_alerts_open_under_their_row_by_mouse_and_keyboard(portal, page):
    page.goto("/incidents?queue=all&q=mail02")
    row = page.locator("tbody tr[data-id]").first
    row.locator("[data-expand]").click()
    expect(page.locator(".expansion .inner tr")).to_have_count(8)
    expect(row.locator("[data-expand]")).to_have_attribute("aria-expanded", "true")
    assert serious_faults(page) == []
    page.keyboard.press("j")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".expansion")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".expansion .inner a[href^='/alerts/']").first).to_be_visible()
    # What changes while the row is open leaves it open.
    incident = row.get_attribute("data-id")
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"severity": "high"}).raise_for_status()
    expect(row.locator(".badge.high")).to_be_visible()
    expect(page.locator(".expansion .inner tr")).to_have_count(8)
    expect(row.locator("[data-expand]")).to_have_attribute("aria-expanded", "true")


def test_several_are_merged_into_the_one_that_is_chosen(portal, page):
    page.goto("/incidents?queue=all")
    rows = page.locator("tbody tr[data-id]")
    first, second = rows.nth(0).get_attribute("data-id"), rows.nth(1).get_attribute("data-id")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.click("[data-bulk-merge]")
    preview = page.locator("#merge-many .merge-preview")
    expect(preview).to_contain_text(f"#{first} will hold 16 alerts")
    page.check(f"#merge-many [value='{second}']")
    expect(preview).to_contain_text(f"#{second} will hold 16 alerts; #{first} and links to it lead there.")
    # What would be refused cannot be asked for.
    for id, owner in [(first, ACCOUNT), (second, COLLEAGUE)]:
        portal.call("PATCH", f"v1.0/security/incidents/{id}", {"assignedTo": owner}).raise_for_status()
    page.check(f"#merge-many [value='{first}']")
    expect(preview.locator("[data-refusal]")).to_contain_text("They have different owners")
    expect(page.locator("#merge-many [value=merge]")).to_be_disabled()
    for id in (first, second):
        portal.call("PATCH", f"v1.0/security/incidents/{id}", {"assignedTo": ""}).raise_for_status()
    page.check(f"#merge-many [value='{second}']")
    expect(page.locator("#merge-many [value=merge]")).to_be_enabled()
    with page.expect_navigation():
        page.click("text=Merge 2 incidents >> nth=-1")
    expect(page).to_have_url(re.compile(f"/incidents/({first}|{second})$"))
    merged = portal.call("GET", f"v1.0/security/incidents/{first}").json()
    assert merged["redirectIncidentId"] == second or page.url.endswith(first)
    gone = second if page.url.endswith(first) else first
    stays = page.url.rsplit("/", 1)[1]
    for tab in ("", "/alerts", "/summary", "/activity", "/assets", "/was", "/tasks", "/similar", "/evidence", "/investigations"):
        page.goto(f"/incidents/{gone}{tab}")
        expect(page).to_have_url(re.compile(f"/incidents/{stays}{tab}\\?merged={gone}$"))
    page.goto(f"/incidents/{stays}")
    page.goto(f"{page.url}/alerts")
    expect(page.locator("main")).to_contain_text(f"merged that incident, #{gone}, into this one")


def test_keys_begin_with_a_field_and_used_tags_are_offered(portal, page):
    page.goto("/incidents?queue=all")
    incident = page.locator("tbody tr[data-id]").first.get_attribute("data-id")
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"customTags": ["ransomware"]}).raise_for_status()
    page.goto("/incidents?queue=all")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#manage [name=assignedTo]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("#manage [name=status]")).to_be_focused()
    page.fill("#manage [name=customTags]", "vip, ran")
    page.click("#manage .offers >> text=ransomware")
    expect(page.locator("#manage [name=customTags]")).to_have_value("vip, ransomware, ")


@pytest.mark.parametrize(("how", "left"), [("add", ["both", "one"]), ("remove", ["one"]), ("replace", ["both"])])
def test_tags_of_many_are_added_unless_somebody_says_otherwise(portal, page, how, left):
    page.goto("/incidents?queue=all")
    ids = [page.locator("tbody tr[data-id]").nth(n).get_attribute("data-id") for n in range(2)]
    for incident, tags in zip(ids, (["one"] if how == "add" else ["one", "both"], [])):
        portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"customTags": tags, "assignedTo": ACCOUNT}).raise_for_status()
    page.goto("/incidents?queue=all&order=created")
    for incident in ids:
        page.check(f"tr[data-id='{incident}'] input[type=checkbox]")
    page.click("[data-bulk-manage]")
    expect(page.locator("#manage [name=tagging]")).to_have_value("add")
    if how != "add":
        page.select_option("#manage [name=tagging]", how)
    page.fill("#manage [name=customTags]", "both")
    page.select_option("#manage [name=assignedTo]", label="Nobody")
    with page.expect_navigation():
        page.click("text=Save the changes")
    stored = [portal.call("GET", f"v1.0/security/incidents/{incident}").json() for incident in ids]
    assert sorted(stored[0]["customTags"]) == left
    assert stored[1]["customTags"] == ([] if how == "remove" else ["both"])
    assert [incident["assignedTo"] for incident in stored] == [None, None] or [incident["assignedTo"] for incident in stored] == ["", ""]


def test_a_span_has_days_and_times_and_says_what_it_cannot_read(portal, page):
    page.goto("/incidents?queue=all&from=2026-05-04T12:30&to=2026-05-05&severity=loud&entity=197")
    expect(page.locator("p.notice", has_text="severity=loud")).to_be_visible()
    expect(page.locator("p.notice", has_text="entity=197")).to_be_visible()
    expect(page.locator(".conditions")).to_have_count(0)
    page.click("summary:has-text('Created')")
    expect(page.locator("[name=from]")).to_have_value("2026-05-04T12:30")
    expect(page.locator("[name=to]")).to_have_value("2026-05-05T23:59")
    page.click("details[open] >> text=Apply")
    expect(page).to_have_url(re.compile(r"from=2026-05-04T12%3A30&to=2026-05-05T23%3A59"))
    expect(page.locator("p.notice:visible")).to_have_count(0)
    page.goto("/incidents?queue=all&from=soon")
    expect(page.locator("p.notice:visible")).to_contain_text("from takes a day or a moment in UTC")


def test_alerts_go_by_the_time_that_the_filter_names(portal, page):
    happened = {"title": "It was in March", "severity": "high", "createdDateTime": "2026-03-02T10:00:00Z"}
    portal.ingest("late", [happened], format="graph")
    page.goto("/alerts?from=2026-03-02&to=2026-03-02")
    expect(page.locator(".counts")).to_contain_text("that came in from 2026-03-02 to 2026-03-02")
    expect(page.locator("tbody tr[data-id]")).to_have_count(0)
    page.click(".empty a")
    expect(page).to_have_url(re.compile("time=activity"))
    expect(page.locator(".counts")).to_contain_text("that happened from 2026-03-02")
    expect(page.locator("tbody tr[data-id]")).to_have_count(1)
    expect(page.locator("td.time:visible").first).to_have_text(re.compile("^2026-03-02 10:00 UTC"))
    page.goto("/alerts?from=2026-03-02T10:01&time=activity&to=2026-03-03")
    expect(page.locator("tbody tr[data-id]")).to_have_count(0)


def test_numbers_are_found_as_pages_write_them(portal, page):
    incident = queue(portal)[0]["id"]
    page.goto(f"/incidents?queue=all&q=%23{incident}")
    expect(page.locator(f"tr[data-id='{incident}']")).to_have_count(1)
    expect(page.locator(".counts")).to_contain_text("incident, ")


def test_alerts_and_incidents_are_filtered_by_what_they_are_about(portal, page):
    about = {
        "title": "Card numbers were shared", "severity": "low", "createdDateTime": "2026-05-04T10:00:00Z", "alertPolicyId": "dlp-7", "systemTags": ["finance"],
        "additionalData": {"sensitivityLabel": "Secret <b>", "Workload": "SharePoint"},
        "evidence": [{"@odata.type": "#microsoft.graph.security.azureResourceEvidence", "resourceId": "/subscriptions/0A1B/resourceGroups/g"}],
    }
    portal.ingest("about", [about], format="graph")
    page.goto("/incidents?queue=all")
    page.click("summary:has-text('More filters')")
    page.check("fieldset:has(legend:text-is('Sensitivity label')) label:has-text('Secret <b>') input")
    page.check("fieldset:has(legend:text-is('Cloud subscription')) label:has-text('0a1b') input")
    page.click("details[open] >> text=Apply")
    expect(page).to_have_url(re.compile("label=Secret.*subscription=0a1b"))
    expect(page.locator("tbody tr[data-id]")).to_have_count(1)
    page.goto("/alerts")
    page.click("summary:has-text('More filters')")
    for legend, value in [("Policy or rule of one", "dlp-7"), ("Data stream", "SharePoint"), ("Tag", "finance")]:
        page.check(f"fieldset:has(legend:text-is('{legend}')) label:has-text('{value}') input")
    page.click("details[open] >> text=Apply")
    expect(page).to_have_url(re.compile("policy=dlp-7&stream=SharePoint&tag=finance"))
    expect(page.locator("tbody tr[data-id]")).to_have_count(1)
    table = portal.call("GET", "alerts.csv?policy=dlp-7").text
    assert "dlp-7,SharePoint,0a1b,finance" in table


def test_heads_order_the_list_both_ways_by_mouse_and_keyboard(portal, page):
    page.goto("/incidents?queue=all&columns=name,id,severity,status,owner,alerts,classification,firstActivity,lastActivity,created,lastUpdate,priority,products")
    orders = [link.get_attribute("data-order") for link in page.locator("thead a[data-order]").all()]
    assert orders == ["name", "id", "severity", "status", "owner", "alerts", "classification", "firstActivity", "lastActivity", "created", "lastUpdate", "priority"]
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    expect(page.locator("th.c-priority")).to_have_attribute("aria-sort", "descending")
    assert serious_faults(page) == []
    # Names begin from A; the same head turns the list round.
    page.click("thead a[data-order=name]")
    expect(page).to_have_url(re.compile("order=name&ascending=true"))
    expect(page.locator("th.c-name")).to_have_attribute("aria-sort", "ascending")
    names = page.locator("tbody .name a").all_inner_texts()
    assert names == sorted(names, key=str.lower)
    page.click("thead a[data-order=name]")
    expect(page.locator("th.c-name")).to_have_attribute("aria-sort", "descending")
    assert page.locator("tbody .name a").all_inner_texts() == sorted(names, key=str.lower, reverse=True)
    # By the keyboard, which stays on the head.
    page.locator("thead a[data-order=id]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("thead a[data-order=id]")).to_be_focused()
    numbers = [int(row.get_attribute("data-id")) for row in page.locator("tbody tr[data-id]").all()]
    assert numbers == sorted(numbers, reverse=True)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert [int(row.get_attribute("data-id")) for row in page.locator("tbody tr[data-id]").all()] == sorted(numbers)
    # A view keeps it.
    page.click("[data-views] summary")
    page.click("[data-keep-view]")
    page.fill("#keep-view [name=name]", "By number")
    with page.expect_navigation():
        page.click("text=Keep the view")
    page.click("[data-views] summary")
    expect(page.locator("[data-views] .view a", has_text="By number")).to_have_attribute("href", re.compile("order=id&ascending=true"))
    with page.expect_navigation():
        page.click("[data-forget-view='By number']")


def test_alerts_are_ordered_by_their_heads(page):
    # Beside the summary there is no room for the owner.
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/alerts?days=0")
    expect(page.locator("th[data-column=created]")).to_have_attribute("aria-sort", "descending")
    for order, way in [("severity", "descending"), ("status", "descending"), ("owner", "ascending")]:
        page.click(f"thead a[data-order={order}]")
        expect(page.locator(f"th[data-column={order}]")).to_have_attribute("aria-sort", way)
        expect(page.locator("th[aria-sort]:visible")).to_have_count(1)
        expect(page.locator("tbody tr[data-id]").first).to_be_visible()
    assert serious_faults(page) == []


def test_the_last_day_stands_above_the_queue_for_who_opens_it(portal, page, colleague):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "last-day" in request.url and "/assets/" not in request.url else None)
    page.goto("/incidents?queue=all")
    expect(page.locator("tbody tr[data-id]").first).to_be_visible()
    assert asked == []
    with page.expect_response("**/api/preferences/lastDay"):
        page.click("[data-last-day] summary")
    expect(page.locator("[data-last-day] svg.bars")).to_have_count(2)
    assert serious_faults(page) == []
    counted = page.locator("[data-last-day] figcaption b").nth(1).inner_text()
    incidents = portal.call("GET", "api/queue?all=true").json()
    assert int(counted) >= 4, incidents
    # A bar leads to what it counts, and the strip stays open for whoever opened it, and for nobody else.
    page.locator("[data-last-day] figure").nth(1).locator("a").last.click()
    expect(page).to_have_url(re.compile("queue=all&from=.*&to=.*&order=created"))
    expect(page.locator("[data-last-day] svg.bars")).to_have_count(2)
    colleague.goto("/incidents?queue=all")
    expect(colleague.locator("[data-last-day]")).not_to_have_attribute("open", "")
    with page.expect_response("**/api/preferences/lastDay"):
        page.click("[data-last-day] summary")
    page.reload()
    expect(page.locator("[data-last-day] svg.bars")).to_have_count(0)


def test_a_phone_shows_the_alerts_of_a_row(portal, page):
    portal.ingest("hids", [wazuh(n, "phone01", 8100 + n, "203.0.113.81", "2026-05-21T10:00") for n in range(8)])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/incidents?queue=all&q=phone01")
    row = page.locator("tbody tr[data-id]").first
    row.locator("[data-expand]").click()
    expect(page.locator(".expansion .inner tr")).to_have_count(8)
    link = page.locator(".expansion .inner a[href^='/alerts/']").first
    expect(link).to_be_visible()
    expect(page.locator(".expansion .inner .badge").nth(1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious_faults(page) == []
    row.locator("[data-expand]").click()
    expect(page.locator(".expansion")).to_have_count(0)


def test_the_table_for_other_programs_has_what_the_queue_has(portal):
    portal.ingest("hids", [wazuh(n, "table01", 8200 + n, "203.0.113.82", "2026-05-22T10:00") for n in range(8)])
    head, *lines = portal.call("GET", "incidents.csv?queue=all&q=table01").text.splitlines()
    columns = head.split(",")
    for name in ["Impacted assets", "Service sources", "Detection sources", "Products", "Sources", "Device groups", "Automated investigation"]:
        assert name in columns, name
    values = dict(zip(columns, lines[0].split(",")))
    assert values["Impacted assets"] == "device:table01"
    assert values["Sources"] == "hids"
