"""Paragraphs set by styles: defines the styles of an official document in a file, and gives paragraphs to them.

The styles stand on no other, and the default style stays what it is, so what is given to none of them looks as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from govlint.text.frozen import frozen
from govlint.word.editor import Editor
from govlint.word.flow import Paragraph
from govlint.word.numbering import Numbering
from govlint.word.order import LEVEL, PARAGRAPH, RUN, STYLE, drop, give, open_, properties, put
from govlint.word.package import W, Xml
from govlint.word.runs import Operation, new
from govlint.word.styles import Styles

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_STYLES = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
_PLACED = ("ind", "spacing", "jc", "snapToGrid", "contextualSpacing", "widowControl", "adjustRightInd")
_FACE = ("rFonts", "sz", "szCs", "spacing", "w", "kern")
_WEIGHT = ("b", "bCs", "i", "iCs")
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_SYMBOLIC = ("wingdings", "webdings", "symbol")


@frozen
class Setting:
    """How a kind of paragraph is set, and its style. Sizes are half points, indents hundredths of a character, `leading` is
    twentieths of a point, 0 where lines follow the grid; `closer` is by how many of them characters are closed up."""

    name: str
    key: str
    font: str
    size: int = 32
    align: str = "both"
    first: int = 0
    leading: int = 0
    closer: int = 0
    outline: int | None = None
    plain: bool = False
    """Whether weight and slant go as well: what sets headings apart is their font."""


@frozen
class Placing:
    """What is said of one paragraph beside its style. Indents are hundredths of a character, `before` lines of the grid."""

    left: int = 0
    right: int = 0
    first: int | None = None
    align: str = ""
    before: int = 0
    new_page: bool = False
    kept: bool = False
    """Whether it stands on one page with the paragraph behind it."""


_NOWHERE = Placing()


@dataclass
class Restyling:
    """The styles of one file, which are changed. `pitch` is the height of a line of the grid, in twentieths of a point."""

    editor: Editor
    styles: Styles
    numbering: Numbering
    pitch: int
    _root: Xml = None
    _ids: dict[str, str] = field(default_factory=dict)
    _levels: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        main = self.editor.package.main
        there = self.editor.package.related(main, "styles")
        part = self.editor.open(there[0]) if there else None
        self._root = self.editor.add_part("word/styles.xml", "styles", _STYLES_TYPE, _STYLES) if part is None else part
        self._elements: dict[str, Xml] = {s.get(W + "styleId", ""): s for s in self._root.iterfind(W + "style")}

    # Paragraphs ---------------------------------------------------------------------------------------------------

    def give(self, paragraph: Paragraph, setting: Setting, placing: Placing = _NOWHERE) -> None:
        """Set a paragraph so: its style, and what stands in its way taken out of it and of its runs."""
        element = paragraph.element
        own = properties(element, "pPr")
        listed = paragraph.style.number not in (None, "0")
        if listed:
            self._keep_number(paragraph, own, setting)
        drop(own, *_PLACED)
        give(own, "pStyle", PARAGRAPH, val=self._style(setting))
        mark = own.find(W + "rPr")
        if mark is not None:
            drop(mark, *_FACE, *(_WEIGHT if setting.plain else ()))
        if setting.outline is not None:
            drop(own, "outlineLvl")
        self._place(own, setting, placing, listed=listed)
        for run in {id(atom.run): atom.run for atom in paragraph.atoms if atom.run.tag == W + "r"}.values():
            self._bare(run, setting)

    def begin(self, paragraph: Paragraph, end: int, setting: Setting) -> None:
        """Set the first words of a paragraph, up to an offset in its text, in the font of a heading that runs into its text."""
        key = self._character(setting)
        for unit in Operation(paragraph, [end]).between(0, end):
            if unit.is_text and unit.run.tag == W + "r":
                said = properties(unit.run, "rPr")
                if said.find(W + "rStyle") is None:
                    give(said, "rStyle", RUN, val=key)

    def _place(self, own: Xml, setting: Setting, placing: Placing, *, listed: bool) -> None:
        if placing.align:
            give(own, "jc", PARAGRAPH, val=placing.align)
        first = setting.first if placing.first is None else placing.first
        if listed or placing.left or placing.right or placing.first is not None:
            # A list's own indents go before a style's.
            give(own, "ind", PARAGRAPH, **_indents(placing.left, placing.right, first, setting.size))
        if placing.before:
            lines = {"beforeLines": str(100 * placing.before), "before": str(self.pitch * placing.before)}
            leading = {"line": str(setting.leading), "lineRule": "exact"} if setting.leading else {}
            give(own, "spacing", PARAGRAPH, **lines, **leading)
        if placing.kept:
            give(own, "keepNext", PARAGRAPH)
        if placing.new_page:
            give(own, "pageBreakBefore", PARAGRAPH)

    def _bare(self, run: Xml, setting: Setting) -> None:
        said = run.find(W + "rPr")
        if said is None:
            return
        fonts = said.find(W + "rFonts")
        symbolic = fonts is not None and fonts.get(W + "ascii", "").lower().startswith(_SYMBOLIC)
        drop(said, *(name for name in _FACE if not (symbolic and name == "rFonts")), *(_WEIGHT if setting.plain else ()))
        named = said.find(W + "rStyle")
        if named is not None:
            look = self.styles.of(named.get(W + "val", ""))
            if look.font or look.size or look.latin:
                said.remove(named)
        if not len(said):
            run.remove(said)

    def _keep_number(self, paragraph: Paragraph, own: Xml, setting: Setting) -> None:
        """Let an automatic number stay where the style that brought it goes, close to its text and in its font."""
        number, level = paragraph.style.number or "", paragraph.list_level
        if own.find(W + "numPr") is None:
            listed = put(own, new(own, "numPr"), PARAGRAPH)
            listed.append(new(listed, "ilvl", val=str(level)))
            listed.append(new(listed, "numId", val=number))
        if (number, level) in self._levels:
            return
        self._levels.add((number, level))
        for path in self.editor.package.related(self.editor.package.main, "numbering"):
            for found in self._level_elements(self.editor.open(path), number, level):
                bullet = found.find(W + "numFmt")
                is_bullet = bullet is not None and bullet.get(W + "val") == "bullet"
                give(found, "suff", LEVEL, val="space" if is_bullet else "nothing")
                face = found.find(W + "rPr")
                if face is not None and not is_bullet:
                    drop(face, *_FACE, *(_WEIGHT if setting.plain else ()))

    def _level_elements(self, root: Xml, number: str, level: int) -> Iterator[Xml]:
        wanted = self.numbering.abstract_of(number)
        for abstract in root.iterfind(W + "abstractNum"):
            if abstract.get(W + "abstractNumId") == wanted:
                yield from (e for e in abstract.iterfind(W + "lvl") if e.get(W + "ilvl") == str(level))
        for instance in root.iterfind(W + "num"):
            if instance.get(W + "numId") == number:
                for override in instance.iterfind(W + "lvlOverride"):
                    if override.get(W + "ilvl") == str(level):
                        yield from override.iterfind(W + "lvl")

    # Styles -------------------------------------------------------------------------------------------------------

    def _style(self, setting: Setting) -> str:
        """The id of a setting's style, which is defined the first time."""
        if setting.name not in self._ids:
            found = self._named(setting.name)
            if found is None:
                key = setting.key if setting.key not in self._elements else f"Govlint{setting.key}"
                found = self._add(key, setting.name)
            self._define(found, setting)
            self._ids[setting.name] = found.get(W + "styleId", "")
        return self._ids[setting.name]

    def _character(self, setting: Setting) -> str:
        """The id of the character style that has a setting's font."""
        found = self._elements.get(setting.key)
        if found is None:
            found = self._add(setting.key, setting.name, "character")
        face = open_(found, "rPr", STYLE)
        give(face, "rFonts", RUN, **dict.fromkeys(_SCRIPTS, setting.font))
        return setting.key

    def _named(self, name: str) -> Xml | None:
        for style in self._elements.values():
            named = style.find(W + "name")
            if style.get(W + "type") == "paragraph" and named is not None and named.get(W + "val", "").lower() == name:
                return style
        return None

    def _add(self, key: str, name: str, kind: str = "paragraph") -> Xml:
        own = {} if name.isascii() else {"customStyle": "1"}  # Word has styles of the others' names itself
        style = new(self._root, "style", type=kind, styleId=key, **own)
        style.append(new(style, "name", val=name))
        give(style, "qFormat", STYLE)
        self._root.append(style)
        self._elements[key] = style
        return style

    def _define(self, style: Xml, setting: Setting) -> None:
        drop(style, "basedOn")
        own, face = (open_(style, name, STYLE) for name in ("pPr", "rPr"))
        drop(own, *_PLACED, "pBdr", "shd")
        give(own, "jc", PARAGRAPH, val=setting.align)
        give(own, "ind", PARAGRAPH, **_indents(0, 0, setting.first, setting.size))
        line = {"line": str(setting.leading or 240), "lineRule": "exact" if setting.leading else "auto"}
        none = dict.fromkeys(("before", "after", "beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing"), "0")
        give(own, "spacing", PARAGRAPH, **none, **line)
        # LibreOffice lets a line of a fixed height take as many of the grid as its font would.
        give(own, "snapToGrid", PARAGRAPH, **({"val": "0"} if setting.leading else {}))
        give(own, "widowControl", PARAGRAPH, val="0")
        if setting.outline is not None:
            give(own, "outlineLvl", PARAGRAPH, val=str(setting.outline))
        drop(face, *_FACE, *_WEIGHT)
        if setting.plain:
            drop(face, "color", "caps", "smallCaps")
            for name in _WEIGHT:
                give(face, name, RUN, val="0")
        give(face, "rFonts", RUN, **dict.fromkeys(_SCRIPTS, setting.font))
        if setting.closer:
            give(face, "spacing", RUN, val=str(-setting.closer))
        for name in ("sz", "szCs"):
            give(face, name, RUN, val=str(setting.size))


def _indents(left: int, right: int, first: int, size: int) -> Mapping[str, str]:
    """In characters, and for programs that do not know these in twentieths of a point."""
    said = {"left": left, "right": right, "hanging" if first < 0 else "firstLine": abs(first)}
    found: dict[str, str] = {}
    for name, value in said.items():
        found[f"{name}Chars"] = str(value)
        found[name] = str(value * size // 10)
    return found
