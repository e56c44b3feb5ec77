"""People who sign in by an identity provider: the code flow against a provider of its own process."""

import re
import subprocess
import sys
import urllib.parse

import pytest
import requests

from conftest import free_port


@pytest.fixture(scope="module")
def provider(server):
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"

    def answers():
        try:
            return requests.get(f"{address}/.well-known/openid-configuration", timeout=30).ok
        except (requests.ConnectionError, requests.Timeout):
            return False

    server.wait("the provider answers", answers)
    setting = {
        "issuer": address, "clientId": "watchfloor", "clientSecret": "not-in-the-answer",
        "rolesByGroup": {"soc": ["Tier 1 responder"], "leads": ["SOC manager"]},
    }
    answer = server.call("PUT", "api/identityProvider", setting)
    assert answer.status_code == 200 and answer.json()["hasSecret"] and "not-in-the-answer" not in answer.text
    yield address
    process.terminate()
    process.wait(20)


def person(provider, subject, **claims):
    requests.put(f"{provider}/users/{subject}", json=claims, timeout=10).raise_for_status()


def start(server, path="/api/session/start"):
    """The browser's way to the provider: where it is sent, and the cookie that it was given."""
    answer = requests.get(f"{server.address}{path}", allow_redirects=False, timeout=30)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"], answer.headers["Set-Cookie"].split(";")[0]


def consent(location, subject):
    """Signs in at the provider; where it sends the browser then."""
    answer = requests.post(location, data={"sub": subject}, allow_redirects=False, timeout=30)
    assert answer.status_code in (302, 303), answer.text
    return answer.headers["Location"]


def sign_in(server, subject, path="/api/session/start"):
    location, cookie = start(server, path)
    return requests.get(consent(location, subject), headers={"Cookie": cookie}, allow_redirects=False, timeout=30)


def session(answer):
    cookies = answer.raw.headers.getlist("Set-Cookie")
    return next(cookie.split(";")[0] for cookie in cookies if cookie.startswith("__Host-watchfloor="))


def who(server, cookie):
    return requests.get(f"{server.address}/api/session", headers={"Cookie": cookie}, timeout=30)


def test_the_request_has_every_guard(server, provider):
    location, _ = start(server)
    query = urllib.parse.parse_qs(urllib.parse.urlparse(location).query)
    assert location.startswith(provider)
    assert query["response_type"] == ["code"] and query["code_challenge_method"] == ["S256"]
    assert all(len(query[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert requests.get(f"{server.address}/api/session/options", timeout=30).json()["identityProvider"] == "Single sign-on"


def test_the_page_for_signing_in_leads_there(server, provider):
    page = requests.get(f"{server.address}/sign-in", timeout=10).text
    assert 'href="/api/session/start"' in page and "Sign in by" in page


def test_whoever_signs_in_comes_to_where_they_wanted(server, provider):
    person(provider, "s-9", preferred_username="nina", groups=["soc"])
    assert sign_in(server, "s-9").headers["Location"] == "/"
    page = requests.get(f"{server.address}/sign-in?next=%2Fincidents%2F357%3Fshow%3D1%252C2", timeout=10).text
    path = re.search(r'href="(/api/session/start[^"]*)"', page)[1].replace("&amp;", "&")
    assert sign_in(server, "s-9", path).headers["Location"] == "/incidents/357?show=1%2C2"
    for elsewhere in ("%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example"):
        assert "evil" not in requests.get(f"{server.address}/sign-in?next={elsewhere}", timeout=10).text
        assert sign_in(server, "s-9", f"/api/session/start?next={elsewhere}").headers["Location"] == "/"


def test_a_person_gets_the_roles_of_the_groups(server, provider):
    person(provider, "s-1", preferred_username="mara", name="Mara Lind", groups=["soc", "staff"])
    answer = sign_in(server, "s-1")
    assert answer.status_code == 303, answer.text
    shown = who(server, session(answer)).json()
    assert shown["kind"] == "person" and shown["name"] == "mara"
    assert "manageAlerts" in shown["permissions"] and "manageResponse" not in shown["permissions"]
    stored = server.call("GET", "api/people/mara").json()
    assert stored["roles"] == ["Tier 1 responder"] and stored["passwordChanged"] is None
    person(provider, "s-1", preferred_username="mara", name="Mara Lind", groups=["leads"])
    assert "manageResponse" in who(server, session(sign_in(server, "s-1"))).json()["permissions"]


def test_nobody_without_a_group_comes_in(server, provider):
    person(provider, "s-2", preferred_username="guest", groups=["staff"])
    assert sign_in(server, "s-2").status_code == 403
    assert server.call("GET", "api/people/guest").status_code == 404


def test_a_local_account_is_not_taken_over(server, provider):
    local = {"account": "ana", "password": "correct horse battery", "roles": ["Security administrator"]}
    assert server.call("POST", "api/people", local).status_code == 201
    person(provider, "s-3", preferred_username="ana", groups=["soc"])
    assert sign_in(server, "s-3").status_code == 409
    # Nor is one of the provider's by another person there.
    person(provider, "s-4", preferred_username="mara", groups=["soc"])
    assert sign_in(server, "s-4").status_code == 409


def test_an_answer_counts_once_and_for_its_browser(server, provider):
    person(provider, "s-1", preferred_username="mara", groups=["soc"])
    location, cookie = start(server)
    back = consent(location, "s-1")
    get = lambda url, **headers: requests.get(url, headers=headers, allow_redirects=False, timeout=30)
    assert get(back).status_code == 400
    assert get(back, Cookie="__Host-watchfloor-start=guess").status_code == 400
    assert get(back, Cookie=cookie).status_code == 303
    assert get(back, Cookie=cookie).status_code == 400
    # A code of another sign-in does not go with this one's verifier and nonce.
    first, second = start(server), start(server)
    code = urllib.parse.parse_qs(urllib.parse.urlparse(consent(first[0], "s-1")).query)["code"][0]
    state = urllib.parse.parse_qs(urllib.parse.urlparse(consent(second[0], "s-1")).query)["state"][0]
    mixed = f"{server.address}/api/session/callback?code={code}&state={state}"
    assert get(mixed, Cookie=second[1]).status_code in (401, 502)
    assert get(f"{server.address}/api/session/callback?error=access_denied").status_code == 400


def test_a_disabled_person_stays_out(server, provider):
    person(provider, "s-5", preferred_username="ben", groups=["soc"])
    cookie = session(sign_in(server, "s-5"))
    assert server.call("PATCH", "api/people/ben", {"isEnabled": False}).status_code == 200
    assert who(server, cookie).status_code == 401
    assert sign_in(server, "s-5").status_code == 401


def test_plain_http_is_for_this_machine(server, provider):
    setting = {"issuer": "http://id.example.org", "clientId": "x", "rolesByGroup": {}}
    assert server.call("PUT", "api/identityProvider", setting).status_code == 400
    unknown = {"issuer": provider, "clientId": "x", "rolesByGroup": {"soc": ["Boss"]}}
    assert server.call("PUT", "api/identityProvider", unknown).status_code == 404
