"""What Word shows of a field that has no result in its file: circled numbers, readings, fractions, prompts, form fields.

ISO/IEC 29500-1, 17.16.5 (EQ, MACROBUTTON, FORMTEXT …) and 17.16.17 (form fields' data).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from govlint.text.frozen import frozen
from govlint.word.package import W, Xml
from govlint.word.styles import is_on

OBJECT = "\ufffc"
RUBY = ("\ufff9", "\ufffa", "\ufffb")
"""Before a base, between it and its reading, and behind: Unicode's interlinear annotation."""
BLANK = "＿＿"
"""What stands in the text for a field or control that shows nothing but blanks."""

_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|[^\s\\]+)')
_OVER = re.compile(r"\\o(?:\s*\\a[cdlr])*\s*\(", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(", re.IGNORECASE)
_RAISED = re.compile(r"\\s\s*\\(up|do)\s*\d*\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
_FRAMES = frozenset("○〇◯□△◇")
_CIRCLED = {str(n): chr(c) for first, start, count in ((1, 0x2460, 20), (21, 0x3251, 15), (36, 0x32B1, 15)) for n, c in
            zip(range(first, first + count), range(start, start + count), strict=True)}  # fmt: skip
_CIRCLED |= dict(zip("一二三四五六七八九十", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", strict=True))
_MACRO = re.compile(r"\s*MACROBUTTON\s+\S+\s*(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Field:
    """A field being read: its code so far, the data of a form field, and whether its result has words."""

    data: Xml = None
    in_code: bool = True
    code: str = ""
    shown: bool = False

    @property
    def name(self) -> str:
        """What kind of field it is, in capitals."""
        return next(iter(self.code.split(maxsplit=1)), "").upper()

    @property
    def contents(self) -> bool:
        """Whether it makes a table of contents."""
        return self.name == "TOC"


@frozen
class Shown:
    """What stands on the page for a field, and whether it waits to be filled in."""

    text: str
    is_blank: bool = field(default=False)


def show(ended: Field) -> Shown | None:
    """What a field that has ended shows beyond its result; None where that is all."""
    match ended.name:
        case "EQ" if not ended.shown:
            return Shown(equation(ended.code))
        case "MACROBUTTON" if (found := _MACRO.fullmatch(ended.code)) and found.group(1).strip():
            return Shown(found.group(1).strip(), True)
        case "FORMTEXT" if not ended.shown:
            return Shown(BLANK, True)
        case "FORMCHECKBOX" if ended.data is not None:
            return Shown("☒" if _is_ticked(ended.data) else "☐")
        case "FORMDROPDOWN" if not ended.shown and ended.data is not None and (chosen := _chosen(ended.data)):
            return Shown(chosen)
    return None


def equation(code: str) -> str:
    r"""What an EQ field shows: \o\ac(○,21) is ㉑, a word with a raised one over it is a word with its reading, \f(1,2) is 1/2;
    any other formula is one U+FFFC."""
    text = _SWITCH.sub("", code.strip()[2:]).strip()
    if begun := _OVER.match(text):
        return _overstruck([part.strip() for part in _arguments(text[begun.end() :])])
    if begun := _FRACTION.match(text):
        parts = [part.strip() for part in _arguments(text[begun.end() :])]
        if len(parts) == 2 and all(parts) and not any("\\" in part for part in parts):
            return "/".join(parts)
    return OBJECT


def _overstruck(parts: list[str]) -> str:
    raised = [(part, found) for part in parts if (found := _RAISED.fullmatch(part))]
    base = "".join(part for part in parts if not _RAISED.fullmatch(part) and part not in _FRAMES)
    if raised:
        low = "".join(found.group(2) for _, found in raised if found.group(1).lower() == "do")
        high = "".join(found.group(2) for _, found in raised if found.group(1).lower() == "up")
        base = base or low
        return f"{RUBY[0]}{base}{RUBY[1]}{high}{RUBY[2]}" if base and high else base or high
    if any(part in _FRAMES - {"□", "△", "◇"} for part in parts):
        return _CIRCLED.get(base, base or parts[0])
    return base or "".join(parts[:1]) or OBJECT


def _arguments(text: str) -> Iterator[str]:
    """What stands between the brackets that are open already, cut at commas; a semicolon does where the system says so."""
    depth, begin, parts = 0, 0, []
    for at, char in enumerate(text):
        if char in "(（" and text[at - 1 : at] != "\\":
            depth += 1
        elif char in ")）" and text[at - 1 : at] != "\\":
            if depth == 0:
                parts.append(text[begin:at])
                break
            depth -= 1
        elif char in ",;" and depth == 0:
            parts.append(text[begin:at])
            begin = at + 1
    yield from parts


def _is_ticked(data: Xml) -> bool:
    box = data.find(W + "checkBox")
    if box is None:
        return False
    said = box.find(W + "checked")
    said = box.find(W + "default") if said is None else said
    return said is not None and is_on(said)


def _chosen(data: Xml) -> str:
    choices = data.find(W + "ddList")
    if choices is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choices.iterfind(W + "listEntry")]
    said = choices.find(W + "result")
    said = choices.find(W + "default") if said is None else said
    index = "0" if said is None else said.get(W + "val", "0")
    return entries[int(index)].strip() if index.isdecimal() and len(index) < 5 and int(index) < len(entries) else ""
