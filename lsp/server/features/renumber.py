"""Counting a text's ordinals anew: every run from its first number on, one by one; changes nothing but the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from govlint.analysis.finding import Edit
from govlint.document.document import Document
from govlint.document.ordinal import LAST, numeral, write
from govlint.document.outline import Run


def renumbered(document: Document) -> list[Edit]:
    """The edits that make every run of a text count on by one; doubtful runs and generated numbers are left alone."""
    return [edit for run in document.outline.firm for edit in _of_run(document, run)]


def _of_run(document: Document, run: Run) -> Iterator[Edit]:
    number = run.members[0].marker.number if run.continues else 1
    for member in run.members:
        place = document.places[member.line]
        at = None if member.generated or member.marker.number == LAST else numeral(member.marker)
        if at is not None and member.marker.number != number and place.map.unbroken(*at):
            yield Edit(*place.span(*at), write(member.marker, number, bare=True))
        number += 1
