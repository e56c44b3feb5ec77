"""The way of an incident from the queue to its end by keys alone, with a look at each step at where the focus is and whether it is
seen; and what a screen reader is told of the parts that are no plain text."""

import re

import pytest
from playwright.sync_api import expect

from browsing import ACCOUNT, WAITED_FOR, browser, page, portal, queue  # noqa: F401
from conftest import signed_in

# What marks the focus, and how well it stands out from what is around it: the contrast by WCAG's formula.
FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const shape = element.matches(".g-node") ? element.querySelector(":scope > rect:last-of-type") : null;
  const paint = shape ? getComputedStyle(shape) : null;
  const mark = shape ? [paint.stroke, parseFloat(paint.strokeWidth)] : [style.outlineColor, style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth)];
  let ground = element.parentElement;
  while (ground.parentElement && /, 0\\)$|transparent/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  const light = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255).map((value) => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const [one, other] = [light(mark[0]), light(getComputedStyle(ground).backgroundColor)].sort((a, b) => b - a);
  const box = element.getBoundingClientRect();
  return {
    what: element.tagName.toLowerCase(), width: mark[1], contrast: (one + .05) / (other + .05), isSeen: element.matches(":focus-visible"),
    isInSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    text: element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 60), name: element.getAttribute("name") ?? "",
    isInDialog: element.closest("dialog") !== null,
  };
}"""


def focus(page):
    """Where the focus is; it has to be seen, on a ring that stands out at least 3 to 1."""
    found = page.evaluate(FOCUS)
    assert found["what"] != "body", "the focus is nowhere"
    assert found["isSeen"] and found["width"] >= 1.5 and found["contrast"] >= 3 and found["isInSight"], found
    return found


def until(page, key, wanted, most=80):
    """Presses a key until the focus is on what is wanted, and looks at each place on the way."""
    for _ in range(most):
        page.keyboard.press(key)
        found = focus(page)
        if wanted(found):
            return found
    raise AssertionError(f"{most} times {key} did not come there; the last was {found}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_incident_is_resolved_by_keys_alone(portal, browser, scheme):
    page = signed_in(browser, portal, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    incident = queue(portal)[0]["id"]
    page.goto("/incidents")
    # The first Tab offers the content, and leads past the bar.
    page.keyboard.press("Tab")
    assert focus(page)["text"] == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    # A row that Tab comes to is the one that is selected.
    row = until(page, "Tab", lambda found: found["what"] == "tr")
    expect(page.locator("[data-pane-target] h2")).to_be_visible()
    assert page.locator("tr[aria-selected=true]").count() == 1
    for _ in range(len(queue(portal))):
        if f"Incident {incident}," in row["text"]:
            break
        page.keyboard.press("j")
        row = focus(page)
    assert f"Incident {incident}," in row["text"]
    # A dialog that is left gives the focus back to the row.
    page.keyboard.press("e")
    expect(page.locator("#manage")).to_be_visible()
    assert focus(page)["isInDialog"]
    page.keyboard.press("Escape")
    expect(page.locator("#manage")).to_be_hidden()
    assert focus(page)["text"] == row["text"]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/incidents/{incident}$"))
    expect(page.locator(".g-node").first).to_be_visible()
    walk_the_graph(page)
    resolve(page)
    stored = portal.call("GET", f"v1.0/security/incidents/{incident}").json()
    assert (stored["status"], stored["classification"], stored["determination"]) == ("resolved", "truePositive", "phishing")
    portal.call("PATCH", f"v1.0/security/incidents/{incident}", {"status": "active", "assignedTo": ""}).raise_for_status()
    page.context.close()


def walk_the_graph(page):
    """One Tab comes to the graph, arrows lead through it, Enter tells of a thing, and one Tab leads out again."""
    until(page, "Tab", lambda found: found["what"] == "g")
    first = focus(page)["text"]
    seen = {first}
    for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"] * 2:
        page.keyboard.press(key)
        seen.add(focus(page)["text"])
    assert len(seen) >= min(3, page.locator(".g-node").count()), seen
    page.keyboard.press("Enter")
    expect(page.locator("[data-details]")).to_contain_text("Alerts here", timeout=WAITED_FOR)
    assert focus(page)["what"] == "g"
    page.keyboard.press("Tab")
    assert focus(page)["what"] != "g"
    page.keyboard.press("Shift+Tab")
    assert focus(page)["what"] == "g"


def resolve(page):
    """By the button in the head: the fields in their order, a ring that Tab does not leave, and back to where one was."""
    page.keyboard.press("Control+Home")
    until(page, "Shift+Tab", lambda found: found["text"] == "Resolve")
    page.keyboard.press("Enter")
    expect(page.locator("#manage")).to_be_visible()
    assert focus(page)["name"] == "classification"
    page.keyboard.type("True positive: Phishing")
    names = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement === document.body || !document.hasFocus()"):
            found = focus(page)
            assert found["isInDialog"], f"Tab left the dialog for {found}"
            names.append(found["name"] or found["text"])
        if names and names[-1] == "Resolve":
            break
    assert {"resolvingComment", "customTags", "comment", "Cancel"} <= set(names)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".incident-head .badge.resolved")).to_be_visible()
    # What is resolved has no button to resolve it; the focus is on the one beside it.
    assert focus(page)["text"] == "Manage"


def test_the_focus_is_on_the_row_again_that_was_managed(portal, page):
    page.goto("/incidents")
    page.keyboard.press("j")
    page.keyboard.press("j")
    row = focus(page)["text"]
    page.keyboard.press("a")
    page.select_option("#manage [name=assignedTo]", ACCOUNT)
    page.focus("#manage [value=save]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert focus(page)["text"] == row
    expect(page.locator("tr[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("k")
    assert focus(page)["text"] != row


def test_parts_have_names_that_say_what_they_are(portal, page):
    """As a screen reader speaks them: role and name."""
    incident = queue(portal)[0]
    page.goto("/incidents")
    row = page.locator(f"tr[data-id='{incident['id']}']").aria_snapshot()
    assert f"row \"Incident {incident['id']}, priority" in row and incident["displayName"] in row, row
    assert f'checkbox "Pick incident {incident["id"]}"' in row and f'button "Alerts of incident {incident["id"]}"' in row
    page.keyboard.press("j")
    expect(page.locator("tr[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("e")
    expect(page.locator("#manage")).to_be_visible()
    manage = page.locator("#manage").aria_snapshot()
    assert f'dialog "Manage incident #' in manage
    for field in ['textbox "Name"', 'combobox "Severity"', 'combobox "Status"', 'combobox "Owner, a person or a group"',
                  'button "Save the changes"']:
        assert field in manage, (field, manage)
    page.goto(f"/incidents/{incident['id']}")
    graph = page.locator("[data-canvas]").aria_snapshot()
    assert re.search(r'group "Graph of \d+ entities', graph), graph
    assert re.search(r'button ".+, (device|user|address), \d+ alerts?"', graph), graph
    story = page.locator(".story").aria_snapshot()
    assert re.search(r'slider "Moment of the attack"', story), story
    moment = page.locator("[data-moment]")
    assert re.fullmatch(r"\d\d-\d\d \d\d:\d\d", moment.get_attribute("aria-valuetext")), moment.get_attribute("aria-valuetext")
    for name in ("Beginning of the window", "End of the window"):
        edge = page.get_by_role("slider", name=name)
        assert re.match(r"\d{4}-\d\d-\d\d", edge.get_attribute("aria-valuetext"))
    for opener, name in [("Merge", "Merge #"), ("Report", "Report of #")]:
        page.get_by_role("button", name=opener, exact=True).first.click()
        expect(page.get_by_role("dialog")).to_have_accessible_name(re.compile(f"^{name}"))
        page.keyboard.press("Escape")


def test_the_story_is_heard_and_walked_through_with_few_stops(page, incidents):
    page.goto(f"/incidents/{incidents[0]}")
    # What a thing has to do with others is said with it; the lines alone would say nothing.
    assert page.locator(".g-edge:not([aria-hidden=true])").count() == 0
    told = [node.get_attribute("aria-description") for node in page.locator(".g-node").all()]
    assert any(told) and all(" · " not in words for words in told), told
    # One stop for all alerts; the arrows go through them.
    alerts = page.locator("[data-story] [data-alert]")
    assert alerts.evaluate_all("items => items.filter((item) => item.tabIndex === 0).length") == 1
    alerts.first.focus()
    page.keyboard.press("ArrowDown")
    expect(alerts.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(alerts.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(alerts.last).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(page.locator("[data-divider=alerts]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(alerts.last).to_be_focused()


ADDRESSES = ["/", "/incidents", "/alerts", "/assets", "/reports", "/hunting", "/rules", "/settings", "/learn"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_that_can_be_used_is_without_a_name(page, address):
    page.goto(address)
    nameless = [line for line in page.locator("body").aria_snapshot().splitlines()
                if re.fullmatch(r"\s*- (button|link|textbox|combobox|slider|checkbox|searchbox|radio|dialog|img):?", line)]
    assert nameless == []
