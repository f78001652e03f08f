"""The rhetoric of a document as JSON has it, for programs and editors."""

from __future__ import annotations

from typing import Any

from govlint.document.document import Document
from govlint.rhetoric.analysis import Passage, Rhetoric
from govlint.rhetoric.found import DEVICE_NAMES, Device
from govlint.text.source import Span

BARS = 60
"""Into how many equal stretches the rhythm of a text is cut."""


def record(document: Document, rhetoric: Rhetoric, model: Rhetoric) -> dict[str, Any]:
    """All of an analysis; `model` is that of the model text beside which it stands. Places are code points of the source,
    lines and columns count from 1, rates are passages to 1,000 characters."""
    return {
        "path": document.source.path,
        "title": document.title,
        "genre": str(document.genre),
        "characters": rhetoric.characters,
        "sentences": {
            "count": len(rhetoric.sentences),
            "mean": round(rhetoric.mean, 1),
            "longest": max((sentence.length for sentence in rhetoric.sentences), default=0),
            "model_mean": round(model.mean, 1),
            "pace": [round(length, 1) for length in rhetoric.pace(BARS)],
            "lines": _lines(document, rhetoric),
        },
        "devices": [
            {
                "device": str(device),
                "name": DEVICE_NAMES[device],
                "count": rhetoric.counts[device],
                "rate": round(rhetoric.rate(device), 2),
                "model_rate": round(model.rate(device), 2),
                "score": rhetoric.score(device, BARS),
            }
            for device in Device
        ],
        "passages": [_passage(document, passage) for passage in rhetoric.passages],
    }


def _passage(document: Document, passage: Passage) -> dict[str, Any]:
    span = place_of(document, passage)
    line, column = document.source.position(span.start)
    return {
        "device": str(passage.device),
        "form": passage.form,
        "level": passage.level,
        "at": passage.at,
        "line": line,
        "column": column,
        "start": span.start,
        "end": span.end,
        "limbs": list(passage.limbs),
    }


def _lines(document: Document, rhetoric: Rhetoric) -> list[int]:
    """The line on which the first sentence of each stretch begins; 0 where none begins."""
    found = [0] * BARS
    for sentence in reversed(rhetoric.sentences):
        start = document.places[sentence.place].span(0, 0).start
        found[min(BARS - 1, sentence.at * BARS // max(1, rhetoric.characters))] = document.source.position(start)[0]
    return found


def place_of(document: Document, passage: Passage) -> Span:
    """Where a passage stands in the source."""
    return document.places[passage.place].span(passage.start, passage.end)
