"""What Word's styles say of paragraphs and runs, inheritance followed: outline level, numbering, fonts, indents, spacing.

ISO/IEC 29500-1, 17.7. Only what govlint asks for is read; themes give way to the fonts that they name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any

from govlint.text.frozen import frozen
from govlint.word.package import W, Xml

_THEME = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both", "thaiDistribute": "both"}
# The attributes of w:ind in which each may be said; a hanging first line goes before an indented one.
_INDENTS = (
    ("left", (("left", 1), ("start", 1))),
    ("right", (("right", 1), ("end", 1))),
    ("first", (("hanging", -1), ("firstLine", 1))),
    ("left_characters", (("leftChars", 1), ("startChars", 1))),
    ("right_characters", (("rightChars", 1), ("endChars", 1))),
    ("first_characters", (("hangingChars", -1), ("firstLineChars", 1))),
)
# Word's own headings are headings whatever their style says; some programs write the names that Word shows.
_HEADING = re.compile("(?:heading|标题) ?([1-9])", re.IGNORECASE)
_DEPTH = 40  # styles that are based on each other in a ring are cut here


@frozen
class Style:
    """What a paragraph or character style adds up to. None: it does not say."""

    name: str = ""
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    hidden: bool | None = None
    font: str | None = None
    size: int | None = None
    """Of East Asian text, in half points."""
    latin: str | None = None
    """The font of digits and Latin letters."""
    hint: str | None = None
    """Which of the fonts a run's quotation marks and dashes are set in: eastAsia, or that of Latin letters."""
    align: str | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None
    """Indents in twentieths of a point; the first line's is less than 0 where it hangs."""
    left_characters: int | None = None
    right_characters: int | None = None
    first_characters: int | None = None
    """The same in hundredths of a character, which go before the others."""
    line: int | None = None
    line_rule: str | None = None
    gridded: bool | None = None
    ruled: bool | None = None
    """Whether a line stands above or below a paragraph."""


_FIELDS = tuple(field.name for field in fields(Style) if field.name != "name")

