"""passage: a regular expression over a whole passage of the main text (its title, its closing), however many paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.expression import compiled, complaint, required_literals, template_complaint
from govlint.analysis.finding import Edit, Hit
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language.quotation import Quotations
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_STRETCHED = lazy(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_CLOSING = 3
"""Paragraphs of text at the end that a closing is looked for in."""


@frozen
class Options:
    """What a passage rule may say."""

    passage: Literal["title", "head", "addressee", "closing", "text"] = field(
        metadata={
            "help": "看哪一部分：title 标题（几行连成一行），head 标题一行、下面发文字号和主送机关各一行，addressee 主送机关，"
            "closing 正文最后三段和署名，text 全部正文；附件不看，每段一行，行末有 \\n"
        }
    )
    pattern: str = field(
        metadata={"help": "在这一部分里找的正则表达式（RE2 写法）；(?P<match>…) 是要报告的部分，跨行时报告头一行"}
    )
    unless: str = field(default="", metadata={"help": "这一部分里有它就不报告的正则表达式"})
    use: str = field(default="", metadata={"help": "改法的模板，可用“{组名}”；不写则只报告、不改"})

    @property
    def compiled(self) -> Any:
        return compiled(self.pattern)

    def faults(self) -> Iterator[OptionsError]:
        """What cannot work in the expressions, and what does not go with them."""
        for key in ("pattern", "unless"):
            if getattr(self, key) and (said := complaint(getattr(self, key))):
                yield OptionsError(said, key)
                return
        if said := template_complaint(self.use, self.compiled.groupindex):
            yield OptionsError(said, "use")


class _Passage:
    """Blocks of a document as one text: each a line, those of the title together one."""

    def __init__(self, document: Document, indexes: Sequence[int], *, together: int = 0) -> None:
        self.document = document
        self.indexes = indexes
        texts = [document.places[i].block.folded for i in indexes]
        lines = [text if number + 1 < together else f"{text}\n" for number, text in enumerate(texts)]
        self.text = "".join(lines)
        self.starts = [0, *accumulate(map(len, lines))][:-1]

    @cached_property
    def unspaced(self) -> str:
        """The text without the spaces that stretch a title (通 知)."""
        return _STRETCHED.sub("", self.text)

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """The block that a range begins in, and the range there, cut at the end of the block."""
        which = bisect_right(self.starts, start) - 1
        index, before = self.indexes[which], self.starts[which]
        return index, start - before, min(end - before, len(self.document.places[index].block.text))


class _View:
    """The passages of a document, each made when a rule first asks for it."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def title(self) -> _Passage:
        lines = self.document.with_role(Role.TITLE, part=0)
        return _Passage(self.document, lines, together=len(lines))

    @cached_property
    def head(self) -> _Passage:
        lines = self.title.indexes
        return _Passage(
            self.document,
            [*lines, *self.document.with_role(Role.DATELINE, Role.SALUTATION, part=0)],
            together=len(lines),
        )

    @cached_property
    def addressee(self) -> _Passage:
        return _Passage(self.document, self.document.with_role(Role.SALUTATION, part=0))

    @cached_property
    def closing(self) -> _Passage:
        last = self.document.with_role(Role.BODY, part=0)[-_CLOSING:]
        return _Passage(self.document, [*last, *self.document.with_role(Role.SIGNATURE, part=0)])

    @cached_property
    def text(self) -> _Passage:
        return _Passage(self.document, self.document.with_role(Role.BODY, Role.ITEM, Role.HEADING, part=0))


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    needed = [required_literals(options.pattern) for options in rules]

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        view = _View(document)
        for index, options in enumerate(rules):
            passage: _Passage = getattr(view, options.passage)
            literals = needed[index]
            if passage.text and (literals is None or any(word in passage.text for word in literals)):
                for hit in _hits(passage, options):
                    yield index, hit

    return find


def _hits(passage: _Passage, options: Options) -> Iterator[Hit]:
    groups = options.compiled.groupindex
    excused: bool | None = None
    for match in options.compiled.finditer(passage.text):
        if excused is None:
            excused = bool(options.unless and compiled(options.unless).search(passage.unspaced))
        index, start, end = passage.place(*match.span(groups.get("match", 0)))
        block = passage.document.places[index].block
        if excused or start >= end:
            continue
        # A title names whatever it likes; in the text, what is quoted is not said.
        if options.passage in ("closing", "text") and Quotations(block.folded).around(start, end):
            continue
        slots = {name: match[number] or "" for name, number in groups.items()}
        slots["match"] = block.text[start:end]
        use = options.use.format_map(slots)
        yield Hit(start, end, {**slots, "use": use}, (Edit(start, end, use),) if use else (), block=index)


def _named(options: Options) -> Iterable[str]:
    return list(options.compiled.groupindex)


KIND = Kind(
    "passage",
    Options,
    document=_prepare,
    slots={"use": "改成的说法"},
    named=_named,
    expressions=lambda options: filter(None, (options.pattern, options.unless)),
    fixes=True,
)
