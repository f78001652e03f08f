"""variants: one name in two forms that cannot both be right: schools and hospitals, offices, parks, persons, works, helpers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import combinations
from typing import Literal, NamedTuple

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import TITLED
from govlint.language.names import SURNAMES
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_HOUSES = "中心小学|中心学校|中心幼儿园|初级中学|中心卫生院|卫生院|派出所|敬老院|供电所|司法所|财政所|文化站"
_HOUSE = lazy(rf"(?P<place>[{HAN}]{{2}})(?P<level>镇|乡|街道)?(?P<house>{_HOUSES})")
_NO_PLACE = lazy("[镇乡县市区省村道各等和与及的在所有个家该本全我]|乡镇|街道|城区|社区|农村|当地|基层|附近|辖区|公安|边境")
# What one county, city or province has one of: under the one name or under the other.
_ONE_OF = (
    ("教育", "教体", "教科"),
    ("文旅", "文化", "旅游"),
    ("卫健", "卫生", "卫计"),
    ("水利", "水务"),
    ("林业", "林草"),
    ("自然资源", "国土"),
    ("农业农村", "农牧"),
    ("应急管理", "安监"),
    ("市场监管", "工商", "质监"),
)
_GROUPS = {core: number for number, cores in enumerate(_ONE_OF) for core in cores}
_CORES = "|".join(sorted(_GROUPS, key=len, reverse=True))
_BUREAU = lazy(rf"(?<![社地城园校景片小辖灾库原])(?P<level>[省市州县区旗])(?P<core>{_CORES})局(?!长)")
_ADDED = "服务|管理|发展|综合|工作|建设|执法|事务"
_CENTRE = lazy(
    rf"(?<![社地城园校景片小辖灾库])(?P<level>[省市州县区旗])(?P<core>[{HAN}]{{2,8}}?)(?P<end>中心|大队|支队)(?![{HAN}]?[小校学]|城区|镇)"
)
_NOT_CORE = lazy("[省市州县区旗镇乡各等的和与及由将为在向对级内直委局办以到]")
_PARK = lazy(
    rf"(?P<place>[{HAN}]{{2}})(?P<kind>工业集中区|工业集聚区|工业园区?|度假区|旅游区|风景区|旅游度假区|旅游景区)(?![{HAN}]?管委)"
)
_PARKS = {
    "工业集中区": "工业", "工业集聚区": "工业", "工业园区": "工业", "工业园": "工业",
    "度假区": "旅游", "旅游区": "旅游", "风景区": "旅游", "旅游度假区": "旅游", "旅游景区": "旅游",
}  # fmt: skip
_SAME_PARK = (frozenset({"工业园", "工业园区"}), frozenset({"度假区", "旅游度假区"}), frozenset({"旅游区", "旅游景区"}))
_COMMON_PLACE = lazy(
    "国家|省级|市级|县级|区级|现代|特色|农业|新型|化工|高新|经济|文化|生态|科技|产业|我县|我市|我区|我镇|全县|全市|全区|乡镇|"
    "重点|国际|滨海|康养|温泉|休闲|山地|森林|湿地|旅游|大型|标准|循环|食品|建材|各类|所有|一个|两个|三个|多个|城市|乡村|民俗|红色"
)
_WORK = lazy("《(?P<name>[^《》]{8,60}(?:方案|办法|细则|规则|预案|计划))》")
_KIND_OF = lazy("(?:实施|工作|行动|总体|专项|管理|暂行|试行)+(?=(?:方案|办法|细则|规则|预案|计划)$)")
_HELPER = lazy(r"“(?P<stem>[^“”，、。\d]{3,10})(?P<end>[人员者手])”")
_SURNAME = f"[{SURNAMES}乔史段纪卞申齐季冉]"
_BEFORE = (
    "低保户|脱贫户|贫困户|农户|养殖户|种植户|村民|居民|职工|员工|工人|社员|学生|老人|大爷|大妈|奶奶|医生|护士|教师|老师|校长|护林员|"
    "网格员|负责人|户主|群众|市民|代表|党员|队员|民警|退役军人|志愿者|支书|书记|主任|村主任|镇长|乡长|局长|县长|所长|院长|队长|站长|同志"
)
_HEADS = "书记|支书|主任|[省市州县区旗镇乡局厅处科校院所队站村]长"
_PERSON = lazy(
    rf"(?:(?P<post>副?(?:{_BEFORE}))(?P<after>{_SURNAME}(?:[{HAN}](?=同志)|[{HAN}]{{2}})))|"
    rf"(?:(?:^|[，。；：！？“”])(?P<said>{_SURNAME}[{HAN}]{{2}})(?=(?:高兴地|激动地|笑着|感慨地)?(?:说|介绍|表示|告诉|坦言|回忆|同志|老人|家)))|"
    rf"(?:(?:^|[，。；：！？“”])(?P<headed>{_SURNAME}[{HAN}]{{1,2}})(?P<held>副?(?:{_HEADS})))"
)


_MOST = 40
"""How many forms of one name are compared; a text with more persons of one surname is a list of names."""


@frozen
class Options:
    """What is compared."""

    smell: Literal["house", "bureau", "centre", "park", "work", "helper", "person"] = field(
        metadata={
            "help": "比什么：house 乡镇的学校、医院少了“镇”字，bureau 一地不会都有的两个局，centre 中心的名称多两个字，"
            "park 园区的两种叫法，work 方案的两种名称，helper 引号里的“××人”“××员”，person 同音的人名"
        }
    )


class _Form(NamedTuple):
    """A name in a place: `thing` is what two forms of one name have in common."""

    thing: str
    form: str
    start: int
    end: int


_Read = Callable[[re.Match[str]], tuple[str, str] | None]
_Look = Callable[[Block], tuple[_Form, ...]]


def _looked(pattern: re.Pattern[str], read: _Read, *signs: str) -> tuple[_Look, Sequence[str]]:
    """What finds names in a paragraph, and signs of which one must stand there."""

    @remembered
    def look(block: Block) -> tuple[_Form, ...]:
        found = []
        for match in pattern.finditer(block.folded):
            if read_as := read(match):
                group = next((name for name in ("name", "after", "said", "headed") if match.groupdict().get(name)), None)
                found.append(_Form(*read_as, *(match.span(group) if group else match.span())))
        return tuple(found)

    return look, signs


def _house(match: re.Match[str]) -> tuple[str, str] | None:
    if _NO_PLACE.search(match["place"]):
        return None
    return match["place"] + match["house"], match.group()


def _bureau(match: re.Match[str]) -> tuple[str, str]:
    return f"{match['level']}{_GROUPS[match['core']]}", match.group()


def _centre(match: re.Match[str]) -> tuple[str, str] | None:
    if _NOT_CORE.search(match["core"]):
        return None
    core = re.sub(f"(?:{_ADDED})$", "", match["core"])
    return (match["level"] + core + match["end"], match.group()) if len(core) > 1 else None


def _park(match: re.Match[str]) -> tuple[str, str] | None:
    if _COMMON_PLACE.fullmatch(match["place"]) or _NOT_CORE.search(match["place"]):
        return None
    return match["place"] + _PARKS[match["kind"]], match.group()


def _work(match: re.Match[str]) -> tuple[str, str]:
    return _KIND_OF.sub("", match["name"]), match["name"]


def _helper(match: re.Match[str]) -> tuple[str, str]:
    return match["stem"], match.group()


def _person(match: re.Match[str]) -> tuple[str, str]:
    name = match["after"] or match["said"] or match["headed"]
    # Two characters are soon another's name, too: only of one post are they one person's.
    return (name[0] if len(name) > 2 else name[0] + (match["post"] or match["held"])), name


def _mistaken(one: str, other: str) -> bool:
    """Whether two names differ in one character that is mistaken for the other's."""
    odd = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(odd) != 1:
        return False
    # Few texts have two such names, and the table is large.
    from govlint.likelihood.model import load

    confusions, ((a, b),) = load().confusions, odd
    return ord(b) in confusions.others[confusions.of_one(a)]


