"""With a service account's secret the attacker goes on to the file server, and looks around from there."""

from generator.attack.step import SERVICE_BINARY, SYSTEM32, step
from generator.clock import at
from generator.evidence import device, evidence, ip, user
from generator.formats.cef import cef
from generator.formats.elastic import elastic, process
from generator.formats.graph import graph
from generator.formats.suricata import suricata
from generator.formats.wazuh import network_logon, new_service
from generator.identifiers import guid, hexadecimal
from generator.twins import twin
from generator.world import AD_DOMAIN, DOMAIN_CONTROLLER, FILE_SERVER, MARA, SVC_FILES, Host

LAPTOP = MARA.host
CONTROLLER = Host("Bench line controller 7", "10.20.60.17", "Embedded", "")


def lateral():
    psexec = step(
        "suricata", suricata, "lateral.smb", at(2, "11:15:04"),
        "A program is copied to the server's ADMIN$ and started as a service.",
        source=LAPTOP.ip, target=FILE_SERVER.ip, sid=1000310, severity=2, app="smb", ports=(None, 445),
        category="Potentially Bad Traffic", signature="LOCAL LATERAL service creation over SMB (svcctl)",
        technique=("T1021.002", "TA0008"),
        smb={"dialect": "3.11", "command": "SMB2_COMMAND_WRITE", "share": r"\\QM-FS-01\ADMIN$",
            "filename": SERVICE_BINARY})
    return [
        step(
            "identity", graph, "kerberos.roasted", at(2, "10:05:22"),
            "Tickets of service accounts are requested to crack them.",
            service="microsoftDefenderForIdentity", severity="medium", category="CredentialAccess",
            techniques=["T1558.003"],
            title="Suspected Kerberos SPN exposure", lasts=60,
            description="A device requested service tickets with weak encryption for many accounts.",
            evidence=[
                device(LAPTOP, "source"), user(MARA, "source"), user(SVC_FILES, "attacked"),
                device(DOMAIN_CONTROLLER, "attacked"),
                evidence("activeDirectoryDomain", "contextual", activeDirectoryDomainName=AD_DOMAIN,
                    trustedDomains=[])]),
        psexec, twin(psexec),
        step(
            "wazuh", network_logon, "lateral.logon", at(2, "11:15:08"),
            "The service account logs on from Mara's laptop, with NTLM.",
            host=FILE_SERVER, person=SVC_FILES, source=LAPTOP),
        step(
            "wazuh", new_service, "lateral.service", at(2, "11:15:20"), "The new service.",
            host=FILE_SERVER, name="QMUpdSvc", image=rf"%SystemRoot%\{SERVICE_BINARY}"),
        step(
            "elastic", elastic, "lateral.process", at(2, "11:15:31"), "The service starts the loader on the server.",
            host=FILE_SERVER, person=SVC_FILES, rule="Suspicious process started by a new service", severity="high",
            description="A service that was created minutes ago started a system binary with unusual arguments.",
            threat=("TA0002", "T1569.002", "System Services: Service Execution"), source_ip=LAPTOP.ip,
            process=process(
                FILE_SERVER, SYSTEM32 + r"\rundll32.exe", r"rundll32.exe C:\Windows\Temp\edgesync.dll,Start", 6612,
                rf"C:\Windows\{SERVICE_BINARY}", 6588)),
        step(
            "elastic", elastic, "server.sam", at(2, "11:40:10"), "The local accounts' hashes are saved to a file.",
            host=FILE_SERVER, person=SVC_FILES, rule="Credential acquisition via registry hive dumping",
            severity="high",
            description="A registry hive that holds credentials was written to a file.",
            threat=("TA0006", "T1003.002", "OS Credential Dumping: Security Account Manager"),
            process=process(
                FILE_SERVER, SYSTEM32 + r"\reg.exe", r"reg save HKLM\SAM C:\Windows\Temp\s.dat", 7040,
                SYSTEM32 + r"\rundll32.exe", 6612)),
    ]


def looking_around():
    return [
        step(
            "firewall", cef, "server.rdp", at(2, "12:30:19"),
            "A remote desktop from the file server to the domain controller.",
            product="VPN-1 & FireWall-1", blade="Log", name="Remote desktop between servers", severity="Medium",
            action="Accept",
            source=FILE_SERVER.ip, target=DOMAIN_CONTROLLER.ip, ports=(None, 3389), rule="Servers east-west",
            user=SVC_FILES.account,
            host=FILE_SERVER.name),
        step(
            "identity", graph, "group.changed", at(2, "13:02:47"), "The service account is added to Backup Operators.",
            service="microsoftDefenderForIdentity", severity="high", category="Persistence", techniques=["T1098"],
            title="Suspicious additions to sensitive groups",
            description="An account that never manages groups added itself to a sensitive one.",
            evidence=[
                user(SVC_FILES, "compromised"), device(DOMAIN_CONTROLLER, "attacked"), device(FILE_SERVER, "source"),
                evidence(
                    "securityGroup", "edited", displayName="Backup Operators", sid="S-1-5-32-551",
                    securityGroupId="S-1-5-32-551",
                    activeDirectoryObjectGuid=guid("group", "backup-operators"),
                    distinguishedName="CN=Backup Operators,CN=Builtin,DC=corp,DC=quillmere,DC=example"),
                evidence("activeDirectoryDomain", "contextual", activeDirectoryDomainName=AD_DOMAIN,
                    trustedDomains=[])]),
        step(
            "firewall", cef, "plant.sweep", at(2, "13:30:02"),
            "Ports of the production network are swept from the file server.",
            product="SmartDefense", blade="IPS", name="Host port scan", severity="Medium", action="Detect",
            source=FILE_SERVER.ip,
            target=CONTROLLER.ip, ports=(None, 502), rule="Servers to production", protection="Host Port Scan",
            host=FILE_SERVER.name, message="61 destinations, ports 102, 502, 44818"),
        step(
            "cloud", graph, "plant.device", at(2, "13:34:38"), "A controller of the production line answers the scan.",
            service="microsoftDefenderForCloud", detection="microsoftDefenderForIoT", severity="medium",
            category="Discovery",
            title="Unauthorized scan of a production controller", techniques=["T1046"],
            description="A device outside the production network read the identity of a controller.",
            evidence=[
                evidence(
                    "ioTDevice", "attacked", deviceId=guid("iot", CONTROLLER.name), deviceName=CONTROLLER.name,
                    deviceType="PLC",
                    deviceSubType="Line controller", importance="high", manufacturer="Ostrander Controls",
                    model="OC-40",
                    serialNumber=hexadecimal(10, "serial"), operatingSystem="OC firmware 3.2",
                    ipAddress=ip(CONTROLLER.ip),
                    macAddress=CONTROLLER.mac, nics=[evidence("nic", macAddress=CONTROLLER.mac,
                            ipAddress=ip(CONTROLLER.ip))],
                    protocols=["Modbus", "EtherNet/IP"], purdueLayer="ProcessControl", sensor="qm-iot-01",
                    site="Works 1",
                    zone="Assembly", isAuthorized=True, isScanner=False, isProgramming=False,
                    owners=["works@quillmere.example"],
                    ioTSecurityAgentId=guid("iot", "agent"), source="Sensor"),
                device(FILE_SERVER, "attacker"), ip(FILE_SERVER.ip, "source")]),
    ]


def steps():
    return lateral() + looking_around()
