"""Whole pages as government sites have them: the article is read, its title is its title, and the page round it is not read."""

from __future__ import annotations

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.document.roles import Role
from govlint.readers import decode, parse, read
from govlint.rulefiles.loader import load_builtin

TITLE = "关于切实做好防汛工作的通知"
TEXT = (
    "各区县人民政府，市政府各部门：",
    "　　为切实做好今年的防汛工作，确保人民群众生命财产安全,现将有关事项通知如下。",
    "　　一、加强组织领导",
    "　　各级各部门要提高认识，压实责任，主要负责同志要靠前指挥，在×月×日前完成隐患排查。",
    "　　三、抓好值班值守",
    "　　严格执行24小时值班制度，重要情况及时报告。",
    "　　某某市人民政府办公室",
    "　　2026年5月12日",
)
READ = [line.strip("　") for line in TEXT]

NAVIGATION = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "要闻动态", "政务公开", "办事服务", "互动交流"))
NEWS = "".join(f"<li><a href=x>{n}</a></li>" for n in ("市长调研防汛工作，强调落实责任。", "图解：防汛要点", "防汛知识问答"))
FOOT = "<p>主办：某某市人民政府　承办：市政府办公室</p><p>版权所有。未经许可，不得转载。</p><p>网站标识码：1234567890</p>"


def as_policy_library() -> str:
    """A table of what the document is above a title broken over lines inside the text; related news below."""
    facts = (("标&#12288;题：", TITLE), ("发文机关：", "某某市人民政府办公室"), ("成文日期：", "2026年05月12日"))
    rows = "".join(f"<tr><td><b>{name}</b></td><td>{value}</td></tr>" for name, value in facts)
    title = f"<p style='text-align:center'><strong>{TITLE[:4]}<br>{TITLE[4:]}</strong></p>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}_应急管理_某某市政府网</title>"
        f"<script>var p = '<p>不读。</p>';</script></head><body><div class='header'><ul>{NAVIGATION}</ul>"
        "<input placeholder='请输入'><button>搜索</button></div><div class='crumbs'><a>首页</a> &gt; <a>政策</a></div>"
        f"<table class='facts'>{rows}</table><div id='UCAP-CONTENT'>{title}{''.join(f'<p>{p}</p>' for p in TEXT)}</div>"
        f"<div class='share'>分享：<a>微信</a><a>微博</a></div><div class='related'><h3>相关稿件</h3><ul>{NEWS}</ul></div>"
        f"<div class='footer'>{FOOT}</div></body></html>"
    )


def as_tables() -> str:
    """All laid out in tables, the text as Word left it, links to print and to go on below."""
    text = "".join(
        f'<p class=MsoNormal style="text-indent:32pt"><span lang=EN-US><o:p></o:p></span><span>{p[:6]}</span>\n'
        f"<span>{p[6:]}</span></p>\n"
        for p in READ
    )
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{TITLE}</title></head><body>'
        "<table width=1000><tr><td><a>首页</a>|<a>机构</a>|<a>公开</a>|<a>办事</a></td></tr></table><table><tr><td><table>"
        "<tr><td><a>通知公告</a></td></tr><tr><td><a>政策文件</a></td></tr></table></td><td><table>"
        f"<tr><td align=center>{TITLE}</td></tr><tr><td>发布日期：2026-05-12　来源：市政府办公室"
        "　浏览次数：<span id=hits>1024</span>　字体：[<a>大</a> <a>小</a>]</td></tr>"
        f"<tr><td><div class=TRS_Editor><style>.TRS_Editor P{{line-height:2}}</style>{text}</div></td></tr>"
        "<tr><td align=right>【<a>打印本页</a>】【<a>关闭窗口</a>】</td></tr><tr><td>上一篇：<a>关于放假的通知</a></td></tr>"
        f"</table></td></tr></table><table><tr><td>{FOOT}</td></tr></table></body></html>"
    )


