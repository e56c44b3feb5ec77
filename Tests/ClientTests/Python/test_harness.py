"""The harness itself: a server that answers, with incidents in it."""

from conftest import wazuh


def test_server_has_the_alerts_it_was_given(server, incidents):
    assert incidents
    assert server.call("GET", "api/status").json()["alerts"] == 8


def test_redelivery_adds_nothing(server, incidents):
    before = server.call("GET", "api/status").json()["alerts"]
    server.ingest("hids", [wazuh(0)])
    assert server.call("GET", "api/status").json()["alerts"] == before


def test_unknown_token_is_refused(server):
    assert server.call("GET", "api/status", token="wf_0").status_code == 401
