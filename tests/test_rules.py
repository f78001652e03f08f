"""Every shipped rule's own examples, run."""

from __future__ import annotations

import pytest

from govlint.loader import load_builtin
from govlint.rule import Rule
from govlint.selftest import run_examples

RULES = load_builtin()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_examples(rule: Rule) -> None:
    assert rule.bad, "a rule needs a bad example"
    assert rule.good, "a rule needs a good example"
    assert list(run_examples(rule)) == []
