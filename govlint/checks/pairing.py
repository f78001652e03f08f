"""pairing: quotes, book marks and brackets that open and close, nested and over paragraphs; knows nothing of what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Literal, NamedTuple

from govlint.analysis.check import Kind
from govlint.analysis.finding import Edit, Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language.pinyin import TORN
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_PAIRS = {
    "quote": ("“”", "‘’", "「」", "『』"),
    "title": ("《》", "〈〉"),
    "bracket": ("（）", "〔〕", "【】"),
}
_FAMILY = {mark: family for family, pairs in _PAIRS.items() for pair in pairs for mark in pair}
_CLOSER = {pair[0]: pair[1] for pairs in _PAIRS.values() for pair in pairs}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_WIDE = {"(": "（", ")": "）"}
_SIGN = lazy(f"[{''.join(_FAMILY)}()]")
_MARK = lazy(f"{TORN}|{_SIGN.pattern}")

# ’98 is a year.
_YEAR = lazy(r"\d{2}(?!\d)")
# 1）, a) and ①） number things and open nothing; a face has no brackets at all.
_NUMBERING = lazy(r"(?:^|[，。；：、！？\s])[ \u3000]*(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})$")
_NUMBER = lazy(r"[0-9]{1,3}|[一二三四五六七八九十百]{1,4}|[A-Za-z]|[ivxIVX]{1,4}")
_LONGEST_NUMBER = 3
_DEEPEST = 9
# A quotation of several paragraphs ends at the end of one.
_ENDS = lazy(r"[。；，！？）)]*\s*$")
_STOPS = "。；！？：，、"
_DATED = lazy(r"^[（(]\d{4}年")
# What a bracket opens at the head of a paragraph may be told in several; it closes at the end of one.
_CLOSES = lazy(r"[。；！？”]?\s*$")
_NAMED_ASIDE = lazy("（(?:编者按|编者注|作者注|按|注|备注|说明)：")
_ASIDE = 12
"""How many paragraphs an aside in brackets may run over."""
_NAME = 30
"""How many characters a name in quotes or book marks has at most."""
_LONGEST = 80
"""How many paragraphs a quotation may run over."""


@frozen
class Options:
    """Which marks a pairing rule is about, and what of them."""

    marks: Literal["quote", "title", "bracket"] = field(metadata={"help": "管哪些标点：quote 引号，title 书名号，bracket 括号"})
    smell: Literal["pair", "nest"] = field(metadata={"help": "查什么：pair 有没有配成对，nest 套用得对不对"})


@frozen
class _Mark:
    """A mark that is to have a partner, where it stands."""

    block: int
    at: int
    sign: str

    @property
    def family(self) -> str:
        return _FAMILY[self.sign]

    @property
    def partner(self) -> str:
        return _CLOSER.get(self.sign) or _OPENER[self.sign]


class _Pair(NamedTuple):
    """An opening mark and its closing one; the innermost open mark round them that they must not repeat, and how many are."""

    opener: _Mark
    closer: _Mark
    holder: _Mark | None
    depth: int


@frozen
class _Found:
    """A hit of one family of marks, and which smell it is."""

    family: str
    smell: str
    hit: Hit


def _prepare(rules: Sequence[Options]) -> Callable[[Document], Iterator[tuple[int, Hit]]]:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        for found in _all(document):
            for index, options in enumerate(rules):
                if options.marks == found.family and options.smell == found.smell:
                    yield index, found.hit

    return find


def _all(document: Document) -> Iterator[_Found]:
    open_quote: tuple[_Mark, int] | None = None
    open_bracket: tuple[_Mark, int] | None = None
    broken: list[_Mark] = []
    for index, place in enumerate(document.places):
        text = place.block.folded
        if place.role is Role.FURNITURE:
            continue
        if not open_quote and not open_bracket and not broken and _is_sound(place.block):
            continue
        if open_quote and (place.part != open_quote[1] or index - open_quote[0].block > _LONGEST):
            yield _unclosed(open_quote[0])
            open_quote = None
        if open_bracket and (place.part != open_bracket[1] or index - open_bracket[0].block > _ASIDE):
            yield _unclosed(open_bracket[0])
            open_bracket = None
        pairs, strays = _match(text, index) if broken or _MARK.search(text) else ([], [])
        if broken:
            strays = _joined(broken, strays)
            yield from _unpaired(document, [mark for mark in strays if mark.block != index])
            strays = [mark for mark in strays if mark.block == index]
            broken = []
        yield from _nested(text, pairs, index)
        begin = len(text) - len(text.lstrip())
        outer = (p for p in pairs if p.opener.at <= begin and p.opener.sign == "“")
        if open_quote and any(_ENDS.match(text, p.closer.at + 1) for p in outer):
            open_quote = None
        rest: list[_Mark] = []
        for mark in strays:
            if mark.sign == "”" and open_quote and _ENDS.match(text, mark.at + 1):
                open_quote = None
            elif mark.sign == "“" and place.role is not Role.CELL and _begins(text, mark.at):
                # Each paragraph of a long quotation opens it again; only the last one closes it.
                if open_quote and mark.at > begin:
                    yield _unclosed(open_quote[0])
                open_quote = (mark, place.part)
            elif mark.sign == "）" and open_bracket and _CLOSES.match(text, mark.at + 1):
                open_bracket = None
            elif mark.sign == "（" and _opens_aside(text, mark.at) and place.role is not Role.CELL and len(text) > 1:
                if open_bracket:
                    yield _unclosed(open_bracket[0])
                open_bracket = (mark, place.part)
            else:
                rest.append(mark)
        # Where one more mark stands unpaired in the paragraph, the quotation that seemed to go on belongs to it.
        if open_quote and open_quote[0].block == index and any(mark.family in ("quote", "title") for mark in rest):
            rest = sorted([*rest, open_quote[0]], key=lambda mark: mark.at)
            open_quote = None
        if text[-1:] not in _STOPS and any(mark.sign in "《（" for mark in rest):
            broken = rest
        else:
            yield from _unpaired(document, rest)
    yield from _unpaired(document, broken)
    for left in (open_quote, open_bracket):
        if left:
            yield _unclosed(left[0])


@remembered
def _is_sound(block: Block) -> bool:
    """Whether nothing is to be said of a paragraph by itself."""
    text = block.folded
    # What is left when pairs with nothing wrong between them are taken out.
    if not "".join(_SIGN.findall(text)).replace("“”", "").replace("《》", "").replace("（）", ""):
        return True
    pairs, strays = _match(text, 0)
    return not strays and not any(_nested(text, pairs, 0))


def _joined(above: list[_Mark], below: list[_Mark]) -> list[_Mark]:
    """The strays of a line and of the next one without those that a line broken inside them (a long title) parted."""
    if above and below and above[-1].sign in "《（" and below[0].sign == above[-1].partner:
        return [*above[:-1], *below[1:]]
    return [*above, *below]


def _match(text: str, block: int) -> tuple[list[_Pair], list[_Mark]]:
    """The pairs of a paragraph, and the marks without a partner, in order."""
    opened: list[_Mark] = []
    around: list[dict[str, _Mark]] = []
    """For each mark that is open the innermost one of each family round it."""
    places: dict[str, list[int]] = {sign: [] for sign in _CLOSER}
    """Where in `opened` each sign stands."""
    pairs: list[_Pair] = []
    strays: list[_Mark] = []
    for match in _MARK.finditer(text):
        if len(match.group()) > 1:
            continue
        mark = _Mark(block, match.start(), _WIDE.get(match.group(), match.group()))
        if mark.sign in _CLOSER:
            places[mark.sign].append(len(opened))
            around.append(around[-1] | {opened[-1].family: opened[-1]} if opened else {})
            opened.append(mark)
            continue
        if not places[mark.partner]:
            if not _is_no_closer(text, mark):
                strays.append(mark)
            continue
        depth = places[mark.partner][-1]
        strays += opened[depth + 1 :]
        # A bracket round the inner quotation begins anew: “…（…“…”…）…”.
        holders = [around[depth][family] for family in {mark.family, "bracket"} if family in around[depth]]
        pairs.append(_Pair(opened[depth], mark, max(holders, key=lambda m: m.at, default=None), depth))
        for gone in opened[depth:]:
            places[gone.sign].pop()
        del opened[depth:], around[depth:]
    strays += [mark for mark in opened if not _is_no_opener(text, mark)]
    return pairs, sorted(strays, key=lambda mark: mark.at)


def _is_no_closer(text: str, mark: _Mark) -> bool:
    if mark.sign == "）":
        return _is_numbering(text, mark.at) or not _is_chinese(text, mark.at)
    return mark.sign == "’" and (not _is_chinese(text, mark.at) or bool(_YEAR.match(text, mark.at + 1)))


def _is_numbering(text: str, at: int) -> bool:
    """Whether a number that begins a limb stands before `at`."""
    begin = max(0, at - _LONGEST_NUMBER)
    while begin and text[begin - 1] in " \u3000":
        begin -= 1
    return bool(_NUMBERING.search(text, max(0, begin - 1), at))


def _begins(text: str, at: int) -> bool:
    """Whether a quotation of several paragraphs may begin at `at`: behind a colon or at the head of a paragraph."""
    while at and text[at - 1].isspace():
        at -= 1
    return at == 0 or text[at - 1] in "：，"


def _opens_aside(text: str, at: int) -> bool:
    """Whether an aside of several paragraphs may begin at `at`: at the head of one, or by its name."""
    return not text[:at].strip() or _NAMED_ASIDE.match(text, at) is not None


def _is_no_opener(text: str, mark: _Mark) -> bool:
    # A note may begin with its year.
    return mark.sign in "‘（" and not _is_chinese(text, mark.at) and not (mark.sign == "（" and _DATED.match(text, mark.at))


def _is_chinese(text: str, at: int) -> bool:
    return bool(re.search(f"[{HAN}]", text[max(0, at - 2) : at + 3]))


def _unpaired(document: Document, strays: list[_Mark]) -> Iterator[_Found]:
    """What is said of the marks without a partner: two that follow each other may be one pair gone wrong."""
    number = 0
    while number < len(strays):
        mark = strays[number]
        after = strays[number + 1] if number + 1 < len(strays) else None
        if after is not None and (hit := _pair_gone_wrong(_text(document, mark), mark, after)):
            yield _Found(mark.family, "pair", hit)
            number += 2
        else:
            yield _unclosed(mark) if mark.sign in _CLOSER else _unopened(mark)
            number += 1


def _text(document: Document, mark: _Mark) -> str:
    return document.places[mark.block].block.folded


def _round_one_name(text: str, mark: _Mark, after: _Mark) -> bool:
    """Whether the two stand round a few words, as “ and 》 of one name do."""
    near = mark.block == after.block and after.at - mark.at <= _NAME and {mark.family, after.family} == {"quote", "title"}
    return near and not any(stop in text[mark.at : after.at] for stop in _STOPS)


def _pair_gone_wrong(text: str, mark: _Mark, after: _Mark) -> Hit | None:
    slots = {"mark": mark.sign, "partner": mark.partner}
    edits: tuple[Edit, ...]
    if after.sign == mark.partner and mark.sign in _OPENER:
        edits = (Edit(mark.at, mark.at + 1, mark.partner), Edit(after.at, after.at + 1, mark.sign))
        return Hit(mark.at, after.at + 1, slots, edits, case="reversed", block=mark.block)
    if after.sign == mark.sign:
        wrong = after if mark.sign in _CLOSER else mark
        edits = (Edit(wrong.at, wrong.at + 1, mark.partner),)
        return Hit(wrong.at, wrong.at + 1, slots, edits, case="same", block=mark.block)
    if mark.sign in _CLOSER and after.sign in _OPENER and (mark.family == after.family or _round_one_name(text, mark, after)):
        edits = (Edit(after.at, after.at + 1, mark.partner),)
        slots = {"mark": after.sign, "partner": mark.partner}
        return Hit(after.at, after.at + 1, slots, edits, case="mismatched", block=mark.block)
    return None


def _unclosed(mark: _Mark) -> _Found:
    slots = {"mark": mark.sign, "partner": mark.partner}
    return _Found(mark.family, "pair", Hit(mark.at, mark.at + 1, slots, case="unclosed", block=mark.block))


def _unopened(mark: _Mark) -> _Found:
    slots = {"mark": mark.sign, "partner": mark.partner}
    return _Found(mark.family, "pair", Hit(mark.at, mark.at + 1, slots, case="unopened", block=mark.block))


def _nested(text: str, pairs: list[_Pair], block: int) -> Iterator[_Found]:
    """“ in “, 《 in 《, （ in （; and ‘ that nothing double holds."""
    closed = {pair.opener for pair in pairs}
    level: dict[_Mark | None, int] = {}
    """How many pairs of its own kind a pair is nested in."""
    for pair in sorted(pairs, key=lambda pair: pair.opener.at):
        holder = pair.holder
        level[pair.opener] = level[holder] + 1 if holder in closed and holder.sign == pair.opener.sign else 0
    for opener, closer, holder, depth in pairs:
        sign = opener.sign
        inner = {"“": "‘’", "《": "〈〉"}.get(sign, "")
        slots = {"mark": sign + closer.sign, "partner": inner or sign + closer.sign}
        # What is nested deeper is the same mistake once more, and each would tell all that it holds.
        within = 0 < level[opener] <= _DEEPEST
        case = ""
        edits: tuple[Edit, ...] = ()
        if sign in "“《" and within:
            case = "nested"
            edits = (Edit(opener.at, opener.at + 1, inner[0]), Edit(closer.at, closer.at + 1, inner[1]))
        elif sign == "（" and within and not _NUMBER.fullmatch(text[opener.at + 1 : closer.at]):
            case = "nested"
        elif sign in "‘〈" and not depth and _is_chinese(text, opener.at + 1):
            case = "single"
            double = {"‘": "“”", "〈": "《》"}[sign]
            slots = {"mark": sign + closer.sign, "partner": double}
            edits = (Edit(opener.at, opener.at + 1, double[0]), Edit(closer.at, closer.at + 1, double[1]))
        if case:
            related = (Pointer(holder.at, holder.at + 1, "outer", block=block),) if holder and case == "nested" else ()
            yield _Found(_FAMILY[sign], "nest", Hit(opener.at, closer.at + 1, slots, edits, related, case=case, block=block))


KIND = Kind(
    "pairing",
    Options,
    document=_prepare,
    slots={"mark": "有毛病的标点", "partner": "与它成对的标点，或应当改用的标点"},
    roles={"outer": "外面一层的前一半"},
    cases={
        "unclosed": "只有前一半",
        "unopened": "只有后一半",
        "reversed": "前后两半用反了",
        "same": "两个都是前一半或都是后一半",
        "mismatched": "前后两半不是一种标点",
        "nested": "同一种标点套用",
        "single": "外面一层就用了里层的标点",
    },
    fixes=True,
)
