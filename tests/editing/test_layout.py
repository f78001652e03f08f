"""A laid-out document is as GB/T 9704-2012 has it, says so itself, loses nothing, and is not laid out a second time."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.engine import Ruleset, lint
from govlint.cli import main
from govlint.editing.layout import Laid, lay_out
from govlint.readers import decode, load, parse
from govlint.readers.docx import WordSource
from govlint.rulefiles.loader import load_builtin
from govlint.word.package import W
from tests.conftest import SEED
from tests.editing.test_review import tree
from tests.editing.test_word_office import NOTICE, written_by_office
from tests.office import convert, needs
from tests.readers.test_docx import TREES
from tests.wordfile import NAMESPACES, docx, field, listed, paragraph, run, story, style, unzipped

pytest.importorskip("lxml.etree")
python_docx = pytest.importorskip("docx")

LAYOUT = Ruleset([rule for rule in load_builtin() if rule.kind.name == "layout"])
_KEPT = (
    "tbl tr tc drawing pict object footnoteReference ins del moveFrom moveTo commentRangeStart commentReference hyperlink sdt "
    "fldChar instrText bookmarkStart br sectPr"
)
KEPT = [W + name for name in _KEPT.split()]
TEXT = """某某市人民政府办公室关于做好2026年防汛工作的通知
各区县人民政府，市政府各部门：
　　进入汛期，各地要抓好“防大汛、抗大险”各项工作。现将有关事项通知如下：
一、加强组织领导
　　各地各部门主要负责同志要靠前指挥、深入一线，层层压实责任，把各项措施落到实处，确保人民群众生命财产安全。
（一）压实各级责任
1.落实行政首长负责制
　　各水库要有专人值守。
2.落实部门责任
　　水利、气象部门要加强会商。
（二）备足防汛物资
　　物资要在5月底前备足。
二、加强值班值守
　　实行24小时值班。
附件：1.防汛物资储备标准
2.值班安排表
                        某某市人民政府办公室
                        2026年5月12日
