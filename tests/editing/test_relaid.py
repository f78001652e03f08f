"""What was set otherwise, in words; and where the standard has bounds, both sides of them."""

from __future__ import annotations

import pytest

from govlint.editing.layout import Laid, lay_out
from govlint.editing.relaid import Change, _told
from govlint.text.layout import Look
from govlint.word.package import W
from tests.editing.test_layout import source_of
from tests.editing.test_review import tree
from tests.wordfile import NAMESPACES, docx, paragraph, run, story

pytest.importorskip("lxml.etree")

TITLE, TO, BODY = "关于做好防汛工作的通知", "各区县人民政府：", "请抓好落实。"
BREAK = '<w:r><w:br w:type="page"/></w:r>'


def laid(*paragraphs: str) -> Laid:
    return lay_out(docx(*paragraphs), "a.docx")


def looks(done: Laid) -> dict[str, Look]:
    source = source_of(done.data)
    assert source.layout is not None
    return dict(zip(source.text.split("\n"), source.layout.lines, strict=True))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("标题", "甲", "乙"), "标题：甲 → 乙"),
        (Change("标题", "", "乙"), "标题：乙"),
        (Change("标题", "甲", "乙", 1, "正文第1段"), "标题（正文第1段）：甲 → 乙"),
        (Change("标题", "甲", "乙", 2, "正文第1段"), "标题 2 段（正文第1段起）：甲 → 乙"),
    ],
)
def test_a_change_in_words(change: Change, said: str) -> None:
    assert str(change) == said


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (Look(font="黑体"), ["黑体", "行距不随网格"]),
        (Look(font="黑体", size=16, align="center", gridded=True), ["黑体 三号", "居中", "行距随网格"]),
        (
            Look(font="黑体", align="left", left=2, right=4, leading=28),
            ["黑体", "两端对齐", "左缩进 2 字", "右缩进 4 字", "行距 28磅"],
        ),
        (Look(font="黑体", align="both", first=2), ["黑体", "两端对齐", "首行缩进 2 字", "行距不随网格"]),
        (Look(font="黑体", align="right", first=-1.5), ["黑体", "居右", "悬挂缩进 1.5 字", "行距不随网格"]),
    ],
)
def test_how_a_paragraph_looks_in_words(look: Look, said: list[str]) -> None:
    assert _told(look) == said


@pytest.mark.parametrize(
    ("above", "own", "is_broken"),
    [
        (BODY, "附件", True),
        (paragraph(run(BODY), BREAK), "附件", False),
        (BODY, paragraph(BREAK, run("附件")), False),
        (BODY, paragraph("附件", properties="<w:pageBreakBefore/>"), False),
        (paragraph(run(BODY), BREAK.replace("page", "column")), "附件", True),
        (paragraph(BODY, properties="<w:sectPr/>"), "附件", False),
        (paragraph(BODY) + paragraph(BREAK) + paragraph(""), "附件", False),
        (paragraph(BODY) + paragraph("") + paragraph(""), "附件", True),
        (paragraph(run(BODY), BREAK) + paragraph(""), "附件", False),
    ],
)
def test_an_attachment_begins_a_page_where_none_begins_already(above: str, own: str, is_broken: bool) -> None:
    """7.3.6: 附件应当另面编排."""
    done = laid(TITLE, TO, above, own, "防汛物资储备标准", "本标准适用于全市防汛物资储备单位。")
    breaks = [p for p in tree(done.data).iter(W + "p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert len(breaks) == is_broken + ("pageBreakBefore" in own)


@pytest.mark.parametrize(
    ("signed", "date", "right"),
    [
        ("某某市人民政府办公室", "2026年5月12日", 2.25),
        ("某某市水利局", "2026年5月12日", 4.25),
        ("某某市水利局", "2026年5月2日", 4),
        ("某某市人民政府防汛抗旱指挥部办公室", "2026年5月2日", 0),
    ],
)
def test_who_signs_stands_in_the_middle_over_the_date(signed: str, date: str, right: float) -> None:
    """7.3.5.1: the date is four characters from the right, and who signs in the middle over it, two lines below the text."""
    found = looks(laid(TITLE, TO, BODY, signed, date))
    assert (found[signed].right, found[date].right) == (right, 4)

    def rooms(*lines: str) -> list[str | None]:
        return [e.get(W + "beforeLines") for e in tree(laid(TITLE, TO, *lines).data).iter(W + "spacing")]

    assert (rooms(BODY, signed, date).count("200"), rooms(BODY, "", signed, date).count("200")) == (1, 0)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("甲" * 9 + "关于抓好防汛工作的通知", []),
        ("甲" * 9 + "关于抓好防汛工作的通知甲", ["／"]),
        ("ab" + "甲" * 8 + "关于抓好防汛工作的通知", []),
        ("甲" * 21 + "关于抓好防汛工作的通知", [""]),
        ("关于" + "甲" * 17 + "的通知", [""]),
    ],
)
def test_a_title_of_more_than_twenty_characters_takes_two_lines(title: str, said: list[str]) -> None:
    left = laid(title, TO, BODY).left
    assert len(left) == len(said)
    for words, such in zip(left, said, strict=True):
        assert "一行排不下" in words and ("／" in words) is bool(such)


