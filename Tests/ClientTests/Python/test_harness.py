"""The harness itself: a server that answers, with incidents in it."""

import httpx
from conftest import Server, wazuh


def test_server_has_the_alerts_it_was_given(server, incidents):
    assert incidents
    assert server.call("GET", "api/status").json()["alerts"] == 8


def test_redelivery_adds_nothing(server, incidents):
    before = server.call("GET", "api/status").json()["alerts"]
    server.ingest("hids", [wazuh(0)])
    assert server.call("GET", "api/status").json()["alerts"] == before


def test_unknown_token_is_refused(server):
    assert server.call("GET", "api/status", token="wf_0").status_code == 401


def test_an_idle_client_does_not_hold_the_server_up():
    """One that keeps its connection of HTTP/2 open and reads nothing from it, as pools of connections do."""
    server = Server("--shutdown-seconds", "1")
    with httpx.Client(http2=True, verify=str(server.authority)) as client:
        answer = client.get(f"{server.address}/healthz")
        assert answer.http_version == "HTTP/2"
        server.stop()
    assert server.process.returncode == 0
