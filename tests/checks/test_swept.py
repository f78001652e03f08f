"""Where what a rule finds turns stays as it was looked at, for every check kind."""

from __future__ import annotations

import pytest

from govlint.rulefiles.loader import load_builtin
from tests.conftest import ROOT
from tests.swept import STROKES, TURNS, strokes, turns

CATEGORIES = tuple(dict.fromkeys(rule.category for rule in load_builtin()))


@pytest.mark.parametrize("category", CATEGORIES)
def test_examples_with_a_wrong_stroke_are_told_as_they_were(category: str) -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    kept = (ROOT / STROKES).read_text(encoding="utf-8").splitlines()
    assert strokes(f"{category}/").splitlines() == [line for line in kept if line.startswith(f"{category}/")]


def test_every_stroke_is_of_a_rule_that_there_is() -> None:
    """The golden has no line but those of the categories."""
    kept = (ROOT / STROKES).read_text(encoding="utf-8").splitlines()
    assert {line.partition("/")[0] for line in kept} <= set(CATEGORIES)


def test_the_numbers_of_rules_turn_where_they_did() -> None:
    """Likewise."""
    assert turns() == (ROOT / TURNS).read_text(encoding="utf-8")