@pytest.mark.parametrize(("widths", "is_wide"), [((9045,), False), ((9046,), True), ((4500, 4546), True), ((9999999,), False)])
def test_a_table_that_is_wider_than_the_text_is_left_to_the_writer(widths: tuple[int, ...], is_wide: bool) -> None:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = f"<w:tbl><w:tblGrid>{columns}</w:tblGrid><w:tr><w:tc>{paragraph('科室')}</w:tc></w:tr></w:tbl>"
    left = laid(TITLE, TO, BODY, table, "完。").left
    assert left == (("有 1 个表格比版心（156毫米）宽，没有动，请在 Word 里调整",) if is_wide else ())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("（一）压实责任。主要负责同志要靠前指挥。", ["（一）压实责任。"]),
        ("一、压实责任。主要负责同志要靠前指挥。", ["一、压实责任。"]),
        ("（一）压实责任。", []),
        ("（一）压实责任，主要负责同志要靠前指挥。不得有误。", []),
        ("（一）" + "压" * 27 + "。主要负责同志要靠前指挥。", ["（一）" + "压" * 27 + "。"]),
        ("（一）" + "压" * 28 + "。主要负责同志要靠前指挥。", []),
        ("（一）压。主要负责同志要靠前指挥。", ["（一）压。"]),
        ("1.压实责任。主要负责同志要靠前指挥。", []),
    ],
)
def test_a_heading_that_runs_into_its_text_ends_at_the_first_stop(text: str, parts: list[str]) -> None:
    done = laid(TITLE, TO, text, "（二）压实部门责任，水利部门要加强会商。")
    runs = [r for r in tree(done.data).iter(W + "r") if r.find(f"{W}rPr/{W}rStyle") is not None]
    assert ["".join(t.text or "" for t in r.iter(W + "t")) for r in runs] == parts


def test_what_each_part_looks_like() -> None:
    """5.2.2, 7.3 and 7.4: 三号仿宋体 unless said otherwise, two characters in at the first line."""
    lines = {
        TITLE: ("方正小标宋简体", 22, "center", 0),
        TO: ("仿宋_GB2312", 16, "both", 0),
        "进入汛期，各地要抓好各项工作。": ("仿宋_GB2312", 16, "both", 2),
        "一、加强领导": ("黑体", 16, "both", 2),
        "（一）压实责任": ("楷体_GB2312", 16, "both", 2),
        "各地要专人值守。": ("仿宋_GB2312", 16, "both", 2),
        "二、加强值班": ("黑体", 16, "both", 2),
        "实行24小时值班。": ("仿宋_GB2312", 16, "both", 2),
        "附件：防汛物资储备标准": ("仿宋_GB2312", 16, "both", -3),
        "某某市水利局": ("仿宋_GB2312", 16, "right", 0),
        "2026年5月12日": ("仿宋_GB2312", 16, "right", 0),
        "附件": ("黑体", 16, "left", 0),
        "防汛物资储备标准": ("方正小标宋简体", 22, "center", 0),
        "本标准适用于全市。": ("仿宋_GB2312", 16, "both", 2),
    }
    found = looks(laid(*lines))
    assert {line: (look.font, look.size, look.align, look.first) for line, look in found.items()} == lines
    assert found["附件：防汛物资储备标准"].left == 5


