"""What is found in texts of the specifications that are a little otherwise stays as it was looked at."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.specified import GOLDEN, specified


def test_specifications_a_little_otherwise_are_told_as_they_were() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert specified() == (ROOT / GOLDEN).read_text(encoding="utf-8")
