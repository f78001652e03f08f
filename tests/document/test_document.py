"""Documents: the role of each block, the parts, and the genre."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlint.document.block import Block, portions
from govlint.document.document import Document
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.document.kept import Kept
from govlint.document.roles import Role
from govlint.readers import parse
from govlint.rulefiles.redpen import unmark
from govlint.text.edits import Edit
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import SEED


def document(text: str, suffix: str = ".txt", genre: Genre | None = None) -> Document:
    source = Source(f"稿{suffix}", unmark(text).text)
    return parse(source, genre)


def roles(text: str, suffix: str = ".txt") -> list[str]:
    """`role` or `role/part` of each block."""
    return [f"{p.role}/{p.part}" if p.part else str(p.role) for p in document(text, suffix).places]


def labelled(text: str, suffix: str = ".txt") -> tuple[list[str], list[str]]:
    """The roles of a text whose lines begin with what is expected of them: `role|line`."""
    lines = [line.partition("|") for line in text.strip().splitlines() if line]
    return [role for role, _, _ in lines], roles("\n".join(line for _, _, line in lines), suffix)


SPEECH = """
title|聚焦重点　狠抓落实
title|——在全区经济工作会议上的讲话
dateline|（2021年3月25日）
dateline|区长　张　三
salutation|尊敬的李书记，各位领导，
salutation|同志们：
body|今天，我们召开全区经济工作会议，主要任务是总结经验。
heading|一、聚焦重点，推动工作
body|各部门要抓好落实。
heading|（一）抓项目。
body|一是抓开工。二是抓投产。
heading|二、转变作风
body|同志们，任务很重，大家要努力。
"""

NOTICE = """
dateline|××区人民政府文件
dateline|×政发〔2021〕5号
title|关于做好防汛工作
title|的通知
salutation|各镇人民政府，各街道办事处，区政府各部门：
body|入汛以来，全区降雨偏多。现就有关事项通知如下：
heading|一、加强领导
body|要落实责任。
note|附件：1.防汛责任人名单
note|2.防汛物资清单
signature|××区人民政府
signature|2021年6月1日
note|（此件公开发布）
note|联系人：张三，电话：12345678
title/1|附件1
title/1|防汛责任人名单
body/1|序号
body/1|姓名
body/1|张三
title/2|附件2
title/2|防汛物资清单
heading/2|一、抢险物资
note/2|注：
note/2|1.编织袋按条计。
note/2|2.砂石按立方米计。
heading/2|2.生活物资
"""

BRIEFING = """
dateline|工作简报
dateline|（2024年第7期）
dateline|青山镇党政办　　　　2024年8月16日
title|青山镇备足防汛物资
body|入汛以来，全镇备足了物资。
heading|一、落实责任
body|各村明确责任人。
note|报：区政府办公室。
note|送：各村，镇直各单位。
"""

SENT_OUT = """
title|国务院办公厅关于印发两个规定的通知
dateline|国办发〔2018〕124号
salutation|各省、自治区、直辖市人民政府：
body|两个规定已经国务院同意，现印发给你们，请认真贯彻执行。
signature|国务院办公厅
signature|二〇一八年十二月十八日
note|（此件公开发布）
title/1|经营性文化事业单位
title/1|转制为企业的规定
body/1|为推动转制，特制定以下规定：
heading/1|一、关于财政税收
body/1|上述政策适用于所有转制企业。
title/2|进一步支持文化企业发展的规定
body/2|为促进文化企业发展，特制定以下规定：
heading/2|一、关于财政税收
"""

REQUEST = """
title|关于解决防汛经费的请示
salutation|市人民政府：
body|今年入汛以来，我区降雨偏多。
body|妥否，请批示。
signature|××区人民政府
signature|2021年6月1日
"""

DRAFT = """
dateline|机密★1年
dateline|特急
dateline|××区人民政府文件
dateline|×政发[2021]5号  签发人：张三
title|关于做好防汛工作
title|的通知。
salutation|各镇人民政府，各街道办事处，区政府各部门
body|入汛以来，全区降雨偏多，形势十分严峻。现就有关事项通知如下：
heading|一、加强领导
body|要落实责任。
note|附件：
note|1.防汛责任人名单
note|2.防汛物资清单
signature|××区人民政府
signature|2021.06.01
title/1|附件1
title/1|防汛责任人名单
"""

LETTER = """
dateline|×市水务局
dateline|×水函〔2021〕5号
title|关于商请支援防汛物资的函
salutation|市应急管理局：
body|入汛以来，全区降雨偏多，形势十分严峻。请予支援。
signature|×市水务局
signature|2021年6月1日
"""

STATUTE = """
title|# 水库管理条例

