"""breakdown: a whole beside what it is made of: its parts, its years, what is done of it and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Literal, NamedTuple

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import RUNNING
from govlint.language.quantity import Quantity, quantities, quantity_at
from govlint.text.find import behind_last
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# What opens a list of parts. Behind the second all of the whole is told.
_FAR = 1000
"""How many code points before the parts their whole is looked for; each of many parts may ask."""
_OF_WHICH = lazy(r"其中[：，]?|（(?:其中)?")
_SEEN_BY = lazy(r"(?:[从分按])[^，。；：\d]{1,12}(?:看|分)[，：]")
# These two are all there is.
_BOTH = (("男", "女"), ("城镇", "农村"), ("城镇", "乡村"), ("城市", "农村"))
_JOINT = lazy(r"[、，；]?(?:以及|[和及与])?[^，。；：、\d（）]{0,14}：?")
_SHARED = lazy("，占[^，。；：、\\d（）]{0,8}$")
_YEAR = lazy(r"(?:^|其中|[。；，、：])(?:20\d\d)年度?[：，]?[^，。；：\d]{0,14}(?=\d)")
_LINE = lazy(r"(?:[（(]?[一二三四五六\d]{1,2}[）)、.]|①|②|③|④|⑤)?(?:20\d\d)年度?[：，]?[^，。；：\d]{0,14}(?=\d)")
# Halves and quarters of a year beside the year; 前三季度 is told by itself.
_PERIOD = lazy(r"(?:^|[。；，、：])(?P<period>[上下]半年|第?[一二三四]季度)[，：]?[^，。；：\d]{0,14}(?=\d)")
_YEAR_IN_ALL = lazy(r"[，；。](?:全年|合计|总计|共计|全年共|全年合计|全年累计)[^，。；：\d]{0,10}(?=\d)")
_IN_ALL = lazy(r"总|共|合计|累计|期间|分年度|[两二三四五六]年")
_LEFT = lazy(r"(?:其余的?|剩余的?|余下的?|缺口|尚缺|还缺|还差|尚差|尚欠|还需|尚有|仍有)[^，。；：、\d]{0,10}(?=\d)")
_DONE = lazy(r"已|完成|拨付|自筹|筹集|筹措|支持|到位|落实|争取|整改|安排|发放|兑付")
_NEEDED = lazy(r"(?:共需|总投资|总需|需要?资金|总额|概算|预算|共计|总计|总共|任务)[^，。；\d]{0,8}$")
_SENTENCE = lazy("[^。！？]+[。！？]?")
_STOP = lazy("[。！？]")
_SIGNS = {"parts": ("其中", "（", "看", "分"), "years": ("年",), "rest": ("余", "缺", "差", "欠", "需", "尚有", "仍有")}


@frozen
class Options:
    """What is added up."""

    smell: Literal["parts", "years", "rest"] = field(
        metadata={
            "help": "验算什么：parts 总数与列出的各项（“其中”后面的，“从各乡镇看”后面的），years 总数与分年度的数，"
            "rest 总数、已完成的与其余的"
        }
    )


class _Sum(NamedTuple):
    """A quantity that a text gives, what it should be, and the ranges that say so."""

    given: Quantity
    right: float
    ranges: tuple[tuple[int, int], ...]


def _off(right: float, given: Quantity, parts: Sequence[Quantity]) -> float:
    """By how much a sum and the quantity given for it differ beyond rounding; 0 where they may be the same."""
    difference = right - given.value
    whole = {q.step for q in (*parts, given)} == {given.step} and given.step == 1
    # 12万元、6.5万元: the nought of the first was dropped, it is as exact as the second.
    finest = min(q.step for q in parts)
    slack = 1e-9 if whole else (len(parts) * finest + given.step) / 2 + 1e-9
    return difference if abs(difference) > slack else 0.0


def _is_slip(difference: float, given: Quantity, parts: Sequence[Quantity], *, all_told: bool) -> bool:
    """Whether a difference is a slip of the pen: near, by one digit or by two that changed places."""
    steps = round(abs(difference) / min(q.step for q in (*parts, given)))
    if not given.value:
        return False
    share = abs(difference) / given.value
    digits = str(steps).rstrip("0")
    swapped = steps % 9 == 0 and len(str(steps // 9).rstrip("0")) == 1
    one = len(digits) == 1 or swapped
    if difference > 0 or all_told:
        return share <= 0.03 or (one and share <= 0.1)
    return one and share <= (0.05 if len(parts) > 2 else 0.02) and given.value / given.step >= 100


def _rows(text: str, start: int, end: int) -> Iterator[list[Quantity]]:
    """The quantities of a list that begins here, those of one unit together: 20户、60人，30户、90人 is two rows."""
    found: list[Quantity] = []
    # 500万元、320万元，尚缺660万元: a comma ends what stood between 、.
    level = True
    for quantity in quantities(text, start, end):
        gap = text[found[-1].end if found else start : quantity.start]
        if quantity.counts == "%" and _SHARED.search(gap):
            continue
        if not found and not gap.strip("、，；：和及与"):
            return
        if not _JOINT.fullmatch(gap) or (len(found) > 1 and level and gap[:1] == "，" and len({q.counts for q in found}) == 1):
            break
        level = not found or (level and gap[:1] == "、")
        found.append(quantity)
    # 甲镇20户30人、乙镇40户60人；其他30人: what follows the semicolon may be no part of the list.
    behind = next((i for i, (q, then) in enumerate(pairwise(found), 1) if text.startswith("；", q.end)), len(found))
    for listed in (found, found[:behind]):
        units = list(dict.fromkeys(q.counts for q in listed))
        rows = [[q for q in listed if q.counts == unit] for unit in units]
        if len({len(row) for row in rows}) == 1 and len(rows) <= 2:
            yield from rows
            return
    if found:
        first = next((i for i, q in enumerate(found) if q.counts != found[0].counts), len(found))
        yield found[:first]


def _is_sure(row: Sequence[Quantity]) -> bool:
    """Whether these are exact numbers of one thing, none of which is itself the sum of the others."""
    if len(row) < 2 or not row[0].counts or row[0].counts in ("%", "个百分点", "‰") or any(q.rough for q in row):
        return False
    total = sum(q.value for q in row)
    return not any(abs(2 * q.value - total) < 1e-6 for q in row)


def _parts(text: str) -> Iterator[_Sum]:
    for match in _OF_WHICH.finditer(text):
        near = max(0, match.start() - _FAR)
        sentence = behind_last(text, "。！？", near, match.start())
        parted = sentence == match.start() > near  # …32.6亿元。其中，产业类20.3亿元
        if parted:
            sentence = behind_last(text, "。！？", near, match.start() - 1)
        bracketed = match.group()[0] == "（"
        end = text.find("）", match.end(), match.end() + _FAR) if bracketed else _sentence_end(text, match.end())
        if end < 0:
            continue
        for row in _rows(text, match.end(), end):
            before = [q for q in quantities(text, max(sentence, near), match.start()) if q.counts == row[0].counts]
            if not before or not _is_sure(row) or before[-1].rough:
                continue
            if match.group()[0] == "（" and (before[-1].end != match.start() or row[-1].end != end):
                continue
            names = [text[a : q.start].strip("、，；") for a, q in zip((match.end(), *(q.end for q in row)), row, strict=False)]
            rest = len(row) > 2 and names[-1].startswith(("其他", "其它", "其余"))
            both = len(row) == 2 and any(one in names[0] and other in names[1] for one, other in _BOTH)
            # Parts that surely exclude each other and exceed their whole are told of elsewhere (numeral/wrong-total).
            short = len(names) > 2 and all(len(name) < 4 for name in names)
            alike = (short or len({name[-2:] for name in names}) == 1) and {q.unit for q in row} == {before[-1].unit}
            if match.group()[0] == "（" or parted or not alike or sum(q.value for q in row) < before[-1].value:
                yield from _compared(before[-1], row, match.end(), all_told=both or rest)
    for match in _SEEN_BY.finditer(text):
        for row in _rows(text, match.end(), _sentence_end(text, match.end())):
            before = [
                q
                for q in quantities(text, max(0, match.start() - _FAR), match.start())
                if q.counts == row[0].counts and not q.rough
            ]
            if not before or not _is_sure(row):
                continue
            right = sum(q.value for q in row)
            nearest = min(before, key=lambda q: abs(q.value - right))
            yield from _compared(nearest, row, match.end(), all_told=True)


def _compared(given: Quantity, row: Sequence[Quantity], start: int, *, all_told: bool) -> Iterator[_Sum]:
    right = sum(q.value for q in row)
    difference = _off(right, given, row)
    if difference and _is_slip(difference, given, row, all_told=all_told):
        yield _Sum(given, right, ((start, row[-1].end),))


def _sentence_end(text: str, at: int) -> int:
    ends = [end for stop in "。！？" if (end := text.find(stop, at)) >= 0]
    return min(ends, default=len(text))


def _yearly(text: str, pattern: re.Pattern[str]) -> list[tuple[int, Quantity]]:
    """Where years are told of, and the first quantity of each."""
    found = []
    for match in pattern.finditer(text):
        quantity = quantity_at(text, match.end())
        if quantity and quantity.counts:
            start = match.start() + len(match.group()) - len(match.group().lstrip("其中。；，、："))
            found.append((start, quantity))
    return found


def _whole(text: str, end: int, unit: str) -> Quantity | None:
    """The last quantity of this unit in the sentence that ends here, if it is said to be all there is."""
    sentence = behind_last(text, "。！？", 0, max(0, end - 1))
    found = [q for q in quantities(text, max(sentence, end - _FAR), end) if q.counts == unit]
    sure = found and not found[-1].rough and _IN_ALL.search(text, sentence, found[-1].start)
    return found[-1] if sure else None


def _years(text: str) -> Iterator[_Sum]:
    yield from _periods(text)
    told = _yearly(text, _YEAR)
    row = [q for _, q in told]
    if len(row) < 2 or {q.counts for q in row} != {row[0].counts} or not _is_sure(row):
        return
    if (given := _whole(text, told[0][0], row[0].counts)) and _off(sum(q.value for q in row), given, row):
        yield _Sum(given, sum(q.value for q in row), tuple((start, q.end) for start, q in told))


def _periods(text: str) -> Iterator[_Sum]:
    """The halves or the quarters of a year in a row, and the year behind the last of them."""
    row: list[tuple[str, int, Quantity]] = []
    for match in _PERIOD.finditer(text):
        quantity = quantity_at(text, match.end())
        if quantity and quantity.counts and quantity.counts != "%":
            row.append((match["period"].removeprefix("第"), match.start("period"), quantity))
    parts = [q for _, _, q in row]
    names = [name for name, _, _ in row]
    if names not in (["上半年", "下半年"], ["一季度", "二季度", "三季度", "四季度"]) or not _is_sure(parts):
        return
    claim = _YEAR_IN_ALL.match(text, parts[-1].end)
    given = quantity_at(text, claim.end()) if claim else None
    if (
        given
        and not given.rough
        and {q.counts for q in parts} == {given.counts}
        and _off(sum(q.value for q in parts), given, parts)
    ):
        yield _Sum(given, sum(q.value for q in parts), tuple((start, q.end) for _, start, q in row))


def _rest(text: str) -> Iterator[_Sum]:
    for sentence in _SENTENCE.finditer(text):
        for match in _LEFT.finditer(text, *sentence.span()):
            left = quantity_at(text, match.end(), sentence.end())
            if left is None or not left.counts or left.rough:
                continue
            done = [
                q
                for q in quantities(text, max(sentence.start(), match.start() - _FAR), match.start())
                if q.counts == left.counts
            ]
            whole = None
            if done and not _is_done(text, sentence.start(), done[0]):
                whole = done.pop(0)
            elif done:
                earlier = [
                    q for q in quantities(text, max(0, sentence.start() - _FAR), sentence.start()) if q.counts == left.counts
                ]
                needed = [q for q in earlier if _NEEDED.search(text, max(0, q.start - 16), q.start)]
                whole = needed[-1] if needed else None
            if whole is None or not done or not all(_is_done(text, sentence.start(), q) for q in done):
                continue
            if whole.rough or any(q.rough for q in done):
                continue
            right = whole.value - sum(q.value for q in done)
            if right > 0 and _off(right, left, [whole, *done]):
                yield _Sum(left, right, ((whole.start, whole.end),))


def _is_done(text: str, sentence: int, quantity: Quantity) -> bool:
    """Whether the words right before a quantity say that it is had."""
    start = behind_last(text, "，；、", sentence, quantity.start)
    return _DONE.search(text, start, quantity.start) is not None


_SUMS = {"parts": _parts, "years": _years, "rest": _rest}


@remembered
def _sums(block: Block) -> tuple[tuple[str, _Sum], ...]:
    """All sums of a paragraph that do not come out, each with its smell."""
    text = block.folded
    return tuple(
        (smell, found) for smell, look in _SUMS.items() if any(sign in text for sign in _SIGNS[smell]) for found in look(text)
    )


def _below(document: Document) -> Iterator[tuple[int, _Sum, list[tuple[int, int, int]]]]:
    """Wholes whose years follow in paragraphs of their own: the block, the sum, and where each year stands."""
    rows: list[list[tuple[int, Quantity]]] = [[]]
    for index, place in enumerate(document.places):
        text = place.block.folded
        match = _LINE.match(text) if place.role in RUNNING and "年" in text[:10] else None
        quantity = quantity_at(text, match.end()) if match else None
        if quantity and quantity.counts:
            rows[-1].append((index, quantity))
        elif rows[-1]:
            rows.append([])
    for row in rows:
        parts = [q for _, q in row]
        if len(row) < 2 or {q.counts for q in parts} != {parts[0].counts} or not _is_sure(parts) or not row[0][0]:
            continue
        above = row[0][0] - 1
        text = document.places[above].block.folded
        given = _whole(text, len(text), parts[0].counts)
        if given and _off(sum(q.value for q in parts), given, parts):
            yield above, _Sum(given, sum(q.value for q in parts), ()), [(i, 0, q.end) for i, q in row]


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    wanted: dict[str, list[int]] = {}
    for index, options in enumerate(rules):
        wanted.setdefault(options.smell, []).append(index)

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        for at, place in enumerate(document.places):
            if place.role not in RUNNING:
                continue
            for smell, found in _sums(place.block):
                for index in wanted.get(smell, ()):
                    yield index, _hit(place.block.text, found, [(at, *span) for span in found.ranges], at)
        for at, found, years in _below(document) if "years" in wanted else ():
            for index in wanted["years"]:
                yield index, _hit(document.places[at].block.text, found, years, at)

    return find


def _hit(text: str, found: _Sum, ranges: Sequence[tuple[int, int, int]], block: int) -> Hit:
    given = found.given
    slots = {"said": text[given.start : given.end], "right": given.written(found.right)}
    related = tuple(Pointer(start, end, "against", {}, at) for at, start, end in ranges)
    # Which of the figures is the wrong one nobody knows: in one sentence the sum stands as a whole.
    start = min([given.start, *(start for start, _ in found.ranges)])
    end = max([given.end, *(end for _, end in found.ranges)])
    if _STOP.search(text, start, end):
        start, end = given.start, given.end
        if len(found.ranges) == 1 and start < found.ranges[0][0]:
            # The parts are what was added up; the whole stands in a sentence before.
            related = (Pointer(start, end, "against", {}, block),)
            start, end = found.ranges[0]
    return Hit(start, end, slots, related=related, block=block)


KIND = Kind(
    "breakdown",
    Options,
    document=_prepare,
    slots={"said": "文中说的数", "right": "算出来的数"},
    roles={"against": "对照的数：列出的各项、分年度的数，或者总数"},
)
