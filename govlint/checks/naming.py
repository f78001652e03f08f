"""naming: one thing under two names in one document: quoted names, titles, offices, bodies, the one who signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from itertools import combinations
from typing import Literal, NamedTuple

from govlint.analysis.check import Kind
from govlint.analysis.finding import Hit, Pointer
from govlint.analysis.smells import DocumentSmells, each_document_smell
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import TITLED, Role
from govlint.language.quotation import Quotations
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_SHOWN = 4

_QUOTED = lazy(r"“([^“”]{3,24})”")
_BETWEEN = lazy(r"[，、；·.．・\s—－-]")
_FIGURES = str.maketrans("一二两三四五六七八九", "1223456789")
_COUNT = lazy(rf"(\d)[个大]?(?=[{HAN}])")
_DAY = lazy(r"\d{1,2}[·.．・]\d{1,2}")
_WORK = lazy(r"《([^《》]{5,60})》")
_PLACE = lazy(rf"[{HAN}]{{2,4}}?[省市州县区旗镇乡]")
# Offices whose names have an 和 of their own; elsewhere it stands between two names.
_WITH_AND = (
    "林业和草原|文化和旅游|住房和城乡建设|人力资源和社会保障|发展和改革|工业和信息化|粮食和物资储备|自然资源和规划|教育和体育|"
    "民族和宗教事务|商务和投资促进|文化广电和旅游"
)
_ORGAN = lazy(
    rf"(?<![社地城园校景片小辖灾库])(?P<level>[省市州县区旗镇乡])(?P<core>{_WITH_AND}|[{HAN}]{{2,9}}?)(?P<end>局|委员会|办公室|中心)(?!长|面|部|域)"
)
_NOT_CORE = lazy(r"[省市州县区旗镇乡各等的和与及由将为在向对级内直委局办]")
# 互联网+ and the like go with anything.
_CALLED = lazy(r"“(?P<name>[^“”+＋]{3,16})”(?P<kind>(?:专项)?(?:行动|工程|活动|计划))(?!者)")
# 太和镇 is a name and 政府和街道 is none; 所在地的镇, 或者街道 and 乡镇 are not either.
_TOWN = lazy(
    rf"(?P<name>(?![门府位区县市关局委会村司户民员部处]和)(?![在本当各异外]地|示范|特色|重点|中心|卫生|文明|先进|试点|有关|相关|所有|部分|其[他它]|任何|一个)[{HAN}][^\W城各全本我每该贫乡镇者的或及与等在])"
    r"(?P<kind>镇|乡|街道)(?!长|级|域|亲|愁|土|音|贤|情|间|里|野|民|企|镇|村)"
)
_SET_UP = lazy(r"(?:成立|组建|设立)[^。；]{0,40}?(领导小组|工作专班|工作组|指挥部|工作小组)")
_BODIES = ("领导小组", "工作专班", "指挥部", "工作小组")
_ALONE = lazy(
    r"(?:^|[。；])(?P<match>领导小组|工作专班|指挥部|工作小组)(?=[^，。；、]{0,8}(?:每|要|定期|负责|下设|办公室|成员|听取|统筹|研究))"
)
_ISSUER = lazy(
    rf"(?P<organ>[{HAN}]{{4,24}}?)关于|(?P<office>[{HAN}]{{3,20}}(?:局|委员会|办公室|政府|办事处|中心|医院))(?=\d{{4}}年)"
)
_DATED = lazy(r"\d|年.{1,3}月")


@frozen
class Options:
    """What is compared."""

    smell: Literal["quoted", "called", "place", "title", "organ", "body", "signature"] = field(
        metadata={
            "help": "比什么：quoted 引号里的名称，called 名称后面的“行动”“工程”，place 乡和镇，"
            "title 书名号里少了地名的文件名，organ 机构名称写得不全，"
            "body 成立的机构和后面说的机构，signature 署名和标题里的机关"
        }
    )


class _Form(NamedTuple):
    """A name in a place: `thing` is what two forms of one name have in common."""

    thing: str
    form: str
    start: int
    end: int


_Places = Sequence[tuple[int, _Form]]
"""Forms, each with the index of its block, in order."""


@remembered
def _quoted(block: Block) -> tuple[_Form, ...]:
    """The names in quotation marks that have two limbs, a count or a day."""
    found = []
    for match in _QUOTED.finditer(block.folded):
        words = match.group(1)
        if _DAY.fullmatch(words):
            found.append(_Form(_BETWEEN.sub("·", words), match.group(), *match.span()))
        elif _BETWEEN.search(words) or len(words) >= 6:
            found.append(_Form(_BETWEEN.sub("", words), match.group(), *match.span()))
        elif count := _COUNT.match(words.translate(_FIGURES)):
            thing = count.group(1) + words[count.end() :]
            found.append(_Form(thing, match.group(), *match.span()))
    return tuple(found)


@remembered
def _works(block: Block) -> tuple[_Form, ...]:
    return tuple(_Form("", m.group(1), *m.span()) for m in _WORK.finditer(block.folded))


@remembered
def _organs(block: Block) -> tuple[_Form, ...]:
    """The offices of one level: the level and the end of the name are what they have in common."""
    quotations = Quotations(block.folded)
    return tuple(
        _Form(match["level"] + match["end"], match.group(), *match.span())
        for match in _ORGAN.finditer(block.folded)
        if (match["core"] in _WITH_AND or not _NOT_CORE.search(match["core"])) and not quotations.around(*match.span())
    )


@remembered
def _called(block: Block) -> tuple[_Form, ...]:
    """Named undertakings, each with what it is said to be."""
    return tuple(
        _Form(match["name"], match["kind"].removeprefix("专项"), *match.span()) for match in _CALLED.finditer(block.folded)
    )


@remembered
def _towns(block: Block) -> tuple[_Form, ...]:
    """The last two characters of each town's name, and whether it is a 镇, a 乡 or a 街道."""
    return tuple(_Form(match["name"], match["kind"], *match.span()) for match in _TOWN.finditer(block.folded))


