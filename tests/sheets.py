"""What pages of every make are read as, for the golden: columns, tables with and without lines, notes, heads and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random
from zlib import crc32

from govlint.pages.lines import Paper
from govlint.pages.sheet import Glyph, Rule, Sheet
from govlint.readers.paged import source_of
from govlint.text.source import SourceError

GOLDEN = "tests/golden/readings/sheets.txt"

_MADE = 50
_SNAPPED = 260
_SIZES = (10.0, 16.0, 20.0)
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
    return "\n".join([*lines, *_edges(), ""])


def _edges() -> Iterator[str]:
    """Of each document that is set to a grid, so that places meet: digests of how its lines and paragraphs are read."""
    for number in range(_SNAPPED):
        random = Random(number)
        paper = Paper()
        head = random.choice(("", "文件3", "公报"))
        size, step = random.choice(_SIZES), random.choice((1.5, 1.6, 2.0))
        for page in range(1, random.choice((1, 1, 2, 4, 5)) + 1):
            paper.add(_snapped(random, page, size, step, head if random.random() < 0.8 else ""))
        lines = [f"{line}" for line in paper.lines()]
        try:
            source = source_of(paper, "a.pdf", "PDF")
            read = f"{source.shapes} {source.text!r} {source.unread}"
        except SourceError as refusal:
            read = str(refusal)
        yield f"{number} {len(lines)} {crc32(repr(lines).encode()):08x} {crc32(read.encode()):08x} {paper.pictures}"


def _snapped(random: Random, page: int, size: float, step: float, head: str) -> Sheet:
    """Columns of rows, fields, letter-spaced heads, raised and doubled characters, rules and boxes: all at parts of an em."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    height = 800.0
    glyphs += [
        _put(random.choice((head, f"{page}", f"- {page} -", f"{head}{page}")) or "一", 200, edge, size)
        for edge in (height * 0.15, height * 0.85, 40.0)
        if random.random() < 0.4
    ]
    base = 160.0
    for _ in range(random.randint(0, 5)):
        what, left = random.randrange(9), 80 + size * random.choice((0, 0, 1, 2, 3))
        if what == 0:
            spaced = size * random.choice((0.25, 0.5, 1, 1.25, 2))
            word = random.choice(("中共市委文件", "通知", "一览表", "甲乙1丙", "ABC"))
            glyphs += [_put(c, left + at * (size + spaced), base, size) for at, c in enumerate(word)]
        elif what == 1:
            for row in range(random.randint(1, 4)):
                for at in range(random.randint(1, 3)):
                    glyphs.append(
                        _put(random.choice(("项目", "一二三四", "5")), left + 5 * size * at, base + row * step * size, size)
                    )
            base += 3 * step * size
        elif what == 2:
            word = _piece(random, random.randint(1, 12))
            for off in (0, random.choice((0.1, 0.2, 0.5, 1)) * size):
                glyphs += [_put(c, left + off + at * size, base, size) for at, c in enumerate(word)]
        elif what == 3:
            glyphs.append(_put(_piece(random, 6), left, base, size))
            small = size * random.choice((0.5, 0.88, 0.9, 1))
            glyphs.append(
                _put(random.choice("2①注 "), left + 6 * size, base + size * random.choice((-0.5, -0.25, 0.25, 0.5, 0.6)), small)
            )
            glyphs.append(_put(_piece(random, 2), left + 7 * size + random.choice((0, 0.25, 0.5)) * size, base, size))
        elif what == 4:
            base = _boxes(random, glyphs, rules, base, size)
        else:
            gap = size * random.choice((0, 0, 1, 1, 2))
            fit = random.choice((6, 8, 9, 10)) if gap else random.choice((12, 20))
            count = random.choice((2, 5, 6, 7, 10))
            for row in range(count):
                for column in range(random.choice((1, 2)) if not gap else random.choice((2, 2, 2, 3, 4, 5))):
                    short, indent = random.choice((0, 0, 0, 1, 2, fit // 2)), random.choice((0, 0, 0, 1, 2, 3))
                    x = 80 + column * (fit * size + gap) + size * indent
                    word = _piece(random, max(1, fit - short - indent))
                    glyphs.append(_put(word, x, base + row * step * size, size * random.choice((1, 1, 1, 1, 1.05, 1.25))))
            base += count * step * size
            if random.random() < 0.5:
                long = random.choice((60, 59, 0.8 * fit * size, fit * size))
                y = base - size * random.choice((0.1, 0.5, 0.9, 1.0, 1.5))
                rules.append(Rule(80, y, 80 + long, y))
        base += size * step * random.choice((1, 1, 1.3, 1.5, 2))
    if random.random() < 0.4:
        rules.append(Rule(80, base, 80 + random.choice((50, 60, 200)), base))
        for at, text in enumerate(("①注释的话，", "还没有完。", "②另一条")[: random.randint(1, 3)]):
            glyphs.append(
                _put(text, 80, max(base, random.choice((0, 400))) + 14 * (at + 1), size * random.choice((0.75, 0.88, 1)))
            )
    return Sheet(page, 600, height, glyphs if random.random() < 0.9 else [], rules, has_picture=random.random() < 0.3)


def _piece(random: Random, length: int) -> str:
    begin = random.randrange(len(_WORDS))
    return random.choice(("", "", "", "", "（一）", "1.", "abc ", "“", "、"))[:length] + (_WORDS * 2)[begin : begin + length]


def _boxes(random: Random, glyphs: list[Glyph], rules: list[Rule], base: float, size: float) -> float:
    """A table whose lines may fall short of each other by about as much as they may, or be wanting."""
    rows, columns = random.randint(1, 3), random.randint(1, 3)
    wide, tall = random.choice((48.0, 96.0)), random.choice((2.0, 3.0)) * size
    for at in range(rows + 1):
        for part in range(columns):
            if random.random() < 0.93:
                short = random.choice((0, 0, 0, 2, 3, 4))
                y = base + at * tall + random.choice((0, 0, 0, 1, 3))
                rules.append(Rule(80 + part * wide + short, y, 80 + (part + 1) * wide, y + random.choice((0, 0, 1))))
    for at in range(columns + 1):
        for part in range(rows):
            if random.random() < 0.93:
                x = 80 + at * wide + random.choice((0, 0, 0, 1, 3))
                rules.append(Rule(x, base + part * tall, x, base + (part + 1) * tall - random.choice((0, 0, 0, 3, 4))))
    for row in range(rows):
        for column in range(columns):
            for line in range(random.choice((0, 1, 1, 2, 2))):
                word = _piece(random, random.choice((1, 2, round(wide / size), round(wide / size) + 1)))
                glyphs.append(_put(word, 80 + wide * column, base + tall * row + (line + 1) * size, size))
    return base + rows * tall + size


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
