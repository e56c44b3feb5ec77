"""Microsoft Graph's Python SDK against incidents and alerts."""

import asyncio
import datetime
import time

import pytest
from azure.core.credentials import AccessToken
from conftest import wazuh
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.security.alert import Alert
from msgraph.generated.models.security.alert_classification import AlertClassification
from msgraph.generated.models.security.alert_comment import AlertComment
from msgraph.generated.models.security.alert_determination import AlertDetermination
from msgraph.generated.models.security.alert_severity import AlertSeverity
from msgraph.generated.models.security.alert_status import AlertStatus
from msgraph.generated.models.security.correlation_reason import CorrelationReason
from msgraph.generated.models.security.detection_source import DetectionSource
from msgraph.generated.models.security.device_evidence import DeviceEvidence
from msgraph.generated.models.security.incident import Incident
from msgraph.generated.models.security.incident_status import IncidentStatus
from msgraph.generated.models.security.ip_evidence import IpEvidence
from msgraph.generated.models.security.service_source import ServiceSource
from msgraph.generated.security.alerts_v2.alerts_v2_request_builder import Alerts_v2RequestBuilder
from msgraph.generated.security.alerts_v2.microsoft_graph_security_move_alerts.move_alerts_post_request_body import (
    MoveAlertsPostRequestBody,
)
from msgraph.generated.security.incidents.incidents_request_builder import IncidentsRequestBuilder
from msgraph.generated.security.incidents.item.incident_item_request_builder import IncidentItemRequestBuilder
from msgraph.generated.security.incidents.microsoft_graph_security_merge_incidents.merge_incidents_post_request_body import (
    MergeIncidentsPostRequestBody,
)

IncidentsQuery = IncidentsRequestBuilder.IncidentsRequestBuilderGetQueryParameters
AlertsQuery = Alerts_v2RequestBuilder.Alerts_v2RequestBuilderGetQueryParameters
IncidentQuery = IncidentItemRequestBuilder.IncidentItemRequestBuilderGetQueryParameters


class StaticCredential:
    """A token that is there already."""

    def __init__(self, token):
        self.token = token

    def get_token(self, *scopes, **_):
        return AccessToken(self.token, int(time.time()) + 3600)

    async def close(self):
        pass


def connect(server, token=None, version="v1.0"):
    provider = AzureIdentityAuthenticationProvider(
        StaticCredential(token or server.token), scopes=["https://graph.microsoft.com/.default"], allowed_hosts=["localhost"])
    adapter = GraphRequestAdapter(provider)
    adapter.base_url = f"{server.address}/{version}"
    return adapter


def run(server, work, **options):
    """Each call in an event loop of its own, so with a client of its own."""

    async def main():
        adapter = connect(server, **options)
        try:
            return await work(GraphServiceClient(request_adapter=adapter).security)
        finally:
            await adapter._http_client.aclose()

    return asyncio.run(main())


def asking(**parameters):
    return RequestConfiguration(query_parameters=IncidentsQuery(**parameters))


def asking_alerts(**parameters):
    return RequestConfiguration(query_parameters=AlertsQuery(**parameters))


def incident_ids(server, **parameters):
    page = run(server, lambda security: security.incidents.get(request_configuration=asking(**parameters)))
    return [incident.id for incident in page.value]


def alert_ids(server, **parameters):
    page = run(server, lambda security: security.alerts_v2.get(request_configuration=asking_alerts(**parameters)))
    return [alert.id for alert in page.value]


def test_lists_incidents(server, incidents):
    page = run(server, lambda security: security.incidents.get(request_configuration=asking(count=True)))
    assert page.odata_count == len(incidents)
    assert sorted((incident.id for incident in page.value), key=int) == incidents
    for incident in page.value:
        assert isinstance(incident, Incident) and incident.odata_type == "#microsoft.graph.security.incident"
        assert incident.status == IncidentStatus.Active and isinstance(incident.severity, AlertSeverity)
        assert incident.created_date_time.tzinfo and incident.last_update_date_time >= incident.created_date_time
        assert incident.incident_web_url.endswith(incident.id) and incident.priority_score >= 0
        assert incident.alerts is None


def test_counts(server, incidents):
    assert run(server, lambda security: security.incidents.count.get()) == len(incidents)
    assert run(server, lambda security: security.alerts_v2.count.get()) == 8


def test_pages_follow_each_other(server, incidents):
    async def walk(security):
        found, page = [], await security.incidents.get(
            request_configuration=asking(top=1, orderby=["lastUpdateDateTime asc"], filter="severity ne 'unknown'"))
        while page:
            assert len(page.value) == 1
            found.append(page.value[0].id)
            if not page.odata_next_link:
                break
            assert page.odata_next_link.startswith(server.address)
            page = await security.incidents.with_url(page.odata_next_link).get()
        return found

    assert sorted(run(server, walk), key=int) == incidents


