"""Ordinal markers (一、（一）1.（1）① 第一章 一是 首先 …) and where they stand in a block; knows no outline, no document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from govlint.document.block import Block, remembered
from govlint.document.families import CIRCLED, ROWS
from govlint.language.numeral import han_number, place_value, to_han
from govlint.text.characters import HAN
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_HAN_NUMBER = "[一二三四五六七八九十百〇零]{1,5}"
_SMALL = "[一二三四五六七八九十]{1,3}"


@frozen
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


LAST = 0
"""The number of 最后, which comes after any."""

_ORDER_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": LAST}

# What each family asks for after the ordinal: B.3.1 to B.3.7.
_MARKS = {"一、": "、", "1.": ".", "第一，": "，", "其一": "，", "一方面": "，"}

# 一、二产业, 一、二级, 一、二、三
_THINGS = f"{_SMALL}[产线级类档等季月号批期次部节环、]"
# （一）至（三）项, （四）项规定 and （一）、（二）项 speak of items; （一）项目 and （二）款项 are items.
_REFERS_NOT = r"(?!(?:[至到和与及或]|以及|或者)?[（(][一二三四五六七八九十\d]{1,3}[)）]|项(?!目)|款(?!项|待))"
# Families that stand at the head of a paragraph.
_HEAD = (
    ("第一章", lazy(rf"第({_HAN_NUMBER}|\d{{1,3}})([编篇章节条]|部分)()")),
    ("（一）", lazy(rf"[（(]({_HAN_NUMBER})[)）]()([、，.：]?){_REFERS_NOT}")),
    ("一、", lazy(rf"({_HAN_NUMBER})()([、，.])(?:(?!{_THINGS})|(?=\1[、，.](?!{_THINGS})))")),
    ("（1）", lazy(rf"[（(](\d{{1,2}})[)）]()([、，.：]?){_REFERS_NOT}")),
    ("1.", lazy(rf"(\d{{1,2}})()([.、]|。(?=[{HAN}]))(?!\d)|(\d{{1,2}})()(\.)(?=(?:19|20)\d\d年)")),
    ("1）", lazy(r"(\d{1,2})([）)])()")),
    ("①", lazy(r"([①-⑳])()([、，.：]?)")),
)
_CIRCLE = "".join(CIRCLED)
_STEMS, _LEGAL = ROWS["甲、"], ROWS["壹、"]
_LETTERS = frozenset("".join(ROWS.values())) - frozenset(CIRCLED)
# A. and a）, 甲、 and Ⅰ、 count where Chinese text follows: A、B两类, 甲、乙双方.
_LETTERED = lazy(
    rf"(?P<row>[A-Za-z])(?P<mark>[.、）)])(?=[ \u3000]?[{HAN}“《])|"
    rf"(?P<stem>[{_STEMS}])、(?![{_STEMS}])|(?P<legal>[{_LEGAL}])、(?![{_LEGAL}])|(?P<roman>[Ⅰ-Ⅻ])[、.]"
)
# 1.1 and 1.1.1; in 1.1万 the point is that of a decimal.
_DOTTED = lazy(rf"(?P<above>\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})\.(?P<last>\d{{1,2}})(?![.\d])(?P<gap>[ \u3000、]?)(?=[{HAN}“《])")
_DECIMAL_UNIT = lazy(r"[个多余倍万亿千百十元米吨公平立小分秒年月日天人次项亩名户家%件度℃级]")
_PHASE = lazy(rf"第(?P<number>{_SMALL})(?P<word>步|阶段)(?=[：，、 \u3000]|$)")
# 任务一：, 专栏2 …
_NAMED = lazy(
    r"(?P<word>任务|项目|问题|措施|建议|议题|专题|目标|专栏|案例|行动|工程|板块|环节|步骤|阶段)"
    rf"(?P<number>{_SMALL}|\d{{1,2}})(?=[：、 \u3000]|$)"
)

# 最后，预祝大会圆满成功 takes leave and counts nothing.
_FAREWELL = "预?祝|谨|让我们|再次|衷心|真诚|诚挚|感谢|谢谢|借此|请允许|我(?:谨|们)?(?:再次)?(?:代表|提议|衷心|感谢|祝)"
# Families that stand after a stop as well. 一是一，二是二 and 一要求 hold none.
_SAID = lazy(
    rf"(?P<n>{_SMALL})(?P<verb>是(?!{_SMALL}[，、；。])|要(?![求素点件闻领义务]))(?P<mark>[，、：]?)|"
    rf"第(?P<nth>{_SMALL})(?:(?P<nthmark>[，：]|、(?!第))|(?P<soft>是|要|个|方面))|"
    rf"第(?P<step>{_SMALL})(?P<phase>步|阶段)(?P<stepmark>[，：])|"
    rf"其(?P<of>{_SMALL})(?:(?P<ofmark>[，、：])|(?=是))|"
    rf"(?P<word>首先|其次|再次(?=，)|最后(?=，(?!{_FAREWELL})))(?P<wordmark>，?)|"
    r"(?P<aspect>(?P<other>[另再又])?一(?:个)?方面)(?P<aspectmark>，?)"
)
# In brackets, in digits and in circles: only after a stop that ends a limb.
_WRITTEN = lazy(
    rf"（(?P<han>{_SMALL})）(?P<hanmark>[、，.：]?)(?![项款条目])|"
    r"[（(](?P<digits>\d{1,2})[）)](?P<digitsmark>[、，.：]?)(?![项款条目])|"
    r"(?P<point>\d{1,2})(?P<pointmark>[.、])(?!\d)|"
    r"(?P<half>\d{1,2})[）)]|"
    rf"(?P<ring>[{_CIRCLE}])(?P<ringmark>[、，.：]?)"
)
# The look ahead costs little and keeps most stops from being tried.
_STOP = lazy(
    r"([，。；：！？、—…])[”’）》」』】]{0,2}[ \u3000]?"
    rf"(?=[另再又]?{_SMALL}(?:是|要|个?方面)|[第其]{_SMALL}|首先|其次|再次|最后|[{_CIRCLE}]|[（(]?[一二三四五六七八九十\d]{{1,3}}[.、）)])"
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
_FIRST_CHARACTERS = frozenset(
    ["第", *"（(0123456789一二三四五六七八九十百零", *"任项问措建议专目案行工板环步阶", *_CIRCLE, *"".join(ROWS.values())]
)
_FULL_STOPS = "。；：！？"


_BY_DIGITS = lazy(r"[（(第]?([一二三四五六七八九][〇一二三四五六七八九])(?![十百])")
# A label that is a number and nothing else, or with a full-width point.
_BARE = lazy(r"(?:(?P<digits>\d{1,3})|(?P<han>[一二三四五六七八九十百〇○零]{1,5}))[.、：]?")
_NUMERAL = lazy(rf"[一二三四五六七八九十百〇零两]+|\d+|[{_CIRCLE}]")


def numeral(marker: Marker) -> tuple[int, int] | None:
    """Where in the reading text the number of a marker stands; None where it is a word (首先) or has no place."""
    if marker.series in ROWS and marker.end:
        return marker.start, marker.start + 1
    match = _NUMERAL.search(marker.text, marker.text.rfind(".", 0, marker.core - marker.start) + 1)
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
    row = ROWS.get(marker.series, "")
    if row:
        digits = row[number - 1] if 0 < number <= len(row) else digits
    elif not re.search(r"\d", marker.text):
        digits = to_han(number) if number < 100 else digits
    if bare:
        return digits
    if row:
        return marker.series.replace(row[0], digits)
    if _is_dotted(marker.series):
        return f"{marker.series.rpartition('.')[0]}.{digits}"
    said = {"一是": f"{digits}{marker.style}", "第一，": f"第{digits}", "其一": f"其{digits}"}
    if marker.series in said:
        return said[marker.series]
    return re.sub("一|1", digits, marker.series)


def _is_dotted(series: str) -> bool:
    return series[0].isdecimal() and series[-1].isdecimal()


@remembered
def leading(block: Block) -> Marker | None:
    """The ordinal of a written family (一、（一）1.（1）① 第一章) that opens a block, or None."""
    return _labelling(block) if block.label else _leading_at(block.folded, 0)


def _labelling(block: Block) -> Marker | None:
    """The ordinal that a label is, of those that are said as well: a label cannot be anything else."""
    label = fold(block.label).strip().replace("○", "〇")
    if row := _BY_DIGITS.match(label):
        label = f"{label[: row.start(1)]}{to_han(place_value(row.group(1)) or 0)}{label[row.end(1) :]}"
    marker = _leading_at(label, 0) or _said_at(label, 0, "。")
    if marker is None and (bare := _BARE.fullmatch(label)):
        number = int(bare["digits"] or han_number(bare["han"]) or 0)
        series = "1." if bare["digits"] else "一、"
        marker = Marker(series, number, 0, 0, label, True, mark=_MARKS[series]) if number else None
    if marker is None and (found := _leading_at(label + block.folded[:1], 0)) and found.end <= len(label):
        marker = found  # A. and a) are ordinals where Chinese follows
    if marker is None:
        return None
    # A label has no characters in the source. I. is the ninth letter, or the first Roman number.
    firm = marker.firm and not (marker.series[0] in "Aa" and label[0] in "IVXivx")
    return replace(marker, start=0, end=0, text=block.label, core=0, head=True, firm=firm)


def _leading_at(text: str, at: int, head: bool = True) -> Marker | None:
    if text[at : at + 1] not in _FIRST_CHARACTERS:
        return None
    if (marker := _uncommon_at(text, at, head)) is not None:
        return marker
    for series, pattern in _HEAD:
        if match := pattern.match(text, at):
            digits, kind, mark = (group for group in match.groups() if group is not None)
            if series == "①":
                number: int | None = CIRCLED[digits][1]
            else:
                number = int(digits) if digits.isdecimal() else han_number(digits)
            if not number:
                continue
            name = f"第一{kind}" if series == "第一章" else series
            kind = kind if series == "第一章" else ""
            # 第三条规定…: a paragraph may begin by speaking of a chapter or an article.
            firm = not kind or match.end() == len(text) or text[match.end()] in " \u3000、：\t"
            core = match.end() - len(mark)
            return Marker(name, number, at, match.end(), match.group(), head, core, _MARKS.get(name, ""), firm=firm)
    return None


def _uncommon_at(text: str, at: int, head: bool) -> Marker | None:
    """An ordinal of a family that the standard does not name: ⑴ ⒈ ㈠ ㊀ ❶ A. a）甲、 Ⅰ、 1.1 任务一 第一步."""
    char = text[at]
    if char in CIRCLED:
        series, number = CIRCLED[char]
        return Marker(series, number, at, at + 1, char, head, at + 1) if series != "①" else None
    if char in _LETTERS:
        return _lettered_at(text, at, head)
    if char.isdecimal():
        match = _DOTTED.match(text, at)
        # Set off from what it numbers, or no measure: a sentence may begin with a decimal.
        if match and int(match["last"]):
            if not (match["gap"] or "." in match["above"]) and _DECIMAL_UNIT.match(text, match.end()):
                return None
            end = match.end("last")
            return Marker(f"{match['above']}.1", int(match["last"]), at, end, text[at:end], head, end)
    elif (match := (_PHASE if char == "第" else _NAMED).match(text, at)) is not None:
        digits = match["number"]
        number = int(digits) if digits.isdecimal() else han_number(digits) or 0
        series = f"第一{match['word']}" if char == "第" else f"{match['word']}一"
        return Marker(series, number, at, match.end(), match.group(), head, match.end()) if number else None
    return None


def _lettered_at(text: str, at: int, head: bool) -> Marker | None:
    match = _LETTERED.match(text, at)
    if match is None:
        return None
    char, mark = text[at], match.group()[1:]
    if match["row"]:
        series = ("A" if char.isupper() else "a") + ("）" if mark in "）)" else ".")
    else:
        series = "甲、" if match["stem"] else "壹、" if match["legal"] else "Ⅰ、"
    return Marker(series, ROWS[series].index(char) + 1, at, match.end(), match.group(), head, at + 1, mark)


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
    # 一、一、抓好…: the number that Word gave was typed as well.
    if (
        first is not None
        and (again := _leading_at(text, at, head=False))
        and (again.series, again.number)
        == (
            first.series,
            first.number,
        )
    ):
        yield again
        at = again.end
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
    mark = next(
        (found[name] for name in ("mark", "nthmark", "stepmark", "ofmark", "wordmark", "aspectmark") if found[name]), ""
    )
    firm, style = stop in _FULL_STOPS, ""
    if found["n"]:
        series, number, style = "一是", han_number(found["n"]), found["verb"]
    elif found["nth"]:
        series, number, firm = "第一，", han_number(found["nth"]), firm and not found["soft"]
    elif found["step"]:
        series, number = f"第一{found['phase']}", han_number(found["step"])
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
    elif found["half"]:
        series, number = "1）", int(found["half"])
    else:
        series, number = CIRCLED[found["ring"]]
    if not number:
        return None
    core = match.end() - len(mark)
    return Marker(series, number, at, match.end(), match.group(), False, core, _MARKS.get(series, ""))
