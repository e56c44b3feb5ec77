"""azure-mgmt-securityinsight: each group of its operations, as its users call them."""

import datetime
import uuid

import pytest
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.mgmt.securityinsight import SecurityInsightsMgmtClient, models
from conftest import wazuh
from sentinel import CLIENT, GROUP, PROVIDER, RESOURCE, SUBSCRIPTION, WORKSPACE, credential

PLACE = (GROUP, WORKSPACE)


@pytest.fixture(scope="module")
def client(server):
    client = SecurityInsightsMgmtClient(
        credential(server), SUBSCRIPTION, base_url=server.address,
        credential_scopes=["https://management.azure.com/.default"])
    with client:
        yield client


def new_incident(client, **fields):
    """An incident that a person opened: its name and what the server says of it."""
    name = str(uuid.uuid4())
    properties = {"title": "Opened by hand", "severity": "High", "status": "New", **fields}
    return name, client.incidents.create_or_update(*PLACE, name, {"properties": properties})


def test_incidents_are_listed_newest_first_and_paged(client, incidents):
    found = list(client.incidents.list(*PLACE))
    numbers = [str(incident.properties.incident_number) for incident in found]
    assert set(incidents) <= set(numbers)
    assert [i.name for i in client.incidents.list(*PLACE, top=1)] == [i.name for i in found]
    times = [incident.properties.created_time_utc for incident in found]
    assert times == sorted(times, reverse=True)


def test_an_incident_of_alerts_has_all_its_properties(client, incidents):
    incident = next(i for i in client.incidents.list(*PLACE) if str(i.properties.incident_number) == incidents[0])
    properties = incident.properties
    assert uuid.UUID(incident.name)
    assert incident.id.startswith(RESOURCE) and incident.type == "Microsoft.SecurityInsights/Incidents" and incident.etag
    assert (properties.status, properties.provider_incident_id) == ("New", incidents[0])
    assert properties.additional_data.alerts_count == 4
    assert properties.additional_data.alert_product_names == ["Wazuh"]
    assert "CredentialAccess" in properties.additional_data.tactics and "T1110" in properties.additional_data.techniques
    assert isinstance(properties.first_activity_time_utc, datetime.datetime)
    again = client.incidents.get(*PLACE, incident.name)
    by_number = client.incidents.get(*PLACE, incidents[0])
    assert again.as_dict() == by_number.as_dict() == incident.as_dict()


@pytest.mark.parametrize("filter, holds", [
    ("properties/status eq 'New'", lambda p: p.status == "New"),
    ("properties/status eq 'Closed'", lambda p: p.status == "Closed"),
    ("properties/severity in ('High','Medium')", lambda p: p.severity in ("High", "Medium")),
    ("contains(properties/title, 'web01')", lambda p: "web01" in p.title),
    ("properties/createdTimeUtc ge 2020-01-01T00:00:00Z and properties/status ne 'Closed'", lambda p: p.status != "Closed"),
    ("properties/incidentNumber gt 1", lambda p: p.incident_number > 1),
    ("properties/owner/assignedTo eq 'nobody'", lambda p: p.owner.assigned_to == "nobody"),
])
def test_incidents_are_filtered(client, incidents, filter, holds):
    everything = list(client.incidents.list(*PLACE))
    found = [i.name for i in client.incidents.list(*PLACE, filter=filter)]
    assert found == [i.name for i in everything if holds(i.properties)]


def test_incidents_are_ordered(client, incidents):
    ascending = [i.properties.created_time_utc for i in client.incidents.list(
        *PLACE, orderby="properties/createdTimeUtc asc", top=1)]
    assert ascending == sorted(ascending) and len(ascending) >= 2
    with pytest.raises(HttpResponseError) as error:
        list(client.incidents.list(*PLACE, filter="properties/colour eq 'red'"))
    assert error.value.status_code == 400 and "colour" in error.value.message


