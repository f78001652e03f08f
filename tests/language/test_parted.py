"""What made texts are parted into stays as it was looked at."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.parted import GOLDEN, parted


def test_writing_is_taken_for_what_it_was() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert parted() == (ROOT / GOLDEN).read_text(encoding="utf-8")
