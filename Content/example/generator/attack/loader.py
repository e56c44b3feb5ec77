"""The loader as a process on Mara's laptop, which several alerts show."""

from generator.attack.step import LOADER_COMMAND, POWERSHELL, SYSTEM32
from generator.evidence import process
from generator.world import MARA


def loader_process(*roles, created=None):
    return process(
        MARA.host, SYSTEM32, "rundll32.exe", LOADER_COMMAND, 8124, *roles, person=MARA, verdict="malicious",
        parent=(POWERSHELL, "powershell.exe", 7716), created=created)
