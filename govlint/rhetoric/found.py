"""What a device of rhetoric is: its kind, what its limbs share, and where they stand in a paragraph."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from govlint.text.characters import HAN as _HAN_CLASS
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy


class Device(enum.StrEnum):
    """A device of rhetoric; the value is what JSON calls it."""

    FOUR = "four"
    PARALLEL = "parallel"
    CONTRAST = "contrast"
    QUESTION = "question"
    ANAPHORA = "anaphora"
    CLIMAX = "climax"


DEVICE_NAMES = {
    Device.FOUR: "四字连用",
    Device.PARALLEL: "排比",
    Device.CONTRAST: "对比",
    Device.QUESTION: "问句",
    Device.ANAPHORA: "首语反复",
    Device.CLIMAX: "层递",
}


class Limb(NamedTuple):
    """A limb of a device: a span of the block's reading text and its folded words."""

    start: int
    end: int
    text: str


@frozen
class Found:
    """A device in a block. `form` says in Chinese what its limbs share (“让…更…”, 4·4·4, 反问); `level` how large they are."""

    device: Device
    form: str
    limbs: tuple[Limb, ...]
    level: str = ""

    @property
    def start(self) -> int:
        return self.limbs[0].start

    @property
    def end(self) -> int:
        return self.limbs[-1].end


WORDS, CLAUSES, SENTENCES, PARAGRAPHS = "词语", "分句", "句子", "段落"

HAN_ONLY = lazy(f"[{_HAN_CLASS}]+")
ORDINAL = lazy("第?[一二三四五六七八九十]+(?:是|要|、|，)|（[一二三四五六七八九十]+）|[\\d①-⑳]|首先|其次")
# One character that opens limbs by itself; any other must be part of a longer common opening.
OPENERS = frozenset("让从以把为有无不没能敢要更最多少越既又靠在向对用谁抓促保稳强重讲比敢会该应宜是使将由同与凡非")
# What a common opening or ending of several limbs is no sign of: they name things.
NAMING = ("n", "vn", "t", "m", "f", "s")
_MARKS = "“”‘’ \u3000\n"


def cut(part: re.Match[str], pattern: re.Pattern[str]) -> list[Limb]:
    """The pieces of a part of a text, without quotation marks round them."""
    limbs = []
    for match in pattern.finditer(part.string, *part.span()):
        words = match.group().strip(_MARKS)
        start = match.start() + match.group().find(words)
        if words:
            limbs.append(Limb(start, start + len(words), words))
    return limbs
