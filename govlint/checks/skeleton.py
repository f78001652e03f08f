"""skeleton: what a kind of writing has (opening, transition, closing …) and where; knows where to look, not for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Hit
from govlint.document.block import Segment
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.lazyregex import lazy

GAP = "……"
_OR = "|"
_FULL_STOPS = "。！？；：…”’》）＊* "
_STOPS = "。！？；：，、…”’）》＊*— "
# A clause is not a preposition or a conjunction alone; 参与, 行为 and 重要 end sentences well.
_DANGLING = lazy(r"(?:[，、]|[，、][是和与及对把为将以在从向就要让使])$")
_ENDED = lazy(r"[。！？：；…][”’）》〕＊*\s]*$")
# A closing line of thanks or a date leaves the paragraph before it to be looked at.
_LINE = 12
_PARAGRAPHS = 3
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
    except_titled: str = field(default="", metadata={"help": "标题里有这样的词就不要求（用“|”隔开）"})

    def faults(self) -> Iterator[OptionsError]:
        """No formula at all, and formulas with a word left empty."""
        if not self.formulas:
            yield OptionsError("formulas 是空的", "formulas")
        for index, text in enumerate(self.formulas):
            if _has_empty_word(text):
                yield OptionsError(f"“{text}”里有空着的词", "formulas", index)
        for begin in self.begun:
            if _has_empty_word(begin):
                yield OptionsError(f"“{begin}”里有空着的词", "begun", begin)

    @cached_property
    def wanted(self) -> list[Formula]:
        return [Formula(text) for text in self.formulas]

    @cached_property
    def beginnings(self) -> list[tuple[Formula, Formula]]:
        return [(Formula(begin), Formula(rest)) for begin, rest in self.begun.items()]


def _has_empty_word(text: str) -> bool:
    parts = [part for part in text.split(GAP) if part]
    return not parts or any(not word for part in parts for word in part.split(_OR))


class _View:
    """The main text of a document as the rules look at it, worked out once for all of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.salutation: list[int] = []
        self.body: list[int] = []
        self.headings: list[int] = []
        lists = {Role.SALUTATION: self.salutation, Role.HEADING: self.headings, Role.BODY: self.body, Role.ITEM: self.body}
        for index, place in enumerate(document.places):
            if place.part == 0 and place.role in lists:
                lists[place.role].append(index)

    @cached_property
    def above(self) -> list[int]:
        """The paragraphs above the first heading."""
        return [i for i in self.body if i < self.headings[0]] if self.headings else self.body

    @cached_property
    def windows(self) -> Mapping[str, Sentences]:
        """For each place the sentences in which its formula may stand."""
        last = len(self.body) - 1
        while last > 0 and len(self.document.places[self.body[last]].block.text) <= _LINE:
            last -= 1
        return {
            "salutation": [*self._sentences(self.salutation), self.first],
            "opening": self._sentences((self.above or self.body)[:_PARAGRAPHS]),
            "transition": self._sentences(self.above[-_PARAGRAPHS:]),
            "closing": self._sentences(self.body[last:]),
        }

    @property
    def first(self) -> tuple[int, Segment]:
        """The first sentence of the text."""
        return self.body[0], self.document.places[self.body[0]].block.sentences[0]

    def _sentences(self, indexes: Sequence[int]) -> Sentences:
        return [(i, sentence) for i in indexes for sentence in self.document.places[i].block.sentences if sentence.core.strip()]


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        view = _View(document)
        if view.body:
            for index, options in enumerate(rules):
                for hit in _find(view, options):
                    yield index, hit

    return find


def _find(view: _View, options: Options) -> Iterator[Hit]:
    sentences = view.windows[options.place]
    if not sentences:
        return
    broken = next(((i, s) for i, s in sentences if _is_broken(view, options, i, s)), None)
    if broken is not None:
        yield _hit(*broken, "broken")
    elif _is_asked_for(view, options) and not any(_has(view, options, i, s) for i, s in sentences):
        at_end = options.place in ("transition", "closing")
        yield _hit(*(sentences[-1] if at_end else view.first), "")


def _has(view: _View, options: Options, index: int, sentence: Segment) -> bool:
    if options.place != "salutation":
        return any(formula.find(sentence.text) for formula in options.wanted)
    if view.document.places[index].role is Role.SALUTATION:
        return True
    return any(found[0] == 0 for formula in options.wanted if (found := formula.find(sentence.text)))


def _is_broken(view: _View, options: Options, index: int, sentence: Segment) -> bool:
    """Whether a formula begins in this sentence and is not brought to its end."""
    for begin, rest in options.beginnings:
        found = begin.find(sentence.text)
        if found is None or (options.place == "salutation" and found[0] != 0):
            continue
        if rest.find(sentence.text, found[1]) is None:
            return True
        if options.place != "salutation" and _stops_short(view.document.places[index].block.folded, sentence, found[1]):
            return True
    return False


def _stops_short(text: str, sentence: Segment, begun: int) -> bool:
    """Whether a sentence ends in a word that asks for more, or not at all."""
    core = sentence.text.rstrip(_FULL_STOPS)
    if _DANGLING.search(core) or (sentence.end == len(text) and not _ENDED.search(text)):
        return True
    # 是十分必要的 is whole.
    return core.endswith("的") and "是" not in core[begun:]


def _is_asked_for(view: _View, options: Options) -> bool:
    title = view.document.title
    if options.titled and title and not any(word in title for word in options.titled.split(_OR)):
        return False
    if options.except_titled and any(word in title for word in options.except_titled.split(_OR)):
        return False
    if options.place == "closing":
        return len(view.body) + len(view.headings) > _GROWN
    if options.place == "transition":
        return len(view.headings) > 1 and view.body[0] < view.headings[0]
    return True


def _hit(index: int, sentence: Segment, case: str) -> Hit:
    text = sentence.text
    return Hit(sentence.start + len(text) - len(text.lstrip()), sentence.start + len(text.rstrip()), case=case, block=index)


KIND = Kind(
    "skeleton",
    Options,
    document=_prepare,
    cases={"broken": "起了头，没有写完"},
)
