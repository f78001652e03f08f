"""consistency: one thing written in two ways in one document: words, units, figures, quotation marks, names, titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Edit, Hit, Pointer
from govlint.analysis.smells import Neighbours
from govlint.document.block import Block, remembered_together
from govlint.document.document import Document
from govlint.document.roles import SPOKEN
from govlint.language import segment
from govlint.language.names import SURNAMES
from govlint.language.quotation import Quotations
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_SHOWN = 4
_FEW = 8_000
"""So many characters are sooner looked at paragraph by paragraph."""

_HAN = "[一二三四五六七八九十百]"
# 摆在第一位, 第一次, 第一步 are words, whatever the figures beside them.
_THING = "章|节|条|款|批|轮|期|阶段"
_ORDERED = f"{_THING}|季度|月份"
_BESIDE = " "
"""Between a thing and what stands beside it."""
_OF = rf"(?P<of>{_ORDERED})(?=(?P<near>(?<=[批期轮])[{HAN}]{{0,2}}|))"
"""What is counted: a batch of one thing has nothing to do with the batches of another."""
_POST = "[省市州县区镇乡村局厅处科部院校会社行站所组团班队]长|书记|主任|主席|总经理|董事长|秘书长|检察长|专员|常委|委员"
_NO_NAME = "省市州县区镇乡村局厅处科部院校会社行站所办委党政副总的和及与各该原任"
_TITLED = lazy(rf"(?:(?<![{HAN}])|(?<=[由请让向和与是对谢听]))([{SURNAMES}][{HAN}]{{1,2}}?)(副?(?:{_POST}))(?!助理|[{HAN}]?长)")
# There are many of these, each of its own body.
_OF_MANY = ("主席", "书记", "主任", "会长")
# 副区长李志强, and what follows a name of two characters.
_SAYS = "说讲指主率到在同与和对就为向会表出参的等带深召听走看随赴陪担督致要"
_BEFORE_NAME = lazy(
    rf"(?P<post>副?(?:{_POST}))(?P<name>[{SURNAMES}][{HAN}](?:[{HAN}](?![{HAN}]{{0,2}}长))?)"
    rf"(?=[{HAN}、，。；：）]|$)"
)
# One office of a place, by what it is for: 区发改局, 区发改委.
_OFFICE = lazy(rf"(?<!直辖)(?P<of>[省市县区州][{HAN}]{{2,5}}?)(?P<form>局|厅|委员会|委)(?![{HAN}]?[长员部]|（)")
_NO_OFFICE = lazy("[的了和与及由是在对向为把将从让被请各全本该有以]|政府|人大|政协|党|纪|常|级|[省市县区州]")
# What may be left out of a title or put in without its being another one.
_FILLER = lazy("关于|进一步|工作|的|和|与|及|、|“|”")

# 百分之百 and 百分之一的希望 are sayings.
_IN_WORDS = rf"百分之(?!一?百|[一九]+十?九?的(?:希望|努力|可能|把握|机会)){_HAN}+(?:点{_HAN}+)?"


@frozen
class Options:
    """What is compared."""

    compare: Literal[
        "percent",
        "ordinals",
        "dates",
        "times",
        "thousands",
        "quotes",
        "level",
        "you",
        "letters",
        "works",
        "posts",
        "names",
        "offices",
        "terms",
    ] = field(
        metadata={
            "help": "比什么：percent 百分数，ordinals 序数，dates、times 日期和时刻，thousands 千位分隔，quotes 引号，"
            "level 我区我市，you “你”“您”，letters 大小写，works 书名，posts 职务，names 人名，offices 机关，terms 词"
        }
    )
    terms: Mapping[str, str] = field(
        default_factory=dict, metadata={"help": "terms：“一种写法: 另一种写法”，哪一种多以哪一种为准"}
    )
    allow: tuple[str, ...] = field(default=(), metadata={"help": "terms：把这些词包含在内、因而不算的更长的词"})

    def __post_init__(self) -> None:
        if bool(self.terms) != (self.compare == "terms"):
            raise OptionsError("compare 是 terms 时要写 terms，其余不写", "terms" if self.terms else "compare")

    def faults(self) -> Iterator[OptionsError]:
        """Forms that are empty or no two."""
        for one, other in self.terms.items():
            if not one.strip() or not other.strip() or one == other:
                yield OptionsError("两种写法都要写，而且不能一样", "terms", one)


class _Form(NamedTuple):
    """How one thing is written in a place: `thing` is what must be equal for two forms to be compared."""

    thing: str
    form: str
    start: int
    end: int


_Places = Sequence[tuple[int, _Form]]
"""The forms of one part of a document, each with the index of its block."""


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    in_terms = [(index, options) for index, options in enumerate(rules) if options.terms]
    lookup = _Terms([options for _, options in in_terms])

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        found: dict[tuple[int, int], list[tuple[int, _Form]]] = {}
        written = [(number, place) for number, place in enumerate(document.places) if place.role in SPOKEN]
        seen = _looks([place.block for _, place in written])
        for (number, place), looks in zip(written, seen, strict=True):
            # Most paragraphs have nothing to compare.
            for index, options in enumerate(rules) if looks else ():
                if forms := looks.get(options.compare):
                    found.setdefault((place.part, index), []).extend((number, form) for form in forms)
            for which, form in lookup.forms(place.block):
                found.setdefault((place.part, in_terms[which][0]), []).append((number, form))
        for (_, index), places in found.items():
            for hit in _odd(places, bool(rules[index].terms)):
                yield index, hit

    return find


def _odd(places: _Places, mendable: bool) -> Iterator[Hit]:
    """Of each thing that is written in several ways, where the rarer ones begin; of equal ones the later is odd."""
    things: dict[str, list[tuple[int, _Form]]] = {}
    for block, form in places:
        things.setdefault(form.thing, []).append((block, form))
    for written in things.values():
        counts = Counter(form.form for _, form in written)
        if len(counts) < 2:
            continue
        usual = counts.most_common(1)[0][0]
        first = next((block, form) for block, form in written if form.form == usual)
        for odd in list(counts):
            same = [(block, form) for block, form in written if form.form == odd]
            if odd == usual:
                continue
            (block, form), *others = same
            pointers = [Pointer(f.start, f.end, "other", {}, b) for b, f in (first, *others[: _SHOWN - 1])]
            slots = {"usual": usual, "own": form.form, "count": str(counts[usual]), "thing": form.thing.partition(_BESIDE)[0]}
            edits = (Edit(form.start, form.end, usual),) if mendable else ()
            yield Hit(form.start, form.end, slots, edits, tuple(pointers), block=block)


class _Terms:
    """The words of all rules in one automaton."""

    def __init__(self, rules: Sequence[Options]) -> None:
        # For each word the rules that have it and the pair it belongs to; an empty pair excuses.
        self.meanings: dict[str, list[tuple[int, str]]] = {}
        for index, options in enumerate(rules):
            for one, other in options.terms.items():
                for word in (one, other):
                    self.meanings.setdefault(word, []).append((index, f"{one}/{other}"))
            for word in options.allow:
                self.meanings.setdefault(word, []).append((index, ""))
        self.words = list(self.meanings)
        self.automaton = AhoCorasick(self.words, matchkind=MatchKind.LeftmostLongest)

    def forms(self, block: Block) -> Iterator[tuple[int, _Form]]:
        matches = self.automaton.find_matches_as_indexes(block.folded) if self.words else ()
        if matches:
            quotations = Quotations(block.folded)
            for which, start, end in matches:
                word = self.words[which]
                for index, pair in self.meanings[word]:
                    if pair and not quotations.around(start, end):
                        yield index, _Form(pair, word, start, end)


_Looks = Mapping[str, tuple["_Form", ...]]


@remembered_together
def _looks(blocks: Sequence[Block]) -> Sequence[_Looks]:
    """What every look sees in each paragraph, by its name."""
    if sum(len(block.text) for block in blocks) < _FEW:
        return [_seen(block.folded, _LOOKS) for block in blocks]
    # It needs numpy.
    from govlint.analysis.together import chunks

    seen: list[_Looks] = []
    for together in chunks(blocks):
        wanted: list[list[str]] = [[] for _ in together.blocks]
        for name, (signs, _) in _LOOKS.items():
            rows = None if together.other_digits else _NEIGHBOURS.get(name)
            for index in together.with_any(signs) if rows is None else together.with_rows(rows):
                wanted[index].append(name)
        seen += [_seen(block.folded, names) if names else {} for block, names in zip(together.blocks, wanted, strict=True)]
    return seen


def _seen(text: str, names: Iterable[str]) -> _Looks:
    looks = ((name, *_LOOKS[name]) for name in names)
    seen = {name: tuple(look(text)) for name, signs, look in looks if any(sign in text for sign in signs)}
    return {name: forms for name, forms in seen.items() if forms}


def _by_pattern(forms: Mapping[str, str]) -> Callable[[str], Iterator[_Form]]:
    """A look that knows each form by an expression; words of others are left out.

    Its groups are the thing, `of`, and what stands beside it and makes it another thing, `near`.
    """
    patterns = {name: lazy(source) for name, source in forms.items()}

    def look(text: str) -> Iterator[_Form]:
        found = [
            _Form(_BESIDE.join(filter(None, map(match.groupdict().get, ("of", "near")))), name, *match.span())
            for name, pattern in patterns.items()
            for match in pattern.finditer(text)
        ]
        if found:
            quotations = Quotations(text)
            yield from (f for f in sorted(found, key=lambda f: f.start) if not quotations.around(f.start, f.end))

    return look


def _quotes(text: str) -> Iterator[_Form]:
    for match in re.finditer("[“「]", text):
        yield _Form("", "“”" if match.group() == "“" else "「」", *match.span())


def _level(text: str) -> Iterator[_Form]:
    quotations = Quotations(text)
    for match in re.finditer("我[省市州县区旗镇乡](?![域间内])", text):
        if not quotations.around(*match.span()):
            yield _Form("", match.group(), *match.span())


def _letters(text: str) -> Iterator[_Form]:
    for match in re.finditer(r"(?<![A-Za-z0-9_./@:-])[A-Za-z][A-Za-z0-9+-]+(?![A-Za-z0-9_./@:-])", text):
        yield _Form(match.group().lower(), match.group(), *match.span())


def _works(text: str) -> Iterator[_Form]:
    for match in re.finditer("《([^《》]{8,80})》", text):
        yield _Form(_FILLER.sub("", match.group(1)), match.group(1), *match.span(1))


def _posts(text: str) -> Iterator[_Form]:
    for match in _TITLED.finditer(text):
        if not any(char in _NO_NAME for char in match.group(1)[1:]):
            yield _Form(match.group(1), match.group(2), match.start(1), match.end(2))
    for start, end, post, name in _named(text):
        # Who is called by two posts may have both; who is once 副区长 and once 区长 has lost a character.
        office = text[max(0, start - 2) : start] if post.endswith(_OF_MANY) else ""
        yield _Form(f"{name} {office}{post.removeprefix('副')}", f"{post}{name}", start, end)


@lru_cache(maxsize=1)  # two looks ask for it, one after the other
def _named(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """Persons with their post before them: where both stand, the post, and the name as far as it can be told."""
    return tuple(_find_named(text))


def _find_named(text: str) -> Iterator[tuple[int, int, str, str]]:
    for match in _BEFORE_NAME.finditer(text):
        post, name = match["post"], match["name"]
        if name[-1] in _SAYS:
            name = name[:-1]
        if len(name) > 1 and not any(char in _NO_NAME for char in name[1:]) and not _begins_word(text, match.start("name")):
            yield match.start(), match.start("name") + len(name), post, name


def _begins_word(text: str, at: int) -> bool:
    """Whether a word of the dictionary begins here that is no name (总书记关心…)."""
    word, tag = segment.opening(text[at : at + 4])
    return len(word) > 1 and not tag.startswith("nr")


def _names(text: str) -> Iterator[_Form]:
    """Names of three characters with the post that one person holds; those that differ in the middle one are compared."""
    for _, end, post, name in _named(text):
        if len(name) == 3 and not post.startswith("副") and post not in ("委员", "常委"):
            yield _Form(f"{post} {name[0]}{name[2]}", name, end - len(name), end)


def _offices(text: str) -> Iterator[_Form]:
    for match in _OFFICE.finditer(text):
        if not _NO_OFFICE.search(match["of"][1:]):
            form = "委" if match["form"] == "委员会" else match["form"]
            yield _Form(match["of"], match["of"] + form, *match.span())


_POSTS = ("长", "书记", "主任", "主席", "经理", "专员")
_ANY = tuple("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOOKS: dict[str, tuple[Iterable[str], Callable[[str], Iterable[_Form]]]] = {
    "percent": (
        ("百分之", "%"),
        _by_pattern(
            {
                "百分之…": _IN_WORDS,
                "…%": r"\d+(?:\.\d+)?%",
            }
        ),
    ),
    "ordinals": (
        _ORDERED.split("|"),
        _by_pattern(
            {
                "汉字": rf"(?:(?<!》)第{_HAN}+(?={_THING})|(?<!第)[一二三四](?=季度)|"
                r"(?<![第年、一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])(?=月份))"
                rf"{_OF}(?!全国代表大会|全体会议|全会)",
                "阿拉伯数字": rf"(?:(?<!》)第\d+(?={_THING})|(?<!\d)[1-4](?=季度)|(?<![\d年])\d{{1,2}}(?=月份))"
                rf"{_OF}(?!《)",
            }
        ),
    ),
    "dates": (
        ("19", "20"),
        _by_pattern(
            {
                "×年×月×日": r"(?<!\d)\d{4}年\d{1,2}月\d{1,2}日",
                "数字加符号": r"(?<![\d.])(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:[0-3]?\d)(?![\d.])",
            }
        ),
    ),
    "times": (
        ("时", "点", ":", "："),
        _by_pattern(
            {
                "×时×分": r"(?<!\d)\d{1,2}时\d{1,2}分",
                "×点×分": r"(?<!\d)\d{1,2}点\d{1,2}分",
                "×:××": r"(?<![\d:：.])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：])",
            }
        ),
    ),
    "thousands": (
        ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
        _by_pattern(
            {
                "带分隔": r"(?<![\d,.])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])",
                "不带分隔": r"(?<![\d,.A-Za-z〔-])[1-9]\d{4,}(?:\.\d+)?"
                r"(?=[万亿]?(?:元|人|户|个|吨|亩|公里|平方|件|家|名|套|台|辆|立方|次|美元))",
            }
        ),
    ),
    "quotes": (("「", "“"), _quotes),
    "level": (("我",), _level),
    "you": (
        ("您", "你"),
        _by_pattern({"您": "您", "你": "你(?!追我|来我|中有|死我|一言|我|[单省市州县区镇乡村院校部委厅局办处会社行公])"}),
    ),
    "letters": (_ANY, _letters),
    "works": (("《",), _works),
    "posts": (_POSTS, _posts),
    "names": (_POSTS, _names),
    "offices": (("局", "厅", "委"), _offices),
}

_DIGITS = "0123456789"
_NUMBERS = _DIGITS + "一二三四五六七八九十百"
_NEIGHBOURS: Neighbours = {
    "ordinals": (("第", _NUMBERS), (_NUMBERS, "季", "度"), (_NUMBERS, "月", "份")),
    "dates": ((_DIGITS, "月", _DIGITS), (_DIGITS, "-./", _DIGITS)),
    "times": ((_DIGITS, "时点:：", _DIGITS),),
    "thousands": ((_DIGITS, ",", *[_DIGITS] * 3), (_DIGITS,) * 5),
    "level": (("我", "省市州县区旗镇乡"),),
    "letters": (("".join(_ANY), "".join(_ANY) + _DIGITS + "+-"),),
}
"""What stands side by side where a look sees something."""

KIND = Kind(
    "consistency",
    Options,
    document=_prepare,
    ahead=lambda rules: _looks,
    slots={"usual": "用得多的写法", "own": "这里的写法", "count": "那种写法用了几处", "thing": "写的是什么（人名、量词等）"},
    roles={"other": "另一种写法，和这种写法的其余几处"},
    fixes=True,
)
