"""Edits into text: independent changes to one baseline, overlapping ones left out, linted again until it settles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from itertools import pairwise

from govlint.analysis.finding import Edit, Finding, Safety, Severity
from govlint.text.characters import LINE_END
from govlint.text.edits import Moves, apply, compose, place
from govlint.text.frozen import frozen
from govlint.text.source import Source, Span

MAX_ROUNDS = 25
_GUESSES = 5
"""How often those beside new errors are left out before all are suspected."""
_BESIDE = 20
"""How many code points off an error may be from what brings it, for all that is known at first."""

OVERLAP = "和另一处改动重叠"
NEW_ERROR = "改了会引出新的错误"
UNSETTLED = f"改了 {MAX_ROUNDS} 轮还没有改定，全都没有改"

_WORD = re.compile(r"\w")
_LINE_END = re.compile(LINE_END)

Linter = Callable[[Source], Sequence[Finding]]


@frozen
class Skipped:
    """A fix that was allowed and was not made, and why, in Chinese. The finding's span is of the text it was found in."""

    finding: Finding
    reason: str


@frozen
class Plan:
    """What one round would change: the findings whose fixes go together, and those that must wait."""

    taken: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits of the taken findings, each once."""
        return tuple(dict.fromkeys(e for f in self.taken if f.fix for e in f.fix.edits))


@frozen
class Settled:
    """A text after its fixes: the source with the new text, what was mended, what was left, what is found in it now.

    `edits` make the new text of the one that it began with, in that one's code points.
    """

    source: Source
    mended: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    findings: tuple[Finding, ...]
    rounds: int
    edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """The new text."""
        return self.source.text


def plan(findings: Iterable[Finding], safeties: Collection[Safety]) -> Plan:
    """Which fixes of these safeties can be made together.

    A fix is made whole or not at all. Of two that overlap the graver finding's is made, then the earlier one's; equal
    edits of two findings are one edit.
    """
    taken: list[Finding] = []
    skipped: list[Skipped] = []
    edits = _Edits()
    for finding in sorted(findings, key=lambda f: (-f.severity, f.order)):
        if finding.fix is None or finding.fix.safety not in safeties:
            continue
        if edits.admit(finding.fix.edits):
            taken.append(finding)
        else:
            skipped.append(Skipped(finding, OVERLAP))
    return Plan(tuple(sorted(taken, key=lambda f: f.order)), tuple(skipped))


def settle(source: Source, lint: Linter, safeties: Collection[Safety]) -> Settled:
    """Fix a text and lint it again, until no allowed fix is left that can be made.

    A fix that would bring an error that was not there is not made; it is tried again once all others have been made, one
    that gave way to another in the next round, so only what is left at the end counts as skipped. Where there is no end after
    MAX_ROUNDS, none of the fixes of those rules that go on is made, from the beginning.
    """
    endless: frozenset[str] = frozenset()
    while True:
        settled, going_on = _settled_without(endless, source, lint, safeties)
        if not going_on:
            return settled
        endless |= going_on


def _settled_without(
    endless: Collection[str], source: Source, lint: Linter, safeties: Collection[Safety]
) -> tuple[Settled, frozenset[str]]:
    """The text without the fixes of some rules, and the rules whose fixes still go on, in turn or each by itself."""
    findings = tuple(lint(source))
    mended: list[Finding] = []
    edits: tuple[Edit, ...] = ()
    refused: dict[tuple[str, Span], Skipped] = {}
    is_stale = False
    """Whether anything has been made since the refused were tried."""
    late: set[str] = set()
    rounds = 0
    while True:
        step = plan((f for f in findings if (f.rule, f.span) not in refused and f.rule not in endless), safeties)
        if not step.taken and is_stale:
            # In another text a fix may bring no error any more.
            refused, is_stale = {}, False
            continue
        if not step.taken or rounds == MAX_ROUNDS:
            break
        trial = _Trial(source, findings, lint)
        trial.make(step.taken)
        made = trial.edits(())
        moves = Moves(made)
        refused = {(rule, moves.span(span)): skip for (rule, span), skip in refused.items()}
        refused |= {(f.rule, moves.span(f.span)): Skipped(f, NEW_ERROR) for f in trial.refused}
        is_stale |= bool(trial.made and refused)
        mended += trial.made
        late |= {f.rule for f in trial.made if rounds >= MAX_ROUNDS // 2}
        edits = compose(edits, source.text, made)
        source, findings = trial.source, trial.findings
        rounds += 1
    unsettled = tuple(Skipped(f, UNSETTLED) for f in plan((f for f in findings if f.rule in endless), safeties).taken)
    settled = Settled(source, tuple(mended), (*refused.values(), *step.skipped, *unsettled), findings, rounds, edits)
    return settled, frozenset(late | {f.rule for f in step.taken}) if step.taken else frozenset()


class _Trial:
    """One round: makes of a batch of fixes those that bring no new error, by linting few texts with many of them made."""

    def __init__(self, source: Source, findings: tuple[Finding, ...], lint: Linter) -> None:
        self._before = source
        self._errors = [f for f in findings if f.severity is Severity.ERROR]
        self._lint = lint
        self.source = source
        self.findings = findings
        self.made: list[Finding] = []
        self.refused: list[Finding] = []

    def make(self, batch: Sequence[Finding]) -> None:
        """Make what can be made. An error is put down to the fixes beside it, and those are tried again far from each other."""
        rest, suspects = list(batch), []
        for _ in range(_GUESSES):
            errors = self._try(rest)
            if not errors:
                break
            near = self._near(errors, rest)
            suspects += [f for f in rest if f in near]
            rest = [f for f in rest if f not in near]
        else:
            suspects, rest = list(batch), []
        while suspects:
            apart, suspects = _apart(suspects)
            errors = self._try(apart)
            if errors:
                guilty = self._near(errors, apart, guess=False)
                self.refused += [f for f in apart if f in guilty]
                self._halve([f for f in apart if f not in guilty])

    def edits(self, batch: Sequence[Finding]) -> tuple[Edit, ...]:
        """The edits of what is made and of this batch too."""
        return _with_line_ends(self._before, Plan((*self.made, *batch)).edits)

    def _halve(self, batch: Sequence[Finding]) -> None:
        """Make what can be made where errors do not tell what brings them."""
        if not batch or not self._try(batch):
            return
        if len(batch) == 1:
            self.refused += batch
            return
        middle = len(batch) // 2
        self._halve(batch[:middle])
        self._halve(batch[middle:])

    def _try(self, batch: Sequence[Finding]) -> list[Span]:
        """Make a batch if that brings no error; else the places of the new ones."""
        edits = self.edits(batch)
        source = replace(self._before, text=apply(self._before.text, edits))
        findings = tuple(self._lint(source))
        errors = list(self._new_errors(findings, edits))
        if not errors:
            self.source, self.findings = source, findings
            self.made += batch
        return errors

    def _new_errors(self, findings: Iterable[Finding], edits: tuple[Edit, ...]) -> Iterator[Span]:
        """The errors that are not, one for one, those that were there: of the same rule and touching their places."""
        moves = Moves(edits)
        before: dict[str, list[Span]] = {}
        for error in self._errors:
            before.setdefault(error.rule, []).append(moves.span(error.span))
        after: dict[str, list[Span]] = {}
        for finding in findings:
            if finding.severity is Severity.ERROR:
                after.setdefault(finding.rule, []).append(finding.span)
        for rule, spans in after.items():
            known = sorted(before.get(rule, []), reverse=True)
            begun: list[int] = []
            """The ends of those before that begin before this one ends."""
            for span in sorted(spans):
                while known and known[-1].start <= span.end:
                    heappush(begun, known.pop().end)
                while begun and begun[0] < span.start:
                    heappop(begun)
                if begun:
                    heappop(begun)
                else:
                    yield span

    def _near(self, errors: Iterable[Span], batch: Sequence[Finding], *, guess: bool = True) -> set[Finding]:
        """The fixes of a batch that lie beside an error; with `guess`, next to it where none does."""
        moves = Moves(self.edits(batch))
        places = sorted(
            ((moves.span(Span(e.start, e.end)), number) for number, f in enumerate(batch) if f.fix for e in f.fix.edits)
        )
        starts = [span.start for span, _ in places]
        longest = max((span.end - span.start for span, _ in places), default=0)
        found: set[Finding] = set()
        for error in errors:
            first = bisect_left(starts, error.start - _BESIDE - longest)
            last = bisect_right(starts, error.end + _BESIDE)
            near = [n for span, n in places[first:last] if span.end >= error.start - _BESIDE]
            if guess and not near:
                at = bisect_left(starts, error.start)
                near = [n for _, n in places[max(0, at - 1) : at + 1]]
            found.update(batch[n] for n in near)
        return found


def _apart(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Fixes far enough from each other for an error to tell which of them brings it, and the others."""
    taken, others = [], []
    reach = -1
    for finding in sorted(findings, key=lambda f: _reach(f)):
        start, end = _reach(finding)
        if start > reach:
            taken.append(finding)
            reach = end + 2 * _BESIDE
        else:
            others.append(finding)
    return taken, others


