"""Regular expressions of rules: the words they need, what is refused, and that none can hang."""

from __future__ import annotations

import pytest

from govlint.analysis.expression import needs, required_literals
from govlint.checks.pattern import KIND, Options
from govlint.document.block import Block


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("进行部署", {"进行部署"}),
        ("对.{1,9}进行了?部署", {"进行部署", "进行了部署"}),
        ("(?:认真|切实)抓好落实", {"认真抓好落实", "切实抓好落实"}),
        ("(?P<verb>部署|安排)[^。]*", {"部署", "安排"}),
        ("(?:甲乙|丙)丁?", {"甲乙", "丙"}),
        (r"1\.\d+倍", {f"1.{digit}" for digit in "0123456789"}),
        ("(?:一二)+三", {"一二三"}),
        ("一二+三", {"一二"}),
        ("(?:一二)?三", {"三"}),
        ("一{0,2}二", {"二"}),
        ("一|二.", {"一", "二"}),
        (r"\d+[年月]", {digit + unit for digit in "0123456789" for unit in "年月"}),
        ("(?:甲|)[乙]", {"乙"}),
        ("甲*", None),
        (r"[\]甲]乙\|丙", {"乙|丙"}),
        ("(?:^|[，。])[要应]?(?:抓|管)好(?:$|，)", {"抓好", "管好"}),
        ("[甲乙]{2}丙", {"甲丙", "乙丙"}),
        ("的[^，]{2,9}支持，", {"支持，"}),
        ("(?P<match>在.*(?:领导|支持))，", {"领导，", "支持，"}),
        ("(?:领导|.支持)+，", {"领导，", "支持，"}),
        ("(?:领导|[^的]+)，", {"，"}),
    ],
)
def test_the_words_that_a_pattern_needs(pattern: str, words: set[str] | None) -> None:
    assert required_literals(pattern) == words


@pytest.mark.parametrize(
    ("pattern", "words", "often"),
    [
        ("对[^，]{2,9}的[^，的]*的问题", ({"对"}, {"的"}, {"的问题"}), {"的": 2}),
        ("(?:甲乙|甲丙)[^。]+甲丁?戊", ({"甲乙", "甲丙"}, {"甲戊", "甲丁戊"}), {"甲": 2}),
        ("(?:甲.甲|乙.甲)", ({"甲", "乙"}, {"甲"}), {}),
        ("甲?.甲", ({"甲"},), {}),
        ("^[，。]", ({"\n，", "\n。"},), {}),
        (".{8,}[，、]$", ({"，\n", "、\n"},), {}),
        ("(?:^|，)甲", ({"\n甲", "，甲"},), {}),
        ("^.甲", ({"甲"},), {}),
        ("甲*", (), {}),
    ],
)
def test_all_that_a_pattern_needs(pattern: str, words: tuple[set[str], ...], often: dict[str, int]) -> None:
    found = needs(pattern, bounded=True)
    assert found.words == words
    assert found.often == often


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("甲(", "写错了：左括号没有配对（甲(）"),
        ("甲{2000}", "重复次数太大"),
        ("(?P<1>甲)", "组名"),
        ("(?P<use>甲)", "组名"),
        ("(?P<a>甲)(?P<a>乙)", "组名"),
        ("(?<=甲)乙", "断言"),
        ("甲(?!乙)", "断言"),
        (r"(甲)\1", "回指"),
        ("(?i)abc", "开关"),
        ("甲*", "空的地方"),
        ("$", "空的地方"),
        (r"\b", "空的地方"),
        (r"\d+", "literals"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused(pattern: str, said: str) -> None:
    (fault,) = Options(pattern).faults()
    assert said in str(fault)
    assert fault.path == ("pattern",)


def test_other_options_are_held_against_the_pattern() -> None:
    faults = list(Options("(?P<a>甲)乙", use="{b}", allow=("進行",)).faults())
    assert [fault.path for fault in faults] == [("allow", 0), ("use",)]
    assert not list(Options(r"\d+", literals=("1",)).faults())
    assert Options(r"\d+", literals=("1",)).compiled.search("21")


def test_a_pattern_that_blows_up_elsewhere_answers() -> None:
    # Backtracking would need more steps than there are atoms in the universe.
    assert KIND.block is not None
    find = KIND.block([Options("(?:甲+)+乙"), Options("(?:甲|甲甲)+丙"), Options("甲甲*甲*甲*甲*甲*丁")])
    assert list(find(Block("乙丙丁" + "甲" * 5000 + "戊"))) == []


def test_the_pattern_runs_only_where_its_word_is() -> None:
    assert KIND.block is not None
    find = KIND.block([Options("[^。]*落实", literals=("抓落实",))])
    found = [hit.start for _, hit in find(Block("要落实。要抓落实。再落实。"))]
    assert found == [4]
