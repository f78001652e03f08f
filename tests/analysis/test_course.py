"""What is said of a text before an edit, where it stands behind it: whole, moved, without what the edit has touched, or not."""

from __future__ import annotations

from typing import Any

import pytest

from govlint.analysis.course import _carried
from govlint.analysis.finding import Edit, Finding, Fix, Related, Safety, Severity
from govlint.document.kept import Kept
from govlint.text.source import Span

EDIT, INSERTION = Edit(10, 12, "xxxxx"), Edit(10, 10, "xxx")


def finding(start: int, end: int, block: int = 0, edits: tuple[tuple[int, int], ...] = (), related: Any = ()) -> Finding:
    fix = Fix(Safety.SAFE, "改", tuple(Edit(*edit, "y") for edit in edits)) if edits else None
    said = tuple(Related(Span(*span), "见") for span in related)
    return Finding(Span(start, end), "t/t", Severity.INFO, "有", "字", fix, said, block, Span(1, 2))


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        # What ends before the edit stays, what begins behind it moves by three characters and a paragraph.
        (finding(0, 4), EDIT, finding(0, 4)),
        (finding(8, 10, 1), EDIT, finding(8, 10, 1)),
        (finding(12, 14, 2), EDIT, finding(15, 17, 3)),
        (finding(10, 10, 1), EDIT, finding(10, 10, 1)),
        (finding(10, 12, 1), INSERTION, finding(13, 15, 2)),
        (finding(8, 10, 1), INSERTION, finding(8, 10, 1)),
        # What the edit touches is not said any more.
        (finding(8, 11), EDIT, None),
        (finding(11, 12), EDIT, None),
        (finding(11, 20), EDIT, None),
        (finding(0, 30), EDIT, None),
        (finding(9, 11), INSERTION, None),
        # So it is with the changes that are proposed.
        (finding(0, 4, 0, ((2, 3),)), EDIT, finding(0, 4, 0, ((2, 3),))),
        (finding(0, 4, 0, ((2, 3), (12, 13))), EDIT, finding(0, 4, 0, ((2, 3), (15, 16)))),
        (finding(0, 4, 0, ((2, 3), (11, 13))), EDIT, None),
        (finding(14, 20, 1, ((14, 15),)), EDIT, finding(17, 23, 2, ((17, 18),))),
        # Of the places it points to those are left out that are touched.
        (finding(0, 4, 0, (), ((5, 6),)), EDIT, finding(0, 4, 0, (), ((5, 6),))),
        (finding(0, 4, 0, (), ((5, 6), (9, 11), (12, 13))), EDIT, finding(0, 4, 0, (), ((5, 6), (15, 16)))),
        (finding(0, 4, 0, (), ((5, 6), (9, 11))), EDIT, finding(0, 4, 0, (), ((5, 6),))),
        (finding(12, 14, 2, (), ((5, 6),)), EDIT, finding(15, 17, 3, (), ((5, 6),))),
        # No paragraph lies behind the last one.
        (finding(0, 4, 9), EDIT, finding(0, 4, 5)),
        (finding(12, 14, 5), EDIT, finding(15, 17, 5)),
    ],
)
def test_what_an_edit_leaves(before: Finding, edit: Edit, after: Finding | None) -> None:
    assert list(_carried([before], Kept(2, 1, edit, 1), 5)) == ([after] if after else [])


def test_where_paragraphs_have_gone() -> None:
    gone = Kept(1, 1, Edit(10, 20, ""), -2)
    assert list(_carried([finding(20, 22, 4), finding(20, 22, 1)], gone, 5)) == [finding(10, 12, 2), finding(10, 12)]
