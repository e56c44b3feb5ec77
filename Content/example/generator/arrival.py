"""In what order the records arrive: by their main time, but for one that is late and five that are sent twice."""

from collections import Counter
from copy import copy

from generator.clock import at, later
from generator.sources import SOURCES

# Key of the record, and when it arrives.
LATE = {"attack.mail.password": at(3, "16:30:00")}

# Key of the record, and how many seconds after the first time it is sent again.
SENT_AGAIN = {
    "attack.session.stolen": 0, "attack.server.sam": 0, "failedLogons.ban.3": 0, "attack.lsass.sysmon": 6 * 3600,
    "cloudNoise.probe.2": 11 * 3600,
}


def arranged(records):
    """The records by source, in order, with their line numbers set."""
    repeated = {key: count for key, count in Counter(record.key for record in records).items() if count > 1}
    assert not repeated, f"keys used twice: {repeated}"
    by_key = {record.key: record for record in records}
    for key, moment in LATE.items():
        by_key[key].arrives_after = moment
    everything = records + [_again(by_key[key], seconds) for key, seconds in SENT_AGAIN.items()]
    files = {source.name: [] for source in SOURCES}
    for record in everything:
        files[record.source].append(record)
    for lines in files.values():
        lines.sort(key=lambda record: (record.arrival, record.key, record.repeats))
        for line, record in enumerate(lines, 1):
            record.line = line
    return files


def _again(record, seconds):
    second = copy(record)
    second.repeats = record.key
    second.arrives_after = later(record.time, seconds) if seconds else None
    return second
