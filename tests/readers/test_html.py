"""An HTML page is read as the article that a reader sees, and every character knows where it stands in the source."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.cli import main
from govlint.document.block import Block
from govlint.readers import decode, load, read
from govlint.readers.compose import Piece
from govlint.readers.htmltree import MAX_DEPTH, parse
from govlint.text.source import Source, SourceError


def blocks_of(text: str) -> list[Block]:
    return [block for block, _ in read(Source("讲话.html", text))]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks_of(text)]


def agree(text: str) -> None:
    """Every reading character is the source's, or what the source writes as an entity or as white space."""
    for block, places in read(Source("讲话.html", text)):
        for at, char in enumerate(block.text):
            span = places.span(at, at + 1)
            found = text[span.start : span.end]
            assert found == char or char in html.unescape(found) or (char == " " and not found.strip()) or char == "\ufffc"


# Text ------------------------------------------------------------------------------------------------------------------


def test_markup_inside_a_sentence_is_left_out() -> None:
    page = '<p>要<b>进行</b><a href="x">部署</a><!-- 注 -->。</p>'
    assert texts(page) == ["要进行部署。"]
    ((block, places),) = read(Source("a.html", page))
    assert [e.text for e in block.elisions] == ["<b>", '</b><a href="x">', "</a><!-- 注 -->"]
    assert page[slice(*places.span(1, 3))] == "进行"


def test_entities_are_read_and_mapped_whole() -> None:
    page = "<p>A&amp;B&#12289;&#x5DE5;作&nbsp;&ldquo;引&rdquo;&hellip;&notin;</p>"
    ((block, places),) = read(Source("a.html", page))
    assert block.text == "A&B、工作“引”…∉"
    assert page[slice(*places.span(3, 4))] == "&#12289;"
    assert not places.unbroken(3, 4)
    assert texts("<p>5 < 6 && 甲&乙；a&b=c &#0;&#99999999; &nosuch;</p>") == ["5 < 6 && 甲&乙；a&b=c \ufffd\ufffd &nosuch;"]


def test_white_space_is_as_a_browser_shows_it() -> None:
    assert texts("<p>\n  今年\n  工作 要点\tA\n  B  <i> C</i>\n</p>") == ["今年工作 要点 A B C"]
    assert texts("<p>&nbsp;&nbsp;&nbsp;&nbsp;　　缩进。</p>") == ["缩进。"]


def test_a_line_break_parts_paragraphs_but_not_a_title() -> None:
    assert texts("<p>　　第一段。<br>　　第二段。<br/><br>第三段</p>") == ["第一段。", "第二段。", "第三段"]
    assert texts("<h1>关于做好<br>今年工作的通知</h1>") == ["关于做好今年工作的通知"]


def test_ruby_is_left_out_as_ruby() -> None:
    (block,) = blocks_of("<p>全<ruby>区<rp>(</rp><rt>qū</rt><rp>)</rp></ruby>工作</p>")
    assert block.text == "全区工作"
    assert [(e.at, e.kind) for e in block.elisions] == [(1, "markup"), (2, "ruby")]


def test_pinyin_in_brackets_is_left_out_as_in_plain_text() -> None:
    (block,) = blocks_of("<p>全<b>區(qū</b>)工作</p>")
    assert block.text == "全區工作"
    assert [e.kind for e in block.elisions] == ["markup", "ruby"]


def test_preformatted_lines_are_paragraphs() -> None:
    assert texts("<pre>第一行\r\n  第二行  \n\n第三&amp;行</pre>") == ["第一行", "第二行", "第三&行"]


def test_what_is_not_shown_is_not_read() -> None:
    page = (
        "<style>p{}</style><script>if (a<b) {}</script><noscript>请开启</noscript><p hidden>甲</p>"
        '<p style="Display : none">乙</p><template><p>丙</p></template><p>丁<del>旧</del><img src=x>图<code>x=1</code></p>'
        "<textarea>戊</textarea><svg><text>己</text></svg><!-- <p>庚</p> -->"
    )
    assert texts(page) == ["丁\ufffc图\ufffc"]