def test_an_incident_is_opened_changed_closed_and_deleted(client):
    name, made = new_incident(client, description="seen by the night shift", labels=[{"labelName": "night"}])
    assert (made.name, made.properties.title, made.properties.severity) == (name, "Opened by hand", "High")
    assert made.properties.description == "seen by the night shift"
    assert [label.label_name for label in made.properties.labels] == ["night"]
    assert made.properties.additional_data.alerts_count == 0
    number = made.properties.incident_number
    made.properties.status = "Active"
    made.properties.owner = models.IncidentOwnerInfo(user_principal_name="mara@contoso.example")
    active = client.incidents.create_or_update(*PLACE, name, made)
    assert active.properties.status == "Active" and active.properties.owner.email == "mara@contoso.example"
    assert active.properties.labels[0].label_name == "night" and active.etag != made.etag
    with pytest.raises(ResourceExistsError):
        client.incidents.create_or_update(*PLACE, name, made)  # read before the change
    active.properties.status = "Closed"
    with pytest.raises(HttpResponseError) as error:
        client.incidents.create_or_update(*PLACE, name, active)
    assert error.value.status_code == 400 and "classification" in error.value.message
    active.properties.classification = "FalsePositive"
    active.properties.classification_reason = "InaccurateData"
    active.properties.classification_comment = "a test"
    closed = client.incidents.create_or_update(*PLACE, name, active).properties
    assert (closed.status, closed.classification, closed.classification_reason, closed.classification_comment) == (
        "Closed", "FalsePositive", "InaccurateData", "a test")
    client.incidents.delete(*PLACE, name)
    with pytest.raises(ResourceNotFoundError):
        client.incidents.get(*PLACE, name)
    client.incidents.delete(*PLACE, name)
    assert new_incident(client)[1].properties.incident_number == number + 1


def test_an_incident_with_alerts_is_not_deleted(client, incidents):
    with pytest.raises(ResourceExistsError) as error:
        client.incidents.delete(*PLACE, incidents[0])
    assert "alerts" in error.value.message


def test_a_whole_update_takes_away_what_it_leaves_out(client):
    name, _ = new_incident(client, description="text", labels=[{"labelName": "vip"}], owner={"assignedTo": "mara"})
    left = client.incidents.create_or_update(
        *PLACE, name, {"properties": {"title": "Opened by hand", "severity": "High", "status": "New"}})
    assert left.properties.description is None and left.properties.labels == [] and left.properties.owner.assigned_to is None


def test_classifications_map_both_ways(client):
    for classification, reason, shown in [
        ("TruePositive", "SuspiciousActivity", "truePositive"), ("FalsePositive", "IncorrectAlertLogic", "falsePositive"),
        ("BenignPositive", "SuspiciousButExpected", "informationalExpectedActivity"), ("Undetermined", None, "unknown"),
    ]:
        _, made = new_incident(client, status="Closed", classification=classification, classificationReason=reason)
        assert (made.properties.classification, made.properties.classification_reason) == (classification, reason)


def test_comments_are_written_read_and_taken_back(client, incidents):
    name, comment_id = incidents[0], str(uuid.uuid4())
    made = client.incident_comments.create_or_update(
        *PLACE, name, comment_id, {"properties": {"message": "<p>seen</p>"}})
    assert (made.name, made.properties.message, made.properties.author.name) == (comment_id, "<p>seen</p>", f"client {CLIENT}")
    edited = client.incident_comments.create_or_update(
        *PLACE, name, comment_id, models.IncidentComment(properties=models.IncidentCommentProperties(message="again")))
    assert edited.properties.message == "again" and edited.etag != made.etag
    assert edited.properties.created_time_utc == made.properties.created_time_utc
    assert client.incident_comments.get(*PLACE, name, comment_id).properties.message == "again"
    assert comment_id in [c.name for c in client.incident_comments.list(*PLACE, name)]
    assert client.incidents.get(*PLACE, name).properties.additional_data.comments_count == 1
    client.incident_comments.delete(*PLACE, name, comment_id)
    with pytest.raises(ResourceNotFoundError):
        client.incident_comments.get(*PLACE, name, comment_id)
    assert not list(client.incident_comments.list(*PLACE, name))


def test_tasks(client, incidents):
    name, task_id = incidents[0], str(uuid.uuid4())
    task = models.IncidentTask(properties=models.IncidentTaskProperties(title="Call the owner", status="New"))
    made = client.incident_tasks.create_or_update(*PLACE, name, task_id, task)
    assert (made.name, made.properties.title, made.properties.status) == (task_id, "Call the owner", "New")
    made.properties.status = "Completed"
    made.properties.description = "done by phone"
    done = client.incident_tasks.create_or_update(*PLACE, name, task_id, made)
    assert (done.properties.status, done.properties.description) == ("Completed", "done by phone")
    assert done.properties.last_modified_time_utc > done.properties.created_time_utc
    with pytest.raises(ResourceExistsError):
        client.incident_tasks.create_or_update(*PLACE, name, task_id, made)
    assert [t.name for t in client.incident_tasks.list(*PLACE, name)] == [task_id]
    client.incident_tasks.delete(*PLACE, name, task_id)
    assert not list(client.incident_tasks.list(*PLACE, name))


