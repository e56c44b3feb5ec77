"""Wazuh 4.x `alerts.json`: a rule, the agent's host, and the decoded event under `data`."""

from generator.clock import epoch_seconds, rfc3339
from generator.identifiers import guid, hashes, number
from generator.world import NETBIOS

MANAGER = "qm-wazuh-01"

TACTICS = {
    "T1003.001": ("LSASS Memory", ["Credential Access"]),
    "T1059.001": ("PowerShell", ["Execution"]),
    "T1059.004": ("Unix Shell", ["Execution"]),
    "T1078": ("Valid Accounts", ["Defense Evasion", "Persistence", "Privilege Escalation", "Initial Access"]),
    "T1078.002": ("Domain Accounts", ["Defense Evasion", "Persistence", "Privilege Escalation", "Initial Access"]),
    "T1087": ("Account Discovery", ["Discovery"]),
    "T1110": ("Brute Force", ["Credential Access"]),
    "T1110.001": ("Password Guessing", ["Credential Access"]),
    "T1218.005": ("Mshta", ["Defense Evasion"]),
    "T1486": ("Data Encrypted for Impact", ["Impact"]),
    "T1490": ("Inhibit System Recovery", ["Impact"]),
    "T1505.003": ("Web Shell", ["Persistence"]),
    "T1531": ("Account Access Removal", ["Impact"]),
    "T1543.003": ("Windows Service", ["Persistence", "Privilege Escalation"]),
    "T1547.001": ("Registry Run Keys / Startup Folder", ["Persistence", "Privilege Escalation"]),
    "T1548.003": ("Sudo and Sudo Caching", ["Privilege Escalation", "Defense Evasion"]),
    "T1550.002": ("Pass the Hash", ["Defense Evasion", "Lateral Movement"]),
    "T1569.002": ("Service Execution", ["Execution"]),
}


def wazuh(key, time, *, host, rule, level, description, groups, location, decoder, data=None, techniques=(),
          log=None, fired=1, extra=None):
    body = {
        "timestamp": rfc3339(time, 3, "+0000"),
        "rule": {
            "level": level, "description": description, "id": str(rule), "firedtimes": fired, "mail": level >= 12,
            "groups": list(groups), **_mitre(techniques)},
        "agent": {"id": host.agent, "name": host.name, "ip": host.ip},
        "manager": {"name": MANAGER},
        "id": f"{epoch_seconds(time)}.{number(1_000_000, 99_999_999, 'wazuh', key)}",
    }
    if log:
        body["full_log"] = log
    body["decoder"] = {"name": decoder}
    if data:
        body["data"] = data
    return time, {**body, **(extra or {}), "location": location}


def _mitre(techniques):
    if not techniques:
        return {}
    tactics = [tactic for technique in techniques for tactic in TACTICS[technique][1]]
    return {"mitre": {
        "id": list(techniques), "tactic": sorted(set(tactics), key=tactics.index),
        "technique": [TACTICS[technique][0] for technique in techniques]}}


def sysmon(key, time, *, host, event, rule, level, description, techniques, **event_data):
    """A Sysmon event of an agent on Windows; `event` is Sysmon's event id."""
    return windows(
        key, time, host=host, channel="Microsoft-Windows-Sysmon/Operational", provider="Microsoft-Windows-Sysmon",
        event=event, rule=rule, level=level, description=description, techniques=techniques,
        groups=["sysmon", f"sysmon_eid{event}_detections", "windows"], severity="INFORMATION", **event_data)


