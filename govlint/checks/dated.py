"""dated: words that hold only up to a date: offices, laws, tasks and sayings, each with its successor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.expression import compiled, complaint
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language.quotation import Quotations
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy
from govlint.text.literals import Literals

_MONTH = lazy(r"\d{4}-\d{2}")
# Who was or has been renamed keeps the old name.
_FORMER = lazy(r"(?:[原前]|时任|曾任|历任)[^，。；、：]{0,8}$")
_CHANGED = lazy(r"撤销|更名|改名|改称|改为|改组|组建|合并|整合|划入|转隶|挂牌|前身|机构改革|取代|废止")
_YEAR = lazy(r"((?:19|20)\d\d)(?=年|[—～-](?:19|20)\d\d年)")
_PLANS = {"九五": "2000", "十五": "2005", "十一五": "2010", "十二五": "2015", "十三五": "2020"}
_PLAN = lazy("“(九五|十五|十一五|十二五|十三五)”")


@frozen
class Term:
    """A word that is out of date."""

    since: str = field(metadata={"help": "从哪年哪月起不再这样说（如 2019-04）；更早的文稿不查"})
    use: str = field(default="", metadata={"help": "现在的说法；不写则只提示"})
    given: str = field(default="", metadata={"help": "同一句里有它才报告的正则表达式（RE2 写法）"})
    unless: str = field(default="", metadata={"help": "同一句里有它就不报告的正则表达式（RE2 写法）"})
    quoted: bool = field(default=False, metadata={"help": "true：引号、书名号里的也查；不写则不查"})


@frozen
class Options:
    """What a dated rule may say."""

    terms: Mapping[str, Term] = field(
        metadata={
            "help": "过时的说法，和它的内容",
            "sample": "{【待填：过时的说法】: {since: 2019-04, use: 【待填：现在的说法】}}",
        }
    )
    as_of: str = field(metadata={"help": "内容核对到哪年哪月（如 2026-08）", "sample": "2026-08  # 改成核对的年月"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "把要找的词包含在内、因而不算的更长的词"})

    def faults(self) -> Iterator[OptionsError]:
        """Words and dates that cannot work."""
        if not _MONTH.fullmatch(self.as_of):
            yield OptionsError(f"“{self.as_of}”要写成年-月，如 2026-08", "as_of")
        if not self.terms:
            yield OptionsError("terms 是空的", "terms")
        for word, term in self.terms.items():
            if not _MONTH.fullmatch(term.since):
                yield OptionsError(f"“{word}”的 since 要写成年-月，如 2019-04", "terms", word)
            if fold(word) != word:
                yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体、全角标点", "terms", word)
            for pattern in (term.given, term.unless):
                if pattern and (said := complaint(pattern)):
                    yield OptionsError(said, "terms", word)
        for number, longer in enumerate(self.allow):
            if not any(word in longer and word != longer for word in self.terms):
                yield OptionsError(f"“{longer}”不含 terms 里的任何词，写在 allow 里没有作用", "allow", number)


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    # For each word the rules that have it, and what they know of it; None where they allow it.
    meanings: dict[str, list[tuple[int, Term | None]]] = {}
    for index, options in enumerate(rules):
        for word, term in options.terms.items():
            meanings.setdefault(word, []).append((index, term))
        for word in options.allow:
            meanings.setdefault(word, []).append((index, None))
    words = list(meanings)
    literals = Literals(words)

    @remembered
    def said(block: Block) -> tuple[tuple[int, Term, int, int], ...]:
        """The words of a paragraph that are out of date, were it written today: rule, term, start and end."""
        matches = literals.from_left(block.folded)
        if not matches:
            return ()
        quotations = Quotations(block.folded)
        done = [0] * len(rules)
        found = []
        for which, start, end in matches:
            for index, term in meanings[words[which]]:
                if start < done[index]:
                    continue
                done[index] = end
                if term and (term.quoted or not quotations.around(start, end)) and _holds(block, term, start):
                    found.append((index, term, start, end))
        return tuple(found)

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        for at, place in enumerate(document.places):
            if place.role in (Role.QUOTE, Role.FURNITURE):
                continue
            for index, term, start, end in said(place.block):
                if document.date >= term.since:
                    year, month = term.since.split("-")
                    slots = {"use": term.use, "since": f"{year}年{int(month)}月", "year": year}
                    edits = (Edit(start, end, term.use),) if term.use else ()
                    yield index, Hit(start, end, slots, edits, case="" if term.use else "bare", block=at)

    return find


def _holds(block: Block, term: Term, start: int) -> bool:
    """Whether the words beside a term leave it out of date: its sentence tells of no earlier time and of no change."""
    sentence = block.sentence_at(start)
    text, at = sentence.text, start - sentence.start
    if _FORMER.search(text, 0, at) or _CHANGED.search(text):
        return False
    year = term.since[:4]
    if any(told < year for told in (*_YEAR.findall(text), *(_PLANS[plan] for plan in _PLAN.findall(text)))):
        return False
    if term.given and not compiled(term.given).search(text):
        return False
    return not (term.unless and compiled(term.unless).search(text))


KIND = Kind(
    "dated",
    Options,
    document=_prepare,
    slots={"use": "现在的说法", "since": "从哪年哪月起不再这样说", "year": "从哪一年起不再这样说"},
    cases={"bare": "没有列出现在的说法"},
    expressions=lambda options: filter(None, (one for term in options.terms.values() for one in (term.given, term.unless))),
    fixes=True,
)
