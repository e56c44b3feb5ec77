#!/usr/bin/env python3
"""Writes the example attack: run it without arguments, and every file beside it is written again, byte for byte.

The story stands in `generator/attack` and `generator/background` as steps; `generator/formats` writes a step the way
its product would; `generator/arrival.py` orders them; `generator/output.py` writes the files. Python's standard library
is all it needs.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

from generator.arrival import arranged
from generator.attack import attack
from generator.background import background
from generator.output import write

if __name__ == "__main__":
    write(Path(__file__).resolve().parent, arranged(attack() + background()))
