"""Quillmere Instruments, an invented maker of laboratory instruments: its people, machines and addresses, and what its
attacker owns. Outside addresses are of the documentation ranges, outside names end in `.example`."""

from dataclasses import dataclass

from generator.identifiers import guid, hexadecimal

DOMAIN = "quillmere.example"
AD_DOMAIN = "corp.quillmere.example"
NETBIOS = "QUILLMERE"
DOMAIN_SID = "S-1-5-21-2914077365-1182046391-3370518824"
TENANT = guid("tenant")
SUBSCRIPTION = guid("subscription")


@dataclass(frozen=True)
class Host:
    name: str
    ip: str
    os: str
    agent: str

    @property
    def dns(self):
        return f"{self.name.lower()}.{AD_DOMAIN}"

    @property
    def mde_id(self):
        return hexadecimal(40, "mde", self.name)

    @property
    def aad_id(self):
        return guid("aad-device", self.name)

    @property
    def mac(self):
        return "00-00-5E-00-53-" + hexadecimal(2, "mac", self.name).upper()


@dataclass(frozen=True)
class Person:
    account: str
    display: str
    rid: int
    host: Host

    @property
    def upn(self):
        return f"{self.account}@{DOMAIN}"

    @property
    def object_id(self):
        return guid("user", self.account)

    @property
    def sid(self):
        return f"{DOMAIN_SID}-{self.rid}"


def _laptop(index):
    return Host(f"QM-LT-{101 + index:04d}", f"10.20.4.{11 + index}", "Windows11", f"{101 + index}")


_NAMES = """Aino Brandt,Bruno Castell,Chiara Dahl,Dmitri Esko,Elif Farrow,Femi Grant,Greta Holm,Hassan Ivory,Ines Jarvi,
Jonas Kepler,Katya Lund,Leena Orav,Mei Norden,Nils Okoro,Olga Petrov,Pavel Quist,Rosa Sand,Samir Tolk,Tomas Wren,
Ulla Vance,Viktor Yates,Wanda Zeller""".replace("\n", "").split(",")


def _colleague(index, name):
    return Person(name.lower().replace(" ", "."), name, 1120 + index, _laptop(index))


COLLEAGUES = [_colleague(index, name) for index, name in enumerate(_NAMES)]
BY_ACCOUNT = {person.account: person for person in COLLEAGUES}
LEENA = BY_ACCOUNT["leena.orav"]
TOMAS = BY_ACCOUNT["tomas.wren"]

# The victim, the administrator, and the service accounts.
MARA = Person("mara.ilves", "Mara Ilves", 1147, Host("QM-LT-0147", "10.20.4.57", "Windows11", "147"))
ADMIN_HOST = Host("QM-ADM-02", "10.20.1.12", "Windows11", "202")
JOONAS = Person("adm-jpell", "Joonas Pell (administration)", 1108, ADMIN_HOST)
FILE_SERVER = Host("QM-FS-01", "10.20.10.21", "WindowsServer2022", "021")
SVC_FILES = Person("svc-files", "File service", 1171, FILE_SERVER)
DOMAIN_CONTROLLER = Host("QM-DC-01", "10.20.10.5", "WindowsServer2022", "005")
APP_SERVER = Host("QM-APP-02", "10.20.10.32", "WindowsServer2022", "032")
BACKUP_SERVER = Host("QM-BAK-01", "10.20.10.40", "WindowsServer2022", "040")
SVC_BACKUP = Person("svc-backup", "Backup service", 1172, BACKUP_SERVER)
WEB_SERVER = Host("qm-web-01", "10.20.30.15", "Linux", "015")
BUILD_SERVER = Host("qm-build-01", "10.20.30.22", "Linux", "022")
SENSOR = Host("qm-ids-01", "10.20.9.4", "Linux", "004")
SCANNER = Host("qm-scan-01", "10.20.9.9", "Linux", "009")
CLIMATE = Host("qm-hvac-03", "10.20.50.33", "Embedded", "")
LABORATORY = [Host(f"QM-LAB-{i:02d}", f"10.20.70.{10 + i}", "Windows10", f"3{i:02d}") for i in range(1, 5)]
SERVERS = [FILE_SERVER, DOMAIN_CONTROLLER, APP_SERVER, BACKUP_SERVER, WEB_SERVER, BUILD_SERVER]

OFFICE_EGRESS = "192.0.2.10"
VPN_EGRESS = "192.0.2.40"
TELEMETRY = ("192.0.2.200", "telemetry.instrulink.example")


class Attacker:
    """What the attacker owns, and the name given to the tools."""

    mail_ip = "203.0.113.24"
    sender = "billing@northpier-freight.example"
    proxy_ip = "203.0.113.61"
    phishing_host = "login.docs-northpier.example"
    phishing_url = "https://login.docs-northpier.example/o/2F9k"
    cloud_ip = "203.0.113.142"
    c2_ip = "198.51.100.77"
    c2_host = "cdn-sync.skerryline.example"
    drop_ip = "198.51.100.130"
    drop_host = "drop.skerryline.example"
    loader = "TallowGate"
    locker = "HushTide"
    user_agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
