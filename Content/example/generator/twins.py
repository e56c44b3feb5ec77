"""The sensor's log is also read by a Wazuh agent, so that some of its alerts arrive a second time from there."""

from generator.formats.wazuh import eve_twin
from generator.record import made
from generator.world import SENSOR


def twin(record, fired=1):
    key = record.key.split(".", 1)[1] + ".twin"
    copy = made(record.group, "wazuh", eve_twin, key, record.time,
        note="The same, as Wazuh read it from the sensor's log." if record.note else "", eve=record.body, sensor=SENSOR,
                fired=fired)
    copy.twin_of = record.key
    return copy
