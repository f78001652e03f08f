"""Made documents in every format, with as much in each as it can hold: what the goldens are made of."""

from __future__ import annotations

from tests.ofdfile import line, ofd, set_in, text
from tests.pdffile import Frame, Stroke, Words, pdf
from tests.wordfile import (
    NAMESPACES,
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
)

CONFIG = """\
# Few rules, so that a new one changes nothing here.
rules:
  {consistency: off, count: off, document: off, formula: off, grammar: off, lexis: off, numeral: off, ordinal: off,
   parallel: off, placeholder: off, punctuation: off, residue: off, rhythm: off, setphrase: off, structure: off, term: off,
   count/mismatch: on, lexis/homophone-character: on, ordinal/gap: on, ordinal/lone: on, parallel/unbalanced: on,
   punctuation/half-width: on, punctuation/quotes: on,
   punctuation/brackets: on, residue/traditional: on, lexis/translationese: on, rhythm/stock-phrases: on}
"""

SPEECH = """\
X区长在全区干部大会上的讲话
（2024年3月5日）
同志们：
今天，我们召开大会。下面，我讲四点意见。
一、抓产业，促发展
要做到急事急办、特事特办、要事快办、难事设法办。做好两件事：一是抓招商，二是抓项目，三是抓园区。
（一）强化招商
截止目前,招商进展顺利。
（三）强化服务
　　1.窗口服务。2.上门服务。
二、改作风，转职能
第一，“抓落实。要进行部署，真抓实干、攻坚克难，确保圆满完成任务。
𠮷镇要宏扬传统（见附件。
四、保民生
要做到急事急办、特事特办、要事快办、难事设法办。后补的）也算。
第一，要学習。第三，要实干。

让我们携起手来，为建设美丽家园而努力奋斗！
"""
"""With a title, sections, series inside paragraphs, a character outside the plane, and what many features look at."""

LONG = f"""\
在很长的会议上的讲话
同志们：
{"我们要坚持以高质量发展为主题不动摇、坚持以供给侧结构性改革为主线不松劲、坚持以改革开放创新为动力不停步。" * 2}
一、{"要很长的标题" * 8}
{"没有停顿的一句话写了又写" * 12}，{"、".join("大中小高低" + char for char in "甲乙丙丁戊己庚辛")}。难道不应该吗？谁说不是呢？
（一）抓项目促投资
1.{"有的地方重视不够，有的部门落实不力，有的干部担当不足。" * 3}
（1）要讲认真、讲规矩、讲团结、讲奉献。如春风化雨，像大海行船。
（二）抓产业
不是一城一地的得失，而是全局的胜负；不是一时一事的成败，而是长远的兴衰。
二、\x1b[1m抓作风\x07
急事急办、特事特办、要事快办、难事快办。{"实" * 700}。

谢谢大家！
"""
"""With words longer than a line of any report."""

ARTICLE = """\
# 讲话

## 一、抓产业

1. 招商。
2. 项目。

> 三、引文里的,不算。

- 要**急事急办**、特事特办、要事快办、难事设法办。

## 三、抓作风

要 做到“两个维护”，抓好三项工作：一是学；二是干。
"""

LEAFLET = """\
<!DOCTYPE html>
<html><head><title>告示</title><style>p { color: red }</style><script>三、</script></head>
<body><nav><a href="/">首页</a></nav>
<h1>关于开会的告示</h1>
<p>各科室,请<b>按时</b>参加<!-- 注 -->。<br>地点&nbsp;在一楼&mdash;&#23567;厅。</p>
<h2>一、时间</h2><p style="display:none">看不见,</p>
<ol><li>上午。<li value="4">下午,
晚上。</ol>
<ul><li>甲<ul><li>乙</li></ul></li></ul>
<table><caption>表</caption><tr><th>项目</th><td>数量,</td></tr></table>
<blockquote>三、引文,</blockquote>
<pre>两  行
之间</pre>
<h2>三、<ruby>地<rp>(</rp><rt>dì</rt><rp>)</rp></ruby>点</h2>
<div>前<p>中</div>后<img alt="图" src="x.png"><input value="值"><select><option>项</select>
<p hidden>藏</p><del>删,</del><ins>增,</ins><sup>1</sup><q>引</q></body></html>
"""


