"""Whether a line goes on in the next one; knows no format."""

from __future__ import annotations

from govlint.text.lazyregex import lazy

# What closes a paragraph, with the quotes and brackets that may close after it.
_ENDED = lazy(r"[。！？；：!?;:…][”’）》」』】)\"']*$")
_BEGINS = lazy(
    r"[ \t]{2,}|[\u3000\u2003]"
    r"|[（(]?(?:[一二三四五六七八九十百]{1,4}|\d{1,2})[、.．）)]|第[一二三四五六七八九十百]{1,5}[编章节条]"
    r"|[①-⑳]|[一二三四五六七八九十]{1,2}[是要]|附件|[-·•●◆■]"
)


def continues(line: str, following: str) -> bool:
    """Whether `following` goes on with the sentence of `line`: that has no end, and this begins nothing."""
    return bool(line.strip()) and not _ENDED.search(line.rstrip()) and not _BEGINS.match(following)
