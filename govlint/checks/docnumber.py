"""docnumber: the numbers of official documents (国发〔2021〕9号), whole or in what they lack; knows no place, no rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any, Literal

from govlint.analysis.check import BlockFinder, Kind, TogetherFinder
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_NUMBER = lazy(
    rf"(?<=[{HAN}×])(?P<year>(?P<open>[〔\[［【﹝（(〈《]) ?(?P<figure>(?:19|20)\d\d|\d\d)(?P<word>年?) ?"
    r"(?P<close>[〕\]］】﹞）)〉》])) ?(?P<nth>第?)(?P<number>\d{1,5})(?P<end>号?)(?![\d楼院室线井机车船桥厂地])"
)
# What documents are numbered under. Certificates, licences, penalties, judgments and orders have ways of their own.
_CODE = 10  # characters; what stands before them does no harm
_OFFICIAL = lazy(r"(?:[发函电规政府委办党]|[厅办政党文]字|纪要)$")
_OTHER = lazy(r"(?:[证许罚判审裁案令图用]|公告|通告|登记|标准|处|准)字?$")
_OPEN = "〔[［【﹝（(〈《"
_DIGITS = "0123456789"
_SQUARE = "〔[［【﹝"
# 号 can be wanting only where the number is over.
_OVER = lazy(r"[》）)，。；]|文件|$")
# Since GB/T 9704-1999 was in force; and since the one of 2012, which holds for the Party's documents too.
_SINCE, _FOR_ALL = 2000, 2012


@frozen
class Options:
    """What a docnumber rule looks for."""

    smell: Literal["brackets", "year", "ordinal", "padding", "ending"] = field(
        metadata={
            "help": "查什么：brackets 年份没有用六角括号，year 年份不是四位或带着“年”，ordinal 序号加了“第”，"
            "padding 序号前面补了0，ending 序号后面没有“号”"
        }
    )


def _together(rules: Sequence[Options]) -> TogetherFinder:
    from govlint.analysis.together import confined

    def sieve(together: Any) -> Any:
        if together.other_digits:
            return range(len(together.blocks))
        return together.with_rows([(_OPEN, _DIGITS, _DIGITS), (_OPEN, " ", _DIGITS, _DIGITS)])

    return confined(sieve, _prepare(rules))


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        for match in _NUMBER.finditer(block.folded):
            code = block.folded[max(0, match.start() - _CODE) : match.start()]
            if _OTHER.search(code):
                continue
            official = _OFFICIAL.search(code) is not None
            for index, options in enumerate(rules):
                if hit := _find(match, official, options.smell):
                    yield index, hit

    return find


def _find(match: re.Match[str], official: bool, smell: str) -> Hit | None:
    figure = match["figure"]
    year = int(figure) if len(figure) == 4 else 2000 + int(figure)
    # 〔80〕 was written in its time.
    if year < _SINCE or (len(figure) == 2 and year > _SINCE + 39):
        return None
    case = "older" if year < _FOR_ALL else ""
    if smell == "brackets":
        bracketed = official or (match["open"] in _SQUARE and match["end"] and len(figure) == 4)
        if bracketed and (match["open"], match["close"]) != ("〔", "〕"):
            return _hit(match, "year", f"〔{figure}{match['word']}〕", case)
    elif smell == "year":
        if official and match["end"] and f"{year}" != figure + match["word"]:
            return _hit(match, "year", f"{match['open']}{year}{match['close']}", case)
    elif not official:
        return None
    elif smell == "ordinal":
        if match["nth"]:
            return _hit(match, "nth", "", case)
    elif smell == "padding":
        if match["number"][0] == "0" and match["number"].strip("0"):
            return _hit(match, "number", match["number"].lstrip("0"), case)
    elif not match["end"] and _OVER.match(match.string, match.end()):
        return _hit(match, "number", match["number"] + "号", case)
    return None


def _hit(match: re.Match[str], part: str, use: str, case: str) -> Hit:
    return Hit(*match.span(part), {"use": use}, (Edit(*match.span(part), use),), case=case)


KIND = Kind(
    "docnumber",
    Options,
    block=_prepare,
    together=_together,
    slots={"use": "正确的写法"},
    cases={"older": "2012年7月新国标施行以前的字号"},
    fixes=True,
)
