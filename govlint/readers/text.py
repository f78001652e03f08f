"""Plain text: every line with something on it is a paragraph; knows no format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.block import Block
from govlint.readers.paragraph import plain
from govlint.source import Source
from govlint.textmap import TextMap

_LINE = re.compile(r"[^\r\n]+")


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """One block for each line that is not blank, without the white space at its ends."""
    for match in _LINE.finditer(source.text):
        line = match.group()
        text = line.lstrip()
        if text:
            start = match.end() - len(text)
            yield plain(source.text, start, start + len(text.rstrip()))
