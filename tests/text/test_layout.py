"""How a document looks: what a file does not say is nothing, and what it says is told as typesetters do."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from govlint.text.layout import Head, Layout, Look, Page, PageNumber, named_size


def test_what_a_file_does_not_say_is_nothing() -> None:
    """A document of which nothing is known has a page, from its first line on."""
    assert astuple(Page()) == (1, *[0] * 8)
    assert astuple(Look()) == ("", 0, "", 0, 0, 0, 0, False, "")
    assert astuple(PageNumber()) == ("", "", 0, "", "")
    assert astuple(Head()) == ("", False)
    assert astuple(Layout()) == ((), (), None, None)


def test_text_fills_what_margins_leave() -> None:
    assert Page(1, 210, 297, 37, 35, 28, 26).area == (156, 225)


def test_lines_are_counted_from_one() -> None:
    first, second = Look(font="黑体"), Look(font="仿宋")
    layout = Layout(lines=(first, second))
    assert [layout.look(line) for line in (1, 2, 3)] == [first, second, Look()]


@pytest.mark.parametrize(("points", "name"), [(42, "初号"), (16, "三号"), (10.5, "五号"), (9, "小五"), (11, "11磅")])
def test_sizes_have_names(points: float, name: str) -> None:
    assert named_size(points) == name


def test_a_layout_is_told_in_a_line() -> None:
    layout = Layout(
        (Page(width=210, height=297),),
        (Look(), Look(font="黑体", size=16, align="center", gridded=True)),
        PageNumber("— 1 —", odd="right"),
        Head("内部资料", ruled=True),
    )
    assert str(layout) == (
        "页面：纸宽 210，纸高 297；第2行：中文字体 黑体，字号 16，对齐 居中，行距是否随文档网格 是；"
        "页码：文字 — 1 —，单页上在哪边 右；页眉：页眉的文字 内部资料，页眉有没有横线 是"
    )
    assert str(Layout()) == "没有页码"
