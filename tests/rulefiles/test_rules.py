"""Rules about the rules that govlint ships: their own examples run, and what every rule and kind must say."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from govlint.analysis.finding import Severity
from govlint.analysis.rule import Rule
from govlint.checks import kind, kind_names
from govlint.config.extends import named
from govlint.config.habits import rules_of
from govlint.document.genre import Genre
from govlint.rulefiles.examples import contradictions, run_examples
from govlint.rulefiles.folders import builtin_folder
from govlint.rulefiles.loader import load_builtin
from govlint.rulefiles.seeds import load_seeds, reading_text

RULES = load_builtin(thorough=True)
HABITS = list(rules_of(named("seed/quzhang-2021")))
"""The one kind whose rules are written by `govlint learn`."""
SPECIFICATIONS = Path(__file__).parents[1] / "checks"
SLOT = re.compile(r"\{\w+\}")
# What is said about a mark is shown in “”; there it may be anything.
MENTION = re.compile(r"“[^“”]*”")
ADVICE = re.compile("应|宜|改|收|删|补|写|填|换|统一|核对|打散|用|说|不要|不必|须|请")

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
every_kind = pytest.mark.parametrize("name", kind_names())


def messages(rule: Rule) -> Iterator[str]:
    """All that a rule may say in one line."""
    yield rule.message
    yield from (case.message for case in rule.cases.values() if case.message)
    yield from rule.related.values()


@every_rule
def test_examples(rule: Rule) -> None:
    assert rule.bad, "a rule needs a bad example"
    assert rule.good, "a rule needs a good example"
    assert list(run_examples(rule)) == []


@pytest.mark.slow
def test_no_rule_recommends_what_another_warns_of() -> None:
    assert [(rule.id, said) for rule, said in contradictions(RULES)] == []


def test_an_id_is_its_path() -> None:
    assert [rule.path for rule in RULES] == [str(builtin_folder() / f"{rule.id}.yaml") for rule in RULES]


def test_titles_are_short_and_tell_rules_apart() -> None:
    titles = [rule.title for rule in RULES]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if len(title) > 12 or re.search("[，。；：]", title)] == []


@every_rule
def test_what_is_said_is_plain_and_helps(rule: Rule) -> None:
    for message in messages(rule):
        assert "\n" not in message
        assert message[-1] not in "。！，；"
        assert len(SLOT.sub("某词", message)) <= 60, "a message is read at a glance"
        assert message.count("“") == message.count("”")
        plain = MENTION.sub("", SLOT.sub("", message))
        assert not re.search(r"[\"',;:?!()]", plain), "Chinese has full-width punctuation and “”"
    assert ADVICE.search(rule.message + rule.why), "a rule says what to do"
    assert len(rule.why) >= 20, "a reason is at least a sentence"
    assert rule.why.endswith("。")
    assert '"' not in rule.why
    assert not re.search(r"[\u3400-\u9fff，。] +[\u3400-\u9fff]", rule.why)
    assert rule.basis
    grounds = any(basis.seed or basis.standard for basis in rule.basis)
    assert grounds or rule.severity is not Severity.ERROR, "an error has more than a note for its basis"


@pytest.mark.parametrize("rule", [r for r in RULES if r.category in ("document", "structure")], ids=lambda r: r.id)
def test_what_is_only_practice_is_no_more_than_a_suggestion(rule: Rule) -> None:
    if any(basis.standard for basis in rule.basis):
        return
    assert rule.severity <= Severity.INFO
    assert re.search("通常|一般|宜|可以", rule.message)
    assert all(re.match("实务：|统计：", basis.note) for basis in rule.basis)


@every_kind
def test_a_kind_explains_all_that_a_rule_may_write(name: str) -> None:
    for field in dataclasses.fields(kind(name).options):
        assert field.metadata.get("help"), f"{field.name} has no help"
    for words in (kind(name).slots, kind(name).roles, kind(name).cases):
        assert all(words.values())


@every_kind
def test_a_kind_serves_a_rule(name: str) -> None:
    assert any(rule.kind is kind(name) for rule in [*RULES, *HABITS])


@every_kind
def test_every_case_and_role_of_a_kind_is_used(name: str) -> None:
    rules = [rule for rule in [*RULES, *HABITS] if rule.kind is kind(name)]
    specification = (SPECIFICATIONS / f"{name}.md").read_text(encoding="utf-8")
    spoken = {case for rule in rules for case in rule.cases}
    shown = set(re.findall(r"case: ([\w-]+)", specification))
    assert set(kind(name).cases) <= spoken | shown
    assert set(kind(name).roles) <= {role for role in kind(name).roles if f"{role}:" in specification}


def test_seeds_are_as_they_were_found() -> None:
    folder = Path(__file__).parents[2] / "seeds"
    listed = yaml.safe_load((folder / "seeds.yaml").read_text(encoding="utf-8"))
    assert list(load_seeds()) == [entry["id"] for entry in listed]
    assert {seed.file for seed in load_seeds().values()} == {path.name for path in folder.glob("*.txt")}
    for seed in load_seeds().values():
        assert hashlib.sha256((folder / seed.file).read_bytes()).hexdigest() == seed.sha256
        assert isinstance(seed.genre, Genre)


def test_a_seed_reads_without_its_notes_and_folded() -> None:
    text = reading_text("quzhang-2021")
    assert "聚焦重点，推动工作" in text
    assert "區" not in text
    assert "(qū)" not in text
