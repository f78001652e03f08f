"""排比: limbs that share an opening, an ending, a slot or their length; and steps, whose numbers rise or fall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from govlint.language import common, segment
from govlint.language.numeral import han_number
from govlint.language.wordclass import SINGLE_VERBS
from govlint.rhetoric.found import CLAUSES, HAN_ONLY, NAMING, OPENERS, ORDINAL, SENTENCES, WORDS, Device, Found, Limb, cut
from govlint.text.lazyregex import lazy

_PART = lazy("[^。！？；：]+")
_CLAUSE = lazy("[^，]+")
_LIST = lazy("[^，。！？；：（）《》]+")
_MEMBER = lazy("[^、]+")
_GROUP = lazy("[^；]+")
_SENTENCE = lazy("[^。！？]+")
_LONGEST, _LONGEST_LIMB = 14, 60
_NUMBER = lazy(
    r"(\d+(?:\.\d+)?|[一二三四五六七八九十百千万两半]+)(年|个月|天|日|周|次|步|遍|代|里|米|度|倍|成|件|户|村|人|城|尺|寸|岁|辈)"
)
_SPOKEN_TENS = {"半": 0.5, "千": 1000, "万": 10000}


def parallels(text: str) -> Iterator[Found]:
    for part in _LIST.finditer(text):
        if part.group().count("、") > 1:
            limbs = cut(part, _MEMBER)
            yield from _climbs(limbs, WORDS)
            yield from _runs(limbs, WORDS)
    for part in _PART.finditer(text):
        if part.group().count("，") > 1:
            limbs = cut(part, _CLAUSE)
            yield from _climbs(limbs, CLAUSES)
            yield from _runs(limbs, CLAUSES)
    if "；" in text:
        for sentence in _SENTENCE.finditer(text):
            if sentence.group().count("；") > 1:
                yield from _runs(cut(sentence, _GROUP), SENTENCES)


def _governed(first: Limb, rest: Sequence[Limb]) -> Limb:
    """The first limb without the words that govern all (要做到|有组织、有计划、有检查)."""
    opening = common.opening([limb.text for limb in rest])
    length = len(rest[0].text)
    at = first.text.rfind(opening) if opening else -1
    if opening:
        close = at > 0 and not first.text.startswith(opening) and len(first.text) - at <= 2 * length
        # 所有这些不足 does not open with 有.
        if close and at in accumulate(map(len, segment.words(first.text))):
            return Limb(first.start + at, first.end, first.text[at:])
    elif len({len(limb.text) for limb in rest}) == 1 and length < len(first.text):
        return Limb(first.end - length, first.end, first.text[-length:])
    return first


def _runs(limbs: Sequence[Limb], level: str) -> Iterator[Found]:
    """Runs of three limbs or more that share an opening, an ending, a slot or their length: the longest, then what is left."""
    at = 0
    limbs = list(limbs)
    while at < len(limbs) - 2:
        best: tuple[int, str] = (0, "")
        # In a row of clauses only an opening shows where the first begins.
        if level == WORDS or common.opening([limb.text for limb in limbs[at + 1 : at + 3]]):
            limbs[at] = _governed(limbs[at], limbs[at + 1 : at + 3])
        for shares in (_opening, _ending, _slots, _even):
            end, form = _reach(limbs, at, shares, level)
            if end - at > max(2, best[0]):
                best = (end - at, form)
        if best[0]:
            yield Found(Device.PARALLEL, best[1], tuple(limbs[at : at + best[0]]), level)
        at += max(1, best[0])


def _reach(limbs: Sequence[Limb], at: int, shares: Callable[[Sequence[str], str], str], level: str) -> tuple[int, str]:
    """How far from `at` limbs share something, and what."""
    end, form = at, ""
    for stop in range(at + 3, len(limbs) + 1):
        said = shares([limb.text for limb in limbs[at:stop]], level)
        if not said:
            break
        end, form = stop, said
    # A longer one that has the frame rounds it off (急事急办、特事特办、难事设法办).
    frame = re.compile(".+".join(map(re.escape, form.split("…"))), re.DOTALL)
    while form.strip("…") and not form[0].isdigit() and end < len(limbs) and frame.fullmatch(limbs[end].text):
        end += 1
    return end, form


def _opening(texts: Sequence[str], level: str) -> str:
    opening = common.opening(texts)
    if not opening or ORDINAL.match(opening) or max(map(len, texts)) > _LONGEST_LIMB:
        return ""
    if level == WORDS and (max(map(len, texts)) > _LONGEST or min(map(len, texts)) <= len(opening)):
        return ""
    if len(opening) == 1 and opening not in OPENERS:
        return ""
    if _names(texts[0], opening):
        return ""
    return opening + _between([text[len(opening) :] for text in texts])


def _ending(texts: Sequence[str], level: str) -> str:
    ending = common.ending(texts)
    if (
        len(ending) < 2
        or not HAN_ONLY.fullmatch(ending)
        or max(map(len, texts)) > _LONGEST
        or min(map(len, texts)) <= len(ending)
    ):
        return ""
    words = segment.tags(texts[0])
    return "" if words[-1][1].startswith(NAMING) else f"…{ending}"


def _slots(texts: Sequence[str], level: str) -> str:
    """The same characters in the same places of limbs of one length, inside them, too (急事急办、特事特办)."""
    if len(set(map(len, texts))) > 1 or not 4 <= len(texts[0]) <= 9 or not all(map(HAN_ONLY.fullmatch, texts)):
        return ""
    same = "".join(chars[0] if len(set(chars)) == 1 else "…" for chars in zip(*texts, strict=True))
    held = same.replace("…", "")
    # One word at the end is what names of one kind share.
    if len(held) < 2 or re.fullmatch("…+[^…]+", same) or (re.fullmatch("[^…]+…+", same) and _names(texts[0], held)):
        return ""
    return re.sub("…+", "…", same)


def _even(texts: Sequence[str], level: str) -> str:
    length = len(texts[0])
    if len(set(map(len, texts))) > 1 or not all(map(HAN_ONLY.fullmatch, texts)):
        return ""
    if length == 3:
        fits = all(text[0] in SINGLE_VERBS for text in texts)
    elif level == WORDS:
        fits = 5 <= length <= 9 and all(segment.opening(text)[1].startswith("v") for text in texts)
    else:
        fits = 5 <= length <= 9
    return "·".join([str(length)] * len(texts)) if fits else ""


def _names(text: str, opening: str) -> bool:
    """Whether an opening is a word, or part of one, that names a thing (社会保障、社会救助); 时间就是… says something of it."""
    word, tag = segment.opening(text)
    return len(word) > len(opening) or (len(word) == len(opening) and tag.startswith(NAMING))


def _between(rests: Sequence[str]) -> str:
    """The frame behind a common opening: … and what the rests share (更 of 让…更…), if it is one of the words that tie."""
    for tie in (
        "而是",
        "就没有",
        "就要",
        "更",
        "就",
        "才",
        "也",
        "又",
        "促",
        "到",
        "得",
        "为",
        "成",
        "要",
        "则",
        "必",
        "起来",
        "上",
        "中",
    ):
        if all(tie in rest[1:] for rest in rests):
            return f"…{tie}…" if not all(rest.endswith(tie) for rest in rests) else f"…{tie}"
    return "…"


def _climbs(limbs: Sequence[Limb], level: str) -> Iterator[Found]:
    """Three limbs or more whose numbers, of one measure, rise or fall (一年开局、两年见效、三年变样)."""
    numbers = [_number(limb.text) for limb in limbs]
    at = 0
    while at < len(limbs) - 2:
        end = at + 1
        while end < len(limbs) and _steps(numbers[at : end + 1]):
            end += 1
        if end - at > 2:
            measure = numbers[at]
            assert measure is not None
            yield Found(Device.CLIMAX, f"…{measure[1]}…", tuple(limbs[at:end]), level)
        at = max(end - 1, at + 1) if end - at > 2 else at + 1


def _number(text: str) -> tuple[float, str] | None:
    match = None if ORDINAL.match(text) and not _NUMBER.match(text) else _NUMBER.search(text)
    if match is None or match.start() > 6:
        return None
    written, measure = match.groups()
    if written[0].isdigit():
        # 1998年 is a date.
        return None if measure == "年" and len(written) == 4 else (float(written), measure)
    number = _SPOKEN_TENS.get(written) or han_number(written)
    return (float(number), measure) if number else None


def _steps(numbers: Sequence[tuple[float, str] | None]) -> bool:
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or len({measure for _, measure in known}) > 1:
        return False
    values = [value for value, _ in known]
    return all(a < b for a, b in pairwise(values)) or all(a > b for a, b in pairwise(values))