附件1
防汛物资储备标准
　　本标准适用于全市防汛物资储备单位。
附件2
值班安排表
　　值班由办公室统一安排。"""


def by_python_docx(text: str = TEXT) -> bytes:
    """A notice as python-docx writes it: Letter paper, its own styles, a table, a picture."""
    document = python_docx.Document()
    for line in text.splitlines():
        if re.match("[一二三]、", line):
            document.add_heading(line, 1)
        else:
            document.add_paragraph().add_run(line).bold = line.startswith("（")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "科室"
    document.add_picture(io.BytesIO(DOT))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def source_of(data: bytes) -> WordSource:
    source = decode(data, "通知.docx")
    assert isinstance(source, WordSource)
    return source


def complaints(data: bytes) -> list[str]:
    return [f"{f.rule}: {f.message}" for f in lint(parse(source_of(data)), LAYOUT).findings]


def contents(data: bytes) -> tuple[list[str], Counter[str], dict[str, bytes]]:
    """All that may not be lost: text and labels, things in the text, pictures."""
    source = source_of(data)
    lines = [shape.label + line.strip(" \u3000") for line, shape in zip(source.text.split("\n"), source.shapes, strict=True)]
    files = unzipped(data)
    stories = [n for n in files if re.fullmatch(r"word/(document|footnotes|endnotes|header\d*|comments)\.xml", n)]
    things = Counter(e.tag for n in stories for e in tree(data, n).iter(*KEPT) if e.get(W + "type") != "default")
    things[W + "sectPr"] = max(1, things[W + "sectPr"])
    return lines, things, {n: b for n, b in files.items() if n.startswith("word/media/")}


def laid(data: bytes) -> Laid:
    """The document laid out; nothing is lost, the rules are silent, and a second time changes nothing."""
    done = lay_out(data, "通知.docx")
    assert contents(done.data) == contents(data)
    assert not complaints(done.data)
    again = lay_out(done.data, "通知.docx")
    assert unzipped(again.data) == unzipped(done.data)
    assert not again.changes
    return done


def looks(data: bytes) -> dict[str, tuple[str, float, str, float, float]]:
    source = source_of(data)
    assert source.layout is not None
    lines = zip(source.text.split("\n"), source.layout.lines, strict=True)
    found: dict[str, tuple[str, float, str, float, float]] = {}
    for line, look in lines:
        found.setdefault(line[:6], (look.font, look.size, look.align, look.first, look.right))
    return found


def test_a_notice_of_python_docx() -> None:
    data = by_python_docx()
    assert complaints(data)
    done = laid(data)
    found = looks(done.data)
    assert found["某某市人民政"][:3] == ("方正小标宋简体", 22, "center")
    assert found["各区县人民政"] == ("仿宋_GB2312", 16, "both", 0, 0)
    assert found["一、加强组织"] == ("黑体", 16, "both", 2, 0)
    assert found["（一）压实各"] == ("楷体_GB2312", 16, "both", 2, 0)
    assert found["1.落实行政"] == ("仿宋_GB2312", 16, "both", 2, 0)
    assert found["进入汛期，各"] == ("仿宋_GB2312", 16, "both", 2, 0)
    assert found["2026年5"] == ("仿宋_GB2312", 16, "right", 0, 4)
    assert found["附件1"][:2] == ("黑体", 16)
    assert b"pageBreakBefore" in unzipped(done.data)["word/document.xml"]
    said = "\n".join(map(str, done.changes))
    assert "纸张：215.9×279.4毫米 → 210×297毫米" in said
    assert "段首、段尾的空格" in said


def test_what_the_document_has_keeps_its_place_and_its_author() -> None:
    done = laid(NOTICE)
    assert not done.left
    xml = unzipped(done.data)["word/document.xml"].decode()
    assert xml.count('w:author="王秘书"') == unzipped(NOTICE)["word/document.xml"].decode().count('w:author="王秘书"')


def test_automatic_numbers_stay_where_their_style_goes() -> None:
    numbered = docx(
        "关于做好防汛工作的通知",
        "各区县人民政府：",
        paragraph("加强组织领导", properties=style("N")),
        "各地要抓好防汛工作。",
        paragraph("压实责任", properties=listed(1)),
        "责任要落实到人。",
        paragraph("加强值班值守", properties=style("N")),
        "实行24小时值班。",
    )
    done = laid(numbered)
    assert [s.label for s in source_of(done.data).shapes] == ["", "", "一、", "", "（一）", "", "二、", ""]
    levels = tree(done.data, "word/numbering.xml").iter(W + "lvl")
    assert [level.find(W + "suff") is not None for level in levels][:3] == [True, True, False]


def test_a_font_that_will_do_is_kept() -> None:
    font = '<w:rFonts w:eastAsia="仿宋" w:ascii="仿宋"/>'
    data = docx("关于做好防汛工作的通知", "各区县人民政府：", *(paragraph(run("各地要抓好防汛工作。", font)) for _ in range(4)))
    assert looks(laid(data).data)["各地要抓好防"][0] == "仿宋"


def test_a_foot_with_words_of_its_own_is_left_and_that_is_said() -> None:
    foot = story("ftr", paragraph(run("内部资料 "), field("PAGE", "1")))
    section = f'<w:sectPr {NAMESPACES}><w:footerReference w:type="default" r:id="r3"/></w:sectPr>'
    done = lay_out(
        docx("关于做好防汛工作的通知", "各区县人民政府：", "请抓好落实。", section, parts={"footer": foot}), "a.docx"
    )
    assert ["页脚里另有内容" in words for words in done.left] == [True]
    assert "内部资料" in unzipped(done.data)["word/footer.xml"].decode()


def test_even_pages_keep_the_head_of_all() -> None:
    head = story("hdr", paragraph("某某市人民政府文件"))
    section = f'<w:sectPr {NAMESPACES}><w:headerReference w:type="default" r:id="r3"/></w:sectPr>'
    done = lay_out(
        docx("关于做好防汛工作的通知", "各区县人民政府：", "请抓好落实。", section, parts={"header": head}), "a.docx"
    )
    heads = {e.get(W + "type") for e in tree(done.data).iter(W + "headerReference")}
    assert heads == {"default", "even"}
    assert b"evenAndOddHeaders" in unzipped(done.data)["word/settings.xml"]


def test_a_line_at_the_head_goes_and_words_stay_and_that_is_said() -> None:
    line = '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>'
    section = f'<w:sectPr {NAMESPACES}><w:headerReference w:type="default" r:id="r3"/></w:sectPr>'
    for words, left in (("", False), ("内部文稿", True)):
        head = story("hdr", paragraph(words, properties=line))
        data = docx("关于做好防汛工作的通知", "各区县人民政府：", "请抓好落实。", section, parts={"header": head})
        done = lay_out(data, "a.docx")
        assert any("页眉：一条横线 → 没有" in str(change) for change in done.changes) is not left
        assert any("页眉里有文字" in said for said in done.left) is left
        assert any("running-head" in said for said in complaints(done.data)) is left


def test_a_number_in_the_middle_is_put_outside() -> None:
    face = '<w:rFonts w:ascii="宋体"/><w:sz w:val="28"/>'
    number = run("— ", face) + field("PAGE", "1").replace("<w:r>", f"<w:r><w:rPr>{face}</w:rPr>") + run(" —", face)
    section = f'<w:sectPr {NAMESPACES}><w:footerReference w:type="default" r:id="r3"/></w:sectPr>'
    foot = story("ftr", paragraph(number, properties='<w:jc w:val="center"/>'))
    data = docx("关于做好防汛工作的通知", "各区县人民政府：", "请抓好落实。", section, parts={"footer": foot})
    assert any("单页居中" in said for said in complaints(data))
    assert not any("page-number" in said for said in complaints(lay_out(data, "a.docx").data))


@pytest.mark.parametrize("apart", [False, True])
def test_the_first_page_of_a_letter_has_no_number(apart: bool) -> None:
    """信函格式, 10.1: 首页不显示页码."""
    first = '<w:titlePg/><w:footerReference w:type="first" r:id="r3"/>' if apart else ""
    section = f'<w:sectPr {NAMESPACES}><w:headerReference w:type="default" r:id="r4"/>{first}</w:sectPr>'
    parts = {"footer": story("ftr", paragraph(field("PAGE", "1"))), "header": story("hdr", paragraph("某县民政局"))}
    lines = ["关于商请支持防汛物资的函", "某市水利局：", "为做好防汛工作，现商请支持编织袋。", "特此函商，请予支持。", section]
    done = lay_out(docx(*lines, parts=parts), "a.docx")
    (page,) = tree(done.data).iter(W + "sectPr")
    kinds = [(e.tag.removeprefix(W), e.get(W + "type")) for e in page if e.tag.endswith("Reference")]
    assert page.find(W + "titlePg") is not None
    assert ("footerReference", "first") not in kinds
    assert ("footerReference", "even") in kinds
    assert (("headerReference", "first") in kinds) is not apart
    assert "首页页码：不显示（函的首页）" in map(str, done.changes)
    again = lay_out(done.data, "a.docx")
    assert not any("首页" in str(change) for change in again.changes)
    assert again.data == done.data


def test_a_lying_page_keeps_its_margins() -> None:
    lying = '<w:sectPr><w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/><w:pgMar w:left="999"/></w:sectPr>'
    data = docx("关于做好防汛工作的通知", "各区县人民政府：", "请抓好落实。", paragraph("见下表。", properties=lying), "完。")
    sections = list(tree(lay_out(data, "a.docx").data).iter(W + "sectPr"))
    assert [(s.find(W + "pgSz").get(W + "w"), s.find(W + "pgMar").get(W + "left")) for s in sections] == [
        ("16838", "999"),
        ("11906", "1587"),
    ]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(by_python_docx())
    assert main(["layout", "--diff", str(path)]) == 1
    assert "标题 3 段（正文第1段起）" in capsys.readouterr().out
    assert [p.name for p in tmp_path.iterdir()] == ["通知.docx"]
    assert main(["layout", str(path)]) == 0
    assert "通知-排版.docx" in capsys.readouterr().out
    assert main(["layout", str(path)]) == 2
    assert "已经有" in capsys.readouterr().err
    assert main(["layout", "--diff", str(tmp_path / "通知-排版.docx")]) == 0
    assert "没有要改的" in capsys.readouterr().out
    other = tmp_path / "稿.txt"
    other.write_text("稿", encoding="utf-8")
    assert main(["layout", str(other)]) == 2
    path.write_bytes(b"PK\3\4")
    assert main(["layout", str(path)]) == 2


@given(st.lists(TREES, max_size=3))
def test_no_arrangement_of_elements_breaks_it(trees: list[str]) -> None:
    data = docx(*trees)
    done = lay_out(data, "a.docx")
    assert decode(done.data, "a.docx").text.split() == decode(data, "a.docx").text.split()
    assert unzipped(lay_out(done.data, "a.docx").data) == unzipped(done.data)


def test_the_line_right_under_a_title_that_ends_with_a_colon_is_who_is_written_to() -> None:
    found = looks(laid(docx("关于做好防汛工作的请示", "沿河各处：", "现将有关情况请示如下。")).data)
    assert found["沿河各处："][3] == 0
    found = looks(laid(docx("关于做好防汛工作的通知", "现将有关事项通知如下：", "一、抓好落实")).data)
    assert found["现将有关事项"][3] == 2


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_libreoffice_prints_lines_of_28_and_pages_of_22(tmp_path: Path) -> None:
    prose = "各地各部门主要负责同志要靠前指挥深入一线层层压实责任把各项措施落到实处" * 60
    path = tmp_path / "长.docx"
    path.write_bytes(lay_out(docx("关于做好防汛工作的通知", "各区县人民政府：", prose + "。"), "a.docx").data)
    pages = convert_to_text(path)
    second = [line.strip() for line in pages[1].splitlines() if line.strip()]
    assert len(second[0]) == 28
    assert [len(line) for line in second[:22]] == [28] * 22 and "2" in second[22]


def convert_to_text(path: Path) -> list[str]:
    import subprocess

    pdf = convert(path, "pdf")
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode().split("\f")


@pytest.mark.slow
@needs("soffice")
def test_documents_of_libreoffice(corpus: list[Path], tmp_path: Path) -> None:
    texts = [p for p in corpus[::12] if p.suffix == ".txt"][:9]
    for number, path in enumerate([SEED, *texts]):
        folder = tmp_path / str(number)
        folder.mkdir()
        text = re.sub(r"\([a-zà-ǜ]+\)", "", load(path).text)
        data = written_by_office(folder, text).read_bytes()
        laid(data)


def test_a_heading_that_runs_into_its_text_has_its_font_as_far_as_it_goes() -> None:
    data = docx(
        "关于做好防汛工作的通知",
        "各区县人民政府：",
        paragraph(run("　　（一）压实各级"), run("责任。主要负责同志要靠前指挥。", "<w:b/>")),
        paragraph("压实部门责任。水利部门要加强会商。", properties=listed(1)),
        "（三）有下列情形之一的，要立即报告。不得迟报。",
    )
    done = laid(data)
    kai = [
        "".join(t.text or "" for t in r.iter(W + "t"))
        for r in tree(done.data).iter(W + "r")
        if r.find(f"{W}rPr/{W}rStyle") is not None
    ]
    assert kai == ["（一）压实各级", "责任。", "压实部门责任。"]


def test_lines_of_attachments_and_of_who_was_there_begin_under_their_first_character() -> None:
    text = """关于做好防汛工作的通知
