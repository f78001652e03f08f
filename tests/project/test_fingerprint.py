"""Keys of what is remembered: equal values are spelt alike, others otherwise."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from govlint.analysis.finding import Safety, Severity
from govlint.document.genre import Genre
from govlint.project.fingerprint import UnknownValueError, of_rules, of_text, of_words
from govlint.text.source import Source
from tests.analysis.test_engine import Word, rule

DIFFERENT: tuple[Any, ...] = (
    None, True, 1, 12, 1.0, "1", "12", "1,", "", (), frozenset(), {}, ("1", "2"), ("12",), (("1",), "2"), (("1", "2"),),
    ((), "1", "2"), frozenset("1"), frozenset("12"), (frozenset("1"), "2"), {"1": "2"}, {"2": "1"}, ({"1": "2"}, "3"),
    ({"1": ("2", "3")},), ({"1": "2"}, "3", "4"), ({"1": "2", "3": "4"},),
    Severity.INFO, Severity.HINT, Safety.SAFE, Word("甲"), Word("乙"), (Word("甲"), "乙"), (Word("甲乙"),),
)  # fmt: skip


def test_different_values_have_different_keys() -> None:
    for one, other in combinations(DIFFERENT, 2):
        assert of_words(one) != of_words(other), (one, other)
    assert of_words("1", "2") != of_words(("1", "2"))


def test_equal_values_have_one_key() -> None:
    assert of_words(frozenset("甲乙丙丁")) == of_words(frozenset("丁丙乙甲"))
    assert of_words(["1", 2]) == of_words(("1", 2))


def test_what_cannot_be_spelt_has_no_key() -> None:
    for value in (object(), b"1", {"1": object()}, {object(): 1}, (object(),), frozenset([b"1"])):
        with pytest.raises(UnknownValueError):
            of_words(value)


def test_rules_have_another_key_where_they_look_for_something_else() -> None:
    plain = rule("甲")
    of_some, of_others = plain.but(genres=frozenset([Genre.NOTICE])), plain.but(except_genres=frozenset([Genre.NOTICE]))
    keys = {of_rules([one], None) for one in (plain, rule("乙"), plain.but(id="t/other"), of_some, of_others)} | {
        of_rules([plain], Genre.NOTICE),
        of_rules([], None),
    }
    assert len(keys) == 7
    assert of_rules([plain], None) == of_rules([plain.but(message="别的话", severity=Severity.HINT, title="别的")], None)


def test_texts_have_another_key_where_they_or_their_kind_are_others() -> None:
    texts = [Source("a.txt", "甲"), Source("a.md", "甲"), Source("a.txt", "乙"), Source("a.txt", "")]
    assert len({of_text(b"1", source) for source in texts}) == 4 and of_text(b"2", texts[0]) != of_text(b"1", texts[0])
    assert of_text(b"1", texts[0]) == of_text(b"1", Source("other/B.TXT", "甲"))
    assert len(of_text(b"1", texts[0])) == 32
