"""What attackers try with pages: planted sessions, frames, links that lead elsewhere, tokens out of packed answers; and how
much pages weigh."""

import re

import pytest
import requests
from playwright.sync_api import expect

from browsing import ACCOUNT, PASSWORD, browser, page, portal, queue  # noqa: F401

COOKIE = "__Host-watchfloor"
# Bytes of a page with all that it loads, packed.
HEAVIEST = 200_000


def signed_in(portal, planted=None):
    session = requests.Session()
    headers = {"Cookie": f"{COOKIE}={planted}"} if planted else {}
    answer = session.post(f"{portal.address}/api/session", json={"account": ACCOUNT, "password": PASSWORD}, headers=headers, timeout=30)
    answer.raise_for_status()
    return session, answer


def token_of(text):
    return re.search(r'<meta name="csrf" content="([0-9a-f]+)">', text).group(1)


def test_a_planted_session_is_not_taken(portal):
    planted = "a" * 43
    session, answer = signed_in(portal, planted)
    given = answer.cookies[COOKIE] if COOKIE in answer.cookies else answer.headers["Set-Cookie"].split(";")[0].split("=", 1)[1]
    assert given != planted
    asked = requests.get(f"{portal.address}/api/session", headers={"Cookie": f"{COOKIE}={planted}"}, timeout=30)
    assert asked.status_code == 401


def test_no_page_lets_itself_be_framed(portal, browser):
    session, _ = signed_in(portal)
    routes = portal.call("GET", "api/routes").json()["routes"]
    paths = {route["path"] for route in routes if route["method"] == "GET" and not re.match(r"/(api|v1\.0|beta|subscriptions|portal)", route["path"])}
    assert "/incidents" in paths
    for path in sorted(paths):
        answer = session.get(portal.address + re.sub(r"[:{*][^/]*", "1", path), timeout=30, allow_redirects=False)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
        assert answer.headers["X-Frame-Options"] == "DENY", path
    outside = browser.new_context(ignore_https_errors=True).new_page()
    outside.set_content(f'<iframe src="{portal.address}/sign-in"></iframe>')
    outside.wait_for_timeout(500)
    assert all("sign-in" not in frame.url for frame in outside.frames)


def test_people_get_errors_as_pages_and_programs_as_json(portal):
    session, _ = signed_in(portal)
    for path, status, title in [("nosuch", 404, "Not found"), ("incidents/99999999", 404, "Not found"), ("hunting/rules/nosuch", 404, "Not found")]:
        shown = session.get(f"{portal.address}/{path}", headers={"Accept": "text/html,*/*"}, timeout=30)
        assert shown.status_code == status, path
        assert f"<h1>{title}</h1>" in shown.text and 'href="/incidents"' in shown.text, path
        assert '<nav aria-label="Main">' in shown.text and ACCOUNT in shown.text, path
        assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"], path
    stranger = requests.get(f"{portal.address}/nosuch", headers={"Accept": "text/html"}, timeout=30)
    assert stranger.status_code == 404 and "<nav" not in stranger.text
    for path in ["nosuch", "api/nosuch", "v1.0/nosuch"]:
        told = session.get(f"{portal.address}/{path}", timeout=30)
        assert told.status_code == 404 and told.json()["error"]["message"], path
    asked = session.get(f"{portal.address}/v1.0/nosuch", headers={"Accept": "text/html"}, timeout=30)
    assert asked.json()["error"]["code"]


def test_no_link_leads_elsewhere(portal, browser):
    page = browser.new_context(base_url=portal.address, ignore_https_errors=True).new_page()
    for address in ["https://evil.example/", "//evil.example/", "/\\evil.example/", "/%0a/evil.example", "javascript:alert(1)", "%20//evil.example", "/%09/evil.example"]:
        page.goto(f"/sign-in?next={address}")
        assert page.get_attribute("[data-next]", "data-next") == "/incidents", address
    page.fill("[name=account]", ACCOUNT)
    page.fill("[name=password]", PASSWORD)
    page.click("text=Sign in >> nth=-1")
    page.wait_for_url(re.compile("/incidents$"))
    assert page.url.startswith(portal.address)
    page.context.close()


