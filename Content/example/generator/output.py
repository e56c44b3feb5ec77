"""Writes the folder: the records of each source, `example.json` for who replays them, `expected.json` for tests."""

import json

from generator.clock import REFERENCE, rfc3339
from generator.sources import SOURCES
from generator.world import (
    ADMIN_HOST, AD_DOMAIN, FILE_SERVER, JOONAS, MARA, SCANNER, SVC_FILES, WEB_SERVER, Attacker)

FILES = {source.name: source for source in SOURCES}


def write(folder, files):
    for source in SOURCES:
        lines = [_line(record.body) for record in files[source.name]]
        (folder / source.file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    records = [record for source in SOURCES for record in files[source.name]]
    (folder / "example.json").write_text(_document(_example(records)), encoding="utf-8")
    (folder / "expected.json").write_text(_document(_expected(records)), encoding="utf-8")


def _line(body):
    return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _example(records):
    return {
        "title": "Quillmere Instruments: a stolen session, three days",
        "reference": rfc3339(REFERENCE, 0),
        "sources": [
            {"source": source.name, "file": source.file, "format": source.format,
             "times": [{"path": path, "form": source.form} for path in source.times]}
            for source in SOURCES],
        "late": [{**_place(record),
                "arrivesAfter": rfc3339(record.arrives_after)} for record in records if record.arrives_after],
    }


def _expected(records):
    once = [record for record in records if not record.repeats]
    places = {record.key: _place(record) for record in once}
    return {
        "totals": {
            "records": len(records), "alerts": len(once),
            "attack": sum(record.group == "attack" for record in once),
            "background": sum(record.group != "attack" for record in once)},
        "entities": {
            "users": [MARA.upn, SVC_FILES.account], "devices": [MARA.host.name, FILE_SERVER.name, WEB_SERVER.name],
            "attackerAddresses": [Attacker.mail_ip, Attacker.proxy_ip, Attacker.cloud_ip, Attacker.c2_ip,
                Attacker.drop_ip],
            "admin": {"account": JOONAS.account, "device": ADMIN_HOST.name}, "scanner": SCANNER.ip,
            "domain": AD_DOMAIN},
        "attack": [
            {"step": record.key.removeprefix("attack."), **_place(record), "time": rfc3339(record.time),
                "what": record.note}
            for record in sorted((record for record in once if record.group == "attack"),
                key=lambda record: (record.time, record.key))],
        "groups": _groups(once),
        "twins": [{"group": record.group, "of": places[record.twin_of],
                "twin": places[record.key]} for record in once if record.twin_of],
        "duplicates": [{"first": places[record.repeats],
                "again": _place(record)} for record in records if record.repeats],
        "late": [places[record.key] for record in once if record.arrives_after],
    }


def _groups(records):
    """Lines and ids of each group by file; `ids` stands beside `lines` where the product gives ids."""
    groups = {}
    for record in records:
        place = _place(record)
        entry = groups.setdefault(record.group, {}).setdefault(place["file"], {"file": place["file"], "lines": []})
        entry["lines"].append(place["line"])
        if "id" in place:
            entry.setdefault("ids", []).append(place["id"])
    return {name: list(groups[name].values()) for name in sorted(groups)}


def _place(record):
    source = FILES[record.source]
    place = {"file": source.file, "line": record.line}
    return {**place, "id": _id(record.body, source)} if source.id else place


def _id(body, source):
    value = body
    for part in [source.id] if source.id in body else source.id.split("."):
        value = value[part]
    return str(value)


def _document(value, depth=0):
    """JSON with a line for each element of the outer lists: small, and readable in a difference."""
    pad = "  " * (depth + 1)
    if isinstance(value, dict) and depth < 2:
        members = [f"{pad}{json.dumps(name)}: {_document(member, depth + 1)}" for name, member in value.items()]
        text = "{\n" + ",\n".join(members) + "\n" + "  " * depth + "}"
    elif isinstance(value, list) and value and depth < 3 and isinstance(value[0], dict):
        text = "[\n" + ",\n".join(pad + json.dumps(element,
            ensure_ascii=False) for element in value) + "\n" + "  " * depth + "]"
    else:
        text = json.dumps(value, ensure_ascii=False)
    return text if depth else text + "\n"
