"""What is learned from made models stays as it was looked at, and so does a draft beside them."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.housed import GOLDEN, housed


def test_what_is_learned_stays_as_it_is() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert housed() == (ROOT / GOLDEN).read_text(encoding="utf-8")
