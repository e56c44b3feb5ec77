"""The one list of sources: file, format, and where its records hold times.

A path is tried first as one name (`kibana.alert.original_time`), then part by part at its dots; `[*]` is every element
of a list. For CEF and LEEF it is a key of the extension. The first path is the main time, by which records arrive.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    name: str
    file: str
    format: str
    times: tuple
    form: str = "rfc3339"
    # Where the product's own id of an alert stands. Empty where it gives none, or only under a key of its own, as the
    # firewall (`loguid`) and the proxy (`recordid`) do.
    id: str = ""


_GRAPH = (
    "createdDateTime", "lastUpdateDateTime", "firstActivityDateTime", "lastActivityDateTime",
    "evidence[*].createdDateTime",
    "evidence[*].receivedDateTime", "evidence[*].submissionDateTime", "evidence[*].startUtcDateTime",
    "evidence[*].processCreationDateTime", "evidence[*].startDateTime", "evidence[*].expiryDateTime")

SOURCES = [
    Source("mail", "01-mail.ndjson", "graph", _GRAPH, id="id"),
    Source("identity", "02-identity.ndjson", "graph", _GRAPH, id="id"),
    Source("sentinel", "03-sentinel.ndjson", "sentinel", ("TimeGenerated", "StartTime", "EndTime", "ProcessingEndTime"),
           id="SystemAlertId"),
    Source("endpoint", "04-endpoint.ndjson", "graph", _GRAPH, id="id"),
    Source("wazuh", "05-wazuh.ndjson", "wazuh", ("timestamp", "data.win.system.systemTime"), id="id"),
    Source("elastic", "06-elastic.ndjson", "elastic", ("@timestamp", "kibana.alert.original_time"),
        id="kibana.alert.uuid"),
    Source("suricata", "07-suricata.ndjson", "suricata", ("timestamp",)),
    Source("firewall", "08-firewall.cef.log", "cef", ("rt",), "epochMilliseconds"),
    Source("proxy", "09-proxy.leef.log", "leef", ("devTime",), "epochMilliseconds"),
    Source("crowdsec", "10-crowdsec.ndjson", "crowdsec", ("created_at", "start_at", "stop_at", "events[*].timestamp"),
        id="uuid"),
    Source("falco", "11-falco.ndjson", "falco", ("time",), id="uuid"),
    Source("cloud", "12-cloud.ndjson", "graph", _GRAPH, id="id"),
    Source("aws", "13-aws.ndjson", "ocsf", (
        "time", "finding_info.created_time", "finding_info.first_seen_time", "finding_info.last_seen_time"),
        "epochMilliseconds", id="finding_info.uid"),
    Source("dns", "14-dns.ndjson", "aminer", ("LogData.DetectionTimestamp[*]", "LogData.Timestamps[*]"),
        "epochSeconds"),
]
