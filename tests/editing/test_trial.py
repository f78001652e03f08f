"""Which fixes are held to have brought an error, and which errors are new."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.finding import Finding, Severity
from govlint.editing.fix import NEW_ERROR, _apart, _Trial, settle
from govlint.text.source import Source, Span
from tests.conftest import examples
from tests.editing.test_fix import SAFE, finding, replacer


def error(start: int, end: int, rule: str = "t/e") -> Finding:
    return Finding(Span(start, end), rule, Severity.ERROR, "", "")


@pytest.mark.parametrize(
    ("before", "edits", "after", "new"),
    [
        # One for one, of the same rule, where they touch.
        ([(0, 1)], (), [(0, 1)], []),
        ([(0, 1)], (), [(0, 1), (0, 1)], [(0, 1)]),
        ([(0, 1), (0, 1)], (), [(0, 1), (0, 1)], []),
        ([(0, 1)], (), [(1, 2)], []),
        ([(0, 1)], (), [(2, 3)], [(2, 3)]),
        ([(5, 6)], (), [(4, 5)], []),
        ([(5, 6)], (), [(3, 4)], [(3, 4)]),
        ([], (), [(3, 4)], [(3, 4)]),
        ([(0, 9), (1, 2)], (), [(1, 1), (5, 6)], []),
        ([(0, 9), (1, 2)], (), [(5, 6), (7, 8)], [(7, 8)]),
        ([(0, 2), (5, 6)], (), [(1, 2), (3, 4), (6, 7)], [(3, 4)]),
        # Where they stand after the edits.
        ([(5, 6)], ((0, 1, "xxx"),), [(7, 8)], []),
        ([(5, 6)], ((0, 1, "xxx"),), [(5, 6)], [(5, 6)]),
        ([(5, 6)], ((8, 9, "xxx"),), [(5, 6)], []),
    ],
)
def test_errors_that_were_not_there(
    before: Sequence[tuple[int, int]],
    edits: Sequence[tuple[int, int, str]],
    after: Sequence[tuple[int, int]],
    new: Sequence[tuple[int, int]],
) -> None:
    trial = _Trial(Source("a.txt", "零一二三四五六七八九"), tuple(error(*span) for span in before), lambda _: ())
    made = trial.edits([finding(*edits)] if edits else [])
    assert list(trial._new_errors([error(*span) for span in after], made)) == new
    # Neither other rules' errors nor milder findings are any of them.
    others = [error(*span, rule="t/f") for span in before] + [finding((0, 1, ""), at=Span(0, 1))]
    assert list(trial._new_errors(others, made)) == sorted(Span(*span) for span in before)


@pytest.mark.parametrize(
    ("at", "near"),
    [
        # Twenty characters off, on either side; beyond that the two that it stands between.
        (Span(79, 80), [100]),
        (Span(80, 81), [100]),
        (Span(121, 122), [100]),
        (Span(122, 123), [100, 200]),
        (Span(78, 79), [50, 100]),
        (Span(110, 185), [100, 200]),
        (Span(110, 179), [100]),
        (Span(0, 1), [50]),
        (Span(400, 401), [200]),
        (Span(60, 90), [50, 100]),
    ],
)
def test_fixes_beside_an_error(at: Span, near: list[int]) -> None:
    trial = _Trial(Source("a.txt", "区" * 500), (), lambda _: ())
    batch = [finding((start, start + 1, "县")) for start in (50, 100, 200)]
    assert sorted(one.span.start for one in trial._near([at], batch)) == near


def test_fixes_that_are_tried_together_stand_forty_characters_apart() -> None:
    batch = [finding((start, start + 1, "县")) for start in (0, 41, 42, 83, 84, 200)]
    taken, others = _apart(batch[::-1])
    assert [one.span.start for one in taken] == [0, 42, 84, 200]
    assert [one.span.start for one in others] == [41, 83]


def test_of_fixes_side_by_side_only_those_that_bring_errors_are_left_out() -> None:
    def lint(source: Source) -> list[Finding]:
        wrong = (error(*m.span()) for m in re.finditer("b(?=x)", source.text))
        return [*replacer("a", "b")(source), *wrong]

    text = "ay" * 30 + "ax" + "ay" * 30
    settled = settle(Source("a.txt", text), lint, SAFE)
    assert settled.text == text.replace("ay", "by")
    assert [(skip.reason, skip.finding.span) for skip in settled.skipped] == [(NEW_ERROR, Span(60, 61))]
    assert len(settled.mended) == 60 and settled.rounds <= 2


@examples(60)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=9), st.sets(st.integers(0, 8)), st.booleans())
def test_each_fix_is_made_or_refused_and_those_that_bring_no_error_are_made(
    gaps: list[int], wrong: set[int], far_off: bool
) -> None:
    """Errors stand beside what brings them, or all at the end of the text."""
    text = "".join("区" * gap + ("ax" if number in wrong else "ay") for number, gap in enumerate(gaps)) + "区" * 90

    def lint(source: Source) -> list[Finding]:
        places = [m.span() for m in re.finditer("bx", source.text)]
        return [error(*((len(text) - 1, len(text)) if far_off else place)) for place in places]

    batch = replacer("a", "b")(Source("a.txt", text))
    trial = _Trial(Source("a.txt", text), (), lint)
    trial.make(batch)
    assert sorted(f.order for f in (*trial.made, *trial.refused)) == [f.order for f in batch]
    assert not trial.findings and trial.source.text.count("b") == len(trial.made)
    settled = settle(Source("a.txt", text), lambda source: [*replacer("a", "b")(source), *lint(source)], SAFE)
    assert settled.text == text.replace("ay", "by")
