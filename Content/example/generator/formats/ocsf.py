"""OCSF Detection Finding (class 2004), as a security lake holds the findings of Amazon's products."""

from generator.clock import epoch_milliseconds, later
from generator.identifiers import guid, hexadecimal, number

ACCOUNT = "123456789012"
REGION = "eu-north-1"
DETECTOR = f"arn:aws:guardduty:{REGION}:{ACCOUNT}:detector/{hexadecimal(32, 'detector')}"
SEVERITIES = {"Informational": 1, "Low": 2, "Medium": 3, "High": 4, "Critical": 5}


def ocsf(key, time, *, title, description, kind, severity, resources, evidences=(), observables=(), attack=None,
    lasts=0,
         product="GuardDuty"):
    """`kind`: the finding's type; `attack`: (tactic id, its name, technique id, its name)."""
    last = later(time, lasts)
    created = later(last, number(180, 500, "delay", key))
    info = {
        "uid": f"{DETECTOR}/finding/{hexadecimal(32, key)}",
        "title": title, "desc": description, "types": [kind], "first_seen_time": epoch_milliseconds(time),
        "last_seen_time": epoch_milliseconds(last), "created_time": epoch_milliseconds(created),
    }
    if attack:
        info["attacks"] = [{
            "version": "14.1", "tactic": {"uid": attack[0], "name": attack[1]},
            "technique": {"uid": attack[2], "name": attack[3]}}]
    return created, {
        "activity_id": 1, "activity_name": "Create", "category_uid": 2, "category_name": "Findings", "class_uid": 2004,
        "class_name": "Detection Finding", "type_uid": 200401, "type_name": "Detection Finding: Create",
        "time": epoch_milliseconds(created), "severity": severity, "severity_id": SEVERITIES[severity], "status": "New",
        "status_id": 1,
        "metadata": {
            "version": "1.1.0", "uid": guid("ocsf", key), "profiles": ["cloud"],
            "product": {"name": product, "vendor_name": "AWS", "uid": f"arn:aws:{product.lower()}"}},
        "cloud": {"provider": "AWS", "region": REGION, "account": {"uid": ACCOUNT, "type": "AWS Account"}},
        "finding_info": info, "resources": list(resources),
        "evidences": list(evidences),
        "observables": [{"name": name, "type": word, "type_id": code, "value": value}
                        for name, word, code, value in observables],
    }


def call(operation, service, ip, user_name, access_key):
    """The evidence of one call of an API."""
    return {
        "api": {"operation": operation, "service": {"name": service}}, "src_endpoint": {"ip": ip},
        "actor": {"user": {"name": user_name, "type": "User", "credential_uid": access_key}}}


def observed_ip(value):
    return ("evidences[].src_endpoint.ip", "IP Address", 2, value)


def observed_user(value):
    return ("evidences[].actor.user.name", "User Name", 4, value)
