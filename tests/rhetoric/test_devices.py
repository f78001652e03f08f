"""The devices of one paragraph: which there are, with which limbs, what they share."""

from __future__ import annotations

import pytest

from govlint.document.block import Block
from govlint.rhetoric.devices import devices
from govlint.rhetoric.found import Device

FOUND = {
    "对安排的工作要做到急事急办、特事特办、要事快办、难事设法办。": (
        Device.PARALLEL,
        "…事…办",
        ["急事急办", "特事特办", "要事快办", "难事设法办"],
    ),
    "干部要抓住机遇，深化改革，扩大开放，促进发展，保持稳定。": (
        Device.FOUR,
        "四字",
        ["深化改革", "扩大开放", "促进发展", "保持稳定"],
    ),
    "让城市更美丽，让生活更美好，让百姓更幸福。": (
        Device.PARALLEL,
        "让…更…",
        ["让城市更美丽", "让生活更美好", "让百姓更幸福"],
    ),
    "工作要做到有组织、有计划、有检查。": (Device.PARALLEL, "有…", ["有组织", "有计划", "有检查"]),
    "统筹稳增长、促改革、调结构。": (Device.PARALLEL, "3·3·3", ["稳增长", "促改革", "调结构"]),
    "历史经验是重要的，外国经验是重要的，书本知识是重要的。": (
        Device.PARALLEL,
        "…是重要的",
        ["历史经验是重要的", "外国经验是重要的", "书本知识是重要的"],
    ),
    "发展集体经济，不是可做可不做的选择题，而是非做不可的必答题。": (
        Device.CONTRAST,
        "不是…而是…",
        ["不是可做可不做的选择题，而是非做不可的必答题"],
    ),
    "小事不出门，大事不出村。": (Device.CONTRAST, "对偶", ["小事不出门", "大事不出村"]),
    "钱从哪里来？要靠大家想办法。": (Device.QUESTION, "设问", ["钱从哪里来？"]),
    "群众的事难道可以等吗？": (Device.QUESTION, "反问", ["群众的事难道可以等吗？"]),
    "我们修了路。我们架了桥。我们通了水。": (Device.ANAPHORA, "我们…", ["我们修了路", "我们架了桥", "我们通了水"]),
    "一年开局，两年见效，三年变样。": (Device.CLIMAX, "…年…", ["一年开局", "两年见效", "三年变样"]),
}


@pytest.mark.parametrize("text", FOUND)
def test_a_device_is_found_with_its_limbs(text: str) -> None:
    device, form, limbs = FOUND[text]
    found = [f for f in devices(Block(text)) if f.device is device]
    assert [(f.form, [limb.text for limb in f.limbs]) for f in found if f.form == form] == [(form, limbs)]
    for one in found:
        assert all(text[limb.start : limb.end] == limb.text for limb in one.limbs)
        assert (one.start, one.end) == (one.limbs[0].start, one.limbs[-1].end)


@pytest.mark.parametrize(
    "text",
    [
        "统筹推进经济建设、政治建设、文化建设。",
        "健全社会保障、社会救助、社会福利制度。",
        "会见了张三、李四、王五。",
        "今年的任务已经明确，各单位要抓紧落实。",
        "1992年增长14%，1993年增长13%，1994年增长12%。",
        "要敢于挑重?担子。",
    ],
)
def test_names_years_and_plain_sentences_are_no_devices(text: str) -> None:
    found = [f for f in devices(Block(text)) if f.device is not Device.FOUR]
    assert not found


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    (found,) = [f for f in devices(Block("讓城市更美麗，讓生活更美好，讓百姓更幸福。")) if f.device is Device.PARALLEL]
    assert found.form == "让…更…"
