"""A draft beside its models: which figures, words, sections, headings and passages are told, and how they are drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import log, sqrt

import pytest

from govlint.config.habits import rules_of
from govlint.config.settings import ProfileFile
from govlint.config.settings import parse as parse_settings
from govlint.house.beside import beside_rules
from govlint.house.compare import Comparison, Draft, Row
from govlint.house.models import Models
from govlint.house.page import page
from govlint.house.record import record
from govlint.house.similar import Passage, Search, cosine, vector
from govlint.readers import parse
from govlint.style.figures import Value
from govlint.text.source import Source
from tests.house.test_thresholds import model, of

SENTENCE = "各部门要认真抓好各项工作，按时完成任务。"
LONG = "各部门要" + "认真抓好各项工作，" * 11 + "完成。"


def draft(text: str, habits: str = "", models: Models | None = None, texts: int = 1) -> Comparison:
    rules = list(rules_of([parse_settings("house.yaml", f"habits:\n{habits}", ProfileFile)])) if habits else []
    return Draft(parse(Source("draft.txt", text))).compare(rules, "范文", texts, models)


def figure(name: str, low: float, high: float, middle: float | None = None) -> str:
    return f"  {name}:\n    low: {low}\n    high: {high}\n" + (f"    middle: {middle}\n" if middle is not None else "")


# Sections and headings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{SENTENCE}\n{SENTENCE}\n", [("", 100)]),
        (f"一、抓好落实\n{SENTENCE}\n", [("", 100)]),
        (f"讲话\n{SENTENCE}\n一、抓好甲项\n{SENTENCE}\n二、抓好乙项\n{SENTENCE}\n{SENTENCE}\n",
         [("（开头）", 20), ("抓好甲项", 27), ("抓好乙项", 48)]),
        (f"讲话\n一、抓好甲项\n{SENTENCE}\n二、抓好乙项\n{SENTENCE}\n", [("抓好甲项", 50), ("抓好乙项", 50)]),
    ],
)  # fmt: skip
def test_sections_of_the_highest_level(text: str, parts: list[tuple[str, int]]) -> None:
    found = draft(text).parts
    assert [part.heading for part in found] == [heading for heading, _ in parts]
    assert [part.share for part in found] == pytest.approx([share for _, share in parts], abs=3)
    assert sum(part.share for part in found) == pytest.approx(100)


def test_headings_with_their_length_shape_and_grammar() -> None:
    text = f"讲话\n一、抓好落实，压实责任\n{SENTENCE}\n二、总体要求。\n{SENTENCE}\n三、责任不清\n{SENTENCE}\n"
    assert [tuple(heading) for heading in draft(text).headings] == [
        ("一、抓好落实，压实责任", 9, "2段等长", "动宾"),
        ("二、总体要求。", 4, "一段", "偏正"),
        ("三、责任不清", 4, "一段", "主谓"),
    ]


# Figures --------------------------------------------------------------------------------------------------------------


def test_rows_have_what_stands_out_first_and_then_the_order_of_figures() -> None:
    habits = figure("length", 1, 9000, 500) + figure("clause", 1, 2) + figure("sentence", 1, 5) + figure("paragraph", 1, 90)
    rows = draft(f"{SENTENCE}\n" * 15, habits).rows
    assert [row.name for row in rows] == ["clause", "sentence", "length", "paragraph"]
    assert [bool(row.off) for row in rows] == [True, True, False, False]
    assert [(row.value, row.middle) for row in rows] == [(10, 1.5), (20, 3), (300, 500), (20, 45.5)]


def test_what_neither_writes_is_no_row() -> None:
    habits = figure("exclamations", 0, 1, 0) + figure("questions", 0, 1, 0.5) + figure("must", 0, 0)
    assert [row.name for row in draft(f"{SENTENCE}\n" * 15, habits).rows] == ["questions"]


def test_the_values_of_models_stand_beside_in_order() -> None:
    made = of(model(n, figures={"sentence": Value(n, 1, n)} if n else {}) for n in (30, 10, 0, 20))
    (row,) = draft(f"{SENTENCE}\n" * 15, figure("sentence", 1, 90), made).rows
    assert row.others == (10, 20, 30)
    assert draft(f"{SENTENCE}\n" * 15, figure("sentence", 1, 90)).rows[0].others == ()


# Words ----------------------------------------------------------------------------------------------------------------


def test_words_that_the_draft_has_more_or_less_often() -> None:
    """Beside the models, where one has 任务 once and 会议 everywhere; 10.83 is G² that one in a thousand reaches by chance."""
    made = of([model(0, characters=100_000)])
    made.words.counts.update({"任务": 1, "会议": 4000})
    found = draft(f"{SENTENCE}\n" * 15, "", made)
    assert [(word, times, round(expected, 3)) for word, times, expected in found.under] == [("会议", 0, 12.0)]
    assert ("任务", 15) in [word[:2] for word in found.over]
    expected = next(word for word in found.over if word.word == "任务").expected
    assert expected == pytest.approx(300 / 100_000)
    assert len(found.over) <= 12 and all(word.times > 2 for word in found.over)
    made.words.counts["会议"] = 1800  # 5.4 times: G² is 10.8
    assert draft(f"{SENTENCE}\n" * 15, "", made).under == ()
    made.words.counts["会议"] = 1810
    assert len(draft(f"{SENTENCE}\n" * 15, "", made).under) == 1
    twice = draft(f"{SENTENCE}\n" * 14 + "各部门要认真办好狠抓各项，要按时完成狠抓。\n", "", made)
    assert "狠抓" not in [word.word for word in twice.over]


# Passages -------------------------------------------------------------------------------------------------------------


def test_likeness() -> None:
    assert vector("的了。1 a") == {} and cosine({}, {"甲乙": 1.0}) == 0
    assert cosine({"甲乙": 3.0, "丙丁": 4.0}, {"丙丁": 2.0}) == pytest.approx(0.8)
    once, thrice = vector("秸秆禁烧")["秸秆"], vector("秸秆禁烧，秸秆，秸秆")["秸秆"]
    assert thrice == pytest.approx(once * (1 + log(3)))
    assert cosine(vector("秸秆"), vector("秸秆，秸秆")) == pytest.approx(1)
    assert sqrt(sum(weight**2 for weight in vector("发展").values())) < once


def offered(*texts: str, heading: str = "", section: str = "秸秆禁烧要落实到地块。") -> list[Passage]:
    search = Search([(heading, section)])
    for number, text in enumerate(texts):
        search.offer(parse(Source(f"{number}.txt", text)), f"{number}")
    return search.found[0]


LIKE = "秸秆禁烧要落实到地块，镇村干部包片巡查，发现一起处理一起，不留死角。"


def test_passages_are_between_30_and_600_characters_and_like_enough() -> None:
    assert [passage.text for passage in offered(f"{LIKE}\n")] == [LIKE]
    assert offered(f"{LIKE[:28]}。\n") == [] and len(offered(f"{LIKE[:29]}。\n")) == 1
    assert len(offered("秸秆禁烧" * 149 + "巡查。。\n")) == 1 and offered("秸秆禁烧" * 149 + "巡查好。。\n") == []
    assert offered(f"{SENTENCE}{SENTENCE}\n") == []


def test_the_two_best_are_kept_each_once() -> None:
    worse, worst = LIKE.replace("地块", "村组"), LIKE.replace("禁烧", "综合利用").replace("地块", "村组")
    found = offered(f"{worst}\n", f"{worse}\n", f"{LIKE}\n{LIKE}\n")
    assert [(passage.model, passage.text) for passage in found] == [("2", LIKE), ("1", worse)]
    assert found[0].likeness > found[1].likeness and round(found[0].likeness, 3) == found[0].likeness
    assert [passage.model for passage in offered(f"{LIKE}\n", f"{LIKE}\n", f"{LIKE}\n")] == ["0", "1"]


def test_what_opens_is_shown_by_what_opens() -> None:
    other = "各部门按照会议要求抓好各项工作，按时完成任务，年底以前向区委报告。"
    text = f"讲话\n同志们：\n{other}\n一、抓甲\n{LIKE}\n二、抓乙\n{LIKE}\n"
    assert [passage.text for passage in offered(text, heading="（开头）")] == [other]
    assert [passage.text for passage in offered(text, heading="一、抓丙")] == [LIKE]


# The page -------------------------------------------------------------------------------------------------------------


def test_the_strip_of_a_figure_is_drawn_to_scale() -> None:
    found = draft(f"{SENTENCE}\n" * 15)
    row = Row("length", 8000, 10, 20, 40, 2.0, (5, 80))
    told = page(replace(found, rows=(row,)))
    across = {value: 10 + 380 * log(value / 5) / log(1600) for value in (5, 10, 20, 40, 80, 8000)}
    assert f'<rect class="band" x="{across[10]:.1f}" y="4" width="{across[40] - across[10]:.1f}"' in told
    assert f'<line class="mid" x1="{across[20]:.1f}" x2="{across[20]:.1f}"' in told
    assert re.findall('<circle class="dot" cx="([^"]*)"', told) == [f"{across[5]:.1f}", f"{across[80]:.1f}"]
    assert 'points="390.0,2 397.0,11.0 390.0,20 383.0,11.0"' in told and across[5] == 10
    assert '<tr class="off">' in told and '<tr class="off">' not in page(replace(found, rows=(row._replace(off=0.0),)))
    level = page(replace(found, rows=(Row("length", 7, 7, 7, 7, 0.0),)))
    assert '<rect class="band" x="10.0" y="4" width="2.0"' in level


@pytest.mark.parametrize("most", [120, 121])
def test_the_rhythm_is_drawn_to_scale(most: int) -> None:
    last = f"{LONG[:-1]}{'再' * (most - len(LONG))}。"
    found = draft(f"讲话\n一、抓好甲项\n{SENTENCE}\n{LONG}{SENTENCE}\n二、抓好乙项\n{SENTENCE}\n{LONG}{last}\n")
    box = r'x="([\d.]*)" y="([\d.]*)" width="([\d.]*)" height="([\d.]*)"'
    size, bars = found.rhetoric.characters, re.findall(rf'<rect class="(bar[^"]*)" {box}', page(found))
    assert len(bars) == len(found.rhetoric.sentences) == 6
    assert most == max(sentence.length for sentence in found.rhetoric.sentences)
    for (kind, x, y, width, height), sentence in zip(bars, found.rhetoric.sentences, strict=True):
        assert float(x) == pytest.approx(sentence.at * 960 / size, abs=0.06)
        assert float(width) == pytest.approx(sentence.length * 960 / size - 0.5, abs=0.06)
        assert float(height) == pytest.approx(sentence.length / most * 92, abs=0.06)
        assert float(y) + float(height) == pytest.approx(96, abs=0.11)
        assert (kind == "bar high") is (sentence.length > 120)
    assert re.findall('<text x="([^"]*)" y="111">([^<]*)</text>', page(found))[0] == ("0.0", "一、")
    assert "从头到尾的节奏" not in page(draft(f"{SENTENCE}\n" * 4)) and "从头到尾的节奏" in page(draft(f"{SENTENCE}\n" * 5))


def test_labels_do_not_stand_in_each_other() -> None:
    heads = "".join(f"{mark}、抓好甲项\n{SENTENCE}\n" for mark in "一二三四五六七八九")
    found = draft(f"讲话\n{heads}十、抓好乙项\n{SENTENCE * 40}\n")
    labels = [(float(x), label) for x, label in re.findall('<text x="([^"]*)" y="111">([^<]*)</text>', page(found))]
    assert 1 < len(labels) < 10 and labels[0] == (0.0, "一、")
    assert all(x + 13 * len(label) + 4 <= after + 0.1 for (x, label), (after, _) in pairwise(labels))
    scale = 960 / found.rhetoric.characters
    first = next(at for at, _ in found.rhetoric.sections if at * scale >= 13 * 2 + 4)
    assert labels[1][0] == pytest.approx(first * scale, abs=0.06)


def test_the_page_tells_all_that_the_record_has() -> None:
    text = f"讲话\n{SENTENCE}\n一、抓甲\n{LONG}{SENTENCE}\n二、抓乙\n{SENTENCE}\n{SENTENCE * 9}"
    found = beside_rules(parse(Source("draft.txt", text)), [])
    told, said = page(found), record(found)
    assert said["texts"] == 1 and said["title"] == "讲话" and said["path"] == "draft.txt"
    for section in said["sections"]:
        assert f"<i>{section['share']:.0f}%</i> {section['heading']}" in told
        assert all(passage["text"] in told for passage in section["passages"])
    for heading in said["headings"]:
        assert f"<td>{heading['shape']}</td><td>{heading['grammar']}</td>" in told
    for word in (*said["over"], *said["under"]):
        assert f"<span>{word['word']} <i>{word['times']} 次，通常 {word['expected']:.1f}</i></span>" in told
    assert [row["name"] for row in said["figures"]] == [row.name for row in found.rows]
    widths = [float(width) for width in re.findall('<rect class="share[^"]*" x="[^"]*" y="0" width="([^"]*)"', told)]
    assert sum(widths) == pytest.approx(960, abs=0.3) and len(widths) == len(said["sections"])
    assert told.count('class="share largest"') == 1
    assert len(re.findall("各部分的篇幅", page(draft(f"{SENTENCE}\n" * 9)))) == 0
