"""Readers: what is read of a text, what is left out, and that the map from the reading text to the source never lies."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlint.document.block import Block
from govlint.readers import read
from govlint.text.files import load
from govlint.text.source import Source
from govlint.text.textmap import Stretch, TextMap
from tests.conftest import SEED

HAN = "我们要加强领导落实责任改革发展稳定区县乡"


def blocks_of(text: str, suffix: str = ".md") -> list[Block]:
    return [block for block, _ in read(Source(f"稿{suffix}", text))]


def texts_of(text: str, suffix: str = ".md") -> list[str]:
    return [block.text for block in blocks_of(text, suffix)]


def assert_maps_agree(source: Source) -> None:
    """The laws of the map, for every block and for spans over all of its reading text."""
    last = 0
    for block, places in read(source):
        assert block.text.strip() == block.text != ""
        assert_runs_cover(block, places, source)
        assert_spans_are_made_of_text_and_elisions(block, places, source)
        whole = places.span(0, len(block.text))
        assert last <= whole.start
        last = whole.end


def assert_runs_cover(block: Block, places: TextMap, source: Source) -> None:
    reading = 0
    stretches = places.stretches()
    for run in stretches:
        assert run.reading == reading
        assert run.length > 0
        assert run.width > 0
        reading += run.length
        if run.length == run.width:
            stands = source.text[run.source : run.source + run.width]
            # A line end between Latin words is read as a space.
            assert block.text[run.reading : reading] in (stands, re.sub(r"[\r\n]", " ", stands))
    assert reading == len(block.text)
    assert all(a.source + a.width <= b.source for a, b in pairwise(stretches))
    assert stretches[0].source >= 0
    assert stretches[-1].source + stretches[-1].width <= len(source.text)


def assert_spans_are_made_of_text_and_elisions(block: Block, places: TextMap, source: Source) -> None:
    """A span is its characters with what is left out between them: notes inside are in, notes at its ends are out."""
    length = len(block.text)
    left_out = dict.fromkeys(range(length + 1), "")
    for elision in block.elisions:
        left_out[elision.at] += elision.text
    starts = [places.start(i) for i in range(length)]
    ends = [places.end(i + 1) for i in range(length)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(a < b for a, b in zip(starts, ends, strict=True))
    inner = {run.reading + i for run in places.runs if run.length != run.width for i in range(1, run.length)}
    for at in range(1, length):
        if at not in inner:
            assert source.text[ends[at - 1] : starts[at]] == left_out[at]
        assert places.span(at, at) == (ends[at - 1], ends[at - 1])
    assert source.text.startswith(left_out[0], starts[0] - len(left_out[0]))
    assert source.text.startswith(left_out[length], ends[-1])
    assert places.span(0, length) == (starts[0], ends[-1])


# Over real text -------------------------------------------------------------------------------------------------------


def dress(text: str, random: Random) -> str:
    """A paragraph as Markdown that is read as the same text: marks escaped, words emphasised, linked, written as entities."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        word = re.compile(r"[\u4e00-\u9fff]{2,6}").match(text, at)
        if word and random.random() < 0.15 and pieces and text[at - 1] not in "*_":
            form = random.choice(["**{}**", "*{}*", "[{}](https://example.cn/页)", "<u>{}</u>", "***{}***", "<!-- 注 -->{}"])
            pieces.append(form.format(word.group()))
            at = word.end()
            # Two marks must not touch.
            if at < len(text):
                pieces.append(escape(text[at]))
                at += 1
            continue
        if random.random() < 0.02:
            pieces.append(f"&#{ord(text[at])};")
        else:
            pieces.append(escape(text[at]))
        at += 1
    return "".join(pieces)


def escape(char: str) -> str:
    return "\\" + char if char in "\\`*_{}[]#+-.!|<>&~=:$^()" else char


def test_seed_agrees() -> None:
    source = load(SEED)
    assert_maps_agree(source)
    assert_maps_agree(Source("稿.md", source.text))


def test_seed_is_read_alike_in_both_formats() -> None:
    source = load(SEED)
    plain = [block.text for block, _ in read(source)]
    random = Random(20210325)
    for prefix in ("", "> ", "> > ", "- ", "　　", "&emsp;&emsp;"):
        lines = [line.strip() for line in source.text.splitlines() if line.strip()]
        dressed = Source("稿.md", "\n\n".join(prefix + dress(line, random) for line in lines))
        assert [block.text for block, _ in read(dressed)] == plain
        assert_maps_agree(dressed)


def test_seed_has_its_notes_left_out() -> None:
    notes = [e for block, _ in read(load(SEED)) for e in block.elisions]
    assert len(notes) == 583
    assert {e.kind for e in notes} == {"ruby"}
    assert all(re.fullmatch(r"\(\w+\)", e.text) for e in notes)


@pytest.mark.slow
def test_corpus_agrees(corpus: list[Path]) -> None:
    for path in corpus:
        assert_maps_agree(load(path))


