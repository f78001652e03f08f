"""Word files are read as Word shows them, and every character knows where it stands."""

from __future__ import annotations

import contextlib
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from govlint.analysis.engine import Ruleset, lint
from govlint.cli import main
from govlint.document.block import Block
from govlint.document.ordinal import leading
from govlint.editing.review import review
from govlint.readers import decode, load, parse, read
from govlint.reports.json import schema as findings_schema
from govlint.rulefiles.loader import load_builtin
from govlint.text.archive import MAX_PARTS
from govlint.text.edits import Edit
from govlint.text.source import Source, SourceError
from govlint.word.numbering import format_number
from govlint.word.symbols import SYMBOLS
from tests.wordfile import (
    NAMESPACES,
    OFFICE,
    TEXT_BOX,
    deleted,
    docx,
    field,
    inserted,
    listed,
    paragraph,
    run,
    story,
    style,
    unzipped,
    zipped,
)


def source_of(data: bytes) -> Source:
    return decode(data, "讲话.docx")


def blocks_of(data: bytes) -> list[Block]:
    return [block for block, _ in read(source_of(data))]


def texts(data: bytes) -> list[str]:
    return [block.text for block in blocks_of(data)]


def labels(data: bytes) -> list[str]:
    return [block.label + block.text for block in blocks_of(data)]


# Paragraphs and runs ---------------------------------------------------------------------------------------------------


def test_words_split_over_runs_are_one_text() -> None:
    data = docx(paragraph(run("做到"), run("急事", "<w:b/>"), '<w:proofErr w:type="gramStart"/>', run("急办")))
    assert texts(data) == ["做到急事急办"]


def test_what_stands_in_wrappers_is_read() -> None:
    tag = f'<w:smartTag w:uri="u" w:element="e">{run("智能标记")}</w:smartTag>'
    control = f"<w:sdt><w:sdtPr><w:alias w:val='题'/></w:sdtPr><w:sdtContent>{run('内容控件')}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink r:id="r9">{run("链接")}</w:hyperlink>'
    assert texts(docx(paragraph(run("前"), inserted(run("插入")), tag, control, link, run("后")))) == [
        "前插入智能标记内容控件链接后"
    ]


def test_a_content_control_round_paragraphs_and_a_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    data = docx(f"<w:sdt><w:sdtContent>{paragraph('一段')}{table}</w:sdtContent></w:sdt>")
    assert [(b.kind, b.text) for b in blocks_of(data)] == [("paragraph", "一段"), ("cell", "甲"), ("cell", "乙")]


def test_tracked_changes_are_read_as_accepted() -> None:
    moved = (
        f'<w:moveFrom w:id="1" w:author="a">{run("旧处")}</w:moveFrom><w:moveTo w:id="2" w:author="a">{run("新处")}</w:moveTo>'
    )
    assert texts(docx(paragraph(run("工作"), deleted("安排"), inserted(run("部署")), moved))) == ["工作部署新处"]


def test_tracked_changes_are_read_as_rejected_when_asked(tmp_path: Path) -> None:
    marked = '<w:rPr><w:ins w:id="5" w:author="a"/></w:rPr>'
    joined = paragraph(run("甲"), properties=marked)
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx(paragraph(run("工作"), deleted("安排"), inserted(run("部署"))), joined, "乙"))
    source = load(path, original=True)
    assert [block.text for block, _ in read(source)] == ["工作安排", "甲乙"]
    assert source.encode() == path.read_bytes()
    with pytest.raises(SourceError):
        source.encode([Edit(0, 1, "新")])


def test_the_command_checks_what_was_before_the_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx("在会上的讲话", paragraph(run("于"), deleted("×月×日"), inserted(run("5月6日")), run("完成。"))))
    assert main(["check", "--select", "placeholder", str(path)]) == 0
    assert main(["check", "--select", "placeholder", "--original", str(path)]) == 1
    assert "正文第2段" in capsys.readouterr().out


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    gone = '<w:rPr><w:del w:id="5" w:author="a"/></w:rPr>'
    assert texts(docx(paragraph("前一段", properties=gone), "后一段", "第三段")) == ["前一段后一段", "第三段"]


def test_a_deleted_table_row_is_not_read() -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr>{properties}<w:tc>{paragraph(text)}</w:tc></w:tr>"

    gone = '<w:trPr><w:del w:id="5" w:author="a"/></w:trPr>'
    assert texts(docx(f"<w:tbl>{row('留')}{row('删', gone)}</w:tbl>")) == ["留"]


