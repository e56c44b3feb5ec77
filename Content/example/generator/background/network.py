"""Noise of the network: decoder errors that the sensor was told to call severe, a client that calls its maker every
hour, and a ventilation controller that floods one signature for an afternoon."""

from generator.clock import at, later
from generator.formats.suricata import DECODER, POLICY, suricata
from generator.formats.wazuh import wazuh
from generator.identifiers import dice, number
from generator.record import made
from generator.twins import twin
from generator.world import CLIMATE, COLLEAGUES, LABORATORY, MARA, SENSOR, TELEMETRY

DECODER_ERRORS = [(2230010, "SURICATA TLS invalid record/traffic"), (2230003, "SURICATA TLS invalid handshake message"),
                  (2230002, "SURICATA TLS invalid record type"), (2230009, "SURICATA TLS error message encountered")]
LAST_HOUR = 3 * 24 + 17


def records():
    return _decoder() + _telemetry() + _flood()


def _decoder():
    random = dice("decoder")
    people = COLLEAGUES + [MARA]
    errors = []
    for index in range(204):
        sid, name = DECODER_ERRORS[random.randrange(len(DECODER_ERRORS))]
        errors.append(made(
            "tlsNoise", "suricata", suricata, f"tls.{index}", later(at(index % 4, "05:30"), random.randrange(44_000)),
            source=f"192.0.2.{100 + random.randrange(40)}", target=people[random.randrange(len(people))].host.ip,
            sid=sid,
            signature=name, category=DECODER, severity=1, app="tls", ports=(443, number(49_152, 65_000, "tls", index)),
            tls={"version": "UNDETERMINED"}))
    # Severity 1 at the sensor; where Wazuh counts them, level 10.
    copies = [twin(record, fired=place + 1) for place, record in enumerate(errors[::7])]
    return errors + copies + [_many(index, errors[index * 7]) for index in range(28)]


def _many(index, error):
    eve = error.body
    return made(
        "tlsNoise", "wazuh", wazuh, f"many.{index}", later(error.time, 2), host=SENSOR, rule=20152, level=10,
        fired=index + 1,
        description="Multiple IDS alerts for same id.", groups=["ids"], decoder="snort",
        location="/var/log/suricata/fast.log",
        data={"srcip": eve["src_ip"], "dstip": f"{eve['dest_ip']}:{eve['dest_port']}",
            "id": f"1:{eve['alert']['signature_id']}:1"},
        log=f"[**] [1:{eve['alert']['signature_id']}:1] {eve['alert']['signature']} [**] [Priority: 1] "
            f"{{TCP}} {eve['src_ip']}:443 -> {eve['dest_ip']}:{eve['dest_port']}")


def _telemetry():
    """A measuring station's service calls its maker every hour to the second: a beacon in shape only."""
    return [
        made("telemetry", "suricata", suricata, f"call.{station.name}.{hour}",
            later(at(hour // 24, f"{hour % 24:02d}:00:30"), place * 7),
             source=station.ip, target=TELEMETRY[0], sid=1000602, category=POLICY, severity=3, app="tls",
             signature="LOCAL POLICY periodic TLS session to one host", tls={"sni": TELEMETRY[1], "version": "TLS 1.3"})
        for hour in range(LAST_HOUR + 1) for place, station in enumerate(LABORATORY[:2])]


def _flood():
    random = dice("flood")
    start = at(2, "11:00:00")
    return [
        made("flood", "suricata", suricata, f"snmp.{index}", later(start, index * 98 + random.random() * 10),
            source=CLIMATE.ip,
             target=f"10.20.50.{1 + random.randrange(250)}", sid=2101411, rev=14,
             signature="GPL SNMP public access udp",
             category="Attempted Information Leak", severity=2, proto="UDP", app="snmp", ports=(161, 161),
             snmp={"version": 1, "pdu_type": "get_request", "community": "public"})
        for index in range(218)]
