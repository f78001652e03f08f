"""Frames that the limbs of a 排比 share (让…更…, 宜甲则甲), and the runs of limbs of a text with one that breaks its frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_GAP, _SAME = "…", "甲"
_TOKEN = lazy("[…甲]|[^…甲]+")
_PART = lazy("[^。！？；]+")
_WHOLE = lazy("[^。！？]+")
_SENTENCE = lazy("[^。！？；：]+")
_CLAUSE = lazy("[^，]+")
_LIST = lazy("[^，。！？；：（）《》]+")
_LIMB = lazy("[^、]+")
# What may stand before a limb: 都能…, 真正做到….
_LEAD = "(?:(?:就是)?要|都|更|也|真正|努力|切实|始终)?"
_TAIL = 6
"""How many characters a limb of a list that breaks its frame is longer than the longest other, at most."""
_QUOTE = lazy("[“”]")
_ACTS = lazy("的[^的]{1,3}$")
_SPREAD = 10
"""How many characters a clause that lacks an opening of one character (用…) has less than."""
_POINTING = lazy("[这那是我各都就]")
_REACH = 3
"""The same for clauses, which may have nothing to do with each other, longer or shorter."""


class Limb(NamedTuple):
    """A limb: a span of the text and what it says."""

    start: int
    end: int
    text: str


@frozen
class Break:
    """A run of limbs that all have a frame but for the one at `odd`."""

    limbs: tuple[Limb, ...]
    odd: int

    @property
    def others(self) -> list[Limb]:
        """The limbs that have the frame."""
        return [limb for at, limb in enumerate(self.limbs) if at != self.odd]


@frozen
class Frame:
    """A frame as it is written: … stands for any words, 甲 each time for the same one to four characters."""

    text: str

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """The words that every limb has, in order."""
        return tuple(token for token in _TOKEN.findall(self.text) if token not in (_GAP, _SAME))

    @property
    def doubled(self) -> bool:
        """Whether the limbs say one word twice (宜种则种, 谁主管谁负责)."""
        return self.text.count(_SAME) > 1 or len(set(self.literals)) < len(self.literals)

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """A limb that has the frame, be it that it is drawn out (能整改的立即整改 has 能甲的甲)."""
        pattern, seen = "", 0
        for token in _TOKEN.findall(self.text):
            if token == _SAME:
                pattern += ".{0,6}(?P=same)" if seen else ".{0,4}?(?P<same>.{1,4}?).{0,6}?"
                seen += 1
            else:
                pattern += ".+?" if token == _GAP else re.escape(token)
        return re.compile(_LEAD + pattern + ("(?:$|[等的].*)" if seen and self.text.endswith(_SAME) else ""), re.DOTALL)

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """How a limb opens that has the frame."""
        return re.compile(_LEAD + re.escape(self.literals[0]))

    def has(self, limb: str, *, first: bool = False) -> bool:
        """Whether a limb has the frame; words that govern all may stand before the `first`."""
        return (self.whole.search(limb) if first else self.whole.match(limb)) is not None

    def begins(self, limb: str) -> bool:
        """Whether a limb opens as the frame does."""
        return self.opening.match(limb) is not None

    def occurs(self, text: str) -> bool:
        """Whether the frame may stand in a text at least twice."""
        return all(text.count(literal) > 1 for literal in self.literals)

    def breaks(self, text: str) -> Iterator[Break]:
        """The runs of three limbs or more, one of which breaks the frame: clauses, parts of a sentence, members of a list."""
        for part in self._parts(text, _LIST, "、"):
            yield from self._in_list(_cut(part, _LIMB))
        for part in self._parts(text, _SENTENCE, "，"):
            yield from self._in_row(self._joined(_cut(part, _CLAUSE), text))
        if "；" in text:
            for part in self._parts(text, _WHOLE, "；"):
                yield from self._in_row(_trimmed(_cut(part, _PART)), governed=True)
        # 在…, … may open any sentence; 不是…，而是… opens none by chance.
        if sum(map(len, self.literals)) > 3:
            yield from self._in_row(_cut(re.match("(?s).*", text), _PART))

    def _parts(self, text: str, pattern: re.Pattern[str], mark: str) -> Iterator[re.Match[str]]:
        """The parts of a text with three limbs or more between such marks, two of which may have the frame."""
        for part in _marked(text, pattern, mark):
            said = part.group()
            if all(said.count(word) > 1 for word in self.literals):
                yield part

    def _in_list(self, limbs: Sequence[Limb]) -> Iterator[Break]:
        whole = [self.has(limb.text, first=at == 0) for at, limb in enumerate(limbs)]
        if whole.count(False) != 1 or len(limbs) < 3:
            return
        odd = whole.index(False)
        own = limbs[odd].text
        lengths = [len(limb.text) for limb in limbs[1:] if limb is not limbs[odd]]
        if len(own) > max(lengths) + _TAIL or (odd == 0 and not self.begins(own)) or _QUOTE.search(own):
            return
        inside = 0 < odd < len(limbs) - 1
        if len(self.literals) < 2 and not inside and not self.doubled:
            return
        # 从无到有、从小到大、由弱变强 turns the last one on purpose.
        beside = lengths.count(len(own)) == len(lengths) or len(own) > max(lengths) + _REACH or "的" in own
        if inside or self.doubled or len(limbs) > 3 or self._partly(own) or not beside:
            yield Break(tuple(limbs), odd)

    def _in_row(self, limbs: Sequence[Limb], *, governed: bool = False) -> Iterator[Break]:
        """Runs among limbs beside which others may stand that have nothing to do with them."""
        whole = [self.has(limb.text, first=governed and at == 0) for at, limb in enumerate(limbs)]
        if sum(whole) < 2:
            return
        at = 0
        while at < len(limbs):
            end = at
            gap = -1
            while end < len(limbs) and (whole[end] or (gap < 0 and self._follows(limbs, whole, end))):
                gap = gap if whole[end] else end
                end += 1
            if gap >= 0 and end - at > 2 and (at < gap < end - 1 or end - at > 2):
                yield Break(tuple(limbs[at:end]), gap - at)
            at = max(end, at + 1)

    def _follows(self, limbs: Sequence[Limb], whole: Sequence[bool], at: int) -> bool:
        """Whether the limb at `at`, which has not the frame, may be one of the run all the same."""
        text = limbs[at].text
        lengths = [len(limb.text) for limb, has in zip(limbs, whole, strict=True) if has]
        reach = _TAIL if self.doubled else _REACH
        if not min(lengths) - reach <= len(text) <= max(lengths) + reach:
            return False
        if self.begins(text):
            # 以上率下，以点带面，以查促改: four characters each are a run as they are.
            return len(text) != 4 or set(lengths) != {4}
        # What stands right between two that have the frame, and is no longer than they are, is meant to have it, too.
        if 0 < at < len(limbs) - 1 and whole[at - 1] and whole[at + 1] and self._near(limbs, at):
            return True
        # 能重签的重签，能追缴的追缴，对违纪的处理。
        last = at == len(limbs) - 1
        fits = len(text) <= max(lengths) + 1 and _ACTS.search(text) is not None and not _POINTING.match(text)
        return self.doubled and last and fits and self._partly(text)

    def _near(self, limbs: Sequence[Limb], at: int) -> bool:
        one, own, other = (len(limb.text) for limb in limbs[at - 1 : at + 2])
        if "、" in limbs[at].text or (sum(map(len, self.literals)) == 1 and own >= _SPREAD):
            return False
        return abs(one - other) < 3 and min(one, other) - 2 <= own <= max(one, other) + 1

    def _partly(self, limb: str) -> bool:
        """Whether a limb has some word of the frame."""
        return any(literal in limb for literal in self.literals)

    def _joined(self, clauses: Sequence[Limb], text: str) -> list[Limb]:
        """The clauses of a sentence; 不是…，而是… is one limb, and where some are two clauses long, so is what breaks it."""
        pairs = {
            at
            for at, (limb, after) in enumerate(pairwise(clauses))
            if self.begins(limb.text) and not self.has(limb.text) and after.text.startswith(self.literals[-1])
        }
        joined: list[Limb] = []
        at = 0
        while at < len(clauses):
            limb = clauses[at]
            after = clauses[at + 1] if at + 1 < len(clauses) else None
            if after and pairs and self.begins(limb.text) and not self.has(limb.text) and not self.begins(after.text):
                limb = Limb(limb.start, after.end, text[limb.start : after.end])
                at += 1
            joined.append(limb)
            at += 1
        return joined


class Openers:
    """The openings of frames, to be looked for in a text all at once."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.frames = frames
        words = sorted({frame.literals[0] for frame in frames}, key=len, reverse=True)
        self.of = {word: [at for at, frame in enumerate(frames) if word.startswith(frame.literals[0])] for word in words}
        self.pattern = re.compile(f"(?<=[、，；。！？“]){_LEAD}({'|'.join(map(re.escape, words))})")

    def candidates(self, text: str) -> list[Frame]:
        """The frames that some clause or member of a list of a text opens with."""
        found = {at for word in set(self.pattern.findall(text)) for at in self.of[word]}
        return [self.frames[at] for at in sorted(found)]


@lru_cache(maxsize=8)  # the frames are asked one after another
def _marked(text: str, pattern: re.Pattern[str], mark: str) -> Sequence[re.Match[str]]:
    """The parts of a text in which a mark stands twice."""
    return [part for part in pattern.finditer(text) if text.count(mark, *part.span()) > 1] if text.count(mark) > 1 else []


def _trimmed(parts: list[Limb]) -> list[Limb]:
    """The parts between ；, the last without what goes on behind as many clauses as the one before has."""
    if len(parts) > 2:
        last = parts[-1]
        clauses = last.text.split("，")
        kept = "，".join(clauses[: parts[-2].text.count("，") + 1])
        parts[-1] = Limb(last.start, last.start + len(kept), kept)
    return parts


def _cut(part: re.Match[str] | None, pattern: re.Pattern[str]) -> list[Limb]:
    """The pieces of a part of a text, without the quotation marks round them."""
    if part is None:
        return []
    limbs = []
    for match in pattern.finditer(part.string, *part.span()):
        text = match.group().strip("“”‘’ \u3000\n")
        start = match.start() + match.group().find(text)
        if text:
            limbs.append(Limb(start, start + len(text), text))
    return limbs