def test_hidden_text_is_not_read() -> None:
    by_style = run("暗", '<w:rStyle w:val="Ghost"/>')
    shown = run("明", '<w:rStyle w:val="Ghost"/><w:vanish w:val="0"/>')
    assert texts(docx(paragraph(run("甲"), run("隐", "<w:vanish/>"), by_style, shown))) == ["甲明"]


def test_a_field_is_read_as_its_result() -> None:
    nested = field("IF " + "x", "共三项")
    assert texts(docx(paragraph(run("其中"), nested, run("。")))) == ["其中共三项。"]
    simple = f'<w:fldSimple w:instr=" DATE ">{run("今日")}</w:fldSimple>'
    assert texts(docx(paragraph(simple))) == ["今日"]


def test_contents_and_page_numbers_are_not_read() -> None:
    contents = paragraph(field(r"TOC \o", "一、加强学习　1"))
    footer = story("ftr", paragraph(run("— "), field("PAGE", "3"), run(" —")))
    header = story("hdr", paragraph("某某区人民政府文件"))
    data = docx(
        contents, paragraph("一、加强学习　1", properties=style("TOC1")), "正文", parts={"footer": footer, "header": header}
    )
    assert [(b.kind, b.text) for b in blocks_of(data)] == [
        ("paragraph", "正文"),
        ("note", "某某区人民政府文件"),
    ]


def test_a_soft_return_joins_or_parts_as_a_reader_would() -> None:
    soft = "<w:r><w:br/></w:r>"
    data = docx(paragraph(run("关于做好"), soft, run("今年工作的通知")), paragraph(run("第一段。"), soft, run("第二段。")))
    blocks = blocks_of(data)
    assert [b.text for b in blocks] == ["关于做好今年工作的通知", "第一段。", "第二段。"]
    assert [(e.at, e.text, e.kind) for e in blocks[0].elisions] == [(4, "\v", "break")]


def test_a_phonetic_guide_is_left_out_as_ruby() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('qū')}</w:rt><w:rubyBase>{run('区')}</w:rubyBase></w:ruby></w:r>"
    (block,) = blocks_of(docx(paragraph(run("全"), ruby, run("工作"))))
    assert block.text == "全区工作"
    assert [(e.at, e.kind) for e in block.elisions if "qū" in e.text] == [(2, "ruby")]


def test_pictures_and_formulas_are_one_character_and_symbols_their_own() -> None:
    picture = "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"
    floating = "<w:r><w:drawing><wp:anchor/></w:drawing></w:r>"
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    symbol = '<w:r><w:sym w:font="宋体" w:char="25CB"/></w:r>'
    assert texts(docx(paragraph(run("甲"), picture, floating, formula, symbol, run("乙")))) == ["甲\ufffc\ufffc○乙"]


SYMBOLS_OF = {
    "Wingdings": "6C● 6E■ 6F☐ 75◆ 76❖ 9F• A7▪ A8☐ AB★ D8➢ DF← E0→ E1↑ E2↓ E8➔ FB✗ FC✓ FD☒ FE☑ "
    "81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ 8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿",
    "Wingdings 2": "4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 97● A2■ A3☐ "
    "6A① 6B② 6C③ 6D④ 6E⑤ 6F⑥ 70⑦ 71⑧ 72⑨ 73⑩ 75❶ 76❷ 77❸ 78❹ 79❺ 7A❻ 7B❼ 7C❽ 7D❾ 7E❿",
}
"""After L2/11-196: a code of the font in hexadecimal, and the character that it shows."""


@pytest.mark.parametrize("font", SYMBOLS_OF)
def test_characters_of_symbol_fonts_are_what_they_show(font: str) -> None:
    """With the code as it is, and in the private use area from F000 on."""
    shown = {int(pair[:2], 16): pair[2:] for pair in SYMBOLS_OF[font].split()}
    assert SYMBOLS[font.lower()] == shown | {0xF000 + code: char for code, char in shown.items()}
    runs = [f'<w:r><w:sym w:font="{font}" w:char="F0{code:02X}"/></w:r>' for code in shown]
    assert texts(docx(paragraph(*runs))) == ["".join(shown.values())]


def test_white_space_that_word_drops_is_not_read() -> None:
    data = docx("<w:p><w:r><w:t>\n  首 尾\n</w:t></w:r><w:r><w:t xml:space='preserve'> 。</w:t></w:r></w:p>")
    assert texts(data) == ["首 尾。"]


