"""The devices of one paragraph, each with its limbs, found by marks, lengths and common words; knows no document."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from govlint.document.block import Block, remembered
from govlint.language import common, segment
from govlint.language.numeral import han_number
from govlint.language.wordclass import SINGLE_VERBS
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy


class Device(enum.StrEnum):
    """A device of rhetoric; the value is what JSON calls it."""

    FOUR = "four"
    PARALLEL = "parallel"
    CONTRAST = "contrast"
    QUESTION = "question"
    ANAPHORA = "anaphora"
    CLIMAX = "climax"


DEVICE_NAMES = {
    Device.FOUR: "四字连用",
    Device.PARALLEL: "排比",
    Device.CONTRAST: "对比",
    Device.QUESTION: "问句",
    Device.ANAPHORA: "首语反复",
    Device.CLIMAX: "层递",
}


class Limb(NamedTuple):
    """A limb of a device: a span of the block's reading text and its folded words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A device in a block. `form` says in Chinese what its limbs share (“让…更…”, 4·4·4, 反问); `level` how large they are."""

    device: Device
    form: str
    limbs: tuple[Limb, ...]
    level: str = ""

    @property
    def start(self) -> int:
        return self.limbs[0].start

    @property
    def end(self) -> int:
        return self.limbs[-1].end


WORDS, CLAUSES, SENTENCES, PARAGRAPHS = "词语", "分句", "句子", "段落"

_PART = lazy("[^。！？；：]+")
_CLAUSE = lazy("[^，]+")
_LIST = lazy("[^，。！？；：（）《》]+")
_MEMBER = lazy("[^、]+")
_ENDS = lazy(f"([{HAN}]{{5,20}})、$")
_HAN = lazy(f"[{HAN}]+")
_MARKS = "“”‘’ \u3000\n"
_ORDINAL = lazy("第?[一二三四五六七八九十]+(?:是|要|、|，)|（[一二三四五六七八九十]+）|[\\d①-⑳]|首先|其次")
# One character that opens limbs by itself; any other must be part of a longer common opening.
_OPENERS = frozenset("让从以把为有无不没能敢要更最多少越既又靠在向对用谁抓促保稳强重讲比敢会该应宜是使将由同与凡非")
# What a common opening or ending of several limbs is no sign of: they name things.
_NAMING = ("n", "vn", "t", "m", "f", "s")
_LONGEST, _LONGEST_LIMB = 14, 60
_ANTONYMS = set(
    map(
        frozenset,
        zip(
            "大上前新有多内进快高远长虚得苦先破好冷轻难强深公善真古开来生成利贫城软粗明动加增升买官首点表",
            "小下后旧无少外退慢低近短实失乐后立坏热重易弱浅私恶假今关去死败弊富乡硬细暗静减减降卖民尾面里",
            strict=True,
        ),
    )
)
_CONTRASTS = tuple(
    (words, lazy(pattern))
    for words, pattern in (
        (("不是", "而是"), "不是[^。！？；]{1,30}?，?而是[^，。！？；]+"),
        (("不在", "在"), "不在[^。！？；是]{1,20}?，?而?在于?[^，。！？；]+"),
        (("与其", "不如"), "与其[^。！？；]{1,30}，?不如[^，。！？；]+"),
        (("宁", "也不"), "宁[可愿肯][^。！？；]{1,24}，?也?[不要][^，。！？；]+"),
        (("越", "越"), "(?<!来)越(?!来越|是)[^，。！？；、]{1,10}，?[^，。！？；、]{0,6}越(?!来越)[^，。！？；、]+"),
        (("多", "少"), f"(?<![{HAN}])多[^，。！？；]{{1,10}}，少[^，。！？；]{{1,12}}"),
        (("要", "不要"), "(?<![重需必主不只就])要[^，。！？；、]{2,10}，?不要[^，。！？；、]{2,12}"),
        (("没有", "就没有"), "没有[^。！？；]{1,20}，?就没有[^，。！？；]+"),
    )
)
_RHETORICAL = lazy("难道|岂|怎么?[能会]|何尝|何必|何不|哪[能有]|哪里[能有会敢]|谁[不能又]|[不没].{0,16}吗？|还有什么")
# In a text that was garbled ? stands for what was lost.
_ASKS = lazy(rf"[吗呢么啊谁哪几何岂]|多少|是否|难道|怎样|为啥|([{HAN}])[不没]\1|有没有")
_NUMBER = lazy(
    r"(\d+(?:\.\d+)?|[一二三四五六七八九十百千万两半]+)(年|个月|天|日|周|次|步|遍|代|里|米|度|倍|成|件|户|村|人|城|尺|寸|岁|辈)"
)
_SPOKEN_TENS = {"半": 0.5, "千": 1000, "万": 10000}


