"""What pages of every make are read as stays as it was looked at."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.sheets import GOLDEN, sheets


def test_pages_are_read_as_they_were() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert sheets() == (ROOT / GOLDEN).read_text(encoding="utf-8")
