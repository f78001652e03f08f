"""All that an editor is answered about made texts stays as it was looked at."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.served import SCENES, golden, served


@pytest.mark.parametrize("scene", SCENES)
def test_answers_stay_as_they_are(scene: str) -> None:
    """`python -m tests.generate` writes the goldens; a difference is to be looked at."""
    assert served(scene) == (ROOT / golden(scene)).read_text(encoding="utf-8")
