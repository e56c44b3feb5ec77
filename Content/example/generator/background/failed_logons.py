"""Mistyped passwords inside, guesses at SSH from outside; now and then a rule that counts them."""

from generator.clock import at, later
from generator.formats import sentinel as rows
from generator.formats.crowdsec import crowdsec
from generator.formats.sentinel import sentinel
from generator.formats.wazuh import wazuh, windows
from generator.identifiers import dice, number
from generator.record import made
from generator.world import COLLEAGUES, DOMAIN_CONTROLLER, FILE_SERVER, MARA, NETBIOS, OFFICE_EGRESS, WEB_SERVER

GUESSED = ["admin", "test", "oracle", "git", "ubuntu", "postgres", "pi", "ftpuser"]


def records():
    random = dice("failed-logons")
    people = COLLEAGUES + [MARA]
    mistyped = [(people[random.randrange(len(people))], later(at(index % 4, "06:40"), random.randrange(35_000)))
                for index in range(124)]
    guesses = [(f"198.51.100.{140 + random.randrange(60)}", later(at(index % 4, "00:10"), random.randrange(62_000)))
               for index in range(104)]
    return ([_mistyped(index, person, time) for index, (person, time) in enumerate(mistyped)]
            + [_repeated(index, *mistyped[index * 13]) for index in range(9)]
            + [_guessed(index, source, time, random) for index, (source, time) in enumerate(guesses)]
            + [_banned(index, *guesses[index * 2]) for index in range(46)]
            + [_counted(index, *mistyped[index * 15 + 4]) for index in range(8)])


def _mistyped(index, person, time):
    return made(
        "failedLogons", "wazuh", windows, f"mistyped.{index}", time, host=DOMAIN_CONTROLLER, channel="Security",
        event=4625,
        provider="Microsoft-Windows-Security-Auditing", rule=60122, level=5, techniques=["T1531"],
        severity="AUDIT_FAILURE",
        description="Logon Failure - Unknown user or bad password", fired=index + 1,
        groups=["windows", "windows_security", "authentication_failed"], targetUserName=person.account,
        targetDomainName=NETBIOS, status="0xc000006d", subStatus="0xc000006a", logonType="3",
        workstationName=person.host.name,
        ipAddress=person.host.ip, ipPort=str(number(49_152, 65_000, "mistyped", index)),
        authenticationPackageName="NTLM")


def _repeated(index, person, time):
    return made(
        "failedLogons", "wazuh", windows, f"repeated.{index}", later(time, 30), host=FILE_SERVER, channel="Security",
        event=4625,
        provider="Microsoft-Windows-Security-Auditing", rule=60204, level=10,
        description="Multiple Windows Logon Failures",
        groups=["windows", "windows_security", "authentication_failures"], techniques=["T1110"],
        severity="AUDIT_FAILURE",
        fired=index + 1, targetUserName=person.account, targetDomainName=NETBIOS, logonType="3",
        ipAddress=person.host.ip,
        workstationName=person.host.name)


def _guessed(index, source, time, random):
    name = GUESSED[random.randrange(len(GUESSED))]
    port = str(number(30_000, 60_000, "guess", index))
    return made(
        "failedLogons", "wazuh", wazuh, f"guess.{index}", time, host=WEB_SERVER, rule=5710, level=5, fired=index + 1,
        description="sshd: Attempt to login using a non-existent user", techniques=["T1110.001"], decoder="sshd",
        groups=["syslog", "sshd", "authentication_failed", "invalid_login"], location="journald",
        log=f"{WEB_SERVER.name} sshd: Invalid user {name} from {source} port {port}",
        data={"srcip": source, "srcport": port, "srcuser": name})


def _banned(index, source, time):
    return made(
        "failedLogons", "crowdsec", crowdsec, f"ban.{index}", later(time, 4), host=WEB_SERVER,
        scenario="crowdsecurity/ssh-bf",
        source=source, network=("64512", "Example Cloud Ltd", "198.51.100.0/24"), country="US", capacity=5, lasts=24,
        behaviour="ssh:bruteforce",
        events=[{"log_type": "ssh_failed-auth", "service": "ssh", "target_user": user} for user in GUESSED[:3]])


def _counted(index, person, time):
    return made(
        "failedLogons", "sentinel", sentinel, f"counted.{index}", time,
        title="Several failed sign-ins before a successful one",
        description="An account failed to sign in a few times and then succeeded.", severity="Low", lasts=300,
        tactics=["CredentialAccess"], techniques=["T1110"], compromised=person.upn,
        entities=[rows.account(person), rows.address(OFFICE_EGRESS)])
