"""All stories of a Word document in order: main text, notes, headers, footers; opens the parts it needs.

What colleagues say of the text in comments is not the text, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govlint.word.controls import Controls
from govlint.word.flow import Flow, Paragraph
from govlint.word.numbering import Numbering
from govlint.word.package import Package, W, Xml
from govlint.word.styles import Styles

AUTHOR = "govlint"
"""Whose comments and changes are ours."""

MAIN = "正文"
_NOTES = (("footnotes", "footnote", "脚注"), ("endnotes", "endnote", "尾注"))
_MARGINS = (("header", "页眉"), ("footer", "页脚"))
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHUNKS = {
    **dict.fromkeys(("htm", "html", "xhtml"), "网页"),
    **dict.fromkeys(("mht", "mhtml"), "单个文件的网页（MHT）"),
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), "Word 文件"),
    "txt": "纯文本",
    "rtf": "RTF 文件",
}
_PAGES = re.compile(rb"<Pages>(\d+)</Pages>")
_NOTHING_COUNTED = b"<Characters>0</Characters>"

Parser = Callable[[bytes, str], Xml]


@dataclass(slots=True)
class WordDocument:
    """A document's paragraphs with text, in order, and the trees of the parts that they stand in, by name."""

    package: Package
    paragraphs: list[Paragraph]
    trees: dict[str, Xml]
    styles: Styles
    numbering: Numbering
    chunks: tuple[str, ...] = ()
    """What kinds of files stand in it whole (w:altChunk), in order; they are not read."""


def read(package: Package, parse: Parser, *, rejected: bool = False) -> WordDocument:
    """Read all stories but for what Word makes itself (contents, page numbers); `parse` makes a tree of a part.

    Raises SourceError for what is damaged or nests absurdly.
    """
    main = package.main

    def part(kind: str) -> Xml | None:
        found = package.related(main, kind)
        return package.xml(found[0]) if found else None

    styles = Styles(part("styles"), part("theme"))
    numbering = Numbering(part("numbering"))
    flow = Flow(styles, numbering, Controls(part("glossaryDocument")), rejected=rejected)
    trees = {main: parse(package.read(main), main)}
    known_pages = _has_pages(package, main)
    flow.page = int(known_pages)
    body = trees[main].find(W + "body")
    paragraphs = list(flow.story(body if body is not None else trees[main], MAIN))
    for kind, tag, name in _NOTES:
        for path in package.related(main, kind)[:1]:
            trees[path] = parse(package.read(path), path)
            for note in trees[path].iterfind(W + tag):
                if note.get(W + "type") in (None, "normal"):
                    anchor = flow.references.get((tag, note.get(W + "id", "")))
                    paragraphs += flow.story(note, name, "note", anchor)
    for kind, name in _MARGINS:
        for path in package.related(main, kind):
            trees[path] = parse(package.read(path), path)
            paragraphs += flow.story(trees[path], name, "note")
    paragraphs = [paragraph for paragraph in paragraphs if not paragraph.made]
    for paragraph in paragraphs:
        if paragraph.story != MAIN or not known_pages:
            paragraph.page = 0
    chunks = tuple(kind for path, tree in trees.items() for kind in _chunks(package, path, tree))
    return WordDocument(package, paragraphs, trees, styles, numbering, chunks)


def _chunks(package: Package, path: str, tree: Xml) -> Iterator[str]:
    """The kinds of the files that a part takes in whole (ISO/IEC 29500-1, 17.17.2.1), as a writer calls them."""
    relations: dict[str, tuple[str, str]] | None = None
    for chunk in tree.iter(W + "altChunk"):
        relations = package.relations(path) if relations is None else relations
        _, target = relations.get(chunk.get(_R + "id", ""), ("", ""))
        yield _CHUNKS.get(target.rpartition(".")[2].lower(), "文件")


def _has_pages(package: Package, main: str) -> bool:
    """Whether the main text says where its pages end: it has a mark of a page's end, or it has but one page."""
    if b"lastRenderedPageBreak" in package.read(main):
        return True
    application = next((t for k, t in package.relations("").values() if k.endswith("/extended-properties")), "")
    pages = _PAGES.search(package.read(application)) if application in package else None
    return pages is not None and int(pages.group(1)) == 1 and _is_by_word(package.read(application))


def _is_by_word(properties: bytes) -> bool:
    # LibreOffice states the pages of its own layout, which is not what Word shows; a program that fills in a template of
    # Word's leaves in it what was true of the empty file.
    return (b"<Application>Microsoft" in properties or b"WPS" in properties) and _NOTHING_COUNTED not in properties
