"""What made documents read as stays as it was looked at, in every format."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.readings import DOCUMENTS, MADE, golden, made, reading


@pytest.mark.parametrize("name", DOCUMENTS)
def test_readings_stay_as_they_are(name: str) -> None:
    """`python -m tests.generate` writes the goldens; a difference is to be looked at."""
    assert reading(name) == (ROOT / golden(name)).read_text(encoding="utf-8")


def test_readings_of_anything_stay_as_they_are() -> None:
    assert made() == (ROOT / MADE).read_text(encoding="utf-8")
