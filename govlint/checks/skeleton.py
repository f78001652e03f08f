"""skeleton: what a kind of writing has (opening, transition, closing …) and where; knows where to look, not for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Literal

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Hit
from govlint.document.block import Segment
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.document.windows import Windows
from govlint.language.formula import GAP, OR, Formula
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_FULL_STOPS = "。！？；：…”’》）＊* "
# A clause is not a preposition or a conjunction alone; 参与, 行为 and 重要 end sentences well.
_DANGLING = lazy(r"(?:[，、]|[，、][是和与及对把为将以在从向就要让使])$")
_ENDED = lazy(r"[。！？：；…][”’）》〕＊*\s]*$")
_GROWN = 3


@frozen
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
    return not parts or any(not word for part in parts for word in part.split(OR))


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        view = Windows(document)
        if view.body:
            for index, options in enumerate(rules):
                for hit in _find(view, options):
                    yield index, hit

    return find


def _find(view: Windows, options: Options) -> Iterator[Hit]:
    sentences = view.sentences[options.place]
    if not sentences:
        return
    broken = next(((i, s) for i, s in sentences if _is_broken(view, options, i, s)), None)
    if broken is not None:
        yield _hit(*broken, "broken")
    elif _is_asked_for(view, options) and not any(_has(view, options, i, s) for i, s in sentences):
        at_end = options.place in ("transition", "closing")
        yield _hit(*(sentences[-1] if at_end else view.first), "")


def _has(view: Windows, options: Options, index: int, sentence: Segment) -> bool:
    if options.place != "salutation":
        return any(formula.find(sentence.text) for formula in options.wanted)
    if view.document.places[index].role is Role.SALUTATION:
        return True
    return any(found[0] == 0 for formula in options.wanted if (found := formula.find(sentence.text)))


def _is_broken(view: Windows, options: Options, index: int, sentence: Segment) -> bool:
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
    """Whether a sentence ends where a formula has only begun, in a word that asks for more, or not at all."""
    core = sentence.text.rstrip(_FULL_STOPS)
    if begun >= len(core) or _DANGLING.search(core) or (sentence.end == len(text) and not _ENDED.search(text)):
        return True
    # 是十分必要的 is whole.
    return core.endswith("的") and "是" not in core[begun:]


def _is_asked_for(view: Windows, options: Options) -> bool:
    title = view.document.title
    if options.titled and title and not any(word in title for word in options.titled.split(OR)):
        return False
    if options.except_titled and any(word in title for word in options.except_titled.split(OR)):
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
