"""An attachment runs on Mara's laptop: the loader comes in and calls home."""

from generator.attack.loader import loader_process
from generator.attack.step import LOADER, LOADER_FOLDER, LURE, POWERSHELL, PROFILE, SECOND_MAIL, SYSTEM32, step
from generator.clock import at
from generator.evidence import device, dns, evidence, file, ip, mailbox, message, user
from generator.formats.cef import cef
from generator.formats.graph import graph
from generator.formats.leef import leef
from generator.formats.suricata import TROJAN, suricata
from generator.formats.wazuh import domain_user, hash_list, process_guid, sysmon
from generator.identifiers import hashes
from generator.twins import twin
from generator.world import MARA, Attacker

LAPTOP = MARA.host
MAILED = at(1, "12:41:09")
ENCODED = "powershell.exe -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAKQAgAA=="
LURE_COMMAND = rf'mshta.exe "{PROFILE}\Downloads\{LURE}"'


def execution():
    return [
        step(
            "mail", graph, "file.delivered", MAILED, "A second mail answers in the same thread, with an attachment.",
            service="microsoftDefenderForOffice365", severity="medium", category="InitialAccess",
            techniques=["T1566.001"],
            title="Malware detected in a delivered message", delay=2100,
            description="An attachment was found malicious when it was opened in a sandbox after delivery.",
            evidence=[
                message(
                    MAILED, MARA.upn, Attacker.sender, Attacker.mail_ip, "RE: Freight notice 8841: delivery on hold",
                    SECOND_MAIL,
                    "source", display="Northpier Freight", attachments=1, threats=("Malware",), verdict="malicious"),
                file("", LURE, "contextual", size=48213, verdict="malicious"),
                evidence("fileHash", "contextual", verdict="malicious", algorithm="sha256",
                    value=hashes(LURE)["sha256"]),
                mailbox(MARA, "attacked"), ip(Attacker.mail_ip, "source", country="NL")]),
        step(
            "wazuh", sysmon, "file.opened", at(1, "13:05:12"), "Mara opens the attachment; mshta runs it.",
            host=LAPTOP, event=1, rule=100124, level=10, description="mshta.exe started a file from a user's folder",
            techniques=["T1218.005"], processGuid=process_guid("mshta"), processId="7602",
            image=SYSTEM32 + r"\mshta.exe", commandLine=LURE_COMMAND, user=domain_user(MARA), integrityLevel="Medium",
            originalFileName="MSHTA.EXE", hashes=hash_list("mshta.exe"), parentImage=r"C:\Windows\explorer.exe",
            parentProcessId="5120", currentDirectory=PROFILE + r"\Downloads"),
        step(
            "proxy", leef, "loader.fetched", at(1, "13:05:20"), "The script fetches the loader.",
            reason="Unscannable binary downloaded", action="Allowed", severity=7, person=MARA, target=Attacker.c2_ip,
            url=f"{Attacker.c2_host}/pkg/edgesync.bin", category="Miscellaneous or Unknown", risk=81, received=614_400,
            agent="Mozilla/4.0 (compatible; MSIE 7.0)", threat="Unscannable Binary"),
        step(
            "wazuh", sysmon, "powershell.encoded", at(1, "13:05:31"), "An encoded command unpacks it.",
            host=LAPTOP, event=1, rule=92057, level=12, techniques=["T1059.001"],
            description="Powershell.exe spawned a powershell process which executed a base64 encoded command",
            processGuid=process_guid("powershell"), processId="7716", image=POWERSHELL + r"\powershell.exe",
            commandLine=ENCODED, user=domain_user(MARA), integrityLevel="Medium", originalFileName="PowerShell.EXE",
            hashes=hash_list("powershell.exe"), parentImage=POWERSHELL + r"\powershell.exe", parentProcessId="7688",
            currentDirectory=PROFILE + r"\Downloads"),
        step(
            "endpoint", graph, "malware.found", at(1, "13:05:48"),
            "The antivirus recognises the loader but does not stop it.",
            service="microsoftDefenderForEndpoint", detection="antivirus", severity="medium", category="Malware",
            title=f"'{Attacker.loader}' malware was detected and was active", threat=Attacker.loader,
            description="A loader was seen in memory; removing it failed.",
            evidence=[
                device(LAPTOP, "compromised", person=MARA), user(MARA, "compromised"),
                file(LOADER_FOLDER, LOADER, "added", host=LAPTOP, size=612_352, verdict="malicious",
                    status="unremediated"),
                evidence(
                    "malware", "contextual", verdict="malicious", name=f"Trojan:Win64/{Attacker.loader}",
                    category="Trojan",
                    files=[file(LOADER_FOLDER, LOADER)], processes=[]),
                loader_process("added", created=at(1, "13:05:44"))]),
    ]


def calling_home():
    first = step(
        "suricata", suricata, "c2.first", at(1, "13:06:02"), "The loader calls its control server for the first time.",
        source=LAPTOP.ip, target=Attacker.c2_ip, sid=1000201, category=TROJAN, severity=1, app="tls",
        signature=f"LOCAL MALWARE {Attacker.loader} check-in (TLS)", technique=("T1071.001", "TA0011"),
        tls={"sni": Attacker.c2_host, "version": "TLS 1.2", "subject": "CN=cdn-sync", "issuerdn": "CN=cdn-sync"})
    beacons = [
        step(
            "suricata", suricata, f"c2.beacon.{day}.{clock[:2]}", at(day, clock), "The call home goes on.",
            source=LAPTOP.ip, target=Attacker.c2_ip, sid=1000201, category=TROJAN, severity=1, app="tls",
            signature=f"LOCAL MALWARE {Attacker.loader} check-in (TLS)", technique=("T1071.001", "TA0011"),
            tls={"sni": Attacker.c2_host, "version": "TLS 1.2"})
        for day, clock in [(1, "19:06:11"), (2, "07:06:04"), (3, "07:05:57")]]
    return [
        first, twin(first), *beacons,
        step(
            "endpoint", graph, "c2.process", at(1, "13:06:02"),
            "The endpoint product names the process behind the call.",
            service="microsoftDefenderForEndpoint", severity="medium", category="CommandAndControl",
            techniques=["T1071.001"],
            title="Suspicious network connection by rundll32.exe",
            description="A system binary that seldom uses the network keeps a connection to an unknown host.",
            evidence=[
                device(LAPTOP, "compromised", person=MARA), loader_process("suspicious"),
                dns(Attacker.c2_host, "commandAndControl", address=Attacker.c2_ip, verdict="malicious"),
                ip(Attacker.c2_ip, "commandAndControl", country="SE", verdict="malicious"),
                evidence(
                    "networkConnection", "contextual", sourceAddress=ip(LAPTOP.ip), sourcePort=50612, protocol="tcp",
                    destinationAddress=ip(Attacker.c2_ip), destinationPort=443),
                evidence("nic", "contextual", macAddress=LAPTOP.mac, ipAddress=ip(LAPTOP.ip), vlans=["4"])]),
        step(
            "firewall", cef, "c2.other", at(1, "16:20:44"), "A second channel on another port is dropped.",
            product="SmartDefense", blade="Anti-Bot", name="Communication with a command and control site",
            severity="High",
            action="Prevent", source=LAPTOP.ip, target=Attacker.c2_ip, ports=(None, 8443), rule="Laptops to internet",
            protection=f"Backdoor.{Attacker.loader}", direction=1, user=MARA.account, host=LAPTOP.name),
    ]


def steps():
    return execution() + calling_home()
