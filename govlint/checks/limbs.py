"""limbs: the limb of a 排比 that breaks the frame which the others share (宜种则种、宜养则养、适合旅游的搞旅游)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from itertools import chain
from typing import Any

from govlint.analysis.check import Kind, OptionsError, TogetherFinder, each_block
from govlint.analysis.finding import Edit, Hit, Pointer
from govlint.document.block import Block
from govlint.language.alike import LONGEST, ROW, STOPS, WORDS, Odd, odd_clauses, odd_members
from govlint.language.frames import Break, Frame, Openers
from govlint.text.frozen import frozen


@frozen
class Options:
    """What frames there are."""

    frames: tuple[str, ...] = field(
        metadata={
            "help": "排比的句式：“…”代表任何文字，“甲”每次代表同样的一到四个字，如“让…更…”“宜甲则甲”",
            "sample": "[让…更…]",
        }
    )

    def __post_init__(self) -> None:
        for at, frame in enumerate(self.frames):
            if not Frame(frame).literals or frame.count("甲") == 1:
                raise OptionsError("句式里要有每句共有的字；“甲”要出现两次", "frames", at)

    @cached_property
    def compiled(self) -> tuple[Frame, ...]:
        """The frames."""
        return tuple(map(Frame, self.frames))

    @cached_property
    def openers(self) -> Openers:
        """Where they may begin."""
        return Openers(self.compiled)


def _find(block: Block, options: Options) -> Iterator[Hit]:
    text = block.folded
    taken: set[int] = set()
    for frame in options.openers.candidates(text):
        if frame.occurs(text):
            for found in frame.breaks(text):
                odd = found.limbs[found.odd]
                # 以…促…, 以…促…, 以…为…: what opens with 以 may do so for many reasons.
                turns = any(f is not frame and f.literals == ("以", "为") and f.has(odd.text) for f in options.compiled)
                if odd.start not in taken and not turns and not any(WORDS.match(limb.text) for limb in found.others):
                    taken.add(odd.start)
                    yield _hit(block, frame, found)
    for alike in chain(odd_members(text) if "、" in text else (), odd_clauses(text)):
        if alike.members[alike.at].start not in taken:
            yield _odd(block, alike)


def _together(rules: Any) -> TogetherFinder:
    from govlint.analysis.together import sifted

    return sifted(_candidates, _find)(rules)


def _candidates(together: Any, options: Options) -> list[int]:
    """The paragraphs in which a frame, a list or a row of clauses may have a limb that breaks it."""
    texts = [block.folded for block in together.blocks]
    found = {at for at, text in enumerate(texts) if any(frame.occurs(text) for frame in options.openers.candidates(text))}
    found.update(at for at in together.joined("、", STOPS, 2, LONGEST) if any(odd_members(texts[at])))
    found.update(together.joined("，", "。！？；：", 3, ROW))
    return sorted(found)


def _hit(block: Block, frame: Frame, found: Break) -> Hit:
    odd = found.limbs[found.odd]
    others = found.others
    first = others[0]
    slots = {"frame": frame.text, "example": block.text[first.start : first.end], "count": str(len(others))}
    related = tuple(Pointer(limb.start, limb.end, "limb") for limb in others)
    return Hit(odd.start, odd.end, slots, related=related)


def _odd(block: Block, alike: Odd) -> Hit:
    odd = alike.members[alike.at]
    others = [member for member in alike.members if member is not odd]
    first = others[-1]
    slots = {"frame": alike.word, "example": block.text[first.start : first.end], "count": str(len(others))}
    related = tuple(Pointer(member.start, member.end, "limb") for member in others)
    edits = (Edit(odd.start, odd.end, alike.better),) if alike.better else ()
    return Hit(odd.start, odd.end, slots, edits, related, alike.case)


KIND = Kind(
    "limbs",
    Options,
    block=each_block(_find),
    together=_together,
    slots={
        "frame": "其他各句的句式，如“让…更…”，或者共有的词",
        "example": "合乎句式的一句",
        "count": "合乎句式的有几句",
    },
    roles={"limb": "合乎句式的其他各句"},
    cases={
        "lead": "其他各句开头相同",
        "verb": "其他各句是动宾，这一句是主谓",
        "length": "其他各句都是三个字的动宾，这一句不是三个字",
        "short": "其他各句字数相同、都是动宾，这一句少一个字",
        "particle": "其他各句没有“的”，这一句有",
        "woven": "其他各句都是四个字，嵌着同样的字",
        "ending": "其他各句结尾相同",
    },
    fixes=True,
)
