"""Characters in wrong order, and characters left out."""

from __future__ import annotations

from govlint.likelihood.keyed import dropped, swapped


def test_each_text_counts_alone() -> None:
    texts = ["严格落实安生全产责任。", "", "按照求要填报。", "按照要求填报。"]
    found = swapped(texts)
    assert [[(one.start, one.meant) for one in some] for some in found] == [[(5, "全生")], [], [(2, "要求")], []]
    assert found == [swapped([text])[0] for text in texts]


def test_what_is_left_out_is_told_with_a_known_run() -> None:
    (one,) = dropped(["全县森林覆率达到百分之六十二。"])[0]
    assert (one.start, one.meant) == (4, "覆盖率")
    assert "覆盖率" in one.near
    assert dropped(["全县森林覆盖率达到百分之六十二。"]) == [[]]


def test_the_edges_of_a_text_hold_no_slips() -> None:
    for look in (swapped, dropped):
        assert look(["安", "求要", "", "a\U0001f600", "覆"]) == [[], [], [], [], []]
