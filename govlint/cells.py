"""How many columns of a terminal a text takes, and how it may be shown there; knows nothing of what the text is about."""

from __future__ import annotations

import re
import unicodedata

# What Chinese texts consist of; wcwidth is loaded only for a text that has something else.
_WIDE = re.compile("[\u3000-\u3029\u3030-\u303e\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]")
_PLAIN = re.compile(
    "[\\x20-\\x7e\u00a1-\u00ac\u00ae-\u024f‘’“”…—–·×①-⑳\u3000-\u3029\u3030-\u303e\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*"
)
_UNSEEN = re.compile(r"[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff‘’“”…—、-〗\u3400-\u9fff！-｠]")


def cells(text: str) -> int:
    """The columns that `text` takes: two for a wide character, none for a combining or zero-width one."""
    if _PLAIN.fullmatch(text):
        return len(text) + len(_WIDE.findall(text))
    from wcwidth import wcwidth

    return sum(max(0, wcwidth(char)) for char in text)


def visible(text: str) -> str:
    """`text` fit for showing: white space is a space, and what cannot be seen (or would steer a terminal) is <U+200B>."""
    return _UNSEEN.sub(_show, text)


def _show(match: re.Match[str]) -> str:
    char = match.group()
    if char.isspace():
        return "\u3000" if char == "\u3000" else " "
    if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn") or char == "\ufffd":
        return f"<U+{ord(char):04X}>"
    return char
