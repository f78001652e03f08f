"""What stands on a page of an OFD, with its places: GB/T 33190-2016, clauses 7 (pages), 9 (paths), 11 (text), 13 (composites).

Lengths there are millimetres from the top left corner. A text object may hold a line, a word or a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from math import atan2, hypot, isfinite
from typing import NamedTuple
from xml.etree import ElementTree

from govlint.pages.sheet import BLANKS, Glyph, Rule, Sheet
from govlint.readers.paged import MOST_ON_PAGE, too_full

_POINTS = 72 / 25.4
_ASKEW = 0.1
_THIN = 3.0
_LARGE = 0.2
_DEEPEST = 8
_MOST_OBJECTS = 200_000
_MOST_RULES = 20_000
_LONGEST = 1000
_CLOSE = 1.5
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OFTEN_SAID = 300
_NAMED = "Boundary CTM Size Font HScale Visible Fill Stroke Weight Italic LineWidth X Y DeltaX DeltaY ID ResourceID DrawParam"
_NAMES = frozenset(_NAMED.split())
_AS_NAMED = {name.lower(): name for name in _NAMES}
_WORD = re.compile(f"[{BLANKS}]|[^{BLANKS}]+")
_BLANK = frozenset(BLANKS)
_COMMAND = re.compile(r"([MLQBASC])([^MLQBASC]*)")

_Box = tuple[float, float, float, float]


class _Matrix(NamedTuple):
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: _Matrix) -> _Matrix:
        """This transformation, and then the other."""
        if outer is _SAME:
            return self
        e, f = outer(self.e, self.f)
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        return _Matrix(a, b, c, d, e, f)


_SAME = _Matrix()


def local(element: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: ElementTree.Element | None, name: str) -> ElementTree.Element | None:
    """The first child of this name, if any."""
    return next(children(element, name), None)


def children(element: ElementTree.Element | None, *names: str) -> Iterator[ElementTree.Element]:
    """The children of these names."""
    return (found for found in (() if element is None else element) if local(found) in names)


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute, whatever case it is written in; empty where it is missing."""
    value = element.get(name)
    if value is None:
        value = next((value for key, value in element.items() if key.lower() == name.lower()), "")
    return value.strip()


def attributes(element: ElementTree.Element) -> Mapping[str, str]:
    """An element's attributes by the names that the standard has for them, whatever case they are written in."""
    said = element.attrib
    return said if said.keys() <= _NAMES else {_AS_NAMED.get(key.lower(), key): value for key, value in said.items()}


def numbers(text: str | None) -> Sequence[float]:
    """The numbers of a list that are numbers."""
    if not text:
        return ()
    return _known_numbers(text) if len(text) <= _OFTEN_SAID else _numbers(text)


def _numbers(text: str) -> Sequence[float]:
    try:
        found = tuple(map(float, text.split()))
        if isfinite(sum(found)):
            return found
    except ValueError:  # something else stands among them
        pass
    return tuple(number for number in map(float, _NUMBER.findall(text)) if isfinite(number))


_known_numbers = lru_cache(2048)(_numbers)


def _first(text: str | None, default: float) -> float:
    found = numbers(text)
    return found[0] if found else default


