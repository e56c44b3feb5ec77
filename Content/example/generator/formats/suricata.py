"""Suricata's EVE log, `event_type` alert. Rules of the house have numbers from 1,000,000."""

from generator.clock import rfc3339
from generator.identifiers import number

SCAN = "Attempted Information Leak"
POLICY = "Not Suspicious Traffic"
TROJAN = "A Network Trojan was detected"
WEB = "Web Application Attack"
DECODER = "Generic Protocol Command Decode"


def suricata(key, time, *, source, target, sid, signature, category, severity, proto="TCP", app=None, ports=(None, 443),
             technique=None, rev=1, bytes_out=None, **layers):
    """`ports`: of source and target; a source port that is not given is made up. `layers`: `http`, `tls`, `dns`, `smb`
    as EVE writes them."""
    sent = bytes_out or number(400, 6_000, "sent", key)
    metadata = {}
    if technique:
        metadata = {"metadata": {"mitre_technique_id": [technique[0]], "mitre_tactic_id": [technique[1]],
                                 "signature_severity": ["Major"]}}
    return time, {
        "timestamp": rfc3339(time, 6, "+0000"), "flow_id": number(10**14, 2 * 10**15, "flow", key), "in_iface": "ens5",
        "event_type": "alert", "src_ip": source, "src_port": ports[0] or number(32_768, 60_999, "port", key),
        "dest_ip": target, "dest_port": ports[1], "proto": proto, **({"app_proto": app} if app else {}),
        "alert": {
            "action": "allowed", "gid": 1, "signature_id": sid, "rev": rev, "signature": signature,
            "category": category,
            "severity": severity, **metadata},
        **layers,
        "flow": {
            "pkts_toserver": max(3, sent // 700), "pkts_toclient": number(3, 40, "packets", key),
            "bytes_toserver": sent,
            "bytes_toclient": number(300, 9_000, "received", key)},
    }
