"""What pages of every make are read as, for the golden: columns, tables with and without lines, notes, heads and numbers."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from zlib import crc32

from govlint.pages.lines import Paper
from govlint.pages.sheet import Glyph, Rule, Sheet
from govlint.readers.paged import source_of
from govlint.text.source import SourceError

GOLDEN = "tests/golden/readings/sheets.txt"

_MADE = 50
_WORDS = "今年全区上下认真落实各项部署，扎实推进重点项目建设，经济运行总体平稳、稳中有进。民生保障有力；社会和谐稳定！2024"
_HEADS = ("一、总体要求", "（一）抓项目", "1.抓招商", "关于开会的通知", "附件：1.名单", "Room 5", "①说明")
_WIDTH, _HEIGHT = 595.0, 842.0


def sheets() -> str:
    """Of each document what its paragraphs are, how they begin, and a digest of the rest."""
    lines = []
    for number in range(_MADE):
        random = Random(number)
        paper = Paper()
        columns, head = random.choice((1, 1, 2, 2, 3, 4)), random.choice(("", "", "区政府办公室文件"))
        for page in range(1, random.randint(1, 4) + 1):
            paper.add(_sheet(random, page, columns, head))
        lines.append(f"{number} {columns}")
        try:
            source = source_of(paper, "a.pdf", "PDF")
        except SourceError as refusal:
            lines.append(f"  {refusal}")
            continue
        lines.append(f"  {source.unread}")
        for shape, text in zip(source.shapes, source.text.split("\n"), strict=True):
            place = f"{shape.kind} {shape.page}.{shape.number} {','.join(map(str, shape.turns))}"
            lines.append(f"  {place} {text[:8]}… {len(text)} {crc32(text.encode()):08x}")
    return "\n".join([*lines, ""])


def _sheet(random: Random, number: int, columns: int, head: str) -> Sheet:
    size = random.choice((10.5, 16, 16))
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    base = 90.0
    if head:
        glyphs.append(_put(head, 200, 40, 9))
    if random.random() < 0.9:
        glyphs.append(_put(random.choice((f"— {number} —", f"{number}", f"第{number}页")), 280, 800, 10.5))
    while base < 640:
        what = random.randrange(8)
        if what == 0:
            text = random.choice(_HEADS)
            glyphs.append(_put(text, random.choice((80, (_WIDTH - 22 * len(text)) / 2)), base, random.choice((size, 22))))
            base += 2 * size
        elif what == 1:
            base = _fields(random, glyphs, base, size) + size
        elif what == 2:
            base = _grid(random, glyphs, rules, base, size) + size
        else:
            base = _prose(random, glyphs, base, size, columns) + random.choice((0, 0, size))
    if random.random() < 0.3:
        rules.append(Rule(80, 700, random.choice((200, 90, 480)), 700))
        glyphs += [
            _put(text, 80, 715 + 14 * at, size - random.choice((0, 3, 6)))
            for at, text in enumerate(("①注释的话，", "还没有完。"))
        ]
    return Sheet(number, _WIDTH, _HEIGHT, glyphs if random.random() < 0.95 else [], rules, has_picture=random.random() < 0.2)


def _prose(random: Random, glyphs: list[Glyph], base: float, size: float, columns: int) -> float:
    """Lines of a paragraph or of several, in columns whose gaps, rows and widths are about as large as they must be."""
    gap = size * random.choice((0.8, 1.0, 1.1, 2, 3))
    width = (435 - gap * (columns - 1)) / columns
    fit = max(2, int(width / size))
    step, indent = size * random.choice((1.5, 1.8)), random.choice((0, 2, 2))
    count = random.choice((3, 5, 6, 7, 12))
    for column in range(columns):
        left = 80 + column * (width + gap)
        for row in range(count - random.choice((0, 0, 1))):
            first = row == 0 or random.random() < 0.2
            length = fit - indent * first - (random.randint(0, fit // 2) if random.random() < 0.25 else 0)
            begin = random.randrange(len(_WORDS))
            text = (_WORDS * 3)[begin : begin + max(1, length)]
            jitter = random.choice((0, 0, 0, 0.4, -0.4))
            glyphs.append(_put(text, left + size * indent * first, base + row * step + jitter, size))
    return base + count * step


def _fields(random: Random, glyphs: list[Glyph], base: float, size: float) -> float:
    """Fields below each other, as in a table without lines."""
    places = sorted(random.sample(range(80, 460, 60), random.randint(2, 4)))
    rows = random.randint(1, 5)
    for row in range(rows):
        for place in places[: len(places) - (random.random() < 0.15)]:
            text, left = random.choice(("项目", "数量", "12.5", "甲", "完成情况")), place + random.choice((0, 0, 20))
            glyphs.extend([_put(text, left, base + 1.6 * size * row, size)])
    return base + 1.6 * size * rows


def _grid(random: Random, glyphs: list[Glyph], rules: list[Rule], base: float, size: float) -> float:
    """A table with lines, of which one may be wanting or short."""
    rows, columns, tall, wide = random.randint(1, 3), random.randint(1, 3), 2.2 * size, 120
    top = base - size
    level = [Rule(80, top + tall * at, 80 + wide * columns, top + tall * at) for at in range(rows + 1)]
    upright = [Rule(80 + wide * at, top, 80 + wide * at, top + tall * rows) for at in range(columns + 1)]
    drawn = level + upright
    if random.random() < 0.3:
        at = random.randrange(len(drawn))
        drawn[at] = (
            drawn[at]._replace(right=drawn[at].left + 60) if drawn[at].is_level else drawn[at]._replace(bottom=top + tall)
        )
    rules += drawn
    for row in range(rows):
        for column in range(columns):
            for line in range(random.choice((0, 1, 1, 2))):
                begin = random.randrange(len(_WORDS) - 8)
                text = _WORDS[begin : begin + random.choice((2, 5, int(wide / size)))]
                glyphs.append(_put(text, 82 + wide * column, base + tall * row + line * size, size * 0.9))
    return base + tall * rows


def _put(text: str, left: float, base: float, size: float) -> Glyph:
    ends = list(accumulate((size * (0.5 if char.isascii() else 1.0) for char in text), initial=left))[1:]
    return Glyph(text, left, ends[-1], base, size, ends if len(text) > 1 else ())
