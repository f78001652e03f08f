"""parallel: the limb that falls out of step in a run of limbs of one length (急事急办、特事特办、要事快办、难事设法办)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import pairwise

from govlint.analysis.check import BlockFinder, Kind, OptionsError, always
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block
from govlint.language import segment
from govlint.language.limbs import Anchors, Bounds, LimbRun, anchors_of, runs, shared, strands
from govlint.language.wordclass import SINGLE_VERBS, VERBS
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# Persons, offices, places and articles of law: their names are as long as they are.
_NAMES = lazy(
    r"(?:(?<![化育树成为用选爱敬待服])人|[者员师]|同志|先生|女士|书记|主任|[省市县区州镇乡村局厅处科部院校会队]长|主席|总理|代表|教授|"
    r"[局厅委院所]|办公室|公司|集团|银行|大学|学校|医院|街道|社区|[村镇乡]|第.{1,4}[条款项]|条例|规定|办法)$"
)
_CLOSED = ("”", "’", "》", "）")
_OPENED = ("“", "‘", "《", "（")


@frozen
class Options:
    """What a run is."""

    limbs: int = field(default=3, metadata={"help": "一组至少有几句"})
    shortest: int = field(default=4, metadata={"help": "每句至少几个字"})
    longest: int = field(default=8, metadata={"help": "每句至多几个字"})

    def __post_init__(self) -> None:
        if self.limbs < 3:
            raise OptionsError("limbs 至少是 3：两句之间说不出哪一句不齐", "limbs")
        if not 2 <= self.shortest <= self.longest:
            raise OptionsError("要有 2 ≤ shortest ≤ longest", "shortest")


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    indexes: dict[Bounds, list[int]] = {}
    for index, options in enumerate(rules):
        indexes.setdefault(Bounds(options.limbs, options.shortest, options.longest), []).append(index)

    def find(block: Block) -> Iterable[tuple[int, Hit]]:
        cut = {fewest: list(strands(block.folded, fewest)) for fewest in {bounds.limbs for bounds in indexes}}
        for bounds, members in indexes.items():
            taken: set[int] = set()
            for run in runs(cut[bounds.limbs], bounds):
                starts = {limb.start for limb in run.limbs}
                if not starts & taken and not _is_none(block.folded, run) and (case := _case(run)):
                    if case == "loose" and _is_paired(block.folded, run):
                        continue
                    taken |= starts
                    hit = _hit(block, run, case)
                    yield from ((index, hit) for index in members)

    return find


def _is_none(text: str, run: LimbRun) -> bool:
    """Whether it only looks like a run with one limb out of step."""
    odd = run.limbs[run.odd]
    if sum(_NAMES.search(limb.text) is not None for limb in run.limbs) == len(run.limbs):
        return True
    # 坚持陆海统筹、科学用海、依法治海: the first has the verb that governs all.
    if run.odd == 0 and len(odd.text) - run.length in (2, 3) and _governs(odd.text, run.length):
        return True
    # What stands against a quotation is a part of a limb.
    return text[odd.start - 1 : odd.start] in _CLOSED or text[odd.end : odd.end + 1] in _OPENED


def _is_paired(text: str, run: LimbRun) -> bool:
    """Whether the limbs are clauses of sentences that answer each other: 盼什么，就干什么；反对什么，就改什么."""
    marks = "".join(text[one.end : other.start] for one, other in pairwise(run.limbs))
    return "；" in marks and "，" in marks


def _governs(limb: str, length: int) -> bool:
    """Whether one verb stands before the last `length` characters of a limb."""
    first, *rest = segment.tags(limb)
    return len(first[0]) == len(limb) - length and first[1].startswith(("v", "d", "p")) and bool(rest)


def _case(run: LimbRun) -> str:
    """What shows that the odd limb belongs to the run: an anchor, or one skeleton of tags; "" where nothing does.

    Of three limbs, or of long ones, the odd one is often meant so: they are said to be loose. A longer last limb rounds off.
    """
    even = [limb.text for limb in run.even]
    odd = run.limbs[run.odd].text
    if _has_lost_one(even, odd, run.length):
        return "dropped"
    anchors = shared(odd, anchors_of(even), run.length)
    # Two limbs agree in one character inside them by chance.
    if anchors and (len(even) > 2 or len(anchors) > 1 or anchors.keys() & {0, run.length - 1}):
        # Things of one kind (经济建设、政治建设) share a word and need not be even: their names are made of ordinary words
        # throughout, while 强|核|工程 or a set phrase is not; four characters woven round their anchors name nothing.
        woven = run.length == 4 and _gaps(anchors) > 1
        if run.odd == len(even) and len(odd) > run.length:
            return "rounded" if woven else ""
        if not woven and 2 * sum(map(_ordinary, even)) >= len(even):
            return ""
        return "anchored" if woven or (run.length == 4 and len(even) > 2) else "loose"
    if run.length == 4 and len(even) > 2 and 0 < run.odd < len(even) and _same_skeleton(even, odd):
        return "skeleton"
    return ""


def _has_lost_one(even: Sequence[str], odd: str, length: int) -> bool:
    """Whether every limb is a verb and what it acts on, and the odd one is so, too, but for one character less (惠民)."""
    if len(odd) != length - 1 or len(even) < 3 or length > 4 or odd[-1] in "等的":
        return False
    if length == 3:
        return all(limb[0] in SINGLE_VERBS for limb in even) and (odd[0] in SINGLE_VERBS or len(even) > 3)
    return all(limb[:2] in VERBS for limb in even)


def _gaps(anchors: Anchors) -> int:
    """How many stretches of a limb of four characters lie between and around its anchors."""
    return len("".join(" " if slot in anchors else "x" for slot in range(4)).split())


def _ordinary(limb: str) -> bool:
    words = segment.words(limb)
    if len(words) == 1:
        return segment.opening(limb)[1].startswith("n")
    return all(len(word) > 1 for word in words)


def _same_skeleton(even: Sequence[str], odd: str) -> bool:
    """Whether every limb is a verb and what it acts on, in words of one length, and the odd one begins and ends like them.

    Taggers are not sure of verbs (优化, 规范), so half of the limbs speak for all; a set phrase (解放思想) goes with any.
    """
    tagged = [limb for limb in map(segment.tags, even) if len(limb) > 1]
    lengths = {tuple(len(word) for word, _ in limb) for limb in tagged}
    if len(tagged) < 2 or len(lengths) > 1 or len(tagged[0]) > 2:
        return False
    alike = sum(_acts(limb[0][1], limb[1][1]) for limb in tagged)
    own = segment.tags(odd)
    same_words = (len(own[0][0]), len(own[-1][0])) in lengths
    return 2 * alike >= len(tagged) and len(own) > 1 and same_words and _acts(own[0][1], own[-1][1])


def _acts(first: str, last: str) -> bool:
    return first.startswith("v") and last.startswith("n")


def _hit(block: Block, run: LimbRun, case: str) -> Hit:
    odd = run.limbs[run.odd]
    first = run.limbs[0]
    slots = {
        "shape": "·".join(str(len(limb.text)) for limb in run.limbs),
        "first": block.text[first.start : first.end],
        "length": str(run.length),
        "odd": str(len(odd.text)),
    }
    related = tuple(Pointer(limb.start, limb.end, "limb", {"length": str(run.length)}) for limb in run.even)
    return Hit(odd.start, odd.end, slots, related=related, case=case)


KIND = Kind(
    "parallel",
    Options,
    block=_prepare,
    by_sentence=always,
    slots={
        "shape": "各句的字数，如 4·4·4·5",
        "first": "这一组的第一句",
        "length": "其他各句的字数",
        "odd": "不齐的这一句的字数",
    },
    roles={"limb": "这一组的其他各句"},
    cases={
        "anchored": "各句同一位置有相同的字",
        "dropped": "各句都是动词带宾语、字数相同，这一句少一个字",
        "rounded": "各句同一位置有相同的字，末一句长些",
        "loose": "各句同一位置有相同的字，但只有三句，或者每句不止四个字",
        "skeleton": "各句词性搭配相同，没有相同的字",
    },
)
