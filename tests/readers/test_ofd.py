"""OFD: lines are made of places, whatever a producer calls a text object, and bad files are refused in words."""

from __future__ import annotations

from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from govlint.cli import main
from govlint.readers import SUFFIXES, decode, read
from govlint.readers.ofd import _box
from govlint.readers.paged import PagedSource
from govlint.text.archive import MAX_PARTS
from govlint.text.edits import Edit
from govlint.text.source import SourceError
from tests.ofdfile import NAMESPACE, OFD_XML, line, ofd, page, set_in, text

SENTENCE = "各级各部门要把思想和行动统一到区委的部署上来，抓紧抓实各项工作，确保完成全年目标任务。"


def texts(data: bytes) -> list[str]:
    return [block.text for block, _ in read(decode(data, "a.ofd"))]


def test_lines_are_joined_to_paragraphs_in_whatever_order_they_are_painted() -> None:
    body = [SENTENCE * 3, "一、" + SENTENCE * 2, SENTENCE * 4]
    objects = set_in(*body)
    Random(3).shuffle(objects)
    assert texts(ofd(objects)) == body


def test_a_text_object_may_be_a_character_a_word_or_a_line() -> None:
    words = [text(char, 28 + 5.6 * at, 40) for at, char in enumerate(SENTENCE[:20])]
    assert texts(ofd([*words[:7], text(SENTENCE[7:13], 28 + 5.6 * 7, 40), *words[13:]])) == [SENTENCE[:20]]


@pytest.mark.parametrize("delta", ["2.8 2.8 2.8 2.8 5.6 5.6", "g 4 2.8 g 2 5.6", "g 999999999 2.8", "g", "x", ""])
def test_steps_between_characters_are_read_as_they_are_written(delta: str) -> None:
    assert texts(ofd([text("2024年增长", 28, 40, delta=delta)])) == ["2024年增长"]


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ("0 0 210 297", (210, 297)),
        ("5 5 210.5 297", (210.5, 297)),
        *((said, None) for said in ("", "0 0 210", "0 0 210 297 1", "0 0 0 297", "0 0 210 0", "0 0 -1 297", "a b c d")),
    ],
)
def test_a_page_is_as_large_as_its_box_says(said: str, box: tuple[float, float] | None) -> None:
    """Four numbers, of which the last two are its width and height (GB/T 33190-2016, 7.3)."""
    assert _box(ElementTree.fromstring(f"<Area><PhysicalBox>{said}</PhysicalBox></Area>")) == box
    assert _box(ElementTree.fromstring("<Area/>")) is _box(None) is None


def test_letter_spacing_is_closed_up() -> None:
    assert texts(ofd([text("中共某某区委文件", 28, 40, 10, delta="g 7 18")])) == ["中共某某区委文件"]


def test_the_text_is_what_was_meant_and_not_its_glyphs() -> None:
    mapped = (
        '<ofd:TextObject ID="1" Boundary="28 40 50 6" Font="2" Size="5.6"><ofd:CGTransform CodePosition="0" CodeCount="2" '
        'GlyphCount="2"><ofd:Glyphs>17 23</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5" DeltaX="5.6">'
        "工作</ofd:TextCode></ofd:TextObject>"
    )
    assert texts(ofd([mapped])) == ["工作"]