def test_a_kept_view_leads_nowhere_else(portal):
    session, _ = signed_in(portal)
    csrf = token_of(session.get(f"{portal.address}/incidents?queue=on", timeout=30).text)
    for query in ["//evil.example/", "q=x%0d%0aSet-Cookie:%20a=b", "https://evil.example"]:
        session.put(f"{portal.address}/api/views/out", json={"query": query}, headers={"X-CSRF-Token": csrf}, timeout=30).raise_for_status()
        session.put(f"{portal.address}/api/preferences/queueView", json={"value": "out"}, headers={"X-CSRF-Token": csrf}, timeout=30).raise_for_status()
        answer = session.get(f"{portal.address}/incidents", timeout=30, allow_redirects=False)
        assert answer.status_code == 200 or answer.headers["Location"].startswith("/incidents?"), query
        assert "Set-Cookie" not in answer.headers
    session.delete(f"{portal.address}/api/views/out", headers={"X-CSRF-Token": csrf}, timeout=30).raise_for_status()


def test_tokens_of_pages_are_others_each_time_and_all_good(portal):
    session, _ = signed_in(portal)
    tokens = [token_of(session.get(f"{portal.address}/incidents?queue=on", timeout=30).text) for _ in range(3)]
    assert len(set(tokens)) == 3
    wrong = tokens[0][:-1] + ("0" if tokens[0][-1] != "0" else "1")
    for token, status in [(tokens[0], 200), (tokens[2], 200), (wrong, 403), ("", 403), ("zz", 403), (tokens[0][:64], 403)]:
        answer = session.put(f"{portal.address}/api/preferences/queueColumns", json={"value": ""}, headers={"X-CSRF-Token": token}, timeout=30)
        assert answer.status_code == status, token


def test_answers_are_packed_for_who_unpacks_them(portal):
    session, _ = signed_in(portal)
    plain = session.get(f"{portal.address}/incidents?queue=on", headers={"Accept-Encoding": "identity"}, timeout=30)
    assert "Content-Encoding" not in plain.headers and plain.headers["Vary"] == "Accept-Encoding"
    for path in ["incidents?queue=on", "v1.0/security/incidents", "assets/x/base.css"]:
        packed = session.get(f"{portal.address}/{path}", headers={"Accept-Encoding": "gzip"}, timeout=30, stream=True)
        assert packed.headers["Content-Encoding"] == "gzip", path
        assert int(packed.headers["Content-Length"]) < len(packed.content), path
    for headers in [{"Accept-Encoding": "gzip;q=0"}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"}]:
        answer = session.get(f"{portal.address}/incidents?queue=on", headers=headers, timeout=30)
        assert "Content-Encoding" not in answer.headers, headers
    with session.get(f"{portal.address}/portal/events", headers={"Accept-Encoding": "gzip"}, timeout=30, stream=True) as stream:
        assert "Content-Encoding" not in stream.headers
    small = session.get(f"{portal.address}/api/views", headers={"Accept-Encoding": "gzip"}, timeout=30)
    assert "Content-Encoding" not in small.headers


def test_pages_are_light(portal, page):
    incident = queue(portal)[0]["id"]
    for address in ["/", "/incidents?queue=on", f"/incidents/{incident}", "/alerts", "/reports", "/settings", "/style"]:
        page.goto(address)
        expect(page.locator("h1").first).to_be_visible()
        weight = page.evaluate(
            "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.encodedBodySize, 0)")
        assert 0 < weight <= HEAVIEST, f"{address} weighs {weight} bytes"


def test_a_browser_is_told_of_errors_by_a_page_and_a_program_by_json(portal):
    ask = lambda accept: requests.get(f"{portal.address}/nosuch", headers={"Accept": accept}, verify=str(portal.authority), timeout=30)
    page, answer = ask("text/html"), ask("application/json")
    assert (page.status_code, answer.status_code) == (404, 404)
    assert page.headers["Content-Type"].startswith("text/html") and "<h1>Not found</h1>" in page.text
    assert answer.json()["error"]["code"] == "NotFound"
