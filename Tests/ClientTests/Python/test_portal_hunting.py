"""Hunting in a real browser: a query is written with help, run, looked through, kept and sent."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from browsing import Desk, browser, colleague, page, portal  # noqa: F401
from conftest import serious_faults

MANY = "range Number from 1 to 100000 step 1 | extend Name = strcat('row ', Number)"


def write(page, query):
    page.fill("[data-editor] textarea", query)


def test_a_query_is_completed_run_and_found_in_the_history(page):
    page.goto("/hunting")
    write(page, "")
    page.focus("[data-editor] textarea")
    page.keyboard.type("AlertEv")
    expect(page.locator("[data-choices] [aria-selected=true]")).to_contain_text("AlertEvidence")
    page.keyboard.press("Tab")
    page.keyboard.type(" | whe")
    page.keyboard.press("Enter")
    page.keyboard.type(" DeviceN")
    expect(page.locator("[data-choices] [aria-selected=true]")).to_contain_text("DeviceName")
    page.keyboard.press("Tab")
    page.keyboard.type(" == 'web01' | take 5")
    page.keyboard.press("Escape")
    expect(page.locator("[data-paint] .k-table")).to_have_text("AlertEvidence")
    page.select_option("[data-span]", "")
    page.keyboard.press("Control+Enter")
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("5 rows")
    expect(page.locator(".grid-row").first).to_contain_text("web01")
    assert serious_faults(page) == []
    expect(page).to_have_url(re.compile("query="))
    page.locator(".grid-row").first.click()
    expect(page.locator("[data-record]")).to_contain_text("DeviceName")
    page.click("[data-record] dt:has-text('EntityType') + dd button >> nth=0")
    assert "| where EntityType ==" in page.input_value("[data-editor] textarea")
    page.click("summary:has-text('History')")
    expect(page.locator("[data-history]")).to_contain_text("AlertEvidence")


def test_what_was_asked_is_there_in_another_browser_and_nobody_elses(portal, browser, page, colleague):
    page.goto("/hunting")
    write(page, "print Asked = 'here'")
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("1 row")
    other = Desk(portal, browser)
    other.page.goto("/hunting?timespan=P7300D")
    assert other.page.locator("[data-span] option:checked").inner_text() == "As the link says: the last 7,300 days"
    other.page.click("summary:has-text('History')")
    expect(other.page.locator("[data-history] .past").first).to_contain_text("print Asked = 'here'")
    other.page.locator("[data-history] .past").first.click()
    assert other.page.input_value("[data-editor] textarea") == "print Asked = 'here'"
    other.close()
    colleague.goto("/hunting")
    colleague.click("summary:has-text('History')")
    expect(colleague.locator("[data-no-history]")).to_be_visible()


def test_mistakes_are_underlined_while_one_types(page):
    page.goto("/hunting")
    write(page, "AlertInfo | take 1\n\nAlertInfo | where Titel == 'x'")
    mistake = page.locator("[data-mistakes] button")
    expect(mistake).to_contain_text("line 3, column 19")
    expect(page.locator("[data-paint] .k-problem")).to_have_text("Titel")
    mistake.click()
    assert page.evaluate("(([field]) => field.value.slice(field.selectionStart, field.selectionEnd))([document.activeElement])") == "Titel"
    page.click("[data-run]")
    expect(mistake).to_contain_text("Titel")
    expect(page.locator("[data-answer]")).to_be_hidden()
    assert serious_faults(page) == []


def test_the_query_at_the_cursor_runs_and_is_brought_into_form(page):
    page.goto("/hunting")
    write(page, "print First=1\n\nlet a = 2; // kept\n\nprint Second=a|extend Third=3")
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("lines 3 to 5")
    expect(page.locator("[data-grid-head]")).to_contain_text("Third")
    page.evaluate("document.querySelector('[data-editor] textarea').setSelectionRange(3, 3)")
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("line 1: 1 row")
    page.click("[data-format]")
    expect(page.locator("[data-editor] textarea")).to_have_value("print First=1\n\nlet a = 2; // kept\nprint Second=a\n| extend Third=3")


def test_columns_groups_and_cells_narrow_an_answer(page):
    page.goto("/hunting")
    write(page, "range n from 1 to 6 step 1 | extend Kind = iff(n % 3 == 0, 'third', 'other'), Nothing = '', Bag = parse_json('{\"a\":{\"b\":1}}')")
    page.click("[data-run]")
    expect(page.locator("[data-columns-words]")).to_have_text("Columns: 3 of 4")
    page.click("[data-columns-words]")
    page.click("[data-columns] >> text=All")
    expect(page.locator("[data-columns-words]")).to_have_text("Columns")
    page.click("[data-columns] >> text=Those with values")
    expect(page.locator("[data-columns-words]")).to_have_text("Columns: 3 of 4")
    page.keyboard.press("Escape")
    page.select_option("[data-group]", label="Kind")
    expect(page.locator(".grid-row.group").first).to_have_text("▾ Kind: other · 4 rows")
    page.locator(".grid-row.group").first.click()
    expect(page.locator(".grid-row")).to_have_count(4)
    page.locator(".grid-row [data-column='1']").first.click(button="right")
    page.click("[data-cell-menu] button >> nth=1")
    assert page.input_value("[data-editor] textarea").endswith('| where Kind != @"third"')
    page.locator(".grid-row [data-column='1']").first.click()
    expect(page.locator("[data-record] pre")).to_have_text('{\n  "a": {\n    "b": 1\n  }\n}')


def test_tables_list_their_columns_once_they_are_looked_into(page):
    page.goto("/hunting")
    table = page.locator("[data-table=AlertInfo]")
    expect(table.locator("[data-rows]")).not_to_be_empty()
    assert page.evaluate("document.querySelectorAll('*').length") < 2500
    expect(page.locator("[data-tables] li")).to_have_count(0)
    table.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(table.locator("[data-name=DetectionSource]")).to_be_visible()
    expect(table.locator("[data-span-of]")).to_contain_text("newest")
    whole = table.locator("li").count()
    write(page, "")
    table.locator("[data-name=DetectionSource]").press("Enter")
    expect(page.locator("[data-editor] textarea")).to_have_value("DetectionSource")
    table.locator("summary").press("Enter")
    expect(table.locator("li")).to_have_count(0)
    # What is looked for is listed alone, and the whole again once nothing is looked for.
    page.fill("[data-find-table]", "detectionsource")
    expect(table.locator("li")).to_have_count(1)
    expect(page.locator("[data-table=DeviceEvents]")).to_be_hidden()
    page.fill("[data-find-table]", "alertinf")
    table.locator("summary").click()
    expect(table.locator("li")).to_have_count(whole)
    page.fill("[data-find-table]", "")
    expect(page.locator("[data-table=DeviceEvents]")).to_be_visible()


def test_functions_and_plugins_are_offered_as_the_engine_has_them(page):
    page.goto("/hunting")
    write(page, "")
    for typed, offered in [
        ("print FileProf", "FileProfile"), ("AlertInfo | where ingestion_t", "ingestion_time"), ("AlertInfo | evaluate bag_u", "bag_unpack"),
        ("AlertInfo | summarize make_bag_i", "make_bag_if"), ("AlertInfo | make-gr", "make-graph"),
    ]:
        page.fill("[data-editor] textarea", "")
        page.focus("[data-editor] textarea")
        page.wait_for_load_state("networkidle")
        page.keyboard.type(typed)
        expect(page.locator("[data-choices] [aria-selected=true]")).to_contain_text(offered)
        page.keyboard.press("Escape")


def test_each_answer_of_a_query_has_a_tab(page):
    page.goto("/hunting")
    write(page, "range n from 1 to 12 step 1 | fork small = (where n < 4) (count) (where n > 99)")
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("3 answers with 4 rows")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_text(["small 3", "Answer 2 1", "Answer 3 0"])
    expect(page.locator(".grid-row")).to_have_count(3)
    tabs.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Answer 2 1")
    expect(page.locator(".grid-row")).to_have_count(1)
    expect(page.locator(".grid-row")).to_contain_text("12")
    assert serious_faults(page) == []
    tabs.nth(2).click()
    expect(page.locator("[data-none]")).to_be_visible()
    write(page, "print a = 1")
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("1 row")
    expect(page.get_by_role("tab")).to_have_count(0)


def test_each_statement_is_drawn_and_narrowed_by_itself(page):
    page.goto("/hunting")
    first = "datatable(a: string, n: long) ['x | render timechart', 1, 'y', 2] // | render card\n| take 2"
    second = "datatable(b: string, n: long) ['u', 1, 'v', 2] | render piechart with (title='second')"
    write(page, f"{first};\n{second}")
    page.click("[data-run]")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_text(["Answer 1 2", "Answer 2 2"])
    expect(page.locator("[data-chart]")).to_be_hidden()
    page.locator(".grid-row").first.click()
    page.click("[data-record] dt:has-text('n') + dd button >> nth=0")
    text = page.input_value("[data-editor] textarea")
    assert text.index("| where n") < text.index(";"), text
    tabs.nth(1).click()
    expect(page.locator("[data-chart] svg")).to_be_visible()
    expect(page.locator("[data-chart]")).to_contain_text("second")
    write(page, "print a = 1 | fork (take 1) (count)")
    page.click("[data-run]")
    expect(tabs).to_have_text(["Answer 1 1", "Answer 2 1"])
    page.locator(".grid-row").first.click()
    expect(page.locator("[data-record]")).to_contain_text("a")
    expect(page.locator("[data-record] .tests button")).to_have_count(0)


def test_an_empty_answer_offers_more_time(page):
    page.goto("/hunting")
    expect(page.locator("[data-table=AlertInfo] [data-rows]")).not_to_be_empty()
    page.fill("[data-find-table]", "RemoteUrl")
    expect(page.locator("[data-table=AlertEvidence] .found").first).to_be_visible()
    write(page, "AlertInfo | where Timestamp < datetime(2020-01-01)")
    page.select_option("[data-span]", "PT1H")
    page.click("[data-run]")
    expect(page.locator("[data-none]")).to_contain_text("The rows of AlertInfo are from")
    page.click("text=Look at all the time there is")
    expect(page.locator("[data-none]")).not_to_contain_text("Look at all")


def test_a_hundred_thousand_rows_stay_smooth(page):
    page.goto("/hunting")
    write(page, MANY)
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("100,000 rows")
    assert page.locator(".grid-row").count() < 80
    page.focus("[data-grid-body]")
    page.keyboard.press("End")
    expect(page.locator(".grid-row[aria-selected=true]")).to_contain_text("row 100000")
    page.click("[data-grid-head] button >> nth=0")
    page.click("[data-grid-head] button >> nth=0")
    page.evaluate("document.querySelector('[data-grid-body]').scrollTop = 0")
    expect(page.locator(".grid-row").first).to_contain_text("row 100000")
    page.fill("[data-filter]", "row 99999")
    expect(page.locator("[data-state]")).to_contain_text("1 of 100,000")


def test_charts_are_drawn_as_the_query_asks(page):
    page.goto("/hunting")
    base = "range Number from 1 to 50 step 1 | extend Time = datetime(2026-05-04) + Number * 1h, Kind = iff(Number % 2 == 0, 'even', '<b>odd</b>') | summarize Sum = sum(Number) by "
    for by, kind, mark in [("bin(Time, 6h), Kind", "timechart", "path.line"), ("bin(Time, 6h), Kind", "areachart", "path.area"), ("Kind", "piechart", "path.piece"),
                           ("Kind", "barchart", "rect.piece"), ("bin(Time, 1d), Kind", "columnchart", "rect.piece"), ("bin(Time, 1h)", "scatterchart", "circle.dot")]:
        write(page, f"{base}{by} | render {kind}")
        page.click("[data-run]")
        expect(page.locator(f"[data-chart] {mark}").first).to_be_attached()
        assert page.locator("[data-chart] b").count() == 0
        page.evaluate("document.querySelector('[data-chart]').replaceChildren()")


def drawn(page, query, mark):
    """The words of a chart."""
    page.evaluate("document.querySelector('[data-chart]').replaceChildren()")
    write(page, query)
    page.click("[data-run]")
    expect(page.locator(f"[data-chart] {mark}").first).to_be_attached()
    return page.locator("[data-chart] svg text").all_text_contents()


def test_areas_are_stacked_where_the_query_says_so(page):
    page.goto("/hunting")
    made = "range Number from 0 to 5 step 1 | extend Time = datetime(2026-05-04) + Number * 1h, One = 60, Other = 40 | render areachart"
    assert "60" in drawn(page, made, "path.area") and "100" not in drawn(page, made, "path.area")
    assert "100" in drawn(page, f"{made} with (kind=stacked)", "path.area")
    assert "100 %" in drawn(page, f"{made} with (kind=stacked100)", "path.area")
    shares = drawn(page, "datatable(Kind:string, One:long, Other:long)['a', 1, 3, 'b', 30, 10] | render columnchart with (kind=stacked100)", "rect.piece")
    assert "100 %" in shares and "40" not in shares
    assert page.locator("[data-chart] rect.piece title").first.text_content() == "a · One: 25 %"


def test_slanted_names_are_whole(page):
    page.goto("/hunting")
    drawn(page, "range Number from 1 to 30 step 1 | project Name = strcat('WWWWWW-LONG-NAME-', Number, '.example.org'), Number | render columnchart", "rect.piece")
    for text in page.evaluate("""() => { const box = document.querySelector('[data-chart] svg').getBoundingClientRect();
        return [...document.querySelectorAll('[data-chart] svg text')].map((text) => { const own = text.getBoundingClientRect();
            return [text.textContent, own.left - box.left, box.bottom - own.bottom]; }); }"""):
        assert text[1] > -8 and text[2] >= 0, text


def test_long_texts_are_cut_in_cells_and_whole_in_the_pane(page):
    page.goto("/hunting")
    write(page, "range Number from 1 to 5000 step 1 | extend Text = strrep('0123456789 ', 400), Empty = iff(Number == 5000, 'x', ''), Code = strcat('c', Number)")
    page.click("[data-run]")
    expect(page.locator("[data-state]")).to_contain_text("5,000 rows")
    assert page.evaluate("Math.max(...[...document.querySelectorAll('.grid-row span')].map((cell) => cell.textContent.length))") <= 301
    width = {name: page.locator(f"[data-grid-head] .grid-column:has-text('{name}')").bounding_box()["width"] for name in ("Text", "Empty")}
    assert width["Empty"] <= 90 and width["Text"] == 420, width
    body = page.locator("[data-grid-body]")
    body.evaluate("(body) => { body.scrollTop = 28 * 1000; }")
    expect(page.locator(".grid-row[aria-rowindex='1003']")).to_contain_text("1002")
    order = page.locator(".grid-row").evaluate_all("(rows) => rows.map((row) => Number(row.dataset.index))")
    assert order == sorted(order)
    body.evaluate("(body) => { body.scrollTop = 28 * 996; }")
    expect(page.locator(".grid-row[aria-rowindex='988']")).to_be_attached()
    order = page.locator(".grid-row").evaluate_all("(rows) => rows.map((row) => Number(row.dataset.index))")
    assert order == sorted(order) and len(set(order)) == len(order)
    page.locator(".grid-row[aria-rowindex='1003']").click()
    expect(page.locator("[data-record]")).to_contain_text("0123456789 " * 100)


def test_on_a_phone_a_row_is_shown_where_it_is_tapped(portal, browser):
    desk = Desk(portal, browser, viewport={"width": 390, "height": 844})
    desk.page.goto("/hunting")
    write(desk.page, "range Number from 1 to 300 step 1 | extend A = 'a', B = 'b', C = 'c', D = 'd'")
    desk.page.click("[data-run]")
    expect(desk.page.locator("[data-state]")).to_contain_text("300 rows")
    desk.page.locator(".grid-row").first.click()
    expect(desk.page.locator("[data-record] header")).to_be_in_viewport(ratio=1)
    expect(desk.page.locator("[data-record] .body")).to_be_in_viewport()
    desk.close()


def test_series_are_drawn_line_by_line(page):
    page.goto("/hunting")
    made = ("range Number from 1 to 48 step 1 | extend Time = datetime(2026-05-04) + Number * 1h, Kind = iff(Number % 2 == 0, 'even', '<b>odd</b>'), "
            "Size = iff(Number == 30, 900, Number) | make-series Sum = sum(Size) on Time from datetime(2026-05-04) to datetime(2026-05-06) step 1h")
    for query, lines, marks in [(f"{made} by Kind | render timechart", 2, 0), (f"{made} | extend Twice = series_add(Sum, Sum) | render timechart", 2, 0),
                                (f"{made} | extend Odd = array_iff(series_greater(Sum, 500), 1, 0) | render anomalychart with (anomalycolumns=Odd)", 1, 1)]:
        write(page, query)
        page.click("[data-run]")
        expect(page.locator("[data-chart] path.line")).to_have_count(lines)
        expect(page.locator("[data-chart] circle.mark")).to_have_count(marks)
        assert page.locator("[data-chart] b").count() == 0
        page.evaluate("document.querySelector('[data-chart]').replaceChildren()")


def test_a_card_shows_the_value_and_what_cannot_be_drawn_says_why(page):
    page.goto("/hunting")
    for query, text in [("print Alerts = 42 | render card", "42"), ("print Name = 'a' | render timechart", "needs a column of numbers"),
                        ("print Number = 1 | where Number > 1 | render piechart", "Without rows"), ("print Number = 1 | render pivotchart", "There is no chart 'pivotchart'")]:
        write(page, query)
        page.click("[data-run]")
        expect(page.locator("[data-chart]")).to_contain_text(text)


def test_a_hunt_is_kept_and_let_go_of(page, colleague):
    page.goto("/hunting")
    write(page, "AlertInfo | count")
    page.click("[data-keep]")
    page.fill("#keep-hunt [name=name]", "How many")
    with page.expect_navigation():
        page.click("text=Keep the query")
    assert page.input_value("[data-editor] textarea") == "AlertInfo | count"
    colleague.goto(page.url)
    assert colleague.input_value("[data-editor] textarea") == "AlertInfo | count"
    page.click("summary:has-text('Kept')")
    page.click("[data-forget='How many']")
    expect(page.locator("[data-forget='How many']")).to_have_count(0)


def test_a_hunt_is_shared_with_a_colleague(page, colleague):
    page.goto("/hunting")
    write(page, "AlertInfo | summarize count() by Title")
    page.click("[data-keep]")
    page.fill("#keep-hunt [name=name]", "<b>Titles")
    page.check("#keep-hunt [name=isShared]")
    with page.expect_navigation():
        page.click("text=Keep the query")
    colleague.goto("/hunting")
    colleague.click("summary:has-text('Kept')")
    shared = colleague.locator("[data-kept] .view", has_text="<b>Titles")
    expect(shared).to_contain_text("by ")
    shared.locator("[data-query]").click()
    assert "summarize count() by Title" in colleague.input_value("[data-editor] textarea")
    page.click("summary:has-text('Kept')")
    page.click("[data-forget='<b>Titles']")
    expect(page.locator("[data-forget='<b>Titles']")).to_have_count(0)


def test_cancel_ends_the_hunt_in_the_server(portal, browser):
    desk = Desk(portal, browser)
    page = desk.page
    page.goto("/hunting")
    write(page, f"range a from 1 to 150000000 step 1 | where a % 7 == 3 and a !in ({', '.join(str(n) for n in range(1000, 1100))}) | summarize count()")
    page.click("[data-run]")
    page.click("summary:has-text('Running')")
    expect(page.locator("[data-running] .running")).to_contain_text("range a")
    with page.context.expect_page() as opened:
        page.click("[data-running] .running a")
    own = opened.value
    expect(own.locator("pre")).to_contain_text("range a")
    # A query of one long line is broken, and stands inside its panel.
    assert own.evaluate("document.querySelector('pre').scrollWidth <= document.querySelector('pre').clientWidth")
    assert own.evaluate("parseFloat(getComputedStyle(document.querySelector('pre')).paddingLeft)") >= 8
    expect(own.locator("[data-state]")).to_contain_text("running,")
    assert serious_faults(own) == []
    assert serious_faults(page) == []
    page.click("[data-running] .running button")
    expect(page.locator("[data-state]")).to_have_text("cancelled")
    expect(page.locator("[data-running]")).to_contain_text("No hunt runs")
    expect(own.locator("[data-state]")).to_contain_text("It is over")
    assert portal.call("GET", "api/hunting/running").json()["hunts"] == []
    desk.close()


def test_rows_are_linked_to_a_new_incident(page):
    page.goto("/hunting")
    write(page, "print Timestamp = datetime(2026-05-04), DeviceName = 'ws9.corp.example', FileName = '<i>odd</i>.exe', RemoteIP = '203.0.113.77'")
    page.click("[data-run]")
    expect(page.locator("[data-link]")).to_be_disabled()
    page.click(".grid-row .pick")
    page.click("text=Link 1 row")
    page.fill("#link-hunt [name=title]", "Odd program")
    assert serious_faults(page) == []
    with page.expect_navigation():
        page.click("text=Link the rows")
    expect(page).to_have_url(re.compile("/incidents/[0-9]+"))
    expect(page.locator("main")).to_contain_text("ws9")


def test_columns_of_any_name_can_name_things(page):
    page.goto("/hunting")
    write(page, "print src = 'ws11', who = 'kim', RemoteIP = '203.0.113.78'")
    page.click("[data-run]")
    page.click(".grid-row .pick")
    page.click("text=Link 1 row")
    dialog = page.locator("#link-hunt")
    expect(dialog.locator("[data-things-words]")).to_have_text("remote address")
    dialog.locator("summary").click()
    expect(dialog.locator(".thing")).to_have_count(1)
    dialog.locator("text=Add a column").click()
    added = dialog.locator(".thing").nth(1)
    added.locator("select").nth(0).select_option(label="Device: name")
    added.locator("select").nth(1).select_option(label="src")
    expect(dialog.locator("[data-things-words]")).to_have_text("remote address, device")
    assert serious_faults(page) == []
    page.fill("#link-hunt [name=title]", "Odd host")
    with page.expect_navigation():
        page.click("text=Link the rows")
    expect(page.locator("main")).to_contain_text("ws11")


def test_a_thing_leads_to_hunts_for_it(portal, page):
    page.goto("/entities?name=device:db07")
    page.click("summary:has-text('Hunt')")
    hunts = page.locator(".drop .menu a")
    queries = [parse_qs(urlsplit(link).query)["query"][0] for link in hunts.evaluate_all("links => links.map((link) => link.href)")]
    assert len(queries) == 6
    for name in ("ip:203.0.113.11", "ip:203.0.113.14"):
        page.goto(f"/entities?name={name}")
        queries += [parse_qs(urlsplit(link).query)["query"][0] for link in page.locator(".drop .menu a").evaluate_all("links => links.map((link) => link.href)")]
    # Without a store of events its tables are not known here; nothing else may be wrong.
    checked = portal.call("POST", "hunting/check", {"queries": queries}).json()["problems"]
    assert [problem for own in checked for problem in own if "there is no table" not in problem["message"]] == []
    page.goto("/entities?name=device:db07")
    page.click("summary:has-text('Hunt')")
    page.click("text=All its alerts")
    expect(page.locator("[data-state]")).to_contain_text("rows in")
    expect(page.locator(".grid-row").first).to_contain_text("db07")
