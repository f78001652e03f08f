"""The false-alarm account: no rule is noisier on published text than the line that is kept of it, and the promised figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlint.rulefiles.loader import load_builtin
from tests.bench.account import Account, kept, measure

# The most findings per 10,000 characters of published text. Of errors, so many may be our mistakes.
MOST = {"error": 0.1, "warning": 1.5, "info or hint": 5.0}
HOW = "look at what is new (python -m tests.bench.account --list RULE); where it is right, --write the table in the same commit"


@pytest.fixture(scope="module")
def account(corpus: list[Path]) -> Account:
    """The account of the texts that the table was made of."""
    account = measure(corpus)
    if account.characters != kept().characters:
        pytest.skip("the corpus is not the one that tests/corpus-account.tsv was made of")
    return account


@pytest.mark.slow
def test_no_rule_is_noisier_than_its_line(account: Account) -> None:
    lines = kept().rows
    assert {row: count for row, count in account.rows.items() if count > lines.get(row, 0)} == {}, HOW


@pytest.mark.slow
def test_no_line_is_noisier_than_its_rule(account: Account) -> None:
    """A line that a rule has got better than would let it get worse again."""
    assert {row: count for row, count in kept().rows.items() if count > account.rows.get(row, 0)} == {}, HOW


def test_every_rule_has_its_line(corpus: list[Path]) -> None:
    assert {rule for rule, _ in kept().rows} == {rule.id for rule in load_builtin() if not rule.silent}


def test_published_text_is_left_in_peace() -> None:
    table = kept()
    for severities, most in MOST.items():
        total = sum(sum(table.of_severity(severity).values()) for severity in severities.split(" or "))
        assert table.rate(total) <= most, severities
