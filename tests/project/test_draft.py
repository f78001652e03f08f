"""A text while it is written: whatever is typed and pasted, what is known of it at a pause is what a first look gives."""

from __future__ import annotations

from collections import deque
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlint.project.draft import Draft
from govlint.project.project import Project
from govlint.readers import parse
from govlint.readers.markdown import reread
from govlint.text.source import Source
from tests.conftest import SEED, examples

PIECES = [
    *"一二三四、，。；：（）“”\n\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "😀",
    "一、抓产业\n",
    "三、抓项目\n",
    "附件：\n1．名单\n",
    "附件1：办法\n",
    "2024年5月1日\n",
    "X市人民政府\n",
    "各县区人民政府：\n",
    "关于印发方案的通知\n",
    "- 3 -\n",
    "# 题目\n",
    "> 引文\n",
    "&amp;",
    "<p>段",
    "<!-- govlint-disable punctuation -->\n",
    "\n\n",
    "\n\n" + "抓好落实，再创佳绩。" + "\n\n",
    "```\n",
    "---\n",
    "- 项\n",
    "<!--\n",
    "[^1]: 注\n",
    "|甲|乙|\n|-|-|\n",
    "  \n",
    "**",
    "说明：\n",
    "来源：某网\n",
    "区(qū)",
    "急事急办、特事特办、要事快办、难事设法办。",
]
LONG = "今天我们召开全区经济工作会议，主要任务是总结工作、分析形势、安排部署，动员全区上下进一步统一思想、坚定信心。" * 3
NOTICE = (
    f"关于印发《办法》的通知\n各镇人民政府：\n{LONG}\n一、抓产业\n{LONG}\n（一）抓项目\n{LONG}\n二是抓落实。\n三、抓民生\n"
    f"{LONG}\nX区人民政府\n2024年5月1日\n附件1：办法\n第一条 {LONG}\n第三条 {LONG}\n"
)
WRAPPED = "\n".join("今天我们召开会议总结工作分析形势安排部署动员大家统一思想坚定信心奋勇争先再创佳绩" for _ in range(9))
TEXTS = {
    "稿.txt": [NOTICE, WRAPPED, f"{WRAPPED}\n{LONG}\n", ""],
    "稿.md": [
        f"# 讲话\n\n{LONG}\n\n## 一、抓产业\n\n- {LONG}\n- 三、抓项目\n\n> {LONG}\n",
        "\n\n".join(NOTICE.split("\n")),
        f"---\n\n{LONG}\n\n---\n\n{LONG}\n\n```\n{LONG}\n\n{LONG}\n\n```\n\n{LONG}\n\n<!--\n\n{LONG}\n\n-->\n\n"
        f"1. 项\n\n{LONG}\n\n[^1]: 注\n\n{LONG}\n\n　　{LONG}\n　　{LONG}\n\n{LONG}\n",
    ],
    "稿.html": [f"<h1>讲话</h1><p>{LONG}</p><p>一、抓产业&nbsp;</p><p>三、<b>抓</b>项目</p>"],
}


@cache
def project() -> Project:
    return Project()


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[float, int, str, bool]]:
    """Edits as a place between 0 and 1, how many characters go, what comes, and whether there is a pause after it."""
    new = st.lists(st.sampled_from(PIECES), max_size=3).map("".join)
    gone = st.sampled_from([0, 0, 0, 1, 2, 9, 150, 400])
    return draw(st.lists(st.tuples(st.floats(0, 1), gone, new, st.booleans()), min_size=1, max_size=8))


def follow(path: str, text: str, typed: list[tuple[float, int, str, bool]]) -> None:
    draft = Draft(project(), Source(path, text))
    deque(draft.steps(), maxlen=0)
    assert draft.checked().findings == project().lint(Source(path, text), remember=False).findings
    for share, gone, new, pauses in typed:
        start = int(share * len(text))
        text = text[:start] + new + text[start + gone :]
        source = Source(path, text)
        draft = Draft(project(), source, before=draft)
        known = draft.checked()
        document, afresh = known.document, parse(source)
        assert (document.places, document.genre, document.standings) == (afresh.places, afresh.genre, afresh.standings)
        for finding in known.findings:
            assert source.text[slice(*finding.span)] == finding.match
            assert 0 <= finding.block < max(1, len(document.places))
        if pauses:
            deque(draft.steps(), maxlen=0)
            assert draft.checked() == project().lint(source, remember=False)


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in TEXTS.items() for text in texts])
@settings(examples(15), suppress_health_check=[HealthCheck.too_slow])
@given(typed=edits())
def test_what_is_typed(path: str, text: str, typed: list[tuple[float, int, str, bool]]) -> None:
    follow(path, text, typed)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=edits())
def test_what_is_typed_into_the_seed(typed: list[tuple[float, int, str, bool]]) -> None:
    follow("稿.txt", SEED.read_text(encoding="utf-8"), typed)


def test_what_an_edit_has_not_touched_stays() -> None:
    before = parse(Source("稿.txt", NOTICE))
    after = parse(Source("稿.txt", NOTICE.replace("抓项目", "抓好项目")), before=before)
    kept = after.kept
    assert kept is not None and (kept.head, kept.tail, kept.shift) == (5, len(before.places) - 6, 1)
    assert after.places[4] is before.places[4]
    assert after.places[6].block is before.places[6].block


def test_a_finding_goes_along_until_its_check_comes() -> None:
    """The gap is still told right after a line was put above it, and gone once the series is counted again."""
    text = NOTICE.replace("二是抓落实。", "二、抓落实")
    gap = NOTICE.replace("二是抓落实。\n", "")
    draft = Draft(project(), Source("稿.txt", gap))
    deque(draft.steps(), maxlen=0)
    assert "三、" in {f.match for f in draft.checked().findings if f.rule == "ordinal/gap"}
    mended = Draft(project(), Source("稿.txt", text), before=draft)
    assert not mended.is_done
    assert "三、" in {f.match for f in mended.checked().findings if f.rule == "ordinal/gap"}
    deque(mended.steps(), maxlen=0)
    assert mended.is_done
    assert "三、" not in {f.match for f in mended.checked().findings if f.rule == "ordinal/gap"}


@pytest.mark.parametrize(
    ("was", "now", "is_reread"),
    [
        (f"# 题\n\n{LONG}\n\n- 项\n", f"# 题\n\n{LONG}我们\n\n- 项\n", True),
        (f"{LONG}\n", f"我们{LONG}\n", True),
        (f"{LONG}\n\n　　{LONG}\n　　二\n", f"{LONG}\n\n　　{LONG}\n　　二三\n", True),
        (f"# 题\n\n{LONG}\n\n- 项\n", f"# 题\n\n{LONG}\n\n- 项目\n", False),
        (f"# 题\n\n{LONG}\n", f"# 题\n\n{LONG}*\n", False),
        (f"```\n\n{LONG}\n\n```\n", f"```\n\n{LONG}的\n\n```\n", False),
    ],
)
def test_a_plain_paragraph_of_markdown_is_read_alone(was: str, now: str, is_reread: bool) -> None:
    before = parse(Source("稿.md", was))
    source = Source("稿.md", now)
    again = reread(source, before)
    assert (again is not None) is is_reread
    assert parse(source, before=before).places == parse(source).places