def as_line_breaks() -> str:
    """No paragraphs at all: lines, and spaces before them."""
    lines = "<BR>\r\n<BR>\r\n".join(p.replace("　", "&nbsp;&nbsp;") for p in TEXT)
    return (
        '<HTML><HEAD><TITLE>政府公报</TITLE><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=GBK"></HEAD>'
        f"<BODY BGCOLOR=white><CENTER><FONT SIZE=5><B>{TITLE}</B></FONT></CENTER><HR><FONT SIZE=3>{lines}</FONT><HR>"
        "<CENTER><A HREF=index.htm>返回</A> <A HREF=a.htm>上一页</A> <A HREF=b.htm>下一页</A></CENTER></BODY></HTML>"
    )


def as_sections() -> str:
    """Elements that say what they are, and a copy of the text that is hidden, for print."""
    text = "".join(f"<p>{p}</p>" for p in TEXT)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{TITLE} - 某某市人民政府门户网站</title></head><body>"
        f"<header><nav><ul>{NAVIGATION}</ul></nav></header><main><article><header><h1>{TITLE}</h1>"
        "<p><span>2026-05-12 09:30</span><span>来源：市政府办公室</span></p></header>"
        f"<section>{text}</section></article><div style='display: none'>{text}</div>"
        f"<aside><h2>热点</h2><ul>{NEWS}</ul></aside></main><footer>{FOOT}</footer></body></html>"
    )


def as_many_divisions() -> str:
    """Every paragraph a division, what the document is in a line of its own, a code to scan below."""
    text = "".join(f"<div><span>{p}</span></div>" for p in TEXT)
    return (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><div><ul>{NAVIGATION}</ul></div><div class=con>"
        f"<h2>{TITLE}</h2><div>索引号：0001　发布机构：市政府办公室　发布时间：2026-05-12</div><div class=txt>{text}</div>"
        f"<div><img src=a.png><span>扫一扫在手机打开当前页</span></div></div><div>{FOOT}</div></body></html>"
    )


PAGES = {
    "policy library": (as_policy_library, "utf-8"),
    "tables": (as_tables, "gb18030"),
    "line breaks": (as_line_breaks, "gb18030"),
    "sections": (as_sections, "utf-8"),
    "divisions": (as_many_divisions, "utf-8"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_page(name: str) -> None:
    write, encoding = PAGES[name]
    source = decode(write().encode(encoding), "页.html")
    assert source.encoding == encoding
    document = parse(source)
    assert document.title == TITLE
    assert document.genre == "notice"
    texts = [place.block.text for place in document.places]
    first = texts.index(READ[0])
    assert texts[first:] == READ
    assert [p.block.text for p in document.places if p.role is Role.HEADING] == [READ[2], READ[4]]
    # Above it stands nothing but the title and when it was published.
    assert all(place.role is Role.TITLE or place.block.kind == "note" for place in document.places[:first])
    findings = {f.rule: f.match for f in lint(document, Ruleset(load_builtin())).findings}
    assert findings["punctuation/half-width"] == ","
    assert findings["placeholder/unfilled"] == "×月×日"
    assert findings["ordinal/gap"] == "三、"


def test_a_cell_of_the_articles_own_table_stays_one() -> None:
    page = f"<table><tr><td>{''.join(f'<p>{p}</p>' for p in TEXT)}<table><tr><td>甲<td>乙</table></td></tr></table>"
    blocks = [b for b, _ in read(decode(page.encode(), "页.html"))]
    assert [b.kind for b in blocks] == ["paragraph"] * len(TEXT) + ["cell", "cell"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_page_in_any_encoding_of_unicode(encoding: str) -> None:
    page = as_sections().replace("<meta charset=utf-8>", "")
    texts = [b.text for b, _ in read(decode(page.encode(encoding), "页.html"))]
    assert texts[-1] == READ[-1]
