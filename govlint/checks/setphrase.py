"""setphrase: a fixed expression beside the list of its members; what the expressions are stands in the rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
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
_FIGURES = "一二三四五六七八九十"
_COUNT = lazy(r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])$")
_LEADING = lazy(r"[一二两三四五六七八九十]+")
_JOINER = lazy(r"[”’]?(?:、|，|和|与|及|以及|、和)?[“‘]?")
_ODD = lazy(r"[”’]?(?P<before>、|和)(?P<item>[^，。；：、“”‘’（）和]{1,10})(?P<after>、|和)[“‘]?")
_TAIL = lazy(r"(?P<mark>、|和)(?P<item>[^，。；：、“”‘’（）和]{2,10}?)(?=[“（]|这|等?[“]|$|[，。；的])")
# What says that only some of the members are meant.
_PARTIAL = lazy(r"特别|尤其|首先|重点|关键|其中|之一|例如|比如|主要|核心是|根本|不断从|由|[中里]的")
# A clause of its own that spells nothing out: 纠治“四风”，力戒形式主义.
_APART = lazy(r"[”’]?[^，]{0,6}，(?!即|就是|也就是|这就是|包括|分别|指|是)")
_AFTER_NAME = 14
_BEFORE_NAME = 8


@frozen
class Phrase:
    """One fixed expression."""

    members: tuple[str, ...] = field(default=(), metadata={"help": "成员，按固定的次序；不写则只查动词和后面的词"})
    since: str = field(default="", metadata={"help": "从哪年哪月起这样说（如 2016-01）；更早的文稿不查"})
    miscounts: tuple[str, ...] = field(default=(), metadata={"help": "带引号单独用、没有列出成员时也一定不对的数词，如“五”"})
    followed: str = field(default="", metadata={"help": "引号后面有这个词，才按 miscounts 查"})
    ordered: bool = field(default=True, metadata={"help": "false：成员的次序不固定，不查次序"})
    verbs: Mapping[str, str] = field(
        default_factory=dict, metadata={"help": "前面用错的动词，和应当用的动词，写作“做到: 拥护”"}
    )
    tails: Mapping[str, str] = field(
        default_factory=dict, metadata={"help": "后面用错的词，和应当用的词，写作“战略布局: 总体布局”"}
    )


@frozen
class Options:
    """What a setphrase rule may say."""

    phrases: Mapping[str, Phrase] = field(
        metadata={
            "help": "固定表述的名称，和它的内容；名称开头的数词就是成员数",
            "sample": "{【待填：名称】: {members: [【待填：一个成员】, 【待填：又一个成员】]}}",
        }
    )
    as_of: str = field(metadata={"help": "内容核对到哪年哪月（如 2026-08）", "sample": "2026-08  # 改成核对的年月"})

    def faults(self) -> Iterator[OptionsError]:
        """Expressions that contradict themselves."""
        if not _MONTH.fullmatch(self.as_of):
            yield OptionsError(f"“{self.as_of}”要写成年-月，如 2026-08", "as_of")
        for name, phrase in self.phrases.items():
            if phrase.since and not _MONTH.fullmatch(phrase.since):
                yield OptionsError(f"“{name}”的 since 要写成年-月，如 2016-01", "phrases", name)
            for word in (name, *phrase.members):
                if fold(word) != word:
                    yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体、全角标点", "phrases", name)
            if len(phrase.members) == 1 or len(set(phrase.members)) < len(phrase.members):
                yield OptionsError(f"“{name}”的成员至少两个，且不能重复", "phrases", name)
            if not (phrase.members or phrase.verbs or phrase.tails):
                yield OptionsError(f"“{name}”没有可查的内容", "phrases", name)


@frozen
class _Run:
    """Members that stand in one list; `odd` are the items among them that are none: their range with the mark before."""

    members: tuple[tuple[int, int, int], ...]
    odd: tuple[tuple[int, int, str], ...]

    @property
    def start(self) -> int:
        return self.members[0][0]

    @property
    def end(self) -> int:
        return self.members[-1][1]

    @property
    def numbers(self) -> list[int]:
        return [number for _, _, number in self.members]


@frozen
class _Name:
    """Where a name stands: `start` is its count's, `stem` where what follows the count begins."""

    start: int
    stem: int
    end: int


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    known = [(index, name, phrase) for index, options in enumerate(rules) for name, phrase in options.phrases.items()]
    # For each word, which expressions it belongs to, and as which member; None as the name's stem.
    meanings: dict[str, list[tuple[int, int | None]]] = {}
    for which, (_, name, phrase) in enumerate(known):
        meanings.setdefault(_stem(name, phrase), []).append((which, None))
        for number, member in enumerate(phrase.members):
            meanings.setdefault(member, []).append((which, number))
    words = list(meanings)
    literals = Literals(words)

    @remembered
    def said(block: Block) -> tuple[tuple[int, Hit], ...]:
        """What is to be said of a paragraph, whatever its date."""
        text = block.folded
        found: dict[int, tuple[list[tuple[int, int, int]], list[_Name]]] = {}
        for word, start, end in literals.from_left(text):
            for which, number in meanings[words[word]]:
                members, names = found.setdefault(which, ([], []))
                if number is None:
                    name = _name_at(text, start, end, words[word] == known[which][1])
                    names.extend([name] if name else [])
                elif not members or start >= members[-1][1]:
                    members.append((start, end, number))
        # One member by itself is a word like any other.
        telling = [(which, members, names) for which, (members, names) in found.items() if names or len(members) > 1]
        quotations = Quotations(text) if telling else None
        return tuple(
            (which, hit)
            for which, members, names in telling
            if quotations
            for hit in _hits(text, *known[which][1:], members, names, quotations)
        )

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        for at, place in enumerate(document.places):
            if place.role in (Role.QUOTE, Role.FURNITURE):
                continue
            for which, hit in said(place.block):
                index, _, phrase = known[which]
                if not (phrase.since and document.stated_date and document.stated_date < phrase.since):
                    yield index, Hit(hit.start, hit.end, hit.slots, hit.edits, case=hit.case, block=at)

    return find