class Canvas:
    """One page that is being painted."""

    def __init__(self, number: int, width: float, height: float, composites: Mapping[str, ElementTree.Element]) -> None:
        """`width` and `height` are millimetres; `composites` are the document's composite objects by their identifiers."""
        self._number, self._width, self._height = number, width, height
        self._composites = composites
        self._glyphs: list[Glyph] = []
        self._count = 0
        self._rules: list[Rule] = []
        self._has_picture = False
        self._objects = 0
        self._before: tuple[str, str, str] | None = None
        self._line = (0, "")

    def sheet(self) -> Sheet:
        """The page as it was painted."""
        width, height = self._width * _POINTS, self._height * _POINTS
        return Sheet(self._number, width, height, self._glyphs, self._rules, self._has_picture)

    def paint(self, content: ElementTree.Element | None, outer: _Matrix = _SAME, depth: int = 0) -> None:
        """Paint what a page, a template or a composite holds."""
        waiting = [] if content is None else [content]
        while waiting and self._objects < _MOST_OBJECTS:
            element = waiting.pop()
            self._objects += 1
            kind = local(element)
            if kind in ("Content", "Layer", "PageBlock"):
                waiting += reversed(element)
            elif kind == "TextObject":
                self._text(element, outer)
            elif kind == "PathObject":
                self._path(element, outer)
            elif kind == "ImageObject":
                _, _, wide, high = _box(attributes(element))
                self._has_picture = self._has_picture or wide * high > _LARGE * self._width * self._height
            elif kind == "CompositeObject" and depth < _DEEPEST:
                unit = self._composites.get(attribute(element, "ResourceID"))
                said = attributes(element)
                self.paint(child(unit, "Content"), _placed(said, _box(said)).within(outer), depth + 1)

    def _text(self, element: ElementTree.Element, outer: _Matrix) -> None:
        said = attributes(element)
        box = _box(said)
        size = _first(said.get("Size"), 0.0)
        place = _placed(said, box).within(outer)
        if not 0 < size < 1e4 or said.get("Visible", "").strip() == "false" or abs(atan2(place.b, place.a)) > _ASKEW:
            return
        stretch = _first(said.get("HScale"), 1.0)
        x = y = 0.0
        for code in children(element, "TextCode"):
            text = (code.text or "").strip("\r\n")
            steps = attributes(code)
            x = _first(steps.get("X"), x)
            y = _first(steps.get("Y"), y)
            self._count += len(text)
            if self._count > MOST_ON_PAGE:
                raise too_full(self._number)
            here = said.get("Boundary", ""), steps.get("X", ""), steps.get("Y", "")
            if text and not self._goes_on(here, box, text):
                self._glyphs += _glyphs(text, x, y, size, stretch, place, steps)

    def _goes_on(self, here: tuple[str, str, str], box: _Box, text: str) -> bool:
        """Whether a text lies right over the one before: easyofd paints each piece of a line where the line begins.

        Then their order is that of the line, and what was painted so far is moved together.
        """
        is_same = here == self._before and bool(here[0]) and bool(self._glyphs)
        self._before = here
        if not is_same:
            self._line = len(self._glyphs), text
            return False
        start, line = self._line
        if line == text:  # a made bold
            return True
        line += text
        if len(line) > _LONGEST:
            return False
        self._line = start, line
        left, _, wide, _ = box
        units = list(accumulate(map(_units, line)))
        first = self._glyphs[start]
        step = wide * _POINTS / units[-1]
        ends = [left * _POINTS + end * step for end in units]
        self._glyphs[start:] = _words(line, left * _POINTS, ends, first.base, first.size)
        return True

    def _path(self, element: ElementTree.Element, outer: _Matrix) -> None:
        said = attributes(element)
        place = _placed(said, _box(said)).within(outer)
        data = child(element, "AbbreviatedData")
        start = before = (0.0, 0.0)
        for command, values in _COMMAND.findall((data.text or "") if data is not None else ""):
            found = numbers(values)[-2:]
            point = place(*found) if len(found) == 2 else before
            if command in "MS":
                start = point
            elif command in "LC":
                self._rule(before, start if command == "C" else point)
            before = start if command == "C" else point

    def _rule(self, begin: tuple[float, float], end: tuple[float, float]) -> None:
        (left, right), (top, bottom) = sorted((begin[0], end[0])), sorted((begin[1], end[1]))
        rule = Rule(left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS)
        if min(rule.right - rule.left, rule.bottom - rule.top) <= _THIN and len(self._rules) < _MOST_RULES:
            self._rules.append(rule)


