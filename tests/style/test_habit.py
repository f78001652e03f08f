"""What a habit may be, how firm it is, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest

from govlint.analysis.check import OptionsError
from govlint.style.habit import Habit, firmness, quoted, shown, usual_of


@pytest.mark.parametrize(
    ("kept", "texts", "firm"),
    [(0, 0, 0), (0, 9, 0), (1, 1, 0.5854), (5, 5, 0.8759), (8, 10, 0.6754), (4, 5, 0.6170), (95, 100, 0.9283)],
)
def test_firmness_is_the_lower_end_of_wilsons_interval(kept: int, texts: int, firm: float) -> None:
    assert firmness(kept, texts) == pytest.approx(firm, abs=1e-4)
    assert Habit("inline", ("一是",), kept=kept, texts=texts).firmness == firmness(kept, texts)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"measure": "nothing"}, "measure"),
        ({"measure": "together"}, "measure"),
        ({"measure": "together", "high": -1}, "measure"),
        ({"measure": "sentence", "low": 1}, "measure"),
        ({"measure": "sentence", "high": 1}, "measure"),
        ({"measure": "sentence", "low": -1, "high": 1}, "low"),
        ({"measure": "sentence", "low": 2, "high": 1}, "low"),
        ({"measure": "words", "usual": ("甲",)}, "measure"),
        ({"measure": "closing", "instead": ("甲",)}, "measure"),
        ({"measure": "closing", "usual": ("甲",), "kept": 2, "texts": 1}, "kept"),
    ],
)
def test_what_is_no_habit_is_refused(given: dict[str, Any], key: str) -> None:
    with pytest.raises(OptionsError) as caught:
        Habit(**given)
    assert caught.value.path == (key,)


@pytest.mark.parametrize(
    ("habit", "said"),
    [
        (Habit("together", high=0), "0"),
        (Habit("together", high=3), "3"),
        (Habit("sentence", low=0, high=0), "0 至 0 字"),
        (Habit("de", low=1.25, high=20), "1.2 至 20 次／千字"),
        (Habit("length", low=5.6, high=300), "6 至 300 字"),
        (Habit("closing", ("甲", "“乙”", "丙"), kept=1, texts=1), "“甲”、“乙”"),
        (Habit("words", instead=("甲",)), ""),
    ],
)
def test_what_is_usual_in_words(habit: Habit, said: str) -> None:
    assert usual_of(habit) == said


def test_values_and_forms_as_a_writer_reads_them() -> None:
    assert [shown("de", value) for value in (0, 1.26, 19.9, 20, 20.4)] == ["0.0", "1.3", "19.9", "20", "20"]
    assert [quoted(form) for form in ("一是", "“四个全面”", "《办法》")] == ["“一是”", "“四个全面”", "《办法》"]
