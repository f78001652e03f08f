"""What points of one series, and headings of one level, say first: siblings to be laid side by side; knows no rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.lazyregex import lazy

# What a point says first; in a heading this is all that it says.
_HEAD = lazy(r"[^。；！？：]+")
_LONGEST = 200
"""Code points of a heading that are looked at."""
_BREAK = lazy("[，、 \u3000]")
_BRACKET = lazy("（[^（）]*）$")


class Head(NamedTuple):
    """What a sibling says first: a span of the reading text of the block at index `block`."""

    block: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def core(self) -> str:
        """The text without a remark in brackets at its end."""
        return _BRACKET.sub("", self.text)

    @property
    def limb(self) -> str:
        """The core up to its first mark."""
        return _BREAK.split(self.core, 1)[0]


def siblings(document: Document) -> Iterator[list[Head]]:
    """Each series of points and each row of headings of one level."""
    yield from _series(document)
    yield from _levels(document)


def _series(document: Document) -> Iterator[list[Head]]:
    """The members of each run of ordinals."""
    for run in document.outline.runs:
        heads = []
        for member, following in zip(run.members, [*run.members[1:], None], strict=True):
            end = following.marker.start if following and following.line == member.line else None
            heads.append(_head(document, member.line, member.marker.end, end))
        yield [head for head in heads if head.text]


def _levels(document: Document) -> Iterator[list[Head]]:
    """The headings without ordinals of each level that the format itself gives, between headings of a higher one."""
    numbered = {member.line for run in document.outline.runs for member in run.members}
    open_: dict[int, list[Head]] = {}
    for index in document.with_role(Role.HEADING):
        level = document.places[index].block.level
        for deeper in [n for n in open_ if n > level]:
            yield open_.pop(deeper)
        if level and index not in numbered:
            open_.setdefault(level, []).append(_head(document, index, 0, None))
    yield from open_.values()


def _head(document: Document, index: int, start: int, end: int | None) -> Head:
    folded = document.places[index].block.folded
    match = _HEAD.match(folded, start, min(len(folded) if end is None else end, start + _LONGEST))
    text = match.group() if match else ""
    return Head(index, start + len(text) - len(text.lstrip()), text.strip())