def test_corpus_is_read_alike_in_both_formats(corpus: list[Path]) -> None:
    random = Random(1)
    for path in corpus[::6]:
        if path.suffix != ".txt":
            continue
        source = load(path)
        plain = [block.text for block, _ in read(source)]
        dressed = Source("稿.md", "\n\n".join(dress(text, random) for text in plain))
        assert [block.text for block, _ in read(dressed)] == plain
        assert_maps_agree(dressed)


# Over any text --------------------------------------------------------------------------------------------------------

# fmt: off
WORDS = ["**", "***", "*", "_", "~~", "~", "`", "[", "](u)", "][1]", "![", "<br>", "<b>", "&amp;", "&emsp;", "\\", "[^n]",
         "（qū）", "(de)", "😀", "。", "，", "“", "”", "（", "）", "5~8", "\x00", "\u2028", "Latin ", "\u3000", "\u00a0"]
LINES = ["\n", "\r\n", "\r", "\n\n", "  \n", "> ", "- ", "1. ", "3) ", "# ", "    ", "\t", "---\n", "```\n", "[ ] ",
         "<!-- ", " -->", "[^n]: ", "[1]: u\n"]
# fmt: on
MARKS = st.sampled_from([*WORDS, *LINES, "| ", "|\n|-|-|\n"])
MESS = st.lists(st.one_of(MARKS, st.text(alphabet=HAN + "ab1", min_size=1, max_size=4)), max_size=40).map("".join)


@settings(deadline=None)
@given(MESS, st.sampled_from([".txt", ".md"]))
def test_any_text_agrees(text: str, suffix: str) -> None:
    assert_maps_agree(Source(f"稿{suffix}", text))


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from([".txt", ".md"]))
def test_any_characters_agree(text: str, suffix: str) -> None:
    assert_maps_agree(Source(f"稿{suffix}", text))


@settings(deadline=None)
@given(st.lists(st.text(alphabet=HAN + "，。“”（）*_[]&#<~`|!-1. ", min_size=1, max_size=30), max_size=5), st.integers())
def test_any_paragraphs_are_read_alike_in_both_formats(lines: list[str], seed: int) -> None:
    plain = texts_of("\n".join(lines), ".txt")
    random = Random(seed)
    assert texts_of("\n\n".join(dress(text, random) for text in plain), ".md") == plain


@settings(deadline=None)
@given(st.text(alphabet="ab\ud800\udfff区", max_size=20))
def test_lone_surrogates_are_read(text: str) -> None:
    assert_maps_agree(Source("稿.md", text))


# The map --------------------------------------------------------------------------------------------------------------


def test_a_note_after_a_span_is_out_and_one_inside_is_in() -> None:
    source = Source("稿.txt", "全區(qū)經(jīng)濟(jì)工作")
    ((block, places),) = read(source)
    assert block.text == "全區經濟工作"
    assert source.text[slice(*places.span(1, 2))] == "區"
    assert source.text[slice(*places.span(1, 4))] == "區(qū)經(jīng)濟"
    assert source.text[slice(*places.span(4, 6))] == "工作"
    assert places.unbroken(4, 6)
    assert not places.unbroken(1, 4)
    assert places.unbroken(1, 2)


def test_an_entity_is_read_whole() -> None:
    source = Source("稿.md", "甲&amp;乙")
    ((block, places),) = read(source)
    assert block.text == "甲&乙"
    assert source.text[slice(*places.span(1, 2))] == "&amp;"
    assert source.text[slice(*places.span(0, 2))] == "甲&amp;"
    assert not places.unbroken(0, 2)
    assert places.unbroken(2, 3)


def test_an_empty_map_stays_at_home() -> None:
    assert TextMap((), 7).span(0, 0) == (7, 7)
    assert TextMap.of((Stretch(0, 3, 2, 2),), 3).span(0, 0) == (3, 3)


# Plain text -----------------------------------------------------------------------------------------------------------


def test_lines_are_paragraphs_without_white_space_at_the_ends() -> None:
    assert texts_of("　　一、总则\r\n\r\n \t\u00a0\n工作 \r末尾", ".txt") == ["一、总则", "工作", "末尾"]


@pytest.mark.parametrize("kept", ["系统(app)建设", "全面(含郊区)", "增长(%)", "甲(a)、乙(b)", "（二）任务"])
def test_brackets_that_hold_no_pinyin_stay(kept: str) -> None:
    assert texts_of(kept, ".txt") == [kept]


def test_notes_without_a_tone_go_with_their_company() -> None:
    assert texts_of("我们(men)的(de)區(qū)", ".txt") == ["我们的區"]


# Markdown -------------------------------------------------------------------------------------------------------------


def shape(text: str) -> list[tuple[str, int, str, str]]:
    return [(b.kind, b.level, b.label, b.text) for b in blocks_of(text)]


def test_headings() -> None:
    text = "# 讲话 #\n\n在会议上\n===\n\n## **一、** 总则\n\n小节\n---\n"
    assert shape(text) == [
        ("heading", 1, "", "讲话"),
        ("heading", 1, "", "在会议上"),
        ("heading", 2, "", "一、总则"),
        ("heading", 2, "", "小节"),
    ]


