"""What Word's styles say of paragraphs and runs, inheritance followed: outline level, numbering, fonts, indents, spacing.

ISO/IEC 29500-1, 17.7. Only what govlint asks for is read; themes give way to the fonts that they name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

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
_DEPTH = 40  # styles that are based on each other in a ring are cut here


@dataclass(frozen=True, slots=True)
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


_FIELDS = tuple(field.name for field in fields(Style) if field.name != "name")

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
        return own if run is None else merge(own, self.run(run))

    def paragraph(self, properties: Xml) -> Style:
        """What a w:pPr itself says."""
        outline, number, level = (
            properties.find(path) for path in (W + "outlineLvl", f"{W}numPr/{W}numId", f"{W}numPr/{W}ilvl")
        )
        found = Style(outline=_number(outline), number=None if number is None else number.get(W + "val"), level=_number(level))
        return replace(found, **said) if (said := dict(_said_of_lines(properties))) else found

    def run(self, properties: Xml) -> Style:
        """What a w:rPr itself says."""
        fonts, size, hidden = (properties.find(W + n) for n in ("rFonts", "sz", "vanish"))
        font = latin = None
        if fonts is not None:
            themed, themed_latin = fonts.get(W + "eastAsiaTheme"), fonts.get(W + "asciiTheme")
            font = self._fonts.get(themed, "") if themed else fonts.get(W + "eastAsia")
            latin = self._fonts.get(themed_latin, "") if themed_latin else fonts.get(W + "ascii")
        return Style(
            font=font or None, size=_number(size), latin=latin or None, hidden=None if hidden is None else is_on(hidden)
        )


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


def _said_of_lines(properties: Xml) -> Iterator[tuple[str, Any]]:
    """What a w:pPr says of alignment, indents, line spacing and grid."""
    align, indent, spacing, grid = (properties.find(W + name) for name in ("jc", "ind", "spacing", "snapToGrid"))
    if align is not None:
        yield "align", _ALIGNMENTS.get(said := align.get(W + "val", ""), said)
    if grid is not None:
        yield "gridded", is_on(grid)
    if spacing is not None and (line := _signed(spacing.get(W + "line"))) is not None:
        yield "line", line
        yield "line_rule", spacing.get(W + "lineRule", "auto")
    for field, names in _INDENTS if indent is not None else ():
        for name, sign in names:
            if (value := _signed(indent.get(W + name))) is not None:
                yield field, sign * value
                break


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