SIZE = 20
"""Of text, in half points, where nobody says anything (17.3.2.38)."""
NOTHING = Style()
"""What says nothing of anything."""


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Xml | None, theme: Xml | None = None) -> None:
        self._elements: dict[str, Xml] = {}
        self._fonts = dict(_theme_fonts(theme)) if theme is not None else {}
        self.default_paragraph = ""
        self.defaults = Style()
        for style in root.iterfind(W + "style") if root is not None else ():
            key = style.get(W + "styleId", "")
            self._elements.setdefault(key, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self.default_paragraph = key
        defaults = root.find(W + "docDefaults") if root is not None else None
        if defaults is not None and (run := defaults.find(f"{W}rPrDefault/{W}rPr")) is not None:
            self.defaults = self.run(run)
        if defaults is not None and (paragraph := defaults.find(f"{W}pPrDefault/{W}pPr")) is not None:
            self.defaults = merge(self.defaults, self.paragraph(paragraph))
        self.of = cache(self._of)

    def __contains__(self, key: str) -> bool:
        return key in self._elements

    def _of(self, key: str) -> Style:
        """A style with what it inherits."""
        found = Style()
        for element in self._chain(key):
            found = merge(found, self._own(element))
        return found

    def _chain(self, key: str) -> Iterator[Xml]:
        for _ in range(_DEPTH):
            element = self._elements.get(key)
            if element is None:
                return
            yield element
            based = element.find(W + "basedOn")
            key = "" if based is None else based.get(W + "val", "")

    def _own(self, element: Xml) -> Style:
        name = element.find(W + "name")
        own = Style(name="" if name is None else name.get(W + "val", ""))
        paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
        if paragraph is not None:
            own = merge(own, self.paragraph(paragraph))
        if own.outline is None and (heading := _HEADING.fullmatch(own.name)):
            own = replace(own, outline=int(heading.group(1)) - 1)
        return own if run is None else merge(own, self.run(run))

    def paragraph(self, properties: Xml) -> Style:
        """What a w:pPr itself says."""
        said: dict[str, Any] = {}
        for child in properties:
            if (reader := _PARAGRAPH.get(child.tag)) is not None:
                said.update(reader(child))
        return Style(**said) if said else NOTHING

    def run(self, properties: Xml) -> Style:
        """What a w:rPr itself says."""
        said: dict[str, Any] = {}
        for child in properties:
            if child.tag == _FONTS:
                said |= {"font": self._font(child, "eastAsia") or None, "latin": self._font(child, "ascii") or None}
                said["hint"] = child.get(W + "hint")
            elif child.tag == _SIZE:
                said["size"] = _number(child)
            elif child.tag == _HIDDEN:
                said["hidden"] = is_on(child)
        return Style(**said) if said else NOTHING

    def _font(self, fonts: Xml, script: str) -> str | None:
        themed = fonts.get(f"{W}{script}Theme")
        found: str | None = self._fonts.get(themed, "") if themed else fonts.get(W + script)
        return found


def merge(over: Style, under: Style) -> Style:
    """`over`, and where it says nothing what `under` says."""
    if over == NOTHING:
        return under
    if not over.name and under.name:
        over = replace(over, name=under.name)
    missing = {
        field: value for field in _FIELDS if getattr(over, field) is None and (value := getattr(under, field)) is not None
    }
    return replace(over, **missing) if missing else over


def is_on(element: Xml) -> bool:
    """Whether an on-off element is on."""
    return element.get(W + "val", "1") not in ("0", "false", "off")


def _number(element: Xml | None) -> int | None:
    text = "" if element is None else element.get(W + "val", "")
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _numbering(element: Xml) -> Iterator[tuple[str, Any]]:
    number, level = element.find(W + "numId"), element.find(W + "ilvl")
    yield "number", None if number is None else number.get(W + "val")
    yield "level", _number(level)


def _alignment(element: Xml) -> Iterator[tuple[str, Any]]:
    said = element.get(W + "val", "")
    yield "align", _ALIGNMENTS.get(said, said)


def _borders(element: Xml) -> Iterator[tuple[str, Any]]:
    kinds = [side.get(W + "val", "") for name in ("top", "bottom") if (side := element.find(W + name)) is not None]
    if kinds:
        yield "ruled", any(kind not in ("", "none", "nil") for kind in kinds)


def _spacing(element: Xml) -> Iterator[tuple[str, Any]]:
    if (line := _signed(element.get(W + "line"))) is not None:
        yield "line", line
        yield "line_rule", element.get(W + "lineRule", "auto")


def _indents(element: Xml) -> Iterator[tuple[str, Any]]:
    for field, names in _INDENTS:
        for name, sign in names:
            if (value := _signed(element.get(W + name))) is not None:
                yield field, sign * value
                break


_PARAGRAPH: Mapping[str, Callable[[Xml], Iterable[tuple[str, Any]]]] = {
    W + "outlineLvl": lambda element: [("outline", _number(element))],
    W + "numPr": _numbering,
    W + "jc": _alignment,
    W + "ind": _indents,
    W + "spacing": _spacing,
    W + "pBdr": _borders,
    W + "snapToGrid": lambda element: [("gridded", is_on(element))],
}
_FONTS, _SIZE, _HIDDEN = W + "rFonts", W + "sz", W + "vanish"


def _signed(text: str | None) -> int | None:
    # Strict files may have lengths with units; they are left alone.
    return int(text) if text and len(text) < 8 and text.removeprefix("-").isdecimal() else None


def _theme_fonts(theme: Xml) -> Iterator[tuple[str, str]]:
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{_THEME}{kind}Font")
        if fonts is None:
            continue
        chinese = next((f.get("typeface", "") for f in fonts.iterfind(_THEME + "font") if f.get("script") == "Hans"), "")
        named = fonts.find(_THEME + "ea")
        latin = fonts.find(_THEME + "latin")
        for script in ("HAnsi", "Ascii"):
            yield f"{kind}{script}", "" if latin is None else latin.get("typeface", "")
        yield f"{kind}EastAsia", (named.get("typeface", "") if named is not None else "") or chinese
