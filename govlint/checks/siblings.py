"""siblings: points of one series, or headings of one level, side by side: the one of another shape, openings used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Hit, Pointer
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language import segment
from govlint.text.lazyregex import lazy

# What a point says first; in a heading this is all that it says.
_HEAD = lazy(r"[^。；！？：]+")
_BREAK = lazy(r"[，、 \u3000]")
_LONGEST = 200
"""Code points of a heading that are looked at."""
_PART = lazy(r"[^，、 \u3000]+")


@dataclass(frozen=True)
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


class _Head(NamedTuple):
    """What a sibling says first: a span of the reading text of the block at index `block`."""

    block: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(part) for part in _PART.findall(self.text))


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterable[tuple[int, Hit]]:
        for heads in (*_series(document), *_levels(document)):
            for index, options in enumerate(rules):
                if len(heads) >= options.siblings:
                    compare = _odd_shape if options.compare == "shape" else _repeated_opening
                    for hit in compare(heads, options):
                        yield index, hit

    return find


def _series(document: Document) -> Iterator[list[_Head]]:
    """The members of each run of ordinals."""
    for run in document.outline.runs:
        heads = []
        for member, following in zip(run.members, [*run.members[1:], None], strict=True):
            end = following.marker.start if following and following.line == member.line else None
            heads.append(_head(document, member.line, member.marker.end, end))
        yield [head for head in heads if head.text]


def _levels(document: Document) -> Iterator[list[_Head]]:
    """The headings without ordinals of each level that the format itself gives, between headings of a higher one."""
    numbered = {member.line for run in document.outline.runs for member in run.members}
    open_: dict[int, list[_Head]] = {}
    for index in document.with_role(Role.HEADING):
        level = document.places[index].block.level
        for deeper in [n for n in open_ if n > level]:
            yield open_.pop(deeper)
        if level and index not in numbered:
            open_.setdefault(level, []).append(_head(document, index, 0, None))
    yield from open_.values()


def _head(document: Document, index: int, start: int, end: int | None) -> _Head:
    folded = document.places[index].block.folded
    match = _HEAD.match(folded, start, min(len(folded) if end is None else end, start + _LONGEST))
    text = match.group() if match else ""
    kept = text.strip()
    return _Head(index, start + len(text) - len(text.lstrip()), kept)


def _odd_shape(heads: Sequence[_Head], options: Options) -> Iterator[Hit]:
    if sum(map(bool, map(_BREAK.search, [head.text for head in heads]))) < len(heads) - 1:
        return
    shapes = [head.shape for head in heads]
    shape, count = Counter(shapes).most_common(1)[0]
    # Heads of one length agree by chance; halves of one length do not.
    if count < len(heads) - 1 or len(shape) < 2 or len(set(shape)) > 1:
        return
    for head in heads:
        # 4·4·4 beside 4·4 keeps the step.
        if set(head.shape) != set(shape):
            others = tuple(_pointer(h, h.end) for h in heads if h is not head)
            slots = {"shape": _written(shape), "own": _written(head.shape)}
            yield Hit(head.start, head.end, slots, related=others, block=head.block)


def _repeated_opening(heads: Sequence[_Head], options: Options) -> Iterator[Hit]:
    groups: dict[str, list[_Head]] = {}
    for head in heads:
        groups.setdefault(head.text[: options.length], []).append(head)
    for group in groups.values():
        # What opens most of them is meant to.
        if 1 < len(group) <= len(heads) / 2:
            length = _verbs(group[0].text, _agreement([head.text for head in group]))
            if length >= options.length:
                first, *later = group
                for head in later:
                    slots = {"shape": _written(first.shape), "own": _written(head.shape)}
                    related = (_pointer(first, first.start + length),)
                    yield Hit(head.start, head.start + length, slots, related=related, block=head.block)


def _agreement(texts: Sequence[str]) -> int:
    """How many characters all of the texts begin with."""
    return next((i for i, chars in enumerate(zip(*texts, strict=False)) if len(set(chars)) > 1), min(map(len, texts)))


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


def _pointer(head: _Head, end: int) -> Pointer:
    return Pointer(head.start, end, "sibling", {"own": _written(head.shape)}, head.block)


def _written(shape: Sequence[int]) -> str:
    return "·".join(map(str, shape))


KIND = Kind(
    "siblings",
    Options,
    document=_prepare,
    slots={"shape": "同级其他各条的字数格式，如 4·4", "own": "这一条的字数格式"},
    roles={"sibling": "同级的其他各条；比开头时，是先用这个开头的那一条"},
)