@pytest.mark.parametrize(("words", "is_left"), [("", False), ("内部文稿", True)])
def test_words_in_the_head_are_left_and_that_is_said(words: str, is_left: bool) -> None:
    head = story("hdr", paragraph(words))
    section = f'<w:sectPr {NAMESPACES}><w:headerReference w:type="default" r:id="r3"/></w:sectPr>'
    left = lay_out(docx(TITLE, TO, BODY, section, parts={"header": head}), "a.docx").left
    assert any("页眉里有文字" in said for said in left) is is_left


@pytest.mark.parametrize(("length", "align"), [(40, "center"), (41, "both")])
def test_a_short_line_in_the_middle_stays_there(length: int, align: str) -> None:
    line = "抓" * (length - 1) + "。"
    found = looks(laid(TITLE, TO, BODY, paragraph(line, properties='<w:jc w:val="center"/>'), BODY))
    assert (found[line].align, found[line].first) == (align, 0 if align == "center" else 2)


@pytest.mark.parametrize(("attachments", "is_kept"), [(1, True), (18, True), (19, False)])
def test_who_signs_stands_on_no_page_alone(attachments: int, is_kept: bool) -> None:
    """7.3.5.4: with the attachments above, as far as they may stand on one page."""
    names = [f"附件：1.{BODY[:-1]}", *(f"{number}.{BODY[:-1]}" for number in range(2, attachments + 1))]
    done = laid(TITLE, TO, "要有专人值守。", *names, "某某市水利局", "2026年5月12日")
    paragraphs = [p for p in tree(done.data).iter(W + "p") if p.find(f".//{W}keepNext") is not None]
    kept = {"".join(t.text or "" for t in p.iter(W + "t")) for p in paragraphs}
    assert ("要有专人值守。" in kept) is is_kept and {names[-1], "某某市水利局"} <= kept and TO not in kept


def test_several_who_sign_stand_over_one_date() -> None:
    signed = ["某某市财政局甲", "某某市应急局甲乙", "某某市气象局甲乙丙"]
    found = looks(laid(TITLE, TO, BODY, *signed, "2026年5月12日"))
    assert [found[one].right for one in signed] == [3.75, 3.25, 2.75]


def test_a_date_under_the_title_stands_in_the_middle() -> None:
    found = looks(laid("在防汛工作会议上的讲话", "（2026年5月12日）", "同志们：", "今天召开会议。"))
    assert [(found[line].font, found[line].align) for line in ("（2026年5月12日）", "同志们：", "今天召开会议。")] == [
        ("楷体_GB2312", "center"), ("仿宋_GB2312", "both"), ("仿宋_GB2312", "both"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "left", "first"),
    [
        ("附件：防汛物资储备标准", 5, -3),
        ("附件：1.防汛物资储备标准", 6, -4),
        ("附件：10.防汛物资储备标准", 6.5, -4.5),
        ("附：防汛物资储备标准", 4, -2),
    ],
)
def test_lines_of_an_attachment_begin_under_its_first_character(line: str, left: float, first: float) -> None:
    """7.3.4: two characters in, further lines under the first character behind the label or the number."""
    found = looks(laid(TITLE, TO, BODY, line, "某某市水利局", "2026年5月12日"))
    assert (found[line].left, found[line].first) == (left, first)


@pytest.mark.parametrize("blanks", ["　　", "  ", "\u00a0", "　 "])
def test_blanks_that_were_typed_for_an_indent_go(blanks: str) -> None:
    lines = paragraph(run(blanks), run(f"{blanks}请抓好 落实。")), paragraph(f"{blanks}某某市水利局{blanks}")
    done = laid(TITLE, TO, *lines, "2026年5月12日")
    assert source_of(done.data).text.split("\n")[2:4] == ["请抓好 落实。", "某某市水利局"]
    assert "段首、段尾的空格 2 段（正文第3段起）：去掉，改用缩进" in map(str, done.changes)
