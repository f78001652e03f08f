"""Plants faults of numbers in real sentences, now and then in traditional characters; and numbers that are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from tests.bench.planted import Planted

_COUNT = 12
"""Texts for each sentence."""
_TRADITIONAL = 0.15
"""How many of the planted sentences are in traditional characters."""
_BETWEEN = re.compile(r"。(?=[\u4e00-\u9fff])")

# The rule that may find the fault, and a sentence that has it.
_SENTENCES = (
    ("impossible-date", "会议定于⟦2023年2月29日⟧召开。"),
    ("impossible-date", "报名截至⟦4月31日⟧。"),
    ("impossible-date", "办法自⟦13月1日⟧起施行。"),
    ("impossible-date", "资料于⟦二月三十日⟧前报送。"),
    ("impossible-time", "会议于⟦上午15时⟧开始。"),
    ("impossible-time", "活动⟦9时75分⟧开始。"),
    ("impossible-time", "值班到⟦下午25:10⟧结束。"),
    ("weekday", "会议定于⟦2021年3月25日（星期五⟧）召开。"),
    ("short-year", "全区军民⟦98年⟧6月投入抗洪。"),
    ("short-year", "主体工程到⟦25年⟧底完工。"),
    ("short-year", "我区从⟦85年⟧起绿化荒山。"),
    ("zero", "办法于⟦二○一二⟧年印发。"),
    ("zero", "办法于⟦二零一二⟧年印发。"),
    ("zero", "全镇共有三千⟦〇⟧五十户。"),
    ("mixed-date", "大桥于⟦二〇〇八年8月8日⟧通车。"),
    ("mixed-date", "大桥于⟦2008年八月八日⟧通车。"),
    ("range-unit", "利润增长⟦15～30%⟧。"),
    ("range-unit", "总投资⟦9—16亿⟧元。"),
    ("descending-range", "完成⟦2025—2021年⟧规划的编制。"),
    ("descending-range", "占比在⟦30%～15%⟧之间。"),
    ("reduce-times", "企业成本⟦降低了3倍⟧。"),
    ("reduce-times", "办理时限⟦缩短两倍⟧。"),
    ("over-above", "投资⟦超过1000万元以上⟧。"),
    ("over-above", "每年⟦至少开展3次以上⟧培训。"),
    ("fan-times", "产值⟦翻了两倍⟧。"),
    ("fan-down", "能耗⟦下降翻一番⟧。"),
    ("points", "占比提高⟦3.2%个百分点⟧。"),
    ("point-measure", "占比提高⟦3.2百分点⟧。"),
    ("double-percent", "完成率达⟦百分之95%⟧。"),
    ("fraction", "产值增长⟦百分之5⟧，效益更好。"),
    ("fraction-parts", "须经⟦3分之2⟧以上代表同意。"),
    ("negative-drop", "工业增速⟦下降-3.5%⟧。"),
    ("mixed-unit", "新增企业⟦5千⟧多户。"),
    ("approximate-digits", "会上来了⟦10几⟧位代表。"),
    ("approximate-digits", "会上来了⟦数10名⟧代表。"),
    ("set-words", "认真做好⟦3农⟧工作。"),
    ("set-words", "推进⟦1带1路⟧建设。"),
    ("sessions", "认真贯彻⟦第14届⟧全国人大一次会议精神。"),
    ("congress", "认真贯彻党的⟦20大⟧精神。"),
    ("plenum", "认真贯彻二十届⟦3中全会⟧精神。"),
    ("decimal", "比重提高约⟦.46⟧个百分点。"),
    ("thousands", "总投资⟦12,34⟧万元。"),
    ("wide-thousands", "完成投资⟦1，234⟧万元。"),
    ("two", "抓好⟦二个⟧方面的工作。"),
    ("currency", "拨付资金⟦￥100万元⟧。"),
    ("old-units", "管径20⟦公分⟧。"),
    ("square", "新增绿地120万⟦平方⟧。"),
    ("per-time", "接待游客30万⟦人/次⟧。"),
    ("month-dash", "工程于⟦2008-8⟧月开工。"),
    ("century", "自⟦二十世纪80年代⟧以来，情况好转。"),
    ("wrong-change", "村集体投资⟦由200万元增加到260万元，增长20%⟧。"),
    ("wrong-change", "园区税收⟦从5亿元提高到15亿元，增长3倍⟧。"),
    ("wrong-change", "办理时限⟦由20天缩短到5天，缩短80%⟧。"),
    ("wrong-change", "税收⟦由2019年的3.25亿元增长到2020年的4.16亿元，同比增长26%⟧。"),
    ("wrong-points", "服务业占比⟦由45.3%提高到51.6%，提高5.3个百分点⟧。"),
    ("wrong-points", "失业率⟦从4.5%下降到3.8%，降低0.9个百分点⟧。"),
    ("wrong-direction", "登记失业率⟦由4.2%上升到3.9%⟧。"),
    ("wrong-direction", "单位产值能耗⟦从0.82吨下降到0.96吨⟧。"),
    ("wrong-total", "新建学校⟦3所、扩建5所，共计9所⟧。"),
    ("wrong-total", "三镇共投资⟦12.4亿元，分别为5.2亿元、4.1亿元和4.1亿元⟧。"),
    ("wrong-total", "⟦三次产业分别占8.5%、45.3%和51.2%⟧。"),
    ("wrong-share", "共检查企业⟦120家，其中不合格30家，占20%⟧。"),
    ("wrong-parts", "新修公路⟦42.6公里⟧，其中东部干线16.2公里、西部支线13.5公里、南环路13.9公里。"),
    ("wrong-parts", "全县完成播种⟦8.94万亩⟧。从各乡镇看，东镇2.31万亩、西镇3.58万亩、南乡3.15万亩。"),
    ("wrong-rest", "大桥总投资2200万元，财政已拨付1200万元，其余⟦800万元⟧由公司筹措。"),
    ("wrong-rest", "1264处问题已整改1198处，其余⟦56处⟧正在整改。"),
    ("wrong-years", "计划三年共植树⟦3000亩⟧。2022年植树800亩，2023年植树1000亩，2024年植树1100亩。"),
    ("wrong-gain", "全县播种8.94万亩，比去年同期增加1.27万亩，增长⟦19.6%⟧。"),
    ("wrong-rate", "发现隐患117处，整改110处，整改率为⟦98%⟧。"),
    ("wrong-plan-share", "下达我县任务9.6万亩，已播种8.94万亩，占任务的⟦95.1%⟧。"),
    ("wrong-gap", "受益户由120户增加到150户，增加⟦25户⟧。"),
    ("wrong-among", "15个乡镇中，有9个完成任务，占⟦65%⟧。"),
    ("wrong-mean", "举办培训班6期，培训1200人次，平均每期⟦250人次⟧。"),
    ("percent-as-points", "撂荒率由5.8%下降到1%以内，下降⟦5%⟧。"),
    ("percent-or-points", "良种⟦覆盖率比去年提高4%⟧。"),
    ("over-whole", "隐患⟦整改率达到100%以上⟧。"),
    ("percentage-word", "机播率提高⟦12个百分比⟧。"),
    ("both-bounds", "连片复耕⟦20亩以上的，每亩补助300元；20亩以下⟧的，每亩补助200元。"),
    ("cubic", "清理边沟淤泥⟦3600方⟧。"),
    ("reversed-days", "自查时间为⟦9月20日至9月10日⟧。"),
    ("all-and-share", "对所辖学校⟦全部复查一遍，复查比例不得低于50%⟧。"),
)
_RIGHT = (
    "会议于2024年2月29日（星期四）上午9时30分召开。",
    "农历2月30日举行祭祀活动。",
    "80年代以来，改革开放40年，近10年来变化很大。",
    "二〇一二年八月八日，三千零五十户搬进新居。",
    "利润增长15%～30%，投资9亿～16亿元，新建3～5个。",
    "成本降到三分之一，产值增长3倍，收入翻一番。",
    "投资超过1000万元，每年至少3次，年满18岁以上。",
    "占比提高3.2个百分点，工业增速为-3.5%。",
    "装机5千瓦，长3千米，新增企业5000多户。",
    "第14届运动会开幕，20大类工作全部完成。",
    "完成投资1,234万元；2020年，345人脱贫。",
    "第二个问题，十二个项目，比分3:75。",
    "收入由203.4万元增加到260.1万元，增长27.9%；产值从5亿元提高到15亿元，增长2倍。",
    "总量从54万亿元增加到82.7万亿元，年均增长7.1%；户数由5000多户增加到1.6万户，增长3倍。",
    "全区生产总值由300亿元增加到350亿元，增长6.5%。",
    "占比由45.3%提高到51.6%，提高6.3个百分点；失业率由4.2%下降到3.9%。",
    "新建学校3所、扩建5所，共计8所；投资3.4亿元、2.3亿元，合计5.8亿元。",
    "检查企业120家，其中不合格30家，占25%；三次产业分别占8.5%、45.3%和46.2%。",
    "新修公路43.6公里，其中东部干线16.2公里、西部支线13.5公里、南环路13.9公里；1264处问题已整改1198处，其余66处正在整改。",
    "全县播种8.94万亩，比去年同期增加1.27万亩，增长16.6%；发现隐患117处，整改110处，整改率为94%。",
    "15个乡镇中，有9个完成任务，占60%；举办培训班6期，培训1250人次，平均每期208人次。",
    "撂荒率由5.8%下降到1%以内，下降4.8个百分点；受益户由120户增加到150户，增加30户。",
)
_RULES = tuple(f"numeral/{rule}" for rule in sorted({rule for rule, _ in _SENTENCES}))


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Each sentence in texts of its own, and controls."""
    for rule, marked in _SENTENCES:
        for _ in range(_COUNT):
            name, text, at = _gap(texts, random)
            said = _traditional(marked) if random.random() < _TRADITIONAL else marked
            span = (at + said.index("⟦"), at + said.index("⟧") - 1)
            plain = said.replace("⟦", "").replace("⟧", "")
            yield Planted(f"numeral: {rule}", name, text[:at] + plain + text[at:], (f"numeral/{rule}",), span)
    for right in _RIGHT:
        for _ in range(4):
            name, text, at = _gap(texts, random)
            yield Planted("numeral: right", name, text[:at] + right + text[at:], _RULES)


def _gap(texts: Sequence[tuple[str, str]], random: Random) -> tuple[str, str, int]:
    while True:
        name, text = random.choice(texts)
        places = [match.end() for match in _BETWEEN.finditer(text)]
        if places:
            return name, text, random.choice(places)


def _traditional(text: str) -> str:
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(text))