def windows(key, time, *, host, channel, provider, event, rule, level, description, groups, techniques=(),
            severity="AUDIT_SUCCESS", fired=1, **event_data):
    """An event of Windows' event log. The agent writes every backslash of the event's data twice."""
    doubled = {name: value.replace("\\", "\\\\") for name, value in event_data.items()}
    return wazuh(
        key, time, host=host, rule=rule, level=level, description=description, groups=groups, techniques=techniques,
        decoder="windows_eventchannel", location="EventChannel", fired=fired,
        data={"win": {
            "system": {
                "providerName": provider, "eventID": str(event), "level": "4", "channel": channel, "computer": host.dns,
                "systemTime": rfc3339(time, 7), "eventRecordID": str(number(10_000, 999_999, "record", key)),
                "processID": str(number(600, 9_000, "pid", key)), "severityValue": severity},
            "eventdata": doubled}})


def domain_user(person):
    return f"{NETBIOS}\\{person.account}"


def process_guid(*parts):
    return "{" + guid("process", *parts) + "}"


def hash_list(name):
    sums = hashes(name)
    return f"SHA1={sums['sha1'].upper()},MD5={sums['md5'].upper()},SHA256={sums['sha256'].upper()}"


def sudo(key, time, *, host, account, folder, command, fired=1):
    return wazuh(
        key, time, host=host, rule=5402, level=3, description="Successful sudo to ROOT executed.",
        groups=["syslog", "sudo"], techniques=["T1548.003"], decoder="sudo", location="journald", fired=fired,
        log=f"{host.name} sudo: {account} : TTY=pts/0 ; PWD={folder} ; USER=root ; COMMAND={command}",
        data={"srcuser": account, "dstuser": "root", "tty": "pts/0", "pwd": folder, "command": command})


def ssh_login(key, time, *, host, account, source, fired=1):
    port = str(number(30_000, 60_000, "port", key))
    return wazuh(
        key, time, host=host, rule=5715, level=3, description="sshd: authentication success.",
        groups=["syslog", "sshd", "authentication_success"], techniques=["T1078"], decoder="sshd", location="journald",
        log=f"{host.name} sshd: Accepted publickey for {account} from {source} port {port} ssh2", fired=fired,
        data={"srcip": source, "srcport": port, "dstuser": account})


def network_logon(key, time, *, host, person, source, fired=1):
    """A network logon with NTLM, as the security log of the machine it reaches tells it. The rule cannot know a stolen
    password from one that was typed."""
    return windows(
        key, time, host=host, channel="Security", provider="Microsoft-Windows-Security-Auditing", event=4624,
        rule=92652,
        level=6, groups=["windows", "windows_security", "authentication_success"],
        techniques=["T1550.002", "T1078.002"],
        description=f"Successful Remote Logon Detected - User:\\{person.account} - NTLM authentication, possible "
        "pass-the-hash attack.",
        fired=fired, targetUserName=person.account, targetDomainName=NETBIOS, targetUserSid=person.sid, logonType="3",
        logonProcessName="NtLmSsp", authenticationPackageName="NTLM", lmPackageName="NTLM V2", ipAddress=source.ip,
        ipPort=str(number(49_152, 65_000, "port", key)), workstationName=source.name)


def new_service(key, time, *, host, name, image, fired=1):
    return windows(
        key, time, host=host, channel="System", provider="Service Control Manager", event=7045, rule=61138, level=5,
        description="New Windows Service Created", groups=["windows", "windows_system"], techniques=["T1543.003"],
        severity="INFORMATION", fired=fired, serviceName=name, imagePath=image, serviceType="user mode service",
        startType="demand start", accountName="LocalSystem")


def eve_twin(key, time, eve, *, sensor, fired=1):
    """The alert that Wazuh makes of a Suricata alert it reads from the sensor's log: every value becomes a string."""
    return wazuh(
        key, time, host=sensor, rule=86601, level=3, description=f"Suricata: Alert - {eve['alert']['signature']}",
        groups=["ids", "suricata"], decoder="json", location="/var/log/suricata/eve.json", fired=fired,
        data=_strings({name: value for name, value in eve.items() if name != "timestamp"}))


def _strings(value):
    if isinstance(value, dict):
        return {name: _strings(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_strings(member) for member in value]
    return value if isinstance(value, str) else str(value)
