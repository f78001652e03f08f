"""How long a text is when it is said: its characters, marks and spaces not counted, and the minutes that they take."""

from __future__ import annotations

from govlint.text.lazyregex import lazy

RATE = 200
"""How many characters a speaker says in a minute, where nobody has measured."""

_UNSAID = lazy(r"[^\w%]")
# Nobody reads an address out letter by letter.
_ADDRESS = lazy(r"(?:[A-Za-z]+://|www\.|[A-Za-z0-9._+-]+@)[!-~]+")


def characters(folded: str) -> int:
    """How many characters of a folded text are said aloud; addresses are not."""
    if "://" in folded or "www." in folded or "@" in folded:
        folded = _ADDRESS.sub("", folded)
    # Marks are few.
    return len(folded) - len(_UNSAID.findall(folded))


def whole_minutes(count: int, rate: int = RATE) -> int:
    """How many minutes so many characters take at `rate` characters a minute; 0 for less than one."""
    taken = count / max(1, rate)
    return round(taken) if taken >= 1 else 0


def minutes(count: int, rate: int = RATE) -> str:
    """The same in words."""
    taken = whole_minutes(count, rate)
    return f"约 {taken} 分钟" if taken else "不到 1 分钟"
