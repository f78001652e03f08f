"""OFD (GB/T 33190-2016), the page format of the state: its pages' text with its places; read, never written.

A package holds one document or several, one after the other. Annotations, seals and signatures are no text of the pages and
stay as they are. Programs differ in names: folders, cases, even the namespace; what a part is called locally decides.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree

from govlint.pages.lines import Paper
from govlint.pages.sheet import Sheet
from govlint.readers import paged
from govlint.readers.ofdpage import Canvas, attribute, child, children, numbers
from govlint.readers.paged import MOST_GLYPHS, MOST_PAGES, PagedSource
from govlint.text.archive import MAX_PACKAGE, Archive, refuse_hostile
from govlint.text.source import SourceError

LIMIT = MAX_PACKAGE
"""How many bytes a file may have."""
_ENTRY = "OFD.xml"
_ENCRYPTED = "Encryptions.xml"
"""The entry of what is encrypted (GM/T 0099-2020, C.2)."""
_A4 = 210.0, 297.0


def decode(data: bytes, path: str) -> PagedSource:
    """The text of an OFD. Raises SourceError, also for one that is encrypted or holds only pictures."""
    package = _Package(data)
    if package.find("", _ENCRYPTED):
        raise SourceError("OFD 加了密，读不了；请解密后再检查")
    entry = package.find("", _ENTRY)
    if entry is None:
        raise SourceError("不是 OFD 文件：里面没有 OFD.xml")
    paper = Paper()
    pages = glyphs = 0
    for body in children(package.xml(entry), "DocBody"):
        root = child(body, "DocRoot")
        name = None if root is None else package.find(entry, root.text or "")
        if name is None:
            continue
        for sheet in _Document(package, name).sheets(pages):
            pages += 1
            glyphs += sum(len(glyph.text) for glyph in sheet.glyphs)
            if pages > MOST_PAGES or glyphs > MOST_GLYPHS:
                raise SourceError(f"OFD 太长（最多检查 {MOST_PAGES} 页），没有检查；请分成几个文件")
            paper.add(sheet)
    if not pages:
        raise SourceError("OFD 里没有页面")
    return paged.source_of(paper, path, "OFD")


read = paged.read


class _Package(Archive):
    """The parts of a package."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data, "OFD 文件", ".ofd")
        self._paths = {name.replace("\\", "/").lstrip("./"): name for name in self._names}

    def find(self, base: str, location: str) -> str | None:
        """The part that a location written in the part `base` leads to: seen from there, or from the top as some write it."""
        location = location.replace("\\", "/").strip()
        if not location:
            return None
        beside = posixpath.join(posixpath.dirname(base), location)
        for path in (location,) if location.startswith("/") else (beside, location):
            name = self._paths.get(posixpath.normpath(path).lstrip("./").lower())
            if name is not None:
                return name
        return None

    def xml(self, name: str) -> ElementTree.Element:
        """The top element of a part. Raises SourceError."""
        data = self.read(name)
        refuse_hostile(data, "OFD")
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            self.damaged(name, error)


class _Document:
    """One document of a package: its pages, and what they share."""

    def __init__(self, package: _Package, root: str) -> None:
        self._package, self._root = package, root
        self._top = package.xml(root)
        common = child(self._top, "CommonData")
        self._box = _box(child(common, "PageArea")) or _A4
        self._composites: dict[str, ElementTree.Element] = {}
        self._templates = {attribute(found, "ID"): attribute(found, "BaseLoc") for found in children(common, "TemplatePage")}
        self._take_resources(root, common, "PublicRes", "DocumentRes")

    def sheets(self, before: int) -> Iterator[Sheet]:
        """The pages in order, numbered from `before` + 1. A template's text comes with the first page that shows it."""
        shown: set[str] = set()
        for number, entry in enumerate(children(child(self._top, "Pages"), "Page"), before + 1):
            name = self._package.find(self._root, attribute(entry, "BaseLoc"))
            if name is None:
                continue
            page = self._package.xml(name)
            self._take_resources(name, page, "PageRes")
            content = child(page, "Content")
            places = (child(page, "Area"), child(page, "PageArea"), child(content, "PageArea"))
            box = next((box for place in places if (box := _box(place))), self._box)
            canvas = Canvas(number, *box, self._composites)
            for template in children(page, "Template"):
                identifier = attribute(template, "TemplateID")
                if identifier not in shown:
                    shown.add(identifier)
                    canvas.paint(child(self._part(self._root, self._templates.get(identifier, "")), "Content"))
            canvas.paint(content)
            yield canvas.sheet()

    def _take_resources(self, base: str, owner: ElementTree.Element | None, *names: str) -> None:
        for entry in children(owner, *names):
            for group in children(self._part(base, entry.text or ""), "CompositeGraphicUnits"):
                self._composites |= {attribute(unit, "ID"): unit for unit in children(group, "CompositeGraphicUnit")}

    def _part(self, base: str, location: str) -> ElementTree.Element | None:
        name = self._package.find(base, location)
        return None if name is None else self._package.xml(name)


def _box(area: ElementTree.Element | None) -> tuple[float, float] | None:
    """The width and height of a page in millimetres."""
    found = child(area, "PhysicalBox")
    box = numbers(found.text) if found is not None else []
    return (box[2], box[3]) if len(box) == 4 and box[2] > 0 < box[3] else None