def _all(document: Document, look: Callable[[Block], Sequence[_Form]], *signs: str) -> list[tuple[int, _Form]]:
    """The forms that stand in a document; one of the signs must stand in their paragraphs."""
    return [(i, form) for i in document.with_any(signs, TITLED) for form in look(document.places[i].block)]


def _find_quoted(document: Document) -> Iterator[Hit]:
    things: dict[str, list[tuple[int, _Form]]] = {}
    for block, form in _all(document, _quoted, "“"):
        things.setdefault(form.thing, []).append((block, form))
    for places in things.values():
        # A headline has a blank where the text has a mark.
        forms = [form for form in dict.fromkeys(form.form for _, form in places) if not any(map(str.isspace, form))]
        if len(forms) < 2:
            continue
        usual = max(forms, key=lambda name: sum(form.form == name for _, form in places))
        yield from (_hit(places, usual, odd) for odd in forms if odd != usual)


def _find_alike(look: Callable[[Block], Sequence[_Form]], least: int, *signs: str) -> Callable[[Document], Iterator[Hit]]:
    """A search for things of one name that are called two kinds of thing, the usual kind at least `least` times."""

    def find(document: Document) -> Iterator[Hit]:
        things: dict[str, list[tuple[int, _Form]]] = {}
        for block, form in _all(document, look, *signs):
            things.setdefault(form.thing, []).append((block, form))
        for places in things.values():
            kinds = Counter(form.form for _, form in places)
            usual, count = kinds.most_common(1)[0]
            if len(kinds) > 1 and count >= least:
                yield from (_hit(places, usual, odd) for odd in kinds if odd != usual)

    return find


def _find_title(document: Document) -> Iterator[Hit]:
    places = _all(document, _works, "《")
    names = dict.fromkeys(form.form for _, form in places)
    for long in names:
        for cut in range(1, len(long)):
            short = long[cut:]
            if short in names and _PLACE.fullmatch(long[:cut]) and _PLACE.match(short):
                yield _hit(places, long, short)


