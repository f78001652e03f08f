"""A check in steps, for a text that is being written: what an edit has not touched stays, and nobody waits for the rest.

The paragraphs are checked at once. The checks of the whole document follow one by one; until its turn has come, each says
what it said of the text before the edit, as far as that still has a place. When all are done, the result is that of `lint`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from govlint.analysis.engine import Failure, Result, Ruleset, block_findings, group_findings, heard
from govlint.analysis.finding import Edit, Finding, Fix, Related
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.kept import Kept
from govlint.text.source import Span


class Course:
    """The check of a document, after that of the document that it was arranged after, where there is one."""

    def __init__(self, document: Document, ruleset: Ruleset, before: Course | None = None) -> None:
        self.document = document
        self._ruleset = ruleset
        self._failures: dict[str, Failure] = {}
        self._done = 0
        groups = len(ruleset.document_groups)
        places = range(len(document.places))
        stays = document.kept if before is not None else None
        if before is None or stays is None or not self._fits(before):
            self.follows = False
            self._own = list(self._spoken(places))
            self._groups: list[list[Finding]] = [[] for _ in range(groups)]
            return
        self.follows = True
        head = bisect_left(before._own, stays.head, key=_block)
        tail = bisect_left(before._own, len(before.document.places) - stays.tail, head, key=_block)
        fresh = self._spoken(places[stays.head : len(places) - stays.tail], _edited(before.document, stays))
        self._own = [*before._own[:head], *fresh, *(_moved(f, stays) for f in before._own[tail:])]
        last = len(places) - 1
        self._groups = [list(_carried(group, stays, last)) if places else [] for group in before._groups]

    def _fits(self, before: Course) -> bool:
        """Whether what was found then would be found of the same paragraphs now."""
        same = before._ruleset is self._ruleset and before.document.genre is self.document.genre
        return same and not before._failures

    @property
    def is_done(self) -> bool:
        """Whether nothing is to be done any more."""
        return self._done == len(self._groups)

    def steps(self) -> Iterator[None]:
        """Does what is to be done, a part before each stop."""
        while not self.is_done:
            self._groups[self._done] = list(group_findings(self.document, self._ruleset, self._done, self._failures))
            self._done += 1
            yield

    def result(self) -> Result:
        """What is known now."""
        findings = [*self._own, *(finding for group in self._groups for finding in group)]
        return Result(heard(self.document, findings, self._ruleset), tuple(self._failures.values()))

    def _spoken(self, places: Sequence[int], edited: Block | None = None) -> Iterator[Finding]:
        found = block_findings(self.document, self._ruleset, places, self._failures, memo=self._ruleset.memo, before=edited)
        for _, findings in found:
            yield from findings


def _edited(before: Document, stays: Kept) -> Block | None:
    """The one paragraph that does not stay; None where there are more, or none."""
    gone = before.places[stays.head : len(before.places) - stays.tail]
    return gone[0].block if len(gone) == 1 else None


def _block(finding: Finding) -> int:
    return finding.block


def _moved(finding: Finding, stays: Kept) -> Finding:
    """A finding in a place that has moved with all that it points to."""
    by = stays.shift
    if not by and not stays.grown:
        return finding
    return _placed(finding, lambda span: Span(span.start + by, span.end + by), finding.related, finding.block + stays.grown)


def _placed(finding: Finding, place: Callable[[Span], Span], related: Iterable[Related], block: int) -> Finding:
    fix = finding.fix
    if fix:
        fix = Fix(fix.safety, fix.title, tuple(Edit(*place(Span(e.start, e.end)), e.text) for e in fix.edits))
    pointed = tuple(Related(place(r.span), r.message) for r in related)
    # `dataclasses.replace` takes longer than all the rest.
    said = (finding.rule, finding.severity, finding.message, finding.match)
    return Finding(place(finding.span), *said, fix, pointed, block, finding.reading)


def _carried(findings: Iterable[Finding], stays: Kept, last: int) -> Iterator[Finding]:
    """The findings whose words and changes the edit has left alone, where they stand now."""
    edit, by = stays.edit, stays.shift

    def is_touched(span: Span) -> bool:
        return span.start < edit.end and edit.start < span.end

    def place(span: Span) -> Span:
        return span if span.end <= edit.start else Span(span.start + by, span.end + by)

    for finding in findings:
        if finding.fix is None and not finding.related and finding.span.end <= edit.start and finding.block <= last:
            yield finding
            continue
        edits = finding.fix.edits if finding.fix else ()
        reach = [finding.span, *(Span(e.start, e.end) for e in edits)]
        if any(map(is_touched, reach)):
            continue
        related = [r for r in finding.related if not is_touched(r.span)]
        points = [*reach, *(r.span for r in related)]
        if len(related) == len(finding.related) and finding.block <= last and all(s.end <= edit.start for s in points):
            yield finding
            continue
        behind = finding.span.end > edit.start
        yield _placed(finding, place, related, max(0, min(last, finding.block + stays.grown * behind)))
