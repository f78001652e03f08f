"""Plants runs with a limb out of step, headings with one of another shape, and openings used twice.

The corpus has few anchored runs, so they are written here and broken at random; those that it has are broken too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from opencc import OpenCC

from tests.bench.planted import Planted

RUN_RULE = ("parallel/unbalanced", "parallel/broken-frame", "parallel/dropped-character")
HEADING_RULE = ("parallel/heading",)
OPENING_RULE = ("parallel/repeated-opening",)

# Runs as speeches have them. The same characters stand in the same slots of every limb.
_ANCHORED = """\
急事急办、特事特办、要事快办、难事严办
应保尽保、应收尽收、应治尽治、应改尽改
能快则快、能简则简、能并则并、能减则减
不讲条件、不打折扣、不走过场、不搞变通
想在前面、走在前面、干在前面、抓在前面
问计于民、问需于民、问政于民、问效于民
有令必行、有禁必止、有案必查、有腐必反
敢闯敢试、敢拼敢赢、敢为敢当、敢抓敢管
善谋善为、善作善成、善始善终、善做善思
边学边干、边查边改、边整边建、边破边立
抓早抓小、抓细抓实、抓紧抓好、抓牢抓严
强核工程、立柱工程、强链工程、固基工程
筑巢行动、引凤行动、育苗行动、强基行动
领雁计划、育苗计划、归巢计划、雏鹰计划
一日一报、一周一调、一月一评、一季一考
见人见事、见行见效、见底见根、见物见智
定人定岗、定时定责、定量定标、定期定质
比学比干、比拼比赶、比质比效、比快比好
事事有人、时时有人、处处有人、岗岗有人
说了就干、定了就办、干了就成、错了就改
先行先试、先干先成、先谋先动、先破先立
重实干的、重实效的、重实绩的、重实招的
小事不出村、大事不出镇、难事不出县、急事不过夜
件件有着落、事事有回音、桩桩有结果、个个有交代
心中有群众、肩上有担子、手中有办法、脚下有泥土
说话有分量、办事有章法、工作有成效、发展有后劲
遇事不推诿、办事不拖拉、做事不敷衍、谋事不含糊
抓产业不松、抓项目不停、抓民生不懈、抓安全不怠
向改革要动力、向创新要活力、向管理要效益、向开放要空间
以党建促发展、以作风促落实、以考核促提升、以监督促规范
把责任扛起来、把担子挑起来、把工作抓起来、把作风硬起来
让群众得实惠、让企业添活力、让干部有奔头、让城市更美丽
在一线解难题、在一线办实事、在一线促发展、在一线见成效
该花的钱要花、该办的事要办、该抓的人要抓、该担的责要担
干部要沉下去、问题要找出来、责任要压下去、成效要亮出来
为群众解难题、为企业优服务、为基层减负担、为发展添动力
一张蓝图绘到底、一套制度管到底、一支队伍带到底、一个标准严到底
用心用情谋发展、用心用情抓项目、用心用情惠民生、用心用情带队伍"""
ANCHORED = [line.split("、") for line in _ANCHORED.splitlines()]
FRAMES = (
    "对安排的工作要做到{}，提高执行力。",
    "各级各部门要坚持{}，确保各项任务落到实处。",
    "{}，是今年工作的基本要求。",
    "要{}等，一件接着一件办。",
    "全区上下要牢固树立“{}”的理念。",
)
COMMA_FRAMES = ("各级干部要增强责任感，{}，把各项任务落到实处。", "同志们，要{}，决不能松劲。")
FILLERS = ("尽快", "全面", "设法", "认真", "再", "必须", "更", "切实", "主动", "都")

MODIFIERS = ("营商", "各项", "基层", "工作", "重点", "现有", "自身")

# No anchor; verb and object throughout.
_SKELETONS = """\
完善机制、强化责任、提升效能、创新方法
优化环境、转变作风、提高效率、规范程序
改善民生、发展产业、保护生态、繁荣文化
解放思想、统一认识、明确任务、落实措施
整合资源、搭建平台、培育品牌、拓展市场"""
SKELETONS = [line.split("、") for line in _SKELETONS.splitlines()]

# Names of one kind, which need not be even, and lists in which nothing is out of step.
RIGHT = (
    "统筹推进经济建设、政治建设、文化建设、社会建设、生态文明建设。",
    "大力发展教育事业、文化事业、卫生事业、社会保障事业、体育事业。",
    "要抓好道路交通、危险化学品、建筑施工、消防安全等重点领域。",
    "推进西部开发、东北振兴、中部崛起。",
    "坚持知无不言、言无不尽、畅所欲言的协商。",
    "支持革命老区、民族地区、边疆地区、贫困地区发展。",
    "完善基本养老保险、基本医疗保险、失业保险、工伤保险制度。",
    "落实领导责任、部门责任、属地责任、企业主体责任、监管责任。",
    "包括营业收入、投资收入、利息收入、其他业务收入、补贴收入。",
    "会同财政部门、教育部门、民政部门、人力资源部门、税务部门研究解决。",
    "加强组织建设、作风建设、制度建设、反腐倡廉建设、队伍建设。",
    "发展现代农业、先进制造业、现代服务业、战略性新兴产业。",
    "今天的会议，时间不长，内容很多，任务明确，大家要抓紧落实。",
    "防汛抗旱、抢险救灾、地质灾害防治、森林防火等工作要早作安排。",
)

PAIRS = {
    4: (
        "聚焦重点，推动工作",
        "转变作风，狠抓落实",
        "提高认识，加强领导",
        "突出重点，全面推进",
        "强化督查，严格考核",
        "深化改革，扩大开放",
        "完善制度，规范管理",
        "明确任务，压实责任",
        "优化环境，改进服务",
        "统筹兼顾，协调发展",
    ),
    6: (
        "立足新的起点，谋划新的发展",
        "突出项目建设，增强发展后劲",
        "加强城乡建设，完善基础设施",
        "推进改革开放，激发内生动力",
        "改善人民生活，促进社会和谐",
        "转变工作作风，提高行政效能",
    ),
}
PLAIN_HEADINGS = (
    "加强政府系统党风廉政建设",
    "关于下一步的工作安排",
    "切实加强组织领导，确保完成任务",
    "扎实做好安全生产工作",
    "推动全区经济社会实现高质量发展",
)
OPENINGS = (
    "深入推进",
    "全力抓好",
    "加快发展",
    "持续改善",
    "扎实做好",
    "切实加强",
    "积极推动",
    "着力提升",
    "不断完善",
    "大力实施",
    "统筹推进",
    "全面落实",
)
OBJECTS = (
    "城市品质",
    "农业产业",
    "招商引资",
    "生态环境",
    "安全生产",
    "基层治理",
    "项目建设",
    "民生事业",
    "干部队伍",
    "营商环境",
)
HAN = "一二三四五六七八九"

_RUN = re.compile(r"[\u3400-\u9fff]{4,20}(?:、[\u3400-\u9fff]{4,8}){2,8}(?=[，。；])")
_s2t = OpenCC("s2t")


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Broken anchored runs (written here, and the texts' own), runs with one skeleton, headings, openings; controls."""
    for round_ in range(4):
        for run in ANCHORED:
            yield _broken_run("parallel/unbalanced, anchored", texts, random, run, traditional=round_ == 3)
    for _ in range(6):
        for run in SKELETONS:
            yield _broken_run("parallel/unbalanced, skeleton", texts, random, run)
    yield from _broken_lists(texts, random)
    for run in ANCHORED + SKELETONS:
        name, text = random.choice(texts)
        yield Planted("parallel/unbalanced, even run", name, _insert(text, random, _sentence(run, random))[0], RUN_RULE)
    for sentence in RIGHT:
        name, text = random.choice(texts)
        yield Planted("parallel/unbalanced, names and lists", name, _insert(text, random, sentence)[0], RUN_RULE)
    for _ in range(40):
        yield from _headings(texts, random)
        yield from _openings(texts, random)


