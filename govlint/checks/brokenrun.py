"""brokenrun: the last limb of a run between 、 that leaves the frame the others share: 早发现、早报告、及时整改."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from govlint.analysis.check import Kind, TogetherFinder, each_block
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_H = f"[{HAN}]"
_PIECE = lazy("[^，。；：！？“”（）《》]+")
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
    for run in _PIECE.finditer(text):
        if run.group().count("、") < 2 or run.end() - run.start() > _LONGEST:
            continue
        found = next(filter(None, (frame.search(run.group()) for frame in _FRAMES)), None)
        if found:
            yield _hit(block, run, found)


def _hit(block: Block, run: re.Match[str], found: re.Match[str]) -> Hit:
    start, end = run.start() + found.start("odd"), run.start() + found.end("odd")
    first = block.text[run.start() + found.start() : run.start() + found.string.index("、", found.start())]
    related = (Pointer(run.start() + found.start(), start - 1, "others", {}),)
    return Hit(start, end, {"like": first}, related=related)


def _together(rules: Any) -> TogetherFinder:
    from govlint.analysis.together import sifted

    return sifted(lambda together, options: together.with_any(("、",)), _find)(rules)


KIND = Kind(
    "brokenrun",
    Options,
    block=each_block(_find),
    together=_together,
    slots={"like": "前面的第一项"},
    roles={"others": "前面的几项"},
)
