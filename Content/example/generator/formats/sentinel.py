"""Rows of Sentinel's `SecurityAlert` table: entities and extended properties are JSON inside a string, the entities
refer to each other by `$id` and `$ref`."""

import json

from generator.clock import later, rfc3339
from generator.identifiers import guid, number
from generator.world import AD_DOMAIN, DOMAIN, NETBIOS, SUBSCRIPTION, TENANT

WORKSPACE = guid("workspace")


def sentinel(key, time, *, title, description, severity, tactics, entities, techniques=(), lasts=0, compromised="",
             details=None):
    end = later(time, lasts)
    generated = later(end, number(240, 420, "delay", key))
    rule = guid("rule", title)
    properties = {
        "Alert generation status": "Full alert created",
        "Analytic Rule Ids": f'["{rule}"]', "Analytic Rule Name": title, "Trigger Operator": "GreaterThan",
        "Trigger Threshold": "0", "Query Period": "01:00:00", "Correlation Id": guid("correlation", key),
    }
    if details:
        properties["Custom Details"] = _compact({name: [str(value)] for name, value in details.items()})
    return generated, {
        "TenantId": WORKSPACE, "TimeGenerated": rfc3339(generated), "DisplayName": title, "AlertName": title,
        "AlertSeverity": severity, "Description": description, "ProviderName": "ASI Scheduled Alerts",
        "VendorName": "Microsoft", "VendorOriginalId": guid("original", key), "SystemAlertId": guid("alert", key),
        "ResourceId": "", "SourceComputerId": "", "AlertType": f"{WORKSPACE}_{rule}", "ConfidenceLevel": "",
        "ConfidenceScore": None, "IsIncident": False, "StartTime": rfc3339(time), "EndTime": rfc3339(end),
        "ProcessingEndTime": rfc3339(generated), "RemediationSteps": "", "ExtendedProperties": _compact(properties),
        "Entities": _compact([{"$id": str(place), **entity} for place, entity in enumerate(entities, 2)]),
        "SourceSystem": "Detection", "WorkspaceSubscriptionId": SUBSCRIPTION, "WorkspaceResourceGroup": "rg-watch",
        "ExtendedLinks": "", "ProductName": "Azure Sentinel", "ProductComponentName": "Scheduled Alerts",
        "AlertLink": "", "Status": "New", "CompromisedEntity": compromised, "Tactics": ",".join(tactics),
        "Techniques": json.dumps(list(techniques)), "SubTechniques": "", "Type": "SecurityAlert",
    }


def _compact(value):
    return json.dumps(value, separators=(",", ":"))


def account(person):
    return {
        "Name": person.account, "UPNSuffix": DOMAIN, "NTDomain": NETBIOS, "AadTenantId": TENANT,
        "AadUserId": person.object_id, "Sid": person.sid, "DisplayName": person.display, "Type": "account"}


def address(ip):
    return {"Address": ip, "Type": "ip"}


def host(host):
    family = "Windows" if host.os.startswith("Windows") else host.os
    return {"HostName": host.name, "DnsDomain": AD_DOMAIN, "NTDomain": NETBIOS, "OSFamily": family, "Type": "host"}


def url(text):
    return {"Url": text, "Type": "url"}


def cloud_application(name, app_id):
    return {"AppId": app_id, "Name": name, "Type": "cloud-application"}


def reference(place):
    """The entity in the given place of the list, counted from 0."""
    return {"$ref": str(place + 2)}