def test_a_transformed_text_stands_where_it_is_moved_and_a_turned_one_is_a_watermark() -> None:
    moved = text("会议", 28, 40, 1, more='CTM="5.6 0 0 5.6 0 0"')
    turned = text("内部资料", 60, 140, 20, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    assert texts(ofd([moved, text("通知", 39.2, 44.6 - 4.6 + 0.0, 5.6), turned])) == ["会议通知"]


def test_a_text_from_the_top_down_is_one_field() -> None:
    down = text("购买方", 20, 40, 4, delta="", code='DeltaY="5 5"')
    assert "购买方" in texts(ofd([down, *set_in(SENTENCE, top=100)]))


def test_template_pages_are_read_once_and_page_numbers_not_at_all() -> None:
    template = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    shown = '<ofd:Template TemplateID="5" ZOrder="Background"/>'
    body = SENTENCE * 9
    lines = set_in(body)
    pages = [
        page(*lines[at : at + 5], text(f"—{number}—", 100, 280, 4), before=shown)
        for number, at in enumerate(range(0, len(lines), 5), 1)
    ]
    head = page(text("某某区人民政府", 60, 10, 8))
    found = texts(ofd(*pages, common=template, parts={"Doc_0/Tpls/Tpl_0/Content.xml": head}))
    assert found[0] == "某某区人民政府"
    assert "—" not in "".join(found)


def test_tables_are_tables() -> None:
    edges = [line(28, y, 128, y) for y in (40, 50, 60)] + [line(x, 40, x, 60) for x in (28, 68, 128)]
    cells = [text("项目", 30, 42), text("时限", 70, 42), text("道路", 30, 52), text("2024年底", 70, 52)]
    kinds = [(block.kind, block.text) for block, _ in read(decode(ofd([*edges, *cells]), "a.ofd"))]
    assert kinds == [("cell", "项目"), ("cell", "时限"), ("cell", "道路"), ("cell", "2024年底")]


def test_composites_are_read_and_one_that_holds_itself_ends() -> None:
    unit = '<ofd:CompositeObject ID="3" ResourceID="7" Boundary="0 0 210 297"/>'
    resources = (
        f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7">'
        f"<ofd:Content>{text('会议通知', 28, 40)}{unit}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
        "</ofd:Res>"
    )
    common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    assert texts(ofd([unit], common=common, parts={"Doc_0/DocumentRes.xml": resources})) == ["会议通知"]


def test_several_documents_follow_each_other_and_a_finding_names_the_page() -> None:
    second = OFD_XML.replace("</ofd:OFD>", OFD_XML[OFD_XML.index("<ofd:DocBody>") :])
    source = decode(ofd(set_in(SENTENCE), set_in(SENTENCE * 2), parts={"OFD.xml": second}), "a.ofd")
    assert isinstance(source, PagedSource)
    assert [shape.page for shape in source.shapes] == [1, 2, 3, 4]
    assert str(source.location(len(source.text) - 1)) == "第4页正文第1段"


def test_easyofd_paints_the_pieces_of_a_line_over_each_other() -> None:
    """easyofd 20260427: a namespace of its own, `size`, and the whole line's box for each of its pieces."""

    def piece(words: str, step: float) -> str:
        code = f'<ofd:TextCode X="0" Y="2.032" DeltaX="g {len(words) - 1} {step}">{words}</ofd:TextCode>'
        return f'<ofd:TextObject ID="8" Font="5" size="2.032" Boundary="14 19 26 2.032">{code}</ofd:TextObject>'

    pieces = [piece("到", 26), piece("2025", 6.5), piece("年底完成", 6.5)]
    data = ofd(page(*pieces).replace("http://www.ofdspec.org/2016", "http://blog.yuanhaiying.cn"))
    assert texts(data) == ["到2025年底完成"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是完好的 OFD 文件"),
        (ofd([], parts={"OFD.xml": "<a/>"}), "没有页面"),
        (ofd([text("文字", 28, 40)], parts={"Encryptions.xml": "<a/>"}), "加了密"),
        (ofd([]), "没有文字"),
        (ofd(['<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="3"/>']), "只有图片"),
        (ofd("<ofd:Page"), "读不出来"),
        (ofd('<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "文档类型声明"),
        (ofd(" " * (MAX_PARTS + 1)), "解压后过大"),
        (ofd([text("字" * 100_001, 0, 0, delta="")]), "文字太多"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        decode(data, "a.ofd")


def test_an_ofd_is_not_written_and_no_folder_is_searched_for_it() -> None:
    with pytest.raises(SourceError, match="OFD 只能检查"):
        decode(ofd(set_in(SENTENCE)), "a.ofd").encode([Edit(0, 1, "新")])
    assert ".ofd" not in SUFFIXES


def test_a_fix_that_cannot_be_written_is_not_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.ofd"
    path.write_bytes(ofd(set_in("各地要加强领导,压实责任。")))
    assert main(["fix", str(path)]) == 2
    heard = capsys.readouterr()
    assert "OFD 只能检查，不能改" in heard.err and "没有要改的" not in heard.out + heard.err