def test_what_is_not_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chunk = '<w:altChunk r:id="rId9"/>'
    assert "嵌着 1 份文件的内容" in source_of(docx("正文。", chunk)).unread
    floating, inline = ("<w:r><w:drawing>" + kind + "</w:drawing></w:r>" for kind in ("<wp:anchor/>", "<wp:inline/>"))
    assert "只有图片" in source_of(docx(paragraph(floating))).unread
    assert not source_of(docx(paragraph(run("正文"), inline))).unread
    path = tmp_path / "稿.docx"
    path.write_bytes(docx("今天开会。", chunk))
    assert main(["check", str(path)]) == 0
    assert "稿.docx：文件里嵌着 1 份文件的内容，没有检查" in capsys.readouterr().err
    for body in (chunk, paragraph(floating), paragraph(inline)):
        path.write_bytes(docx(body))
        assert main(["check", str(path)]) == 2
        heard = capsys.readouterr()
        assert "没有检查" in heard.err and "没有发现问题" not in heard.out


def test_stories_come_in_order_with_their_places() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = story(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{paragraph("分隔")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("脚注一")}</w:footnote>',
    )
    comments = story(
        "comments",
        f'<w:comment w:id="0" w:author="李主任">{paragraph("再改改")}</w:comment>'
        f'<w:comment w:id="1" w:author="govlint">{paragraph("我们的")}</w:comment>',
    )
    box = TEXT_BOX.format(paragraph("框内"))
    data = docx(paragraph(run("甲"), note), paragraph(run("乙"), box), parts={"footnotes": notes, "comments": comments})
    source = source_of(data)
    places = [(b.kind, b.text, source.location(m.span(0, 1).start)) for b, m in read(source)]
    assert [(kind, text, loc and (loc.part, loc.paragraph)) for kind, text, loc in places] == [
        ("paragraph", "甲", ("正文", 1)),
        ("paragraph", "乙", ("正文", 2)),
        ("note", "框内", ("文本框", 1)),
        ("note", "脚注一", ("脚注", 1)),
    ]


def test_pages_are_those_that_word_last_printed() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    source = source_of(docx("第一页", paragraph(run("还在第一页"), turn, run("到第二页")), paragraph(turn, run("第三页"))))
    pages = [source.location(source.text.index(words)) for words in ("第一页", "还在", "到第", "第三页")]
    assert [place and place.page for place in pages] == [1, 1, 2, 3]
    unknown = source_of(docx("没有页码")).location(0)
    assert unknown is not None and unknown.page == 0


def test_titles_and_headings_are_those_of_the_styles() -> None:
    data = docx(paragraph("讲话", properties=style("T")), paragraph("加强学习", properties=style("H1")), "正文")
    assert [(b.kind, b.level) for b in blocks_of(data)] == [("title", 0), ("heading", 1), ("paragraph", 0)]


# Numbering -------------------------------------------------------------------------------------------------------------


def test_levels_count_and_restart() -> None:
    def item(text: str, level: int) -> str:
        return paragraph(text, properties=listed(level))

    data = docx(item("甲", 0), item("子", 1), item("丑", 1), item("一", 2), item("乙", 0), item("寅", 1), item("卯", 3))
    assert labels(data) == ["一、甲", "（一）子", "（二）丑", "1.一", "二、乙", "（一）寅", "2.1.1卯"]


def test_another_list_of_the_same_kind_goes_on_unless_it_starts_anew() -> None:
    on, anew = listed(0, 1), listed(0, 3)
    data = docx(*(paragraph(t, properties=p) for t, p in (("甲", on), ("乙", on), ("丙", anew), ("丁", anew))))
    assert labels(data) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_numbering_by_style_none_and_bullets() -> None:
    off = style("N") + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    data = docx(
        paragraph("甲", properties=style("N")),
        paragraph("无号", properties=off),
        paragraph("点", properties=listed(0, 2)),
        paragraph("乙", properties=style("N")),
    )
    assert [(b.kind, b.label, b.text) for b in blocks_of(data)] == [
        ("paragraph", "一、", "甲"),
        ("paragraph", "", "无号"),
        ("item", "", "点"),
        ("paragraph", "二、", "乙"),
    ]