def test_bookmarks_are_kept_and_pinned(client, incidents):
    name, bookmark_id, relation = incidents[0], str(uuid.uuid4()), str(uuid.uuid4())
    made = client.bookmarks.create_or_update(*PLACE, bookmark_id, {"properties": {
        "displayName": "Odd logon", "query": "SigninLogs | take 1", "notes": "see row", "labels": ["hunt"],
        "tactics": ["InitialAccess"], "techniques": ["T1078"], "eventTime": "2026-05-04T10:00:00Z"}})
    assert (made.properties.display_name, made.properties.labels, made.properties.tactics) == (
        "Odd logon", ["hunt"], ["InitialAccess"])
    pinned = client.incident_relations.create_or_update(
        *PLACE, name, relation, {"properties": {"relatedResourceId": made.id}})
    assert pinned.properties.related_resource_name.lower() == bookmark_id
    assert relation in [r.name for r in client.incident_relations.list(*PLACE, name)]
    assert [b.name for b in client.incidents.list_bookmarks(*PLACE, name).value] == [bookmark_id]
    assert client.incidents.get(*PLACE, name).properties.additional_data.bookmarks_count == 1
    info = client.bookmarks.get(*PLACE, bookmark_id).properties.incident_info
    assert info.relation_name == relation
    assert [r.name for r in client.bookmark_relations.list(*PLACE, bookmark_id)] == [relation]
    client.incident_relations.delete(*PLACE, name, relation)
    assert client.incidents.get(*PLACE, name).properties.additional_data.bookmarks_count == 0
    client.bookmarks.delete(*PLACE, bookmark_id)
    with pytest.raises(ResourceNotFoundError):
        client.bookmarks.get(*PLACE, bookmark_id)


def test_an_incidents_alerts_and_entities(client, incidents):
    alerts = client.incidents.list_alerts(*PLACE, incidents[0]).value
    assert len(alerts) == 4 and all(uuid.UUID(a.properties.system_alert_id) for a in alerts)
    assert {a.properties.product_name for a in alerts} == {"Wazuh"} and alerts[0].kind == "SecurityAlert"
    answer = client.incidents.list_entities(*PLACE, incidents[0])
    kinds = {entity.kind for entity in answer.entities}
    assert {"Host", "Ip", "Account"} <= kinds
    assert {m.entity_kind: m.count for m in answer.meta_data}["Host"] == 1
    host = next(entity for entity in answer.entities if entity.kind == "Host")
    assert host.properties.host_name == "web01"
    again = client.entities.get(*PLACE, host.name)
    assert again.properties.host_name == "web01" and again.kind == "Host"


def test_an_alert_moves_by_its_relation(client, server):
    server.ingest("hids", [wazuh(n, "ws11", None, "192.0.2.77", "2026-05-05T08:00") for n in range(4)])
    source = next(i for i in client.incidents.list(*PLACE) if "ws11" in i.properties.title)
    alert = client.incidents.list_alerts(*PLACE, source.name).value[0]
    name, _ = new_incident(client, title="Taken apart")
    relation = client.incident_relations.create_or_update(
        *PLACE, name, str(uuid.uuid4()), {"properties": {"relatedResourceId": alert.id}})
    assert relation.properties.related_resource_kind == "SecurityAlert"
    assert client.incidents.get(*PLACE, name).properties.additional_data.alerts_count == 1
    assert client.incidents.get(*PLACE, source.name).properties.additional_data.alerts_count == 3
    assert [r.name for r in client.incident_relations.list(*PLACE, name)] == [relation.name]


