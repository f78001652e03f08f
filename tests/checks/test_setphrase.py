"""Fixed expressions: what is refused, and that a writer's own file can change one without saying the others again."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.checks.setphrase import Options, Phrase
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.loader import load_rule


@pytest.mark.parametrize(
    ("phrase", "as_of", "said"),
    [
        (Phrase(("甲", "乙")), "2026", "年-月"),
        (Phrase(("甲", "乙"), since="去年"), "2026-08", "since"),
        (Phrase(("甲", "甲")), "2026-08", "不能重复"),
        (Phrase(("甲",)), "2026-08", "至少两个"),
        (Phrase(("學習", "工作")), "2026-08", "学习"),
        (Phrase(), "2026-08", "没有可查"),
    ],
)
def test_expressions_that_cannot_work_are_refused(phrase: Phrase, as_of: str, said: str) -> None:
    (fault,) = Options({"两个什么": phrase}, as_of).faults()
    assert said in str(fault)


def test_a_file_of_the_writers_own_adds_to_a_rule_and_changes_it(tmp_path: Path) -> None:
    path = tmp_path / "setphrase" / "ours.yaml"
    path.parent.mkdir()
    path.write_text(
        "extends: setphrase/party-history\n"
        "phrases+:\n"
        "  五史: {members: [党史, 新中国史, 改革开放史, 社会主义发展史, 中华民族发展史]}\n"
        "phrases-: [四史]\n"
        "bad: [学习“⟦四⇒五⟧史”，即党史、新中国史、改革开放史、社会主义发展史、中华民族发展史。]\n"
        "good: [学习“四史”，即党史、新中国史。]\n",
        encoding="utf-8",
    )
    rule = load_rule(str(path))
    result = lint(document_of("学习“五史”，即党史、新中国史、改革开放史。学习“四史”，即党史、新中国史。"), Ruleset([rule]))
    assert [finding.match for finding in result.findings] == ["党史、新中国史、改革开放史"]


@pytest.mark.parametrize(("year", "count"), [("2015年3月5日", 0), ("2017年3月5日", 1)])
def test_a_text_older_than_an_expression_is_let_be(year: str, count: int) -> None:
    rule = load_rule(str(Path(__file__).parents[2] / "rules/setphrase/political-stance.yaml"))
    text = f"在全区大会上的讲话\n\n（{year}）\n\n同志们：\n\n增强“四个意识”，即大局意识、政治意识、核心意识、看齐意识。"
    assert len(lint(document_of(text), Ruleset([rule])).findings) == count
