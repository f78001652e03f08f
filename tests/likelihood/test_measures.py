"""From which levels on something is suspected, in a made model of a few runs: what numpy finds, and what a glance sees."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from govlint.likelihood import cut, glance, keyed, mapped, words
from govlint.likelihood.confusions import Confusions
from govlint.likelihood.grams import key, run_of, word_key
from govlint.likelihood.measures import BOUND, SHAPES
from govlint.likelihood.model import Model
from govlint.likelihood.network import Network
from govlint.likelihood.table import make, sift

_FEATURES = 54
_OF_EACH = [(run, "龥", behind) for run in ("龥龥", "龥龥龥") for behind in (0, 1)]
"""A companion of each make, which the shipped table has."""

Levels = Mapping[str, int]
Install = Callable[..., Model]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a model in the place of the shipped one: levels of runs and of words, and what its other tables say."""

    def installed(
        levels: Levels,
        known_words: Levels | None = None,
        *,
        soundalikes: Sequence[tuple[str, str, int]] = (),
        companions: Sequence[tuple[str, str, int]] = (),
        alike: str = "某某",
        score: float = 0,
    ) -> Model:
        def numbers(run: str) -> np.ndarray:
            codes = [BOUND if c == "\n" else ord(c) for c in run]
            return run_of([np.array([code], np.uint32) for code in codes])

        found = {int(key(numbers(run))[0]): level for run, level in levels.items() if level}
        found |= {int(word_key(numbers(word))[0]): level for word, level in (known_words or {}).items() if level}
        found[1] = 1
        table = make(np.array([*found], np.uint64), np.array([*found.values()], np.uint8))
        head, other = map(ord, alike)
        confusions = Confusions(
            np.array([head], np.uint16), np.array([0, 1], np.uint32), np.array([other], np.uint16), np.array([SHAPES], np.uint8)
        )
        network = Network(
            np.zeros((_FEATURES, 1), np.float32), np.array([abs(score)], np.float32), np.array([np.sign(score)], np.float32)
        )
        # No run is more common than the runs of two in it.
        twos = {run[at : at + 2] for run, level in levels.items() if level for at in range(len(run) - 1)}
        sieve = sift(np.concatenate([key(numbers(two)) for two in sorted(twos)]), 1 << 12)
        model = Model(table, sieve, confusions, network)
        model.save(tmp_path)
        rows = [[*map(ord, written), *map(ord, meant), kind] for written, meant, kind in soundalikes]
        np.save(tmp_path / "soundalikes.npy", np.array(sorted(rows), np.uint16).reshape(-1, 5))
        rows = [[*map(ord, run.rjust(3, "\0")), ord(beside), behind] for run, beside, behind in (*companions, *_OF_EACH)]
        np.save(tmp_path / "companions.npy", np.array(sorted(rows), np.uint16).reshape(-1, 5))
        for module in (words, keyed, cut):
            monkeypatch.setattr(module, "load", lambda: model)
        monkeypatch.setattr(words, "SOUNDALIKES", tmp_path / "soundalikes.npy")
        monkeypatch.setattr(keyed, "PATH", tmp_path / "companions.npy")
        cached = (words, "_soundalikes"), (keyed, "_companions"), (cut, "_followers")
        for module, name in (*cached, (glance, "_units"), (glance, "_columns"), (glance, "_rare")):
            made = getattr(module, name)
            monkeypatch.setattr(module, name, getattr(made, "__wrapped__", made))
        own = mapped.Tables(tmp_path)
        monkeypatch.setattr(glance, "tables", lambda: own)
        monkeypatch.setattr(glance, "table", lambda name: mapped.mapped(tmp_path / f"{name}.npy"))
        return model

    return installed


BOTH = {"履行": 9, "真履行": 5, "履行职": 3, "认真履行": 5}
LEFT = {"履行": 9, "真履行": 7, "认真履行": 7}
RIGHT = {"履行": 9, "履行职": 7, "履行职责": 7}


