"""section: headings and the text under them, beside their siblings; knows no rule."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Literal

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Edit, Hit, Pointer
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.document.sections import Section, Sections
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_STOPS = "。；，、"
_HAN = lazy(f"[{HAN}]")
_HIGH = ("第一编", "第一篇", "第一章", "第一节", "一、")


@frozen
class Options:
    """What a section rule looks for."""

    smell: Literal["empty", "single", "long", "stop", "level", "skip", "repeated"] = field(
        metadata={
            "help": "查什么：empty 标题下没有内容，single 只有一个小标题，long 一节远比同级的长，stop 标题末尾有点号，"
            "level 格式上的级别与序号的层次不合，skip 格式上的级别跳了级，repeated 同级标题重复"
        }
    )
    times: float = field(default=3.0, metadata={"help": "long：是同级各节中位数的几倍才算长"})
    least: int = field(default=800, metadata={"help": "long：至少多少字才算长"})

    def __post_init__(self) -> None:
        if self.times <= 1:
            raise OptionsError("times 要大于 1", "times")


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        view = Sections(document)
        if len(view.headings) > 1:
            for index, options in enumerate(rules):
                for hit in _SMELLS[options.smell](view, options):
                    # A heading in another language follows another custom.
                    if _HAN.search(str(hit.slots["heading"])):
                        yield index, hit

    return find


def _empty(view: Sections, options: Options) -> Iterator[Hit]:
    for group in view.series:
        titles = [s for s in group if view.is_heading(s) and view.own(s)[-1:] not in _STOPS]
        filled = [s for s in group if not (view.is_heading(s) and view.is_empty(s))]
        # Where most say nothing more, they are a list and no headings.
        if len(filled) > len(group) / 2 and len(filled) > 1:
            yield from (_hit(view, section) for section in titles if view.is_empty(section))
    for group in view.below.values():
        yield from (_hit(view, section) for section in group if view.is_empty(section))


def _single(view: Sections, options: Options) -> Iterator[Hit]:
    for (parent, _), group in view.below.items():
        if len(group) == 1 and parent >= 0 and group[0].line not in view.numbered:
            yield _hit(view, group[0])


def _long(view: Sections, options: Options) -> Iterator[Hit]:
    for group in view.groups:
        lengths = sorted(map(view.length, group))
        # What stands behind the last may belong to none of them.
        for section in group[:-1] if len(group) > 2 else []:
            length = view.length(section)
            if length < options.least:
                continue
            usual = _median_without(lengths, length)
            if length <= options.times * usual or view.is_divided(section):
                continue
            block = view.document.places[section.line].block
            end = len(block.text) if view.is_heading(section) else block.sentences[0].end
            slots = {"heading": view.own(section), "length": str(length), "usual": str(round(usual))}
            yield Hit(0, end, slots, block=section.line)


def _median_without(numbers: Sequence[int], number: int) -> float:
    """The median of numbers in order, more than one of them, of which one is left out."""
    at, half = bisect_left(numbers, number), (len(numbers) - 1) // 2
    middle = (half,) if len(numbers) % 2 == 0 else (half - 1, half)
    return sum(numbers[index + (index >= at)] for index in middle) / len(middle)


def _stop(view: Sections, options: Options) -> Iterator[Hit]:
    for group in view.groups:
        headings = [s for s in group if view.is_heading(s) and view.own(s)]
        filled = [s for s in headings if not view.is_empty(s)]
        stopped = [s for s in filled if view.own(s)[-1] in _STOPS]
        # Where half of them say nothing more, they are a list, and what follows its last item is not below it.
        if not stopped or len(filled) <= len(headings) / 2:
            continue
        member = view.numbered.get(stopped[0].line)
        high = member is None or member.marker.series in _HIGH
        # （一）…。 with its text in the same line is a heading too, and ends so.
        if high or (len(headings) == len(group) and len(stopped) < len(headings) / 2):
            for section in stopped:
                end = len(view.document.places[section.line].block.text)
                slots = {"heading": view.own(section)[:-1]}
                case = "high" if high else "mixed"
                yield Hit(end - 1, end, slots, (Edit(end - 1, end, ""),), case=case, block=section.line)


def _level(view: Sections, options: Options) -> Iterator[Hit]:
    places = view.document.places
    told: set[tuple[str, str]] = set()
    for run in view.document.outline.runs:
        leveled = [m for m in run.members if m.line in view.numbered and places[m.line].block.level]
        if len(leveled) < 2:
            continue
        counts = Counter(places[m.line].block.level for m in leveled)
        usual, often = counts.most_common(1)[0]
        odd = [m for m in leveled if places[m.line].block.level != usual] if often > len(leveled) / 2 else []
        for member in odd:
            section = Section(member.line, member.marker.end, 0)
            slots = {"own": str(places[member.line].block.level), "usual": str(usual)}
            first = next(m for m in leveled if places[m.line].block.level == usual)
            related = (_pointer(view, Section(first.line, first.marker.end, 0), "other"),)
            hit = _hit(view, section, "sibling", **slots)
            yield Hit(hit.start, hit.end, hit.slots, related=related, case=hit.case, block=hit.block)
        parent = run.parent
        if parent is None or parent.line not in view.numbered or odd:
            continue
        above = places[parent.line].block.level
        if above and usual <= above and (pair := (parent.run.series, run.series)) not in told:
            told.add(pair)
            section = Section(leveled[0].line, leveled[0].marker.end, 0)
            related = (_pointer(view, Section(parent.line, parent.marker.end, 0), "parent"),)
            hit = _hit(view, section, "child", own=str(usual), usual=str(above))
            yield Hit(hit.start, hit.end, hit.slots, related=related, case=hit.case, block=hit.block)


def _skip(view: Sections, options: Options) -> Iterator[Hit]:
    last, part = 0, -1
    for index in view.document.with_role(Role.TITLE, Role.HEADING):
        place = view.document.places[index]
        level = place.block.level
        if place.part != part:
            last, part = 0, place.part
        if not level:
            continue
        if place.role is Role.HEADING and last and level > last + 1:
            member = view.numbered.get(index)
            start = member.marker.end if member else 0
            yield _hit(view, Section(index, start, 0), own=str(level), usual=str(last))
        last = level


def _repeated(view: Sections, options: Options) -> Iterator[Hit]:
    for group in view.groups:
        seen: dict[str, Section] = {}
        for section in group:
            if not view.is_heading(section) or not (own := view.own(section).rstrip(_STOPS)):
                continue
            if (first := seen.setdefault(own, section)) is not section:
                end = len(view.document.places[section.line].block.text)
                related = (_pointer(view, first, "other"),)
                yield Hit(section.start, end, {"heading": own}, related=related, block=section.line)


def _hit(view: Sections, section: Section, case: str = "", **slots: str) -> Hit:
    length = len(view.document.places[section.line].block.text)
    return Hit(0, length, {"heading": view.own(section), **slots}, case=case, block=section.line)


def _pointer(view: Sections, section: Section, role: str) -> Pointer:
    length = len(view.document.places[section.line].block.text)
    return Pointer(0, length, role, {"heading": view.own(section)}, section.line)


_SMELLS: dict[str, Callable[[Sections, Options], Iterator[Hit]]] = {
    "empty": _empty,
    "single": _single,
    "long": _long,
    "stop": _stop,
    "level": _level,
    "skip": _skip,
    "repeated": _repeated,
}

KIND = Kind(
    "section",
    Options,
    document=_prepare,
    slots={
        "heading": "标题的文字（不带序号）",
        "length": "这一节的字数",
        "usual": "同级各节字数的中位数，或者别处的级别",
        "own": "这个标题在格式上的级别",
    },
    roles={"other": "同级的另一个标题", "parent": "上一级标题"},
    cases={
        "high": "一级标题末尾有点号",
        "mixed": "下级标题有的有句号，有的没有",
        "sibling": "同一序列的标题级别不一",
        "child": "下级序号的标题在格式上不比上级低",
    },
    fixes=True,
)
