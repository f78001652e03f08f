"""How many columns of a terminal a text takes, and how it may be shown there; knows nothing of what the text is about."""

from __future__ import annotations

import unicodedata

from govlint.text.lazyregex import lazy

# What Chinese texts consist of, all of it fit for showing; wcwidth is loaded only for a text that has something else.
_COMMON = lazy(r"[\x20-\x7e‘’“”…—×·、-〗\u3400-\u9fff！-｠]*")
# Of those the wide ones.
_WIDE = lazy("[\u3000-\uffff]+")


def cells(text: str) -> int:
    """The columns that `text` takes: two for a wide character, none for a combining or zero-width one."""
    if _COMMON.fullmatch(text):
        return len(text) + sum(map(len, _WIDE.findall(text)))
    from wcwidth import wcwidth

    return sum(max(0, wcwidth(char)) for char in text)


def visible(text: str) -> str:
    """`text` fit for showing: white space is a space, and what cannot be seen (or would steer a terminal) is <U+200B>."""
    return text if _COMMON.fullmatch(text) else "".join(map(_show, text))


def _show(char: str) -> str:
    if char.isspace():
        return "\u3000" if char == "\u3000" else " "
    if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn") or char == "\ufffd":
        return f"<U+{ord(char):04X}>"
    return char
