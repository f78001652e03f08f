"""siblings: points of one series, or headings of one level, side by side: the one of another shape, openings used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import Literal

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Hit, Pointer
from govlint.document.document import Document
from govlint.document.heads import Head, siblings
from govlint.language import common, segment
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_BREAK = lazy(r"[，、 \u3000]")
_PART = lazy(r"[^，、 \u3000]+")


@frozen
class Options:
    """What to compare."""

    compare: Literal["shape", "opening"] = field(
        metadata={"help": "比什么：shape 比字数格式（如 4·4），找出唯一不同的一条；opening 比开头的词，找出用了两遍的"}
    )
    siblings: int = field(default=3, metadata={"help": "同级至少有几条才比"})
    length: int = field(default=4, metadata={"help": "开头至少有几个字相同才算重复"})

    def __post_init__(self) -> None:
        if self.siblings < 3:
            raise OptionsError("siblings 至少是 3：两条之间说不出哪一条不同", "siblings")
        if self.length < 2:
            raise OptionsError("length 至少是 2", "length")


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterable[tuple[int, Hit]]:
        for heads in siblings(document):
            for index, options in enumerate(rules):
                if len(heads) >= options.siblings:
                    compare = _odd_shape if options.compare == "shape" else _repeated_opening
                    for hit in compare(heads, options):
                        yield index, hit

    return find


def _odd_shape(heads: Sequence[Head], options: Options) -> Iterator[Hit]:
    if sum(map(bool, map(_BREAK.search, [head.text for head in heads]))) < len(heads) - 1:
        return
    shapes = [_shape(head) for head in heads]
    shape, count = Counter(shapes).most_common(1)[0]
    # Heads of one length agree by chance; halves of one length do not.
    if count < len(heads) - 1 or len(shape) < 2 or len(set(shape)) > 1:
        return
    for head in heads:
        # 4·4·4 beside 4·4 keeps the step.
        if set(_shape(head)) != set(shape):
            others = tuple(_pointer(h, h.end) for h in heads if h is not head)
            slots = {"shape": _written(shape), "own": _written(_shape(head))}
            yield Hit(head.start, head.end, slots, related=others, block=head.block)


def _repeated_opening(heads: Sequence[Head], options: Options) -> Iterator[Hit]:
    groups: dict[str, list[Head]] = {}
    for head in heads:
        groups.setdefault(head.text[: options.length], []).append(head)
    for group in groups.values():
        # What opens most of them is meant to.
        if 1 < len(group) <= len(heads) / 2:
            length = _verbs(group[0].text, len(common.opening([head.text for head in group])))
            if length >= options.length:
                first, *later = group
                for head in later:
                    slots = {"shape": _written(_shape(first)), "own": _written(_shape(head))}
                    related = (_pointer(first, first.start + length),)
                    yield Hit(head.start, head.start + length, slots, related=related, block=head.block)


def _shape(head: Head) -> tuple[int, ...]:
    return tuple(len(part) for part in _PART.findall(head.text))


def _verbs(text: str, limit: int) -> int:
    """The length of the adverbs and verbs that open a text: what is done, without what it is done to; at most `limit`."""
    length = 0
    opening = _PART.search(text)
    for word, tag in segment.tags(opening.group()) if opening else ():
        # jieba takes 大力 and 着力 for nouns, and many a verb with its adverb (切实加强) for a set phrase.
        if not (tag[0] in "vdali" or word.endswith("力")) or length + len(word) > limit:
            break
        length += len(word)
    return length


def _pointer(head: Head, end: int) -> Pointer:
    return Pointer(head.start, end, "sibling", {"own": _written(_shape(head))}, head.block)


def _written(shape: Sequence[int]) -> str:
    return "·".join(map(str, shape))


KIND = Kind(
    "siblings",
    Options,
    document=_prepare,
    slots={"shape": "同级其他各条的字数格式，如 4·4", "own": "这一条的字数格式"},
    roles={"sibling": "同级的其他各条；比开头时，是先用这个开头的那一条"},
)
