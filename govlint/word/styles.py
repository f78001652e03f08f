"""What Word's styles say of paragraphs and runs, inheritance followed: outline level, numbering, hidden, font and size.

ISO/IEC 29500-1, 17.7. Only what govlint asks for is read; themes give way to the fonts that they name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from govlint.word.package import W, Xml

_THEME = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
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
        if root is not None and (run := root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) is not None:
            self.defaults = self.run(run)
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
        return Style(outline=_number(outline), number=None if number is None else number.get(W + "val"), level=_number(level))

    def run(self, properties: Xml) -> Style:
        """What a w:rPr itself says."""
        fonts, size, hidden = (properties.find(W + n) for n in ("rFonts", "sz", "vanish"))
        font = None
        if fonts is not None:
            themed = fonts.get(W + "eastAsiaTheme")
            font = self._fonts.get(themed, "") if themed else fonts.get(W + "eastAsia")
        return Style(font=font or None, size=_number(size), hidden=None if hidden is None else is_on(hidden))


def merge(over: Style, under: Style) -> Style:
    """`over`, and where it says nothing what `under` says."""
    if over == NOTHING:
        return under
    if not over.name and under.name:
        over = replace(over, name=under.name)
    missing = {
        field: value
        for field in ("outline", "number", "level", "hidden", "font", "size")
        if getattr(over, field) is None and (value := getattr(under, field)) is not None
    }
    return replace(over, **missing) if missing else over


def is_on(element: Xml) -> bool:
    """Whether an on-off element is on."""
    return element.get(W + "val", "1") not in ("0", "false", "off")


def _number(element: Xml | None) -> int | None:
    text = "" if element is None else element.get(W + "val", "")
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _theme_fonts(theme: Xml) -> Iterator[tuple[str, str]]:
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{_THEME}{kind}Font")
        if fonts is None:
            continue
        chinese = next((f.get("typeface", "") for f in fonts.iterfind(_THEME + "font") if f.get("script") == "Hans"), "")
        named = fonts.find(_THEME + "ea")
        yield f"{kind}EastAsia", (named.get("typeface", "") if named is not None else "") or chinese
