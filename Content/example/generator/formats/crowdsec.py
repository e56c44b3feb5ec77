"""CrowdSec's alerts: a scenario that overflowed, the events that filled it, the source, and the decision taken."""

from generator.clock import later, rfc3339
from generator.identifiers import guid, hexadecimal, number


def crowdsec(key, time, *, host, scenario, source, network, country, capacity, lasts, events, behaviour, ban="4h"):
    """`network`: (number, name, range) of the autonomous system; `events`: the meta of each as a dictionary."""
    stop = later(time, lasts)
    created = later(stop, 2)
    identifier = number(1_000, 99_999, "crowdsec", key)
    step = lasts / max(1, len(events) - 1)
    return created, {
        "capacity": capacity, "created_at": rfc3339(created, 0),
        "decisions": [{
            "duration": ban, "id": identifier + 7, "origin": "crowdsec", "scenario": scenario, "scope": "Ip",
            "simulated": False, "type": "ban", "uuid": guid("decision", key), "value": source}],
        "events": [
            {"meta": [{"key": name, "value": value} for name, value in sorted({**event, "source_ip": source}.items())],
             "timestamp": rfc3339(later(time, step * place), 0)}
            for place, event in enumerate(events)],
        "events_count": capacity + 1, "id": identifier, "labels": None, "leakspeed": "10s", "machine_id": host.name,
        "message": f"Ip {source} performed '{scenario}' ({capacity + 1} events over {lasts}s)",
        "meta": [{"key": "behavior", "value": behaviour}], "remediation": True, "scenario": scenario,
        "scenario_hash": hexadecimal(64, "scenario", scenario), "scenario_version": "0.4", "simulated": False,
        "source": {
            "as_name": network[1], "as_number": network[0], "cn": country, "ip": source, "range": network[2],
            "scope": "Ip", "value": source},
        "start_at": rfc3339(time, 9), "stop_at": rfc3339(stop, 9), "uuid": guid("crowdsec", key),
    }
