"""skeleton: what a kind of writing has (opening, transition, closing …) and where; knows where to look, not for what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from govlint.block import Segment
from govlint.check import Kind, OptionsError, each_document
from govlint.document import Document, Role
from govlint.finding import Hit

GAP = "……"
_OR = "|"
_STOPS = "。！？；：，、…”’）》＊*— "
# A sentence does not end in a word that asks for more.
_DANGLING = frozenset("的是和与及、对把为将以在从向就要让使")
_ENDED = re.compile(r"[。！？：；…][”’）》〕＊*\s]*$")
# A closing line of thanks or a date leaves the paragraph before it to be looked at.
_LINE = 12
_OPENING_PARAGRAPHS = 3
_GROWN = 3

Sentences = list[tuple[int, Segment]]


class Formula:
    """Words in order within a sentence: `下面……讲|强调` is 下面 and, somewhere behind it, 讲 or 强调."""

    def __init__(self, text: str) -> None:
        self.parts = [part.split(_OR) for part in text.split(GAP) if part]
        self.open_end = text.endswith(GAP)

    def find(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Where the words stand, from the first one's beginning to the last one's end; None where one is wanting.

        A gap at the end stands for at least two characters.
        """
        begin, end = -1, start
        for words in self.parts:
            places = [(at, at + len(word)) for word in words if (at := text.find(word, end)) >= 0]
            if not places:
                return None
            first, end = min(places)
            begin = first if begin < 0 else begin
        if self.open_end and len(text[end:].strip(_STOPS)) < 2:
            return None
        return (start if begin < 0 else begin), end


@dataclass(frozen=True)
class Options:
    """What a skeleton rule may say."""

    place: Literal["salutation", "opening", "transition", "closing"] = field(
        metadata={"help": "看哪里：称谓、开头、进入正文前的过渡、结尾"}
    )
    formulas: tuple[str, ...] = field(metadata={"help": "有其中一句就行；“……”表示中间可以有别的话，“|”隔开可以互换的词"})
    begun: Mapping[str, str] = field(
        default_factory=dict, metadata={"help": "起了头的话，和同一句里后面一定要有的话；没有就是没写完"}
    )
    titled: str = field(default="", metadata={"help": "标题里有这样的词才要求（用“|”隔开）；没有标题的也要求"})

    def __post_init__(self) -> None:
        if not self.formulas:
            raise OptionsError("formulas 是空的", "formulas")
        for index, text in enumerate(self.formulas):
            self._refuse_empty(text, "formulas", index)
        for begin in self.begun:
            self._refuse_empty(begin, "begun", begin)

    def _refuse_empty(self, text: str, *path: str | int) -> None:
        if not text.replace(GAP, "") or "" in [word for part in text.split(GAP) if part for word in part.split(_OR)]:
            raise OptionsError(f"“{text}”里有空着的词", *path)

    @cached_property
    def wanted(self) -> list[Formula]:
        return [Formula(text) for text in self.formulas]

    @cached_property
    def beginnings(self) -> list[tuple[Formula, Formula]]:
        return [(Formula(begin), Formula(rest)) for begin, rest in self.begun.items()]


def _find(document: Document, options: Options) -> Iterator[Hit]:
    body = document.with_role(Role.BODY, Role.ITEM, part=0)
    if not body:
        return
    sentences = _window(document, options.place, body)
    broken = [(i, s) for i, s in sentences if _is_broken(options, document, i, s)]
    if broken:
        yield _hit(*broken[0], "broken")
    elif _is_asked_for(document, options, body) and not any(_has(options, s, i, document) for i, s in sentences):
        where = sentences[-1] if options.place in ("transition", "closing") else _first(document, body)
        yield _hit(*where, "")


def _window(document: Document, place: str, body: Sequence[int]) -> Sentences:
    """The sentences in which the formula may stand."""
    heading = _first_heading(document)
    above = [i for i in body if heading is None or i < heading]
    if place == "salutation":
        lines = document.with_role(Role.SALUTATION, part=0)
        return [*_sentences(document, lines), _first(document, body)]
    if place == "opening":
        return _sentences(document, (above or body)[:_OPENING_PARAGRAPHS])
    if place == "transition":
        return _sentences(document, above)
    last = len(body) - 1
    while last > 0 and len(document.places[body[last]].block.folded) <= _LINE:
        last -= 1
    return _sentences(document, body[last:])


def _sentences(document: Document, indexes: Sequence[int]) -> Sentences:
    return [(i, sentence) for i in indexes for sentence in document.places[i].block.sentences if sentence.core.strip()]


def _first(document: Document, body: Sequence[int]) -> tuple[int, Segment]:
    return body[0], document.places[body[0]].block.sentences[0]


def _first_heading(document: Document) -> int | None:
    return next(iter(document.with_role(Role.HEADING, part=0)), None)


def _has(options: Options, sentence: Segment, index: int, document: Document) -> bool:
    if options.place != "salutation":
        return any(formula.find(sentence.text) for formula in options.wanted)
    if document.places[index].role is Role.SALUTATION:
        return True
    return any(found[0] == 0 for formula in options.wanted if (found := formula.find(sentence.text)))


def _is_broken(options: Options, document: Document, index: int, sentence: Segment) -> bool:
    """Whether a formula begins in this sentence and is not brought to its end."""
    for begin, rest in options.beginnings:
        found = begin.find(sentence.text)
        if found is None or (options.place == "salutation" and found[0] != 0):
            continue
        if rest.find(sentence.text, found[1]) is None:
            return True
        if options.place != "salutation" and _stops_short(document.places[index].block.folded, sentence):
            return True
    return False


def _stops_short(text: str, sentence: Segment) -> bool:
    core = sentence.text.rstrip(_STOPS)
    return core[-1:] in _DANGLING or (sentence.end == len(text) and not _ENDED.search(text))


def _is_asked_for(document: Document, options: Options, body: Sequence[int]) -> bool:
    if options.titled and document.title and not any(word in document.title for word in options.titled.split(_OR)):
        return False
    if options.place == "closing":
        return len(document.with_role(Role.BODY, Role.ITEM, Role.HEADING, part=0)) > _GROWN
    if options.place == "transition":
        headings = document.with_role(Role.HEADING, part=0)
        return len(headings) > 1 and body[0] < headings[0]
    return True


def _hit(index: int, sentence: Segment, case: str) -> Hit:
    text = sentence.text
    return Hit(sentence.start + len(text) - len(text.lstrip()), sentence.start + len(text.rstrip()), case=case, block=index)


KIND = Kind(
    "skeleton",
    Options,
    document=each_document(_find),
    cases={"broken": "起了头，没有写完"},
)
