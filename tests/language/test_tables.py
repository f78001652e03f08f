from __future__ import annotations

import pytest

from govlint.language.doubles import usual
from govlint.language.likeness import likeness
from govlint.language.particles import words
from govlint.language.phrases import idioms, phrases


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("治", "制", "sound"),
        ("调", "凋", "sound"),
        ("治", "冶", "shape"),
        ("未", "末", "shape"),
        ("平", "乎", "shape"),
        ("陈", "成", "near-sound"),
        ("里", "你", "near-sound"),
        ("工", "党", ""),
    ],
)
def test_likeness_goes_both_ways(one: str, other: str, why: str) -> None:
    assert (likeness(one, other), likeness(other, one)) == (why, why)


def test_phrases_are_found_by_either_half() -> None:
    table = phrases()
    pairs = {head + joined[k : k + 2] for head, joined in table.heads.items() for k in range(0, len(joined), 2)}
    assert pairs == {joined[k : k + 2] + tail for tail, joined in table.tails.items() for k in range(0, len(joined), 2)}
    assert "宏观调控" in pairs
    assert not pairs & table.others


def test_idioms_are_themselves_right() -> None:
    assert "一如既往" in idioms().idioms
    assert set(idioms().idioms) <= idioms().right


def test_what_stands_twice_in_published_texts_is_usual() -> None:
    assert {"国", "市", "目的 的"} <= usual()
    assert "的 的" not in usual()


def test_words_beside_particles_are_in_the_table() -> None:
    assert "意义" in words("behind 得")
    assert "认真" in words("adverbs")
    assert not words("adverbs") & words("before 地")
