"""What laying a Word document out has changed, in words: of its pages, and of each part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govlint.readers.docx import WordSource
from govlint.text.frozen import frozen
from govlint.text.layout import Layout, Look, named_size


@frozen
class Change:
    """What was changed: of what (a part of the document), how often, where first, and from what to what."""

    what: str
    before: str
    after: str
    count: int = 1
    place: str = ""

    def __str__(self) -> str:
        many = f"{self.count} 段" if self.count > 1 else ""
        where = f"（{self.place}{'起' if self.count > 1 else ''}）" if self.place else ""
        moved = f"{self.before} → {self.after}" if self.before else self.after
        return f"{self.what}{' ' if many else ''}{many}{where}：{moved}"


def changes_between(
    before: WordSource, after: WordSource, parts: Mapping[int, str], blanks: Sequence[int]
) -> tuple[Change, ...]:
    """What is set otherwise now: the pages, then the same of each part together, in order of place.

    `parts` says of 0-based paragraphs what they are, `blanks` which had blanks taken out.
    """
    return (*_pages_changed(before.layout, after.layout), *_parts_changed(before, after, parts, blanks))


def _parts_changed(before: WordSource, after: WordSource, parts: Mapping[int, str], blanks: Sequence[int]) -> Iterator[Change]:
    first: dict[tuple[str, str, str], tuple[int, int]] = {}
    for index, part in parts.items():
        old, new = (_told(s.layout.look(index + 1) if s.layout else Look()) for s in (before, after))
        if old != new:
            key = part, "，".join(v for v in old if v not in new), "，".join(v for v in new if v not in old)
            at, count = first.get(key, (index, 0))
            first[key] = at, count + 1
    for (part, old_words, new_words), (at, count) in first.items():
        yield Change(part, old_words, new_words or "随样式", count, _where(before, at))
    if blanks:
        yield Change("段首、段尾的空格", "", "去掉，改用缩进", len(blanks), _where(before, blanks[0]))


def _where(source: WordSource, index: int) -> str:
    shape = source.shapes[index]
    return f"{shape.story}第{shape.number}段"


def _told(look: Look) -> list[str]:
    """How a paragraph looks, in words."""
    said = [f"{look.font} {named_size(look.size)}" if look.size else look.font]
    said.append({"center": "居中", "right": "居右", "left": "两端对齐", "both": "两端对齐"}.get(look.align, ""))
    said += [f"{name} {value:g} 字" for name, value in (("左缩进", look.left), ("右缩进", look.right)) if value]
    said.append(f"首行缩进 {look.first:g} 字" if look.first > 0 else f"悬挂缩进 {-look.first:g} 字" if look.first < 0 else "")
    said.append(f"行距 {look.leading:g}磅" if look.leading else "行距随网格" if look.gridded else "行距不随网格")
    return [words for words in said if words]


def _pages_changed(before: Layout | None, after: Layout | None) -> Iterator[Change]:
    old, new = before.pages if before else (), after.pages if after else ()
    first, fresh = (old[0] if old and old[0].width else None), new[0]
    if first is None or (first.width, first.height) != (fresh.width, fresh.height):
        yield Change("纸张", f"{first.width:g}×{first.height:g}毫米" if first else "", f"{fresh.width:g}×{fresh.height:g}毫米")
    margins, wanted = ((f"上{p.top:g} 下{p.bottom:g} 左{p.left:g} 右{p.right:g}毫米" if p else "") for p in (first, fresh))
    if margins != wanted:
        yield Change("页边距", margins, wanted)
    if first is None or (first.pitch, first.step) != (fresh.pitch, fresh.step):
        yield Change("文档网格", "", "每面 22 行，每行 28 字")
    numbers = [(layout.number if layout else None) for layout in (before, after)]
    if numbers[0] != numbers[1]:
        yield Change("页码", numbers[0].text if numbers[0] else "", "四号宋体，左右各一条一字线，单页居右，双页居左")
    heads = [(layout.head if layout else None) for layout in (before, after)]
    if heads[0] != heads[1]:
        yield Change("页眉", "一条横线", "没有")