def test_kinds_levels_and_numbers() -> None:
    page = (
        "<h1>题目</h1><h2>一、小标题</h2><p>段落。<ul><li>点<ol start=3><li>三<li>四</ol></ul><blockquote><p>引文</blockquote>"
        "<table><caption>表题</caption><tr><th>甲<td>乙<tr><td><p>丙</p><p>丁</table>"
    )
    assert [(b.kind, b.level, b.label, b.text) for b in blocks_of(page)] == [
        ("heading", 1, "", "题目"),
        ("heading", 2, "", "一、小标题"),
        ("paragraph", 0, "", "段落。"),
        ("item", 1, "", "点"),
        ("item", 2, "3.", "三"),
        ("item", 2, "4.", "四"),
        ("quote", 0, "", "引文"),
        ("note", 0, "", "表题"),
        ("cell", 0, "", "甲"),
        ("cell", 0, "", "乙"),
        ("cell", 0, "", "丙"),
        ("cell", 0, "", "丁"),
    ]


def test_tags_that_are_not_closed_or_not_opened() -> None:
    assert texts("<p>一<p>二</b></div><div>三<p>四</div>五") == ["一", "二", "三", "四", "五"]
    assert texts("<table><tr><td>甲</p></div><td>乙</table>丙") == ["甲", "乙", "丙"]
    assert texts('<p title="a>b">甲</p><p title="没有收口>乙</p>丙') == ["甲", "乙", "丙"]
    assert texts("<p>甲<") == ["甲<"]
    assert texts("<p>甲</") == ["甲"]
    assert texts("<p>甲<b") == ["甲"]
    assert texts("<p>甲<!-- 没完") == ["甲"]
    assert texts("甲<title>乙") == ["甲"]


# The article -----------------------------------------------------------------------------------------------------------

ARTICLE = ["　　同志们：", "　　今天，我们召开会议，主要任务是部署工作。下面，我讲两点意见。", "　　要抓好落实；要加强督查。"]
NAVIGATION = "<ul>" + "".join(f"<li><a href=#>{n}</a></li>" for n in ("首页", "政务公开", "办事服务", "互动交流")) + "</ul>"
RELATED = "<h3>相关阅读</h3>" + NAVIGATION.replace("首页", "区长在另一次会上的讲话。")


def page(body: str, title: str = "在全区工作会议上的讲话_某某区人民政府") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body><div class=top>{NAVIGATION}</div>"
        f"{body}<div class=foot><p>版权所有：某某区人民政府 主办单位：区政府办公室</p><p>网站标识码：123456</p></div>"
        "</body></html>"
    )


PUBLISHED = "发布时间：2021-03-25 来源：区政府办"
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in ARTICLE)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=m><h1>在全区工作会议上的讲话</h1><div>{PUBLISHED}</div><div id=zoom>{PARAGRAPHS}</div>{RELATED}</div>",
        f"<main><article><h1>在全区工作会议上的讲话</h1><p>{PUBLISHED}</p><section>{PARAGRAPHS}</section></article>"
        f"<aside>{RELATED}</aside></main>",
        "<table><tr><td>位置：首页</td></tr><tr><td><div>在全区工作会议上的讲话</div></td></tr><tr><td>"
        f"{PUBLISHED}</td></tr><tr><td><table><tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>",
    ],
    ids=["divs", "semantic", "layout tables"],
)
def test_the_article_is_read_and_the_page_is_not(body: str) -> None:
    found = [(b.kind, b.text) for b in blocks_of(page(body))]
    assert found[0][1] == "在全区工作会议上的讲话"
    assert found[0][0] in ("title", "heading")
    assert found[1] in (("note", PUBLISHED), ("paragraph", PUBLISHED))
    assert [text for _, text in found[2:]] == [p.strip("　") for p in ARTICLE]


def test_the_pages_own_title_serves_where_the_article_has_none() -> None:
    blocks = blocks_of(page(f"<div>{PARAGRAPHS}</div>"))
    assert [(b.kind, b.text) for b in blocks[:1]] == [("title", "在全区工作会议上的讲话")]


def test_a_bare_fragment_is_all_article() -> None:
    assert texts("<h1>题目</h1><p>短。</p><p>也短</p>") == ["题目", "短。", "也短"]
    assert texts("一句话。") == ["一句话。"]
    assert texts("") == []


def test_links_in_a_sentence_stay() -> None:
    body = "<p>按照<a>《条例》</a>、<a>《办法》</a>和<a>《细则》</a>的要求，做好工作。</p>"
    assert texts(page(f"<div>{PARAGRAPHS}{body}</div>"))[-1] == "按照《条例》、《办法》和《细则》的要求，做好工作。"


