"""Characters that are mistaken for each other: of one sound, of a like sound, of a like shape; from a table made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from govlint.text.lazyregex import lazy

PATH = Path(__file__).with_name("tables") / "alike.txt"
"""Lines of a reading without tone and its characters, or of a character and those of like shape; tests/tables makes it."""

Likeness = Literal["", "sound", "near-sound", "shape"]

_RETROFLEX = lazy("^([zcs])h")


def likeness(one: str, other: str) -> Likeness:
    """Why a character may stand for another by mistake; empty: it hardly may.

    Like sounds differ in zh/z, ch/c, sh/s, l/n, f/h, or in ng/n at the end.
    """
    sounds, shapes = _table()
    ones, others = sounds.get(one, ()), sounds.get(other, ())
    if not set(ones).isdisjoint(others):
        return "sound"
    if other in shapes.get(one, "") or one in shapes.get(other, ""):
        return "shape"
    return "near-sound" if {_blurred(s) for s in ones} & {_blurred(s) for s in others} else ""


@cache
def _blurred(sound: str) -> str:
    sound = _RETROFLEX.sub(r"\1", sound).replace("ng", "n")
    return {"l": "n", "f": "h"}.get(sound[0], sound[0]) + sound[1:]


@cache
def _table() -> tuple[dict[str, list[str]], dict[str, str]]:
    """The readings of each character, and its looks-alikes as far as they stand with it."""
    sounds: dict[str, list[str]] = {}
    shapes: dict[str, str] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        key, characters = line.split(" ")
        if key.isascii() or len(key) > 1:
            for character in characters:
                sounds.setdefault(character, []).append(key)
        else:
            shapes[key] = characters
    return sounds, shapes
