"""Ordinal markers (一、（一）1.（1）① 第一章 一是 首先 …) and where they stand in a block; knows no outline, no document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from govlint.document.block import Block, remembered
from govlint.language.numeral import han_number, to_han
from govlint.text.lazyregex import lazy

_HAN_NUMBER = "[一二三四五六七八九十百〇零]{1,5}"
_SMALL = "[一二三四五六七八九十]{1,3}"


@dataclass(frozen=True, slots=True)
class Marker:
    """An ordinal in a block's reading text: `start:end` is the ordinal with its own punctuation, `core` the end without it.

    `series` is the name of its family, written as the family's first member (“一、”, “（一）”, “1.”, “第一章”, “一是”;
    一要 is of the family 一是, and `style` tells them apart). `mark` is the punctuation that should follow the core.
    """

    series: str
    number: int
    start: int
    end: int
    text: str
    head: bool
    """Whether it opens its block, be it behind a label (附件：1.…)."""
    core: int = 0
    mark: str = ""
    style: str = ""
    firm: bool = True
    """Whether it can be nothing else; one that is not may only continue or begin a run, and is never at fault."""

    @property
    def proper(self) -> bool:
        """Whether its punctuation is that of its family (GB/T 15834-2011 B.3)."""
        return self.text[self.core - self.start :] == self.mark


# Families from the highest level down; GB/T 15834-2011 B.3.8. What is said (一是 …) has no level of its own.
_LEVELS = ("第一编", "第一篇", "第一章", "第一节", "第一条", "一、", "（一）", "1.", "（1）", "①")
RANKS = {name: rank for rank, name in enumerate(_LEVELS)}
LAST = 0
"""The number of 最后, which comes after any."""

_ORDER_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": LAST}

# What each family asks for after the ordinal: B.3.1 to B.3.7.
_MARKS = {"一、": "、", "1.": ".", "第一，": "，", "其一": "，", "一方面": "，"}

# （一）至（三）项, （四）项规定 and （一）、（二）项 speak of items; （一）项目 and （二）款项 are items.
_REFERS_NOT = r"(?!(?:[至到和与及或]|以及|或者)?[（(][一二三四五六七八九十\d]{1,3}[)）]|项(?!目)|款(?!项|待))"
# Families that stand at the head of a paragraph.
_HEAD = (
    ("第一章", re.compile(rf"第({_HAN_NUMBER}|\d{{1,3}})([编篇章节条])()")),
    ("（一）", re.compile(rf"[（(]({_HAN_NUMBER})[)）]()([、，.：]?){_REFERS_NOT}")),
    ("一、", re.compile(rf"({_HAN_NUMBER})()([、，.])(?!{_SMALL}[产线级类档等季月号批期次部节环、])")),
    ("（1）", re.compile(rf"[（(](\d{{1,2}})[)）]()([、，.：]?){_REFERS_NOT}")),
    ("1.", re.compile(r"(\d{1,2})()([.、])(?!\d)|(\d{1,2})()(\.)(?=(?:19|20)\d\d年)")),
    ("①", re.compile(r"([①-⑳])()([、，.：]?)")),
)

# 最后，预祝大会圆满成功 takes leave and counts nothing.
_FAREWELL = "预?祝|谨|让我们|再次|衷心|真诚|诚挚|感谢|谢谢|借此|请允许|我(?:谨|们)?(?:再次)?(?:代表|提议|衷心|感谢|祝)"
# Families that stand after a stop as well. 一是一，二是二 and 一要求 hold none.
_SAID = lazy(
    rf"(?P<n>{_SMALL})(?P<verb>是(?!{_SMALL}[，、；。])|要(?![求素点件闻领义务]))(?P<mark>[，、：]?)|"
    rf"第(?P<nth>{_SMALL})(?:(?P<nthmark>[，：]|、(?!第))|(?P<soft>是|要|个|方面))|"
    rf"其(?P<of>{_SMALL})(?:(?P<ofmark>[，、：])|(?=是))|"
    rf"(?P<word>首先|其次|再次(?=，)|最后(?=，(?!{_FAREWELL})))(?P<wordmark>，?)|"
    r"(?P<aspect>(?P<other>[另再又])?一(?:个)?方面)(?P<aspectmark>，?)"
)
# In brackets, in digits and in circles: only after a stop that ends a limb.
_WRITTEN = lazy(
    rf"（(?P<han>{_SMALL})）(?P<hanmark>[、，.：]?)(?![项款条目])|"
    r"[（(](?P<digits>\d{1,2})[）)](?P<digitsmark>[、，.：]?)(?![项款条目])|"
    r"(?P<point>\d{1,2})(?P<pointmark>[.、])(?!\d)|"
    r"(?P<ring>[①-⑳])(?P<ringmark>[、，.：]?)"
)
# The look ahead costs little and keeps most stops from being tried.
_STOP = lazy(
    r"([，。；：！？、—…])[”’）》」』】]{0,2}[ \u3000]?"
    rf"(?=[另再又]?{_SMALL}(?:是|要|个?方面)|[第其]{_SMALL}|首先|其次|再次|最后|[①-⑳]|[（(]?[一二三四五六七八九十\d]{{1,3}}[.、）)])"
)
# 唯一是 and 之一是 hold no ordinal.
_UNHEARD = {
    ("一是", "是"): lazy(r"(?<![统唯之专单第万惟同])一是"),
    ("一是", "要"): lazy(r"(?<=[“‘，：])一要"),
    ("第一，", ""): lazy(r"(?<![名列居占])第一，"),
}
_LEADING_LABEL = lazy(r"(?:附件|附|注|备注|说明)：[ \u3000]?")
# 3.10个项目…: the third item, or three and a bit.
_DECIMAL = lazy(r"([1-9]\d?)[.、](?=\d)")
_FIRST_CHARACTERS = frozenset("第（(0123456789一二三四五六七八九十百零①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_FULL_STOPS = "。；：！？"


_NUMERAL = lazy(r"[一二三四五六七八九十百〇零两]+|\d+|[①-⑳]")


def numeral(marker: Marker) -> tuple[int, int] | None:
    """Where in the reading text the number of a marker stands; None where it is a word (首先) or has no place."""
    match = _NUMERAL.search(marker.text)
    if match is None or marker.end == 0 or marker.style == "首先" or marker.series == "一方面":
        return None
    return marker.start + match.start(), marker.start + match.end()


def write(marker: Marker, number: int, *, bare: bool = False) -> str:
    """The ordinal of this marker's family with another number, properly punctuated; `bare` gives the number alone."""
    if marker.series == "一方面":
        return "一方面" if number == 1 else "另一方面"
    if marker.style == "首先" and not bare:
        words = {at: word for word, at in _ORDER_WORDS.items()}
        return words.get(number, words[LAST])
    digits = str(number)
    if marker.series == "①":
        digits = chr(ord("①") + number - 1) if number <= 20 else digits
    elif not re.search(r"\d", marker.text):
        digits = to_han(number) if number < 100 else digits
    if bare:
        return digits
    said = {"一是": f"{digits}{marker.style}", "第一，": f"第{digits}", "其一": f"其{digits}"}
    if marker.series in said:
        return said[marker.series]
    return re.sub(r"一|1|①", digits, marker.series)