# Bytes -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=gb2312>", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta charset=big5>", "big5hkscs"),
        ("", "gb18030"),
        ("<meta charset=utf-8>", "gb18030"),
        ("<meta charset=rot13>", "utf-8"),
        ("<meta charset=utf-7>", "utf-8"),
    ],
)
def test_the_encoding_is_what_the_page_says_if_it_is_true(head: str, encoding: str) -> None:
    text = f"<html>{head}<p>今天，我們的工作會議，各地方的同志。</p>" * 3
    source = decode(text.encode(encoding), "a.html")
    assert (source.text, source.encoding) == (text, encoding)
    assert source.encode() == text.encode(encoding)


def test_a_byte_order_mark_goes_before_what_the_page_says() -> None:
    text = "<meta charset=gbk><p>正文</p>"
    for encoding in ("utf-8-sig", "utf-16"):
        assert decode(text.encode(encoding), "a.html").text == text


def test_binary_is_refused() -> None:
    with pytest.raises(SourceError):
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, "a.html")


# Safety ----------------------------------------------------------------------------------------------------------------


PIECES = (
    "<a|<!--|<![|</|<?|<!|&#|&a|<a b=|<p>|<div>|<li>|<td>|</p>|<script>|<title>|<table><tr><td>|<ruby><rt>|<|>|&|<ul><li>"
    '|<a b="|<a b=\'"|<a "\'>|<a b="x\'>|<a b="\'" c=\'"'
)


@pytest.mark.parametrize("times", [10_000, pytest.param(30_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_time_grows_with_length_alone(piece: str, times: int) -> None:
    # Quadratic time would make this test last for minutes.
    list(read(Source("a.html", piece * times)))


def test_depth_is_bounded() -> None:
    root = parse("<div>" * 20_000 + "甲")
    depth, element = 0, root
    while element.children and not isinstance(child := element.children[0], Piece):
        element, depth = child, depth + 1
    assert depth <= MAX_DEPTH
    assert texts("<div>" * 20_000 + "甲") == ["甲"]


NAMES = (
    "<p> </p> <div> </div> <b> </b> <br> <li> <ul> </ul> <ol> <table> <tr> <td> </table> <h1> </h1> <a> </a> <ruby> <rt>"
    " </ruby> <pre> </pre> <!--x--> <title> </title> <script> </script> &amp; &nbsp; &#20013; < & 今天， 工作。 區(qū) abc"
)
TAGS = st.sampled_from(NAMES.split()) | st.sampled_from(["\n", "  ", "　　", '<ol start="2">'])


@given(st.lists(TAGS, max_size=40).map("".join))
def test_reading_text_and_source_agree_whatever_the_page(text: str) -> None:
    agree(text)


@given(st.text(st.sampled_from("<>&;!-/='\"# pab甲。\n"), max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    agree(text)


def as_page(text: str) -> str:
    """A plain text as a web page would have it."""
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    return f"<html><head><meta charset=utf-8></head><body>{paragraphs}</body></html>"


@pytest.mark.slow
def test_the_corpus_as_pages(corpus: list[Path]) -> None:
    for path in corpus:
        if path.suffix == ".txt":
            plain, text = load(path), as_page(load(path).text)
            agree(text)
            # A browser shows several spaces as one.
            shown = replace(plain, text=re.sub(" +|\t", " ", plain.text))
            assert [b.text for b, _ in read(shown)] == texts(text), path.name


# Site systems ---------------------------------------------------------------------------------------------------------


def test_an_article_in_a_form_is_read() -> None:
    article = "<h1>关于做好防汛工作的通知</h1><p>各乡镇人民政府：</p><p>会议定于今天召开，请按时参加，不得缺席。</p>"
    read_texts = ["关于做好防汛工作的通知", "各乡镇人民政府：", "会议定于今天召开，请按时参加，不得缺席。"]
    assert texts(f'<form id="aspnetForm">{article}</form>') == read_texts
    # Also where a line stands outside of it.
    assert texts(f"<div><p>您好，欢迎。</p></div><form><div>{article}</div></form>")[-3:] == read_texts
    # A form under an article is none of it.
    search = "<form><p>请输入要查找的文字，然后按回车。</p></form>"
    assert texts(f"<div>{article}</div>{search}") == read_texts


def test_a_page_without_text_is_not_said_to_be_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "稿.html"
    page.write_text("<html><body><div id='app'></div><script>render()</script></body></html>", encoding="utf-8")
    for _ in range(2):  # what the cache remembers is no answer
        assert main(["check", "--cache-dir", str(tmp_path / "cache"), str(page)]) == 2
        heard = capsys.readouterr()
        assert "没有读出正文" in heard.err and "没有发现问题" not in heard.out
