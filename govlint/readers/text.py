"""Plain text: every line with something on it is a paragraph; pinyin notes in brackets are left out of the reading text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.block import Block, Elision
from govlint.source import Source
from govlint.textmap import Run, TextMap

_LINE = re.compile(r"[^\r\n]+")
_BLANK = " \t\u3000\u00a0\f\v"
_HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_NOTE = re.compile(rf"(?<={_HAN})[(（][a-zü{_TONED}]{{1,6}}[)）]")
_TONE = re.compile(rf"[{_TONED}]")


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """One block for each line that is not blank, without the white space at its ends."""
    for match in _LINE.finditer(source.text):
        line = match.group()
        text = line.strip(_BLANK)
        if text:
            start = match.start() + len(line) - len(line.lstrip(_BLANK))
            yield paragraph(text, start)


def paragraph(raw: str, start: int) -> tuple[Block, TextMap]:
    """A block of the source text `raw` that stands at `start`, its pinyin notes elided."""
    notes = list(_NOTE.finditer(raw)) if "(" in raw or "（" in raw else []
    # A note without a tone mark (的(de)) is told from a bracketed word (系统(app)) by the company it keeps.
    if not any(_TONE.search(n.group()) for n in notes):
        notes = []
    if not notes:
        return Block(raw), TextMap((Run(0, start, len(raw), len(raw)),), start)
    pieces: list[str] = []
    runs: list[Run] = []
    elisions: list[Elision] = []
    reading = at = 0
    for note in [*notes, None]:
        end = len(raw) if note is None else note.start()
        if end > at:
            pieces.append(raw[at:end])
            runs.append(Run(reading, start + at, end - at, end - at))
            reading += end - at
        if note is not None:
            elisions.append(Elision(reading, note.group(), "ruby"))
            at = note.end()
    return Block("".join(pieces), elisions=tuple(elisions)), TextMap(tuple(runs), start)