def test_lists_carry_the_numbers_that_they_generate() -> None:
    text = "3. 甲\n1. 乙\n   - 丙\n     1) 丁\n\n   续乙\n\n- 戊\n- [x] 己\n1. \n\n庚\n"
    assert shape(text) == [
        ("item", 1, "3.", "甲"),
        ("item", 1, "4.", "乙"),
        ("item", 2, "", "丙"),
        ("item", 3, "1.", "丁"),
        ("item", 1, "", "续乙"),
        ("item", 1, "", "戊"),
        ("item", 1, "", "己"),
        ("paragraph", 0, "", "庚"),
    ]


def test_nested_prefixes_are_left_out_and_mapped() -> None:
    text = "> 引文第一行，\n> 第二行\n>\n> > 内层\n还在内层\n>\n> 1. 条目\n>    续行\n"
    source = Source("稿.md", text)
    assert shape(text) == [
        ("quote", 0, "", "引文第一行，第二行"),
        ("quote", 0, "", "内层还在内层"),
        ("quote", 1, "1.", "条目续行"),
    ]
    (_, first), _, (item, places) = read(source)
    assert text[slice(*first.span(4, 8))] == "行，\n> 第二"
    assert text[slice(*places.span(0, 4))] == "条目\n>    续行"
    assert [(e.at, e.text, e.kind) for e in item.elisions] == [(2, "\n>    ", "break")]


def test_tables() -> None:
    text = "| 项目 | **单位** |\n|---|:-:|\n| 甲\\|乙 | [区局](u)<br>县局 |\n| | 丙 |\n"
    assert shape(text) == [("cell", 0, "", t) for t in ("项目", "单位", "甲|乙", "区局", "县局", "丙")]


def test_line_ends_inside_a_paragraph() -> None:
    assert texts_of("甲\n乙\nLatin\nwords\n乙\n") == ["甲乙Latin words乙"]
    assert texts_of("甲  \n乙\\\n丙<br/>丁") == ["甲", "乙", "丙", "丁"]
    assert texts_of("第一段。\n　　第二段。\n&emsp;&emsp;第三段。") == ["第一段。", "第二段。", "第三段。"]


def test_what_is_not_read() -> None:
    text = (
        "---\ntitle: 不读\n---\n\n```\n不读\n```\n\n    不读\n\n<!-- 不\n读 -->\n\n<div>\n不读\n</div>\n\n"
        '甲`不读`乙<!-- 不读 -->丙~~不读~~丁![不读](u "不读")[戊](不读 "不读")[^1]\n\n![不读](u)\n\n[引用]: 不读 \'不读\'\n'
    )
    assert texts_of(text) == ["甲\ufffc乙丙丁\ufffc戊[^1]"]


def test_footnotes_and_reference_links() -> None:
    text = "甲[^注]乙[丙][引]丁[引]。\n\n[^注]: 脚注**文**\n    续行\n\n[引]: u\n"
    assert shape(text) == [("paragraph", 0, "", "甲乙丙丁引。"), ("note", 0, "", "脚注文续行")]


def test_entities_and_escapes() -> None:
    text = "1\\. &lt;甲&gt; \\*乙\\* &#20013;&#x56fd; 5&nbsp;% &无;"
    assert texts_of(text) == ["1. <甲> *乙* 中国 5\u00a0% &无;"]


def test_a_backslash_goes_with_its_character() -> None:
    text = "在\\(qū\\)會\\(huì\\)上\n\\*说\\,好"
    source = Source("稿.md", text)
    ((block, places),) = read(source)
    assert block.text == "在會上*说,好"
    assert [(e.text, e.kind) for e in block.elisions] == [("\\(qū\\)", "ruby"), ("\\(huì\\)", "ruby"), ("\n", "break")]
    assert text[slice(*places.span(3, 4))] == "\\*"
    assert text[slice(*places.span(5, 6))] == "\\,"
    assert_maps_agree(source)


def test_emphasis_beside_chinese_punctuation() -> None:
    # CommonMark prints these stars; the writer means emphasis.
    assert texts_of("**加强领导。**各级要负责。") == ["加强领导。各级要负责。"]
    assert texts_of("落实**“双减”**政策，**（一）**总则") == ["落实“双减”政策，（一）总则"]
    # Masked names are no emphasis.
    assert texts_of("张**、李**、王\\*\\*。") == ["张**、李**、王**。"]
    # Formatters escape stars that do not render.
    assert texts_of("\\*\\*甲。\\*\\*乙") == ["甲。乙"]


def test_marks_that_chinese_text_wears_are_kept() -> None:
    for text in ("5~8天，3~5人", "~5~10天", "姓名____，电话____", "×月×日", "{{单位}}【】", "[1987]9号", "3*4=12", "一、甲"):
        assert texts_of(text) == [text]


def test_a_list_of_one_kind_of_mark_in_crlf() -> None:
    assert shape("1. 甲\r\n2. 乙\r\n\r\n> 丙\r\n> 丁\r\n") == [
        ("item", 1, "1.", "甲"),
        ("item", 1, "2.", "乙"),
        ("quote", 0, "", "丙丁"),
    ]
