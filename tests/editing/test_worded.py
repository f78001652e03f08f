"""What made Word files are read as, and what becomes of them, stays as it was looked at."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT

pytest.importorskip("lxml.etree")


def test_word_files_are_worked_on_as_they_were() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    from tests.worded import GOLDEN, worded

    assert worded() == (ROOT / GOLDEN).read_text(encoding="utf-8")