def _reach(finding: Finding) -> Span:
    edits = finding.fix.edits if finding.fix else ()
    return Span(min((e.start for e in edits), default=0), max((e.end for e in edits), default=0))


def _with_line_ends(source: Source, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits, those that take all words of a line taking its end too; a Word file keeps its paragraphs."""
    if source.location(0) is not None:
        return edits
    begun = {edit.start for edit in edits}
    return tuple(
        replace(edit, end=end.end())
        if not edit.text
        and source.text[edit.start - 1 : edit.start] in ("", "\n", "\r")
        and _WORD.search(source.text, edit.start, edit.end)
        and (end := _LINE_END.match(source.text, edit.end))
        and edit.end not in begun
        else edit
        for edit in edits
    )


class _Edits:
    """Edits that do not overlap, in order of place."""

    def __init__(self) -> None:
        self._edits: list[Edit] = []

    def admit(self, edits: Iterable[Edit]) -> bool:
        """Take these edits in unless one of them overlaps another, here or among themselves. Equal edits are one."""
        own = sorted(set(edits), key=place)
        fresh = [e for e in own if e not in self._around(e)]
        if any(_overlap(a, b) for b in fresh for a in self._around(b)):
            return False
        # In order of place, one that reaches into any reaches into its neighbour.
        if any(_overlap(a, b) for a, b in pairwise(own)):
            return False
        for edit in fresh:
            insort(self._edits, edit, key=place)
        return True

    def _around(self, edit: Edit) -> list[Edit]:
        # Those taken do not overlap: only the last one to begin before this one can reach into it.
        first = bisect_left(self._edits, (edit.start, edit.start), key=place)
        last = bisect_right(self._edits, edit.end, key=lambda e: e.start)
        return self._edits[max(0, first - 1) : last]


def _overlap(a: Edit, b: Edit) -> bool:
    # Two insertions at one place have no order; an insertion at the edge of a replacement has.
    return (a.start < b.end and b.start < a.end) or (a.start == a.end == b.start == b.end)
