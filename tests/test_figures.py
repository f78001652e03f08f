"""The figures that govlint promises, on the corpus and on planted faults; what they are is printed by tests/bench."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import parallel_runs
from tests.bench.recall import measure

pytestmark = pytest.mark.slow

# The least share of planted faults that must be found, by how their kinds' names begin.
RECALL = {
    "ordinal-": 0.95,
    "count-": 0.95,
    "placeholder": 0.95,
    "masked name": 0.95,
    "mojibake": 0.95,
    "page furniture": 0.95,
    "dense notes": 0.95,
    "traditional": 0.95,
    "invisible": 0.95,
    "half-width": 0.95,
    "parallel/unbalanced, anchored": 0.8,
    "punctuation:": 0.9,
    "numeral:": 0.9,
    "lexis": 0.9,
    "setphrase": 0.9,
    "term: term": 0.9,
    "document: ": 0.9,
    "structure: ": 0.9,
    "rhythm": 0.9,
    "consistency": 0.9,
    "grammar": 0.9,
}


@pytest.fixture(scope="module")
def measured(corpus: list[Path]) -> dict[str, tuple[int, int]]:
    """Hits and planted faults by kind; false alarms and controls by kind in square brackets."""
    return measure(seed=2021)


@pytest.mark.parametrize(("beginning", "least"), RECALL.items())
def test_planted_faults_are_found(measured: dict[str, tuple[int, int]], beginning: str, least: float) -> None:
    rows = [row for kind, row in measured.items() if kind.startswith(beginning)]
    hits, planted = (sum(column) for column in zip(*rows, strict=True))
    assert planted >= 20
    assert hits / planted >= least, f"{beginning}: {hits}/{planted}"


def test_controls_are_silent(measured: dict[str, tuple[int, int]]) -> None:
    alarms = {kind: row for kind, row in measured.items() if kind.startswith("[") and row[0]}
    total = sum(controls for kind, (_, controls) in measured.items() if kind.startswith("["))
    assert sum(row[0] for row in alarms.values()) <= total * 0.01, alarms


def test_broken_runs_are_heard_and_right_ones_left_alone() -> None:
    figures = parallel_runs.measure()
    assert sum(figures.total.values()) >= 200
    assert figures.rate("broken") >= 0.8
    assert figures.rate("broken row") >= 0.65
    assert figures.rate("dropped") >= 0.8
    assert figures.rate(*parallel_runs.RIGHT) <= 0.03
