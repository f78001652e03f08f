"""The comments of a Word file: writes new ones in our name, with ids that nothing else in the file has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from govlint.word.document import AUTHOR
from govlint.word.editor import Editor
from govlint.word.package import W, Xml
from govlint.word.runs import new, set_text
from govlint.word.styles import Styles

RULE_PREFIX = "规则："
"""What stands before the rule's id in the last line of a comment."""

_PART = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ROOT = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
_INITIALS = "gl"
_NUMBERED_NAMES = "ins del moveFrom moveTo comment commentRangeStart commentReference rPrChange pPrChange"
_NUMBERED = [W + name for name in _NUMBERED_NAMES.split()]


@dataclass
class CommentBook:
    """Our comments in one file, all of the same time. Made when every part to be changed is open: ids are counted then."""

    editor: Editor
    styles: Styles
    now: datetime
    _next_id: int = field(init=False)

    def __post_init__(self) -> None:
        package = self.editor.package
        for path in package.related(package.main, "comments"):
            self.editor.open(path)
        numbers = (_number(element) for tree in self.editor.trees.values() for element in tree.iter(*_NUMBERED))
        self._next_id = 1 + max(numbers, default=0)

    def take_id(self) -> str:
        """An id that nothing has."""
        self._next_id += 1
        return str(self._next_id - 1)

    def signature(self) -> dict[str, str]:
        """What a tracked change or comment of ours says of itself, with an id of its own."""
        return {"id": self.take_id(), "author": AUTHOR, "date": self.now.strftime("%Y-%m-%dT%H:%M:%SZ")}

    def reference(self, beside: Xml, key: str) -> Xml:
        """The run that shows a comment's mark in the text, to be put beside an element."""
        run = new(beside, "r")
        if "CommentReference" in self.styles:
            properties = new(run, "rPr")
            properties.append(new(properties, "rStyle", val="CommentReference"))
            run.append(properties)
        run.append(new(run, "commentReference", id=key))
        return run

    def add(self, key: str, lines: Iterable[str]) -> None:
        """Write a comment of these paragraphs."""
        root = self._tree()
        comment = new(root, "comment", **(self.signature() | {"id": key, "initials": _INITIALS}))
        for number, line in enumerate(lines):
            comment.append(self._paragraph(comment, line, first=number == 0))
        root.append(comment)

    def _paragraph(self, comment: Xml, line: str, *, first: bool) -> Xml:
        paragraph = new(comment, "p")
        if "CommentText" in self.styles:
            properties = new(paragraph, "pPr")
            properties.append(new(properties, "pStyle", val="CommentText"))
            paragraph.append(properties)
        if first:
            mark = new(paragraph, "r")
            mark.append(new(mark, "annotationRef"))
            paragraph.append(mark)
        run = new(paragraph, "r")
        text = new(run, "t")
        set_text(text, _printable(line))
        run.append(text)
        paragraph.append(run)
        return paragraph

    def _tree(self) -> Xml:
        package = self.editor.package
        there = package.related(package.main, "comments")
        if there:
            return self.editor.open(there[0])
        if _PART not in self.editor.trees:
            return self.editor.add_part(_PART, "comments", _TYPE, _ROOT)
        return self.editor.trees[_PART]


def _number(element: Xml) -> int:
    text = element.get(W + "id", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _printable(text: str) -> str:
    """What XML can hold of a text."""
    return "".join(c if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff" else " " for c in text)
