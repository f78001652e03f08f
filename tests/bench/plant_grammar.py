"""Breaks right constructions of real sentences: takes a half away, or puts half of another in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.planted import Planted

_EACH = 20
_WINDOW = 600

_HELP = "领导|支持|帮助|指导|推动|带动|引领|努力|配合|关心|部署|协调|组织"
_HEADS = "抓手|契机|载体|突破口|着力点|切入点|落脚点|出发点|主线|主题|导向|龙头|纽带|宗旨|目标|重点|核心|中心|目的|根本"


@dataclass(frozen=True)
class Fault:
    """What is done to a sentence in which `right` is found: its group `a` becomes `wrong`."""

    rule: str
    right: str
    wrong: str
    name: str


FAULTS = (
    Fault("lone-preposition", rf"(?:^|[，；。])在[^，。；：]{{2,25}}的[^，。；：]{{0,6}}(?:{_HELP})(?P<a>下)，", "", "领导下"),
    Fault("lone-preposition", r"在[^，。；：]{2,25}(?:前提|的情况|的背景|的形势|的条件)(?P<a>下)，", "", "情况下"),
    Fault("lone-preposition", r"(?:^|[，；。])在[^，。；：]{2,25}的基础(?P<a>上)，", "", "基础上"),
    Fault("lone-preposition", r"(?:^|[，；。])在[^，。；：]{2,25}的(?:过程|进程)(?P<a>中)，", "", "过程中"),
    Fault("lone-preposition", r"[与同]去年同期(?P<a>相比)，", "", "相比"),
    Fault("lone-with", rf"(?:^|[，；。、])以[^，。；：为的]{{2,20}}(?P<a>为)(?:{_HEADS})，", "", "为"),
    Fault("lone-with", r"坚持(?P<a>以)[^，。；：、]{2,8}为(?:中心|主线|导向|核心)", "", "以"),
    Fault(
        "lone-verb", r"采取[^，。；：的停]{2,12}、[^，。；：的]{2,20}(?P<a>等?(?:方式|措施|办法|形式|手段))[，。]", "", "采取"
    ),
    Fault("lone-verb", r"起到了?[^，。；：]{2,20}(?P<a>的?作用)[，。]", "", "起到"),
    Fault(
        "lone-verb",
        r"发挥[^，。；：、]{1,16}(?:带动|引领|桥梁|纽带|示范|支撑|模范|主体|基础性|决定性)(?P<a>作用)[，。]",
        "",
        "发挥",
    ),
    Fault("lone-verb", r"本着[^，。；：]{2,20}(?P<a>的?(?:原则|精神|态度))[，。]", "", "本着"),
    Fault("lone-verb", r"按照“[^”，。]{2,30}”(?P<a>的?(?:要求|原则|思路|部署))，", "", "按照"),
    Fault("lone-verb", r"充分认识[^，。；：到]{4,30}(?P<a>的[^，。]{0,4}(?:重要性|意义|必要性|紧迫性))[，。]", "", "充分认识"),
    Fault("lone-number", r"控制(?P<a>在)[0-9][^，。；：]{0,6}(?:以内|左右)", "", "控制在"),
    Fault("lone-number", r"[由从][0-9.]+%?(?:提高|增加|上升|下降|提升|扩大|减少|缩短)(?P<a>到|至)[0-9]", "", "提高到"),
    Fault("lone-object", r"(?:^|[，；。])对[^，。；：的]{2,20}(?P<a>的)，(?:要|由|应当|依法|责令|予以|给予|不予)", "", "对…的"),
    Fault("lone-force", r"加大[^，。；：]{0,12}(?:监管|宣传|执法|检查|整治|培训|督查|考核|查处)(?P<a>力度)[，。]", "", ""),
    Fault("wrong-pair", r"只有[^，。；]{2,25}，[^，。；]{0,8}(?P<a>才)(?:能|会|可)", "就", "只有"),
    Fault("wrong-pair", r"只要[^，。；]{2,25}，[^，。；就]{0,8}(?P<a>就)(?:能|会|可|一定)", "才", "只要"),
    Fault("wrong-pair", r"既[要是能有][^，。；又也更还]{2,25}，(?P<a>又|也)[^，。；又也更还]{2,25}[。；]", "而且", "既"),
    Fault("wrong-pair", r"(?:虽然|尽管)[^，。；]{2,25}，(?P<a>但)[^，。；却仍还也]{2,25}[，。]", "而", "虽然"),
    Fault("wrong-pair", r"(?:不仅|不但)[^，。；]{2,25}，(?P<a>而且)[^，。；还也更]{2,30}。", "同时", "不仅"),
    Fault("wrong-pair", r"(?:无论|不论|不管)[^，。；都]{2,25}，(?P<a>都)[^，。；都也]{2,30}[。；]", "但", "无论"),
    Fault("lone-conjunction", r"(?:不仅|不但)[^，。；是]{3,25}，(?P<a>而且|也|还)[^，。；还也更并又]{2,30}。", "", "不仅"),
    Fault(
        "mixed-disposal",
        r"[，。；]?(?P<a>对)[^，。；：、对将从在到与的]{2,8}进行(?:了|全面|统一|集中|分类|清理|整理|检查|改造)",
        "将",
        "",
    ),
    Fault("mixed-in", rf"(?:^|[，；。])(?P<a>在)[^，。；：在]{{2,20}}的(?:{_HELP})下，", "根据", ""),
    Fault("mixed-center", r"[，；。](?P<a>以)[^，。；：为以]{2,15}为(?:中心|重点|核心|目标|主线)，", "围绕", ""),
    Fault("mixed-receive", r"[深备广]受[^，。；：]{1,12}(?P<a>)(?:欢迎|喜爱|好评|关注)", "所", ""),
    Fault("mixed-cause", r"原因是[^，。；：]{4,25}(?P<a>)。", "造成的", "原因"),
    Fault("mixed-cause", r"由于[^，。；：]{4,20}(?P<a>)，", "的原因", "由于"),
    Fault("mixed-purpose", r"旨在[^，。；：以]{4,20}(?P<a>)[，。]", "为目的", "旨在"),
    Fault("mixed-comparison", r"比(?:上年|去年)(?:同期)?(?P<a>)(?:增长|下降|增加|减少|提高)", "相比", ""),
    Fault("mixed-occurrence", r"(?:出现|发生)[^，。；：]{2,12}(?:现象|事故|事件|情况)(?P<a>)[，。；]", "的发生", ""),
    Fault("double-negation", r"(?:防止|避免)[^，。；：不]{0,10}(?P<a>)(?:发生|出现|反弹|流失|蔓延|扩散)", "不", ""),
    Fault(
        "lost-subject",
        r"(?:^|。)通过[^，。；：、]{2,25}，(?P<a>)(?:全|各|我|人民|群众|城乡|企业|农|干部|市民|城市)",
        "使",
        "使",
    ),
    Fault("lost-subject", r"(?:^|。)在[^，。；：]{2,25}(?:努力|支持|领导|推动)下，(?P<a>)[^，。；使让]{2,6}", "使", "下使"),
    Fault(
        "cut-sentence",
        r"(?:^|。)为(?:了)?(?:加强|提高|促进|保障|加快|规范|完善|推进|推动|进一步加强|贯彻落实|深入贯彻|"
        r"切实加强)[^，。；：要应]{2,25}(?P<a>，)[^，。；]{2,6}",
        "。",
        "目的",
    ),
    Fault("cut-sentence", r"(?:^|。)随着[^，。；：]{2,25}(?:发展|推进|深入|提高|变化|完善|加快)(?P<a>，)", "。", "背景"),
    Fault("cut-sentence", r"(?:^|。)针对[^，。；：]{2,25}(?:问题|情况|难题|现象|特点)(?P<a>，)", "。", "缘由"),
    Fault(
        "held-class",
        r"(?P<a>举办|开展|组织)了?[^，。；：、会]{0,14}(?:培训班|培训|比赛|竞赛|大赛|演练|展览|讲座)[，。；、]",
        "召开",
        "",
    ),
    Fault("verb-object", r"(?P<a>提高|提升)[^，。；：、]{0,6}(?:水平|质量|效率)[，。；]", "加大", "水平"),
    Fault("verb-object", r"(?P<a>拓宽)[^，。；：、]{0,6}渠道[，。；]", "扩大", "渠道"),
    Fault("verb-object", r"(?P<a>营造)[^，。；：、]{0,8}氛围[，。；]", "凝聚", "氛围"),
    Fault("verb-object", r"(?P<a>消除)[^，。；：、]{0,8}隐患[，。；]", "杜绝", "隐患"),
    Fault("verb-object", r"(?P<a>作出)[^，。；：、]{0,8}贡献[，。；！]", "起到", "贡献"),
    Fault("subject-verb", r"(?:范围|规模|覆盖面)[不断进一步持续明显]{0,4}(?P<a>扩大)[，。；]", "提高", "规模"),
    Fault("subject-verb", r"步伐[不断进一步持续明显]{0,4}(?P<a>加快)[，。；]", "提高", "步伐"),
    Fault(
        "mixed-predicate",
        r"[，；。](?P<a>)[^，。；：、]{2,8}(?:水平|质量|能力|效率)(?:不断|明显|显著|持续|进一步)提[高升][，。；]",
        "提高",
        "",
    ),
)


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Each fault in up to so many sentences where the right construction stands; the text around stays."""
    lines = [(name, line) for name, text in texts if name.endswith(".txt") for line in text.split("\n")]
    for fault in FAULTS:
        right = re.compile(fault.right)
        places = [(name, line, match) for name, line in lines for match in right.finditer(line) if not _quoted(line, match)]
        random.shuffle(places)
        for name, line, match in places[:_EACH]:
            wrong = fault.wrong
            start, end = match.span("a")
            first = max(0, match.start() - _WINDOW)
            broken = line[first:start] + wrong + line[end : match.end() + _WINDOW]
            span = (match.start() - first, match.end() - first + len(wrong) - (end - start))
            kind = f"grammar: {fault.rule} {fault.name}".rstrip()
            yield Planted(kind, name, broken, (f"grammar/{fault.rule}",), span)


def _quoted(line: str, match: re.Match[str]) -> bool:
    before = line[: match.start()]
    return (
        before.count("“") > before.count("”")
        or before.count("（") > before.count("）")
        or before.count("《") > before.count("》")
    )
