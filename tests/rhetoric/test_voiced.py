"""What of rhetoric is heard in made texts stays as it was looked at."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.voiced import GOLDEN, voiced


def test_rhetoric_is_heard_as_it_was() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert voiced() == (ROOT / GOLDEN).read_text(encoding="utf-8")