def test_nothing_is_asked_for(server, incidents):
    assert incident_ids(server, top=0) == []


@pytest.mark.parametrize(
    "filter",
    [
        "status eq 'active'", "status ne 'resolved' and severity in ('low','medium','high')", "assignedTo eq null",
        "not (classification eq 'truePositive')", "determination eq 'unknown'", "createdDateTime gt 2020-01-01T00:00:00Z",
        "lastUpdateDateTime ge 2020-01-01", "contains(displayName,'WEB01') or contains(displayName,'db07')",
        "customTags/all(t: t ne 'vip')", "alerts/any(a: a/severity eq 'high' or a/severity eq 'medium')",
    ],
)
def test_filters_that_hold_of_all(server, incidents, filter):
    assert sorted(incident_ids(server, filter=filter), key=int) == incidents


def test_times_are_taken_back_as_they_are_given(server, incidents):
    answer = server.call("GET", "v1.0/security/incidents?$orderby=lastUpdateDateTime asc").json()["value"]
    cursor = answer[-1]["lastUpdateDateTime"]
    assert incident_ids(server, filter=f"lastUpdateDateTime gt {cursor}") == []
    assert answer[-1]["id"] in incident_ids(server, filter=f"lastUpdateDateTime ge {cursor}")


def test_alerts_come_with_an_incident(server, incidents):
    configuration = RequestConfiguration(query_parameters=IncidentQuery(expand=["alerts"]))
    incident = run(
        server, lambda security: security.incidents.by_incident_id(incidents[0]).get(request_configuration=configuration))
    assert len(incident.alerts) == 4
    for alert in incident.alerts:
        assert isinstance(alert, Alert) and alert.incident_id == incidents[0]
        assert alert.service_source == ServiceSource.MicrosoftSentinel and alert.product_name == "Wazuh"
        assert isinstance(alert.detection_source, DetectionSource)
        assert alert.mitre_techniques == ["T1110"] and alert.category == "CredentialAccess"
        device = next(evidence for evidence in alert.evidence if isinstance(evidence, DeviceEvidence))
        assert device.host_name == "web01" and device.created_date_time
        assert any(isinstance(evidence, IpEvidence) and evidence.ip_address == "203.0.113.9" for evidence in alert.evidence)


def test_alerts_of_an_incident(server, incidents):
    pages = {
        incident: run(server, lambda security: security.incidents.by_incident_id(incident).alerts.get()).value
        for incident in incidents
    }
    assert sum(len(page) for page in pages.values()) == 8
    assert all(alert.incident_id == incident for incident, page in pages.items() for alert in page)
    first = pages[incidents[1]][0].id
    alert = run(server, lambda security: security.incidents.by_incident_id(incidents[1]).alerts.by_alert_id(first).get())
    assert alert.id == first
    with pytest.raises(ODataError) as error:
        run(server, lambda security: security.incidents.by_incident_id(incidents[0]).alerts.by_alert_id(first).get())
    assert error.value.response_status_code == 404


@pytest.mark.parametrize(
    "filter, count",
    [
        ("severity eq 'high' or severity eq 'medium'", 8), ("status eq 'new'", 8), ("status eq 'resolved'", 0),
        ("category eq 'CredentialAccess'", 8), ("startswith(category,'Exec')", 0),
        ("categories/any(c: c eq 'CredentialAccess')", 8), ("serviceSource eq 'microsoftSentinel'", 8),
        ("serviceSource eq 'microsoftDefenderForEndpoint'", 0), ("productName eq 'Wazuh'", 8),
        ("mitreTechniques/any(t: t eq 'T1110')", 8), ("endswith(title,'kind 3')", 2), ("resolvedDateTime eq null", 8),
        ("createdDateTime gt 2020-01-01T00:00:00.1234567Z", 8), ("detectorId eq '9001'", 2),
        ("evidence/any(e: e/microsoft.graph.security.deviceEvidence/hostName eq 'DB07')", 4),
        ("evidence/any(e: e/microsoft.graph.security.ipEvidence/ipAddress eq '203.0.113.9')", 4),
        ("evidence/any(e: isof(e, microsoft.graph.security.userEvidence) and e/userAccount/accountName eq 'admin')", 8),
        ("evidence/any(e: e/roles/any(r: r eq 'attacker'))", 0),
    ],
)
def test_filters_of_alerts(server, incidents, filter, count):
    found = alert_ids(server, filter=filter, top=999)
    if "roles" in filter:
        everything = alert_ids(server, top=999)
        assert set(found) <= set(everything)
    else:
        assert len(found) == count