@pytest.mark.parametrize(
    ("text", "kind", "levels", "is_found"),
    [
        # Both sides say something: one run of four has a level of 5, the two of three together 8.
        ("认真旅行职责", 1, BOTH, True),
        ("认真旅行职责", 1, BOTH | {"认真履行": 4}, False),
        ("认真旅行职责", 1, BOTH | {"履行职": 2}, False),
        ("认真旅行职责", 1, BOTH | {"真履行": 4, "履行职": 4}, False),
        ("认真旅行职责", 1, BOTH | {"履行": 4}, False),
        ("认真旅行职责", 1, {"履行": 9, "真履行": 3, "履行职": 5, "履行职责": 5}, True),
        ("认真旅行职责", 1, {"履行": 9, "真履行": 3, "履行职": 5, "履行职责": 4}, False),
        ("认真旅行职责", 1, {"履行": 9, "真履行": 5, "履行职": 5, "真履行职": 5}, True),
        ("认真旅行职责", 1, {"履行": 9, "真履行": 5, "履行职": 5, "真履行职": 4}, False),
        ("认真旅行职责", 1, {"履行": 9, "真履行": 4, "履行职": 9, "真履行职": 5}, False),
        ("认真旅行职责", 1, {"履行": 9, "真履行": 7, "履行职": 1, "认真履行": 7}, True),
        ("认真旅行职责", 1, {"履行": 9, "真履行": 1, "履行职": 7, "履行职责": 7}, True),
        ("认真旅行职责", 1, LEFT | {"真履行": 9, "认真履行": 9}, False),
        ("认真旅行职责", 1, RIGHT | {"履行职": 9, "履行职责": 9}, False),
        # Where the words only nearly sound alike it is 7 and 10.
        ("认真旅行职责", 0, {"履行": 9, "真履行": 7, "履行职": 3, "认真履行": 7}, True),
        ("认真旅行职责", 0, {"履行": 9, "真履行": 7, "履行职": 2, "认真履行": 7}, False),
        ("认真旅行职责", 0, {"履行": 9, "真履行": 7, "履行职": 7, "认真履行": 6}, False),
        # One side says nothing: the run of four towards the other has 7, or 9.
        ("认真旅行，责", 1, LEFT, True),
        ("认真旅行", 1, LEFT, True),
        ("认真旅行的事", 1, LEFT, True),
        ("认真旅行，", 1, LEFT | {"认真履行": 6}, False),
        ("认真旅行，", 1, LEFT | {"真履行": 6}, False),
        ("认真旅行，", 0, {"履行": 9, "真履行": 9, "认真履行": 9}, True),
        ("认真旅行，", 0, {"履行": 9, "真履行": 9, "认真履行": 8}, False),
        ("，旅行职责", 1, RIGHT, True),
        ("了旅行职责", 1, RIGHT, True),
        ("，旅行职责", 1, RIGHT | {"履行职责": 6}, False),
        ("，旅行职责", 1, RIGHT | {"履行职": 6}, False),
        ("的旅行，", 1, LEFT | RIGHT | {"的履行": 9, "的履行，": 9, "履行，": 9}, False),
        # No run with the written word was ever counted.
        *(("认真旅行职责", 1, BOTH | {run: 1}, False) for run in ("真旅行", "旅行职", "认真旅行", "真旅行职", "旅行职责")),
        ("认真旅行职责", 1, BOTH | {"认真旅": 9, "旅行": 9}, True),
        # What is no word: the other has 8, and any level beside what tells.
        ("认真旅行职责", 2, {"履行": 8, "真履行": 1}, True),
        ("认真旅行职责", 2, {"履行": 8, "履行职": 1}, True),
        ("认真旅行职责", 2, {"履行": 7, "真履行": 7, "履行职": 7, "认真履行": 7}, False),
        ("认真旅行职责", 2, {"履行": 8}, False),
        ("认真的行职责", 2, {"履行": 8, "真履行": 1}, False),
        ("认真旅的职责", 2, {"履行": 8, "真履行": 1}, False),
        ("了旅行，", 2, {"履行": 8, "了履行": 1, "履行，": 1}, False),
    ],
)
def test_words_that_stand_for_others(install: Install, text: str, kind: int, levels: Levels, is_found: bool) -> None:
    written = text.strip("认真，了职责的事")[:2] if "的行" not in text and "旅的" not in text else text[2:4]
    install(levels, soundalikes=[("一二", "三四", 1), (written, "履行", kind), ("龥龥", "三四", 1)])
    (found,) = words.misheard([text])
    assert [(one.written, one.meant, one.broken) for one in found] == ([(written, "履行", kind == 2)] if is_found else [])
    assert glance.may_be_misheard([text]) is is_found


