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
    (ones, like_one), (others, like_other) = _known(one), _known(other)
    if not set(ones).isdisjoint(others):
        return "sound"
    if other in like_one or one in like_other:
        return "shape"
    return "near-sound" if {_blurred(s) for s in ones} & {_blurred(s) for s in others} else ""


@cache
def _blurred(sound: str) -> str:
    sound = _RETROFLEX.sub(r"\1", sound).replace("ng", "n")
    return {"l": "n", "f": "h"}.get(sound[0], sound[0]) + sound[1:]


@cache
def _known(character: str) -> tuple[list[str], str]:
    """The readings of a character, and its looks-alikes as far as they stand with it; most texts ask for few characters."""
    sounds: list[str] = []
    shapes = ""
    if character.isspace():  # the table's own line ends; where one paragraph ends amid an expression they are asked for
        return sounds, shapes
    table = _table()
    at = table.find(character)
    while at >= 0:
        end = table.find("\n", at)
        key, _, characters = table[table.rfind("\n", 0, at) + 1 : end].partition(" ")
        if key == character:
            shapes = characters
        elif character in characters and (key.isascii() or len(key) > 1):
            sounds.append(key)
        at = table.find(character, end)
    return sounds, shapes


@cache
def _table() -> str:
    return PATH.read_text(encoding="utf-8")
