"""What the server writes into configurations, says of them and offers in them stays as it was looked at."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.written import GOLDEN, written


def test_what_is_written_and_said_stays_as_it_is() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert written() == (ROOT / GOLDEN).read_text(encoding="utf-8")
