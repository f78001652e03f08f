"""brokenrun: the last limb of a run between 、 that leaves the frame the others share: 早发现、早报告、及时整改."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from govlint.analysis.check import Kind, TogetherFinder, each_block
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block
from govlint.document.joined import BOUND
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_H = f"[{HAN}]"
_MARKS = "，。；：！？“”（）《》"
_MARK = lazy(f"[{_MARKS}]")
_LIMB = 12
"""Characters of a limb between two 、 at most, in any of the frames."""
_LONGEST = 80
"""Characters of a run, beyond which it is a list and no rhetoric."""
_MORE = "的|就要|还要|必须要?|就得"
_FRAMES = tuple(
    lazy(pattern)
    for pattern in (
        # 谁调查、谁签字、谁就要负责任; 统一标识、统一价格、统一的管理.
        rf"(?P<frame>{_H}{{1,2}})(?!{_MORE}|们){_H}{{1,4}}、(?:(?P=frame)(?!{_MORE}){_H}{{1,4}}、)+(?P<odd>(?P=frame)(?:{_MORE}){_H}{{1,5}})$",
        # 发现一起、查处一起、还要曝光一起.
        rf"(?:{_H}{{1,4}})(?P<tail>{_H}{{2}})、(?:{_H}{{1,4}}(?P=tail)、)+(?P<odd>(?:还要|还得|并且|而且|再要|也要|并要){_H}{{1,4}}(?P=tail))$",
        # 早发现、早报告、及时整改.
        rf"(?P<frame>[早快严实真准精细多少勤常]){_H}{{2}}、(?:(?P=frame){_H}{{2}}、)+(?P<odd>(?:及时|尽快|迅速|立即|尽早|坚决|认真|严格|准确|全面|切实){_H}{{2}})$",
        # 不重一人、不漏一人、精准识别.
        rf"(?P<frame>[不无未]){_H}一(?P<tail>{_H})、(?:(?P=frame){_H}一(?P=tail)、)+(?P<odd>(?!(?P=frame)){_H}{{4}})$",
        # 一树一档、一树一牌、每树都有责任人.
        rf"(?P<frame>[一谁能应该])(?P<tail>{_H})(?P=frame){_H}、(?:(?P=frame)(?P=tail)(?P=frame){_H}、)+(?P<odd>(?!(?P=frame){_H}(?P=frame)){_H}{{4,8}})$",
        # 是发展的前提、是稳定的基石、民生的保障.
        rf"(?P<frame>是)(?:(?!是){_H}){{2,8}}的{_H}{{2}}、(?:是(?:(?!是){_H}){{2,8}}的{_H}{{2}}、)+(?P<odd>(?![是更也])(?:(?!是){_H}){{2,8}}的{_H}{{2}})$",
        # 紧盯目标不放松、压实责任不懈怠、优化服务.
        rf"{_H}{{4}}(?P<tail>不){_H}{{2}}、(?:{_H}{{4}}不{_H}{{2}}、)+(?P<odd>{_H}{{4}})$",
        # 老人出一点、企业让一点、政府补贴.
        rf"{_H}{{2,4}}(?P<tail>一[点批块户个项片])、(?:{_H}{{2,4}}(?P=tail)、)+(?P<odd>(?!{_H}{{2,4}}(?P=tail)){_H}{{4,6}})$",
    )
)


@frozen
class Options:
    """Nothing to set."""


def _find(block: Block, _: Options) -> Iterator[Hit]:
    text = block.folded
    if text.count("、") < 2:
        return
    start = 0
    for run in _MARK.split(text):
        if run.count("、") > 1 and len(run) <= _LONGEST and _may_share(*run.rsplit("、", 2)[:2]):
            found = next(filter(None, (frame.search(run) for frame in _FRAMES)), None)
            if found:
                yield _hit(block, start, found)
        start += len(run) + 1


def _may_share(limbs: str, last: str) -> bool:
    """Whether the limb before the odd one begins, ends or says 不 as the one before it does: in all frames it does."""
    return last[:1] in limbs or last[-1:] == limbs[-1:] or last[-3:-2] == limbs[-3:-2]


def _hit(block: Block, at: int, found: re.Match[str]) -> Hit:
    start, end = at + found.start("odd"), at + found.end("odd")
    first = block.text[at + found.start() : at + found.string.index("、", found.start())]
    related = (Pointer(at + found.start(), start - 1, "others", {}),)
    return Hit(start, end, {"like": first}, related=related)


def _together(rules: Any) -> TogetherFinder:
    from govlint.analysis.together import sifted

    return sifted(_with_limb, _find)(rules)


def _with_limb(together: Any, _: Options) -> Iterable[int]:
    """The indexes of the paragraphs in which a short limb stands between two 、."""
    marks = (together.mask(_MARKS + BOUND) | together.mask("、")).nonzero()[0]
    pauses = together.mask("、")[marks]
    limb = pauses[:-1] & pauses[1:] & (marks[1:] - marks[:-1] <= _LIMB + 1)
    found: Iterable[int] = together.holding(marks[:-1][limb])
    return found


KIND = Kind(
    "brokenrun",
    Options,
    block=each_block(_find),
    together=_together,
    slots={"like": "前面的第一项"},
    roles={"others": "前面的几项"},
)
