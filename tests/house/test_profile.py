"""What a profile writes is YAML that reads as it was."""

from __future__ import annotations

import pytest

from govlint.house.profile import scalar


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("甲", "甲"),
        ("甲 乙", "甲 乙"),
        (" 甲", '" 甲"'),
        ("甲: 乙", '"甲: 乙"'),
        ("true", '"true"'),
        ("12", '"12"'),
        ("", '""'),
        ('a"b\\', '"a\\"b\\\\"'),
        ("甲\n乙\t丙", '"甲\\n乙\\t丙"'),
        ("\u3000甲", '"\u3000甲"'),
        ("甲: \u200b", '"甲: \\u200b"'),
    ],
)
def test_texts_as_yaml_writes_them(text: str, written: str) -> None:
    assert scalar(text) == written