def test_of_several_words_that_may_be_meant_the_weightiest_is_told_with_its_most_common_run(install: Install) -> None:
    likely = {"例行": 9, "真例行": 6, "例行职": 6, "真例行职": 6}
    install(BOTH | likely, soundalikes=[("旅行", "例行", 1), ("旅行", "履行", 1)])
    ((one,),) = words.misheard(["要认真旅行职责。"])
    assert (one.start, one.written, one.meant, one.near) == (3, "旅行", "例行", "真例行职")
    install(BOTH | {"履行职责": 3}, soundalikes=[("旅行", "履行", 1)])
    ((one,),) = words.misheard(["要认真旅行职责。"])
    assert one.near == "认真履行"


TURNED = {"乙丁丙": 6, "甲乙丁丙": 4}


@pytest.mark.parametrize(
    ("text", "levels", "starts"),
    [
        ("甲乙丙丁戊己", TURNED, [2]),
        ("甲乙丙丁戊己", {"乙丁丙": 6, "乙丁丙戊": 4}, [2]),
        ("甲乙丙丁戊己", {"丁丙戊": 6, "丁丙戊己": 4}, [2]),
        # A run of three must have 6, one of four 4, what is written no more than 9.
        ("甲乙丙丁戊己", TURNED | {"乙丁丙": 5}, []),
        ("甲乙丙丁戊己", {"丁丙戊": 5, "丁丙戊己": 4}, []),
        ("甲乙丙丁戊己", TURNED | {"甲乙丁丙": 3}, []),
        ("甲乙丙丁戊己", TURNED | {"丙丁": 9}, [2]),
        ("甲乙丙丁戊己", TURNED | {"丙丁": 10}, []),
        # No run of three over both was ever counted.
        ("甲乙丙丁戊己", TURNED | {"乙丙丁": 1}, []),
        ("甲乙丙丁戊己", TURNED | {"丙丁戊": 1}, []),
        ("甲乙丙丁戊己", TURNED | {"甲乙丙": 9, "丁戊己": 9}, [2]),
        # A mark beside them says nothing, neither for nor against.
        ("，丙丁戊己", {"，丁丙": 6, "丁丙戊己": 4}, []),
        ("，丙丁戊己", {"，丙丁": 1, "丁丙戊": 6, "丁丙戊己": 4}, [1]),
        ("甲乙丙丁，", {"丁丙，": 6, "甲乙丁丙": 4}, []),
        ("甲乙丙丁，", TURNED | {"丙丁，": 1}, [2]),
        ("甲乙丙a戊己", {"乙A丙": 6, "甲乙A丙": 4}, []),
        ("甲乙丙丁", TURNED, [2]),
        ("丙丁戊己", {"丁丙戊": 6, "丁丙戊己": 4}, [0]),
        ("乙丙丁戊", {"乙丁丙": 6, "乙丁丙戊": 4}, [1]),
        # Of three characters one pair is turned round.
        ("甲乙丙丁戊己", TURNED | {"丙戊丁": 6, "丙戊丁己": 4}, [2]),
        ("甲乙丙丁戊己", TURNED | {"丁己戊": 6, "丙丁己戊": 4}, [2, 4]),
    ],
)
def test_neighbours_that_have_changed_places(install: Install, text: str, levels: Levels, starts: list[int]) -> None:
    install(levels)
    (found,) = keyed.swapped([text])
    assert [one.start for one in found] == starts
    assert all(one.written == text[one.start : one.start + 2] == one.meant[::-1] for one in found)
    assert glance.may_be_swapped([text]) is bool(starts)


def test_neighbours_are_told_with_the_most_common_run(install: Install) -> None:
    install({"乙丁丙": 6, "甲乙丁丙": 4, "乙丁丙戊": 5, "丁丙戊己": 4})
    ((one,),) = keyed.swapped(["甲乙丙丁戊己"])
    assert (one.near, one.level) == ("乙丁丙戊", 5)


MISSED = {"丙某丁": 6, "乙丙某丁": 4}


