"""placeholder: blanks that a draft left to be filled in; knows no rule, and tells a blank from a sign by its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Literal

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Hit
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# A sign that stands for what is not known yet. After a digit, a letter or a sign of arithmetic × multiplies and X is a
# letter; after a Chinese numeral ○ is a zero (二○○九年).
_SIGN = r"(?:[×╳✕✖xX]{1,6}|[*□△○]{1,6}|[_＿]{2,})"
_FREE = r"(?<![A-Za-z0-9×╳✕✖xX*□△○_＿+＋/÷=＝.一二三四五六七八九十])(?<![A-Za-z0-9] )"
_DASH = r"[-－—−]"

_DATED = rf"(?:(?:\d{{2,3}}|二[〇○零][一二三〇○零]?)[×xX]{{1,2}}|{_SIGN})(?:年代|年度?|月份?|日|时|点|分(?![之析])|(?<!○)号)"
_DATE = lazy(
    rf"{_FREE}{_DATED}(?!数)(?:(?:[至到、～~]|{_DASH}|[上下]午)?{_SIGN}(?:年|月份?|日|时|点|分|号))*|"
    r"(?<=年)[ \u3000]+月[ \u3000]+日|(?:19|20)\d\d年\d{1,2}月[ \u3000]+日|(?<![\d年])\d{1,2}月[ \u3000]{2,}日"
)
# Who may be asked, and how: named, and then nothing.
_UNSAID = lazy(
    r"(?:联系人|联系电话|咨询电话|监督电话|举报电话|传真|电子邮箱|邮箱|联系地址|手机号码?)：[ \u3000]*(?=[）；，。])"
)
# Somebody is named, and not wholly: 联系人：冉××, 电话：0×××-××××; and an issue without its number.
_HALF_SAID = lazy(
    r"(?<=联系人：)[\u4e00-\u9fff]{1,2}[×*]{1,3}(?![\u4e00-\u9fff])|(?:(?<=电话：)|(?<=手机：)|(?<=传真：))[\d()（）-]{0,6}[×*]{2,}(?:[\d×*(（-]|[)）](?=[\d×*-]))*|"
    r"(?<=第)[〇○]{2,3}(?=[期号届])"
)
# What counts and measures, after a sign. 人数×天数 multiplies, X类 and X次方 are terms, X项目 and X名牌 are names.
_UNIT = (
    r"[多余]?(?:(?:个?百分点|季度|小时|分钟|公里|公斤|公顷|平方|立方|[%‰])|"
    r"[十百千万亿]*(?:[个条家户位次件例宗起处所座栋间台辆架艘套场批届款份篇本张册支元角亩吨斤米升克岁天周成档轮对笔倍期种]|"
    r"[十百千万亿]*人(?![民大力事社口才均物防武])|"
    r"项(?!目)|名(?![牌校师优]))|[千百]?[万亿]亿?)"
)
_MEASURE = lazy(
    rf"第{_SIGN}(?:[章节条款项届次期号批位轮]|季度)|"
    rf"(?:{_DASH}|(?<=负)|{_FREE}){_SIGN}(?:\.{_SIGN})?(?!(?<=[xX])[类级种层期台])(?<!(?<![*□△○])[*□△○])"
    rf"{_UNIT}(?!数(?![据字学码])|(?<=次)方|(?<=[处所])长)"
)
# Two signs before a word stand for a name; a single one only before a place or an office.
_NAME = lazy(
    rf"{_FREE}(?:[×╳✕✖]{{2,6}}|X{{2,6}}|x{{3,6}}|[*]{{3,6}}|[△○]{{2,6}})(?=[{HAN}])|"
    rf"{_FREE}[×X](?=(?:[省市县区镇乡村局厅]|街道|社区)(?![域场长间别块级面]))"
)
_POST = (
    r"(?:常务副|副)?(?:总书记|书记|[省市区县镇乡州部厅局处科股所院校会行社组队]长|秘书长|董事长|主任|主席|总理|总经理|经理|"
    r"委员|常委|代表|同志|先生|女士|教授|院士|司令员|政委)"
)
# X代表甲队: a letter stands for what the verb says; 某代表处, 某市长期 and 某主任医师 name no office.
_MASKED = lazy(
    rf"(?:(?<![A-Za-z0-9×xX*+_])(?:[×╳]{{1,3}}|(?!.代表)[xX]{{1,3}}|[*○]{{2,3}})|某某?){_POST}"
    r"(?!(?<=代表)[处团队大机作性]|(?<=长)[期江远沙安春短大城效]|(?<=主任)[医科]|(?<=委员)会|(?<=主席)[团台]|(?<=书记)[处员]|(?<=经理)部)"
)
# Frequent surnames that are hardly ever the last character of another word: 朱某某 is a person left nameless on purpose.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁沈姚卢姜崔钟谭陆汪范廖石金韦贾夏付"
    "邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤康施牛樊葛邢齐伍庞颜倪庄聂鲁岳翟殷詹申欧耿关焦俞左柳祝甘"
)

_EMPTY = lazy(r"【\s*】|《\s*》|“\s*”|（\s*）")
_RULED = lazy(r"(?<![A-Za-z0-9_])[_＿]{2,}(?![A-Za-z0-9_])|□{2,}")
_AWAITED = r"待(?:定|补充?|填写?|续|核实|核对|核定|确认|完善|更新)(?![价期点位向性])"
_PROMPT = lazy(
    r"[（【\[〔]\s*(?:"
    r"(?:此处|这里|在此)[^（）【】\[\]〔〕]{0,12}?(?:[填补插写加放待]|输入)[^（）【】\[\]〔〕]{0,30}|"
    rf"(?:请?填[写入]|{_AWAITED})[^（）【】\[\]〔〕，。]{{0,16}}"
    r")[）】\]〕]"
)
# A field's name in brackets that no sentence has: [主送单位], 【日期】, {地点}, «姓名».
_NOUN = (
    r"(?:姓名|名称|名字|人名|地名|单位名?|机关|公司名?|日期|时间|年份|月份|地点|地址|地区|联系人|联系方式|电话|手机号?|号码|邮箱|部门|"
    r"职务|职位|职称|金额|数额|数量|数字|数据|数值|百分比|比例|编号|文号|发文字号|标题|主题|事由|称谓|称呼|负责人|签发人|落款|署名|"
    r"会议名?|项目名?|活动名?|领导|内容)"
)
_FIELD_NAME = rf"(?:具体|相关|您的|你的|请|某|X+|×+|插入|输入|填写|选择)?[\u4e00-\u9fff、/或]{{0,8}}?{_NOUN}"
_FIELD = lazy(
    rf"\[{_FIELD_NAME}\]|【{_FIELD_NAME}】|<{_FIELD_NAME}>|＜{_FIELD_NAME}＞|[«‹]\s*[\u4e00-\u9fffA-Za-z0-9_]{{1,16}}\s*[»›]|"
    r"(?<![{$])\{\s*[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9_]{0,15}\s*\}(?!\})|"
    r"\[(?:插入|输入|填写|填入|选择|您的|你的|具体)[\u4e00-\u9fff、/]{1,12}\]"
)
# 【时间】2024年… and [时间]：2024年…: at the head of a paragraph it may be a label.
_LABELLED = lazy(r"(?:【[\u4e00-\u9fff]{2,4}】[：:]?|\[[^\[\]]{2,8}\](?:[：:]|\s))\s*[^\s：:，。；、！？（]")
# （数据待补）; a time or place that is not settled (时间待定) may be said so.
_LACKING = lazy(r"[（(][^（）()，。；]{1,12}待(?:补充?|填写?|核实?|核对|查|确认|更新)[^（）()，。；]{0,4}[）)]")
_NO_NUMBER = lazy(rf"〔(?:(?:19|20)\d\d|{_SIGN}|\s*)〕\s*第?\s*(?:{_SIGN}|\s*)号|〔(?:\s+|{_SIGN})〕\s*\d+号")
# What Word shows in a field that nobody filled in.
_WORD = lazy(
    r"(?:单击|点击|轻触|点按)(?:或(?:单击|点击|轻触|点按))?(?:此处|这里|以|图标)?(?:可以?|来)?(?:输入|键入|添加|选择|插入|编辑)[^，。；！？]{0,12}[。]?|"
    r"[\[【]?(?:在此处?|此处)?键入[^，。；！？\[\]]{0,16}[\]】]|^选择一项。?$|(?<=：)选择一项。?|"
    r"(?:Click|Click or tap)(?: here)? to (?:enter|add)[A-Za-z ]{1,24}\.?|Choose an item\.?|Enter text here\.?"
)
_PENDING = lazy(r"(?:(?<=[：，；、。\s“])|^)待(?:定|补充?|填写?|补齐)(?=$|[，。；、\s”！])")
_TODO = lazy(rf"(?<![A-Za-z])(?:(?:TODO|TBD|FIXME)(?![A-Za-z])|(?:TBC|XXX)(?![A-Za-z{HAN}]))")
_TEMPLATE = lazy(r"\{\{[^{}]{0,60}\}\}|\$\{[^{}]{1,60}\}|\{%[^{}]{1,60}%\}")

# One of these stands in every block that holds a blank. Each begins with a letter of its own: such a search is quick.
_CLUE = lazy(
    "|".join(map(re.escape, "×╳✕✖xX*□△○〇_＿某{【"))
    + r"|«|‹|<[\u4e00-\u9fff]|＜[\u4e00-\u9fff]|\[[\u4e00-\u9fff]|〔(?:\d{4}|\s*)〕\s*第?\s*号"
    + r"|单击|点击|点按|轻触|键入|选择一项|Click|Choose|Enter"
    + r"|（\s*(?:[）此这在待填]|请填)|〔\s*[此这在待填请]|\[\s*[此这在待填请]"
    + r"|《\s*》|“\s*”|待[定补填核查确更]|T[OB]|FIXME|年[ \u3000]+[月日]|月[ \u3000]+[月日]|：[ \u3000]*[）；，。]"
)
_FORMULA = lazy(r"[=＝÷]|[^/]/[^/]|公式|计算方法|乘以")
_STOP = lazy("[，。；：]")
_NEAR = 60
_QUOTED = lazy(r"“[^“”]{0,40}”|‘[^‘’]{0,40}’")

# Attached forms and models are made of blanks.
_FORM = lazy(
    r"(?:(?:登记|申请|申报|报名|审批|推荐|统计|调查|评分|备案|信息|样)表|[样格式]式|模板|范本|示范文本|示例|样本|回执)"
    r"(?:（[^（）]*）|[0-9一二三四五六七八九十])*$"
)
# 附件：文书样式 announces nothing else; 规范用语是：… is said for others to say.
_ANNEXED = lazy(r"附(?:件|录)?\d{0,2}：")
_MODEL = lazy(r"(?:用语|表述|格式|样式|字样)(?:是|为|如下)?：")

_UNFILLED = (
    ("template", _TEMPLATE),
    ("word", _WORD),
    ("number", _NO_NUMBER),
    ("note", _PROMPT),
    ("note", _LACKING),
    ("field", _FIELD),
    ("note", _PENDING),
    ("note", _TODO),
    ("date", _DATE),
    ("measure", _MEASURE),
    ("blank", _RULED),
    ("blank", _EMPTY),
    ("blank", _UNSAID),
    ("blank", _HALF_SAID),
    ("name", _NAME),
)


@frozen
class Options:
    """What a placeholder rule looks for."""

    what: Literal["unfilled", "masked-name"] = field(metadata={"help": "找什么：unfilled 没有填的空，masked-name 隐去的人名"})


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        forms = _forms(document)
        for index, place in enumerate(document.places):
            if place.block.folded.startswith("附") and _ANNEXED.match(place.block.folded) and _FORM.search(place.block.folded):
                break
            if place.role is Role.FURNITURE or place.part in forms:
                continue
            if not (place.block.unfilled or _CLUE.search(place.block.folded)):
                continue
            quoted = _mask(place.block.folded, _QUOTED)
            model = _MODEL.search(place.block.folded)
            for number, options in enumerate(rules):
                look = _unfilled if options.what == "unfilled" else _masked
                for start, end, case in look(place.block):
                    if 0 not in quoted[start:end] or (model and model.end() <= start):
                        # A quoted model (“本令自×月×日起施行”) may be meant as it stands; an empty quotation not.
                        if case == "name":
                            continue
                        case = case if case == "blank" else "quoted"
                    yield number, Hit(start, end, case=case, block=index)

    return find


def _forms(document: Document) -> frozenset[int]:
    return frozenset(p.part for p in document.places if p.part and p.role is Role.TITLE and _FORM.search(p.block.folded))


def _unfilled(block: Block) -> Iterator[tuple[int, int, str]]:
    """What is left open in a block, the earlier kind of blank taking precedence where two overlap."""
    text = block.folded
    taken = bytearray(len(text))
    for start, end in block.unfilled:
        taken[start:end] = b"\x01" * (end - start)
        yield start, end, "word"
    if not text.strip("_-—=*×□ "):
        return
    for case, pattern in _UNFILLED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if 1 in taken[start:end] or _multiplies(match):
                continue
            if case == "name" and _MASKED.match(text, start):
                continue
            if case == "field" and start == 0 and _LABELLED.match(text):
                continue
            taken[start:end] = b"\x01" * (end - start)
            yield start, end, case


def _mask(text: str, pattern: re.Pattern[str]) -> bytearray:
    """For each character whether a match covers it: looking that up does not grow with the number of matches."""
    mask = bytearray(len(text))
    for match in pattern.finditer(text):
        mask[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return mask


def _multiplies(match: re.Match[str]) -> bool:
    """Whether a single × stands in a formula between two terms."""
    text, (start, end) = match.string, match.span()
    if start == 0 or text[start - 1] in "，。；：、（“《" or not re.match(r"[×╳✕✖xX*][^×╳✕✖xX*]", match.group()):
        return False
    before = _STOP.split(text[max(0, start - _NEAR) : start])[-1]
    after = _STOP.split(text[end : end + _NEAR], maxsplit=1)[0]
    return bool(_FORMULA.search(before) or _FORMULA.search(after))


def _masked(block: Block) -> Iterator[tuple[int, int, str]]:
    text = block.folded
    for match in _MASKED.finditer(text):
        if match.group()[0] == "某" and text[max(0, match.start() - 1) : match.start()] in _SURNAMES:
            continue
        yield match.start(), match.end(), ""


KIND = Kind(
    "placeholder",
    Options,
    document=_prepare,
    cases={
        "date": "没有填的日期或时间，如“×月×日”",
        "measure": "没有填的数目，如“×个”“-×%”",
        "blank": "空着的横线、方框、括号、引号、书名号",
        "note": "起草时写给自己的话，如“（此处填写…）”“待定”",
        "number": "没有填的发文字号，如“〔2024〕号”",
        "field": "方括号、花括号里的栏目名，如“[主送单位]”“{地点}”",
        "word": "Word 里没有填的域，如“单击此处输入文字”",
        "template": "没有替换的模板变量，如“{{…}}”",
        "name": "没有填的单位、地方、会议的名称，如“××局”",
        "quoted": "引号里的空，可能本来就是格式说明",
    },
)
