"""All that the commands say and write over made texts stays as it was looked at."""

from __future__ import annotations

import pytest

from tests.commanded import RUNS, commanded, golden
from tests.conftest import ROOT


@pytest.mark.parametrize("name", RUNS)
def test_commands_stay_as_they_are(name: str) -> None:
    """`python -m tests.generate` writes the goldens; a difference is to be looked at."""
    assert commanded(name) == (ROOT / golden(name)).read_text(encoding="utf-8")
