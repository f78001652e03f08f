"""Which forms a text writes: what counts, how often, and where first."""

from __future__ import annotations

import pytest

from govlint.readers import parse
from govlint.style.forms import NO, YES, Choice, Spot, forms, grammar, shape
from govlint.text.source import Source

SENTENCE = "各部门要认真抓好各项工作，按时完成任务。"


def choices(text: str, suffix: str = ".txt") -> dict[str, tuple[dict[str, int], dict[str, Spot]]]:
    found = forms(parse(Source(f"a{suffix}", text)))
    return {name: (dict(choice.counts), choice.first) for name, choice in found.items()}


def counts(text: str) -> dict[str, dict[str, int]]:
    return {name: found for name, (found, _) in choices(text).items()}


@pytest.mark.parametrize(
    ("heading", "shaped"),
    [("抓好落实", "一段"), ("抓好落实，", "一段"), ("认清形势，明确任务", "2段等长"), ("认清形势、狠抓", "2段不等长"),
     ("抓甲 抓乙　抓丙", "3段等长"),
     ("抓甲，抓乙，抓丙，抓丁", "多段等长"), ("抓甲，抓乙，抓丙，抓丁戊", "多段不等长")],
)  # fmt: skip
def test_the_shape_of_a_heading(heading: str, shaped: str) -> None:
    assert shape(heading) == shaped


def test_the_grammar_of_a_heading() -> None:
    assert [grammar(heading) for heading in ("抓好落实", "责任不清", "总体要求")] == ["动宾", "主谓", "偏正"]


def test_the_main_form_is_the_most_frequent_one_or_the_first_by_name() -> None:
    choice = Choice()
    choice.add("乙", Spot(0, 1, 2))
    choice.add("丙", None, 2)
    choice.add("乙", Spot(0, 3, 4), 2)
    assert (choice.main, choice.first) == ("乙", {"乙": Spot(0, 1, 2)})
    choice.add("丙", Spot(1, 0, 1))
    assert choice.main == "丙" and choice.first["丙"] == Spot(1, 0, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增长5%，占百分之三，又增长6％。", {"percent": {"%": 2, "百分之": 1}}),
        ("百分之百完成，约占％。", {}),
        ("2021年和1999年，二〇二一年、一九九九年。", {"years": {"2021年": 2, "二〇二一年": 2}}),
        ("12021年，1821年，三〇二一年。", {}),
        (
            '他们说“甲”「乙」"丙"（丁）(戊)了。',
            {"quote-marks": {"“”": 1, "「」": 1, '""': 2}, "bracket-marks": {"（）": 1, "()": 1}},
        ),
        ("作出决定，做出成绩，工作出现问题。", {"pair-zuochu": {"作出": 1, "做出": 1}}),
        ("全长3公里，重2公斤、3千克。", {"pair-gongli": {"公里": 1}, "pair-gongjin": {"公斤": 1, "千克": 1}}),
    ],
)
def test_marks_and_words_that_are_written_in_two_ways(text: str, found: dict[str, dict[str, int]]) -> None:
    assert counts(text) == found


def test_where_a_form_stands_first() -> None:
    found = choices(f"讲话\n{SENTENCE}\n增长5%，又增长6%。“甲”")
    assert found["percent"][1] == {"%": Spot(2, 2, 4)} and found["quote-marks"][1] == {"“”": Spot(2, 11, 12)}


def test_headings_are_compared_from_three_on() -> None:
    def text(*heads: str) -> str:
        return "讲话\n" + "".join(f"{head}\n{SENTENCE}\n" for head in heads)

    assert "heading-shape" not in counts(text("一、抓甲项", "二、抓乙项"))
    found = counts(text("一、抓好甲项。", "二、抓好乙项", "三、总体要求"))
    assert found["heading-end"] == {"句号": 1, "无标点": 2}
    assert found["heading-grammar"] == {"动宾": 2, "偏正": 1} and found["heading-shape"] == {"一段": 3}
    assert found["ordinals-1"] == {"一、": 3}
    spot = choices(text("一、抓好甲项", "二、抓好乙项。", "三、总体要求"))["heading-end"][1]["句号"]
    assert spot == Spot(3, 2, 7)


def test_ordinals_of_each_level_and_inside() -> None:
    text = "讲话\n一、抓甲项\n（一）抓天\n1.抓日\n好。\n2．抓月\n好。\n（二）抓地\n好。\n二、抓乙项\n"
    text += "要做到：一是快；二是好。又要：第一，快；第二，好。\n"
    found = choices(text)
    assert {name: found[name][0] for name in ("ordinals-1", "ordinals-2", "ordinals-3", "inline", "arabic-mark")} == {
        "ordinals-1": {"一、": 2},
        "ordinals-2": {"（一）": 2},
        "ordinals-3": {"1.": 2},
        "inline": {"一是": 1, "第一，": 1},
        "arabic-mark": {".": 2},
    }
    assert found["inline"][1]["一是"] == Spot(10, 4, 6)
    assert found["ordinals-2"][1] == {"（一）": Spot(2, 0, 3)}


def test_what_a_text_has_is_told_from_300_characters_on() -> None:
    body = f"{SENTENCE}\n" * 15
    assert not [name for name in counts(f"讲话\n同志们：\n{body[:-3]}") if name.startswith("has-")]
    found = choices(f"在会上的讲话\n同志们：\n{body}")
    assert {name: next(iter(found[name][0])) for name in found if name.startswith("has-")} == {
        "has-title": YES, "has-salutation": YES, "has-headings": NO, "has-articles": NO, "has-signature": NO,
    }  # fmt: skip
    assert found["title"] == ({"讲话": 1}, {"讲话": Spot(0, 0, 6)})
    assert found["has-title"][1] == {YES: Spot(0, 0, 6)} and found["has-headings"][1] == {NO: Spot(2, 0, 20)}
    assert found["has-signature"][1] == {NO: Spot(16, 8, 20)}
    signed = choices(f"关于工作的通知\n各单位：\n{body}某某市水利局\n2026年5月12日\n")
    assert signed["has-signature"] == ({YES: 1}, {YES: Spot(17, 0, 6)})
    articles = "".join(f"第{n}条　{SENTENCE}\n" for n in "一二三四五六七八九") + f"第十条　{SENTENCE * 6}\n"
    assert choices(f"管理办法\n{articles}")["has-articles"] == ({YES: 1}, {YES: Spot(1, 0, 3)})
