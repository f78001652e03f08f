"""particle: 的, 地 and 得 in each other's place, where the words on both sides leave no doubt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import cache
from itertools import accumulate, groupby
from typing import Any, Literal

from govlint.analysis.check import Kind, OptionsError, TogetherFinder, always, each_block
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block, Segment
from govlint.language.particles import words as known
from govlint.language.quotation import quotations_of
from govlint.language.segment import tags
from govlint.language.segment import words as segment
from govlint.text.find import places_of
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

Smell = Literal["adverbial", "attributive", "complement"]

_REACH = 30
"""How many words of a clause are looked at on either side."""
_ASPECT = frozenset("了着过")
_ENDS = "，。；：！？、"
_MANNER = ("adverbs", "manner")
"""The lines of the table with what says how something is done."""
_STOPS = frozenset("，；")
_LENGTHS = (2, 3, 4, 5, 6, 7, 8, 11, 13)
"""How long the words of the tables are."""
_DEGREE = "更加|更|越来越|很|非常|十分|格外|尤为|比较|极其|极为|不够|特别|相当"
_FELT = lazy(rf"[变显觉]的(?={_DEGREE})")
_DONE = lazy(rf"[做干办过走抓看说讲长搞写学建管用跑飞站打练]的(?=(?:{_DEGREE})(?!多)[\u4e00-\u9fff]{{1,4}}[{_ENDS}”）])")
_MADE = lazy(
    r"(?:建设|发展|生活|打造|装扮|装点|布置|安排|处理|解决|表现|落实|执行|贯彻)的"
    rf"(?=(?:更加|越来越|很|非常|十分)[\u4e00-\u9fff]{{1,4}}[{_ENDS}”）])"
)
_DOERS = "变显觉做干办过走抓看说讲长搞写学建管用跑飞站打练设展活造扮点置排理决现实行彻"
"""What the words before 的 end in."""
_AS_NOUN = lazy(
    "(?:组织|服务|管理|领导|协调|指挥|学习|教育|教学|生活|工作|治理|防控|保护|研究|设计|创新)"
    "(?:能力|水平|保障|体系|机制|效果|力度|作用|意识|氛围|环境|方式|模式|质量|精神|作风|态度|过程|体验|效率|成果|团队|手段|制度|流程)|必胜(?:信心|信念|决心)|(?:实验|试验|监测|检测|统计)(?:数据|结果)"
)
"""Verbs that stand before a noun as a noun does: 出色的组织能力."""
_HANDLING, _OUTCOMES = "抓管做干办守用学查扣看想站坐走练养说讲谈问写唱搞", "紧实牢严细稳准好快早深透精活"
_FAILING = lazy(
    rf"(?:[{_HANDLING}防盯推压]|落实|执行|贯彻|掌握|了解|领会|发挥|衔接|配合|准备|把握)的(?=(?:还|仍)?不(?:够|太|是很)?"
    rf"(?:到位|充分|深入|扎实|彻底|及时|明显|严格|细致|理想|具体|[{_OUTCOMES}高多足])[{_ENDS}”）])"
)
"""A verb and how it falls short: 防的不牢、落实的还不到位."""
_FAILERS = f"{_HANDLING}防盯推压实行彻握解会挥接合备"
"""What the words before 的 end in there."""
_LASTING, _WAYS = "待留沉扑豁拿站靠经稳坐顶扛管放行信压撑守", "住出起上"
_STANDS = lazy(
    rf"[{_HANDLING}]的[{_OUTCOMES}](?=[{_ENDS}”）])|[{_LASTING}]的(?:[{_WAYS}](?![\u4e00-\u9fff]{{0,3}}的)|下[去来])"
)
"""A verb and whether it comes off: 抓的紧、抓的实, 待的住."""
_VIVID = (
    "有声有色|有条不紊|井井有条|井然有序|如火如荼|热火朝天|轰轰烈烈|红红火火|扎扎实实|明明白白|清清楚楚|一清二楚|淋漓尽致|恰到好处"
    "|滴水不漏|严丝合缝|干干净净|整整齐齐|漂漂亮亮|妥妥当当|妥妥帖帖|有模有样|像模像样|有滋有味|蒸蒸日上|有理有据|一目了然"
)
_VIVIDLY = lazy(rf"[\u4e00-\u9fff]的(?=(?:{_VIVID})[{_ENDS}”）])")
_LEADING = frozenset("把将对向为与同给从以走抓办做搞看学干")
_BIDDING = frozenset(("要", "必须", "应", "应该", "须", "能", "能够", "可以", "务必", "才能"))
_EACH = lazy("逐.逐.|分.分.|[一挨][\u4e00-\u9fff]一[\u4e00-\u9fff]|挨.挨.")
"""One after another: 逐村逐树, 一户一户."""
_GOVERNING = lazy(
    "(?:得到|进行|开展|作出|做出|取得|给予|受到|获得|形成|提供|引起|产生|造成|有)了?(?:很|更|更加|非常|十分|比较|极大|较为)?$"
)
"""What is followed by a noun: 得到了有效地解决."""
_NOT = ("没有", "未", "并未")
"""What a verb follows: 没有简单地照搬."""
_UNGAINED = frozenset("所多开回夹分选摄")
"""What makes another verb of 取 and 获: 多取的水量, 所获的工资."""
_GAINING = frozenset("取获")


@frozen
class Options:
    """What a particle rule looks for."""

    smell: Smell = field(
        metadata={
            "help": "查什么：adverbial 状语后写成“的”（“扎实的推进了”），attributive 定语后写成“地”“得”（“美好地明天”），"
            "complement 补语前写成“的”（“做的很好”）",
            "sample": "adverbial",
        }
    )
    allow: tuple[str, ...] = field(default=(), metadata={"help": "没有写错、而容易误报的说法"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot be met."""
        for number, word in enumerate(self.allow):
            if fold(word) != word:
                yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体", "allow", number)


