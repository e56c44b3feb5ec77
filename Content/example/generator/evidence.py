"""Evidence as Graph's alerts carry it: one function for each kind that occurs often, `evidence` for the others."""

from generator.identifiers import hashes
from generator.world import AD_DOMAIN, NETBIOS, SUBSCRIPTION, TENANT


# Roles that make something evidence against itself; anything else is judged only where a step says so.
_TELLING = {"attacker", "compromised", "created", "added", "edited", "commandAndControl", "suspicious"}


def evidence(kind, *roles, verdict=None, status="none", **fields):
    verdict = verdict or ("suspicious" if _TELLING.intersection(roles) else "unknown")
    return {
        "@odata.type": f"#microsoft.graph.security.{kind}Evidence",
        "verdict": verdict,
        "remediationStatus": status,
        "roles": list(roles),
        "detailedRoles": [],
        "tags": [],
        **fields,
    }


def account(person):
    return {
        "accountName": person.account,
        "domainName": NETBIOS,
        "userSid": person.sid,
        "azureAdUserId": person.object_id,
        "userPrincipalName": person.upn,
        "displayName": person.display,
    }


def user(person, *roles, **options):
    return evidence("user", *roles, userAccount=account(person), **options)


def mailbox(person, *roles, **options):
    return evidence(
        "mailbox", *roles, primaryAddress=person.upn, displayName=person.display, upn=person.upn,
        userAccount=account(person), **options)


def device(host, *roles, person=None, **options):
    known = {"loggedOnUsers": [{"accountName": person.account, "domainName": NETBIOS}]} if person else {}
    return evidence(
        "device", *roles, mdeDeviceId=host.mde_id, azureAdDeviceId=host.aad_id, deviceDnsName=host.dns,
        hostName=host.name, ntDomain=NETBIOS, dnsDomain=AD_DOMAIN, osPlatform=host.os, lastIpAddress=host.ip,
        healthStatus="active", onboardingStatus="onboarded", **known, **options)


def ip(address, *roles, country=None, **options):
    place = {"countryLetterCode": country} if country else {}
    return evidence("ip", *roles, ipAddress=address, **place, **options)


def url(address, *roles, **options):
    return evidence("url", *roles, url=address, **options)


def dns(domain, *roles, address=None, **options):
    addresses = {"ipAddresses": [ip(address)]} if address else {}
    return evidence("dns", *roles, domainName=domain, **addresses, **options)


def file_details(folder, name, size=None):
    sums = hashes(name)
    return {
        "fileName": name, "filePath": folder, "sha1": sums["sha1"], "sha256": sums["sha256"],
        **({"fileSize": size} if size else {}),
    }


def file(folder, name, *roles, host=None, size=None, detection="detected", **options):
    where = {"mdeDeviceId": host.mde_id} if host else {}
    return evidence(
        "file", *roles, detectionStatus=detection, fileDetails=file_details(folder, name, size), **where, **options)


def process(host, folder, name, command_line, pid, *roles, person=None, parent=None, created=None, **options):
    fields = {
        "mdeDeviceId": host.mde_id, "detectionStatus": "detected", "processId": pid,
        "processCommandLine": command_line, "imageFile": file_details(folder, name),
    }
    if person:
        fields["userAccount"] = account(person)
    if parent:
        fields["parentProcessImageFile"] = {"filePath": parent[0], "fileName": parent[1]}
        fields["parentProcessId"] = parent[2]
    if created:
        fields["processCreationDateTime"] = created
    return evidence("process", *roles, **fields, **options)


def azure_resource(path, name, kind, *roles, **options):
    return evidence(
        "azureResource", *roles, resourceName=name, resourceType=kind,
        resourceId=f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{path}", **options)


def message(time, recipient, sender, sender_ip, subject, message_id, *roles, display="", urls=(), attachments=0,
            threats=("Phish",), delivery="Delivered", location="Inbox", **options):
    """An analyzed message; `message_id` is the network message id."""
    domain = sender.split("@")[1]
    address = {"emailAddress": sender, "displayName": display, "domainName": domain}
    return evidence(
        "analyzedMessage", *roles, networkMessageId=message_id, internetMessageId=f"<{message_id}@{domain}>",
        subject=subject, language="en", senderIp=sender_ip, recipientEmailAddress=recipient,
        antiSpamDirection="Inbound",
        deliveryAction=delivery, deliveryLocation=location, p1Sender=address, p2Sender=address, receivedDateTime=time,
        urls=list(urls), urlCount=len(urls), attachmentsCount=attachments, threats=list(threats),
        threatDetectionMethods=["UrlReputation"] if urls else ["FileDetonation"], **options)


def oauth_application(app_id, name, object_id, publisher, *roles, **options):
    return evidence(
        "oauthApplication", *roles, appId=app_id, displayName=name, objectId=object_id, publisher=publisher, **options)


def service_principal(app_id, name, object_id, *roles, owner=TENANT, **options):
    return evidence(
        "servicePrincipal", *roles, appId=app_id, servicePrincipalName=name, servicePrincipalObjectId=object_id,
        servicePrincipalType="application", tenantId=TENANT, appOwnerTenantId=owner, **options)


def cloud_application(name, app_id, *roles, **options):
    return evidence(
        "cloudApplication", *roles, appId=app_id, saasAppId=app_id, displayName=name, instanceName=name, instanceId=0,
        **options)
