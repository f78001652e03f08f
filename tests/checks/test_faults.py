"""What is said of options that cannot work stays as it was looked at, for every check kind."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.faulted import GOLDEN, faulted


def test_complaints_stay_as_they_are() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert faulted() == (ROOT / GOLDEN).read_text(encoding="utf-8")
