"""Plants a second way of writing what a text already writes in one, abbreviations out of their place, and two values of one
figure; and texts that are at one with themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from govlint.rulefiles.loader import load_builtin
from tests.bench.planted import Planted

_COUNT = 8
_TRADITIONAL = 0.15
"""How many of the planted sentences are in traditional characters."""
_WINDOW = 2500
_STOP = re.compile("。(?=[\u4e00-\u9fff])")

# The rule, two sentences of the usual way, and one of the other; they are put into the text in this order.
_SENTENCES = (
    ("unit-forms", "硬化道路12公里。", "整治河道8公里。", "埋设管网3⟦千米⟧。"),
    ("unit-forms", "改造房屋300平方米。", "新建校舍800平方米。", "铺设地板20⟦㎡⟧。"),
    ("percent-forms", "达标率为95%。", "满意率为98%。", "⟦百分之三⟧的村没有通公交车。"),
    ("ordinal-figures", "第一批项目已经开工。", "第二批项目正在立项。", "⟦第3批⟧项目年底申报。"),
    ("ordinal-figures", "一季度开局良好。", "三季度稳中有进。", "⟦4季度⟧要再加一把力。"),
    ("date-forms", "项目于2021年3月5日立项。", "2021年4月6日开工。", "工程于⟦2021.10.8⟧完工。"),
    ("time-forms", "会议上午9时30分开始。", "下午2时10分讨论。", "全天会议⟦17:30⟧结束。"),
    ("thousands-forms", "完成投资12300万元。", "新增就业56000人。", "实现税收⟦3,400⟧万元。"),
    ("quote-style", "做好“六稳”工作。", "落实“六保”任务。", "打造⟦「⟧一站式」服务。"),
    ("level", "我区地处东部。", "我区人口密集。", "⟦我市⟧的政策要用足用好。"),
    ("you-forms", "请您放心。", "您反映的问题已经办结。", "⟦你⟧有什么意见随时讲。"),
    ("letter-case", "推广随手拍App应用。", "完善App的功能。", "群众可以下载⟦APP⟧。"),
    (
        "title-forms",
        "贯彻《关于加强安全生产工作的意见》。",
        "落实《关于加强安全生产工作的意见》。",
        "对照《⟦关于加强安全生产的意见⟧》整改。",
    ),
    ("person-post", "请李明局长介绍情况。", "李明局长补充了几点。", "刚才，⟦李明主任⟧讲得很好。"),
    ("person-post", "请王海燕副市长讲话。", "王海燕副市长作了部署。", "感谢⟦王海燕市长⟧的关心。"),
    ("abbreviation-early", "⟦天钢⟧的改造要加快。", "天山钢铁有限公司（以下简称“天钢”）已提出方案。", "天钢要抓紧实施。"),
    (
        "abbreviation-twice",
        "天山钢铁有限公司（以下简称“天钢”）已提出方案。",
        "天钢要抓紧实施。",
        "用地由天山钢铁公司（以下简称“⟦天钢⟧”）申请。",
    ),
    ("abbreviation-unused", "项目前景看好。", "天山钢铁有限公司（以下简称“⟦天钢⟧”）已提出方案。", "有关部门正在审查。"),
    ("two-values", "2020年全区生产总值完成350.2亿元。", "成绩来之不易。", "⟦2020年，全区生产总值达到360亿元⟧。"),
    ("quoted-forms", "开展强基行动“强基础、补短板”。", "各村落实“强基础、补短板”。", "继续推进⟦“强基础，补短板”⟧。"),
    ("quoted-forms", "全县做到“四到位”。", "各村落实“四到位”。", "切实抓好⟦“4个到位”⟧。"),
    ("organ-forms", "县交通运输局牵头。", "县交通运输局作了部署。", "⟦县交通局⟧抓好落实。"),
    ("town", "栗坡乡受灾严重。", "栗坡乡已经上报。", "请⟦栗坡镇⟧抓紧核实。"),
    ("undertaking", "开展“强基础、补短板”行动。", "“强基础、补短板”行动有成效。", "继续推进⟦“强基础、补短板”工程⟧。"),
    (
        "title-place",
        "根据《东海市青山区养犬管理办法》办证。",
        "宣传《东海市青山区养犬管理办法》。",
        "违反⟦《青山区养犬管理办法》⟧的要处罚。",
    ),
    ("body-name", "成立由镇长任组长的工作专班。", "工作专班设在农业服务中心。", "⟦领导小组⟧每月听取一次汇报。"),
    ("two-values", "去年农村居民人均收入增长8.5%。", "农民的日子越过越好。", "⟦去年农村居民人均收入增长9.2%⟧。"),
)
_RIGHT = (
    ("unit-forms", "硬化道路12公里。", "绿化面积3平方公里。", "运送物资800吨。"),
    ("ordinal-figures", "第一批项目已经开工。", "第3名的奖金照发。", "二季度要加力。"),
    ("time-forms", "会议9:30开始。", "比分为3:1。", "会议17:30结束。"),
    ("letter-case", "推广App应用。", "完善App的功能。", "网址为www.app.cn。"),
    (
        "title-forms",
        "贯彻《关于加强安全生产工作的意见》。",
        "学习《中华人民共和国公司法》。",
        "落实《关于加强消防安全工作的意见》。",
    ),
    ("person-post", "请李明局长讲话。", "高新区主任补充了几点。", "刚才，李明局长讲得很好。"),
    ("abbreviation-early", "天山钢铁有限公司（以下简称“天钢”）已提出方案。", "天钢要抓紧。", "天钢要带头。"),
    ("two-values", "2020年全区生产总值完成350.2亿元。", "2019年全区生产总值完成330亿元。", "2020年，全区生产总值达到350亿元。"),
)


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Each three sentences in texts of their own, each pair of terms, and controls."""
    spoken = [(name, text) for name, text in texts if name.startswith("report-")] or list(texts)
    for rule, *sentences in _SENTENCES:
        for _ in range(_COUNT):
            yield _planted(f"consistency: {rule}", rule, sentences, spoken, random)
    terms = next(rule.options.terms for rule in load_builtin() if rule.id == "consistency/term-forms")
    for one, other in terms.items():
        sentences = [f"报告里写的是{one}。", f"文件里也是{one}。", f"这里却成了⟦{other}⟧。"]
        yield _planted("consistency: term-forms", "term-forms", sentences, spoken, random)
    for rule, *sentences in _RIGHT:
        for _ in range(2):
            item = _planted("consistency: right", rule, sentences, spoken, random)
            yield Planted(item.kind, item.name, item.text, item.rules)


def _planted(kind: str, rule: str, sentences: Sequence[str], texts: Sequence[tuple[str, str]], random: Random) -> Planted:
    """The sentences in a piece of a text that has nothing of the kind, each at a full stop, in order."""
    name, text = random.choice(texts)
    piece = text[: text.find("\n", _WINDOW)]
    piece = re.sub("[“”]|其他|百分之|我[省市区]|作出|做出", "", piece)
    marks = sorted(random.sample([m.end() for m in _STOP.finditer(piece)], len(sentences)))
    made, span, done = "", (0, 0), 0
    for at, sentence in zip(marks, sentences, strict=True):
        if random.random() < _TRADITIONAL and rule not in ("letter-case", "quote-style"):
            from opencc import OpenCC

            sentence = OpenCC("s2t").convert(sentence)
        made += piece[done:at]
        if "⟦" in sentence:
            span = (len(made) + sentence.index("⟦"), len(made) + sentence.index("⟧") - 1)
        made += re.sub("[⟦⟧]", "", sentence)
        done = at
    return Planted(kind, name, made + piece[done:], (f"consistency/{rule}",), span)