def test_alerts_of_an_incident_by_filter(server, incidents):
    assert len(alert_ids(server, filter=f"incidentId eq '{incidents[0]}'")) == 4


def test_selection(server, incidents):
    answer = server.call("GET", "v1.0/security/alerts_v2?$select=id,title&$top=1").json()["value"][0]
    assert set(answer) == {"@odata.type", "id", "title"}


def test_every_field_of_an_incident_is_set(server, incidents):
    change = Incident(
        status=IncidentStatus.InProgress, classification=AlertClassification.TruePositive,
        determination=AlertDetermination.CompromisedAccount, assigned_to="mara@example.com", custom_tags=["vip", "night"],
        display_name="Ours", description="What happened", severity=AlertSeverity.High, resolving_comment="seen",
        summary="What happened")
    changed = run(server, lambda security: security.incidents.by_incident_id(incidents[0]).patch(change))
    for field in (
        "status", "classification", "determination", "assigned_to", "display_name", "description", "severity",
        "resolving_comment", "summary",
    ):
        assert getattr(changed, field) == getattr(change, field), field
    assert sorted(changed.custom_tags) == ["night", "vip"]
    assert incident_ids(server, filter="assignedTo eq 'MARA@example.com' and customTags/any(t: t eq 'vip')") == [incidents[0]]
    changed = run(server, lambda security: security.incidents.by_incident_id(incidents[0]).patch(
        Incident(custom_tags=["day"], assigned_to="", classification=AlertClassification.Unknown)))
    assert changed.custom_tags == ["day"] and not changed.assigned_to
    assert changed.display_name == "Ours"


@pytest.mark.parametrize(
    "body, field, value",
    [
        ({"status": "InProgress"}, "status", "inProgress"),
        ({"classification": "TruePositive", "determination": "compromisedUser"}, "determination", "compromisedAccount"),
        ({"classification": "falsePositive", "determination": "Clean"}, "determination", "notMalicious"),
        ({"classification": "InformationalExpectedActivity", "determination": "confirmedUserActivity"}, "determination",
         "confirmedActivity"),
        ({"classification": "unknown", "determination": "unknown"}, "classification", "unknown"),
        ({"status": "awaitingAction"}, "status", "awaitingAction"), ({"status": "active"}, "status", "active"),
        ({"assignedTo": None}, "assignedTo", None), ({"@odata.type": "#microsoft.graph.security.incident"}, "id", None),
    ],
)
def test_older_words_are_understood_and_never_written(server, incidents, body, field, value):
    answer = server.call("PATCH", f"beta/security/incidents/{incidents[0]}", body)
    assert answer.status_code == 200, answer.text
    assert answer.json()[field] == (incidents[0] if field == "id" else value)


@pytest.mark.parametrize(
    "body", [{"status": "asleep"}, {"status": "redirected"}, {"status": None}, {"id": "7"}, {"createdDateTime": "2026-01-01"},
             {"colour": "red"}, {"customTags": "vip"}, {"severity": 3}, {"displayName": ""},
             {"classification": "truePositive", "determination": "notMalicious"}, []])
def test_what_cannot_be_set_is_refused(server, incidents, body):
    answer = server.call("PATCH", f"v1.0/security/incidents/{incidents[0]}", body)
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert error["code"] == "BadRequest" and error["message"] and error["innerError"]["request-id"]


def test_comments(server, incidents):
    comment = AlertComment(comment="seen by <b>me</b>", odata_type="microsoft.graph.security.alertComment")
    answer = server.call(
        "POST", f"v1.0/security/incidents/{incidents[0]}/comments",
        {"@odata.type": comment.odata_type, "comment": comment.comment})
    assert answer.status_code == 200 and answer.json()["value"][-1]["comment"] == comment.comment
    incident = run(server, lambda security: security.incidents.by_incident_id(incidents[0]).get())
    assert incident.comments[-1].comment == comment.comment
    assert incident.comments[-1].created_date_time <= datetime.datetime.now(datetime.timezone.utc)
    alert = alert_ids(server, top=1)[0]
    answer = server.call("POST", f"v1.0/security/alerts_v2/{alert}/comments", {"comment": "on the alert"})
    assert answer.status_code == 200 and answer.json()["value"][-1]["comment"] == "on the alert"
    comments = run(server, lambda security: security.alerts_v2.by_alert_id(alert).get()).comments
    assert [comment.comment for comment in comments] == ["on the alert"]


