"""Blanks that Chinese writing does not have: which they are, and which are right as they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.text.blanks import loose


def without(text: str) -> str:
    """The text without its loose blanks."""
    for blank in reversed(loose(text)):
        text = text[: blank.start] + text[blank.end :]
    return text


@pytest.mark.parametrize(
    "text, tight",
    [
        ("会议定于 2024 年 2 月 30 日召开。", "会议定于2024年2月30日召开。"),
        ("会议定于\u00a02024\u2009年\u202f2 月召开。", "会议定于2024年2月召开。"),
        ("2024 年政府工作报告", "2024年政府工作报告"),
        ("2024 年 × 月 × 日", "2024年×月×日"),
        ("3 个项目", "3个项目"),
        ("提高 5% 个百分点，下降 -3.5%。", "提高5%个百分点，下降-3.5%。"),
        ("WTO 成员用 5G 手机。", "WTO成员用5G手机。"),
        ("运行 ，好于预期 。会议指出： 要“ 抓好 ”。", "运行，好于预期。会议指出：要“抓好”。"),
        ("落实 (2024 年) 任务。", "落实(2024年)任务。"),
        ("某政发 [2021]9号，附件 1", "某政发[2021]9号，附件1"),
        ("⼯作 2024 年", "⼯作2024年"),
    ],
)
def test_loose_blanks(text: str, tight: str) -> None:
    assert without(text) == tight
    assert not loose(tight)


@pytest.mark.parametrize(
    "text",
    [
        "1.1 总体要求",
        "3 总体要求",
        "A 组名单",
        "1.2 分则",
        "地区 2023年 2024年 增速",
        "东城区 1200 1350 12.5%",
        "几 个 问 题 的 通 知",
        "张 三",
        "请访问 https://www.example.cn/a 查询。",
        "发到 a@example.cn 邮箱，见 report.docx 文件。",
        "总则 12",
        "姓名   3班",
        "（ ），“ ”。",
        "International Monetary Fund",
        "发布时间：2021-03-25 来源：区政府办",
        "第一条　为了规范管理",
        "",
    ],
)
def test_blanks_that_are_meant(text: str) -> None:
    assert without(text) == text


@given(st.text(alphabet="中文年，。：“”（）aZ05.%-/@ \u00a0\u2009\u3000", max_size=30))
def test_nothing_but_blanks_is_taken(text: str) -> None:
    blanks = loose(text)
    assert [b for b in blanks if text[b.start : b.end].strip(" \u00a0\u2009")] == []
    assert all(a.end <= b.start for a, b in pairwise(blanks))
