"""section: headings and the text under them, beside their siblings; knows no rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import Literal, NamedTuple

from govlint.check import DocumentFinder, Kind, OptionsError
from govlint.document import Document, Role
from govlint.finding import Edit, Hit, Pointer
from govlint.ordinal import RANKS
from govlint.outline import Member

_STOPS = "。；，、"
_HIGH = ("第一编", "第一篇", "第一章", "第一节", "一、")
_TEXT = (Role.HEADING, Role.BODY, Role.ITEM, Role.CELL, Role.QUOTE, Role.NOTE)
# What is said to all at the end of a speech belongs to no section.
_ADDRESS = ("同志们", "各位代表", "各位委员", "朋友们", "各位领导", "总之", "综上所述")


@dataclass(frozen=True)
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


class _Section(NamedTuple):
    """A heading at the place `line` whose own words begin at `start`; its text ends before the place `end`."""

    line: int
    start: int
    end: int


class _View:
    """The sections of a document: those of each run of ordinals, and those that only the format knows."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def headings(self) -> list[int]:
        return self.document.with_role(Role.HEADING)

    @cached_property
    def divisions(self) -> list[int]:
        return [*self.headings, *(m.line for m in self.document.outline.members() if m.marker.head)]

    @cached_property
    def numbered(self) -> dict[int, Member]:
        """The ordinal that each heading begins with."""
        found = {m.line: m for m in self.document.outline.members() if m.marker.head and m.marker.series in RANKS}
        return {line: found[line] for line in self.headings if line in found}

    @cached_property
    def series(self) -> list[list[_Section]]:
        """The sections of each run of written ordinals at the head of paragraphs."""
        ends: dict[int, int] = {}
        found = []
        for run in self.document.outline.runs:
            outer = ends.get(id(run.parent)) if run.parent else None
            sections = []
            for member, following in zip(run.members, [*run.members[1:], None], strict=True):
                end = following.line if following else outer or self._part_end(member.line)
                ends[id(member)] = end
                sections.append(_Section(member.line, member.marker.end, end))
            if run.head and run.rank is not None:
                found.append(sections)
        return found

    @cached_property
    def levels(self) -> list[list[_Section]]:
        """The headings without ordinals, grouped by the heading above them."""
        groups: dict[tuple[int, int], list[_Section]] = {}
        above: list[tuple[int, int]] = []
        for at, index in enumerate(self.headings):
            place = self.document.places[index]
            level = place.block.level
            if not level:
                continue
            while above and (above[-1][0] >= level or self.document.places[above[-1][1]].part != place.part):
                above.pop()
            if index not in self.numbered:
                higher = (i for i in self.headings[at + 1 :] if 0 < self.document.places[i].block.level <= level)
                section = _Section(index, 0, min(next(higher, len(self.document.places)), self._part_end(index)))
                groups.setdefault((above[-1][1] if above else -1 - place.part, level), []).append(section)
            above.append((level, index))
        return list(groups.values())

    @cached_property
    def groups(self) -> list[list[_Section]]:
        return [*self.series, *self.levels]

    def _part_end(self, line: int) -> int:
        """Where the part that holds this place ends, its signature and closing words left out."""
        places = self.document.places
        end = line + 1
        while end < len(places) and places[end].part == places[line].part and places[end].role in _TEXT:
            if end > line + 1 and places[end].block.folded.startswith(_ADDRESS):
                break
            end += 1
        return end

    def is_heading(self, section: _Section) -> bool:
        """Whether the heading stands in a line of its own."""
        return self.document.places[section.line].role is Role.HEADING

    def is_empty(self, section: _Section) -> bool:
        return section.end == section.line + 1

    def is_divided(self, section: _Section) -> bool:
        """Whether there are headings or ordinals at the head of paragraphs in the section."""
        return any(section.line < line < section.end for line in self.divisions)

    def own(self, section: _Section) -> str:
        """The heading's words without its ordinal."""
        return self.document.places[section.line].block.folded[section.start :].strip()

    def length(self, section: _Section) -> int:
        return sum(len(place.block.text) for place in self.document.places[section.line : section.end])

    def hit(self, section: _Section, case: str = "", **slots: str) -> Hit:
        text = self.document.places[section.line].block.text
        return Hit(0, len(text), {"heading": self.own(section), **slots}, case=case, block=section.line)

    def pointer(self, section: _Section, role: str) -> Pointer:
        text = self.document.places[section.line].block.text
        return Pointer(0, len(text), role, {"heading": self.own(section)}, section.line)


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        view = _View(document)
        if len(view.headings) > 1:
            for index, options in enumerate(rules):
                for hit in _SMELLS[options.smell](view, options):
                    yield index, hit

    return find


