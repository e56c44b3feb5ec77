"""The loader settles on the laptop, reads credentials out of memory, and searches the directory for better ones."""

from generator.attack.loader import loader_process
from generator.attack.step import LOADER_COMMAND, SYSTEM32, step
from generator.clock import at
from generator.evidence import device, evidence, user
from generator.formats.graph import graph
from generator.formats.wazuh import domain_user, hash_list, process_guid, sysmon
from generator.world import AD_DOMAIN, DOMAIN_CONTROLLER, DOMAIN_SID, MARA, SVC_FILES

LAPTOP = MARA.host
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def _logon(session, person, clock):
    return evidence(
        "hostLogonSession", "compromised", sessionId=session, account=user(person), host=device(LAPTOP),
        startUtcDateTime=at(1, clock))


def steps():
    return [
        step(
            "wazuh", sysmon, "runkey.sysmon", at(1, "13:12:08"), "A value under Run starts the loader at each logon.",
            host=LAPTOP, event=13, rule=92302, level=6, techniques=["T1547.001"],
            description="Registry entry to be executed on next logon was modified using command line "
            "application reg.exe",
            eventType="SetValue",
            processGuid=process_guid("reg"), processId="8260", image=SYSTEM32 + r"\reg.exe", user=domain_user(MARA),
            targetObject=rf"HKU\{MARA.sid}\{RUN_KEY}\EdgeSync", details=LOADER_COMMAND),
        step(
            "endpoint", graph, "runkey.defender", at(1, "13:12:08"), "The endpoint product reports the same value.",
            service="microsoftDefenderForEndpoint", severity="medium", category="Persistence", techniques=["T1547.001"],
            title="Anomaly detected in ASEP registry", delay=480,
            description="A process wrote to a key that starts programs at logon, which it had never done before.",
            evidence=[
                device(LAPTOP, "compromised", person=MARA), loader_process("suspicious"),
                evidence("registryKey", "edited", registryHive="HKEY_CURRENT_USER", registryKey=RUN_KEY),
                evidence(
                    "registryValue", "added", mdeDeviceId=LAPTOP.mde_id, registryHive="HKEY_CURRENT_USER",
                    registryKey=RUN_KEY,
                    registryValueName="EdgeSync", registryValue=LOADER_COMMAND, registryValueType="String")]),
        step(
            "wazuh", sysmon, "lsass.sysmon", at(1, "14:32:27"), "The loader reads the memory of LSASS.",
            host=LAPTOP, event=10, rule=92900, level=12, techniques=["T1003.001"],
            description="Lsass process was accessed with read permissions, possible credential dump",
            sourceProcessGUID=process_guid("loader"), sourceProcessId="8124", sourceImage=SYSTEM32 + r"\rundll32.exe",
            targetProcessId="872", targetImage=SYSTEM32 + r"\lsass.exe", grantedAccess="0x1010",
            sourceUser=domain_user(MARA),
            targetUser=r"NT AUTHORITY\SYSTEM"),
        step(
            "endpoint", graph, "lsass.defender", at(1, "14:32:27"),
            "Two logon sessions were in that memory: hers and svc-files'.",
            service="microsoftDefenderForEndpoint", severity="high", category="CredentialAccess",
            techniques=["T1003.001"],
            title="Sensitive credential memory read",
            description="A process read the memory that holds the credentials of everyone logged on.",
            actions="Isolate the device\nReset the passwords of all accounts that were logged on",
            evidence=[
                device(LAPTOP, "compromised", person=MARA), user(MARA, "compromised"), loader_process("attacker"),
                user(SVC_FILES, "attacked"), _logon("0x3e41b7", MARA, "07:48:10"),
                _logon("0x4a902c", SVC_FILES, "08:00:02")]),
        step(
            "identity", graph, "directory.searched", at(1, "15:10:36"),
            "The directory is searched for privileged groups.",
            service="microsoftDefenderForIdentity", severity="medium", category="Discovery", lasts=190,
            title="Security principal reconnaissance (LDAP)", techniques=["T1087.002", "T1069.002"],
            description="A device asked the directory for the members of sensitive groups.",
            evidence=[
                device(LAPTOP, "source"), user(MARA, "source"), device(DOMAIN_CONTROLLER, "attacked"),
                evidence(
                    "securityGroup", "attacked", displayName="Domain Admins", sid=f"{DOMAIN_SID}-512",
                    securityGroupId=f"{DOMAIN_SID}-512",
                    distinguishedName="CN=Domain Admins,CN=Users,DC=corp,DC=quillmere,DC=example"),
                evidence("activeDirectoryDomain", "attacked", activeDirectoryDomainName=AD_DOMAIN, trustedDomains=[])]),
        step(
            "wazuh", sysmon, "directory.net", at(1, "15:14:02"), "And once more by hand, with net.exe.",
            host=LAPTOP, event=1, rule=92031, level=3, description="Discovery activity executed", techniques=["T1087"],
            processGuid=process_guid("net"), processId="9340", image=SYSTEM32 + r"\net.exe", user=domain_user(MARA),
            commandLine='net  group "Backup Operators" /domain', originalFileName="net.exe",
            hashes=hash_list("net.exe"),
            parentImage=SYSTEM32 + r"\rundll32.exe", parentProcessId="8124", parentCommandLine=LOADER_COMMAND),
    ]