def test_watchlists_take_tables(client):
    alias = "hosts"
    made = client.watchlists.begin_create_or_update(*PLACE, alias, {"properties": {
        "displayName": "Hosts", "provider": "us", "itemsSearchKey": "name", "source": "hosts.csv", "contentType": "text/csv",
        "rawContent": 'name,owner\r\nweb01,"Mara, Ops"\r\ndb07,Jon\r\n'}}).result()
    assert (made.name, made.properties.items_search_key, made.properties.provisioning_state) == (alias, "name", "Succeeded")
    items = list(client.watchlist_items.list(*PLACE, alias))
    assert [i.properties.items_key_value for i in items] == [
        {"name": "web01", "owner": "Mara, Ops"}, {"name": "db07", "owner": "Jon"}]
    item_id = str(uuid.uuid4())
    client.watchlist_items.create_or_update(
        *PLACE, alias, item_id, {"properties": {"itemsKeyValue": {"name": "ws1", "owner": "Eva"}}})
    assert client.watchlist_items.get(*PLACE, alias, item_id).properties.items_key_value["owner"] == "Eva"
    client.watchlist_items.delete(*PLACE, alias, item_id)
    assert len(list(client.watchlist_items.list(*PLACE, alias))) == 2
    assert alias in [w.name for w in client.watchlists.list(*PLACE)]
    client.watchlists.begin_delete(*PLACE, alias).result()
    with pytest.raises(ResourceNotFoundError):
        client.watchlists.get(*PLACE, alias)


RULE = {"properties": {
    "displayName": "Night watch", "order": 1,
    "triggeringLogic": {
        "isEnabled": True, "triggersOn": "Incidents", "triggersWhen": "Created",
        "conditions": [{"conditionType": "Property", "conditionProperties": {
            "propertyName": "IncidentSeverity", "operator": "Equals", "propertyValues": ["High"]}}]},
    "actions": [
        {"order": 1, "actionType": "ModifyProperties", "actionConfiguration": {"status": "Active"}},
        {"order": 2, "actionType": "AddIncidentTask", "actionConfiguration": {"title": "Call"}}]}}


def test_automation_rules(client):
    rule_id = str(uuid.uuid4())
    made = client.automation_rules.create_or_update(*PLACE, rule_id, RULE)
    assert (made.name, made.properties.display_name, made.properties.order) == (rule_id, "Night watch", 1)
    assert made.properties.triggering_logic.conditions[0].condition_type == "Property"
    assert [a.action_type for a in made.properties.actions] == ["ModifyProperties", "AddIncidentTask"]
    assert rule_id in [r.name for r in client.automation_rules.list(*PLACE)]
    client.automation_rules.delete(*PLACE, rule_id)
    client.automation_rules.delete(*PLACE, rule_id)
    with pytest.raises(ResourceNotFoundError):
        client.automation_rules.get(*PLACE, rule_id)


def test_alert_rules(client):
    name = str(uuid.uuid4())
    rule = {
        "displayName": "Many alerts of one title", "enabled": True, "severity": "High", "query": "AlertInfo | take 5",
        "queryFrequency": "PT01H00M00S", "queryPeriod": "P1D", "triggerOperator": "GreaterThan", "triggerThreshold": 100,
        "suppressionEnabled": False, "suppressionDuration": "PT5H", "tactics": ["Persistence"],
        "eventGroupingSettings": {"aggregationKind": "AlertPerResult"},
        "entityMappings": [{"entityType": "Host", "fieldMappings": [{"identifier": "HostName", "columnName": "Title"}]}],
        "incidentConfiguration": {"createIncident": True}}
    made = client.alert_rules.create_or_update(*PLACE, name, {"kind": "Scheduled", "properties": rule})
    assert isinstance(made, models.ScheduledAlertRule) and made.etag
    assert (made.query_frequency, made.query_period) == (datetime.timedelta(hours=1), datetime.timedelta(days=1))
    assert made.event_grouping_settings.aggregation_kind == "AlertPerResult"
    assert made.entity_mappings[0].field_mappings[0].column_name == "Title" and made.incident_configuration.create_incident
    assert [known.name for known in client.alert_rules.list(*PLACE)] == [name]
    continuous = {"displayName": "As they come", "enabled": False, "severity": "Low", "query": "AlertInfo"}
    other = client.alert_rules.create_or_update(*PLACE, "nrt", {"kind": "NRT", "properties": continuous})
    assert isinstance(other, models.NrtAlertRule)
    changed = {"kind": "Scheduled", "etag": made.etag, "properties": {**rule, "displayName": "Renamed"}}
    assert client.alert_rules.create_or_update(*PLACE, name, changed).display_name == "Renamed"
    with pytest.raises(ResourceExistsError):
        client.alert_rules.create_or_update(*PLACE, name, changed)
    with pytest.raises(HttpResponseError) as error:
        bad = {**rule, "query": "NoSuchTable"}
        client.alert_rules.create_or_update(*PLACE, name, {"kind": "Scheduled", "properties": bad})
    assert error.value.status_code == 400 and "NoSuchTable" in error.value.message
    assert list(client.alert_rule_templates.list(*PLACE)) == [] and list(client.actions.list_by_alert_rule(*PLACE, name)) == []
    for rule_name in (name, "nrt"):
        client.alert_rules.delete(*PLACE, rule_name)
    with pytest.raises(ResourceNotFoundError):
        client.alert_rules.get(*PLACE, name)


