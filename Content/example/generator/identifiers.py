"""Identifiers and numbers that look made by a machine, and are the same in every run: digests of what they name."""

import hashlib
import random

SEED = "quillmere"


def _digest(parts):
    return hashlib.sha256("/".join([SEED, *map(str, parts)]).encode()).hexdigest()


def hexadecimal(length, *parts):
    return _digest(parts)[:length]


def guid(*parts):
    digits = _digest(parts)
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


def number(low, high, *parts):
    """Between `low` and `high`, both included."""
    return low + int(_digest(parts)[:15], 16) % (high - low + 1)


def hashes(name):
    """The digests of an invented file: digests of its name."""
    data = name.encode()
    return {
        "sha1": hashlib.sha1(data).hexdigest(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "md5": hashlib.md5(data).hexdigest(),
    }


def dice(*parts):
    """A random generator of its own for each part of the background, so that changing one part leaves the others."""
    return random.Random(_digest(parts))