def _find(block: Block, options: Options) -> Iterator[Hit]:
    text = block.folded
    signs, _ = _SMELLS[options.smell]
    if not any(sign in text for sign in signs):
        return
    for sentence in block.sentences:
        if not any(sign in sentence.text for sign in signs):
            continue
        for clause in sentence.clauses:
            if not any(sign in clause.text for sign in signs):
                continue
            yield from _hits(block, clause, options)


def _hits(block: Block, clause: Segment, options: Options) -> Iterator[Hit]:
    text = block.folded
    for start, end, at, right in _SMELLS[options.smell][1](clause):
        around = text[max(0, start - 6) : end + 6]
        if not quotations_of(text).around(start, end) and not any(word in around for word in options.allow):
            use = block.text[start:at] + right + block.text[at + 1 : end]
            yield Hit(start, end, {"use": use, "wrong": text[at], "right": right}, (Edit(at, at + 1, right),))


def _together(rules: Sequence[Options]) -> TogetherFinder:
    def find(together: Any) -> Iterator[tuple[int, int, Hit]]:
        for index, options in enumerate(rules):
            places = _CANDIDATES[options.smell](together)
            numbers = together.of(places)
            blocks = [together.blocks[number] for number in numbers.tolist()]
            clauses = map(_clause_at, blocks, (places - together.starts[numbers]).tolist())
            # Several places of one clause follow each other.
            for (number, clause), _ in groupby(zip(numbers.tolist(), clauses, strict=True)):
                for hit in _hits(together.blocks[number], clause, options):
                    yield number, index, hit

    return find


def _clause_at(block: Block, at: int) -> Segment:
    clauses = block.sentence_at(at).clauses
    return clauses[bisect_right(clauses, at, key=lambda clause: clause.end)]


def _adverbials(together: Any) -> Any:
    return _amid(together, "的", _MANNER, "verbs", _LEADING, "逐分一挨")


def _attributives(together: Any) -> Any:
    import numpy as np

    found = [_amid(together, particle, (f"before {particle}",), f"behind {particle}", _STOPS) for particle in "地得"]
    found.append(_amid(together, "地", _MANNER, "verbs"))
    return np.sort(np.concatenate(found))


def _complements(together: Any) -> Any:
    import numpy as np

    degrees = "".join({degree[0] for degree in _DEGREE.split("|")})
    vivid = "".join({word[0] for word in _VIVID.split("|")})
    rows = (
        ("".join(_GAINING), "的"),
        (_DOERS, "的", degrees),
        (_HANDLING, "的", _OUTCOMES),
        (_FAILERS, "的", "不还仍"),
        (_LASTING, "的", f"{_WAYS}下"),
        ("", "的", vivid),
    )
    return np.sort(np.concatenate([together.beside(*row) + 1 for row in rows]))


