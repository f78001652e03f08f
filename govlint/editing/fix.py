"""Edits into text: independent changes to one baseline, overlapping ones left out, linted again until it settles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from govlint.analysis.finding import Edit, Finding, Safety, Severity
from govlint.text.characters import LINE_END
from govlint.text.edits import Moves, apply, compose, place
from govlint.text.source import Source, Span

MAX_ROUNDS = 10

OVERLAP = "和另一处改动重叠"
NEW_ERROR = "改了会引出新的错误"
UNSETTLED = f"改了 {MAX_ROUNDS} 轮还没有改定"

_WORD = re.compile(r"\w")
_LINE_END = re.compile(LINE_END)

Linter = Callable[[Source], Sequence[Finding]]


@dataclass(frozen=True)
class Skipped:
    """A fix that was allowed and was not made, and why, in Chinese. The finding's span is of the text it was found in."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Plan:
    """What one round would change: the findings whose fixes go together, and those that must wait."""

    taken: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits of the taken findings, each once."""
        return tuple(dict.fromkeys(e for f in self.taken if f.fix for e in f.fix.edits))


@dataclass(frozen=True)
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
    """Fix a text and lint it again, until no allowed fix is left or MAX_ROUNDS have passed.

    A fix that would bring an error that was not there is not made. One that gives way to another is tried again in
    the next round, so only what is left at the end counts as skipped.
    """
    findings = tuple(lint(source))
    mended: list[Finding] = []
    edits: tuple[Edit, ...] = ()
    refused: dict[tuple[str, Span], Skipped] = {}
    rounds = 0
    while (step := plan((f for f in findings if (f.rule, f.span) not in refused), safeties)).taken and rounds < MAX_ROUNDS:
        trial = _Trial(source, findings, lint)
        trial.add(step.taken)
        made = trial.edits(())
        # In another text a fix may bring no error any more: what was refused is tried again as long as anything is made.
        refused = {} if trial.made else refused | {(f.rule, f.span): Skipped(f, NEW_ERROR) for f in trial.refused}
        mended += trial.made
        edits = compose(edits, source.text, made)
        source, findings = trial.source, trial.findings
        rounds += 1
    unsettled = tuple(Skipped(f, UNSETTLED) for f in step.taken)
    return Settled(source, tuple(mended), (*refused.values(), *step.skipped, *unsettled), findings, rounds, edits)


class _Trial:
    """One round: makes a batch of fixes, halving it to find those that would bring a new error."""

    def __init__(self, source: Source, findings: tuple[Finding, ...], lint: Linter) -> None:
        self._before = source
        self._errors = [f for f in findings if f.severity is Severity.ERROR]
        self._lint = lint
        self.source = source
        self.findings = findings
        self.made: list[Finding] = []
        self.refused: list[Finding] = []

    def add(self, batch: Sequence[Finding]) -> None:
        edits = self.edits(batch)
        source = replace(self._before, text=apply(self._before.text, edits))
        findings = tuple(self._lint(source))
        if not self._brings_error(findings, edits):
            self.source, self.findings = source, findings
            self.made += batch
        elif len(batch) == 1:
            self.refused += batch
        else:
            middle = len(batch) // 2
            self.add(batch[:middle])
            self.add(batch[middle:])

    def edits(self, batch: Sequence[Finding]) -> tuple[Edit, ...]:
        """The edits of what is made and of this batch too."""
        return _with_line_ends(self._before, Plan((*self.made, *batch)).edits)

    def _brings_error(self, findings: Iterable[Finding], edits: tuple[Edit, ...]) -> bool:
        """Whether an error is found where its rule had none before that touched the place."""
        moves = Moves(edits)
        known: dict[str, list[Span]] = {}
        for error in self._errors:
            known.setdefault(error.rule, []).append(moves.span(error.span))
        starts = {rule: [span.start for span in sorted(spans)] for rule, spans in known.items()}
        # The furthest end of any span up to each one, since spans may overlap.
        ends = {rule: list(accumulate((span.end for span in sorted(spans)), max)) for rule, spans in known.items()}
        for finding in findings:
            if finding.severity is Severity.ERROR:
                before = bisect_right(starts.get(finding.rule, []), finding.span.end)
                if not before or ends[finding.rule][before - 1] < finding.span.start:
                    return True
        return False


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
