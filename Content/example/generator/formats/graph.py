"""Microsoft Graph `alerts_v2`: an alert with its evidence, written some time after what it tells of."""

from datetime import datetime

from generator.clock import epoch_seconds, later, rfc3339
from generator.identifiers import hexadecimal, number
from generator.world import TENANT

# Product name of each service source.
PRODUCTS = {
    "microsoftDefenderForOffice365": "Microsoft Defender for Office 365",
    "microsoftDefenderForIdentity": "Microsoft Defender for Identity",
    "microsoftDefenderForEndpoint": "Microsoft Defender for Endpoint",
    "microsoftDefenderForCloudApps": "Microsoft Defender for Cloud Apps",
    "microsoftAppGovernance": "Microsoft App Governance",
    "azureAdIdentityProtection": "Microsoft Entra ID Protection",
    "microsoftDefenderForCloud": "Microsoft Defender for Cloud",
    "microsoftSecurityForAI": "Microsoft Defender for Cloud",
}
PREFIXES = {
    "microsoftDefenderForOffice365": "fa", "microsoftDefenderForIdentity": "aa", "microsoftDefenderForEndpoint": "da",
    "microsoftDefenderForCloudApps": "ca", "microsoftAppGovernance": "ma", "azureAdIdentityProtection": "ad",
    "microsoftDefenderForCloud": "dc", "microsoftSecurityForAI": "dc",
}


def graph(key, time, *, service, title, description, severity, category, evidence, techniques=(), detection=None,
          detector=None, actions="", lasts=0, threat=None, delay=None):
    """`lasts`: seconds from the first to the last activity; `delay`: from there to the alert."""
    last = later(time, lasts)
    created = later(last, number(45, 200, "delay", key) if delay is None else delay)
    stamp = epoch_seconds(created) * 10_000_000 + 621_355_968_000_000_000
    alert_id = f"{PREFIXES[service]}{stamp}_{number(-2**31, 2**31, 'alert', key)}"
    return created, _written({
        "id": alert_id, "providerAlertId": hexadecimal(32, "provider", key), "status": "new", "severity": severity,
        "classification": None, "determination": None, "serviceSource": service,
        "detectionSource": detection or service,
        "productName": PRODUCTS[service], "detectorId": detector or hexadecimal(8, "detector", title),
        "tenantId": TENANT,
        "title": title, "description": description, "recommendedActions": actions, "category": category,
        "mitreTechniques": list(techniques), "threatDisplayName": threat, "threatFamilyName": threat,
        "createdDateTime": created, "lastUpdateDateTime": created, "firstActivityDateTime": time,
        "lastActivityDateTime": last, "systemTags": [], "comments": [],
        "evidence": [_dated(piece, created) for piece in evidence],
    })


def _dated(piece, created):
    return {"@odata.type": piece["@odata.type"], "createdDateTime": created, **piece}


def _written(value):
    if isinstance(value, datetime):
        return rfc3339(value, 7)
    if isinstance(value, dict):
        return {name: _written(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_written(member) for member in value]
    return value
