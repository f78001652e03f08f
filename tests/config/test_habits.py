"""Habits of a profile as rules: how loudly each is heard, what it says, on what evidence."""

from __future__ import annotations

import pytest

from govlint.analysis.finding import Severity
from govlint.analysis.rule import Rule
from govlint.config.habits import habits_of, rules_of
from govlint.config.settings import ProfileFile, parse
from govlint.deserialize.dataclass import StrictError


def rule(text: str) -> Rule:
    (made,) = rules_of([parse("house.yaml", f"habits:\n  {text}\n", ProfileFile)])
    return made


@pytest.mark.parametrize(
    ("habit", "kept", "texts", "severity"),
    [
        # From a firmness of 0.86 on a warning, from 0.75 on a piece of information.
        ("closing: {usual: [甲]", 5, 5, Severity.WARNING),
        ("closing: {usual: [甲]", 4, 4, Severity.INFO),
        ("closing: {usual: [甲]", 2, 2, Severity.HINT),
        ("closing: {usual: [甲]", 3, 3, Severity.INFO),
        ("closing: {usual: [甲]", 9, 10, Severity.INFO),
        # Of many, nineteen of twenty must keep it.
        ("closing: {usual: [甲]", 95, 100, Severity.WARNING),
        ("closing: {usual: [甲]", 94, 100, Severity.INFO),
        ("sentence: {low: 1, high: 2", 94, 100, Severity.WARNING),
        # Where texts of one house differ now and then, and of words.
        ("inline: {usual: [一是]", 100, 100, Severity.INFO),
        ("inline: {usual: [一是]", 4, 4, Severity.HINT),
        ("words: {instead: [甲乙]", 100, 100, Severity.INFO),
    ],
)
def test_how_loudly_a_habit_is_heard(habit: str, kept: int, texts: int, severity: Severity) -> None:
    made = rule(f"{habit}, kept: {kept}, texts: {texts}}}")
    assert made.severity is severity
    near = made.cases["near"].severity
    assert near is (Severity.HINT if severity is Severity.HINT else Severity.INFO)


def test_a_severity_that_is_written_is_that_of_all_cases() -> None:
    for level, severity in (("error", Severity.ERROR), ("hint", Severity.HINT)):
        made = rule(f"closing: {{usual: [甲], kept: 9, texts: 9, severity: {level}}}")
        assert (made.severity, dict(made.cases), made.silent) == (severity, {}, False)
    on, off = (rule(f"closing: {{usual: [甲], kept: 9, texts: 9, severity: {level}}}") for level in ("on", "off"))
    assert (on.severity, on.silent, off.silent) == (Severity.WARNING, False, True) and on.cases


@pytest.mark.parametrize(
    ("habit", "message"),
    [
        ("closing: {usual: [甲]}", "范文多以{usual}收尾（{texts} 篇中 {kept} 篇），这里没有"),
        ("sentence: {low: 1, high: 2}", "平均句长：这一篇 {own}，范文通常在 {usual}（{texts} 篇中 {kept} 篇）"),
        ("years: {usual: [2021年]}", "年份：范文用{usual}（{texts} 篇中 {kept} 篇），这里是“{own}”"),
        ('years: {usual: [2021年], title: "年{份}"}', "年{{份}}：范文用{usual}（{texts} 篇中 {kept} 篇），这里是“{own}”"),
    ],
)
def test_what_a_habit_says(habit: str, message: str) -> None:
    made = rule(habit)
    assert made.message == message and made.id.startswith("house/") and made.category == "house"


@pytest.mark.parametrize(
    ("given", "evidence", "related"),
    [
        ("", "写在设置里的惯例", "范文这样写：{example}"),
        (", kept: 8, texts: 9", "9 篇范文里有 8 篇是这样", "范文这样写：{example}"),
        (", kept: 8, texts: 9, example: 甲乙", "9 篇范文里有 8 篇是这样，如“甲乙”", "范文这样写：{example}"),
        (
            ", kept: 8, texts: 9, example: 甲乙, source: a",
            "9 篇范文里有 8 篇是这样，如“甲乙”（a）",
            "范文这样写：{example}（{source}）",
        ),
        (", kept: 8, texts: 9, source: a", "9 篇范文里有 8 篇是这样", "范文这样写：{example}（{source}）"),
    ],
)
def test_on_what_evidence(given: str, evidence: str, related: str) -> None:
    made = rule(f"closing: {{usual: [甲]{given}}}")
    assert [basis.note for basis in made.basis] == [evidence]
    assert made.related == {"model": related}


def test_the_last_profile_stands_and_names_need_not_be_said_twice() -> None:
    pair = "{measure: pair, usual: [其他], instead: [其它]}"
    first = parse("a.yaml", f"habits:\n  closing: {{usual: [甲]}}\n  our-pair: {pair}\n", ProfileFile)
    last = parse("b.yaml", "habits:\n  closing: {usual: [乙]}\n", ProfileFile)
    assert {name: habit.measure for name, (habit, _) in habits_of(first).items()} == {"closing": "closing", "our-pair": "pair"}
    made = {one.id: one for one in rules_of([first, parse("c.yaml", "", ProfileFile), last])}
    assert (made["house/closing"].options.usual, made["house/closing"].path) == (("乙",), "b.yaml")
    assert made["house/our-pair"].path == "a.yaml" and len(made) == 2


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Closing: {usual: [甲]}", "习惯的名称“Closing”要用小写字母、数字和连字符"),
        ("closing: 甲", "这里应当是“键: 值”的形式"),
        ("our-own: {usual: [甲]}", "measure"),
        ("closing: {usual: [甲], kept: 2, texts: 1}", "kept 不能比 texts 多"),
    ],
)
def test_what_is_no_habit_is_complained_of(text: str, complaint: str) -> None:
    with pytest.raises(StrictError, match=complaint):
        rule(text)
