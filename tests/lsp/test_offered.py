"""What each feature makes of made texts stays as it was looked at."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.offered import GOLDEN, offered


def test_what_features_offer_stays_as_it_is() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert offered() == (ROOT / GOLDEN).read_text(encoding="utf-8")