@remembered
def leading(block: Block) -> Marker | None:
    """The ordinal of a written family (一、（一）1.（1）① 第一章) that opens a block, or None."""
    text = block.label or block.folded
    marker = _leading_at(text, 0)
    if marker is not None and block.label:
        # A label has no characters in the source.
        return Marker(marker.series, marker.number, 0, 0, marker.text, True, 0, marker.mark)
    return marker


def _leading_at(text: str, at: int, head: bool = True) -> Marker | None:
    if text[at : at + 1] not in _FIRST_CHARACTERS:
        return None
    for series, pattern in _HEAD:
        if match := pattern.match(text, at):
            digits, kind, mark = (group for group in match.groups() if group is not None)
            if series == "①":
                number: int | None = ord(digits) - ord("①") + 1
            else:
                number = int(digits) if digits.isdecimal() else han_number(digits)
            if not number:
                continue
            name = f"第一{kind}" if series == "第一章" else series
            # 第三条规定…: a paragraph may begin by speaking of a chapter or an article.
            firm = not kind or match.end() == len(text) or text[match.end()] in " \u3000、：\t"
            core = match.end() - len(mark)
            return Marker(name, number, at, match.end(), match.group(), head, core, _MARKS.get(name, ""), firm=firm)
    return None


@remembered
def markers(block: Block) -> tuple[Marker, ...]:
    """Every ordinal of a block, in order: the one at its head and those inside, after a stop."""
    return tuple(_scan(block))