def _empty(view: _View, options: Options) -> Iterator[Hit]:
    for group in view.series:
        titles = [s for s in group if view.is_heading(s) and view.own(s)[-1:] not in _STOPS]
        filled = [s for s in group if not (view.is_heading(s) and view.is_empty(s))]
        # Where most say nothing more, they are a list and no headings.
        if len(filled) > len(group) / 2 and len(filled) > 1:
            yield from (view.hit(section) for section in titles if view.is_empty(section))
    for group in view.levels:
        yield from (view.hit(section) for section in group if view.is_empty(section))


def _single(view: _View, options: Options) -> Iterator[Hit]:
    places = view.document.places
    for group in view.levels:
        section = group[0]
        at = view.headings.index(section.line)
        parent = next(
            (i for i in reversed(view.headings[:at]) if 0 < places[i].block.level < places[section.line].block.level), None
        )
        if len(group) == 1 and parent is not None and places[parent].part == places[section.line].part:
            mixed = any(i in view.numbered for i in view.headings[at + 1 :] if i < section.end)
            if not mixed:
                yield view.hit(section)


def _long(view: _View, options: Options) -> Iterator[Hit]:
    for group in view.groups:
        lengths = [view.length(section) for section in group]
        # What stands behind the last may belong to none of them.
        for number, section in enumerate(group[:-1] if len(group) > 2 else []):
            length, usual = lengths[number], median(lengths[:number] + lengths[number + 1 :])
            if length < options.least or length <= options.times * usual or view.is_divided(section):
                continue
            block = view.document.places[section.line].block
            end = len(block.text) if view.is_heading(section) else block.sentences[0].end
            slots = {"heading": view.own(section), "length": str(length), "usual": str(round(usual))}
            yield Hit(0, end, slots, block=section.line)


def _stop(view: _View, options: Options) -> Iterator[Hit]:
    for group in view.groups:
        headings = [s for s in group if view.is_heading(s) and view.own(s)]
        stopped = [s for s in headings if view.own(s)[-1] in _STOPS and not view.is_empty(s)]
        if not stopped:
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


def _level(view: _View, options: Options) -> Iterator[Hit]:
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
            section = _Section(member.line, member.marker.end, 0)
            slots = {"own": str(places[member.line].block.level), "usual": str(usual)}
            first = next(m for m in leveled if places[m.line].block.level == usual)
            related = (view.pointer(_Section(first.line, first.marker.end, 0), "other"),)
            hit = view.hit(section, "sibling", **slots)
            yield Hit(hit.start, hit.end, hit.slots, related=related, case=hit.case, block=hit.block)
        parent = run.parent
        if parent is None or parent.line not in view.numbered or odd:
            continue
        above = places[parent.line].block.level
        if above and usual <= above and (pair := (parent.run.series, run.series)) not in told:
            told.add(pair)
            section = _Section(leveled[0].line, leveled[0].marker.end, 0)
            related = (view.pointer(_Section(parent.line, parent.marker.end, 0), "parent"),)
            hit = view.hit(section, "child", own=str(usual), usual=str(above))
            yield Hit(hit.start, hit.end, hit.slots, related=related, case=hit.case, block=hit.block)


def _skip(view: _View, options: Options) -> Iterator[Hit]:
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
            yield view.hit(_Section(index, start, 0), own=str(level), usual=str(last))
        last = level


def _repeated(view: _View, options: Options) -> Iterator[Hit]:
    for group in view.groups:
        seen: dict[str, _Section] = {}
        for section in group:
            if not view.is_heading(section) or not (own := view.own(section).rstrip(_STOPS)):
                continue
            if (first := seen.setdefault(own, section)) is not section:
                end = len(view.document.places[section.line].block.text)
                related = (view.pointer(first, "other"),)
                yield Hit(section.start, end, {"heading": own}, related=related, block=section.line)


_SMELLS: dict[str, Callable[[_View, Options], Iterator[Hit]]] = {
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
