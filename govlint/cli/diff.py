"""What fixes would change: a patch for programs, and for a person at a terminal the changed words in their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff

from govlint.text.columns import visible
from govlint.text.source import Source

_GONE, _NEW, _DIM, _PLAIN = "\x1b[9;31m", "\x1b[4;32m", "\x1b[2m", "\x1b[0m"
_AROUND = 12
"""Characters shown on each side of what changes; a paragraph is a line, and a line may be a page."""


def patch(source: Source, text: str) -> str:
    """What changes, as a unified diff that patch takes."""
    name = visible(source.path)
    lines = unified_diff(_lines(source.text), _lines(text), f"a/{name}", f"b/{name}", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def coloured(source: Source, text: str) -> str:
    """What changes, a line of the text in a line: what goes struck out, what comes underlined, and a little round them."""
    old, new = _lines(source.text), _lines(text)
    shown = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if end - start == last - first:
            pairs = list(zip(old[start:end], new[first:last], strict=True))
        else:
            pairs = [("".join(old[start:end]), "".join(new[first:last]))]
        for number, pair in enumerate(pairs, start + 1):
            shown.append(f"{_DIM}{visible(source.path)}:{number}:{_PLAIN} {''.join(_words(*pair))}\n")
    return "".join(shown)


def _words(old: str, new: str) -> Iterator[str]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (kind, start, end, first, last) in enumerate(codes):
        if kind == "equal":
            yield _around(visible(old[start:end].rstrip("\r\n")), place > 0, place < len(codes) - 1)
            continue
        if end > start:
            yield f"{_GONE}{visible(old[start:end])}{_PLAIN}"
        if last > first:
            yield f"{_NEW}{visible(new[first:last])}{_PLAIN}"


def _around(text: str, after: bool, before: bool) -> str:
    """What stays, shortened: its beginning is kept behind a change, its end before one."""
    head, tail = _AROUND if after else 0, _AROUND if before else 0
    if len(text) <= head + tail + 1:
        return text
    return f"{text[:head]}{_DIM}…{_PLAIN}{text[len(text) - tail :]}"


def _lines(text: str) -> list[str]:
    # \n alone ends a line for patch.
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