@remembered
def devices(block: Block) -> tuple[Found, ...]:
    """The devices of a block in order of place; one and the same words may serve several."""
    text = block.folded
    found = [*_fours(text), *_parallels(text), *_contrasts(text), *_questions(block), *_anaphora(block)]
    return tuple(sorted(found, key=lambda f: (f.start, -f.end, f.device)))


def _fours(text: str) -> Iterator[Found]:
    """Runs of phrases of exactly four characters that only ，、； join."""
    pieces = [Limb(m.start(), m.end(), m.group()) for m in _HAN.finditer(text)]
    run: list[Limb] = []
    for piece in [*pieces, None]:
        if piece and len(piece.text) == 4 and (not run or text[run[-1].end : piece.start] in ("，", "、", "；")):
            run.append(piece)
            continue
        if len(run) > 1:
            yield Found(Device.FOUR, "四字", (*_governed_four(text, run[0].start), *run), WORDS)
        run = [piece] if piece and len(piece.text) == 4 else []


def _governed_four(text: str, start: int) -> Iterator[Limb]:
    """The four characters before a run to which words before them belong, too (要做到|急事急办、…)."""
    before = _ENDS.search(text, 0, start)
    if before and len(before[1]) - 4 in accumulate(map(len, segment.words(before[1]))):
        yield Limb(before.end(1) - 4, before.end(1), before[1][-4:])


def _parallels(text: str) -> Iterator[Found]:
    for part in _LIST.finditer(text):
        if part.group().count("、") > 1:
            limbs = _cut(part, _MEMBER)
            yield from _climbs(limbs, WORDS)
            yield from _runs(limbs, WORDS)
    for part in _PART.finditer(text):
        if part.group().count("，") > 1:
            limbs = _cut(part, _CLAUSE)
            yield from _climbs(limbs, CLAUSES)
            yield from _runs(limbs, CLAUSES)
            yield from _couplets(limbs)
        elif part.group().count("，") == 1:
            yield from _couplets(_cut(part, _CLAUSE))
    if "；" in text:
        for sentence in re.finditer("[^。！？]+", text):
            if sentence.group().count("；") > 1:
                yield from _runs(_cut(sentence, lazy("[^；]+")), SENTENCES)


def _cut(part: re.Match[str], pattern: re.Pattern[str]) -> list[Limb]:
    """The pieces of a part of a text, without quotation marks round them."""
    limbs = []
    for match in pattern.finditer(part.string, *part.span()):
        words = match.group().strip(_MARKS)
        start = match.start() + match.group().find(words)
        if words:
            limbs.append(Limb(start, start + len(words), words))
    return limbs


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
    if not opening or _ORDINAL.match(opening) or max(map(len, texts)) > _LONGEST_LIMB:
        return ""
    if level == WORDS and (max(map(len, texts)) > _LONGEST or min(map(len, texts)) <= len(opening)):
        return ""
    if len(opening) == 1 and opening not in _OPENERS:
        return ""
    if _names(texts[0], opening):
        return ""
    return opening + _between([text[len(opening) :] for text in texts])


def _ending(texts: Sequence[str], level: str) -> str:
    ending = common.ending(texts)
    if len(ending) < 2 or not _HAN.fullmatch(ending) or max(map(len, texts)) > _LONGEST or min(map(len, texts)) <= len(ending):
        return ""
    words = segment.tags(texts[0])
    return "" if words[-1][1].startswith(_NAMING) else f"…{ending}"


