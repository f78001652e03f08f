from __future__ import annotations

import pytest
from govlint_lsp.features.hints import STOCK, figures
from govlint_lsp.words import CHINESE

from govlint.document.length import Ruler
from govlint.language.spoken import characters, minutes
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source


def test_marks_and_spaces_are_not_said() -> None:
    assert characters("同志们，增长 8.5%！") == 8


@pytest.mark.parametrize(("count", "said"), [(0, "不到 1 分钟"), (200, "约 1 分钟"), (2100, "约 10 分钟")])
def test_minutes(count: int, said: str) -> None:
    assert minutes(count) == said


def test_a_lens_counts_the_phrases_that_the_rule_counts() -> None:
    text = "我们要凝心聚力，" * 25
    document = parse(Source("稿.txt", text))
    ruler, whole = Ruler(document), (0, len(text))
    assert figures(document, ruler, whole, 200, ["凝心聚力"], CHINESE) == "175 字　不到 1 分钟　套话每千字 143 处"
    assert figures(document, ruler, (0, 7), 200, [], CHINESE) == "7 字　不到 1 分钟"
    rule = next(rule for rule in load_builtin() if rule.id == STOCK)
    assert "凝心聚力" in rule.options.words