def test_the_sdk_comments_on_alerts(server, incidents):
    alert = alert_ids(server, filter=f"incidentId eq '{incidents[0]}'")[0]

    async def work(security):
        inside = security.incidents.by_incident_id(incidents[0]).alerts.by_alert_id(alert)
        before = await inside.comments.count.get()
        await security.alerts_v2.by_alert_id(alert).comments.post([AlertComment(comment="one"), AlertComment(comment="two")])
        await inside.comments.post([AlertComment(comment="three")])
        changed = await security.alerts_v2.by_alert_id(alert).patch(Alert(assigned_to="inside"))
        return before, await inside.comments.count.get(), await security.incidents.by_incident_id(incidents[0]).alerts.count.get(), changed

    before, after, count, changed = run(server, work)
    assert after == before + 3 and count == 4 and changed.assigned_to == "inside"
    assert [comment.comment for comment in changed.comments[-3:]] == ["one", "two", "three"]


def test_every_field_of_an_alert_is_set(server, incidents):
    alert = alert_ids(server, top=1)[0]
    change = Alert(
        status=AlertStatus.Resolved, classification=AlertClassification.FalsePositive,
        determination=AlertDetermination.NotMalicious, assigned_to="mara")
    changed = run(server, lambda security: security.alerts_v2.by_alert_id(alert).patch(change))
    for field in ("status", "classification", "determination", "assigned_to"):
        assert getattr(changed, field) == getattr(change, field), field
    assert changed.resolved_date_time
    assert alert_ids(server, filter="status eq 'resolved' and resolvedDateTime gt 2020-01-01") == [alert]
    run(server, lambda security: security.alerts_v2.by_alert_id(alert).patch(Alert(status=AlertStatus.New)))


@pytest.mark.parametrize("work", [
    lambda security: security.incidents.by_incident_id("999999").get(),
    lambda security: security.alerts_v2.by_alert_id("al999999").get(),
    lambda security: security.incidents.get(request_configuration=asking(filter="colour eq 'red'")),
    lambda security: security.incidents.get(request_configuration=asking(filter="status eq 'asleep'")),
    lambda security: security.incidents.get(request_configuration=asking(search="x")),
    lambda security: security.incidents.get(request_configuration=asking(orderby=["customTags"])),
    lambda security: security.incidents.get(request_configuration=asking(expand=["owner"])),
])
def test_errors_are_read(server, incidents, work):
    with pytest.raises(ODataError) as error:
        run(server, work)
    assert error.value.response_status_code in (400, 404)
    assert error.value.error.code in ("BadRequest", "NotFound") and error.value.error.message
    assert error.value.error.inner_error.request_id


def test_a_stranger_is_refused(server, incidents):
    with pytest.raises(ODataError) as error:
        run(server, lambda security: security.incidents.get(), token="wf_0")
    assert error.value.response_status_code == 401 and error.value.error.code == "InvalidAuthenticationToken"


def test_incidents_are_merged_and_alerts_moved(server, incidents):
    for incident in incidents:
        server.call("PATCH", f"v1.0/security/incidents/{incident}", {"classification": "unknown", "assignedTo": None})
    body = MergeIncidentsPostRequestBody(
        incident_ids=incidents, incident_comment="one actor", merge_reasons=[CorrelationReason.SameActor])
    merged = run(server, lambda security: security.incidents.microsoft_graph_security_merge_incidents.post(body))
    target = merged.target_incident_id
    source = next(incident for incident in incidents if incident != target)
    redirected = run(server, lambda security: security.incidents.by_incident_id(source).get())
    assert redirected.status == IncidentStatus.Redirected and redirected.redirect_incident_id == target
    assert len(alert_ids(server, filter=f"incidentId eq '{target}'")) == 8
    alert = alert_ids(server, top=1)[0]
    body = MoveAlertsPostRequestBody(alert_ids=[alert], alert_comment="stands alone")
    moved = run(server, lambda security: security.alerts_v2.microsoft_graph_security_move_alerts.post(body))
    assert moved.target_incident_id not in incidents
    assert alert_ids(server, filter=f"incidentId eq '{moved.target_incident_id}'") == [alert]
    back = server.call("POST", "v1.0/security/alerts_v2/moveAlerts", {"alertIds": [alert], "incidentId": target})
    assert back.json()["targetIncidentId"] == target


def test_new_alerts_are_listed_after_the_last(server, incidents):
    last = server.call("GET", "v1.0/security/alerts_v2?$orderby=lastUpdateDateTime desc&$top=1").json()["value"][0]
    server.ingest("hids", [wazuh(number, "mail03", None, "198.51.100.77", "2026-05-04T12:00") for number in range(3)])
    found = alert_ids(server, filter=f"lastUpdateDateTime gt {last['lastUpdateDateTime']}", orderby=["lastUpdateDateTime asc"])
    assert len(found) == 3


def test_beta_is_the_same(server, incidents):
    page = run(server, lambda security: security.incidents.get(request_configuration=asking(top=1)), version="beta")
    assert page.odata_next_link.startswith(f"{server.address}/beta/")
