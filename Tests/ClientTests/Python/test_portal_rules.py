"""Rules in a real browser: a query of a hunt becomes a rule, is previewed, runs, and its alert leads back to it."""

import re

from playwright.sync_api import expect

from browsing import Desk, browser, colleague, page, portal  # noqa: F401
from conftest import serious_faults

QUERY = "AlertInfo | where Title has 'sshd' | take 3 | project Timestamp, Title, DeviceName = 'web01', AlertId"
YAML = "id: from-a-file\nname: Of a file\nseverity: Low\nkind: Scheduled\nquery: AlertInfo | take 1\nfavourite: yes\n"


def test_a_hunt_becomes_a_rule_whose_alert_leads_back(page):
    page.goto("/hunting")
    page.fill("[data-editor] textarea", QUERY)
    page.click("text=Create detection")
    expect(page).to_have_url(re.compile("/new-rule"))
    expect(page.locator("[name=query]")).to_have_value(QUERY)
    expect(page.locator("[data-mappings] .rule-thing > select")).to_have_value("Host")
    expect(page.locator("[data-mappings] .rule-pair input")).to_have_value("DeviceName")
    page.fill("[name=displayName]", "<b>Tried</b>")
    page.select_option("[data-preview-span]", "P1D")
    page.click("[data-preview-rule]")
    expect(page.locator("[data-preview] svg.run-bars")).to_be_visible()
    expect(page.locator("[data-preview]")).to_contain_text("1 alert")
    assert serious_faults(page) == []
    page.click("text=Save the rule")
    expect(page.locator("h1")).to_have_text("<b>Tried</b>")
    expect(page.locator(".incident-head .badge").first).to_have_text("Enabled")
    for _ in range(20):
        page.reload()
        if page.locator(".rule-alert").count():
            break
        page.wait_for_timeout(500)
    assert serious_faults(page) == []
    page.click(".rule-alert a >> nth=0")
    page.click("text=The rule that made it")
    with page.expect_navigation():
        page.click("text=Disable")
    expect(page.locator(".incident-head .badge").first).to_have_text("Disabled")
    page.goto("/rules")
    expect(page.locator(".rules-table")).to_contain_text("<b>Tried</b>")
    assert serious_faults(page) == []


def test_a_file_is_imported_edited_and_deleted(portal, browser):
    desk = Desk(portal, browser)
    page = desk.page
    page.goto("/rules")
    page.click("text=Import…")
    page.fill("[name=yaml]", "name: x")
    page.click("dialog >> text=Import >> nth=-1")
    expect(page.locator("dialog [data-problem]")).to_contain_text("query")
    page.fill("[name=yaml]", YAML)
    page.click("dialog >> text=Import >> nth=-1")
    expect(page.locator("h1")).to_have_text("Of a file")
    page.click("text=Edit")
    page.fill("[name=query]", "NoSuchTable")
    page.check("[name=enabled]")
    page.click("text=Save the rule")
    expect(page.locator("[data-rule-form] [data-problem]")).to_contain_text("NoSuchTable")
    page.fill("[name=query]", "AlertInfo | take 2")
    page.select_option("[name=lookBack]", "P2D")
    page.uncheck("[name=enabled]")
    page.click("text=Save the rule")
    expect(page.locator("h1")).to_have_text("Of a file")
    rule = portal.call("GET", "api/detections/from-a-file").json()["rule"]
    assert (rule["queryPeriod"], rule["favourite"]) == ("P2D", True)
    page.click("text=Delete")
    expect(page).to_have_url(re.compile("/rules$"))
    page.click("text=Import…")
    files = [(f"{name}.yaml", YAML.replace("from-a-file", name).replace("query:", kept)) for name, kept in (("one", "query:"), ("two", "other:"))]
    page.set_input_files("[name=files]", [{"name": name, "mimeType": "text/yaml", "buffer": text.encode()} for name, text in files])
    page.click("dialog >> text=Import >> nth=-1")
    expect(page.locator("[data-notes]")).to_contain_text("was taken in")
    expect(page.locator("[data-notes]")).to_contain_text("two.yaml: ")
    desk.close(expecting="status of 400")
