"""What of rhetoric is heard in made paragraphs as each of their characters changes, and in whole speeches, for the golden."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from zlib import crc32

from govlint.document.block import Block
from govlint.readers import parse
from govlint.rhetoric.analysis import analyse, kinds
from govlint.rhetoric.devices import devices
from govlint.rhetoric.found import Device
from govlint.rhetoric.record import record
from govlint.text.source import Source
from tests.made import LONG, SPEECH
from tests.swept import digit, strokes_at

GOLDEN = "tests/golden/voiced.txt"

_HEARD = (
    "对安排的工作要做到急事急办、特事特办、要事快办、难事设法办。",
    "干部要抓住机遇，深化改革，扩大开放，促进发展，保持稳定。",
    "让城市更美丽，让生活更美好，让百姓更幸福，让明天更加灿烂辉煌。",
    "工作要做到有组织、有计划、有检查、有落实。",
    "统筹稳增长、促改革、调结构、惠民生、防风险。",
    "历史经验是重要的，外国经验是重要的，书本知识是重要的。",
    "推进产业升级、推动城乡融合、保障群众生活，事事有人管、件件有着落、样样有回音。",
    "建设美丽乡村、发展特色产业、完善基础设施、提升服务水平；抓项目；抓招商；抓环境；",
    "发展集体经济，不是可做可不做的选择题，而是非做不可的必答题。",
    "成绩不在大小，而在于用心；与其坐等，不如动手；宁可多跑路，也不误事；越干越有劲，越是艰险越向前。",
    "我们多干实事，少说空话，要干在实处，不要浮在面上，没有人才，就没有发展。",
    "小事不出门，大事不出村，买进好货，卖出好价。",
    "钱从哪里来？要靠大家想办法。群众的事难道可以等吗？你们说是不是？这样行不行？好！",
    "我们修了路。我们架了桥。我们通了水。我们还要办学。",
    "一年开局，两年见效，三年变样，半步不退、一步一印、千步不停。",
    "3天上门，2天办结，1天反馈，1998年起步，1999年见效，2000年翻番。",
    "关于经济，关于社会，关于民生；关于改革，关于开放，关于稳定；关于党建，关于作风，关于廉政。",
    "农村土地流转、农村产权改革、农村环境整治，要靠前一步、要靠实一分、要靠紧一点。",
    "时间就是金钱，效率就是生命，质量就是根本，“让”企业更富，“让”百姓更富，“让”地方更富。",
)
_SPEECHES = (
    SPEECH,
    LONG,
    "讲话\n同志们：\n一、干\n我们修了路，走得稳。\n我们架桥\n我们通了水。够不够？\n我们不够。\n\n二、再干\n"
    "（一）快\n（二）要有人、有钱、有法。钱从哪里来？想办法。\n让路，让利，让先。\n　让人满意，\n让心舒畅！\n谢谢大家！\n",
    "甲\n",
    "",
)


def voiced() -> str:
    """Of each paragraph what is heard, and a digit for each stroke in it; of each speech its record and its kinds."""
    lines = []
    for text in _HEARD:
        lines += [
            text,
            *(f"  {found.device} {found.form} {found.level} {_limbs(found.limbs)}" for found in devices(Block(text))),
        ]
        lines.append("  " + "".join(digit(_mark(each)) for each in strokes_at(text)))
    for text in _SPEECHES:
        lines += _recorded(text)
        lines.append("".join(digit(crc32("".join(_recorded(each)).encode())) for each in list(strokes_at(text[:400]))[::23]))
    return "\n".join([*lines, ""])


def _limbs(limbs: tuple[tuple[int, int, str], ...]) -> str:
    return " | ".join(f"{start}-{end} {text}" for start, end, text in limbs)


def _mark(text: str) -> int:
    found = devices(Block(text))
    return crc32(repr([(f.device, f.form, f.level, f.limbs) for f in found]).encode()) if found else 0


def _recorded(text: str) -> Iterator[str]:
    document = parse(Source("a.txt", text))
    rhetoric = analyse(document)
    said = record(document, rhetoric, rhetoric)
    for key, value in said.items():
        if isinstance(value, list):
            yield from (json.dumps(each, ensure_ascii=False) for each in value)
        else:
            yield f"{key} {json.dumps(value, ensure_ascii=False)}"
    yield from (f"{device}: {kinds(rhetoric.of(device))}" for device in Device)
    yield from (str(dataclasses.astuple(each)) for each in rhetoric.sentences)
    yield f"{rhetoric.sections} {rhetoric.mean:.3f} {rhetoric.pace(3)} {[rhetoric.score(device, 7) for device in Device]}"
