"""The texts that tables are counted in: which part of them is counted, and which is held out for measuring."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from govlint.text.fold import fold

PARTS = ("laws", "news", "reports")
_CHUNK = 60
_HELD_OUT = 10


def lines(folder: str, *, held_out: bool = False) -> Iterator[str]:
    """The paragraphs to count in, simplified; or those held out: a tenth, in runs of 60, since neighbours are alike."""
    for part in PARTS:
        with lzma.open(Path(folder, f"{part}.txt.xz"), "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                if (crc32(f"{part}{number // _CHUNK}".encode()) % 100 < _HELD_OUT) == held_out:
                    yield fold(line.rstrip("\n"))
