"""ranks: levels of government side by side that go neither up nor down (村、县、乡三级)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from govlint.analysis.check import Kind, TogetherFinder, each_block
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# From above to below; 区 is as large as a province or as small as a county.
_RANKS = {"中央": 0, "省": 1, "市": 2, "州": 2, "县": 3, "旗": 3, "乡镇": 4, "街道": 4, "乡": 4, "镇": 4, "社区": 5, "村": 5}
_WORD = "|".join(_RANKS)
_ROW = lazy(rf"(?P<row>(?:{_WORD})(?:、(?:{_WORD})){{2,}}|(?:{_WORD}){{3,}})[三四五]级")
_EACH = lazy(_WORD)
_SIGNS = ("三级", "四级", "五级")


@frozen
class Options:
    """Nothing to set."""


def _together(rules: Any) -> TogetherFinder:
    from govlint.analysis.together import sifted

    return sifted(lambda together, _: together.with_any(_SIGNS), _find)(rules)


def _find(block: Block, _: Options) -> Iterator[Hit]:
    text = block.folded
    if not any(sign in text for sign in _SIGNS):
        return
    for match in _ROW.finditer(text):
        row = _EACH.findall(match["row"])
        ranks = [_RANKS[word] for word in row]
        if not _steps(ranks) and not _steps(ranks[::-1]) and not _names(text, match.start()):
            ordered = ("、" if "、" in match["row"] else "").join(sorted(row, key=_RANKS.__getitem__))
            yield Hit(*match.span("row"), {"ordered": ordered}, (Edit(*match.span("row"), ordered),))


def _steps(ranks: list[int]) -> bool:
    return all(a <= b for a, b in pairwise(ranks))


def _names(text: str, start: int) -> bool:
    """Whether the first of them is the end of a name (贵州省) or of a row that began before it (区、市、县)."""
    return text[max(0, start - 1) : start] in ("州", "区", "、", "市")


KIND = Kind("ranks", Options, block=each_block(_find), together=_together, slots={"ordered": "从大到小的次序"}, fixes=True)
