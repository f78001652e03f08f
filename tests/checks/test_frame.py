"""Frames and collocations that cannot work are refused, each with what is wrong and where."""

from __future__ import annotations

import pytest

from govlint.checks import collocation, frame
from govlint.checks.collocation import Pair
from govlint.checks.frame import Frame
from govlint.document.block import Block


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Frame("在(.*下"), "open：正则表达式写错了"),
        (Frame("在.*下", clash="(?<=甲)乙"), "clash：不支持前后断言"),
        (Frame("在.*下", close="*"), "close：正则表达式写错了"),
        (Frame(r"\d+"), "open：看不出哪些字词必定出现"),
        (Frame("在.*下", use="{what}下"), "use：pattern 里没有叫“what”的组"),
    ],
)
def test_a_frame_that_cannot_work_is_refused(wrong: Frame, said: str) -> None:
    (fault,) = frame.Options((Frame("随着.*下"), wrong)).faults()
    assert str(fault).startswith(said)
    assert fault.path == ("frames", 1)


def test_a_rule_without_frames_says_so() -> None:
    (fault,) = frame.Options(()).faults()
    assert fault.path == ("frames",)


def test_slots_are_the_groups_that_every_frame_has() -> None:
    options = frame.Options((Frame("(?P<head>在)", clash="(?P<tail>上)"), Frame("(?P<head>随着)")))
    assert frame.KIND.named is not None
    assert set(frame.KIND.named(options)) == {"head"}


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ((), "pairs 是空的"),
        ((Pair(("抓",), ("水平",), "提高"),), "动词“抓”要有 2 至 4 个字"),
        ((Pair(("加強",), ("水平",), "提高"),), "“加強”要写成“加强”"),
        ((Pair(("加强",), ("水平",), "提高"), Pair(("加强",), ("水平",), "提升")), "“加强…水平”写了两遍"),
    ],
)
def test_a_collocation_that_cannot_work_is_refused(pairs: tuple[Pair, ...], said: str) -> None:
    (fault,) = collocation.Options(pairs).faults()
    assert str(fault).startswith(said)


def test_a_long_sentence_with_many_openings_takes_little_time() -> None:
    options = frame.Options((Frame("(?P<head>由于)", clash="^[^。]{2,40}(?P<tail>的原因)。", close="所以"),))
    assert frame.KIND.block is not None
    assert list(frame.KIND.block([options])(Block("由于" * 20_000 + "天气的原因。"))) != []