def _are_two_parks(one: str, other: str) -> bool:
    return not any(one[2:] in same and other[2:] in same for same in _SAME_PARK)


_LOOKS: Mapping[str, tuple[_Look, Sequence[str]]] = {
    "house": _looked(_HOUSE, _house, *_HOUSES.split("|")),
    "bureau": _looked(_BUREAU, _bureau, "局"),
    "centre": _looked(_CENTRE, _centre, "中心", "大队", "支队"),
    "park": _looked(_PARK, _park, "区", "园"),
    "work": _looked(_WORK, _work, "《"),
    "helper": _looked(_HELPER, _helper, "”"),
    "person": _looked(_PERSON, _person, *_BEFORE.split("|"), "说", "介绍", "表示", "告诉", "同志", "老人"),
}


_CLASH: Mapping[str, Callable[[str, str], bool]] = {"park": _are_two_parks, "person": _mistaken}
"""Which forms of one thing cannot both be right, where not all of them."""


def _find(document: Document, options: Options) -> Iterator[Hit]:
    (look, signs), clash = _LOOKS[options.smell], _CLASH.get(options.smell)
    things: dict[str, list[tuple[int, _Form]]] = {}
    for index in document.with_any(signs, TITLED):
        for form in look(document.places[index].block):
            things.setdefault(form.thing, []).append((index, form))
    for places in things.values():
        counts = Counter(form.form for _, form in places)
        if len(counts) > _MOST:
            continue
        for one, other in combinations(counts, 2):
            if clash and not clash(one, other):
                continue
            usual, odd = (one, other) if counts[one] >= counts[other] else (other, one)
            yield _hit(places, usual, odd)


def _hit(places: Sequence[tuple[int, _Form]], usual: str, odd: str) -> Hit:
    first = next((block, form) for block, form in places if form.form == usual)
    block, form = next((block, form) for block, form in places if form.form == odd)
    related = (Pointer(first[1].start, first[1].end, "other", {}, first[0]),)
    return Hit(form.start, form.end, {"usual": usual, "own": odd}, related=related, block=block)


KIND = Kind(
    "variants",
    Options,
    document=each_document(_find),
    slots={"usual": "用得多的、先说的名称", "own": "这里的名称"},
    roles={"other": "另一种写法"},
)
