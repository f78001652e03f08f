"""The folded view of a text: simplified and full-width, character for character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlint.text.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("敢於鬥爭，善於鬥爭", "敢于斗争，善于斗争"),
        ("於教授主持会议", "於教授主持会议"),
        ("乾隆年間的著作", "乾隆年间的著作"),
        ("今天,我们开会(第２次);好!", "今天，我们开会（第2次）；好！"),
        ("3,000元,占1.5%", "3,000元，占1.5%"),
        ("見www.gov.cn/a?b:c", "见www.gov.cn/a?b:c"),
    ],
)
def test_characters_are_folded_where_they_stand(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(max_examples=25)
@given(st.text())
def test_a_folded_text_is_as_long_and_stays_as_it_is(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