def test_ordinal_rules_see_automatic_numbers() -> None:
    source = source_of(docx("讲话", *(paragraph(t, properties=listed(0)) for t in ("加强学习", "狠抓落实")), "三、强化保障"))
    document = parse(source)
    top = [r for r in document.outline.runs if r.series == "一、"]
    assert [m.marker.number for r in top for m in r.members] == [1, 2, 3]


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (100, "chineseCounting", "一○○"),
        (10000, "chineseCountingThousand", "一万"),
        (10011, "chineseCountingThousand", "一万一十一"),
        (120305, "chineseLegalSimplified", "壹拾贰万叁佰零伍"),
        (2, "ideographEnclosedCircle", "㈡"),
        (11, "ideographEnclosedCircle", "11"),
        (7, "001, 002, 003, ...", "007"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (5, "decimalEnclosedCircleChinese", "⑤"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (3, "somethingNew", "3"),
    ],
)
def test_number_formats(number: int, kind: str, printed: str) -> None:
    assert format_number(number, kind) == printed


ORDINALS = Ruleset([rule for rule in load_builtin() if rule.id.startswith("ordinal/")])
PROSE = "各地要备足物资，加强巡查，确保安全度汛。"


def numbered(*texts: str, level: int = 0) -> list[str]:
    """What is said of paragraphs with automatic numbers, a paragraph of prose under each."""
    body = [part for text in texts for part in (paragraph(text, properties=listed(level)), PROSE)]
    found = lint(parse(source_of(docx("关于做好防汛工作的通知", "各区县人民政府：", *body))), ORDINALS).findings
    return [finding.message for finding in found]


def test_a_number_that_is_automatic_and_typed_is_said_for_what_it_is() -> None:
    assert numbered("一、加强组织领导", "二、备足物资") == [
        "自动编号已经印出“一、”，后面又打了“一、”，印出来是两个，删去打的",
        "自动编号已经印出“二、”，后面又打了“二、”，印出来是两个，删去打的",
    ]
    assert numbered("1.加强组织领导", "2.备足物资") == [
        "自动编号“一、”后面又打了“1.”，印出来是“一、1.”，只留一个",
        "自动编号“二、”后面又打了“2.”，印出来是“二、2.”，只留一个",
    ]


def test_a_series_of_its_own_may_begin_behind_an_automatic_number() -> None:
    assert not numbered("1.备足物资。", "1.加强值班。", level=1)
    assert not numbered("加强组织领导", "备足物资")


def test_automatic_and_typed_numbers_take_turns() -> None:
    """One list may be numbered by hand in part, and so may the level below it."""
    prose = PROSE
    typed_below = [
        paragraph("加强组织领导", properties=listed(0)),
        *("（一）压实责任", prose, "（二）细化措施", prose),
        paragraph("备足物资", properties=listed(0)),
        *("（一）清点库存", prose, "（二）补充物资", prose),
    ]
    typed_above = [
        *("一、加强组织领导", paragraph("压实责任", properties=listed(1)), prose),
        *(paragraph("细化措施", properties=listed(1)), prose, "二、备足物资"),
        *(paragraph("清点库存", properties=listed(1)), prose, paragraph("补充物资", properties=listed(1)), prose),
    ]
    in_turn = [paragraph("加强组织领导", properties=listed(0)), prose, "二、备足物资", prose, "三、加强值班", prose]
    for body in (typed_below, typed_above, in_turn):
        assert not lint(parse(source_of(docx("关于做好防汛工作的通知", *body))), ORDINALS).findings


def test_embedded_files_are_named_by_kind() -> None:
    files = unzipped(docx("正文。", *(f'<w:altChunk r:id="c{n}"/>' for n in range(4))))
    relations = files["word/_rels/document.xml.rels"].decode()
    names = "chunk1.mht", "chunk2.mht", "chunk.docx", "part.htm"
    added = "".join(f'<Relationship Id="c{n}" Type="{OFFICE}/aFChunk" Target="{name}"/>' for n, name in enumerate(names))
    files["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", added + "</Relationships>").encode()
    unread = source_of(zipped({**files, **{f"word/{name}": b"<p>x</p>" for name in names}})).unread
    assert "嵌着 2 份单个文件的网页（MHT）、1 份 Word 文件、1 份网页的内容，没有检查" in unread


def test_styles_are_headings_by_the_names_that_programs_give_them() -> None:
    """WPS numbers its styles, and some programs write the names that Word shows in Chinese."""
    names = {"2": "heading 1", "3": "标题 2", "4": "标题3", "6": "标题"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in names.items()
    )
    parts = {"styles": f"<w:styles {NAMESPACES}>{styles}</w:styles>"}
    data = docx(*(paragraph(name, properties=style(key)) for key, name in names.items()), parts=parts)
    blocks = [block for block, _ in read(source_of(data))]
    assert [(block.kind, block.level) for block in blocks] == [("heading", 1), ("heading", 2), ("heading", 3), ("title", 0)]