def _stem(name: str, phrase: Phrase) -> str:
    """What follows the count of the members in a name; the whole name where no count of them opens it (三严三实)."""
    count = _LEADING.match(name)
    if not count or count.end() == len(name):
        return name
    counted = not phrase.members or (_COUNT.fullmatch(count[0]) and _number(count[0]) == len(phrase.members))
    return name[count.end() :] if counted else name


def _name_at(text: str, start: int, end: int, whole: bool) -> _Name | None:
    if whole:
        return _Name(start, start, end)
    count = _COUNT.search(text, max(0, start - 3), start)
    return _Name(count.start(), start, end) if count else None


def _number(figures: str) -> int:
    """The value of a count up to 99."""
    tens, ten, ones = figures.replace("两", "二").rpartition("十")
    return (_FIGURES.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (_FIGURES.index(ones) + 1 if ones else 0)


def _hits(
    text: str,
    title: str,
    phrase: Phrase,
    members: Sequence[tuple[int, int, int]],
    names: Sequence[_Name],
    quotations: Quotations,
) -> Iterator[Hit]:
    runs = [run for run in _runs(text, members) if len(run.members) > 1 and not _is_quoted(run, quotations)]
    total = len(phrase.members)
    for run in runs:
        name = _beside(text, run, names)
        whole = sorted(run.numbers) == list(range(total)) and not run.odd
        # Two members may stand the other way round in any sentence.
        if whole and phrase.ordered and run.numbers != list(range(total)) and (name or total > 2):
            yield _reordered(phrase, run, title)
        if name is None:
            continue
        other = name.stem > name.start and _number(text[name.start : name.stem]) != total
        if other and set(run.numbers) == set(range(total)):
            right = title[: len(title) - (name.end - name.stem)]
            edit = Edit(name.start, name.stem, right)
            yield Hit(name.start, name.stem, {"name": title, "use": right}, (edit,), case="number")
        # With another count and fewer members it may be another expression (三个自信, before there were four).
        elif not other and len(set(run.numbers)) * 2 >= total:
            apart = name.end <= run.start and _APART.match(text[name.end : run.start]) is not None
            yield from _wrong_members(text, phrase, run, title, members, apart=apart)
    for name in names:
        if _is_miscounted(text, phrase, name) and not any(_beside(text, run, [name]) for run in runs):
            right = title[: len(title) - (name.end - name.stem)]
            yield Hit(
                name.start, name.stem, {"name": title, "use": right}, (Edit(name.start, name.stem, right),), case="number"
            )
        if text[name.start : name.end] == title and not _inside_longer(text, name, quotations):
            yield from _company(text, phrase, name, title)


def _is_miscounted(text: str, phrase: Phrase, name: _Name) -> bool:
    """Whether a name in quotation marks has a count that it never had."""
    quoted = text[name.start - 1 : name.start] == "“" and text.startswith(f"”{phrase.followed}", name.end)
    return quoted and text[name.start : name.stem] in phrase.miscounts


def _runs(text: str, members: Sequence[tuple[int, int, int]]) -> Iterator[_Run]:
    kept: list[tuple[int, int, int]] = []
    odd: list[tuple[int, int, str]] = []
    for member in members:
        if kept:
            gap = text[kept[-1][1] : member[0]]
            other = _ODD.fullmatch(gap)
            if other:
                odd.append((kept[-1][1] + other.start("before"), kept[-1][1] + other.end("item"), other["item"]))
            elif not _JOINER.fullmatch(gap):
                yield _Run(tuple(kept), tuple(odd))
                kept, odd = [], []
        kept.append(member)
    if kept:
        yield _Run(tuple(kept), tuple(odd))


def _is_quoted(run: _Run, quotations: Quotations) -> bool:
    """Whether the list is part of something longer that is quoted: to be in quotation marks by itself is emphasis."""
    around = quotations.around(run.start, run.end)
    return around is not None and around != (run.start - 1, run.end + 1)


def _inside_longer(text: str, name: _Name, quotations: Quotations) -> bool:
    around = quotations.around(name.start, name.end)
    return around is not None and around != (name.start - 1, name.end + 1)


def _beside(text: str, run: _Run, names: Sequence[_Name]) -> _Name | None:
    """The name that this list spells out: close before it in its sentence, or right behind it."""
    for name in names:
        between = text[name.end : run.start] if name.end <= run.start else text[run.end : name.start]
        if re.search("[。；！？]", between) or _PARTIAL.search(between):
            continue
        if name.end <= run.start and len(between) <= _AFTER_NAME and "、" not in between:
            return name
        if run.end <= name.start:
            odd = _TAIL.match(between + "“")
            rest = between[odd.end() :] if odd else between
            if len(rest) <= _BEFORE_NAME and not re.search("[，、]", rest):
                return name
    return None


def _reordered(phrase: Phrase, run: _Run, title: str) -> Hit:
    edits = tuple(
        Edit(start, end, phrase.members[right]) for right, (start, end, number) in enumerate(run.members) if number != right
    )
    return Hit(run.start, run.end, {"name": title, "use": "、".join(phrase.members)}, edits, case="order")


def _wrong_members(
    text: str, phrase: Phrase, run: _Run, title: str, members: Sequence[tuple[int, int, int]], *, apart: bool
) -> Iterator[Hit]:
    odd = [*run.odd]
    tail = _TAIL.match(text, run.end)
    if tail and len(set(run.numbers)) == len(phrase.members) and tail["item"][-1] == phrase.members[-1][-1]:
        odd.append((run.end, tail.end("item"), tail["item"]))
    for start, end, item in odd:
        yield Hit(start + 1, end, {"name": title, "item": item, "use": ""}, (Edit(start, end, ""),), case="extra")
    lacking = [member for number, member in enumerate(phrase.members) if number not in run.numbers]
    # What a clause of its own names, or what is told one half after the other, is chosen on purpose.
    chosen = (apart and len(lacking) > 1) or {number for _, _, number in members}.issuperset(
        number for number in range(len(phrase.members)) if number not in run.numbers
    )
    if lacking and not chosen and not text.startswith("等", run.end):
        full = "、".join(phrase.members)
        plain = "“" not in text[run.start : run.end] and not run.odd
        edits = (Edit(run.start, run.end, full),) if plain else ()
        yield Hit(run.start, run.end, {"name": title, "item": "、".join(lacking), "use": full}, edits, case="missing")


def _company(text: str, phrase: Phrase, name: _Name, title: str) -> Iterator[Hit]:
    """The verb before and the word behind the name."""
    before = text[: name.start].rstrip("“‘")
    behind = name.end + (text.startswith(("”", "’"), name.end))
    for verb, use in phrase.verbs.items():
        if before.endswith(verb) and not text.startswith(("的", "意识", "自觉"), behind):
            start = len(before) - len(verb)
            yield Hit(start, len(before), {"name": title, "use": use}, (Edit(start, len(before), use),), case="verb")
    for tail, use in phrase.tails.items():
        if text.startswith(tail, behind):
            end = behind + len(tail)
            yield Hit(behind, end, {"name": title, "use": use}, (Edit(behind, end, use),), case="tail")


KIND = Kind(
    "setphrase",
    Options,
    document=_prepare,
    slots={"name": "固定表述的名称", "item": "缺少或多出的成员", "use": "通行的说法"},
    cases={
        "missing": "缺了成员",
        "extra": "多了成员",
        "order": "成员次序不对",
        "number": "数词和成员数不合",
        "verb": "前面的动词不合习惯",
        "tail": "后面的词不合习惯",
    },
    fixes=True,
)
