"""An expression that cannot match is not compiled; one that can always is."""

from __future__ import annotations

import pytest

from govlint.analysis import expression
from govlint.analysis.expression import compiled, may_match


def test_what_lacks_a_word_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expression, "_made", set())
    source = "(?:甲子|乙丑)[^，]*丙寅七"
    assert not may_match(source, "甲子年")
    assert source not in expression._made
    assert may_match(source, "乙丑年丙寅七")
    assert may_match("", "")


def test_what_is_compiled_is_asked_itself() -> None:
    assert compiled("丁卯八戊辰").search("") is None
    assert may_match("丁卯八戊辰", "")
