"""Gives a Word file's paragraphs a new text, runs and formatting kept; nothing is tracked."""

from __future__ import annotations

import copy
from difflib import SequenceMatcher

from govlint.text.source import SourceError
from govlint.word.document import read
from govlint.word.editor import Editor
from govlint.word.flow import Paragraph
from govlint.word.package import Package, W, Xml
from govlint.word.runs import Operation, Unit, set_text

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = W + "txbxContent"


def rewrite(data: bytes, lines: list[str]) -> bytes:
    """The file with these texts for its paragraphs, in the order in which they are read.

    What is new takes the formatting of what it replaces, or of what stands before it. Raises SourceError where a change
    would touch what is not text (a field's code, a picture, a phonetic guide), and MissingLibraryError.
    """
    editor = Editor(Package(data))
    paragraphs = read(editor.package, editor.parse).paragraphs
    if len(paragraphs) != len(lines):
        raise SourceError("改后段落的数目变了，Word 文件写不回去；请在 Word 里改")
    for number, (paragraph, line) in enumerate(zip(paragraphs, lines, strict=True), 1):
        if paragraph.text != line:
            _give(paragraph, line, number)
            _copy_box(paragraph.element)
    return editor.save()


def _copy_box(paragraph: Xml) -> None:
    """Where a text box stands a second time for older programs, say the same there."""
    for choice in paragraph.iterancestors(_MC + "Choice"):
        boxes = list(choice.iter(_BOX))
        copies = [box for fallback in choice.itersiblings(_MC + "Fallback") for box in fallback.iter(_BOX)]
        if len(boxes) == len(copies):
            for box, twin in zip(boxes, copies, strict=True):
                twin[:] = copy.deepcopy(box)


def _give(paragraph: Paragraph, text: str, number: int) -> None:
    # Where equal texts could be told apart in several ways any of them gives the same text.
    steps = [s for s in SequenceMatcher(None, paragraph.text, text, autojunk=False).get_opcodes() if s[0] != "equal"]
    operation = Operation(paragraph, (offset for _, start, end, _, _ in steps for offset in (start, end)))
    for _, start, end, new_start, new_end in steps:
        units = operation.between(start, end) if end > start else operation.at(start)
        if not units or not all(unit.is_text for unit in units):
            raise SourceError(f"{paragraph.story}第{number}段要改的地方不全是文字（有域、图片、换行或注音），请在 Word 里改")
        if end > start:
            for unit in units:
                _set(unit, "")
            _set(units[0], text[new_start:new_end])
        elif units[0].end <= start:
            _set(units[0], _text(units[0]) + text[new_start:new_end])
        else:
            _set(units[0], text[new_start:new_end] + _text(units[0]))


def _words(unit: Unit) -> list[Xml]:
    return list(unit.run.iter(W + "t"))


def _text(unit: Unit) -> str:
    return "".join(word.text or "" for word in _words(unit))


def _set(unit: Unit, text: str) -> None:
    first, *rest = _words(unit)
    set_text(first, text)
    for word in rest:
        word.getparent().remove(word)
