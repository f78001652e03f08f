"""Whether a question mark asks, or stands where a conversion lost a character; knows no check and no rule."""

from __future__ import annotations

from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

_BETWEEN = lazy(rf"(?<=[{HAN}])\?(?=[{HAN}])")
_ASKS = lazy(
    r"[吗呢么吧啊呀嘛谁哪几岂]|什么|怎|为何|何[以时地处人去从谓必尝为]|如何|多[少大长高远久]|[是能可应]否|(.)不\1|有没有|是不|能不|难道|"
    r"不[是会能行对成]|没有?$"
)
_STOPS = "，。；：！？?!,;\n"


def scars(text: str) -> list[int]:
    """Where half-width question marks between Chinese characters ask nothing: 水贝?中国 has lost its “·”."""
    if "?" not in text:
        return []
    return [match.start() for match in _BETWEEN.finditer(text) if not _asks(text, match.start())]


def _asks(text: str, at: int) -> bool:
    start = at
    while start and text[start - 1] not in _STOPS:
        start -= 1
    return bool(_ASKS.search(text, start, at))
