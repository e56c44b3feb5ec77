"""What runs by the clock: the nightly backup, hourly configuration runs, package updates."""

from generator.clock import at, later
from generator.formats import sentinel as rows
from generator.formats.elastic import elastic, process
from generator.formats.sentinel import sentinel
from generator.formats.suricata import POLICY, suricata
from generator.formats.wazuh import network_logon, new_service, sudo, wazuh
from generator.record import made
from generator.world import (
    APP_SERVER, BACKUP_SERVER, BUILD_SERVER, DOMAIN_CONTROLLER, FILE_SERVER, SVC_BACKUP, WEB_SERVER)

SAVED = [FILE_SERVER, APP_SERVER, DOMAIN_CONTROLLER]
LAST_HOUR = 3 * 24 + 17


def records():
    return ([record for day in range(4) for record in _backup(day)]
            + [_configuration(hour) for hour in range(LAST_HOUR + 1)]
            + [record for day in range(4) for record in _updates(day)])


def _backup(day):
    """At three o'clock, one server after the other, ten minutes apart."""
    found = []
    for place, server in enumerate(SAVED):
        start = later(at(day, "03:00:04"), place * 600)
        key = f"{day}.{server.name}"
        found += [
            made("backup", "wazuh", network_logon, f"logon.{key}", start, host=server, person=SVC_BACKUP,
                source=BACKUP_SERVER,
                 fired=day + 1),
            made("backup", "wazuh", new_service, f"service.{key}", later(start, 3), host=server, name="QmBackupAgent",
                 image=r"C:\Program Files\QmBackup\agent.exe", fired=day + 1),
            made("backup", "suricata", suricata, f"smb.{key}", later(start, 5), source=BACKUP_SERVER.ip,
                target=server.ip,
                 sid=1000314, signature="LOCAL POLICY more than 100 files read over SMB in a minute", category=POLICY,
                 severity=3, app="smb", ports=(None, 445), bytes_out=4_200_000,
                 smb={"dialect": "3.11", "command": "SMB2_COMMAND_READ", "share": rf"\\{server.name}\D$"}),
            made("backup", "elastic", elastic, f"shadow.{key}", later(start, 8), host=server, person=SVC_BACKUP,
                severity="low",
                 rule="Volume shadow copy created", description="A shadow copy of a volume was created.",
                 process=process(server, r"C:\Windows\System32\vssadmin.exe", "vssadmin create shadow /for=D:",
                     3310 + day,
                                 r"C:\Program Files\QmBackup\agent.exe", 3300 + day)),
        ]
    found.append(made(
        "backup", "sentinel", sentinel, f"read.{day}", at(day, "03:31:00"), title="Many files read by one account",
        severity="Medium",
        description="One account read far more files in an hour than its group does.", tactics=["Collection"],
        lasts=1500,
        techniques=["T1039"], compromised=FILE_SERVER.name,
        entities=[{**rows.account(SVC_BACKUP), "Host": rows.reference(1)}, rows.host(FILE_SERVER),
            rows.address(BACKUP_SERVER.ip)]))
    return found


def _configuration(hour):
    """Minute 17 of every hour, on one Linux server in turn with the other."""
    server = BUILD_SERVER if hour % 2 else WEB_SERVER
    return made(
        "maintenance", "wazuh", sudo, f"ansible.{hour}", later(at(hour // 24, f"{hour % 24:02d}:17:01"), 0),
        host=server,
        account="ansible", folder="/home/ansible", command="/usr/bin/python3 /home/ansible/.ansible/tmp/setup.py",
        fired=hour + 1)


def _updates(day):
    found = []
    for server, clock in [(WEB_SERVER, "06:25:03"), (BUILD_SERVER, "06:41:12")]:
        start = at(day, clock)
        found += [
            made("maintenance", "suricata", suricata, f"apt.{day}.{server.name}", start, source=server.ip,
                target="192.0.2.180",
                 sid=2013504, rev=6, category=POLICY, severity=3, app="http", ports=(None, 80),
                 signature="ET POLICY GNU/Linux APT User-Agent Outbound likely related to package management",
                 http={"hostname": "packages.example", "url": "/dists/stable/InRelease", "http_method": "GET",
                     "status": 200,
                       "http_user_agent": "Debian APT-HTTP/1.3 (2.6.1)", "protocol": "HTTP/1.1"}),
            made("maintenance", "wazuh", wazuh, f"dpkg.{day}.{server.name}", later(start, 44), host=server, rule=2902,
                level=7,
                 description="New dpkg (Debian Package) installed.", groups=["syslog", "dpkg", "config_changed"],
                 fired=day + 1,
                 decoder="dpkg-decoder", location="/var/log/dpkg.log",
                 log=f"status installed tzdata:all 2026a-0+deb12u{day + 1}",
                 data={"dpkg_status": "status installed", "package": "tzdata", "arch": "all",
                     "version": f"2026a-0+deb12u{day + 1}"}),
        ]
    return found
