"""A text with one fault planted in it, or a control with none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """`rules` are the ids that may find the fault; `span` is where it is, in code points of `text`.

    A control has no span: no finding of `rules` may be new in it, compared to the text `name` that it was made from.
    """

    kind: str
    name: str
    text: str
    rules: tuple[str, ...]
    span: tuple[int, int] | None = None
    suffix: str = ".txt"