def test_sources_are_the_data_connectors(client, incidents):
    found = list(client.data_connectors.list(*PLACE))
    assert "hids" in [connector.name for connector in found]
    assert client.data_connectors.get(*PLACE, "hids").kind == "GenericUI"


def test_entities_have_a_timeline(client, incidents):
    host = next(e for e in client.incidents.list_entities(*PLACE, incidents[0]).entities if e.kind == "Host")
    timeline = client.entities_get_timeline.list(*PLACE, host.name, models.EntityTimelineParameters(
        start_time=datetime.datetime(2026, 5, 4, tzinfo=datetime.timezone.utc),
        end_time=datetime.datetime(2026, 5, 5, tzinfo=datetime.timezone.utc)))
    assert timeline.meta_data.total_count == 4 and timeline.value[0].kind == "SecurityAlert"
    assert [e.kind for e in client.entities.expand(*PLACE, host.name, {}).value.entities]
    assert host.name in [e.name for e in client.entities.list(*PLACE)]


def test_indicators(client):
    ti = client.threat_intelligence_indicator
    made = ti.create_indicator(*PLACE, {"kind": "indicator", "properties": {
        "displayName": "Bad host", "pattern": "[ipv4-addr:value = '203.0.113.9']", "patternType": "ipv4-addr",
        "source": "us", "confidence": 80, "threatTypes": ["botnet"], "validFrom": "2026-05-04T10:00:00Z",
        "killChainPhases": [{"killChainName": "k", "phaseName": "p"}]}})
    assert made.kind == "indicator" and made.properties.kill_chain_phases[0].phase_name == "p"
    ti.append_tags(*PLACE, made.name, {"threatIntelligenceTags": ["seen"]})
    assert ti.get(*PLACE, made.name).properties.threat_intelligence_tags == ["seen"]
    assert made.name in [i.name for i in client.threat_intelligence_indicators.list(*PLACE)]
    found = ti.query_indicators(*PLACE, {"minConfidence": 50, "keywords": ["bad"], "pageSize": 10})
    assert [i.name for i in found] == [made.name]
    assert not list(ti.query_indicators(*PLACE, {"maxConfidence": 50}))
    metrics = client.threat_intelligence_indicator_metrics.list(*PLACE).value[0].properties
    assert [(m.metric_name, m.metric_value) for m in metrics.pattern_type_metrics] == [("ipv4-addr", 1)]
    ti.delete(*PLACE, made.name)
    with pytest.raises(ResourceNotFoundError):
        ti.get(*PLACE, made.name)


def test_playbooks_are_refused_in_plain_words(client, incidents):
    with pytest.raises(HttpResponseError) as error:
        client.incidents.run_playbook(*PLACE, incidents[0], {"logicAppsResourceId": "/x", "tenantId": str(uuid.uuid4())})
    assert error.value.status_code == 501 and "playbooks" in error.value.message


def test_the_frame(server, incidents):
    one = f"{PROVIDER}/incidents/{incidents[0]}"
    missing = server.call("GET", one)
    assert (missing.status_code, missing.json()["error"]["code"]) == (400, "MissingApiVersionParameter")
    shouted = one.replace("resourceGroups", "RESOURCEGROUPS").replace("incidents", "Incidents").replace(
        "Microsoft.SecurityInsights", "microsoft.securityinsights")
    assert server.call("GET", f"{shouted}?api-version=2020-01-01").status_code == 200
    assert server.call("GET", f"{PROVIDER}/hunts?api-version=1").json() == {"value": []}
    assert server.call("GET", f"{PROVIDER}/nothings?api-version=1").json()["error"]["code"] == "NotFound"
    workspace = server.call("GET", f"{RESOURCE[1:]}?api-version=2021-06-01").json()
    assert uuid.UUID(workspace["properties"]["customerId"])
    body = {"properties": {"title": "x", "severity": "Low", "status": "New"}}
    stale = server.call("PUT", f"{one}?api-version=1", body, headers={"If-Match": '"12"'})
    assert (stale.status_code, stale.json()["error"]["code"]) == (412, "PreconditionFailed")
    assert server.call("PUT", f"{one}?api-version=1", {**body, "etag": '"12"'}).status_code == 409
