"""AMiner's anomalies of the name server's log: no severity, no technique, times in seconds."""

from generator.clock import epoch_seconds
from generator.identifiers import number

DETECTORS = {
    "entropy": (30, "EntropyDetector", "AMiner: High entropy in DNS domain.", "Value entropy anomaly detected"),
    "newDomain": (12, "NewMatchPathValueDetector", "AMiner: New DNS domain.", "New value(s) detected"),
}


def aminer(key, time, *, detector, domain, client, record="A"):
    identifier, kind, name, message = DETECTORS[detector]
    measured = {"CriticalValue": round(number(1, 14, "critical", key) / 1000, 4), "ProbabilityThreshold": 0.015}
    return time, {
        "AnalysisComponent": {
            "AnalysisComponentIdentifier": identifier, "AnalysisComponentType": kind, "AnalysisComponentName": name,
            "Message": message, "PersistenceFileName": f"{detector}_dns_domain", "TrainingMode": False,
            "AffectedLogAtomPaths": ["/model/type/query/domain"], "AffectedLogAtomValues": [domain],
            **(measured if detector == "entropy" else {})},
        "LogData": {
            "RawLogData": [f"dnsmasq: query[{record}] {domain} from {client}"], "Timestamps": [epoch_seconds(time)],
            "DetectionTimestamp": [epoch_seconds(time) + 1], "LogLinesCount": 1,
            "LogResources": ["/var/log/dnsmasq.log"]},
        "AMiner": {"ID": "10.20.10.5"},
    }