def _scan(block: Block) -> Iterator[Marker]:
    text = block.folded
    first = leading(block)
    if first is None:
        first = _said_at(text, 0, "。")
    if first is None and (decimal := _DECIMAL.match(text)):
        first = Marker("1.", int(decimal.group(1)), 0, decimal.end(), decimal.group(), True, decimal.end(1), ".", firm=False)
    if first is None and (label := _LEADING_LABEL.match(text)):
        first = _leading_at(text, label.end())
    if first is not None:
        yield first
    at = first.end if first is not None else 0
    breaks = [e.at for e in block.elisions if e.kind == "break"] if block.elisions else ()
    places = [(m.end(), m.group(1)) for m in _STOP.finditer(text)]
    if breaks:
        places = sorted({**dict(places), **dict.fromkeys(breaks, "")}.items())
    for place, stop in places:
        if place < at:
            continue
        if stop == "":
            found = _leading_at(text, place, head=False) or _said_at(text, place, "。")
        else:
            found = _said_at(text, place, stop) or (_written_at(text, place) if stop in _FULL_STOPS else None)
        if found is not None:
            if found.number == 2 and not found.head and (quoted := _unheard_first(text, at, found)):
                yield quoted
            yield found
            at = found.end


def _unheard_first(text: str, start: int, second: Marker) -> Marker | None:
    """The first of a series that no stop leads up to (比如第一，…；第二，… “一是…；二是…”): where it begins an inner one.

    It is never at fault and nothing is missing behind it.
    """
    pattern = _UNHEARD.get((second.series, second.style))
    match = pattern.search(text, start, second.start) if pattern else None
    if match is None:
        return None
    core = match.end() - len(second.mark)
    return replace(second, number=1, start=match.start(), end=match.end(), text=match.group(), core=core, firm=False)


def _said_at(text: str, at: int, stop: str) -> Marker | None:
    match = _SAID.match(text, at)
    if match is None:
        return None
    found = match.groupdict("")
    mark = next((found[name] for name in ("mark", "nthmark", "ofmark", "wordmark", "aspectmark") if found[name]), "")
    firm, style = stop in _FULL_STOPS, ""
    if found["n"]:
        series, number, style = "一是", han_number(found["n"]), found["verb"]
    elif found["nth"]:
        series, number, firm = "第一，", han_number(found["nth"]), firm and not found["soft"]
    elif found["of"]:
        series, number = "其一", han_number(found["of"])
    elif found["word"]:
        # 首先，…第二，…最后，… is one run, so the words are of the family 第一，; without a comma they are mostly adverbs.
        series, number, style, firm = "第一，", _ORDER_WORDS[found["word"]], "首先", firm and bool(mark)
    else:
        series, number = "一方面", 2 if found["other"] else 1
    if number is None:
        return None
    core = match.end() - len(mark)
    return Marker(series, number, at, match.end(), match.group(), at == 0, core, _MARKS.get(series, ""), style, firm)


def _written_at(text: str, at: int) -> Marker | None:
    match = _WRITTEN.match(text, at)
    if match is None:
        return None
    found = match.groupdict("")
    mark = next((found[name] for name in ("hanmark", "digitsmark", "pointmark", "ringmark") if found[name]), "")
    number: int | None
    if found["han"]:
        series, number = "（一）", han_number(found["han"])
    elif found["digits"]:
        series, number = "（1）", int(found["digits"])
    elif found["point"]:
        series, number = "1.", int(found["point"])
    else:
        series, number = "①", ord(found["ring"]) - ord("①") + 1
    if not number:
        return None
    core = match.end() - len(mark)
    return Marker(series, number, at, match.end(), match.group(), False, core, _MARKS.get(series, ""))
