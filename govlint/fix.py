"""Edits into text: independent changes to one baseline, overlapping ones left out."""

from __future__ import annotations

from collections.abc import Iterable

from govlint.finding import Edit


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made; of two that overlap the one that begins first is made."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end)):
        if edit.start < at:
            continue
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join([*pieces, text[at:]])
