"""The vulnerability scanner: every night for an hour and a half, from its own address, over every server and laptop."""

from generator.clock import at, later
from generator.formats.cef import cef
from generator.formats.suricata import SCAN, WEB, suricata
from generator.formats.wazuh import wazuh
from generator.identifiers import dice
from generator.record import made
from generator.twins import twin
from generator.world import COLLEAGUES, SCANNER, SERVERS, WEB_SERVER

# Number, name, category, severity, port, application.
SIGNATURES = [
    (2009582, "ET SCAN NMAP -sS window 1024", SCAN, 2, 443, None),
    (2024364, "ET SCAN Possible Nmap User-Agent Observed", WEB, 1, 80, "http"),
    (2010935, "ET SCAN Suspicious inbound to MSSQL port 1433", "Potentially Bad Traffic", 2, 1433, None),
    (2010937, "ET SCAN Suspicious inbound to mySQL port 3306", "Potentially Bad Traffic", 2, 3306, None),
    (2010939, "ET SCAN Suspicious inbound to PostgreSQL port 5432", "Potentially Bad Traffic", 2, 5432, None),
    (2001219, "ET SCAN Potential SSH Scan", SCAN, 2, 22, None),
    (2002910, "ET SCAN Potential VNC Scan 5800-5820", SCAN, 2, 5800, None),
    (1000530, "LOCAL WEB_SERVER path traversal in a request", WEB, 1, 443, "http"),
]
AGENT = "Mozilla/5.0 (compatible; Ostrander Scanner 11)"
NIGHT = 90 * 60


def records():
    return [record for day in range(4) for record in _night(day)]


def _night(day):
    random = dice("scanner", day)
    start = at(day, "01:00:00")
    targets = SERVERS + [person.host for person in COLLEAGUES]
    found = []
    for index in range(92):
        moment = later(start, NIGHT * index / 92 + random.random() * 20)
        target = targets[index % len(targets)] if index % 3 else WEB_SERVER
        sid, name, category, severity, port, app = SIGNATURES[random.randrange(len(SIGNATURES))]
        layers = {}
        if app:
            layers["http"] = {"hostname": target.name.lower(), "url": "/", "http_method": "GET",
                "http_user_agent": AGENT,
                              "protocol": "HTTP/1.1", "status": 404}
        found.append(made(
            "scanner", "suricata", suricata, f"ids.{day}.{index}", moment, source=SCANNER.ip, target=target.ip, sid=sid,
            signature=name, category=category, severity=severity, ports=(None, port), app=app, **layers))
    found += [twin(record, fired=place + 1) for place, record in enumerate(found[::8])]
    found += [_web_errors(day, index, later(start, 600 + index * 410)) for index in range(11)]
    return found + [_protection(day, index, later(start, 300 + index * 480), random) for index in range(10)]


def _web_errors(day, index, time):
    return made(
        "scanner", "wazuh", wazuh, f"web.{day}.{index}", time, host=WEB_SERVER, rule=31151, level=10,
        description="Multiple web server 400 error codes from same source ip.", fired=index + 1,
        groups=["web", "accesslog", "web_scan", "recon"], decoder="web-accesslog", location="/var/log/nginx/access.log",
        data={"protocol": "GET", "srcip": SCANNER.ip, "id": "404", "url": f"/cgi-bin/test{index}.cgi"},
        log=f'{SCANNER.ip} "GET /cgi-bin/test{index}.cgi HTTP/1.1" 404 153 "-" "{AGENT}"')


def _protection(day, index, time, random):
    name, protection = [("Web servers malicious URL directory traversal", "Directory Traversal"),
                        ("SQL injection attempt", "SQL Injection"), ("Host port scan", "Host Port Scan")][index % 3]
    target = SERVERS[random.randrange(len(SERVERS))]
    return made(
        "scanner", "firewall", cef, f"fw.{day}.{index}", time, product="SmartDefense", blade="IPS", name=name,
        severity="High",
        action="Detect", source=SCANNER.ip, target=target.ip, ports=(None, 443), rule="Scanner to all",
        protection=protection,
        host=SCANNER.name)
