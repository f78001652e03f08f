"""Counting a text's ordinals anew: every run from its first number on, one by one; changes nothing but the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlint.analysis.finding import Edit, Finding
from govlint.document.document import Document
from govlint.document.ordinal import LAST, numeral, write
from govlint.document.outline import Member, Run


def renumbered(document: Document) -> list[Edit]:
    """The edits that make every run of a text count on by one; doubtful runs and generated numbers are left alone."""
    return [edit for run in document.outline.firm for edit in _of_run(document, run)]


def renumbered_from(document: Document, finding: Finding) -> list[Edit]:
    """The edits that make the run of an ordinal that a finding is about count on by one from there; none where it has none."""
    for run in document.outline.runs:
        for index, member in enumerate(run.members):
            if member.line == finding.block and member.marker.start <= finding.reading.start < member.marker.end:
                before = run.members[index - 1].marker.number if index else 0
                return list(_counted(document, run.members[index:], before + 1))
    return []


def doubtful(document: Document) -> list[Member]:
    """The first members of runs that count wrongly and are left alone all the same, since it is not certain what they are."""
    firm = {id(run) for run in document.outline.firm}
    runs = (run for run in document.outline.runs if id(run) not in firm)
    return [run.members[0] for run in runs if len(run.members) > 1 and any(_of_run(document, run))]


def _of_run(document: Document, run: Run) -> Iterator[Edit]:
    return _counted(document, run.members, run.members[0].marker.number if run.continues else 1)


def _counted(document: Document, members: Sequence[Member], number: int) -> Iterator[Edit]:
    for member in members:
        place = document.places[member.line]
        at = None if member.generated or member.marker.number == LAST else numeral(member.marker)
        if at is not None and member.marker.number != number and place.map.unbroken(*at):
            yield Edit(*place.span(*at), write(member.marker, number, bare=True))
        number += 1
