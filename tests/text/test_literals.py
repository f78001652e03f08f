"""Words in a text: the automaton and what does without it find the same."""

from __future__ import annotations

import pytest
from ahocorasick_rs import AhoCorasick, MatchKind
from hypothesis import given
from hypothesis import strategies as st

from govlint.text import literals
from govlint.text.literals import Literals

WORDS = st.lists(st.text("甲乙丙A", min_size=1, max_size=5), unique=True, max_size=12)
TEXTS = st.text("甲乙丙A\n", max_size=40)


@given(WORDS, TEXTS)
def test_both_ways_find_the_same(words: list[str], text: str) -> None:
    wanted = AhoCorasick(words, matchkind=MatchKind.Standard).find_matches_as_indexes(text, overlapping=True)
    slow, fast = Literals(words), Literals(words)
    slow._seen, fast._seen = -1000, 1000
    assert sorted(slow.find(text)) == sorted(fast.find(text)) == sorted(wanted)
    assert slow.from_left(text) == fast.from_left(text)
    for word in range(len(words)):
        starts = [start for which, start, _ in slow.find(text) if which == word]
        assert starts == sorted(starts)


def test_the_longer_comes_first() -> None:
    found = Literals(["乙", "甲乙", "甲乙丙"]).from_left("甲乙丙")
    assert found == [(2, 0, 3), (1, 0, 2), (0, 1, 2)]


def test_no_automaton_is_made_for_a_short_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(literals, "_worth", 100)
    words = Literals(["甲乙", "丙"])
    words.find("甲乙丙" * 10)
    assert "_automaton" not in vars(words)
    words.find("甲乙丙" * 100)
    assert "_automaton" in vars(words)


def test_a_process_that_expects_much_makes_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(literals, "_worth", 100)
    literals.expect_much()
    words = Literals(["甲乙", "丙"])
    assert words.find("甲乙丙") == [(0, 0, 2), (1, 2, 3)]
    assert "_automaton" in vars(words)