def _amid(together: Any, particle: str, before: Sequence[str], behind: str, stops: Iterable[str] = (), heads: str = "") -> Any:
    """Where a particle stands as a word between what ends and what begins as words of these lines of the table, or with one of
    `heads` two characters before it, or one of `stops` behind it."""
    import numpy as np

    from govlint.analysis.together import among
    from govlint.text.distinct import distinct

    places = together.beside("", "", particle, "", "") + 2
    places = places[together.words[places] & together.words[places + 1]]
    ends = distinct(np.concatenate([_known_pairs(key, -2) for key in before]))
    places = places[among(together.pairs[places - 2], ends) | together.mask(heads)[places - 2]]
    return places[among(together.pairs[places + 1], _known_pairs(behind)) | together.mask("".join(stops))[places + 1]]


@cache
def _known_pairs(key: str, at: int = 0) -> Any:
    from govlint.analysis.together import pairs_of
    from govlint.text.distinct import distinct

    return distinct(pairs_of(known(key), at))


_CANDIDATES: dict[str, Callable[[Any], Any]] = {
    "adverbial": _adverbials,
    "attributive": _attributives,
    "complement": _complements,
}
"""Where a particle may be wrong, in order."""

_Found = Iterator[tuple[int, int, int, str]]


def _adverbial(clause: Segment) -> _Found:
    """An adverb, 的 and a verb with an aspect or an object, and nothing before them that would take it all for a noun."""
    text = clause.text
    if not any(_acts(text, at + 1) and _manner_ends(text, at) for at in places_of(text, "的")):
        return
    words, places = _words(clause)
    for number, word in enumerate(words[1:-1], 1):
        if word != "的" or not (size := _adverb(words, number)):
            continue
        first, verb = number - size, words[number + 1]
        listed = size > 1 or words[first] in known("adverbs")
        before = words[max(0, number - _REACH) : first]
        # The dictionary has a verb with its object too: 总结经验.
        length = 2 if verb[:2] in known("verbs") else 1
        rest = verb[length:] + "".join(words[number + 2 : number + _REACH])
        object_follows = len(rest.rstrip(_ENDS)) > 1 and rest[:1] not in (*"的和与等", "、") and "的" not in rest[:4]
        if _AS_NOUN.match(verb + "".join(words[number + 2 : number + 4])):
            continue
        if length == 1:
            # 坚决的把, 主动的向, 坚定不移的走: no noun begins so, and none in a word of two characters.
            found = listed and verb in _LEADING and _is_free(before) and len(rest.rstrip(_ENDS)) > 1
        elif not listed:
            found = object_follows and _is_bidden(before)
        else:
            aspect = rest[:1] in _ASPECT or (verb.endswith("到") and rest[:1] == "，")
            # 对数据要认真的核对: the object came first.
            fronted = not object_follows and rest[:1] in _ENDS and not _BIDDING.isdisjoint(before[-1:])
            found = aspect or fronted or (object_follows and _is_free(before))
        if found:
            yield places[first], places[number] + 1 + length, places[number], "地"


def _adverb(words: Sequence[str], end: int) -> int:
    """How many words before a place say how something is done: one, or some that the dictionary does not have as one."""
    if _is_manner(words[end - 1]):
        return 1
    for size in range(2, min(4, end) + 1):
        joined = "".join(words[end - size : end])
        if joined in known("adverbs") or _EACH.fullmatch(joined):
            return size
    return 0


@cache
def _manner_lengths() -> Sequence[int]:
    """How long the words are that say how something is done."""
    return sorted({len(word) for key in _MANNER for word in known(key)})


def _is_manner(word: str) -> bool:
    return any(word in known(key) for key in _MANNER)


def _manner_ends(text: str, at: int) -> bool:
    """Whether what says how something is done may end at a place."""
    for length in _manner_lengths():
        if length <= at and _is_manner(text[at - length : at]):
            return True
    return _EACH.fullmatch(text[max(0, at - 4) : at]) is not None


def _acts(text: str, at: int) -> bool:
    """Whether a verb, or a word that leads to one, begins at a place."""
    return text[at : at + 2] in known("verbs") or text[at : at + 1] in _LEADING