@pytest.mark.parametrize(
    ("levels", "companions", "is_found"),
    [
        # Two characters or three, before the gap or behind it, that never stand without a third.
        (MISSED, [("乙丙", "某", 1)], True),
        (MISSED, [("甲乙丙", "某", 1)], True),
        (MISSED, [("丁戊", "某", 0)], True),
        (MISSED, [("丁戊己", "某", 0)], True),
        (MISSED, [("丙丁", "某", 1), ("甲乙", "某", 0), ("甲乙", "丙", 1), ("戊己", "丁", 0)], False),
        (MISSED, [("一二", "某", 1), ("龥龥龥", "某", 0)], False),
        # A run of three with it has 6, one of four 4.
        (MISSED | {"丙某丁": 5}, [("乙丙", "某", 1)], False),
        (MISSED | {"乙丙某丁": 3}, [("乙丙", "某", 1)], False),
        ({"丙某丁": 6, "丙某丁戊": 4}, [("乙丙", "某", 1)], True),
        ({"丙某丁": 6, "丙某丁戊": 3}, [("乙丙", "某", 1)], False),
        # What stands beside the gap is seldom together, and in no known run of three.
        (MISSED | {"丙丁": 7}, [("乙丙", "某", 1)], True),
        (MISSED | {"丙丁": 8}, [("乙丙", "某", 1)], False),
        (MISSED | {"乙丙丁": 1}, [("乙丙", "某", 1)], False),
        (MISSED | {"丙丁戊": 1}, [("乙丙", "某", 1)], False),
        (MISSED | {"甲乙丙": 9, "丁戊己": 9}, [("乙丙", "某", 1)], True),
        # Several may be missed, and one of them is.
        (MISSED, [("乙丙", "己", 1), ("丁戊", "某", 0)], True),
        # It does stand there.
        ({"丙丁丁": 6, "乙丙丁丁": 4}, [("乙丙", "丁", 1)], False),
        ({"丙丙丁": 6, "乙丙丙丁": 4}, [("丁戊", "丙", 0)], False),
    ],
)
def test_characters_that_were_left_out(
    install: Install, levels: Levels, companions: Sequence[tuple[str, str, int]], is_found: bool
) -> None:
    install(levels, companions=companions)
    text = "甲乙丙丁戊己"
    (found,) = keyed.dropped([text])
    assert [(one.start, one.written, one.meant) for one in found] == ([(2, "丙丁", "丙某丁")] if is_found else [])
    assert glance.may_be_dropped([text]) is is_found


@pytest.mark.parametrize("text", ["乙丙", "甲，丁戊", "，丙丁", "丙丁，", "甲乙，丁"])
def test_nothing_is_left_out_beside_marks_and_edges(install: Install, text: str) -> None:
    install({"，某丁": 6, "甲，某丁": 4, "乙，某丁": 4, "，某丁戊": 4}, companions=[("乙丙", "某", 1), ("丁戊", "某", 0)])
    assert (keyed.dropped([text]), glance.may_be_dropped([text])) == ([[]], False)


CUT = {"良好氛": 9, "良好氛围": 9, "好氛": 10, "好氛围": 9, "好氛围。": 5}


@pytest.mark.parametrize(
    ("text", "levels", "word", "is_found"),
    [
        *((f"营造良好氛{end}再干", CUT, 1, True) for end in ("，", "。", "；", "\n")),
        *((f"营造良好氛{end}再干", CUT, 1, False) for end in ("、", "：", "的", "")),
        ("良好氛", CUT, 1, True),
        ("好氛，良好氛、", CUT, 1, False),
        *(("良好氛，", {**CUT, "好氛围。": 0, f"好氛围{end}": 5}, 1, True) for end in "，；\n"),
        ("良好氛，", {**CUT, "好氛围。": 0, "好氛围、": 5}, 1, False),
        ("良好氛，", {**CUT, "好氛围。": 4}, 1, False),
        *(("良好氛，", {**CUT, f"好氛{end}": 1}, 1, False) for end in "，。；\n"),
        ("良好氛，", {**CUT, "良好氛": 8}, 1, False),
        ("良好氛，", {**CUT, "良好氛围": 8}, 1, False),
        ("良好氛，", {**CUT, "好氛": 11}, 1, False),
        ("良好氛，", CUT, 0, False),
        ("a好氛，", {**CUT, "A好氛": 9, "A好氛围": 9}, 1, False),
        ("良a氛，", {"良A氛": 9, "良A氛围": 9, "A氛围": 9, "A氛围。": 5}, 1, False),
    ],
)
def test_clauses_that_lack_their_last_character(install: Install, text: str, levels: Levels, word: int, is_found: bool) -> None:
    install(levels, {"氛围": word}, alike="围某")
    (found,) = cut.cut([text])
    assert [(one.written, one.meant, one.near) for one in found] == ([("好氛", "好氛围", "良好氛围")] if is_found else [])
    assert glance.may_be_cut([text]) is is_found