def _slots(texts: Sequence[str], level: str) -> str:
    """The same characters in the same places of limbs of one length, inside them, too (急事急办、特事特办)."""
    if len(set(map(len, texts))) > 1 or not 4 <= len(texts[0]) <= 9 or not all(map(_HAN.fullmatch, texts)):
        return ""
    same = "".join(chars[0] if len(set(chars)) == 1 else "…" for chars in zip(*texts, strict=True))
    held = same.replace("…", "")
    # One word at the end is what names of one kind share.
    if len(held) < 2 or re.fullmatch("…+[^…]+", same) or (re.fullmatch("[^…]+…+", same) and _names(texts[0], held)):
        return ""
    return re.sub("…+", "…", same)


def _even(texts: Sequence[str], level: str) -> str:
    length = len(texts[0])
    if len(set(map(len, texts))) > 1 or not all(map(_HAN.fullmatch, texts)):
        return ""
    if length == 3:
        fits = all(text[0] in SINGLE_VERBS for text in texts)
    elif level == WORDS:
        fits = 5 <= length <= 9 and all(segment.tags(text)[0][1].startswith("v") for text in texts)
    else:
        fits = 5 <= length <= 9
    return "·".join([str(length)] * len(texts)) if fits else ""


def _names(text: str, opening: str) -> bool:
    """Whether an opening is a word, or part of one, that names a thing (社会保障、社会救助); 时间就是… says something of it."""
    word, tag = segment.tags(text)[0]
    return len(word) > len(opening) or (len(word) == len(opening) and tag.startswith(_NAMING))


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


def _couplets(limbs: Sequence[Limb]) -> Iterator[Found]:
    """Two clauses of one length, no third beside them, that set one thing against another at one place (大/小)."""
    lengths = [len(limb.text) for limb in limbs]
    for at, (one, other) in enumerate(pairwise(limbs)):
        length = lengths[at]
        if (
            lengths[at + 1] != length
            or not 4 <= length <= 12
            or length in (*lengths[max(0, at - 1) : at], *lengths[at + 2 : at + 3])
        ):
            continue
        if any(frozenset(chars) in _ANTONYMS for chars in zip(one.text, other.text, strict=True)):
            yield Found(Device.CONTRAST, "对偶", (one, other), CLAUSES)


def _contrasts(text: str) -> Iterator[Found]:
    for words, pattern in _CONTRASTS:
        if all(word in text for word in words):
            for match in pattern.finditer(text):
                yield Found(
                    Device.CONTRAST, "".join(f"{word}…" for word in words), (Limb(*match.span(), match.group()),), CLAUSES
                )


def _questions(block: Block) -> Iterator[Found]:
    if "？" not in block.folded:
        return
    for sentence, after in zip(block.sentences, [*block.sentences[1:], None], strict=True):
        if "？" in sentence.text and _ASKS.search(sentence.text):
            form = "反问" if _RHETORICAL.search(sentence.text) else "设问" if after and "？" not in after.text else "提问"
            start = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
            yield Found(Device.QUESTION, form, (Limb(start, sentence.end, sentence.text.strip()),), SENTENCES)


def opening_of(text: str) -> str:
    """The character or two with which a sentence or a paragraph opens, if it can be heard when it comes again; else ""."""
    if _ORDINAL.match(text) or len(text) < 4:
        return ""
    return text[:1] if text[0] in _OPENERS else text[:2] if _HAN.fullmatch(text[:2]) else ""


def _anaphora(block: Block) -> Iterator[Found]:
    """Three sentences or more, one behind the other, that open alike."""
    limbs = [Limb(s.start, s.start + len(s.core), s.core) for s in block.sentences]
    for opening, group in groupby(limbs, key=lambda limb: opening_of(limb.text)):
        run = tuple(group)
        # What they are about is not what they open with.
        if opening and len(run) > 2 and not segment.tags(run[0].text)[0][1].startswith(_NAMING):
            shared = common.opening([limb.text for limb in run])[:6]
            yield Found(Device.ANAPHORA, f"{shared}…", run, SENTENCES)


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
    match = None if _ORDINAL.match(text) and not _NUMBER.match(text) else _NUMBER.search(text)
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
