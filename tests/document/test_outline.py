"""The outline: which ordinals belong together, below what, and which number each should have."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from govlint.document.block import Block
from govlint.document.growth import grow
from govlint.document.outline import Line, Outline, Run
from govlint.language.numeral import to_han
from govlint.readers import parse
from govlint.text.files import load
from tests.conftest import SEED

LEVELS = ("一、", "（一）", "1.", "（1）")


def outline(text: str) -> Outline:
    return grow(Line(Block(line)) for line in text.splitlines())


def numbers(run: Run) -> list[int]:
    return [m.marker.number for m in run.members]


def shape(runs: tuple[Run, ...] | list[Run]) -> list[object]:
    return [[(m.marker.text, shape(m.children)) if m.children else m.marker.text for m in run.members] for run in runs]


def test_the_seed() -> None:
    source = load(SEED)
    tree = parse(source).outline
    inner = ["一是", "二是", "三是", "四是"]
    assert shape(tree.roots) == [
        [
            ("一、", [["一是", "二是", "三是", "四是", "五是", "六是"]]),
            ("二、", [[("一是", [inner]), "二是", "三是", "四是"]]),
            ("三、", [["一要", "二要", "三要"]]),
        ]
    ]
    assert not any(m.fault for m in tree.members())


def test_numbers_that_run_on_through_headings() -> None:
    tree = outline("一、甲\n（一）甲\n（二）乙\n二、乙\n（三）丙\n（四）丁")
    first, second = tree.runs[1], tree.runs[2]
    assert (numbers(first), numbers(second), second.continues) == ([1, 2], [3, 4], first)
    assert second.parent is not None and second.parent.marker.number == 2
    assert not any(m.fault for m in tree.members())


def test_where_numbers_run_on_a_gap_counts_from_where_they_stopped() -> None:
    tree = outline("一、甲\n（一）甲\n（二）乙\n二、乙\n（四）丙\n（五）丁")
    faults = [(m.marker.number, m.expected, m.fault) for m in tree.members() if m.fault]
    assert faults == [(4, 3, "gap")]


def test_scopes_count_by_themselves() -> None:
    lines = [Line(Block("一、甲")), Line(Block("一、引"), scope=-1), Line(Block("二、引"), scope=-1), Line(Block("二、乙"))]
    tree = grow(lines)
    assert [(run.scope, numbers(run)) for run in tree.runs] == [(0, [1, 2]), (-1, [1, 2])]


def test_what_is_skipped_holds_no_ordinals() -> None:
    assert grow([Line(Block("一、甲"), skip=True)]).runs == ()


def test_an_unnumbered_heading_ends_what_is_counted_aloud() -> None:
    lines = [Line(Block("一是甲")), Line(Block("二是乙")), Line(Block("下一步打算"), heading=True), Line(Block("三是丙"))]
    tree = grow(lines)
    assert [numbers(run) for run in tree.runs] == [[1, 2], [3]]
    assert tree.runs[1].members[0].fault == "gap"


def test_a_quoted_list_inside_another() -> None:
    tree = outline("一、甲\n一、引甲\n二、引乙\n二、乙")
    assert shape(tree.roots) == [[("一、", [["一、", "二、"]]), "二、"]]


def test_a_list_that_starts_anew_beside_one_that_is_over() -> None:
    tree = outline("一、甲\n二、乙\n一、丙\n二、丁\n三、戊")
    # The third could go on from either list; it goes on from the nearer one, and the two stand side by side.
    assert shape(tree.roots) == [["一、", "二、"], ["一、", "二、", "三、"]]


def test_one_way_of_speaking_inside_another() -> None:
    tree = outline("一是甲。要做到：一要快，二要好。\n二是乙。")
    assert shape(tree.roots) == [[("一是", [["一要", "二要"]]), "二是"]]


def test_a_mistyped_number_is_pinned_by_the_next() -> None:
    for typo in ("二", "一", "七"):
        tree = outline(f"一、甲\n二、乙\n{typo}、丙\n四、丁\n五、戊")
        (run,) = tree.runs
        faulty = [m for m in run.members if m.fault]
        assert [(m.line, m.expected, m.pinned) for m in faulty] == [(2, 3, True)]


def test_what_a_stray_first_holds_stays_with_it() -> None:
    tree = outline("一、甲\n二、乙\n一、丙\n（一）子\n（二）丑\n四、丁")
    assert shape(tree.roots) == [["一、", "二、", ("一、", [["（一）", "（二）"]]), "四、"]]


def test_after_a_gap_the_count_goes_by_what_is_written() -> None:
    tree = outline("一、甲\n三、丙\n四、丁\n五、戊")
    assert [(m.marker.number, m.fault, m.expected) for m in tree.members()] == [
        (1, "", 1),
        (3, "gap", 2),
        (4, "", 4),
        (5, "", 5),
    ]


def test_neighbours() -> None:
    (run,) = outline("一、甲\n二、乙\n三、丙").runs
    one, two, three = run.members
    assert (run.before(one), run.after(one), run.before(three), run.after(three)) == (None, two, two, None)


trees: st.SearchStrategy[list[Any]] = st.recursive(
    st.just([]), lambda inner: st.lists(inner, min_size=2, max_size=4), max_leaves=24
)


@settings(max_examples=200, deadline=None)
@given(trees, st.booleans())
def test_every_right_numbering_grows_into_its_own_tree(tree: list[object], run_on: bool) -> None:
    """Whatever levels are used, and whether the second level starts anew or runs on, there is no fault."""
    lines: list[str] = []
    counts = dict.fromkeys(LEVELS, 0)

    def render(children: list[object], depth: int) -> list[object]:
        if depth >= len(LEVELS) or not children:
            return []
        level = LEVELS[depth]
        start = counts[level] if run_on and depth == 1 else 0
        rows: list[object] = []
        for n, child in enumerate(children, start + 1):
            counts[level] = n
            marker = level.replace("一", to_han(n)).replace("1", str(n))
            lines.append(f"{marker}事项")
            assert isinstance(child, list)
            below = render(child, depth + 1)
            rows.append((marker, below) if below else marker)
        return [rows]

    expected = render(tree, 0)
    grown = outline("\n".join(lines))
    assert shape(grown.roots) == expected
    assert not any(m.fault for m in grown.members())


PIECES = """一、甲 二、乙 三、丙 （一）子 （二）丑 （四）卯 1.鼠 2.牛 一是快。 二是好。 三要省。 第二，稳。 首先，看。
    最后，办。 话说：一是东；二是西，三是南。 一方面，进。 另一方面，退。 大家要努力。 附件：1.表 3.5万元"""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split()), max_size=14))
def test_any_order_of_ordinals_grows_into_some_tree(lines: list[str]) -> None:
    """Each member knows its run, stands in it in reading order, and a fault is never the right number."""
    tree = grow(Line(Block(line)) for line in lines)
    for run in tree.runs:
        assert run.members
        places = [(m.line, m.marker.start) for m in run.members]
        assert places == sorted(places)
        assert run.parent is None or (run in run.parent.children and run.parent in run.parent.run.members)
        for member in run.members:
            assert member.run is run
            assert not member.fault or member.marker.number != member.expected
    members = [(m.line, m.marker.start) for m in tree.members()]
    assert len(members) == len(set(members))