def _anchors(run: Sequence[str]) -> list[int]:
    return [i for i, chars in enumerate(zip(*run, strict=True)) if len(set(chars)) == 1]


def _break(limb: str, anchors: Sequence[int], random: Random) -> str:
    """The limb a little longer, or without one character that nothing hangs on."""
    free = [i for i in range(len(limb)) if i not in anchors]
    if len(free) > 1 and random.random() < 0.2:
        out = random.choice(free)
        return limb[:out] + limb[out + 1 :]
    at = random.randrange(1, len(limb))
    return limb[:at] + random.choice(FILLERS) + limb[at:]


def _sentence(run: Sequence[str], random: Random) -> str:
    comma = random.random() < 0.25
    return random.choice(COMMA_FRAMES if comma else FRAMES).format(("，" if comma else "、").join(run))


def _broken_run(
    kind: str, texts: Sequence[tuple[str, str]], random: Random, whole: Sequence[str], traditional: bool = False
) -> Planted:
    run = random.sample(whole, random.choice((3, 4, 4, 4)) if kind.endswith("anchored") else 4)
    # What is too long at the head of a run may be governing words, and at its end rounds it off.
    odd = random.randrange(1, len(run) - 1)
    if kind.endswith("skeleton"):
        run[odd] = run[odd][:2] + random.choice(MODIFIERS) + run[odd][2:]
    else:
        run[odd] = _break(run[odd], _anchors(run), random)
    sentence = _sentence(run, random)
    at = sentence.index(run[odd])
    if traditional:
        sentence = "".join(_s2t.convert(char) for char in sentence)
    name, text = random.choice(texts)
    text, start = _insert(text, random, sentence)
    return Planted(kind, name, text, RUN_RULE, (start + at, start + at + len(run[odd])))


