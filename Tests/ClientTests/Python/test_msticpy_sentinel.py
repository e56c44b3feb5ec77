"""msticpy's MicrosoftSentinel, which writes what Python prints of a dictionary in place of JSON."""

import pathlib
import uuid

import pytest
from conftest import wazuh
from sentinel import CLIENT, GROUP, SUBSCRIPTION, WORKSPACE, credential


@pytest.fixture(scope="module")
def sentinel(server):
    settings = pathlib.Path(server.data) / "msticpyconfig.yaml"
    settings.write_text(f"Azure:\n  cloud: global\n  resource_manager_url: {server.address}/\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSTICPYCONFIG", str(settings))
        # By this, msticpy takes itself for being tested and asks nobody for the cloud's addresses.
        patch.delenv("PYTEST_CURRENT_TEST")
        from msticpy.context.azure import MicrosoftSentinel

        connected = MicrosoftSentinel(subscription_id=SUBSCRIPTION, resource_group=GROUP, workspace_name=WORKSPACE)
        connected.connect(credential=credential(server))
    return connected


def named(sentinel, number):
    found = sentinel.list_incidents()
    return found[found["properties.incidentNumber"] == int(number)].iloc[0]


def test_incidents_are_listed_and_read(sentinel, incidents):
    row = named(sentinel, incidents[0])
    assert row["properties.additionalData.alertsCount"] == 4
    whole = sentinel.get_incident(row["name"], entities=True, alerts=True)
    assert whole.iloc[0]["properties.title"] == row["properties.title"]
    assert "Host" in [kind for kind, _ in whole.iloc[0]["Entities"]]
    assert len(whole.iloc[0]["Alerts"]) == 4 and whole.iloc[0]["Alerts"][0]["ID"]
    assert len(sentinel.list_incidents(params={"$filter": "properties/status eq 'Closed'"})) == 0


def test_an_incident_is_updated_and_commented(sentinel, server, incidents):
    name = named(sentinel, incidents[1])["name"]
    assert sentinel.update_incident(name, {"status": "Active", "severity": "High"}) == name
    row = named(sentinel, incidents[1])
    assert (row["properties.status"], row["properties.severity"]) == ("Active", "High")
    assert server.call("GET", f"v1.0/security/incidents/{incidents[1]}").json()["status"] == "inProgress"
    sentinel.update_incident(name, {
        "description": "see the shift book", "labels": [{"labelName": "night"}], "owner": {"assignedTo": "mara"}})
    sentinel.update_incident(name, {"status": "New"})
    row = named(sentinel, incidents[1])
    assert (row["properties.severity"], row["properties.description"]) == ("High", "see the shift book")
    assert (row["properties.labels"][0]["labelName"], row["properties.owner.assignedTo"]) == ("night", "mara")
    sentinel.update_incident(name, {"status": "Closed", "classification": "TruePositive"})
    sentinel.update_incident(name, {"labels": []})
    row = named(sentinel, incidents[1])
    assert (row["properties.classification"], row["properties.labels"]) == ("TruePositive", [])
    sentinel.update_incident(name, {"status": "New"})
    text = "it's \"odd\":\n\ttrue, größer → 東"
    comment = sentinel.post_comment(name, text)
    assert uuid.UUID(comment)
    assert sentinel.get_incident_comments(name) == [{"Message": text, "Author": f"client {CLIENT}"}]


def test_an_incident_is_opened(sentinel):
    name = sentinel.create_incident("By a notebook", "medium", description="it's one", labels=["hunt"])
    row = sentinel.get_incident(name).iloc[0]
    assert (row["properties.title"], row["properties.severity"]) == ("By a notebook", "Medium")
    assert row["properties.labels"][0]["labelName"] == "hunt"


def test_bookmarks(sentinel, incidents):
    made = sentinel.create_bookmark("Strange logons", "SigninLogs | where x == 'y'", notes="see it", labels=["a", "b"])
    row = sentinel.list_bookmarks().set_index("name").loc[made]
    assert (row["properties.displayName"], row["properties.query"]) == ("Strange logons", "SigninLogs | where x == 'y'")
    name = named(sentinel, incidents[0])["name"]
    sentinel.add_bookmark_to_incident(name, made)
    assert sentinel.get_incident_bookmarks(name) == [{"Bookmark ID": made, "Bookmark Title": "Strange logons"}]
    sentinel.delete_bookmark("Strange logons")
    assert sentinel.list_bookmarks().empty


def test_watchlists(sentinel):
    import pandas as pd

    data = pd.DataFrame({"name": ["web01", "db07"], "owner": ["Mara, Ops", "Jon"]})
    assert sentinel.create_watchlist("hosts", "Our hosts", "name", data=data) == "hosts"
    assert "hosts" in sentinel.list_watchlists()["name"].tolist()
    items = sentinel.list_watchlist_items("hosts")
    assert items["properties.itemsKeyValue.owner"].tolist() == ["Mara, Ops", "Jon"]
    sentinel.add_watchlist_item("hosts", {"name": "ws1", "owner": "Eva"})
    added = sentinel.list_watchlist_items("hosts").set_index("properties.itemsKeyValue.name")
    assert added.loc["ws1"]["properties.itemsKeyValue.owner"] == "Eva"
    sentinel.delete_watchlist_item("hosts", added.loc["ws1"]["properties.watchlistItemId"])
    assert len(sentinel.list_watchlist_items("hosts")) == 2
    sentinel.delete_watchlist("hosts")
    assert sentinel.list_watchlists().empty


def test_indicators(sentinel):
    sentinel.create_indicator("203.0.113.9", "ipv4", name="Bad host", confidence=70, threat_types=["botnet"])
    row = sentinel.get_all_indicators().iloc[0]
    assert (row["properties.displayName"], row["properties.pattern"]) == (
        "Bad host", "[ipv4-addr:value = '203.0.113.9']")
    sentinel.add_tag(row["name"], "seen")
    assert sentinel.get_indicator(row["name"])["properties"]["threatIntelligenceTags"] == ["seen"]
    assert len(sentinel.query_indicators(keywords=["bad"])) == 1 and not sentinel.get_ti_metrics().empty
    sentinel.delete_indicator(row["name"])
    assert sentinel.get_all_indicators().empty


def test_what_there_is_none_of(sentinel):
    assert sentinel.list_alert_rules().empty
    assert sentinel.list_analytic_templates().empty
    assert sentinel.list_saved_queries().empty


def test_sources_are_data_connectors(sentinel, incidents):
    assert "hids" in sentinel.list_data_connectors()["name"].tolist()


def test_new_alerts_show(sentinel, server):
    server.ingest("hids", [wazuh(n, "ws12", None, "192.0.2.78", "2026-05-06T08:00") for n in range(4)])
    assert sentinel.list_incidents()["properties.title"].str.contains("ws12").any()
