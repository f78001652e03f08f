"""Where what a rule finds turns stays as it was looked at, for every check kind."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.swept import STROKES, TURNS, strokes, turns


def test_examples_with_a_wrong_stroke_are_told_as_they_were() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert strokes() == (ROOT / STROKES).read_text(encoding="utf-8")


def test_the_numbers_of_rules_turn_where_they_did() -> None:
    """Likewise."""
    assert turns() == (ROOT / TURNS).read_text(encoding="utf-8")
