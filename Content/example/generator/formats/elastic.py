"""Alerts of Elastic Security: the fields of ECS as objects, those of the alert under one dotted name each."""

from generator.clock import later, rfc3339
from generator.identifiers import guid, hashes, hexadecimal, number
from generator.world import AD_DOMAIN, NETBIOS

RISKS = {"low": 21, "medium": 47, "high": 73, "critical": 99}
TACTICS = {
    "TA0002": "Execution", "TA0003": "Persistence", "TA0005": "Defense Evasion", "TA0006": "Credential Access",
    "TA0008": "Lateral Movement", "TA0010": "Exfiltration", "TA0040": "Impact",
}


def elastic(key, time, *, host, rule, description, severity, person=None, process=None, file=None, source_ip=None,
            threat=None, action="start", category="process"):
    """`threat`: (tactic id, technique id, technique name); `process`: see `process`."""
    detected = later(time, number(60, 280, "delay", key))
    body = {
        "@timestamp": rfc3339(detected),
        "agent": {"id": guid("elastic-agent", host.name), "name": host.name, "type": "endpoint", "version": "8.17.3"},
        "host": {
            "id": guid("elastic-host", host.name), "name": host.name.lower(), "hostname": host.name, "ip": [host.ip],
            "os": {"family": "windows", "name": "Windows Server 2022" if "Server" in host.os else "Windows"},
            "domain": AD_DOMAIN},
        "event": {"kind": "signal", "category": [category], "action": action, "dataset": f"endpoint.events.{category}",
                  "module": "endpoint"},
        "ecs": {"version": "8.11.0"},
    }
    if person:
        body["user"] = {"name": person.account, "domain": NETBIOS, "id": person.sid}
    if process:
        body["process"] = process
    if file:
        body["file"] = {"path": file, "name": file.split("\\")[-1],
            "hash": {"sha256": hashes(file.split("\\")[-1])["sha256"]}}
    if source_ip:
        body["source"] = {"ip": source_ip}
    return detected, {**body, **_alert(key, time, rule, description, severity, threat)}


def _alert(key, time, rule, description, severity, threat):
    return {
        "kibana.alert.uuid": hexadecimal(64, "elastic", key), "kibana.alert.original_time": rfc3339(time),
        "kibana.alert.status": "active", "kibana.alert.workflow_status": "open", "kibana.alert.depth": 1,
        "kibana.alert.severity": severity, "kibana.alert.risk_score": RISKS[severity],
        "kibana.alert.reason": f"{rule} ({severity})", "kibana.alert.rule.name": rule,
        "kibana.alert.rule.rule_id": guid("elastic-rule", rule), "kibana.alert.rule.uuid": guid("elastic-uuid", rule),
        "kibana.alert.rule.description": description, "kibana.alert.rule.category": "Custom Query Rule",
        "kibana.alert.rule.type": "eql", "kibana.alert.rule.producer": "siem", "kibana.space_ids": ["default"],
        "kibana.alert.rule.threat": [_threat(*threat)] if threat else [],
    }


def _threat(tactic, technique, name):
    parent = technique.split(".")[0]
    entry = {"id": parent, "name": name}
    if parent != technique:
        entry = {"id": parent, "name": name.split(": ")[0],
            "subtechnique": [{"id": technique, "name": name.split(": ")[-1]}]}
    return {"framework": "MITRE ATT&CK", "tactic": {"id": tactic, "name": TACTICS[tactic]}, "technique": [entry]}


def process(host, path, command_line, pid, parent, parent_pid):
    """`parent`: the path of the parent's image."""
    name = path.split("\\")[-1]
    return {
        "pid": pid, "name": name, "executable": path, "command_line": command_line,
        "entity_id": hexadecimal(24, "entity", host.name, pid), "hash": {"sha256": hashes(name)["sha256"]},
        "parent": {"pid": parent_pid, "name": parent.split("\\")[-1], "executable": parent},
    }
