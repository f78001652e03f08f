"""The devices of one paragraph, each with its limbs, found by marks, lengths and common words; knows no document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from govlint.document.block import Block, remembered
from govlint.language import common, segment
from govlint.rhetoric.found import CLAUSES, HAN_ONLY, NAMING, OPENERS, ORDINAL, SENTENCES, WORDS, Device, Found, Limb, cut
from govlint.rhetoric.parallels import parallels
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

_PART = lazy("[^。！？；：]+")
_CLAUSE = lazy("[^，]+")
_ENDS = lazy(f"([{HAN}]{{5,20}})、$")
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


@remembered
def devices(block: Block) -> tuple[Found, ...]:
    """The devices of a block in order of place; one and the same words may serve several."""
    text = block.folded
    found = [*_fours(text), *parallels(text), *_pairs(text), *_contrasts(text), *_questions(block), *_anaphora(block)]
    return tuple(sorted(found, key=lambda f: (f.start, -f.end, f.device)))


def _fours(text: str) -> Iterator[Found]:
    """Runs of phrases of exactly four characters that only ，、； join."""
    pieces = [Limb(m.start(), m.end(), m.group()) for m in HAN_ONLY.finditer(text)]
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


def _pairs(text: str) -> Iterator[Found]:
    for part in _PART.finditer(text):
        if "，" in part.group():
            yield from _couplets(cut(part, _CLAUSE))


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
    if ORDINAL.match(text) or len(text) < 4:
        return ""
    return text[:1] if text[0] in OPENERS else text[:2] if HAN_ONLY.fullmatch(text[:2]) else ""


def _anaphora(block: Block) -> Iterator[Found]:
    """Three sentences or more, one behind the other, that open alike."""
    limbs = [Limb(s.start, s.start + len(s.core), s.core) for s in block.sentences]
    for opening, group in groupby(limbs, key=lambda limb: opening_of(limb.text)):
        run = tuple(group)
        # What they are about is not what they open with.
        if opening and len(run) > 2 and not segment.opening(run[0].text)[1].startswith(NAMING):
            shared = common.opening([limb.text for limb in run])[:6]
            yield Found(Device.ANAPHORA, f"{shared}…", run, SENTENCES)
