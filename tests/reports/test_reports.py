"""The reports: words underlined in the right columns, long sentences cut, repeats folded; JSON as its schema promises."""

from __future__ import annotations

import copy
import html
import json
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from wcwidth import wcswidth

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Edit, Finding, Fix, Related, Safety, Severity
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.readers import decode, parse
from govlint.reports import FORMATS, Style, open_report
from govlint.reports.json import record, schema
from govlint.reports.text import cut, summarise
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.loader import load_builtin
from govlint.text.columns import cells, visible
from govlint.text.files import load
from govlint.text.source import Source, Span
from tests import ofdfile, pdffile
from tests.conftest import SEED
from tests.reported import checked
from tests.wordfile import docx

CHINESE = st.text("今天召开会议，。；：、“”1a ，e\u0301\u200bㄅ踔𠮷①…×Ａ\t\x07", max_size=120)


def finding(document: Document, words: str, nth: int = 0, **more: Any) -> Finding:
    """A finding on the n-th occurrence of the words."""
    places = [(i, m.start()) for i, p in enumerate(document.places) for m in re.finditer(re.escape(words), p.block.text)]
    block, start = places[nth]
    span = document.places[block].span(start, start + len(words))
    given = {"rule": "test/words", "severity": Severity.WARNING, "message": f"有“{words}”", **more}
    match = document.source.text[span.start : span.end]
    return Finding(span=span, match=match, block=block, reading=Span(start, start + len(words)), **given)


def text_report(document: Document, *findings: Finding, **style: Any) -> str:
    return open_report("text", Style(**style)).add(checked(document, sorted(findings, key=lambda f: f.order)))


# Columns --------------------------------------------------------------------------------------------------------------


@given(CHINESE)
def test_cells_are_as_wcwidth_has_them(text: str) -> None:
    assert cells(visible(text)) == wcswidth(visible(text))


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\u200b", "\u202e", "\ue000", "\ufeff", "\ufffd", "\udcff"])
def test_what_cannot_be_seen_is_named(char: str) -> None:
    assert visible(f"甲{char}乙") == f"甲<U+{ord(char):04X}>乙"


def test_white_space_is_a_space() -> None:
    assert visible("甲\t乙\u3000丙\u00a0丁\n戊") == "甲 乙\u3000丙 丁 戊"