dateline|1991年3月22日 中华人民共和国国务院令第77号发布

heading|## 第一章 总则

body|第一条 为加强管理，制定本条例。

body|第二条 有下列情形之一的，予以处罚：

body|（一）毁坏大坝的；

body|（二）擅自取水的。
"""


@pytest.mark.parametrize(
    "text",
    [SPEECH, NOTICE, BRIEFING, SENT_OUT, REQUEST, DRAFT, LETTER],
    ids=["speech", "notice", "briefing", "sent out", "request", "draft", "letter"],
)
def test_roles_of_a_text(text: str) -> None:
    expected, found = labelled(text)
    assert found == expected


def test_roles_in_markdown() -> None:
    lines = [line.partition("|") for line in STATUTE.strip().splitlines() if line]
    assert roles("\n\n".join(line for _, _, line in lines), ".md") == [role for role, _, _ in lines]
    text = (
        "# 讲话\n\n> 引文。\n\n- 甲\n- 乙\n\n| a |\n|---|\n| 丙 |\n\n正文[^1]。\n\n小节\n----\n\n[^1]: 脚注\n\n附件\n\n# 名单\n"
    )
    assert roles(text, ".md") == [
        "title",
        "quote",
        "item",
        "item",
        "cell",
        "cell",
        "body",
        "heading",
        "note",
        "title/1",
        "title/1",
    ]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("发布时间：2021-03-25 来源：网站 点击：", "furniture"),
        ("責任編輯:張三", "furniture"),
        ("浏览次数：125", "furniture"),
        ("上一篇：全区会议召开", "furniture"),
        ("来源于群众的力量是无穷的，要紧紧依靠群众。", "body"),
        ("关闭落后产能要坚决。", "body"),
    ],
)
def test_furniture(line: str, role: str) -> None:
    assert roles(f"关于工作的通知\n今年以来，工作有序开展。\n{line}\n各部门要抓好落实。")[2] == role


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("同志们：", "salutation"),
        ("同志们！", "salutation"),
        ("同志们", "salutation"),
        ("各位代表:", "salutation"),
        ("马万祺副主席：", "salutation"),
        ("河北省人民政府、国家发展改革委：", "salutation"),
        ("各位代表，现在，我代表区政府报告工作。", "body"),
        ("经研究，现将有关事项通知如下：", "body"),
        ("刘忠德", "dateline"),
        ("国务院总理　李　强", "dateline"),
        ("（1996年4月16日于北京）", "dateline"),
        ("今天，我们召开全区经济", "body"),
        ("——在全区大会上", "title"),
    ],
)
def test_the_line_under_a_title(line: str, role: str) -> None:
    assert roles(f"努力开创工作新局面\n{line}\n今年以来，工作有序开展，成效明显。")[1] == role


def test_a_question_may_be_a_title() -> None:
    assert roles("当前形势下企业怎么办？\n陈清泰\n很多同志很困惑。") == ["title", "dateline", "body"]
    assert roles("企业怎么办？这个问题大家都在思考。") == ["body"]


def test_a_date_in_the_text_is_no_signature() -> None:
    assert roles("关于工作的通知\n今年以来，工作有序开展。\n2021年3月25日\n各部门要抓好落实。")[2] == "body"
    assert roles("关于工作的通知\n今年以来，工作有序开展。\n2021年3月25日")[2] == "signature"


def test_headings_and_members_of_a_list() -> None:
    text = "关于工作的通知\n正文如下。\n（一）指导思想。\n全面贯彻。\n（二）有下列情形的；\n（三）其他情形。\n一、实。要实。"
    assert roles(text)[2:] == ["heading", "body", "body", "body", "body"]


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("在全区经济工作会议上的讲话（摘要）", Genre.SPEECH),
        ("奋力谱写新篇章——在全区大会上的讲话", Genre.SPEECH),
        ("在植树节活动上的致辞", Genre.SPEECH),
        ("全区三级干部会议主持词", Genre.SPEECH),
        ("政府工作报告——在区第五届人民代表大会上", Genre.REPORT),
        ("2020年工作总结", Genre.REPORT),
        ("关于学习贯彻总书记重要讲话精神的通知", Genre.NOTICE),
        ("关于解决经费的请示", Genre.REQUEST),
        ("关于同意举办运动会的复函", Genre.LETTER),
        ("关于总体规划的批复", Genre.REPLY),
        ("区政府常务会议纪要", Genre.MINUTES),
        ("关于加强监管的指导意见", Genre.OPINION),
        ("印章管理办法（试行）", Genre.STATUTE),
        ("中华人民共和国公务员法", Genre.STATUTE),
        ("推动工作的主要做法", Genre.OTHER),
        ("关于表彰先进集体的决定", Genre.OTHER),
        ("防汛应急工作方案", Genre.PLAN),
        ("2024年宣传工作要点", Genre.PLAN),
        ("机关公文办理流程", Genre.PLAN),
        ("机关考勤制度", Genre.STATUTE),
        ("2023年度个人述职述廉", Genre.REPORT),
        ("优秀共产党员事迹材料", Genre.REPORT),
        ("全区防汛工作情况", Genre.REPORT),
        ("致全区环卫工人的慰问信", Genre.APPEAL),
        ("文明祭扫倡议书", Genre.APPEAL),
        ("致家长的一封信", Genre.APPEAL),
        ("参加培训的心得体会", Genre.ESSAY),
        ("党员个人对照检查材料", Genre.ESSAY),
        ("政务信息", Genre.BRIEFING),
        ("县委办公室信息专报第5期", Genre.BRIEFING),
        ("全县第一季度经济运行情况", Genre.REPORT),
        ("中心组学习计划表", Genre.PLAN),
        ("青山镇“三个到位”织密防汛安全网", Genre.BRIEFING),
    ],
)
def test_genre_by_title(title: str, genre: Genre) -> None:
    assert document(f"{title}\n今年以来，工作有序开展，成效明显。").genre is genre


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议。\n一、工作回顾", Genre.REPORT),
        ("各位代表：\n本届政府履职一年。现在，我代表区政府，向大会报告工作。", Genre.REPORT),
        ("同志们：\n去年工作很有成效，今年任务更重。", Genre.SPEECH),
        ("今天，我们召开全区经济工作会议，主要任务是总结经验。", Genre.SPEECH),
        ("面向新世纪的农业\n再过三年就是新世纪了。\n*本文系张三同志在研讨会上的讲话。", Genre.SPEECH),
        ("面向新世纪的农业\n再过三年就是新世纪了。\n同志们，任务光荣，让我们努力！", Genre.SPEECH),
        ("面向新世纪的农业\n再过三年就是新世纪了。", Genre.OTHER),
        ("工作简报\n第7期\n青山镇党政办　　2024年8月16日\n防汛物资全部到位\n入汛以来，全镇备足了物资。", Genre.BRIEFING),
        ("防汛物资全部到位\n入汛以来，全镇备足了物资。\n报：区政府办公室。", Genre.BRIEFING),
        ("防汛物资全部到位\n入汛以来，全镇备足了物资。\n（青山镇党政办供稿）", Genre.BRIEFING),
        ("做好防汛工作\n各镇人民政府：\n入汛以来，降雨偏多。现将有关事项通知如下：\n一、备足物资", Genre.NOTICE),
        ("防汛经费\n市人民政府：\n入汛以来，降雨偏多。\n妥否，请批示。", Genre.REQUEST),
        ("防汛工作\n市人民政府：\n现将防汛工作情况汇报如下：\n一、备足物资", Genre.REPORT),
        ("防汛工作\n为做好防汛工作，特制定本方案。\n一、备足物资", Genre.PLAN),
        ("考勤\n为严明纪律，制定本办法。\n第一条 按时到岗。", Genre.STATUTE),
        ("携手抗旱\n广大农户：\n入夏以来，旱情严重。我们发出倡议：", Genre.APPEAL),
        ("一堂生动的课\n参观烈士纪念馆之后，我感触很深。", Genre.ESSAY),
        ("", Genre.OTHER),
        ("第三条 每年检查一次。\n第四条 检查结果应当公开。\n（一）公开方式；\n第五条 违反规定的，给予处分。", Genre.STATUTE),
        ("第三条 每年检查一次。\n其他事项另行通知。", Genre.OTHER),
        ("各位代表：\n第三条 每年检查一次。\n第四条 公开。\n第五条 给予处分。", Genre.SPEECH),
    ],
)
def test_genre_by_text(text: str, genre: Genre) -> None:
    assert document(text).genre is genre


def test_genre_that_was_asked_for_stands() -> None:
    assert document("关于工作的通知\n正文。", genre=Genre.SPEECH).genre is Genre.SPEECH


def test_every_genre_has_a_name() -> None:
    assert set(GENRE_NAMES) == set(Genre)


def test_seed() -> None:
    source = load(SEED)
    seed = parse(source)
    assert seed.genre is Genre.SPEECH
    assert seed.title == "X区长在2021年区政府全体会上的讲话"
    counted = Counter(p.role for p in seed.places)
    assert counted == {Role.TITLE: 1, Role.FURNITURE: 3, Role.HEADING: 3, Role.BODY: 19}
    assert {p.part for p in seed.places} == {0}


@settings(deadline=None)
@given(st.lists(st.sampled_from([line.partition("|")[2] for line in (SPEECH + NOTICE + SENT_OUT).splitlines() if line])))
def test_any_lines_get_a_role_and_parts_only_go_up(lines: list[str]) -> None:
    places = document("\n".join(lines)).places
    assert len(places) == len(lines)
    parts = [place.part for place in places]
    assert parts == sorted(parts)
    assert all(b - a <= 1 for a, b in pairwise(parts))


# The corpus -----------------------------------------------------------------------------------------------------------

GENRES = {
    "document": {Genre.OPINION: 8, Genre.NOTICE: 9, Genre.REPLY: 6, Genre.LETTER: 5, Genre.OTHER: 2},
    "report": {Genre.REPORT: 12},
    "speech": {Genre.SPEECH: 7, Genre.OTHER: 4},
    "statute": {Genre.STATUTE: 20},
}


def test_corpus_genres(corpus: list[Path]) -> None:
    found: dict[str, Counter[Genre]] = {}
    for path in corpus:
        source = load(path)
        found.setdefault(path.name.split("-")[0], Counter())[parse(source).genre] += 1
    assert found == GENRES


def test_corpus_documents_have_titles_addressees_and_signatures(corpus: list[Path]) -> None:
    for path in corpus:
        if not path.name.startswith("document"):
            continue
        source = load(path)
        places = parse(source).places
        main = [place.role for place in places if place.part == 0]
        assert main[0] is Role.TITLE, path.name
        assert main.count(Role.SALUTATION) == 1, path.name
        assert main.count(Role.SIGNATURE) == 2, path.name
        assert main.index(Role.SALUTATION) < main.index(Role.BODY), path.name


def test_corpus_parts(corpus: list[Path]) -> None:
    parts = {}
    for path in corpus:
        source = load(path)
        places = parse(source).places
        if places[-1].part:
            parts[path.stem] = places[-1].part
    sent_out = {"document-003": 1, "document-007": 1, "document-008": 1, "document-018": 2, "document-020": 1}
    attached = {"document-004": 1, "document-010": 1, "document-023": 2, "statute-009": 1, "statute-012": 1}
    assert parts == sent_out | attached


def test_blocks_come_in_portions_that_are_full() -> None:
    blocks = [Block("甲" * length) for length in (3, 1, 2, 5, 4)]
    sizes = {size: [[len(block.text) for block in portion] for portion in portions(blocks, size)] for size in (1, 4, 6, 99)}
    assert sizes == {
        1: [[3], [1], [2], [5], [4]],
        4: [[3, 1], [2, 5], [4]],
        6: [[3, 1, 2], [5, 4]],
        99: [[3, 1, 2, 5, 4]],
    }
    assert not list(portions([], 1))


def test_what_is_kept_of_a_text_may_be_less() -> None:
    kept = Kept(3, 2, Edit(1, 4, "甲乙"), 0)
    assert kept.shift == -1
    assert kept.less(3, 2) is kept
    assert kept.less(1, 2) == Kept(1, 2, kept.edit, 0)
    assert kept.less(3, 0) == Kept(3, 0, kept.edit, 0)