def test_no_message_is_about_nothing() -> None:
    """An automatic number has no characters; what is said of it names it all the same."""
    texts = "一是抓项目。一要抓开工。", "一要抓环境。", "抓作风。"
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    for label in ("一是", "%1是", "（%1）", "一、"):
        body = [paragraph(text, properties=listed(0)) for text in texts]
        source = source_of(docx("讲话", *body, "二是抓落实。", parts={"numbering": numbering.format(label)}))
        for finding in lint(parse(source), ORDINALS).findings:
            assert "“”" not in finding.message


def test_a_paragraph_that_was_moved_away_counts_no_more() -> None:
    change = 'w:id="5" w:author="a"'
    mark = listed(0) + f"<w:rPr><w:moveFrom {change}/></w:rPr>"
    moved = paragraph(f"<w:moveFrom {change}>{run('丙')}</w:moveFrom>", properties=mark)
    data = docx(paragraph("甲", properties=listed(0)), moved, paragraph("乙", properties=listed(0)))
    assert labels(data) == ["一、甲", "二、乙"]


def test_a_format_of_leading_zeros_that_older_programs_do_not_know() -> None:
    formats = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{formats}<w:lvlText w:val="%1"/></w:lvl>'
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    data = docx(*(paragraph(t, properties=listed(0)) for t in "甲乙"), parts={"numbering": numbering})
    assert labels(data) == ["009甲", "010乙"]


@pytest.mark.parametrize(
    ("label", "series", "number"),
    [
        ("1．", "1.", 1),
        ("1）", "1）", 1),
        ("2)", "1）", 2),
        ("12", "1.", 12),
        ("003", "1.", 3),
        ("二是", "一是", 2),
        ("壹、", "壹、", 1),
        ("一〇、", "一、", 10),
        ("（二一）", "（一）", 21),
        ("b)", "a）", 2),
    ],
)
def test_labels_are_ordinals(label: str, series: str, number: int) -> None:
    marker = leading(Block("加强学习", label=label))
    assert marker is not None and (marker.series, marker.number, marker.start, marker.end) == (series, number, 0, 0)


def test_a_letter_that_may_be_a_roman_number_is_never_at_fault() -> None:
    marker = leading(Block("加强学习", label="I."))
    assert marker is not None and not marker.firm


# Positions -------------------------------------------------------------------------------------------------------------

CONTENT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff\ufff9\ufffa\ufffb")
)