NOTICE = """\
某某县人民政府
关于召开会议的通知
各乡镇：
定于3月召开会议。请按时参加，不得缺席，会期一天。

附件：1. 名单
      2. 议程

某某县人民政府
2024年3月5日

附件1
名单
（共二人）
一、甲
二、乙
"""
"""With a title of two lines and a part of its own behind it."""


def letter() -> bytes:
    """A Word file."""
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(paragraph('项目'), paragraph('数量,'))}</w:tr></w:tbl>"
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处输入文字") + "</w:sdtContent></w:sdt>"
    body = (
        paragraph(run("关于商请"), run("支持的函"), properties=style("T")),
        paragraph(run("市财政局：")),
        paragraph(run("截止"), run("目前", "<w:b/>"), run(",进展顺利"), _mark("footnoteReference", 'w:id="2"'), run("。")),
        paragraph("时间", properties=listed(0)),
        paragraph("上午", properties=listed(1)),
        paragraph("下午，要学習。", properties=listed(1)),
        paragraph(run("地点"), properties=listed(0)),
        paragraph(run("一、写上的号"), properties=style("H1")),
        paragraph(run("三、跳过的号"), properties=style("H1")),
        paragraph(run("拟于"), inserted(run("五月,")), deleted("四月,"), run("开会"), control, run("。")),
        table,
        paragraph(
            run("见"),
            field(" PAGEREF x ", "12"),
            run("页。"),
            "<w:r><w:tab/></w:r>",
            run("后"),
            "<w:r><w:br/></w:r>",
            run("续"),
        ),
        paragraph(run("藏", "<w:vanish/>"), run("显"), run("划掉", "<w:strike/>"), run("宏扬传统")),
        paragraph(TEXT_BOX.format(paragraph("框里,有字。"))),
        paragraph(run("目录"), properties=style("TOC1")),
        paragraph(run("某某县人民政府")),
        paragraph(run("2024年3月5日")),
    )
    notes = f"<w:footnotes {NAMESPACES}><w:footnote w:id='2'>{paragraph('注,释')}</w:footnote></w:footnotes>"
    edges = {"header": story("hdr", paragraph("眉,")), "footer": story("ftr", paragraph("脚"))}
    return docx(*body, parts={"footnotes": notes, **edges})


def _mark(tag: str, attributes: str = "") -> str:
    return f"<w:r><w:{tag} {attributes}/></w:r>"


def sheet() -> bytes:
    """An OFD of two pages with a table."""
    lines = [line(30, top, 150, top) for top in (200, 210, 220)] + [line(at, 200, at, 220) for at in (30, 90, 150)]
    cells = [text(words, left, top, 4) for words, left, top in (("项目", 40, 203), ("数量,", 100, 203), ("甲", 40, 213))]
    first = [*set_in("关于开会的通知", "各科室,请按时参加，" * 9, "一、时间", "三、地点在 Room 5 一楼。"), *lines, *cells]
    return ofd(first, [*set_in("续页的文字没有完", "第二段。"), text("— 2 —", 100, 280, 4.9)])


def print_out() -> bytes:
    """A PDF of two pages with a table and a number on each."""
    rows = [Words("各科室,请按时参加会议，不得缺席，", 112 - 32 * bool(at), 150 + 28 * at) for at in range(3)]
    across = [Stroke(80, top, 400, top) for top in (430, 456)]
    grid: list[Words | Stroke | Frame] = [Frame(80, 400, 400, 490), *across, Stroke(184, 400, 184, 490)]
    cells = [Words("项目", 90, 420), Words("数量,", 250, 420), Words("甲", 90, 450), Words("3 个", 250, 450)]
    cells += [Words("一格里写了两行，第一", 82, 470, 10), Words("行写到了格子边上。", 82, 484, 10)]
    first: list[Words | Stroke | Frame] = [
        Words("关于开会的通知", 200, 100, 22),
        *rows,
        Words("一、时间", 112, 240),
        *grid,
        *cells,
        Words("— 1 —", 280, 800, 14),
    ]
    second = [
        Words("三、地点在", 112, 100),
        Words("一楼。", 192, 100),
        Words("稀疏", 112, 140, 16, 8),
        Words("侧", 560, 400, turned=True),
    ]
    return pdf(first, [*second, Words("— 2 —", 280, 800, 14)])
