"""What writing is taken for, part by part, as its characters and lines change, for the golden: limbs, numbers, roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zlib import crc32

from govlint.document.block import Block
from govlint.document.ordinal import leading, markers, numeral, write
from govlint.language.alike import odd_clauses, odd_members
from govlint.language.limbs import Bounds, anchors_of, runs, strands
from govlint.language.machine import slots
from govlint.language.numeral import before_measure, han_number, place_value, to_han
from govlint.language.quantity import quantities
from govlint.language.question import scars
from govlint.language.quotation import quotations_of
from govlint.language.spoken import characters, minutes, whole_minutes
from govlint.readers import parse
from govlint.style.figures import counts
from govlint.style.forms import grammar, shape
from govlint.text.columns import cells, visible
from govlint.text.fold import doubles, fold
from govlint.text.hardwrap import continues
from govlint.text.source import Source
from tests.made import NOTICE, SPEECH
from tests.readings import _outline
from tests.swept import digit, strokes_at

GOLDEN = "tests/golden/parted.txt"

_LIMBS = (
    "用心、用情、尽力、用功",
    "要做到稳增、促改革、调结构、惠民生",
    "稳增长，促改革，惠民，防风险，保稳定",
    "县农业农村局要健全制度、完善机制、作风转变、强化监督",
    "备足物资、备好队伍、设备到位、备齐车辆",
    "协商互动、意见充分表达、凝聚共识的机制",
    "工作很及时、很成功、效果很好、很扎实",
    "雨前有准备、雨中有值守、雨后及时复盘",
    "干净水、安全水、放心的水、安心水",
    "问计于民、问需于民、向民问政、问效于民",
    "边学边干、边查边改、立查立改、边改边建",
    "村村有路、户户有水、人人会干、家家有电",
    "健全制度、完善机制、集体账目定期审计、强化监督",
    "抓项目，抓招商，环境要抓，抓服务，抓落实",
    "急事急办、特事特办、要事快办、难事设法办",
    "强化责任落实、强化工作落实、抓好政策落实、强化资金落实、强化制度保障",
    "思想上更加统一、行动上更加自觉、作风更加过硬、组织上更加有力",
    "为了发展而改革，为了稳定而改革，为民生改革，为了富裕而改革",
)
_RUNNING = (
    "一是抓招商；二是抓项目。第三，抓园区（四）抓服务，1.抓人才2.抓资金；首先抓，其次抓，最后抓。",
    "第十一条 附件1：名单；（二十）“三个代表”、《第三条》，①②，第一百零三章　Ⅱ、壹、一百二十、丙、b)",
    "由2023年的1.5亿元增加到3亿多元，增长两倍，约占8.5%—10%，2024年3月5日前完成100万亩、近千户，3000余人，二十一个百分点。",
    "“甲‘乙’丙”《丁〈戊〉》（己）『庚』“辛，壬”癸》”他说：“好。”",
    "区?长说?什么?吗？如下:{甲}、[乙]，**丙**：好的，以下是《通知》。",
    "同志们，让我们更加紧密地团结起来，锐意进取、埋头苦干，要要要，为为建設富強美麗新城區而努力！谢谢大家。",
)
_LIKE_BLOCKS: dict[str, Callable[[str], object]] = {
    "markers": lambda text: [(m, numeral(m), write(m, 12), write(m, 3, bare=True)) for m in markers(Block(text))],
    "leading": lambda text: [leading(Block(text[at:])) for at in range(0, len(text), 7)],
    "quantities": lambda text: list(quantities(fold(text))),
    "quotations": lambda text: [quotations_of(text).around(at, at + 2) for at in range(len(text))],
    "scars": lambda text: (scars(text), slots(text), doubles(text)),
    "said": lambda text: (characters(fold(text)), cells(text), visible(text), counts(Block(text))),
    "wrapped": lambda text: [continues(text[:at], text[at:]) for at in range(1, len(text), 5)],
    "headed": lambda text: [(grammar(part), shape(part)) for part in fold(text).split("，")[:4]],
}
_LETTER = """\
某某区人民政府文件
某政发〔2024〕3号
关于印发《工作方案》的通知
各镇人民政府，区直各部门：
现将《工作方案》印发给你们，请认真贯彻执行。
一、总体要求
（一）指导思想
第一条 要抓好落实。
1.抓项目。一是快，二是好。
（1）开工
二、组织领导
附件：1.任务表
2.名单
某某区人民政府
2024年3月5日
（联系人：张三，电话：12345）
附件1
任务表
一、任务
抄送：区委办。
"""


def parted() -> str:
    """A line for each text and what is asked of it: a mark for each stroke."""
    lines = [f"{text}: {list(odd_members(text))} {list(odd_clauses(text))} {_runs(text)}" for text in _LIMBS]
    for text in _LIMBS:
        changed = (text, *strokes_at(text))
        lines.append("".join(_mark([*odd_members(each), *odd_clauses(each)]) for each in changed))
        lines.append("".join(_mark(_runs(each)) for each in changed))
    for text in _RUNNING:
        changed = (text, *list(strokes_at(text))[::2])
        lines += [f"{name} {''.join(_mark(ask(each)) for each in changed)}" for name, ask in _LIKE_BLOCKS.items()]
    lines += [f"{before_measure(n)} {han_number(to_han(n))} {place_value(to_han(n))}" for n in (*range(1, 23), 30, 99)]
    lines += [
        f"{han}: {han_number(han)} {place_value(han)}"
        for han in ("", "十", "两百", "一百二", "二〇二四", "百", "廿", "一二", "零")
    ]
    lines += [
        f"{n} at {rate}: {whole_minutes(n, rate)} {minutes(n, rate)}"
        for n in (0, 1, 89, 90, 99, 100, 299, 900)
        for rate in (60, 200)
    ]
    for text in (SPEECH, NOTICE, _LETTER):
        lines += [f"{text[:8]} {''.join(_mark(_taken(each)) for each in _changed(text))}"]
    return "\n".join([*lines, ""])


def _runs(text: str) -> list[object]:
    found = list(runs(strands(text, 3), Bounds(3, 4, 6)))
    return [(run, run.even, anchors_of([limb.text for limb in run.even])) for run in found]


def _changed(text: str) -> Iterator[str]:
    """The text without each of its lines, with each twice, before the one above it, and joined to the one below it."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        above, below = lines[:at], lines[at + 1 :]
        yield "\n".join([*above, *below])
        yield "\n".join([*above, line, line, *below])
        yield "\n".join([*above[:-1], line, *above[-1:], *below])
        yield "\n".join([*above, "", f"　　{line}{''.join(below[:1])}", *below[1:]])


def _taken(text: str) -> list[object]:
    document = parse(Source("a.txt", text))
    standing = [(place.role, place.part, place.block.kind, place.block.level) for place in document.places]
    return [document.genre, document.title, document.date, standing, list(_outline(document))]


def _mark(answer: object) -> str:
    return digit(crc32(repr(answer).encode("utf-8", "surrogatepass")) if answer else 0)
