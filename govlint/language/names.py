"""Names of persons and places as far as their characters tell them; knows no list of persons."""

from __future__ import annotations

from govlint.language import segment
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华魏陶姜戚谢邹潘葛范彭鲁韦马方任袁柳唐薛雷贺罗郝康余顾孟黄萧尹姚邵汪毛米戴宋熊董梁杜阮蓝季贾江郭林徐邱高夏蔡田"
    "樊胡霍万卢莫丁邓石崔龚程陆段侯武刘龙叶黎白赖乔谭温庄阎牛艾易廖曾关包左游"
)
"""The frequent surnames, without those that are mostly other words."""

_OTHERS = "麦金汤钟苏于付史侯俞倪施伍毕聂童骆"
_RARER = "洪尤党翟覃柯欧耿冉岳涂殷翁鲍詹滕庞裴晏佟苗卓凌甘闫冼"
_KNOWN = frozenset(SURNAMES + _OTHERS + _RARER)
_ALSO_WORDS = frozenset("高严何曾万于付关包左游任方党")
_OFFICE = (
    "书记|主任|主席|委员|[省市县区州镇乡村街厅局处科院校所站队会社组部班团军师旅连排行厂庭段]长|经理|总裁|董事|代表|记者|教授|老师|"
    "医生|护士|院士|研究员|工程师|律师|法官|检察官"
)
_CALLED = lazy(rf"(?:{_OFFICE}|同志|(?:人|人员|者)(?=[：　 ]))[：　 ]*$")
_COMRADE = lazy("[　 ]?(?:同志(?!们)|先生|女士)")
_CALLED_AFTER = lazy(rf"[　 ]?(?:{_OFFICE}|同志(?!们)|先生|女士)")
_ITEM_BEFORE = lazy(f"(?:^|[^{HAN}])([{HAN}]{{2,3}})[、，　 ]+$")
_ITEM_AFTER = lazy(f"[、，　 ]+([{HAN}]{{2,}})")
_PLACE = lazy(f"[{HAN}]?(?:[村镇乡岛溪河江湾涌屯寨坳埔湖山寺路]|学校|小学|中学|社区|遗址)")
_COUNTED = frozenset("这那一条几各每两某本该全")
_REACH = 8


def is_name_character(text: str, at: int) -> bool:
    """Whether a character that belongs to no word stands in a person's name (李奕昇) or a place's (寀卢村)."""
    start = max(0, at - _REACH)
    while start < at and not "\u3400" <= text[start] <= "\u9fff":
        start += 1
    place, before = start, ["", ""]
    for word in segment.words(text[start : at + _REACH]):
        if place + len(word) > at:
            break
        place += len(word)
        before = [before[1], word]
    if place != at or len(word) > 1:
        return False
    surnames = SURNAMES + _OTHERS
    if (before[1] and before[1] in surnames) or (len(before[1]) == 1 and before[0] and before[0] in surnames):
        return True
    return _PLACE.match(text, at + 1) is not None and text[at - 1 : at] not in _COUNTED


def may_name_person(text: str, start: int, end: int) -> bool:
    """Whether two characters that no dictionary knows as a word may be a person's name, or a part of it.

    县长李洪伟: a surname that is a word by itself stands before them; where it is a common word (高质亮) an office must call
    the person. 记者张杨, 乡长尤如俊, 张杨同志; 张杨、李卫东: they begin with a surname, and are called by an office or listed
    with another name. 洪伟同志.
    """
    if end - start != 2:
        return False
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if before and before[-1] in _KNOWN and segment.words(before)[-1] == before[-1]:
        rest = before[:-1]
        return before[-1] not in _ALSO_WORDS or _CALLED.search(rest) is not None or _is_listed(rest, after)
    if text[start] not in _KNOWN:
        return _COMRADE.match(after) is not None
    return bool(_CALLED.search(before) or _CALLED_AFTER.match(after)) or _is_listed(before, after)


def _is_listed(before: str, after: str) -> bool:
    """Whether a name stands right before or right after, in a list of some."""
    beside = (_ITEM_BEFORE.search(before), _ITEM_AFTER.match(after))
    return any(item is not None and _begins_with_name(item[1]) for item in beside)


def _begins_with_name(item: str) -> bool:
    return item[0] in _KNOWN - _ALSO_WORDS and segment.words(item)[0] == item[0]
