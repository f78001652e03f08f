"""sequence: ordinals that are missing, doubled, alone, wrongly punctuated, nested, mixed, or at the wrong level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Edit, Hit, PlacedEdit, Pointer
from govlint.document.document import Document
from govlint.document.families import LEVELS
from govlint.document.ordinal import Marker, leading, numeral, write
from govlint.document.outline import Fault, Member, Run
from govlint.document.roles import Role
from govlint.document.unlisted import Unlisted
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

Smell = Literal["gap", "duplicate", "lone", "punctuation", "nested", "mixed", "level"]

_TOLD = lazy("问题|困难|不足|短板|情况|成效|成绩|做法|回顾|原因|特点|经验|亮点|挑战|形势")
_ASKED = lazy("打算|安排|措施|建议|要求|任务|计划|今后|下一步|部署|对策|重点|保障")


@frozen
class Options:
    """Which fault of ordinals a rule is about."""

    smell: Smell = field(
        metadata={
            "help": "找哪一种毛病：gap 跳号，duplicate 重号，lone 有一无二，punctuation 标点，"
            "nested 同级相套，mixed 一是与一要混用，level 低层之下又用高层"
        }
    )


# The last section of a list has no more paragraphs than these.
_ONE_SECTION = 3
# From so many on, ordinals that all have the wrong mark are one habit of the text; so many of the others are shown.
_HABIT = 4
_SHOWN = 4
# So many characters behind an ordinal, the same as behind the one before, are a passage that stands there twice.
_SAME = 10


@frozen
class _Analysis:
    """What the outline of one document says; the methods named as in Smell give the hits of that smell."""

    document: Document
    _known_above: dict[tuple[Run, tuple[str, str] | None], Member | None] = field(default_factory=dict)

    @cached_property
    def _unlisted(self) -> Unlisted:
        return Unlisted(self.document)

    def gap(self) -> Iterator[Hit]:
        yield from self._faults("gap")

    def duplicate(self) -> Iterator[Hit]:
        yield from self._faults("duplicate")
        for first, again in self.document.outline.restarts():
            if self._is_typed(first, again):
                yield self._hit(again, expected=again.marker.number, case="typed")
                continue
            pair = first.run.series == "一是" and len(first.run.members) == len(again.run.members) == 1
            yield self._hit(
                again,
                previous=first,
                following=again.run.after(again),
                expected=first.expected + 1,
                case="generated" if again.generated else "pair" if pair else "",
            )

        yield from self._begun_anew()
        yield from self._stacked()

    def _stacked(self) -> Iterator[Hit]:
        """Automatic numbers of one family with typed ones of another behind them that count along: 一、1.抓好… 二、2.抓好…."""
        found: dict[tuple[str, str], list[tuple[int, Marker, Marker]]] = {}
        for line, place in enumerate(self.document.places):
            block = place.block
            if not block.label or block.kind == "cell" or (label := leading(block)) is None or label.series in _ARTICLES:
                continue
            typed = leading(replace(block, label=""))
            if typed is not None and typed.firm and typed.series != label.series and typed.number == label.number:
                found.setdefault((label.series, typed.series), []).append((line, label, typed))
        for lines in found.values():
            # （一）1.…；2.…: the first of a paragraph's own may stand behind its number.
            if any(typed.number > 1 for _, _, typed in lines):
                for line, label, typed in lines:
                    slots = dict.fromkeys(_SLOTS, "") | {"ordinal": label.text, "expected": f"{label.text}{typed.text}"}
                    yield Hit(typed.start, typed.end, slots, case="stacked", block=line)

    def _begun_anew(self) -> Iterator[Hit]:
        """一、二、 and then 一、二、 again, with nothing between that could begin another text."""
        before: Run | None = None
        for run in self.document.outline.firm:
            if run.series != "一、" or run.parent is not None or not run.head:
                continue
            again, earlier, before = run.members[0], before, run
            if earlier is None or earlier.scope != run.scope or min(len(earlier.members), len(run.members)) < 2:
                continue
            last = earlier.members[-1]
            between = self.document.places[last.line + 1 : again.line]
            if last.generated or again.generated or again.marker.number != 1 or len(between) > _ONE_SECTION:
                continue
            if all(place.role is Role.BODY and place.block.folded[-1] in "。；！" for place in between):
                yield self._hit(again, previous=last, following=run.after(again), expected=last.marker.number + 1, case="anew")

    def lone(self) -> Iterator[Hit]:
        restarted = {member for pair in self.document.outline.restarts() for member in pair}
        carried_on = {run.continues for run in self.document.outline.runs}
        for run in self.document.outline.firm:
            only = run.members[0]
            if len(run.members) > 1 or run.continues or only.fault or only in restarted or only.generated or run in carried_on:
                continue
            if not self._must_go_on(only):
                continue
            case = "aspect" if run.series == "一方面" else ""
            if not self._unlisted.is_hidden(only.marker, 2, only, None):
                yield self._hit(only, expected=2, case=case)

    def punctuation(self) -> Iterator[Hit]:
        wrong: dict[str, list[Member]] = {}
        proper: set[str] = set()
        for run in self.document.outline.runs:
            for member in run.members:
                if member.generated:
                    continue
                if member.marker.proper:
                    proper.add(run.series)
                elif _punctuation_is_sure(run, member.marker):
                    wrong.setdefault(run.series, []).append(member)
        for series, members in wrong.items():
            if series in proper or len(members) < _HABIT:
                case = "" if series in proper else "habit"
                yield from (self._repunctuated(member, case) for member in members)
            else:
                yield self._all_repunctuated(members)

    def _repunctuated(self, member: Member, case: str) -> Hit:
        marker, run = member.marker, member.run
        case = "said" if run.rank is None and run.series != "一是" else case
        slots = self._slots(member) | {"use": self._punctuated(member)}
        neighbours = self._neighbours(run.before(member), run.after(member))
        return Hit(marker.start, marker.end, slots, _mark_edits([member]), neighbours, case, member.line)

    def _all_repunctuated(self, members: Sequence[Member]) -> Hit:
        """One answer for a text that writes all ordinals of a family so."""
        first, *others = sorted(members, key=lambda m: (m.line, m.marker.start))
        slots = self._slots(first) | {"use": self._punctuated(first), "count": str(len(members))}
        again = tuple(
            Pointer(m.marker.start, _end(m), "other", {"ordinal": write(m.marker, m.marker.number)}, m.line)
            for m in others[:_SHOWN]
        )
        marker = first.marker
        return Hit(marker.start, marker.end, slots, _mark_edits([first, *others]), again, "throughout", first.line)

    def _punctuated(self, member: Member) -> str:
        marker = member.marker
        return self.document.places[member.line].block.text[marker.start : marker.core] + marker.mark

    def nested(self) -> Iterator[Hit]:
        for run in self.document.outline.firm:
            if run.rank is not None or len(run.members) < 2:
                continue
            outer = self._above(run, (run.series, run.style))
            if outer is None or not _alike(outer.run, run) or not outer.run.firm:
                continue
            going_on = outer.run.after(outer)
            if going_on is not None:
                yield self._hit(run.members[0], following=going_on, other=outer, expected=1)

    def mixed(self) -> Iterator[Hit]:
        yield from self._mixed_within()
        groups: dict[int, list[Run]] = {}
        for run in self.document.outline.runs:
            if run.series == "一是" and run.head and run.parent is not None and len(run.members) > 1:
                groups.setdefault(id(run.parent.run), []).append(run)
        for runs in groups.values():
            odd, usual = _odd_styles(runs)
            # Two and more of each are a habit of this document: said once, and softly.
            case = "throughout" if len(odd) > 1 else ""
            for run in odd[:1]:
                if not self._tells_and_asks(run, usual):
                    yield self._hit(run.members[0], other=usual[-1].members[0], expected=1, case=case)

    def _tells_and_asks(self, odd: Run, usual: Sequence[Run]) -> bool:
        """Whether one style stands where the text tells of what there is (是), the other where it says what to do (要)."""
        heads = [[self.document.places[run.parent.line].block.folded for run in runs if run.parent] for runs in ([odd], usual)]
        return any(
            all(_TOLD.search(head) for head in told) and all(_ASKED.search(head) for head in asked)
            for told, asked in (heads, heads[::-1])
        )

    def _mixed_within(self) -> Iterator[Hit]:
        for run in self.document.outline.runs:
            if run.series != "一是" or len(run.members) < 3 or not (run.firm or run.parted):
                continue
            styles = Counter(member.marker.style for member in run.members)
            odd = [m for m in run.members if styles[m.marker.style] == 1]
            if len(styles) > 1 and len(odd) != 1 and _changes(run) > 1:
                odd = [m for m in run.members if m.marker.style != run.style][:1]
            if len(styles) > 1 and len(odd) == 1:
                other = run.before(odd[0]) or run.members[1]
                yield self._hit(odd[0], other=other, expected=odd[0].expected, case="within")

    def level(self) -> Iterator[Hit]:
        told: set[Run] = set()
        for run in self.document.outline.runs:
            outer = self._above(run)
            if outer is None or run.rank is None or outer.run.rank is None or outer.run in told:
                continue
            higher = run.rank < outer.run.rank and run.series not in _ARTICLES
            higher &= run.series in LEVELS and outer.run.series in LEVELS
            sure = run.head and run.firm and len(run.members) > 1 and not run.members[0].generated
            if higher and sure and outer.run.head and outer.run.after(outer):
                told.add(outer.run)
                yield self._hit(run.members[0], following=outer.run.after(outer), other=outer, expected=1)

    def _above(self, run: Run, kind: tuple[str, str] | None = None) -> Member | None:
        """The innermost member above a run whose own run is a written one, or one of this series and style."""
        passed = []
        while (run, kind) not in self._known_above:
            passed.append((run, kind))
            outer = run.parent
            if outer is None or outer.run.rank is not None or (outer.run.series, outer.run.style) == kind:
                self._known_above[run, kind] = outer
            else:
                run = outer.run
        found = self._known_above[run, kind]
        self._known_above.update(dict.fromkeys(passed, found))
        return found

    # What the smells share -------------------------------------------------------------------------------------------

    def _faults(self, fault: Fault) -> Iterator[Hit]:
        for run in self.document.outline.runs:
            for before, member in zip((None, *run.members), run.members, strict=False):
                if member.fault != fault or not (member.marker.firm or run.parted):
                    continue
                # What the format counts by itself may begin anywhere.
                if member.generated and before is None:
                    continue
                if before is None and (run.series in _ARTICLES or (member.marker.number > 3 and len(run.members) < 2)):
                    continue  # more likely a number of another sort than the remains of a list
                # Two ordinals are compared: neither may be doubtful.
                if before is not None and not (before.marker.firm or run.parted):
                    continue
                if fault == "duplicate" or not self._unlisted.is_bridged(member, before):
                    yield self._misnumbered(run, member)

    def _must_go_on(self, member: Member) -> bool:
        marker, run = member.marker, member.run
        text = self.document.places[member.line].block.folded
        if run.series == "一方面":
            following = self.document.places[member.line + 1 :][:1]
            return text.find("方面", 0, marker.start) < 0 > text.find("方面", marker.end) and not any(
                "另一" in place.block.folded[:12] for place in following
            )
        if run.rank is None:
            return run.style != "首先" and not self._unlisted.has_second(member)
        return run.head and run.series in LEVELS and run.series not in _FOOTNOTES

    def _misnumbered(self, run: Run, member: Member) -> Hit:
        before, after = run.before(member), run.after(member)
        if before is not None and self._is_said_again(before, member):
            return self._hit(member, previous=before, expected=member.expected, case="again")
        if before is not None and self._is_typed(before, member):
            return self._hit(member, expected=member.marker.number, case="typed")
        case = "generated" if member.generated else "pinned" if member.pinned else ""
        edits: tuple[Edit, ...] = ()
        place = numeral(member.marker)
        # A number in the middle is renumbered only where that sets everything right.
        if place is not None and (member.pinned or (after is None and before is not None)):
            edits = (Edit(*place, write(member.marker, member.expected, bare=True)),)
        return self._hit(member, previous=before, following=after, expected=member.expected, case=case, edits=edits)

    def _is_typed(self, before: Member, member: Member) -> bool:
        """Whether the number that the format gave a paragraph was typed as well."""
        return before.generated and before.line == member.line and not member.marker.start

    def _is_said_again(self, before: Member, member: Member) -> bool:
        """Whether the same words stand behind the same ordinal twice."""
        first, second = (
            self.document.places[m.line].block.folded[m.marker.start : m.marker.end + _SAME] for m in (before, member)
        )
        return first == second and len(first) > _SAME

    def _hit(
        self,
        member: Member,
        *,
        expected: int,
        previous: Member | None = None,
        following: Member | None = None,
        other: Member | None = None,
        case: str = "",
        edits: tuple[Edit, ...] = (),
    ) -> Hit:
        slots = self._slots(member, expected, other)
        pointers = self._neighbours(previous, following, other)
        return Hit(member.marker.start, _end(member), slots, edits, pointers, case, member.line)

    def _slots(self, member: Member, expected: int = 0, other: Member | None = None) -> dict[str, str]:
        marker = member.marker
        missing = ""
        if expected and marker.number > expected:
            first, last = write(marker, expected), write(marker, marker.number - 1)
            missing = f"“{first}”" if first == last else f"“{first}”至“{last}”"
        return dict.fromkeys(_SLOTS, "") | {
            "ordinal": write(marker, marker.number),
            "expected": write(marker, expected) if expected else "",
            "missing": missing,
            "other": write(other.marker, other.marker.number) if other else "",
        }

    def _neighbours(
        self, previous: Member | None, following: Member | None, other: Member | None = None
    ) -> tuple[Pointer, ...]:
        roles = (("previous", previous), ("next", following), ("other", other))
        return tuple(
            Pointer(m.marker.start, _end(m), role, {"ordinal": write(m.marker, m.marker.number)}, m.line)
            for role, m in roles
            if m is not None
        )


# Footnotes use ①, and a document of one article is rare but right.
_FOOTNOTES = frozenset({"①", "第一条"})
# Articles number the whole statute whatever stands above them.
_ARTICLES = frozenset({"第一条"})


def _punctuation_is_sure(run: Run, marker: Marker) -> bool:
    """In brackets nothing may follow; elsewhere the company of the other ordinals shows that it is one."""
    if run.series in ("（一）", "（1）", "①"):
        return True
    if run.series == "第一，":
        return marker.text.endswith("、") and len(run.members) > 1
    if run.series == "一方面":
        return False
    if run.series == "其一" and marker.core == marker.end:
        return False  # 其一是…
    return (run.rank is not None or run.series in ("一是", "其一")) and len(run.members) > 1


def _mark_edits(members: Sequence[Member]) -> tuple[Edit, ...]:
    return tuple(PlacedEdit(m.marker.core, m.marker.end, m.marker.mark, m.line) for m in members)


def _end(member: Member) -> int:
    """Where the ordinal ends: the comma behind 第一 is no part of it, the 、 behind 一 is."""
    return member.marker.core if member.run.rank is None else member.marker.end


def _changes(run: Run) -> int:
    """How often 一是 and 一要 take turns in a run."""
    return sum(a.marker.style != b.marker.style for a, b in pairwise(run.members))


def _alike(run: Run, other: Run) -> bool:
    return run.series == other.series and run.style == other.style


def _odd_styles(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The runs of the rarer style, the later one where they are even, and the others."""
    counts = Counter(run.style for run in runs)
    if len(counts) < 2:
        return [], []
    latest = {run.style: i for i, run in enumerate(runs)}
    rare = min(counts, key=lambda style: (counts[style], -latest[style]))
    return [r for r in runs if r.style == rare], [r for r in runs if r.style != rare]


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        analysis = _Analysis(document)
        for index, options in enumerate(rules):
            hits: Callable[[], Iterator[Hit]] = getattr(analysis, options.smell)
            for hit in hits():
                yield index, hit

    return find


_SLOTS = {
    "ordinal": "写法规范的这个序号",
    "expected": "按顺序应当是的序号；叠着编号的，印出来的样子",
    "missing": "跳过去的序号，带引号",
    "other": "与它对照的另一个序号",
    "use": "改成什么",
    "count": "全文有几处",
}

KIND = Kind(
    "sequence",
    Options,
    document=_prepare,
    slots=_SLOTS,
    roles={"previous": "前一个序号", "next": "后一个序号", "other": "与它对照的另一个序号，或标点同样不对的其余几处"},
    cases={
        "generated": "自动编号",
        "typed": "自动编了号，又打了同样的号",
        "stacked": "自动编了号，又打了另一种号",
        "pinned": "前后的序号已经说明它只能是哪一个",
        "anew": "编到后面又从头编起",
        "pair": "只有两项，都说“一是”",
        "again": "连同后面的话说了两遍",
        "aspect": "“一方面”没有下文",
        "said": "“第一”“其一”后面的标点",
        "habit": "全文这一级的序号都是这样",
        "throughout": "全文都这样混用，或都用这样的标点",
        "within": "同一组里混用",
    },
    fixes=True,
)
