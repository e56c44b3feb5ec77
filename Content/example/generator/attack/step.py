"""A step of the attack, and things that several acts name."""

from generator.identifiers import guid, hexadecimal
from generator.record import made

POWERSHELL = r"C:\Windows\System32\WindowsPowerShell\v1.0"
SYSTEM32 = r"C:\Windows\System32"
PROFILE = r"C:\Users\mara.ilves"
LURE = "Freight-Notice-8841.hta"
LOADER = "edgesync.dll"
LOADER_FOLDER = PROFILE + r"\AppData\Local\EdgeSync"
LOADER_COMMAND = rf"rundll32.exe {LOADER_FOLDER}\{LOADER},Start"
SERVICE_BINARY = "qmupd.exe"
FIRST_MAIL = guid("mail", "link")
SECOND_MAIL = guid("mail", "attachment")
OAUTH_APP = guid("oauth", "app")
OAUTH_OBJECT = guid("oauth", "object")
OAUTH_NAME = "Mail Archive Helper"
SESSION = guid("stolen", "session")
REGISTRY = "registry.quillmere.example"
POD = "portal-web-6c9f7d8b5-x2kqp"
PLANTED_CONTAINER = hexadecimal(64, "container", "planted")


def step(source, form, key, time, note, /, **fields):
    return made("attack", source, form, key, time, note=note, **fields)
