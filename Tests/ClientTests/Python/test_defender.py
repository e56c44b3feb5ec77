"""msticpy against the older Defender interfaces and Graph, and the calls of older scripts."""

import json
import os
import subprocess
import sys

import pytest
import requests
from conftest import wazuh


@pytest.fixture(scope="module")
def session(server):
    """A script's session: an address and a token."""

    class Session(requests.Session):
        def request(self, method, url, **options):
            return super().request(method, f"{server.address}/{url}", timeout=30, **options)

    session = Session()
    session.headers["Authorization"] = f"Bearer {server.token}"
    return session


def walk(session, path, **parameters):
    """As the connectors do: follow the links to the end."""
    rows, answer = [], session.get(path, params=parameters)
    while True:
        answer.raise_for_status()
        body = answer.json()
        rows += body["value"]
        if "@odata.nextLink" not in body:
            return rows
        answer = session.get(body["@odata.nextLink"].split("/", 3)[3])


def test_a_script_reads_all_incidents(session, incidents):
    rows = walk(session, "api/incidents", **{"$top": 1, "$filter": "lastUpdateTime ge 2020-01-01T00:00:00Z"})
    assert sorted(str(row["incidentId"]) for row in rows) == sorted(incidents)
    for row in rows:
        # What a connector sorts and joins without looking whether it is there.
        activities = sorted(alert["firstActivity"] for alert in row["alerts"])
        assert activities and isinstance(row["incidentId"], int) and row["status"] == "Active"
        for alert in row["alerts"]:
            assert [device["deviceDnsName"] for device in alert["devices"]]
            assert all(entity["entityType"] for entity in alert["entities"])


def test_a_script_triages(session, incidents):
    change = {"status": "Resolved", "assignedTo": "soar", "classification": "FalsePositive", "determination": "Clean",
              "tags": ["auto"], "comment": "closed by rule"}
    changed = session.patch(f"api/incidents/{incidents[0]}", json=change).json()
    assert (changed["status"], changed["determination"]) == ("Resolved", "NotMalicious")
    assert changed["tags"] == ["auto"] and changed["comments"][-1]["comment"] == "closed by rule"
    assert session.patch(f"api/incidents/{incidents[0]}", json={"status": "Active", "assignedTo": ""}).json()["assignedTo"] is None


def test_a_script_reads_all_alerts(session, incidents):
    rows = walk(session, "api/alerts", **{"$top": 3, "$expand": "evidence", "$filter": "status eq 'New' or status eq 'Resolved'"})
    assert len({row["id"] for row in rows}) == 8
    assert {row["computerDnsName"] for row in rows} == {"web01", "db07"}
    assert all(row["evidence"] for row in rows)


def test_a_script_knows_its_machines(session, incidents):
    machines = session.get("api/machines", params={"$filter": "computerDnsName eq 'web01'"}).json()["value"]
    assert [machine["id"] for machine in machines] == ["web01"]
    assert len(session.get("api/machines/web01/alerts").json()["value"]) == 4
    refused = session.post("api/machines/web01/isolate", json={"Comment": "x", "IsolationType": "Full"})
    assert refused.status_code in (201, 501)


def test_indicators_come_and_go(session):
    body = {"indicatorValue": "198.51.100.99", "indicatorType": "IpAddress", "action": "Alert", "title": "t", "description": "d"}
    made = session.post("api/indicators", json=body).json()
    assert session.get("api/indicators", params={"$filter": "indicatorValue eq '198.51.100.99'"}).json()["value"][0]["id"] == made["id"]
    assert session.delete(f"api/indicators/{made['id']}").status_code == 204


# msticpy asks no server where it finds itself under pytest, so it runs in a process of its own that does not know.
LISTING = """
import datetime, json, sys
import msticpy.data
now = datetime.datetime.now(datetime.timezone.utc)
day = {"start": now - datetime.timedelta(days=1), "end": now + datetime.timedelta(days=1)}
provider = msticpy.data.QueryProvider("SecurityGraph")
provider.connect(connection_str=sys.argv[1])
ask = provider.SecurityGraphAlert
frames = {
    "alerts": ask.list_alerts(path="/security/alerts_v2", **day),
    "incidents": ask.list_alerts(path="/security/incidents", add_query_items="and status ne 'redirected'", **day),
    "alert": ask.get_alert(path="/security/alerts_v2", alert_id="al1"),
}
print("RESULT" + json.dumps({name: json.loads(frame.to_json(orient="records")) for name, frame in frames.items()}))
"""


@pytest.fixture(scope="module")
def listed(server, incidents, tmp_path_factory):
    """What msticpy lists, with an account of its own. One setting points it here: it asks `/metadata/endpoints` for the rest."""
    config = tmp_path_factory.mktemp("msticpy") / "msticpyconfig.yaml"
    config.write_text(f"Azure:\n  resource_manager_url: {server.address}/\n")
    grants = ["SecurityIncident.ReadWrite.All", "SecurityAlert.Read.All"]
    made = server.call("POST", "api/clients", {"name": "msticpy", "grants": grants})
    made.raise_for_status()
    client = made.json()
    connection = f"tenant_id={client['tenantId']};client_id={client['clientId']};client_secret={client['clientSecret']}"
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    run = subprocess.run(
        [sys.executable, "-c", LISTING, connection], capture_output=True, text=True, timeout=180,
        env={**environment, "MSTICPYCONFIG": str(config)})
    assert "RESULT" in run.stdout, run.stdout + run.stderr
    return json.loads(run.stdout.split("RESULT", 1)[1])


def test_msticpy_lists(listed, incidents):
    # Each list is one row with the answer's members as its columns.
    alerts = listed["alerts"][0]["value"]
    assert len(alerts) == 8
    assert all(alert["createdDateTime"] and alert["severity"] and alert["evidence"] for alert in alerts)
    assert sorted((incident["id"] for incident in listed["incidents"][0]["value"]), key=int) == incidents
    assert listed["alert"][0]["id"] == "al1"


def test_redelivered_alerts_show_up_once(server, session, incidents):
    server.ingest("hids", [wazuh(0)])
    assert len(walk(session, "api/alerts", **{"$top": 100})) == 8