各区县人民政府：
请抓好落实。
附件：1.防汛物资储备标准
2.值班安排表
某某市人民政府
2026年5月12日"""
    done = laid(docx(*text.splitlines()))
    layout = source_of(done.data).layout
    assert layout is not None
    assert [(look.left, look.first) for look in layout.lines[3:5]] == [(6, -4), (6, -1)]
    kept = [
        "".join(t.text or "" for t in p.iter(W + "t"))
        for p in tree(done.data).iter(W + "p")
        if p.find(f".//{W}keepNext") is not None
    ]
    assert kept == ["请抓好落实。", "附件：1.防汛物资储备标准", "2.值班安排表", "某某市人民政府"]


def test_who_was_at_a_meeting_stands_below_with_a_label_of_its_own() -> None:
    text = "市政府防汛工作会议纪要", "2026年5月12日，市长主持召开会议。现纪要如下：", "一、关于防汛物资", "会议决定抓紧入库。"
    done = laid(docx(*text, "出席：市水利局李强，市应急局张华", "列席：市财政局陈静"))
    labels = [e.getparent().getparent() for e in tree(done.data).iter(W + "rStyle")]
    assert ["".join(t.text or "" for t in r.iter(W + "t")) for r in labels] == ["出席", "列席"]
    assert "出席人员 2 段（正文第5段起）" in "\n".join(map(str, done.changes))


def test_a_title_that_is_too_long_for_a_line_is_left_to_the_writer() -> None:
    title = "某某县人民政府关于解决防汛物资储备资金的请示"
    assert [
        "如“某某县人民政府／关于解决防汛物资储备资金的请示”" in said
        for said in lay_out(docx(title, "某某市人民政府：", "妥否，请批示。"), "a.docx").left
    ] == [True]
    broken = paragraph(run("某某县人民政府"), "<w:r><w:br/></w:r>", run("关于解决防汛物资储备资金的请示"))
    assert not lay_out(docx(broken, "某某市人民政府：", "妥否，请批示。"), "a.docx").left
