"""The red pen ⟦wanted⇒better⟧: marks in an example, and the text without them; knows no rule."""

from __future__ import annotations

import re

from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy
from govlint.text.source import Span

MARK = lazy(r"⟦([^⟦⟧⇒]*)(?:(⇒)([^⟦⟧⇒]*))?⟧")
"""One mark. Its groups: what must be found; the arrow, where there is one; what it is to become."""


@frozen
class Marked:
    """An example without its marks: the text, the spans that must be found, and the text as the pen mends it.

    `mended` is None where no mark has a ⇒; `better` are the spans in it of what the pen wrote.
    """

    text: str
    wanted: tuple[Span, ...]
    mended: str | None
    better: tuple[Span, ...] = ()


def unmark(marked: str) -> Marked:
    """Take the red pen's marks out of a text."""
    text = mended = ""
    wanted: list[Span] = []
    better: list[Span] = []
    at = 0
    for match in MARK.finditer(marked):
        found, arrow, use = match.groups()
        before = marked[at : match.start()]
        text += before + found
        wanted.append(Span(len(text) - len(found), len(text)))
        mended += before + (use if arrow else found)
        if arrow:
            better.append(Span(len(mended) - len(use), len(mended)))
        at = match.end()
    tail = marked[at:]
    return Marked(text + tail, tuple(wanted), mended + tail if better else None, tuple(better))


def misuse(marked: str) -> str | None:
    """What is wrong with the marks in a text, in Chinese; None where nothing is."""
    if re.search("[⟦⟧]", MARK.sub("", marked)):
        return "⟦ 和 ⟧ 没有配对"
    for match in MARK.finditer(marked):
        if match.group(3) == match.group(1):
            return f"“{match.group()}”前后一样，等于没改" if match.group(1) else "⟦⟧ 里是空的"
        if match.group(3) is None and not match.group(1):
            return "⟦⟧ 里是空的；缺字的地方写成 ⟦⇒缺的字⟧"
    return None