SUSPECT = {"乙某": 8, "某丁": 8, "乙某丁": 5, "甲乙": 5, "丁戊": 5}


@pytest.mark.parametrize(
    ("levels", "known", "score", "is_found"),
    [
        # It makes a word that is seven levels more common than what is written; or the score is 4 at least.
        (SUSPECT, {"乙某": 1}, 2, True),
        (SUSPECT, {"某丁": 1}, 2, True),
        (SUSPECT, {"乙某丁": 1}, 2, False),
        (SUSPECT, {}, 2, False),
        (SUSPECT, {}, 4, True),
        (SUSPECT, {}, 3.9, False),
        (SUSPECT, {"乙某": 1, "乙丙": 1}, 2, False),
        (SUSPECT | {"乙某": 7}, {"乙某": 1}, 2, True),
        (SUSPECT | {"乙某": 6}, {"乙某": 1}, 2, False),
        (SUSPECT | {"乙丙": 1}, {"乙某": 1}, 2, True),
        (SUSPECT | {"乙丙": 2}, {"乙某": 1}, 2, False),
        (SUSPECT | {"乙某丁": 7, "乙某": 6, "某丁": 6}, {"乙某丁": 1}, 2, True),
        (SUSPECT | {"乙某": 6, "某丁": 6}, {}, 9, False),
        (SUSPECT | {"甲乙某丁": 7, "乙某": 6, "某丁": 6}, {"甲乙某丁": 1}, 2, True),
        # A score below the floor.
        (SUSPECT, {"乙某": 1}, 0.9, False),
        (SUSPECT, {"乙某": 1}, 1, True),
        # No run of three with it was seen five levels high.
        (SUSPECT | {"乙某丁": 4}, {"乙某": 1}, 2, False),
        (SUSPECT | {"乙某丁": 0, "甲乙某": 5}, {"乙某": 1}, 2, True),
        (SUSPECT | {"乙某丁": 0, "甲乙某": 4}, {"乙某": 1}, 2, False),
        (SUSPECT | {"乙某丁": 0, "某丁戊": 5}, {"乙某": 1}, 2, True),
        (SUSPECT | {"乙某丁": 0, "某丁戊": 4}, {"乙某": 1}, 2, False),
        # A run of three that holds it is familiar, and so are its two runs of two.
        (SUSPECT | {"丙丁戊": 7, "丙丁": 7, "丁戊": 7}, {"乙某": 1}, 2, False),
        (SUSPECT | {"丙丁戊": 6, "丙丁": 7, "丁戊": 7}, {"乙某": 1}, 2, True),
        (SUSPECT | {"丙丁戊": 7, "丙丁": 6, "丁戊": 7}, {"乙某": 1}, 2, True),
        (SUSPECT | {"丙丁戊": 7, "丙丁": 7, "丁戊": 6}, {"乙某": 1}, 2, True),
        (SUSPECT | {"甲乙丙": 7, "甲乙": 7, "乙丙": 7}, {"某丁": 1}, 2, False),
        (SUSPECT | {"乙丙丁": 7, "丙丁": 7, "乙丙": 7}, {"甲乙某": 1}, 2, False),
        (SUSPECT | {"丁戊己": 7, "丁戊": 7, "戊己": 7}, {"乙某": 1}, 2, True),
    ],
)
def test_characters_that_are_suspected(
    install: Install, levels: Levels, known: Levels, score: float, is_found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glance, "_NEAR", 1e-6)
    model = install(levels, known, alike="丙某", score=score)
    text = "甲乙丙丁戊己"
    (found,) = model.suspects([text], 1.0)
    assert [(one.offset, one.other) for one in found] == ([(2, "某")] if is_found else [])
    assert glance.may_be_suspected([text], 1.0) is is_found


def test_a_glance_is_worth_while_for_short_texts_with_little_that_is_rare_before_numpy_is_there(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install({"甲乙": 1})
    assert not glance.worthwhile(["甲"])
    monkeypatch.delitem(sys.modules, "numpy")
    assert [glance.worthwhile(["，" * 4000, "。" * more]) for more in (4000, 4001)] == [True, False]
    assert [glance.worthwhile(["龥" * 60, "龥" * more]) for more in (60, 61)] == [True, False]
    assert glance.worthwhile([])
