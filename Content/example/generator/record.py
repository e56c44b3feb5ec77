"""One record as a product sends it, with what the tests are told about it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Record:
    source: str
    key: str
    time: datetime
    body: object
    group: str
    note: str = ""
    twin_of: str = ""
    repeats: str = ""
    arrives_after: datetime = None
    line: int = field(default=0, init=False)

    @property
    def arrival(self):
        return self.arrives_after or self.time


def made(group, source, form, key, time, /, note="", **fields):
    """A record of `source`, written by `form`, one of the functions of `formats`."""
    written, body = form(f"{group}.{key}", time, **fields)
    return Record(source=source, key=f"{group}.{key}", time=written, body=body, group=group, note=note)
