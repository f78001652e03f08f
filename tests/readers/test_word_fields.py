"""Fields, controls, symbols and WordArt are read as they stand on the page; what nobody has filled in is found."""

from __future__ import annotations

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding
from govlint.readers import decode, parse, read
from govlint.readers.docx import WordSource
from govlint.rulefiles.loader import load_builtin
from tests.wordfile import docx, paragraph, run, story


def texts(data: bytes) -> list[str]:
    return [block.text for block, _ in read(decode(data, "通知.docx"))]


def reported(data: bytes, *categories: str) -> list[Finding]:
    rules = [rule for rule in load_builtin() if rule.id.startswith(categories)]
    return list(lint(parse(decode(data, "通知.docx")), Ruleset(rules)).findings)


def coded(*code: str, data: str = "", result: str | None = None) -> str:
    """A complex field whose code stands in several runs, as Word writes it."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    inside = "".join(c if c.startswith("<") else f"<w:r><w:instrText>{c}</w:instrText></w:r>" for c in code)
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
    return f'{begin}{inside}{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


# What Word's dialogues for enclosed characters, phonetic guides (in files that were .doc once) and fractions write.
@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ((r" eq \o\ac(", "○", ",21)"), "㉑"),
        ((r"eq \o\ac(○,1)",), "①"),
        ((r"eq \o\ac(○,50)",), "㊿"),
        ((r"eq \o\ac(○;三)",), "㊂"),
        ((r"eq \o\ac(□,检)",), "检"),
        ((r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhōng),中)',), "中"),
        ((r"EQ \f(1,2)",), "1/2"),
        ((r"EQ \f(\r(3),2)",), "\ufffc"),
        ((r"EQ \x(重点)",), "\ufffc"),
    ],
)
def test_equations_are_read_as_what_they_show(code: tuple[str, ...], shown: str) -> None:
    assert texts(docx(paragraph(run("前"), coded(*code), run("后")))) == [f"前{shown}后"]


def test_circled_numbers_made_by_fields_count_on() -> None:
    body = [paragraph(run("①"), run("加强学习。"))]
    body += [paragraph(coded(rf"eq \o\ac(○,{n})"), run(f"做好第{n}件事。")) for n in range(2, 24)]
    assert not reported(docx("关于加强学习的通知", *body), "ordinal")


def test_a_field_inside_a_code_is_part_of_the_code() -> None:
    nested = coded(r"eq \o\ac(○,", coded("SEQ item", result="3"), ")")
    assert texts(docx(paragraph(run("第"), nested, run("项")))) == ["第③项"]
    assert texts(docx(paragraph(run("甲"), coded("IF ", coded("MERGEFIELD 级别", result="市"), ' = "市"', result="乙")))) == [
        "甲乙"
    ]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ('<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>', "☒"),
        ('<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>', "☐"),
    ],
)
def test_check_boxes_of_forms(data: str, shown: str) -> None:
    assert texts(docx(paragraph(coded("FORMCHECKBOX", data=data), run("同意")))) == [f"{shown}同意"]


def test_the_chosen_entry_of_a_drop_down_is_read() -> None:
    entries = '<w:listEntry w:val="特急"/><w:listEntry w:val="加急"/>'
    data = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    assert texts(docx(paragraph(run("等级："), coded("FORMDROPDOWN", data=data)))) == ["等级：加急"]


CONTROL = "<w:sdt><w:sdtPr>{0}</w:sdtPr><w:sdtContent>{1}</w:sdtContent></w:sdt>"
PROMPT = '<w:placeholder><w:docPart w:val="P1"/></w:placeholder><w:showingPlcHdr/>'
GLOSSARY = (
    '<w:docParts><w:docPart><w:docPartPr><w:name w:val="P1"/></w:docPartPr>'
    f"<w:docPartBody>{paragraph('主办科室全称')}</w:docPartBody></w:docPart></w:docParts>"
)


def unfilled(*body: str, parts: dict[str, str] | None = None) -> list[str]:
    return [f.match for f in reported(docx(*body, parts=parts), "placeholder")]


def test_a_control_that_shows_its_prompt_is_not_filled_in() -> None:
    inline = paragraph(run("承办单位："), CONTROL.format(PROMPT, run("主办科室全称")), run("。"))
    whole = CONTROL.format(PROMPT, paragraph("主办科室全称"))
    assert unfilled(inline) == ["主办科室全称"]
    assert unfilled(whole, "各单位要抓好落实。") == ["主办科室全称"]
    assert unfilled(paragraph(CONTROL.format("<w:text/>", run("办公室")))) == []


def test_a_control_that_a_program_filled_in_still_bears_the_mark_of_its_prompt() -> None:
    glossary = {"glossaryDocument": story("glossaryDocument", GLOSSARY)}
    filled = paragraph(CONTROL.format(PROMPT, run("市府办综合科")))
    empty = paragraph(CONTROL.format(PROMPT, run("主办科室全称")))
    assert unfilled(filled, empty, parts=glossary) == ["主办科室全称"]


def test_empty_form_fields_and_prompts_to_click_on() -> None:
    blanks = "\u2002" * 5
    assert unfilled(paragraph(run("联系人："), coded("FORMTEXT", data="<w:ffData/>", result=blanks))) == ["＿＿"]
    assert unfilled(paragraph(run("联系人："), coded("FORMTEXT", data="<w:ffData/>", result="王芳"))) == []
    assert unfilled(paragraph(run("主送："), coded(" MACROBUTTON  NoMacro ", "[受文单位] "))) == ["[受文单位]"]
    assert unfilled(paragraph(CONTROL.format(PROMPT, run("     ")), run("科"))) == ["＿＿"]


def test_symbols_of_wingdings_are_what_they_show() -> None:
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    data = docx(
        paragraph(ticked, run("同意"), run("\u00a8", fonts), run("不同意"), run("\uf052", fonts.replace("dings", "dings 2")))
    )
    assert texts(data) == ["☑同意☐不同意☑"]
    source = decode(data, "通知.docx")
    assert isinstance(source, WordSource) and source.encode() == data


WORD_ART = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="{1}" type="#_x0000_t136">'
    '<v:textpath style="font-family:方正小标宋简体" string="{0}"/></v:shape></w:pict></w:r>'
)


def test_a_red_head_in_word_art_is_read_and_a_watermark_is_not() -> None:
    head = paragraph(WORD_ART.format("某某市人民政府文件", "_x0000_s1026"))
    mark = story("hdr", paragraph(WORD_ART.format("机密", "PowerPlusWaterMarkObject357")))
    source = decode(docx(head, "关于做好防汛工作的通知", parts={"header": mark}), "通知.docx")
    assert source.text == "某某市人民政府文件\n关于做好防汛工作的通知"
    location = source.location(0)
    assert location is not None and location.part == "艺术字"
    assert parse(source).title == "关于做好防汛工作的通知"


def test_marks_in_a_latin_font_are_told_from_those_in_a_chinese_one() -> None:
    latin = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"{}/>'
    data = docx(
        paragraph(run("要做到“三到位”。", latin.format(""))),
        paragraph(run("要做到“三到位”。", latin.format(' w:hint="eastAsia"'))),
        paragraph(run("要做到"), run("3", latin.format("")), run("个“到位”。")),
    )
    layout = decode(data, "通知.docx").layout
    assert layout is not None and [look.marks for look in layout.lines] == ["Times New Roman", "", ""]
