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
