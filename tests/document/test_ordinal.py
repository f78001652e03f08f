"""Ordinals: numerals, markers at the head of and inside a block, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.document.block import Block, Elision
from govlint.document.ordinal import LAST, Marker, leading, markers, numeral, write
from govlint.language.numeral import han_number, to_han


@given(st.integers(1, 99))
def test_numerals_there_and_back(number: int) -> None:
    assert han_number(to_han(number)) == number


@pytest.mark.parametrize(("text", "number"), [("一百零五", 105), ("二十三", 23), ("十", 10), ("两", 2), ("三大", None)])
def test_han_number(text: str, number: int | None) -> None:
    assert han_number(text) == number


def found(text: str, **block: object) -> list[tuple[str, int, int, int, str]]:
    return [(m.series, m.number, m.start, m.end, m.text) for m in markers(Block(text, **block))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "series", "number", "marker"),
    [
        ("一、聚焦重点", "一、", 1, "一、"),
        ("十二、附则", "一、", 12, "十二、"),
        ("（二十一）加强领导", "（一）", 21, "（二十一）"),
        ("(三)抓項目", "（一）", 3, "（三）"),
        ("10．合并审批", "1.", 10, "10."),
        ("1.2024年工作回顾", "1.", 1, "1."),
        ("（3）抓考核", "（1）", 3, "（3）"),
        ("③抓考核", "①", 3, "③"),
        ("第二章 总则", "第一章", 2, "第二章"),
        ("第三节 范围", "第一节", 3, "第三节"),
        ("第一百零五条 本法", "第一条", 105, "第一百零五条"),
    ],
)
def test_written_at_the_head(text: str, series: str, number: int, marker: str) -> None:
    lead = leading(Block(text))
    assert lead is not None
    assert (lead.series, lead.number, lead.start, lead.end, lead.text, lead.head) == (
        series,
        number,
        0,
        len(marker),
        marker,
        True,
    )
    assert markers(Block(text))[0] == lead


@pytest.mark.parametrize("text", ["3.5万亿元", "二、三产业比重", "一二三", "第一，抓项目", "一是抓项目", "（略）", ""])
def test_nothing_written_at_the_head(text: str) -> None:
    assert leading(Block(text)) is None


def test_inside_a_paragraph() -> None:
    text = "问题有：一是推诿。（都不牵头。)二是拖沓；三要改进，四是守规矩。"
    said = [("一是", 1), ("二是", 2), ("三要", 3), ("四是", 4)]
    assert found(text) == [("一是", number, text.index(core), text.index(core) + 2, core) for core, number in said]
    assert [m.style for m in markers(Block(text))] == ["是", "是", "要", "是"]
    assert [m.firm for m in markers(Block(text))] == [True, True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "全国统一是大势，唯一是出路。",
        "按照“一要吃饭、二要建设”的方针。",
        "这一要求很高。一要求就要落实。",
        "说话一是一，二是二，不含糊。",
        "符合第（一）（二）项，（三）项规定的。",
        "第一要务是发展。",
        "占1.5，2.3和4.7。",
        "第一、第二、第三产业。第一、第二产业。",
    ],
)
def test_no_ordinal(text: str) -> None:
    assert [m.text for m in markers(Block(text)) if m.firm] == []


def test_words_of_order() -> None:
    got = [
        (m.series, m.number, m.firm)
        for m in markers(Block("首先要看到成绩。其次，要看到差距。再次，要有措施。最后，要抓落实。"))
    ]
    assert got == [("第一，", 1, False), ("第一，", 2, True), ("第一，", 3, True), ("第一，", LAST, True)]


def test_in_brackets_digits_and_circles_inside_a_paragraph() -> None:
    text = "包括：（1）人员；（2）经费。标准是：①快；②好。要求：1.认真；2.细致。依据是：（一）法律；（二）规章。"
    series = [m.series for m in markers(Block(text))]
    assert series == ["（1）", "（1）", "①", "①", "1.", "1.", "（一）", "（一）"]


def test_a_list_behind_a_label_is_at_the_head() -> None:
    (marker,) = markers(Block("附件：1.任务清单"))
    assert (marker.series, marker.number, marker.start, marker.head) == ("1.", 1, 3, True)


def test_a_broken_line_begins_anew() -> None:
    text = "（一）抓项目（二）抓招商"
    assert len(found(text)) == 1
    assert [m[1] for m in found(text, elisions=(Elision(6, "\n", "break"),))] == [1, 2]


def test_a_label_has_no_characters() -> None:
    (marker,) = markers(Block("抓项目", kind="item", label="2."))
    assert (marker.series, marker.number, marker.start, marker.end) == ("1.", 2, 0, 0)


@pytest.mark.parametrize(
    ("text", "proper"),
    [
        ("一、抓", True),
        ("一，抓", False),
        ("一.抓", False),
        ("（一）抓", True),
        ("（一）、抓", False),
        ("(1)、抓", False),
        ("1.抓", True),
        ("1．抓", True),
        ("1、抓", False),
        ("①、抓", False),
        ("一是抓", True),
        ("一是，抓", False),
        ("一要：抓", False),
        ("第一，抓", True),
        ("第一、抓", False),
        ("其一，抓", True),
    ],
)
def test_punctuation(text: str, proper: bool) -> None:
    (marker,) = markers(Block(text))
    assert marker.proper is proper


@pytest.mark.parametrize(
    ("text", "number", "written", "bare"),
    [
        ("四、", 3, "三、", "三"),
        ("（四）、", 13, "（十三）", "十三"),
        ("4、", 3, "3.", "3"),
        ("（4）", 3, "（3）", "3"),
        ("④", 3, "③", "③"),
        ("第四章", 3, "第三章", "三"),
        ("第4条", 3, "第3条", "3"),
        ("四要", 3, "三要", "三"),
        ("第四，", 3, "第三", "三"),
        ("其四，", 3, "其三", "三"),
        ("再次，", 2, "其次", "二"),
        ("一方面，", 2, "另一方面", "另一方面"),
    ],
)
def test_write(text: str, number: int, written: str, bare: str) -> None:
    (marker,) = markers(Block(text))
    assert write(marker, number) == written
    assert write(marker, number, bare=True) == bare


def test_where_the_number_stands() -> None:
    assert numeral(markers(Block("（十四）抓"))[0]) == (1, 3)
    assert numeral(markers(Block("首先，抓"))[0]) is None
    assert numeral(Marker("1.", 2, 0, 0, "2.", True)) is None
