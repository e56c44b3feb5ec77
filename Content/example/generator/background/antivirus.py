"""Routine findings of antivirus products: unwanted programs, test files, old installers. Mara's laptop has one too."""

from generator.clock import at, later
from generator.evidence import device, evidence, file, user
from generator.formats.elastic import elastic
from generator.formats.graph import graph
from generator.formats.wazuh import domain_user, windows
from generator.identifiers import dice
from generator.record import made
from generator.world import APP_SERVER, COLLEAGUES, FILE_SERVER, MARA, SVC_BACKUP

UNWANTED = [("PUA:Win32/ToolbarPack", "toolbar_setup.exe"), ("PUA:Win32/Bundler", "pdf-converter-free.exe"),
            ("HackTool:Win32/KeyFinder", "keyfinder.exe"), ("PUA:Win32/CoinOffer", "wallpaper-pack.exe")]


def records():
    random = dice("antivirus")
    people = COLLEAGUES + [MARA]
    chosen = [(MARA, at(0, "10:12:44"))] + [
        (people[random.randrange(len(people))], later(at(day, "07:30"), random.randrange(32_000)))
        for day in range(4) for _ in range(6)]
    return ([_defender(index, person, time, random) for index, (person, time) in enumerate(chosen)]
            + [_event_log(index, later(at(index % 4, "08:00"), random.randrange(30_000)),
                    random) for index in range(14)]
            + [_server(index, later(at(index % 4, "06:00"), random.randrange(40_000)), random) for index in range(10)])


def _defender(index, person, time, random):
    name, program = UNWANTED[random.randrange(len(UNWANTED))]
    found = file(rf"C:\Users\{person.account}\Downloads", program, "added", host=person.host, detection="prevented",
                 status="remediated")
    return made(
        "antivirus", "endpoint", graph, f"pua.{index}", time, service="microsoftDefenderForEndpoint",
        detection="antivirus",
        severity="low", category="UnwantedSoftware", title=f"'{name.split('/')[1]}' unwanted software was prevented",
        description="A program of a kind that the organisation does not want was removed.", threat=name.split("/")[1],
        evidence=[device(person.host, person=person), user(person), found,
                  evidence("malware", "contextual", status="remediated", name=name,
                      category="PotentiallyUnwantedSoftware",
                           files=[], processes=[])])


def _event_log(index, time, random):
    person = COLLEAGUES[random.randrange(len(COLLEAGUES))]
    name, program = UNWANTED[random.randrange(len(UNWANTED))]
    return made(
        "antivirus", "wazuh", windows, f"event.{index}", time, host=person.host, event=1116, rule=62123, level=12,
        channel="Microsoft-Windows-Windows Defender/Operational", provider="Microsoft-Windows-Windows Defender",
        description=f"Windows Defender: Antimalware platform detected potentially unwanted software ({name})",
        groups=["windows", "windows_defender"], severity="WARNING", fired=index + 1, **{"threat Name": name},
        path=rf"file:_C:\Users\{person.account}\Downloads\{program}", **{"detection User": domain_user(person)})


def _server(index, time, random):
    server = [FILE_SERVER, APP_SERVER][random.randrange(2)]
    return made(
        "antivirus", "elastic", elastic, f"old.{index}", time, host=server, person=SVC_BACKUP, severity="medium",
        category="malware",
        rule="Malware detection alert", action="creation",
        description="A file that is rated suspicious was found at rest.",
        file=rf"D:\Shares\Archive\driver-{index % 4}\setup.exe")
