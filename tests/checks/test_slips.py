"""What is found in examples with a slip in them stays as it was looked at."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.slips import GOLDEN, slips


def test_findings_stay_as_they_are() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert slips() == (ROOT / GOLDEN).read_text(encoding="utf-8")
