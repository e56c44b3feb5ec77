"""The calendar of the story: a quiet Monday, then three days of attack.

Every time in the records hangs on `MONDAY`; a replay shifts them all by one distance, from `REFERENCE` to now.
"""

from datetime import datetime, timedelta, timezone

from generator.identifiers import number

MONDAY = datetime(2026, 3, 9, tzinfo=timezone.utc)
REFERENCE = MONDAY + timedelta(days=3, hours=18)


def at(day, clock):
    """A moment of the story: day 0 is the quiet Monday, the attack runs on days 1 to 3. `clock` is hh:mm or hh:mm:ss,
    in UTC; the fraction of the second is made up, but always the same."""
    hours, minutes, seconds = (clock + ":00").split(":")[:3]
    fraction = timedelta(microseconds=number(0, 999_999, "fraction", day, clock))
    return MONDAY + timedelta(days=day, hours=int(hours), minutes=int(minutes), seconds=int(seconds)) + fraction


def later(time, seconds):
    return time + timedelta(seconds=seconds)


def rfc3339(time, digits=3, zone="Z"):
    """Digits beyond the sixth are zeros: Python counts microseconds."""
    fraction = f"{time.microsecond:06d}".ljust(digits, "0")[:digits]
    return time.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction}" if digits else "") + zone


def epoch_seconds(time):
    return int(time.timestamp())


def epoch_milliseconds(time):
    return epoch_seconds(time) * 1000 + time.microsecond // 1000