def _find_organ(document: Document) -> Iterator[Hit]:
    things: dict[str, list[tuple[int, _Form]]] = {}
    for block, form in _all(document, _organs, "局", "委员会", "办公室", "中心"):
        things.setdefault(form.thing, []).append((block, form))
    called = "\n".join(p.block.folded for p in document.places if "简称" in p.block.folded)
    for thing, places in things.items():
        ending = thing[1:]
        for one, other in combinations(dict.fromkeys(form.form for _, form in places), 2):
            short, long = sorted((one, other), key=len)
            core = short[1 : -len(ending)]
            if _drops_words(core, long[1 : -len(ending)]) and not re.search(f"简称[^）]{{0,8}}{core}", called):
                yield _hit(places, long, short)


def _drops_words(short: str, long: str) -> bool:
    """Whether a name is another one without its second half (教育 of 教育体育, 林业 of 林业和草原)."""
    return len(short) == 2 and long.startswith(short) and (len(long) == 4 or "和" in long[2:4])


@remembered
def _bodies(block: Block) -> tuple[tuple[str, ...], tuple[tuple[str, int, int], ...], Counter[str]]:
    """The bodies that a paragraph sets up, those that it speaks of without any other word, and how often it names each."""
    text = block.folded
    alone = tuple((match["match"], *match.span("match")) for match in _ALONE.finditer(text))
    return tuple(m.group(1) for m in _SET_UP.finditer(text)), alone, Counter({name: text.count(name) for name in _BODIES})


def _find_body(document: Document) -> Iterator[Hit]:
    told = [(i, *_bodies(document.places[i].block)) for i in document.with_any((*_BODIES, "工作组"), TITLED)]
    set_up = {name for _, names, _, _ in told for name in names}
    if len(set_up) != 1:
        return
    usual = set_up.pop()
    for index, _, alone, _ in told:
        for own, start, end in alone:
            # A body that other words belong to (农村工作领导小组) is another one, and known before.
            if own != usual and sum(counts[own] for *_, counts in told) == 1:
                yield Hit(start, end, {"usual": usual, "own": own}, block=index)


def _find_signature(document: Document) -> Iterator[Hit]:
    issuer = _ISSUER.match(document.title)
    signed = [i for i in document.with_role(Role.SIGNATURE, part=0) if not _DATED.search(document.places[i].block.folded)]
    if not issuer or len(signed) != 1:
        return
    organ, name = issuer["organ"] or issuer["office"], document.places[signed[0]].block.folded.strip()
    if name == organ or len(name) < 4 or organ[:2] != name[:2] or organ[-1] != name[-1] or name in organ or organ in name:
        return
    yield Hit(0, len(document.places[signed[0]].block.text), {"usual": organ, "own": name}, block=signed[0])


def _hit(places: _Places, usual: str, odd: str) -> Hit:
    """A hit where the odd form stands first, beside a place of the usual one and its own others."""
    first = next((block, form) for block, form in places if form.form == usual)
    (block, form), *others = [(block, form) for block, form in places if form.form == odd]
    related = tuple(Pointer(f.start, f.end, "other", {}, b) for b, f in (first, *others[: _SHOWN - 1]))
    return Hit(form.start, form.end, {"usual": usual, "own": odd}, related=related, block=block)


_SMELLS: DocumentSmells = {
    "quoted": _find_quoted,
    "called": _find_alike(_called, 1, "”专项", "”行动", "”工程", "”活动", "”计划"),
    "place": _find_alike(_towns, 2, "镇", "乡", "街道"),
    "title": _find_title,
    "organ": _find_organ,
    "body": _find_body,
    "signature": _find_signature,
}


KIND = Kind(
    "naming",
    Options,
    document=each_document_smell(_SMELLS),
    slots={"usual": "应当用的名称，或者用得多的名称", "own": "这里的名称"},
    roles={"other": "另一种写法，和这种写法的其余几处"},
)
