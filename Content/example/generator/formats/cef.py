"""CEF lines of a firewall, in the fields that Check Point's Log Exporter fills."""

from generator.clock import epoch_milliseconds, epoch_seconds
from generator.identifiers import hexadecimal, number

PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1}


def cef(key, time, *, product, blade, name, severity, action, source, target, ports=(None, None), proto="tcp",
        rule="", protection=None, direction=0, sent=None, user=None, host=None, message=None):
    """`severity`: one of CEF's words; `blade`: the signature's id; `direction`: 0 inbound, 1 outbound."""
    fields = {
        "act": action, "deviceDirection": direction, "rt": epoch_milliseconds(time),
        "spt": ports[0] or number(32_768, 60_999, "port", key), "dpt": ports[1], "src": source, "dst": target,
        "proto": PROTOCOLS[proto], "shost": host, "suser": user, "out": sent,
        "cs2Label": "Rule Name" if rule else None, "cs2": rule or None,
        "cs4Label": "Protection Name" if protection else None, "cs4": protection,
        "deviceExternalId": "qm-fw-01", "dvchost": "qm-fw-01", "dvc": "10.20.0.1", "msg": message,
        "loguid": f"{{0x{epoch_seconds(time):x},0x{number(0, 99, 'fw', key):x},0x100140a,0x{hexadecimal(8, key)}}}",
    }
    header = "|".join(text.replace("\\", "\\\\").replace("|", "\\|")
                      for text in ["Check Point", product, "Check Point", blade, name, severity])
    return time, f"CEF:0|{header}|" + " ".join(
        f"{label}={_escaped(value)}" for label, value in fields.items() if value is not None)


def _escaped(value):
    return str(value).replace("\\", "\\\\").replace("=", "\\=")