def _broken_lists(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    for name, text in texts:
        for match in _RUN.finditer(text):
            run = match.group().split("、")
            length = len(run[1])
            inner = [*run[1:]]
            if any(len(limb) != length for limb in inner) or len(run[0]) < length or not _anchors([run[0][-length:], *inner]):
                continue
            odd = random.randrange(1, len(run) - 1)
            start = match.start() + len("、".join(run[:odd])) + 1
            new = _break(run[odd], _anchors([run[0][-length:], *inner]), random)
            changed = text[:start] + new + text[start + length :]
            yield Planted(
                "parallel/unbalanced, lists of the texts (mostly names)", name, changed, RUN_RULE, (start, start + len(new))
            )


def _insert(text: str, random: Random, sentence: str) -> tuple[str, int]:
    """The text with a sentence more at the end of one of its paragraphs, and where it stands."""
    ends = [m.start() + 1 for m in re.finditer(r"。(?=\r?\n|$)", text)] or [len(text)]
    at = random.choice(ends)
    return text[:at] + sentence + text[at:], at


def _append(text: str, points: Sequence[str], marks: str) -> tuple[str, list[int]]:
    """The text with points more at its end, each with a sentence below it or behind it, and where each begins."""
    text = text.rstrip() + "\n下面，再讲几点意见。\n"
    starts = []
    for number, point in enumerate(points):
        text += marks.format(HAN[number])
        starts.append(len(text))
        text += point + ("\n各级各部门要认真抓好落实。\n" if marks.endswith("、") else "。各级各部门要认真抓好落实。\n")
    return text, starts


def _headings(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    name, text = random.choice(texts)
    size = random.choice(sorted(PAIRS))
    points = random.sample(PAIRS[size], random.choice((3, 4)))
    marks = random.choice(("{}、", "{}是"))
    yield Planted("parallel/heading, all alike", name, _append(text, points, marks)[0], HEADING_RULE)
    odd = random.randrange(len(points))
    points[odd] = random.choice(PLAIN_HEADINGS)
    changed, starts = _append(text, points, marks)
    span = (starts[odd], starts[odd] + len(points[odd]))
    yield Planted("parallel/heading", name, changed, HEADING_RULE, span)
    points[odd - 1] = random.choice([h for h in PLAIN_HEADINGS if h not in points])
    yield Planted("parallel/heading, no shape in common", name, _append(text, points, marks)[0], HEADING_RULE)


def _openings(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    name, text = random.choice(texts)
    count = random.choice((4, 5, 6))
    points = [a + b for a, b in zip(random.sample(OPENINGS, count), random.sample(OBJECTS, count), strict=True)]
    yield Planted("parallel/repeated-opening, all different", name, _append(text, points, "{}是")[0], OPENING_RULE)
    same = [points[0][:4] + point[4:] for point in points]
    yield Planted("parallel/repeated-opening, all the same", name, _append(text, same, "{}是")[0], OPENING_RULE)
    first, second = sorted(random.sample(range(count), 2))
    points[second] = points[first][:4] + points[second][4:]
    changed, starts = _append(text, points, "{}是")
    span = (starts[second], starts[second] + 4)
    yield Planted("parallel/repeated-opening", name, changed, OPENING_RULE, span)