def _box(said: Mapping[str, str]) -> _Box:
    """Left, top, width and height of an object with these attributes, in millimetres."""
    box = numbers(said.get("Boundary"))
    return (box[0], box[1], box[2], box[3]) if len(box) == 4 else (0.0, 0.0, 0.0, 0.0)


def _placed(said: Mapping[str, str], box: _Box) -> _Matrix:
    """From an object's own places to those of what holds it."""
    matrix = numbers(said.get("CTM"))
    left, top, _, _ = box
    if len(matrix) != 6:
        return _Matrix(e=left, f=top)
    return _Matrix(*matrix).within(_Matrix(e=left, f=top))


def _glyphs(
    text: str, x: float, y: float, size: float, stretch: float, place: _Matrix, steps: Mapping[str, str]
) -> Iterable[Glyph]:
    wide = hypot(place.a, place.b) * size * stretch * _POINTS
    high = hypot(place.c, place.d) * size * _POINTS
    across, down = _deltas(steps.get("DeltaX", ""), len(text)), _deltas(steps.get("DeltaY", ""), len(text))
    left, base = (value * _POINTS for value in place(x, y))
    if down and not any(across) and len(text) > 1 and any(down):
        # Set from the top down: one field, where it begins.
        return [Glyph(text, left, left + wide, base, high)]
    if not (down and any(down)) and not place.b and (ends := _close(text, left, wide, high, place.a * _POINTS, across)):
        return _words(text, left, ends, base, high)
    return _one_by_one(text, x, y, size, stretch, place, across, down)


def _close(text: str, left: float, wide: float, high: float, scale: float, across: Sequence[float]) -> Sequence[float]:
    """The right edges of characters that stand close on one level line, each up to the next; none where they do not."""
    if not across:
        advances = [wide * _units(char) for char in text]
    elif len(across) >= len(text) - 1:
        advances = [scale * step for step in across]
        if len(across) < len(text):
            advances.append(wide * _units(text[-1]))
    else:
        return ()
    # The fonts are not asked. Characters of one text that stand close have no blank between them: that would be one more.
    if min(advances) <= 0 or max(advances) > _CLOSE * high:
        return ()
    advances[0] += left
    return list(accumulate(advances))


def _words(text: str, left: float, ends: Sequence[float], base: float, size: float) -> Iterator[Glyph]:
    """Characters with these right edges: what is between blanks as one."""
    if _BLANK.isdisjoint(text):
        yield Glyph(text, left, ends[-1], base, size, ends if len(text) > 1 else ())
        return
    for match in _WORD.finditer(text):
        start, end = match.span()
        begin = ends[start - 1] if start else left
        yield Glyph(match.group(), begin, ends[end - 1], base, size, ends[start:end] if end - start > 1 else ())


def _one_by_one(
    text: str,
    x: float,
    y: float,
    size: float,
    stretch: float,
    place: _Matrix,
    across: Sequence[float],
    down: Sequence[float],
) -> Iterator[Glyph]:
    wide = hypot(place.a, place.b) * size * stretch * _POINTS
    high = hypot(place.c, place.d) * size * _POINTS
    for at, char in enumerate(text):
        left, base = (value * _POINTS for value in place(x, y))
        step = across[at] if at < len(across) else None
        own = wide * _units(char)
        advance = own if step is None else hypot(place.a, place.b) * step * _POINTS
        yield Glyph(char, left, left + (advance if 0 < advance <= _CLOSE * high else own), base, high)
        x += size * stretch * _units(char) if step is None else step
        y += down[at] if at < len(down) else 0.0


def _deltas(text: str, most: int) -> Sequence[float]:
    """The steps from character to character: `g n v` is n times v."""
    if "g" not in text:
        return numbers(text)[:most]
    found: list[float] = []
    words = iter(text.split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            count, value = numbers(next(words, "")), numbers(next(words, ""))
            if count and value:
                found += [value[0]] * int(min(max(count[0], 0), most))
        else:
            found += numbers(word)[:1]
    return found[:most]


def _units(char: str) -> float:
    return 0.5 if char.isascii() else 1.0