@given(CHINESE, st.integers(0, 130), st.integers(0, 130), st.integers(20, 120))
def test_an_excerpt_fits_and_holds_the_words(text: str, one: int, other: int, width: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, words, after = cut(Block(text), Span(start, end), width)
    assert cells(before + words + after) <= width
    if start == end:
        start, end = (start, start + 1) if start < len(text) else (max(0, start - 1), len(text))
    if cells(visible(text[start:end])) > width:
        assert visible(text[start:end]).startswith(words.removesuffix("…"))
        return
    assert words == visible(text[start:end])
    head, tail = visible(text[:start]), visible(text[end:])
    assert head.endswith((before, before.removeprefix("…")))
    assert tail.startswith((after, after.removesuffix("…")))


# The text report ------------------------------------------------------------------------------------------------------


def test_the_words_are_underlined_in_their_columns() -> None:
    document = document_of("标题\n前一句。他说：“Ａ组e\u0301踔厉奋发”。后一句。")
    assert text_report(document, finding(document, "踔厉")) == (
        "example.txt:2:13: 警告 有“踔厉” [test/words]\n    他说：“Ａ组e\u0301踔厉奋发”。\n                ^^^^\n\n"
    )


def test_the_excerpt_is_the_reading_text() -> None:
    document = document_of("今年全區(qū)政(zhèng)府工作。")
    assert "    今年全區政府工作。\n            ^^^^\n" in text_report(document, finding(document, "政府"))


def test_colours_underline_the_words_in_place() -> None:
    document = document_of("会议今天召开。")
    report = text_report(document, finding(document, "今天", severity=Severity.ERROR), colour=True)
    assert "    会议\x1b[4;31m今天\x1b[0m召开。\n" in report
    assert "^" not in report


def test_long_sentences_are_cut_at_their_stops() -> None:
    document = document_of("一二三四五六七八，" * 10 + "今天开会，" + "九十百千万亿兆京，" * 10)
    line, marks = text_report(document, finding(document, "今天"), width=64).splitlines()[1:3]
    assert line.strip() == "…一二三四五六七八，今天开会，九十百千万亿兆京，…"
    assert cells(line.partition("今天")[0]) == marks.count(" ")
    assert cells(line) <= 64


def test_what_is_missing_points_at_a_character() -> None:
    document = document_of("会议召开。")
    lines = text_report(document, Finding(Span(0, 0), "a/b", Severity.INFO, "缺称呼", "")).splitlines()
    assert lines[1:3] == ["    会议召开。", "    ^^"]


def test_what_is_no_part_of_a_paragraph_shows_its_own_line() -> None:
    document = document_of("会议召开。\n\n<!-- 甲\n乙 -->\n议程如下。\n", ".md")
    lines = text_report(document, Finding(Span(7, 18), "a/b", Severity.INFO, "写错了", "", block=1)).splitlines()
    assert lines == ["example.md:3:1: 提示 写错了 [a/b]", "    <!-- 甲", "    ^^^^^^^", ""]


def test_repeats_are_folded_from_three_on() -> None:
    document = document_of("甲。\n甲乙。\n乙。\n甲。\n乙。乙。\n")
    report = text_report(
        document, *(finding(document, "甲", n) for n in range(2)), *(finding(document, "乙", n) for n in range(4))
    )
    heads = [line for line in report.splitlines() if line.startswith("example")]
    assert heads == [
        "example.txt:1:1: 警告 有“甲” [test/words]",
        "example.txt:2:1: 警告 有“甲” [test/words]",
        "example.txt:2:2: 警告 有“乙”，共 4 处 [test/words]",
    ]
    assert "    另有 3:1、5:1、5:3\n" in report


def test_only_what_says_the_same_is_folded() -> None:
    document = document_of("甲。\n" * 3)
    kinds: tuple[dict[str, Any], ...] = ({"message": "一"}, {"message": "二"}, {"severity": Severity.HINT})
    report = text_report(document, *(finding(document, "甲", n, **kind) for n, kind in enumerate(kinds)))
    assert report.count("example.txt:") == 3


def test_many_places_are_counted_not_listed() -> None:
    document = document_of("甲。\n" * 237)
    report = text_report(document, *(finding(document, "甲", n) for n in range(237)))
    assert "，共 237 处 [" in report
    assert "    另有 2:1、3:1、4:1、5:1、6:1、7:1、8:1、9:1 等 236 处\n" in report


def test_related_places_stand_compactly_below() -> None:
    document = document_of("三个方面。\n一是甲。\n二是乙。\n")
    related = (Related(Span(6, 8), "第一个"), Related(Span(11, 13), "第二个"))
    report = text_report(document, finding(document, "三个方面", related=related))
    assert "    另见 2:1 第一个；3:1 第二个\n" in report
    narrow = text_report(document, finding(document, "三个方面", related=related), width=24)
    assert "    另见 2:1 第一个\n         3:1 第二个\n" in narrow


SENTENCE = "各镇街要提高认识，加强领导，压实责任；各部门要密切配合、形成合力，确保任务按期完成。"


@pytest.mark.parametrize(
    ("width", "excerpt"),
    [
        (86, "各镇街要提高认识，加强领导，压实责任；各部门要|密切配合|、形成合力，确保任务按期完成。"),
        (84, "各镇街要提高认识，加强领导，压实责任；各部门要|密切配合|、形成合力，确保任务按期完成。"),
        (83, "…加强领导，压实责任；各部门要|密切配合|、形成合力，确保任务按期完成。"),
        (60, "…压实责任；各部门要|密切配合|、形成合力，确保任务按期…"),
        (40, "…责任；各部门要|密切配合|、形成合力，…"),
        (30, "…各部门要|密切配合|、形成合…"),
        (20, "…门要|密切配合|、形…"),
        (12, "…|密切配合|…"),
        (9, "|密切配合|…"),
        (8, "|密切配合|"),
        (7, "|密切…|"),
        (4, "|密…|"),
    ],
)
def test_an_excerpt_is_cut_to_its_width(width: int, excerpt: str) -> None:
    """First what stands before and behind, at stops where one is near, then the words; as much as there is room for."""
    at = SENTENCE.index("密切配合")
    assert "|".join(cut(Block(SENTENCE), Span(at, at + 4), width)) == excerpt


def test_an_empty_span_points_at_a_character() -> None:
    ends = len(SENTENCE)
    told = ["|".join(cut(Block(SENTENCE), Span(at, at), 20)) for at in (0, 1, ends)]
    assert told == ["|各|镇街要提高认识，…", "各|镇|街要提高认识，…", "…确保任务按期完成|。|"]
    assert cut(Block(""), Span(0, 0), 20) == ("", "", "")


def in_all(*rules: tuple[str, Severity, int]) -> list[str]:
    """The end of a report of findings of rules, so many of each."""
    report = open_report("text", Style())
    found = [(rule, severity) for rule, severity, number in rules for _ in range(number)]
    document = document_of("今天开会。\n" * len(found))
    report.add(checked(document, [finding(document, "今天", n, rule=r, severity=s) for n, (r, s) in enumerate(found)]))
    return report.end(1, 0).splitlines()[:-1]


def test_a_long_list_ends_in_a_summary_by_rule() -> None:
    """Of twenty findings on and more than one rule: the worst first, then the most; the sixteenth rule on are counted."""
    few, many = ("a/few", Severity.WARNING), ("a/many", Severity.WARNING)
    assert in_all((*few, 9), (*many, 10)) == []
    assert in_all((*many, 20)) == []
    assert in_all((*few, 9), (*many, 11)) == ["11  警告 [a/many]", " 9  警告 [a/few]", ""]
    assert in_all((*many, 19), ("b/bad", Severity.ERROR, 1)) == [" 1  错误 [b/bad]", "19  警告 [a/many]", ""]
    ones = [(f"c/{number:02}", Severity.WARNING, 1) for number in range(16)]
    assert in_all((*many, 10), *ones[:14])[-3:] == [" 1  警告 [c/12]", " 1  警告 [c/13]", ""]
    assert in_all((*many, 10), *ones)[-3:] == [" 1  警告 [c/13]", "另有 2 条规则的 2 处", ""]


def test_the_summary_counts() -> None:
    assert summarise(Counter(), 1, 0) == "检查了 1 个文件，没有发现问题。"
    assert summarise(Counter(), 0, 2) == "2 个文件没能检查。"
    counts = Counter({Severity.HINT: 1, Severity.ERROR: 2})
    assert summarise(counts, 3, 1) == "检查了 3 个文件，发现 3 处：错误 2、参考 1；另有 1 个文件没能检查。"


def test_who_looks_on_is_told_what_can_be_mended() -> None:
    document = document_of("甲。甲。")
    fixes = [Fix(safety, "", (Edit(0, 1, "乙"),)) for safety in (Safety.SAFE, Safety.SUGGESTION)]
    for interactive in (True, False):
        report = open_report("text", Style(interactive=interactive))
        report.add(checked(document, [finding(document, "甲", fix=fix) for fix in fixes]))
        assert ("其中 1 处 govlint fix 能自动改" in report.end(1, 0)) == interactive


def test_statistics_count_over_documents() -> None:
    document = document_of("甲乙。\n")
    report = open_report("statistics", Style())
    for _ in range(12):
        assert report.add(checked(document, [finding(document, "甲", rule="a/a"), finding(document, "乙", rule="b/b")])) == ""
    report.add(checked(document, [finding(document, "甲", rule="b/b", severity=Severity.ERROR)] * 7))
    assert report.end(13, 0).splitlines()[:3] == ["12  警告  a/a", "12  警告  b/b", " 7  错误  b/b"]


# JSON -----------------------------------------------------------------------------------------------------------------


def closed(node: Any) -> Any:
    """The schema with nothing allowed but what it names, so that a field without documentation is found."""
    if isinstance(node, dict):
        node = {key: closed(value) for key, value in node.items()}
        if node.get("type") == "object" and "properties" in node:
            node["additionalProperties"] = False
    return node


@pytest.fixture(scope="module")
def strict() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(closed(copy.deepcopy(schema())))


def json_report(document: Document, findings: list[Finding], form: str = "json", **style: Any) -> str:
    report = open_report(form, Style(**style))
    middle = len(findings) // 2
    parts = [
        report.begin(),
        report.add(checked(document, findings[:middle])),
        report.add(checked(document, [])),
        report.add(checked(document, findings[middle:])),
    ]
    return "".join([*parts, report.end(3, 0)])


def test_the_seed_is_reported_as_the_schema_promises(strict: Draft202012Validator) -> None:
    source = load(SEED)
    document = document_of(source.text)
    findings = list(lint(document, Ruleset(load_builtin())).findings)
    found = json.loads(json_report(document, findings))
    strict.validate(found)
    assert len(found) == len(findings) > 200, "repeats are never folded"
    assert any(item["fix"] for item in found)
    assert any(item["related"] for item in found)
    lines = re.split("\r\n|\r|\n", source.text)
    for item in found:
        assert source.text[item["start"] : item["end"]] == item["match"]
        for place in (item, *item["related"]):
            head = lines[place["line"] - 1][place["column"] - 1 :]
            assert head.startswith(source.text[place["start"] : place["end"]].split("\n")[0].rstrip("\r"))
    by_line = [json.loads(line) for line in json_report(document, findings, "jsonl").splitlines()]
    assert by_line == found


def test_a_finding_in_full(strict: Draft202012Validator) -> None:
    source = Source("稿.txt", "甲乙\r\n丙𠮷丁")
    fix = Fix(Safety.SAFE, "改为“戊”", (Edit(5, 6, "戊"), Edit(6, 7, "")))
    given = Finding(Span(5, 7), "a/b", Severity.ERROR, "错", "𠮷丁", fix, (Related(Span(0, 5), "见"),))
    item = record(source, given)
    strict.validate([item])
    assert item == {
        "path": "稿.txt",
        "rule": "a/b",
        "severity": "error",
        "message": "错",
        "line": 2,
        "column": 2,
        "end_line": 2,
        "end_column": 4,
        "start": 5,
        "end": 7,
        "match": "𠮷丁",
        "fix": {
            "safety": "safe",
            "title": "改为“戊”",
            "edits": [{"start": 5, "end": 6, "text": "戊"}, {"start": 6, "end": 7, "text": ""}],
        },
        "related": [{"message": "见", "line": 1, "column": 1, "end_line": 2, "end_column": 2, "start": 0, "end": 5}],
    }


def test_nothing_found_is_an_empty_array() -> None:
    assert json.loads(json_report(document_of("甲。"), [])) == []
    assert json_report(document_of("甲。"), [], "jsonl") == ""


@given(CHINESE.filter(str.strip), st.sampled_from(["\u2028", "\x85", "\u2029", '"', "\\"]), st.booleans())
def test_one_line_holds_one_object(text: str, odd: str, unicode: bool) -> None:
    document = document_of(f"{text}甲{odd}")
    lines = json_report(document, [finding(document, "甲", message=f"{text}{odd}")] * 3, "jsonl", unicode=unicode).splitlines()
    assert [json.loads(line)["message"] for line in lines] == [f"{text}{odd}"] * 3
    assert unicode or all(line.isascii() for line in lines)


def test_a_location_of_another_kind_has_room() -> None:
    document = document_of("甲。")
    item = record(document.source, finding(document, "甲")) | {"location": {"kind": "paragraph", "number": 3}, "new": 1}
    Draft202012Validator(schema()).validate([item])
    del item["line"]
    assert not Draft202012Validator(schema()).is_valid([item])


def test_every_format_reports_the_finding() -> None:
    document = document_of("甲。")
    found = finding(document, "甲")
    for name in FORMATS:
        report = open_report(name, Style())
        said = report.begin() + report.add(checked(document, [found])) + report.end(1, 0)
        assert found.rule in said or found.rule.replace("/", ".") in said, name


PLACED = {
    "a.pdf": pdffile.pdf([pdffile.Words("今天召开会议。", 80, 105)]),
    "a.ofd": ofdfile.ofd(ofdfile.set_in("今天召开会议。")),
    "a.docx": docx("今天召开会议。"),
}


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("json", "jsonl")])
@pytest.mark.parametrize("file", PLACED)
def test_every_format_says_the_page_or_the_paragraph(name: str, file: str) -> None:
    """Lines are none of what a reader of such a file sees, and nothing can be written into it there."""
    document = parse(decode(PLACED[file], file))
    place = str(document.source.location(0))
    assert place == ("正文第1段" if file == "a.docx" else "第1页正文第1段")
    fix = Fix(Safety.SAFE, "改为“开”", (Edit(2, 4, "开"),))
    report = open_report(name, Style())
    said = report.begin() + report.add(checked(document, [finding(document, "召开", fix=fix)])) + report.end(1, 0)
    told = json.dumps(json.loads(said), ensure_ascii=False) if name in ("sarif", "gitlab", "rdjson") else html.unescape(said)
    assert place in told
    assert '"fixes"' not in told and '"suggestions"' not in told


# SARIF ----------------------------------------------------------------------------------------------------------------


def sarif_run(document: Document, *findings: Finding) -> dict[str, Any]:
    report = open_report("sarif", Style())
    report.add(checked(document, findings))
    run: dict[str, Any] = json.loads(report.end(1, 0))["runs"][0]
    return run


def test_sarif_counts_lines_as_we_do_and_takes_no_name_for_a_scheme() -> None:
    document = document_of("甲。")
    document = Document(Source("附件:一 稿.txt", "甲。"), document.places)
    run = sarif_run(document, finding(document, "甲"))
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "%E9%99%84%E4%BB%B6%3A%E4%B8%80%20%E7%A8%BF.txt"


def test_fingerprints_stay_when_lines_move() -> None:
    before, after = document_of("甲乙。甲。\n"), document_of("开头。\n\n甲乙。甲。\n")
    prints = [
        [result["partialFingerprints"] for result in sarif_run(d, finding(d, "甲", 0), finding(d, "甲", 1))["results"]]
        for d in (before, after)
    ]
    assert prints[0] == prints[1]
    assert prints[0][0] != prints[0][1]
