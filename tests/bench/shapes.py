"""Shapes of input that some part of a linter may find hard: each a format and a text of about so many characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

_HAN = "区县发展改革工作会议精神产业项目建设落实推进群众服务基层治理经济生态文明民生保障创新协调绿色开放共享"
_DIGITS = "一二三四五六七八九"
_RINGS = "①②③④⑤⑥⑦⑧⑨"


class Shape(NamedTuple):
    """The ending of a file's name, and what makes a text of so many characters."""

    suffix: str
    make: Callable[[int], str]


def words(seed: int, length: int) -> str:
    """Characters that are the same for the same seed and hardly ever for another."""
    state = seed * 2654435761 % 2147483648 + 1
    found = []
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2147483648
        found.append(_HAN[(state >> 16) % len(_HAN)])
    return "".join(found)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("" if tens == 1 else _DIGITS[tens - 1]) + "十") + (_DIGITS[ones - 1] if ones else "")


def _repeated(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _counted(unit: Callable[[int], str], size: int) -> str:
    pieces, length, number = [], 0, 0
    while length < size:
        pieces.append(unit(number))
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def _nested(left: str, right: str, size: int) -> str:
    depth = size // (len(left) + len(right) + 2)
    return left.join(["区"] * (depth + 1)) + right.join(["县"] * (depth + 1))


def _ordinals(number: int) -> str:
    forms = ("{h}、{w}\n", "（{h}）{w}\n", "{n}.{w}\n", "（{n}）{w}\n", "第{h}，{w}。\n", "{r}{w}\n")
    count = number % 20 + 1
    return forms[number % 6].format(h=_numeral(count), n=count, r=_RINGS[number % 9], w=words(number, 8))


_TERMS = ("党的二十大", "二十大", "百分之五", "5%", "唯一", "惟一", "账户", "帐户")

_REPEATED = {
    "txt": {
        "line ends": "\n",
        "blanks": " ",
        "wide blanks": "\u3000",
        "no-break blanks": "区\u00a0",
        "one character": "的",
        "question marks": "?",
        "full stops": "。",
        "commas": ",",
        "wide commas": "，",
        "digits": "1234567890",
        "Latin letters": "abcdefghij",
        "Latin words": "abc def ",
        "Chinese and Latin": "区a县1",
        "dots": ".",
        "ellipses": "…",
        "dashes": "—",
        "crosses": "×",
        "the letter X": "X",
        "“ opened": "“区县",
        "” closed": "”区县",
        "《 opened": "《区县",
        "》 closed": "》区县",
        "（ opened": "（区县",
        "） closed": "）区县",
        "( opened": "(区县",
        "marks opened in turn": "“区《县（",
        "marks crossed": "“区《县”区》县",
        "numbers before ）": "，  1）区",
        "equal lines": "各镇街要围绕中心工作想办法、出实招，把各项任务落到实处。\n",
        "equal clauses": "各镇街要围绕中心工作想办法，",
        "salutations": "同志们：\n",
        "pinyin": "踔(chuō)厉虢(guó)",
        "residue": "�区?县;A(chǔ)",
        "placeholders": "××区XX县某某",
        "listed words": "进行一次摸底，加大力度，",
        "half-width stops": "区;县,",
    },
    "md": {
        "Markdown emphasis": "*区**县_",
        "Markdown emphasis opened": "*区 ",
        "Markdown stars": "**区 县",
        "Markdown brackets": "[区",
        "Markdown images": "![区](a)",
        "Markdown code": "`区 ",
        "Markdown tags": "<b>区",
        "Markdown entities": "&amp;区&nbsp;县",
        "Markdown escapes": "\\*区",
        "Markdown blanks": "&nbsp;",
        "comments unclosed": "<!-- govlint-disable ",
        "comments of blanks": "<!-- govlint-        ",
    },
    "html": {
        "HTML unclosed": "<p><b>区县",
        "HTML <": "<",
        "HTML quotes unclosed": '<a b="',
        "HTML comments unclosed": "<!--",
        "HTML scripts unclosed": "<script>",
        "HTML entities": "&amp;&lt;&#x533a;",
        "HTML no-break blanks": "&nbsp;",
        "HTML no-break blanks in elements": "<b>\u00a0</b>",
        "HTML spans": "<span>区</span>",
        "HTML ruby": "<ruby>区<rt>qu</rt></ruby>",
        "HTML line breaks": "区县<br>",
        "HTML tables nested": "<table><tr><td>区",
        "HTML lists nested": "<ol><li>区县",
        "HTML pinyin in elements": "<b>踔</b>(chuō)",
    },
}

_COUNTED: dict[str, dict[str, Callable[[int], str]]] = {
    "txt": {
        "one line": lambda i: words(i, 11) + "，",
        "one line of sentences": lambda i: f"{words(i, 11)}，{words(i + 7, 9)}。",
        "many lines": lambda i: f"{words(i, 31)}，{words(i + 7, 9)}。\n",
        "short lines": lambda i: words(i, 3) + "\n",
        "“ opened by each line": lambda i: f"“{words(i, 15)}。\n",
        "《 broken over lines": lambda i: f"《{words(i, 15)}\n",
        "一是 in one line": lambda i: f"{_DIGITS[i % 9]}是{words(i, 9)}；",
        "一是 in lines": lambda i: f"{_DIGITS[i % 9]}是{words(i, 9)}；\n",
        "一是二是 again": lambda i: f"一是{words(i, 7)}。二是{words(i + 3, 8)}。",
        "一是第一二是第二": lambda i: f"一是{words(i, 5)}。第一，{words(i, 4)}。",
        "一是 to ninety-nine": lambda i: f"{_numeral(i % 99 + 1)}是{words(i, 7)}。",
        "一是 alone": lambda i: f"一是{words(i, 7)}。",
        "五是 alone": lambda i: f"{'一' if i % 2 else '五'}是{words(i, 7)}。",
        "一、 alone": lambda i: f"一、{words(i, 7)}\n",
        "首先最后": lambda i: f"首先，{words(i, 7)}。最后，{words(i + 3, 8)}。",
        "一方面": lambda i: f"一方面{words(i, 7)}。另一方面{words(i + 3, 8)}。",
        "一方面 in one sentence": lambda i: f"一方面{words(i, 7)}，另一方面{words(i + 3, 8)}，",
        "第一 to ninety-nine": lambda i: f"第{_numeral(i % 99 + 1)}，{words(i, 7)}。",
        "ordinals of all kinds": _ordinals,
        "headings 一、": lambda i: f"{_numeral(i % 99 + 1)}、{words(i, 9)}\n",
        "articles": lambda i: f"第{_numeral(i % 99 + 1)}条 {words(i, 20)}。\n",
        "chapters and articles": lambda i: (
            f"第{_numeral(i % 99 + 1)}章 {words(i, 6)}\n第{_numeral(i % 99 + 1)}条 {words(i, 20)}。\n"
        ),
        "items 1.": lambda i: f"{i % 99 + 1}.{words(i, 20)}。\n",
        "abbreviations": lambda i: f"{words(i, 9)}（以下简称“{words(i, 4)}”）。\n",
        "one abbreviation": lambda i: f"{words(i, 9)}（以下简称“区县改革”）。\n",
        "abbreviations in one line": lambda i: f"{words(i, 9)}（以下简称“{words(i, 4)}”）",
        "limbs by 、": lambda i: words(i, 4 if i % 7 else 5) + "、",
        "limbs of one length by 、": lambda i: words(i, 4) + "、",
        "limbs of all lengths by 、": lambda i: words(i, 3 + i % 9) + "、",
        "limbs by ，": lambda i: words(i, 6 if i % 7 else 7) + "，",
        "limbs with an anchor": lambda i: f"{words(i, 1)}事{words(i + 1, 1)}办、",
        "limbs in quotes": lambda i: f"“{words(i, 4)}”、",
        "promises": lambda i: f"要抓好三个方面的工作。一是{words(i, 7)}。二是{words(i + 3, 8)}。",
        "promises in one sentence": lambda i: f"要抓好三个方面的工作，一是{words(i, 7)}，二是{words(i + 3, 8)}，",
        "promises in lines": lambda i: f"要抓好以下三个方面的工作：\n一是{words(i, 7)}。\n二是{words(i + 3, 8)}。\n",
        "nearly equal lines": lambda i: f"各镇街要围绕中心工作想办法、出实招，把{words(i, 4)}各项任务落到实处。\n",
        "same openings": lambda i: f"要坚持{words(i, 9)}。\n",
        "numbers with units": lambda i: f"完成投资{i % 9973}.{i % 7}亿元，增长{i % 31}.{i % 10}%；",
        "sums": lambda i: f"共{i % 99}个，其中甲类{i % 7}个、乙类{i % 9}个。",
        "sums in one sentence": lambda i: f"甲类{i % 7}个、乙类{i % 9}个，共计{i % 99}个，其中丙类{i % 5}个，占{i % 90}%，",
        "dates": lambda i: f"{1990 + i % 40}年{i % 12 + 1}月{i % 28 + 1}日至{i % 12 + 1}月，",
        "impossible dates": lambda i: f"{i % 12 + 1}月{i % 28 + 32}日",
        "document numbers": lambda i: f"《{words(i, 6)}》（国发〔20{i % 90 + 10}〕{i % 90 + 1}号）、",
        "document numbers wrong": lambda i: f"国发[20{i % 90 + 10}]第{i % 90 + 1}号，",
        "attachments listed": lambda i: f"附件：{i % 30 + 1}.{words(i, 9)}\n",
        "attachments": lambda i: f"附件{i % 30 + 1}\n{words(i, 9)}\n{words(i, 40)}。\n",
        "attachments referred to": lambda i: f"{words(i, 9)}（见附件{i % 30 + 1}）。",
        "titles": lambda i: f"关于{words(i, 9)}的通知\n",
        "signatures": lambda i: f"{words(i, 5)}办公室\n2021年{i % 12 + 1}月{i % 28 + 1}日\n",
        "wrapped lines": lambda i: words(i, 38) + "\n",
        "numbers of pages": lambda i: f"{words(i, 38)}\n- {i} -\n",
        "terms written in two ways": lambda i: f"{_TERMS[i % 8]}{words(i, 5)}，",
    },
    "md": {
        "Markdown headings of all levels": lambda i: f"{'#' * (i % 6 + 1)} {words(i, 7)}\n\n",
        "Markdown headings 2": lambda i: f"## {words(i, 7)}\n\n{words(i + 5, 20)}。\n\n",
        "Markdown headings numbered": lambda i: f"## {_numeral(i % 99 + 1)}、{words(i, 7)}\n\n",
        "Markdown headings of marks": lambda i: "## 。\n\n",
        "Markdown headings 4·4": lambda i: f"## {words(i, 4)} {words(i + 3, 4)}\n\n",
        "Markdown lists": lambda i: f"{i % 9 + 1}. {words(i, 7)}\n",
        "Markdown links": lambda i: f"[{words(i, 3)}](a.html)、",
        "Markdown tables": lambda i: f"|{words(i, 4)}|{words(i + 3, 5)}|\n" if i else "|区|县|\n|-|-|\n",
        "Markdown notes": lambda i: f"{words(i, 5)}[^{i}]\n\n[^{i}]: {words(i, 5)}\n\n",
        "comments": lambda i: f"<!-- govlint-disable-next-line lexis: 无 -->\n{words(i, 9)}。\n\n",
        "comments disabling all that follows": lambda i: f"<!-- govlint-disable lexis: 无 -->\n加大力度{words(i, 5)}。\n\n",
        "comments disabling and enabling": lambda i: (
            f"<!-- govlint-{'dis' if i % 2 else 'en'}able{' lexis: 无' * (i % 2)} -->\n\n区\n\n"
        ),
        "comments and code": lambda i: f"`{words(i, 4)}`<!-- govlint-disable x: 无 -->\n\n",
    },
    "html": {
        "HTML paragraphs": lambda i: f"<p>{words(i, 20)}。</p>",
        "HTML links": lambda i: f"<p><a href=b>{words(i, 5)}</a></p>",
        "HTML table": lambda i: f"<tr><td>{words(i, 4)}<td>{words(i + 3, 5)}" if i else "<table>",
        "HTML attributes": lambda i: f"a{i}=b " if i else "<p ",
    },
}

_PAIRS: dict[str, Callable[[int], str]] = {
    f"{pair} nested": partial(_nested, *pair) for pair in ("“”", "《》", "（）", "()", "〔〕", "【】", "「」")
}
_OTHERS: dict[str, dict[str, Callable[[int], str]]] = {
    "txt": {
        **_PAIRS,
        "“ and ‘ nested": partial(_nested, "“区‘", "’县”"),
        "《 and 〈 nested": partial(_nested, "《区〈", "〉县》"),
        "（ and “ nested": partial(_nested, "（区“", "”县）"),
    },
    "md": {
        "Markdown quotes nested": lambda size: "\n".join(">" * min(k, 90) + " 区县" for k in range(size // 50 + 1)),
        "Markdown lists nested": lambda size: "".join("  " * (k % 60) + f"- {words(k, 4)}\n" for k in range(size // 70 + 1)),
        "Markdown table, one row": lambda size: "\n".join(unit * (size // 6) + "|" for unit in ("|区", "|-", "|县")),
    },
    "html": {
        "HTML nested": lambda size: "<div>" * (size // 14) + "区县" + "</div>" * (size // 14),
        "HTML title of blanks": lambda size: f"<title>区{' ' * size}县</title><p>区县。</p>",
    },
}

SHAPES: Mapping[str, Shape] = {
    **{name: Shape(suffix, partial(_repeated, unit)) for suffix, units in _REPEATED.items() for name, unit in units.items()},
    **{name: Shape(suffix, partial(_counted, unit)) for suffix, units in _COUNTED.items() for name, unit in units.items()},
    **{name: Shape(suffix, make) for suffix, makers in _OTHERS.items() for name, make in makers.items()},
}
"""By name."""
