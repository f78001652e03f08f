"""Where the other half of a bracket or quote may belong, for a writer to choose; the check knows only that it is wanting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from govlint.analysis.finding import Edit, Finding
from govlint.document.document import Document

_CLOSER = dict(zip("（(《〈“‘【〔「『", "）)》〉”’】〕」』", strict=True))
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_CLAUSE = re.compile("[，。；：！？]")
_SENTENCE = re.compile("[。！？]")
_SHOWN = 6


def closed(document: Document, finding: Finding) -> Iterator[tuple[Literal["before", "behind"], str, Edit]]:
    """The places where the half that is wanting may stand, nearest first: beside which words, and as an edit of the source.

    They are the end (for a closing half: the beginning) of the clause and of the sentence that the lone half stands in.
    """
    place = document.places[finding.block]
    text, at, mark = place.block.text, finding.reading.start, finding.match
    if mark in _CLOSER:
        ends = [match.start() for stop in (_CLAUSE, _SENTENCE) if (match := stop.search(text, at + 1))] or [len(text.rstrip())]
        for end in dict.fromkeys(ends):
            if end > at + 1 and place.map.unbroken(end - 1, end):
                where = place.span(end - 1, end).end
                yield "behind", text[max(at + 1, end - _SHOWN) : end], Edit(where, where, _CLOSER[mark])
    elif mark in _OPENER:
        begins = [max((m.end() for m in stop.finditer(text, 0, at)), default=0) for stop in (_CLAUSE, _SENTENCE)]
        for begin in dict.fromkeys(begins):
            if begin < at and place.map.unbroken(begin, begin + 1):
                where = place.span(begin, begin + 1).start
                yield "before", text[begin : min(at, begin + _SHOWN)], Edit(where, where, _OPENER[mark])
