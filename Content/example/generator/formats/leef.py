"""LEEF 1.0 lines of a web proxy, in the fields of Zscaler's feed; a tab between any two."""

from generator.clock import epoch_milliseconds
from generator.identifiers import number


def leef(key, time, *, reason, action, severity, person, target, url, category, agent, method="GET", host=None,
         threat="None", risk=0, sent=None, received=None, status=200):
    values = {
        "cat": action, "devTime": epoch_milliseconds(time), "src": (host or person.host).ip, "dst": target,
        "usrName": person.upn, "realm": "head office", "sev": severity, "proto": "HTTPS", "url": url,
        "urlcategory": category, "reqmethod": method, "respcode": status, "useragent": agent,
        "srcBytes": sent or number(500, 9_000, "sent", key),
        "dstBytes": received or number(900, 90_000, "received", key),
        "threatname": threat, "riskscore": risk, "devicehostname": (host or person.host).name,
        "recordid": number(7 * 10**18, 8 * 10**18, "proxy", key),
    }
    return time, f"LEEF:1.0|Zscaler|NSS|6.2|{reason}|" + "\t".join(f"{name}={value}" for name, value in values.items())