def _stands(text: str, at: int, before: str, behind: str) -> bool:
    """Whether a particle may stand between words of these two lines of the table, or before a stop: to cut words costs more."""
    first, second = known(before), known(behind)
    if not any(text[at - length : at] in first for length in _LENGTHS if length <= at):
        return False
    after = text[at + 1 : at + 2]
    return after in _STOPS or any(text[at + 1 : at + 1 + length] in second for length in _LENGTHS)


def _is_free(before: Sequence[str]) -> bool:
    """Whether none of the words before an adverb governs it."""
    modal = max((n for n, word in enumerate(before) if word in known("modals")), default=-1)
    rest = [word for word in before[modal + 1 :] if word not in known("free") and word not in known("adverbs")]
    return not rest or (modal < 0 and all(tag[0] in "nmqrtk" for _, tag in tags("".join(rest))))


def _is_bidden(before: Sequence[str]) -> bool:
    """Whether what stands before may only be followed by a verb and what says how: 要, 必须, and words that govern nothing."""
    modal = max((n for n, word in enumerate(before) if word in _BIDDING), default=-1)
    return modal >= 0 and all(word in known("free") or word in known("adverbs") for word in before[modal + 1 :])


def _attributive(clause: Segment) -> _Found:
    """地 or 得 between two words that stand beside 的 all the time, and never beside this one; 地 in 得到…地解决."""
    text = clause.text
    pairs = ((character, at) for character in "地得" for at in places_of(text, character))
    if not any(
        _stands(text, at, f"before {character}", f"behind {character}") or _is_acted(text, at) for character, at in pairs
    ):
        return
    words, places = _words(clause)
    for number, word in enumerate(words[1:-1], 1):
        if word not in ("地", "得"):
            continue
        before, after = words[number - 1], words[number + 1]
        between = before in known(f"before {word}") and (after in known(f"behind {word}") or after in _STOPS)
        if word == "地" and number > 1 and words[number - 2] in _NOT and _is_manner(before):
            continue
        governed = word == "地" and _is_manner(before) and _is_acted(text, places[number] - clause.start)
        if between or (governed and _GOVERNING.search("".join(words[: number - 1]))):
            yield places[number - 1], places[number + 2], places[number], "的"


def _is_acted(text: str, at: int) -> bool:
    """Whether a verb stands behind a place and ends the clause."""
    return text[at + 1 : at + 3] in known("verbs") and text[at + 3 : at + 4] in ("", *_ENDS)


def _complement(clause: Segment) -> _Found:
    """的 between a verb and what says how it is done, or in 取得 and 获得."""
    text = clause.text
    gained = "取的" in text or "获的" in text
    wanted = {match.end() - 1: match[0][:-1] for pattern in (_FELT, _DONE, _MADE, _FAILING) for match in pattern.finditer(text)}
    lasting = {match.start() + 1 for match in _STANDS.finditer(text)}
    vivid = {match.start() + 1 for match in _VIVIDLY.finditer(text)}
    if not (gained or wanted or lasting or vivid):
        return
    words, places = _words(clause)
    for number, word in enumerate(words[1:], 1):
        at = places[number]
        verb = words[number - 1]
        ungained = places[number - 1] > clause.start and text[places[number - 1] - clause.start - 1] in _UNGAINED
        place = at - clause.start
        said = place in vivid or (place in lasting and len(verb) == 1) or wanted.get(place) == verb
        if word == "的" and (said or (verb in _GAINING and not ungained)):
            yield places[number - 1], at + 1, at, "得"


def _words(clause: Segment) -> tuple[Sequence[str], list[int]]:
    words = segment(clause.text)
    return words, [*accumulate(map(len, words), initial=clause.start)]


_SMELLS: dict[str, tuple[Sequence[str], Callable[[Segment], _Found]]] = {
    "adverbial": (("的",), _adverbial),
    "attributive": (("地", "得"), _attributive),
    "complement": (("的",), _complement),
}

KIND = Kind(
    "particle",
    Options,
    block=each_block(_find),
    together=_together,
    by_sentence=always,
    slots={"use": "改好的词组", "wrong": "写成的字", "right": "应有的字"},
    fixes=True,
)