@given(st.lists(st.lists(CONTENT, max_size=4), max_size=4))
def test_the_reading_text_and_the_source_agree(document: list[list[str]]) -> None:
    def escape(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    data = docx(*(f"<w:p>{''.join(run(escape(t)) for t in runs)}</w:p>" for runs in document))
    source = source_of(data)
    assert source.text.split("\n") == [t for runs in document if (t := "".join(runs)).strip()] or not source.text
    for block, places in read(source):
        for at, char in enumerate(block.text):
            span = places.span(at, at + 1)
            assert source.text[span.start : span.end] == char


# Safety ----------------------------------------------------------------------------------------------------------------


def refused(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        source_of(data)
    return str(caught.value)


def test_what_is_not_a_word_file_is_refused_in_words() -> None:
    assert "损坏" in refused(b"PK\x03\x04 broken")
    assert "损坏" in refused(b"")
    assert "旧版" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "密码" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert "没有正文" in refused(zipped({"a.txt": "甲"}))


def test_a_truncated_file_is_refused() -> None:
    data = docx("正文" * 500)
    for length in range(0, len(data), 37):
        assert refused(data[:length])


def test_a_damaged_member_is_refused() -> None:
    data = docx("正文")
    files = unzipped(data)
    assert "word/document.xml" in refused(zipped(files | {"word/document.xml": files["word/document.xml"][:-9]}))
    middle = data.index(b"word/document.xml") + 40
    assert refused(data[:middle] + b"\xff\xff\xff\xff" + data[middle + 4 :])


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for prolog in (bomb, outside):
        assert "文档类型" in refused(docx("&a;", prolog=prolog))
    wide = unzipped(docx("甲"))["word/document.xml"].decode()
    files = unzipped(docx("甲")) | {"word/document.xml": ("\ufeff" + bomb + wide).encode("utf-16-le")}
    assert "文档类型" in refused(zipped(files))


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be", "cp037", "utf-7"])
def test_a_document_type_hides_in_no_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "哈哈">]><x>&a;</x>'
    part = text.encode(encoding, "xmlcharrefreplace")
    assert refused(zipped(unzipped(docx("甲")) | {"word/document.xml": part}))
    with pytest.raises(SourceError):
        review(
            zipped(unzipped(docx("甲")) | {"word/document.xml": part}), "a.docx", lambda source: (), {}, datetime(2026, 1, 1)
        )


def test_an_element_of_thousands_of_attributes_is_refused() -> None:
    attributes = " ".join(f"a{n}='>'" for n in range(10_001))
    assert "属性" in refused(docx(f"<w:p {attributes}/>" + paragraph("甲")))
    assert source_of(docx(f"<w:p {' '.join(attributes.split()[:9000])}/>" + paragraph("甲"))).text == "甲"


def test_a_zip_bomb_is_not_unpacked() -> None:
    files = unzipped(docx("甲"))
    blank = b" " * (MAX_PARTS + 1)
    assert "过大" in refused(zipped(files | {"word/document.xml": files["word/document.xml"] + blank}))


def test_absurd_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 5000
    assert "嵌套" in refused(docx(deep))
    inline = "<w:p>" + "<w:smartTag>" * 5000 + run("甲") + "</w:smartTag>" * 5000 + "</w:p>"
    assert "嵌套" in refused(docx(inline))
    boxes = paragraph("甲")
    for _ in range(12):
        boxes = f"<w:p><w:r><w:pict><w:txbxContent>{boxes}</w:txbxContent></w:pict></w:r></w:p>"
    assert "嵌套" in refused(docx(boxes))


def test_styles_and_lists_that_go_in_rings_end() -> None:
    ring = f"""<w:styles {NAMESPACES}>
    <w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
    <w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style></w:styles>"""
    assert texts(docx(paragraph("甲", properties=style("A")), parts={"styles": ring})) == ["甲"]


def test_a_long_document_is_read_whole() -> None:
    data = docx(*(paragraph(f"第{i}段，内容各不相同。", properties=listed(2)) for i in range(10_000)))
    blocks = blocks_of(data)
    assert len(blocks) == 10_000
    assert blocks[-1].label == "10000."


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=10_000))
def test_no_bytes_break_the_reader(noise: bytes, at: int) -> None:
    data = docx("讲话", paragraph(run("正文"), inserted(run("插入"))), "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    at %= len(data)
    with contextlib.suppress(SourceError):
        list(read(source_of(data[:at] + noise + data[at + len(noise) :])))


NAMES = (
    "p r t tbl tr tc sdt sdtContent ins del moveFrom moveTo hyperlink fldSimple fldChar instrText br tab sym ruby rt rubyBase"
    " drawing pict txbxContent footnoteReference pPr rPr numPr numId ilvl pStyle vanish delText lastRenderedPageBreak"
)
ELEMENTS = st.sampled_from(NAMES.split())
TREES = st.recursive(
    ELEMENTS.map(lambda name: f"<w:{name} w:val='1' w:fldCharType='begin'>甲</w:{name}>"),
    lambda inner: st.tuples(ELEMENTS, st.lists(inner, max_size=4)).map(lambda t: f"<w:{t[0]}>{''.join(t[1])}</w:{t[0]}>"),
    max_leaves=40,
)


@given(st.lists(TREES, max_size=4))
def test_no_arrangement_of_elements_breaks_the_reader(trees: list[str]) -> None:
    list(read(source_of(docx(*(t for t in trees)))))


def test_a_report_in_json_says_where_in_word_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.docx"
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    path.write_bytes(
        docx(
            "关于开会的通知",
            paragraph("全体人员要在×月×日前报到。", properties=listed(0)),
            paragraph(page, run("请于×月×日前回复。"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
            parts={"footnotes": story("footnotes", f'<w:footnote w:id="2">{paragraph("延至×月×日。")}</w:footnote>')},
        )
    )
    assert main(["check", "--format", "json", "--select", "placeholder", str(path)]) == 1
    found = json.loads(capsys.readouterr().out)
    Draft202012Validator(findings_schema()).validate(found)
    assert [item["location"] for item in found if item["match"] == "×月×日"] == [
        {"kind": "word", "part": "正文", "paragraph": 2, "page": 1, "label": "一、"},
        {"kind": "word", "part": "正文", "paragraph": 3, "page": 2},
        {"kind": "word", "part": "脚注", "paragraph": 1},
    ]


def test_a_file_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx("正文"))
    assert load(path).text == "正文"
    assert zipfile.is_zipfile(path)
