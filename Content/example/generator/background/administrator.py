"""Joonas Pell, administrator: after hours, from his own device and account, on the same servers as the attacker, with
much the same tools."""

from generator.clock import at, later
from generator.evidence import device, process, user
from generator.formats import sentinel as rows
from generator.formats.cef import cef
from generator.formats.elastic import elastic
from generator.formats.elastic import process as elastic_process
from generator.formats.falco import falco
from generator.formats.graph import graph
from generator.formats.sentinel import sentinel
from generator.formats.suricata import suricata
from generator.formats.wazuh import (
    domain_user, hash_list, network_logon, new_service, process_guid, ssh_login, sudo, sysmon)
from generator.identifiers import hexadecimal
from generator.record import made
from generator.twins import twin
from generator.world import (
    ADMIN_HOST, APP_SERVER, COLLEAGUES, FILE_SERVER, JOONAS, OFFICE_EGRESS, WEB_SERVER)

# When he works on Windows servers and on the web server, and which Windows server comes first.
ROUNDS = [(0, "17:41:10", "07:10:31", FILE_SERVER), (1, "18:04:52", "07:04:07", FILE_SERVER),
          (2, "18:31:25", "19:20:44", FILE_SERVER), (3, "15:08:33", "07:15:12", APP_SERVER)]
SYSTEM32 = r"C:\Windows\System32"
COMMANDS = ["/usr/bin/apt-get update", "/usr/bin/systemctl restart nginx", "/usr/bin/bash"]


def records():
    return [record for day, windows, linux, server in ROUNDS
            for record in _windows(day, at(day, windows), server) + _linux(day, at(day, linux)) + _desk(day,
                at(day, windows))]


def admin(source, form, key, time, /, **fields):
    return made("admin", source, form, key, time, **fields)


def _windows(day, start, server):
    psexec = admin(
        "suricata", suricata, f"smb.{day}", later(start, 12), source=ADMIN_HOST.ip, target=server.ip, sid=1000310,
        severity=2, app="smb", ports=(None, 445), category="Potentially Bad Traffic", technique=("T1021.002", "TA0008"),
        signature="LOCAL LATERAL service creation over SMB (svcctl)",
        smb={"dialect": "3.11", "command": "SMB2_COMMAND_WRITE", "share": rf"\\{server.name}\ADMIN$",
            "filename": "PSEXESVC.exe"})
    return [
        psexec, twin(psexec, fired=day + 1),
        admin("wazuh", network_logon, f"logon.{day}", later(start, 13), host=server, person=JOONAS, source=ADMIN_HOST,
              fired=day + 1),
        admin("wazuh", new_service, f"service.{day}", later(start, 15), host=server, name="PSEXESVC",
              image=r"%SystemRoot%\PSEXESVC.exe", fired=day + 1),
        admin("wazuh", sysmon, f"psexec.{day}", later(start, 16), host=server, event=1, rule=92068, level=3,
            techniques=["T1569.002"],
              description="PSEXEC was used to execute: cmd.exe", processGuid=process_guid("psexec", day),
              processId=str(5210 + day),
              image=SYSTEM32 + r"\cmd.exe", commandLine="cmd.exe", user=domain_user(JOONAS),
              hashes=hash_list("cmd.exe"),
              parentImage=r"C:\Windows\PSEXESVC.exe", parentCommandLine=r"C:\Windows\PSEXESVC.exe",
              parentProcessId=str(5200 + day)),
        admin("elastic", elastic, f"service.process.{day}", later(start, 18), host=server, person=JOONAS,
            severity="high",
              rule="Suspicious process started by a new service", source_ip=ADMIN_HOST.ip,
              description="A service that was created minutes ago started a system binary with unusual arguments.",
              threat=("TA0002", "T1569.002", "System Services: Service Execution"),
              process=elastic_process(server, SYSTEM32 + r"\cmd.exe", "cmd.exe /c ipconfig /all", 5210 + day,
                                      r"C:\Windows\PSEXESVC.exe", 5200 + day)),
        admin("firewall", cef, f"rdp.{day}", later(start, 420), product="VPN-1 & FireWall-1", blade="Log",
              name="Remote desktop between servers", severity="Medium", action="Accept", source=ADMIN_HOST.ip,
              target=server.ip,
              ports=(None, 3389), rule="Administration", user=JOONAS.account, host=ADMIN_HOST.name),
        admin("identity", graph, f"remote.{day}", later(start, 14), service="microsoftDefenderForIdentity",
            severity="medium",
              category="LateralMovement", title="Remote code execution attempt", techniques=["T1569.002"],
              description="An account ran a program on a server through its service manager.",
              evidence=[user(JOONAS, "source"), device(ADMIN_HOST, "source"), device(server, "attacked")]),
    ]


def _linux(day, start):
    shell = admin(
        "falco", falco, f"shell.{day}", later(start, 480), host=WEB_SERVER, rule="Terminal shell in container",
        priority="Notice",
        text="A shell with a terminal was started in a container", pod="portal-db-0", namespace="portal",
        image="registry.quillmere.example/portal/db", container=(hexadecimal(12, "container", "db"), "db"),
        process="bash",
        tags=["T1059", "container", "maturity_stable", "mitre_execution", "shell"], command="bash", parent="runc")
    return [
        admin("wazuh", ssh_login, f"ssh.{day}", start, host=WEB_SERVER, account="jpell", source=ADMIN_HOST.ip,
            fired=day + 1),
        *[admin("wazuh", sudo, f"sudo.{day}.{place}", later(start, 40 + 95 * place), host=WEB_SERVER, account="jpell",
                folder="/home/jpell", command=command, fired=day * 3 + place + 1) for place,
                command in enumerate(COMMANDS)],
        shell,
    ]


def _desk(day, start):
    """Passwords reset for colleagues who forgot theirs, and a script run on his own device."""
    people = [COLLEAGUES[(day * 5 + place * 3) % len(COLLEAGUES)] for place in range(2)]
    script = r"powershell.exe -ExecutionPolicy Bypass -File C:\Admin\reset-report.ps1"
    return [
        *[admin("sentinel", sentinel, f"reset.{day}.{place}", later(start, 1500 + 240 * place), severity="Low",
                title="Password of an account reset by an administrator", tactics=["Persistence"], techniques=["T1098"],
                description="An administrator reset the password of another account.", compromised=person.upn,
                entities=[rows.account(JOONAS), rows.account(person), rows.address(OFFICE_EGRESS)])
          for place, person in enumerate(people)],
        admin("endpoint", graph, f"script.{day}", later(start, 1320), service="microsoftDefenderForEndpoint",
            severity="low",
              category="Execution", title="Suspicious PowerShell command line", techniques=["T1059.001"],
              description="A PowerShell process ran with the execution policy bypassed.",
              evidence=[device(ADMIN_HOST, "source", person=JOONAS), user(JOONAS),
                        process(ADMIN_HOST, SYSTEM32, "powershell.exe", script, 4120 + day, person=JOONAS)]),
    ]
