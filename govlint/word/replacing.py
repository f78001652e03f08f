"""Edits a Word file's paragraphs, runs and formatting kept; nothing is tracked."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from govlint.text.edits import Edit, least, place
from govlint.text.source import SourceError
from govlint.word.document import read
from govlint.word.editor import Editor
from govlint.word.flow import TEXTS, Paragraph
from govlint.word.package import Package, W, Xml
from govlint.word.runs import Operation, Unit, set_text

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = W + "txbxContent"


def rewrite(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with these edits made. They speak of its paragraphs in the order in which they are read, one a line.

    What is new takes the formatting of what it replaces, or of what stands before it; a run that is left without text goes.
    Raises SourceError where an edit would touch what is not text (a field's code, a picture, a phonetic guide) or the end of
    a paragraph, and MissingLibraryError.
    """
    editor = Editor(Package(data))
    paragraphs = read(editor.package, editor.parse).paragraphs
    starts = list(accumulate((len(paragraph.text) + 1 for paragraph in paragraphs), initial=0))
    of_paragraph: dict[int, list[Edit]] = {}
    for edit in sorted(set(edits), key=place):
        index = bisect_right(starts, edit.start, hi=len(paragraphs)) - 1
        start = starts[index]
        if "\n" in edit.text or edit.end - start > len(paragraphs[index].text):
            raise SourceError("改后段落的数目变了，Word 文件写不回去；请在 Word 里改")
        of_paragraph.setdefault(index, []).append(Edit(edit.start - start, edit.end - start, edit.text))
    for index, own in of_paragraph.items():
        _edit(paragraphs[index], own, index + 1)
        _copy_box(paragraphs[index].element)
    return editor.save()


def _copy_box(paragraph: Xml) -> None:
    """Where a text box stands a second time for older programs, say the same there."""
    for choice in paragraph.iterancestors(_MC + "Choice"):
        boxes = list(choice.iter(_BOX))
        copies = [box for fallback in choice.itersiblings(_MC + "Fallback") for box in fallback.iter(_BOX)]
        if len(boxes) == len(copies):
            for box, twin in zip(boxes, copies, strict=True):
                twin[:] = copy.deepcopy(box)


def _edit(paragraph: Paragraph, edits: Sequence[Edit], number: int) -> None:
    """Make edits of one paragraph, in its own code points and in order of place."""
    # What an edit would put back keeps its formatting.
    steps = [least(paragraph.text, edit) for edit in edits]
    operation = Operation(paragraph, (offset for step in steps for offset in (step.start, step.end)))
    for step in steps:
        units = operation.between(step.start, step.end) if step.end > step.start else operation.at(step.start)
        if not units or not all(unit.is_text for unit in units):
            raise SourceError(f"{paragraph.story}第{number}段要改的地方不全是文字（有域、图片、换行或注音），请在 Word 里改")
        if step.end > step.start:
            for unit in units:
                _set(unit, "")
            _set(units[0], step.text)
        elif units[0].end <= step.start:
            _set(units[0], _text(units[0]) + step.text)
        else:
            _set(units[0], step.text + _text(units[0]))
    for unit in operation.units:
        if unit.is_text and unit.run.tag == W + "r" and not _text(unit) and unit.run.getparent() is not None:
            unit.run.getparent().remove(unit.run)


def _words(unit: Unit) -> list[Xml]:
    return list(unit.run.iter(*TEXTS))


def _text(unit: Unit) -> str:
    return "".join(word.text or "" for word in _words(unit))


def _set(unit: Unit, text: str) -> None:
    first, *rest = _words(unit)
    set_text(first, text)
    for word in rest:
        word.getparent().remove(word)
