"""What a Word file says of its looks, inheritance followed, and what the rules on layout make of whole files."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Safety
from govlint.editing.fix import settle
from govlint.readers import decode, parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.layout import Head, Layout, Look, Page, PageNumber, named_size
from govlint.text.source import Source
from tests.wordfile import NAMESPACES, TEXT_BOX, docx, field, listed, paragraph, run, story, style

SECTION = (
    '<w:sectPr><w:pgSz w:w="{w}" w:h="{h}"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474" w:gutter="0"/>'
    '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-842"/></w:sectPr>'
)
A4 = SECTION.format(w=11906, h=16838)
A3 = SECTION.format(w=16838, h=23811)


def layout_of(data: bytes) -> Layout:
    layout = decode(data, "a.docx").layout
    assert layout is not None
    return layout


def looks(*body: str, **parts: str) -> list[Look]:
    return list(layout_of(docx(*body, parts=parts)).lines)


def font(name: str, size: int = 0) -> str:
    return f'<w:rFonts w:eastAsia="{name}"/>' + (f'<w:sz w:val="{size}"/>' if size else "")


# Looks -----------------------------------------------------------------------------------------------------------------


def test_plain_text_has_no_layout() -> None:
    assert decode(b"a", "a.txt").layout is None
    assert decode(b"<p>a", "a.html").layout is None


def test_fonts_are_inherited_from_defaults_styles_and_character_styles() -> None:
    styles = f"""<w:styles {NAMESPACES}>
    <w:docDefaults><w:rPrDefault><w:rPr>{font("宋体", 21)}</w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="Body"><w:name w:val="body"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="sub"/><w:basedOn w:val="Body"/>
    <w:rPr>{font("楷体")}</w:rPr></w:style>
    <w:style w:type="character" w:styleId="Em"><w:name w:val="em"/><w:rPr>{font("黑体")}</w:rPr></w:style>
    </w:styles>"""
    found = looks(
        "甲",
        paragraph("乙", properties=style("Body")),
        paragraph("丙", properties=style("Sub")),
        paragraph(run("丁", '<w:rStyle w:val="Em"/>'), properties=style("Sub")),
        paragraph(run("戊", '<w:rStyle w:val="Em"/>' + font("仿宋", 30)), properties=style("Sub")),
        styles=styles,
    )
    assert [(look.font, look.size) for look in found] == [
        ("宋体", 10.5),
        ("宋体", 16),
        ("楷体", 16),
        ("黑体", 16),
        ("仿宋", 15),
    ]


def test_theme_fonts_give_way_to_what_they_name() -> None:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    minor = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/>'
    theme = f'<a:theme xmlns:a="{a}"><a:fontScheme><a:minorFont>{minor}</a:minorFont></a:fontScheme></a:theme>'
    styles = f"""<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>
    <w:rFonts w:eastAsiaTheme="minorEastAsia" w:eastAsia="过时"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"""
    found = looks("甲", paragraph(run("乙", font("仿宋"))), styles=styles, theme=theme)
    assert [look.font for look in found] == ["等线", "仿宋"]


def test_a_look_is_that_of_most_characters() -> None:
    (look,) = looks(paragraph(run("总则", font("黑体", 44)), run("，其余的字都是这样。", font("楷体", 32))))
    assert (look.font, look.size) == ("楷体", 16)


def test_what_nobody_says_is_as_the_standard_has_it() -> None:
    bare = f"<w:styles {NAMESPACES}/>"
    assert looks("甲", styles=bare) == [Look("", 10, "left", gridded=True)]


@pytest.mark.parametrize(
    ("properties", "want"),
    [
        ('<w:ind w:firstLineChars="200" w:firstLine="420"/>', {"first": 2}),
        ('<w:ind w:firstLine="640"/>', {"first": 2}),
        ('<w:ind w:left="640" w:hanging="640"/>', {"left": 2, "first": -2}),
        ('<w:ind w:end="1280"/><w:jc w:val="end"/>', {"right": 4, "align": "right"}),
        ('<w:spacing w:line="560" w:lineRule="exact"/>', {"leading": 28, "gridded": False}),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', {"gridded": False}),
        ('<w:spacing w:line="240" w:lineRule="atLeast"/>', {"gridded": False}),
        ('<w:snapToGrid w:val="0"/>', {"gridded": False}),
        ('<w:ind w:firstLine="2.5cm"/><w:jc w:val="both"/>', {"align": "both"}),
    ],
)
def test_indents_and_spacing(properties: str, want: dict[str, Any]) -> None:
    (look,) = looks(paragraph("甲", properties=properties))
    assert look == dataclasses.replace(Look("仿宋_GB2312", 16, "left", gridded=True), **want)


# Pages -----------------------------------------------------------------------------------------------------------------


def test_sections_begin_where_the_one_before_ends() -> None:
    ends = paragraph("二", properties=A3)
    layout = layout_of(docx("一", ends, "<w:p/>", "三", A4))
    assert [(page.line, round(page.width)) for page in layout.pages] == [(1, 297), (3, 210)]
    page = layout.pages[1]
    assert page == Page(3, 210, 297, 37, 35, 28, 26, 28.95, round(16 - 842 / 4096, 2))
    assert tuple(map(round, page.area)) == (156, 225)


def test_the_gutter_is_a_part_of_the_left_margin_and_lengths_with_units_are_unknown() -> None:
    wide = A4.replace('w:gutter="0"', 'w:gutter="567"').replace('w:right="1474"', 'w:right="2.6cm"')
    (page,) = layout_of(docx("一", wide)).pages
    assert (page.left, page.right) == (38, 0)


def test_equal_sections_are_one_and_old_ones_none() -> None:
    old = f'<w:sectPrChange w:id="1" w:author="x">{A3}</w:sectPrChange></w:sectPr>'
    assert len(layout_of(docx(paragraph("一", properties=A4), "二", A4.replace("</w:sectPr>", old))).pages) == 1
    assert layout_of(docx("一")).pages == ()


NUMBER = run("— ", '<w:sz w:val="28"/>') + field("PAGE \\* MERGEFORMAT", "1") + run(" —")


@pytest.mark.parametrize("kind", ["footer", "header"])
def test_the_page_number_is_that_of_the_field(kind: str) -> None:
    content = NUMBER.replace("<w:r><w:t", '<w:r><w:rPr><w:rFonts w:ascii="宋体"/><w:sz w:val="28"/></w:rPr><w:t')
    data = docx("一", A4, parts={kind: story({"footer": "ftr", "header": "hdr"}[kind], paragraph(content))})
    assert layout_of(data).number == PageNumber("— 1 —", "宋体", 14)


def test_a_page_number_inherits_from_its_paragraphs_style() -> None:
    simple = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    styles = f"""<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="Foot"><w:name w:val="footer"/><w:rPr>
    <w:rFonts w:ascii="SimSun"/><w:sz w:val="28"/></w:rPr></w:style></w:styles>"""
    foot = story("ftr", paragraph(simple, properties=style("Foot")))
    assert layout_of(docx("一", parts={"footer": foot, "styles": styles})).number == PageNumber("7", "SimSun", 14)
    assert layout_of(docx("一", parts={"footer": story("ftr", paragraph(simple))})).number == PageNumber("7", "", 16)


def test_a_page_number_in_a_text_box_is_read_once() -> None:
    box = paragraph(TEXT_BOX.format(paragraph('<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>')))
    number = layout_of(docx("一", parts={"footer": story("ftr", box)})).number
    assert number is not None
    assert number.text == "7"


def test_a_foot_without_a_number_has_none() -> None:
    foot = story("ftr", paragraph(run("共"), field("NUMPAGES", "3"), run("页"), field("PAGEREF _1", "2")))
    assert layout_of(docx("一", parts={"footer": foot})).number is None


def referring(kind: str) -> str:
    """A section that takes the first further part for its foot or head."""
    return f'<w:sectPr><w:{kind} w:type="default" r:id="r3"/></w:sectPr>'


def framed(said: str) -> str:
    return f'<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" {said}/>'


ANCHORED = TEXT_BOX.replace(
    "<wp:anchor>", '<wp:anchor><wp:positionH relativeFrom="margin"><wp:align>{1}</wp:align></wp:positionH>'
)


@pytest.mark.parametrize(
    ("foot", "sides"),
    [
        (paragraph(NUMBER), ("left", "left")),
        (paragraph(NUMBER, properties='<w:jc w:val="center"/>'), ("center", "center")),
        (paragraph(NUMBER, properties='<w:jc w:val="end"/>'), ("right", "right")),
        (paragraph(NUMBER, properties=framed('w:xAlign="outside"')), ("right", "left")),
        (paragraph(NUMBER, properties=framed('w:xAlign="center"')), ("center", "center")),
        (paragraph(NUMBER, properties=framed('w:x="700"')), ("", "")),
        (paragraph('<w:r><w:ptab w:alignment="right" w:relativeTo="margin"/></w:r>' + NUMBER), ("right", "right")),
        (paragraph("<w:r><w:tab/></w:r>" + NUMBER), ("", "")),
        (paragraph(run("　　　　　　　　") + NUMBER), ("", "")),
        (paragraph(ANCHORED.format(paragraph(NUMBER), "outside")), ("right", "left")),
        (paragraph(TEXT_BOX.format(paragraph(NUMBER))), ("", "")),
        (f"<w:tbl><w:tr><w:tc>{paragraph(NUMBER)}</w:tc></w:tr></w:tbl>", ("", "")),
    ],
)
def test_where_a_page_number_stands(foot: str, sides: tuple[str, str]) -> None:
    number = layout_of(docx("一", referring("footerReference"), parts={"footer": story("ftr", foot)})).number
    assert number is not None
    assert (number.odd, number.even) == sides


def test_without_a_foot_of_their_own_even_pages_tell_nothing() -> None:
    parts = {"footer": story("ftr", paragraph(NUMBER)), "settings": story("settings", "<w:evenAndOddHeaders/>")}
    number = layout_of(docx("一", referring("footerReference"), parts=parts)).number
    assert number is not None
    assert (number.odd, number.even) == ("left", "")


@pytest.mark.parametrize(("form", "text"), [("numberInDash", "- 1 -"), ("decimalFullWidth", "１"), ("decimal", "1")])
def test_a_section_says_how_its_numbers_are_written(form: str, text: str) -> None:
    section = f'<w:sectPr><w:footerReference w:type="default" r:id="r3"/><w:pgNumType w:fmt="{form}"/></w:sectPr>'
    number = layout_of(docx("一", section, parts={"footer": story("ftr", paragraph(field("PAGE", "1")))})).number
    assert number is not None
    assert number.text == text


LINE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


@pytest.mark.parametrize(
    ("content", "head"),
    [
        ("<w:p/>", None),
        (paragraph("", properties=LINE), Head("", True)),
        (paragraph("内部文稿", properties=style("Head")), Head("内部文稿", True)),
        (paragraph("内部文稿"), Head("内部文稿")),
        (paragraph("", properties=style("Head") + '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'), None),
        (paragraph(field("PAGE", "1")), None),
    ],
)
def test_running_heads(content: str, head: Head | None) -> None:
    styles = f"""<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="Head"><w:name w:val="header"/>
    <w:pPr>{LINE}</w:pPr></w:style></w:styles>"""
    parts = {"header": story("hdr", content), "styles": styles}
    assert layout_of(docx("一", referring("headerReference"), parts=parts)).head == head
    assert layout_of(docx("一", parts=parts)).head is None


def test_sizes_have_names() -> None:
    assert [named_size(points) for points in (22, 16, 10.5, 13)] == ["二号", "三号", "五号", "13磅"]


def test_a_layout_says_itself_in_chinese() -> None:
    layout = Layout((Page(width=210, height=297),), (Look(), Look("仿宋", 16, "right")), PageNumber("— 1 —", "宋体", 14))
    assert (
        str(layout)
        == "页面：纸宽 210，纸高 297；第2行：中文字体 仿宋，字号 16，对齐 右；页码：文字 — 1 —，数字的字体 宋体，字号 14"
    )
    assert str(Layout()) == "没有页码"


# Whole files -----------------------------------------------------------------------------------------------------------

RULES = Ruleset([rule for rule in load_builtin() if rule.kind.name == "layout"])


def found(data: bytes) -> list[Finding]:
    source = decode(data, "a.docx")
    return list(lint(parse(source), RULES).findings)


def rules(data: bytes) -> dict[str, str]:
    findings = found(data)
    assert len({f.rule for f in findings}) == len(findings), "one finding a rule"
    return {f.rule.partition("/")[2]: f.message for f in findings}


BODY = '<w:ind w:firstLineChars="200"/><w:spacing w:line="579" w:lineRule="exact"/>'
LETTER = (
    paragraph(run("关于做好防汛工作的通知", font("方正小标宋简体", 44)), properties='<w:jc w:val="center"/>'),
    paragraph("各区县人民政府："),
    paragraph("进入汛期，各地要抓好防汛工作。", properties=BODY),
    paragraph(run("一、加强组织领导", font("黑体", 32)), properties=BODY),
    paragraph(run("（一）压实各级责任", font("楷体_GB2312", 32)), properties=BODY),
    paragraph("主要负责同志要靠前指挥。", properties=BODY),
    paragraph("××市人民政府", properties='<w:ind w:rightChars="350"/><w:jc w:val="right"/>'),
    paragraph("2026年5月12日", properties='<w:ind w:rightChars="400"/><w:jc w:val="right"/>'),
)
FOOT = story(
    "ftr",
    paragraph(NUMBER.replace("<w:r><w:t", '<w:r><w:rPr><w:rFonts w:ascii="宋体"/><w:sz w:val="28"/></w:rPr><w:t')),
)


def test_a_letter_as_the_standard_has_it_is_silent() -> None:
    assert rules(docx(*LETTER, A4, parts={"footer": FOOT})) == {}


def test_each_smell_is_found_once() -> None:
    plain = [line.replace(BODY, "").replace("方正小标宋简体", "黑体") for line in LETTER]
    plain[3] = paragraph("一、加强组织领导")
    plain[4] = paragraph("（一）压实各级责任")
    plain[5] = paragraph(run("主要负责同志要靠前指挥。", font("宋体", 24)))
    plain[7] = paragraph("2026年5月12日")
    section = A3.replace('w:linePitch="579"', 'w:linePitch="500"')
    assert rules(docx(*plain, section)) == {
        "body-font": "正文有1段不是三号仿宋，这里是宋体、小四",
        "date-position": "成文日期右边空37字；盖印章的应右空四字，不盖的应比署名右移二字",
        "grid": "每面39行、每行43字；公文一般每面22行，每行28字",
        "heading-font": "一级标题有1处不是三号黑体，这里是仿宋_GB2312、三号",
        "indent": "正文有2段段首不是空两字，这里没有空",
        "page-margins": "页边和版心：版心宽243毫米、版心高348毫米；应为天头37毫米、订口28毫米、版心156×225毫米",
        "page-number": "没有页码，补上四号半角宋体数字，左右各放一条一字线",
        "page-size": "纸张是297×420毫米，公文应用 A4（210×297毫米）",
        "subheading-font": "二级标题有1处不是三号楷体，这里是仿宋_GB2312、三号",
        "title-font": "标题用了黑体、二号，公文标题一般用二号小标宋",
    }


def test_what_word_numbers_is_indented_by_its_list() -> None:
    lines = (paragraph("备足物资，专人保管，定期检查，不得挪用。", properties=listed(2)), *LETTER[6:])
    assert "indent" not in rules(docx(*LETTER[:3], *lines))


def test_other_writing_is_left_alone() -> None:
    speech = paragraph("在全区防汛工作会议上的讲话")
    assert rules(docx(speech, paragraph("同志们："), paragraph("今天，我们开会。"), A3)) == {}


def test_equal_texts_with_other_looks_are_told_apart_although_they_are_remembered() -> None:
    good, bad = docx(*LETTER, A4, parts={"footer": FOOT}), docx(*LETTER, A3, parts={"footer": FOOT})
    assert decode(good, "a.docx").text == decode(bad, "a.docx").text
    assert "page-size" not in rules(good)
    assert "page-size" in rules(bad)
    assert "page-size" not in rules(good)


def test_looks_outlast_a_fix() -> None:
    data = docx(*LETTER[:2], paragraph("进入汛期,各地要抓好防汛工作。", properties=BODY), A3)
    ruleset = Ruleset(load_builtin())

    def check(checked: Source) -> Any:
        return lint(parse(checked), ruleset).findings

    settled = settle(decode(data, "a.docx"), check, {Safety.SAFE})
    assert settled.mended
    assert "document/page-size" in {f.rule for f in settled.findings}


def test_a_file_that_python_docx_made() -> None:
    word = pytest.importorskip("docx")
    from docx.oxml.ns import qn

    document = word.Document()
    for text in ("关于做好防汛工作的通知", "各区县人民政府：", "进入汛期，各地要抓好防汛工作。"):
        document.add_paragraph().add_run(text)
    title = document.paragraphs[0].runs[0]
    title.font.name = "Times New Roman"
    title.font.size = word.shared.Pt(22)
    title.font.element.rPr.rFonts.set(qn("w:eastAsia"), "方正小标宋简体")
    document.sections[0].page_width = word.shared.Mm(210)
    document.sections[0].page_height = word.shared.Mm(297)
    target = io.BytesIO()
    document.save(target)
    data = target.getvalue()
    layout = layout_of(data)
    assert (layout.pages[0].width, layout.pages[0].height) == (210, 297)
    assert (layout.lines[0].font, layout.lines[0].size) == ("方正小标宋简体", 22)
    assert layout.lines[2].size == 11
    assert "title-font" not in rules(data)
    assert {"body-font", "indent", "page-margins", "page-number"} <= rules(data).keys()
