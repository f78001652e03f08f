"""Word lists: what is refused when they are made, and what the rules of one list do to those of another."""

from __future__ import annotations

from typing import Any

import pytest

from govlint.checks.lexicon import KIND, Options
from govlint.document.block import Block
from govlint.rulefiles.loader import load_builtin


@pytest.mark.parametrize(
    ("terms", "allow", "path", "said"),
    [
        ({}, (), ("terms",), "空的"),
        ({" ": "部署"}, (), ("terms", " "), "词是空的"),
        ({"進行": "做"}, (), ("terms", "進行"), "进行"),
        ({"好,": "好"}, (), ("terms", "好,"), "好，"),
        ({"涉及": "涉及到"}, (), ("terms", "涉及"), "还会报“涉及”"),
        ({"甲乙": "乙丙", "乙丙": "丁"}, (), ("terms", "甲乙"), "还会报“乙丙”"),
        ({"布署": "部署", "布署工作": "部署工作"}, (), ("terms", "布署工作"), "不必写"),
        ({"布署": "部署"}, ("部署会",), ("allow", 0), "没有作用"),
        ({"布署": "部署"}, ("布署",), ("allow", 0), "没有作用"),
    ],
)
def test_a_list_that_cannot_work_is_refused(
    terms: dict[str, str], allow: tuple[str, ...], path: tuple[Any, ...], said: str
) -> None:
    (fault,) = Options(terms, allow).faults()
    assert said in str(fault)
    assert fault.path == path


def test_all_faults_of_a_list_are_shown() -> None:
    assert len(list(Options({"進行": "做", "好,": "好"}, ("部署會",)).faults())) == 4


def test_rules_do_not_disturb_each_other() -> None:
    assert KIND.block is not None
    find = KIND.block([Options({"会报": "汇报"}, ("大会报告",)), Options({"会报": "会报", "报告": "报告"})])
    found = [(index, hit.start, hit.end) for index, hit in find(Block("大会报告和会报"))]
    assert found == [(1, 1, 3), (0, 5, 7), (1, 5, 7)]


def test_no_shipped_list_says_what_another_one_flags() -> None:
    rules = [rule for rule in load_builtin() if rule.kind is KIND]
    assert KIND.block is not None and rules
    find = KIND.block([rule.options for rule in rules])
    for rule in rules:
        for term, use in rule.options.terms.items():
            if use != term:
                flagged = [rules[index].id for index, _ in find(Block(use))]
                assert flagged == [], f"{rule.id}: {term} → {use}"
