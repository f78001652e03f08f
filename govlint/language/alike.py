"""Lists and rows of limbs made alike but for one: by what opens them, by verb and object, by what ends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from govlint.language import common, segment
from govlint.language.wordclass import ADVERBS, DEGREES, LEADS, SINGLE_VERBS, VERBS, ends_in_predicate, opens_with_verb
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

STOPS = "，。！？；：（）《》“”"
"""What a list of members does not go beyond."""
ROW = 7
"""Characters of a clause, beyond which it stands in no row."""
_LIST = lazy(f"(?<![^{STOPS}])[^{STOPS}、]+(?:、[^{STOPS}、]+){{2,}}(?![^{STOPS}])")
_MEMBER = lazy("[^、]+")
_EVEN = lazy(f"(?<![^，。！？；：])[{HAN}]{{2,{ROW}}}(?:，+[{HAN}]{{2,{ROW}}}){{3,}}(?![^，。！？；：])")
_CLAUSE = lazy("[^，]+")
_HAN = lazy(f"[{HAN}]+")
_MOST = 100
"""How many members a row may have; more were not set to each other by anybody."""
LONGEST = 14
"""Characters of a member, beyond which it is a clause and not compared."""
WORDS = lazy("以(?:色列|军|方|及)|用[途户品地水电工料量房]|把[握牢关]|向导|从[业事]|让[步利渡]")
"""A word that begins as a frame does: 用途 is no limb of 用心、用情、用力."""
_INTO = frozenset("化成作变认视定称改因")
"""Characters behind which 为 leads to no limb."""
_LEADING = {lead[0]: [other for other in LEADS if other[0] == lead[0]] for lead in LEADS}
_GOVERNING = ("要", "做到", "统筹", "抓好", "着力", "坚持", "切实", "不断", "继续")
_TIES = ("再", "得", "更", "在")


class Member(NamedTuple):
    """A member of a list: a span of the text and what it says."""

    start: int
    end: int
    text: str


class Odd(NamedTuple):
    """The member at `at` differs from the others in what `case` names, which have `word` in common; `better` has it, too."""

    members: tuple[Member, ...]
    at: int
    case: str
    word: str = ""
    better: str = ""


def odd_members(text: str) -> Iterator[Odd]:
    """The lists of a folded text in which one member is made in another way."""
    for part in _LIST.finditer(text):
        texts = part.group().split("、")
        if len(texts) > _MOST or max(map(len, texts[1:])) > LONGEST:
            continue
        comparisons = list(_comparisons(texts[0], texts[1:]))
        if comparisons and all(map(_HAN.fullmatch, texts[1:])):
            members = [Member(m.start(), m.end(), m.group()) for m in _MEMBER.finditer(text, *part.span())]
            odd = next(filter(None, (compare(members) for compare in comparisons)), None)
            if odd is not None:
                yield odd


def odd_clauses(text: str) -> Iterator[Odd]:
    """The rows of four short clauses and more in which one, neither the first nor the last, is made in another way."""
    for part in _EVEN.finditer(text):
        row = [Member(clause.start(), clause.end(), clause.group()) for clause in _CLAUSE.finditer(text, *part.span())]
        if len(row) <= _MOST:
            found = (odd for odd in (_woven(row), _verb(row), _short(row)) if odd and 0 < odd.at < len(row) - 1)
            yield from islice(found, 1)


def _comparisons(first: str, texts: Sequence[str]) -> Iterator[Callable[[Sequence[Member]], Odd | None]]:
    """What is worth comparing: of the members but the first, which may be governed, at most one may differ in it."""
    most = len(texts) - 1
    if _agree([text[0] for text in texts], most):
        if texts[0][0] in _LEADING or texts[1][0] in _LEADING:
            yield _lead
        if any(word in texts[0] or word in texts[1] for word in DEGREES):
            yield _degree
    if len(texts) == 2 and texts[1][1:2] == "后":
        yield _stages
    lengths = list(map(len, texts))
    # Two that are even show nothing.
    if most > 1 and (3 in lengths or 4 in lengths) and _agree(lengths, most):
        yield from (_woven, _verb, _first_short)
    if min(lengths) > 3 and sum(text[:2] in VERBS or text[:2] in ADVERBS for text in texts) >= most:
        yield _plain
    if any(text[-2:-1] == "的" for text in texts):
        yield _particle
    if first[-2:] == texts[-1][-2:] or first[-2:-1] == texts[-1][-2:-1] in _TIES or first[-3:-2] == texts[-1][-3:-2] in _TIES:
        yield _ending


def _agree(values: Sequence[object], most: int) -> bool:
    """Whether so many of the values are one."""
    return values.count(values[0]) >= most or values.count(values[-1]) >= most


def _lead(members: Sequence[Member]) -> Odd | None:
    """One opening in all but one, which is neither the first nor, of three, the last."""
    for at in range(1, len(members)):
        if at == len(members) - 1 and len(members) == 3:
            continue
        others = [member.text for index, member in enumerate(members) if index not in (0, at)]
        word = next((lead for lead in _LEADING.get(others[0][0], ()) if all(text.startswith(lead) for text in others)), "")
        # 为 opens much that is no limb of a run, and 转化为 is one word.
        first, own = members[0].text, members[at].text
        if word == "为" and (at == len(members) - 1 or len(set(map(len, others))) > 1 or first[first.rfind("为") - 1] in _INTO):
            continue
        if (
            word
            and word in first
            and not any(map(WORDS.match, others))
            and not own.startswith(word[0])
            and _is_governed(members[0], word)
        ):
            return Odd(tuple(members), at, "lead", word)
    return None


def _is_governed(first: Member, word: str) -> bool:
    """Whether the first member opens with the word, behind whatever governs the list."""
    behind = len(first.text) - first.text.rfind(word)
    return len(word) < behind <= LONGEST


def _verb(members: Sequence[Member]) -> Odd | None:
    """Verbs with their objects, all of one length, and one of another make (作风转变) or, inside, of another length."""
    for at in range(1, len(members)):
        others = [member.text for index, member in enumerate(members) if index not in (0, at)]
        length = len(others[0])
        own = members[at].text
        if length not in (3, 4) or any(len(text) != length for text in others) or not 3 < len(own) < 7:
            continue
        # It is as they are; and the words of the others would have to be looked up.
        if length == 4 and own[:2] in VERBS:
            continue
        others.append(members[0].text[-length:])
        if len(others) < 3 or not all(map(_takes_object, others)) or (length == 4 and not _have_objects(others)):
            continue
        tags = segment.tags(own)
        noun, verb = own[:-2], own[-2:]
        # jieba takes 堵点 for a measure, and 细化 for a noun.
        if noun in ADVERBS:
            continue
        predicates = tags[0][1].startswith("n") and (tags[-1][1][0] in "va" or ends_in_predicate(own))
        if not _takes_object(own) and (predicates or (verb in VERBS and noun not in VERBS) or ends_in_predicate(own)):
            better = verb + noun if verb in VERBS and noun not in VERBS and len(own) == length == 4 else ""
            return Odd(tuple(members), at, "verb", others[0], better)
        if length == 3 and at < len(members) - 1:
            return Odd(tuple(members), at, "length", others[0])
    return None


def _short(row: Sequence[Member]) -> Odd | None:
    """Verbs with their objects, all of three or of four characters, and one that has one less (稳增长，惠民，防风险)."""
    length = max(len(member.text) for member in row[1:])
    # 各级要|稳增长，…
    texts = [row[0].text[-length:], *(member.text for member in row[1:])]
    lengths = list(map(len, texts))
    if length not in (3, 4) or lengths.count(length) != len(row) - 1 or min(lengths) != length - 1:
        return None
    at = lengths.index(length - 1)
    others = texts[:at] + texts[at + 1 :]
    return Odd(tuple(row), at, "short", others[-1]) if all(map(_takes_object, others)) else None


def _first_short(members: Sequence[Member]) -> Odd | None:
    """The same for the first of a list, behind what governs all (做到|稳增、促改革、调结构、惠民生)."""
    others = [member.text for member in members[1:]]
    length = len(others[0])
    first = members[0]
    tail = first.text[1 - length :]
    if len(others) < 3 or length not in (3, 4) or not first.text[: 1 - length].endswith(_GOVERNING):
        return None
    if (
        any(len(text) != length for text in others)
        or not all(map(_takes_object, others))
        or _takes_object(first.text[-length:])
    ):
        return None
    if tail[0] not in SINGLE_VERBS if length == 3 else tail[:2] not in VERBS:
        return None
    limb = Member(first.end - len(tail), first.end, tail)
    return Odd((limb, *members[1:]), 0, "short", others[0])


def _takes_object(limb: str) -> bool:
    if len(limb) == 3:
        return limb[0] in SINGLE_VERBS
    if limb[:2] in VERBS:
        return True
    word, tag = segment.opening(limb)
    return len(word) == 2 and tag == "v"


def _have_objects(limbs: Sequence[str]) -> bool:
    """Whether most of the limbs end in a noun: not 协调合作, 创新驱动."""
    return 2 * sum(segment.tags(limb)[-1][1].startswith(("n", "l")) for limb in limbs) > len(limbs)


def _woven(members: Sequence[Member]) -> Odd | None:
    """Four characters with two and more woven into all but one inside the list (问计于民, 边学边干, 村村有路)."""
    for at in range(1, len(members) - 1):
        others = [member.text for index, member in enumerate(members) if index not in (0, at)]
        others.append(members[0].text[-4:])
        own = members[at].text
        if len(others) < 3 or any(len(text) != 4 for text in others) or not 3 < len(own) < 8:
            continue
        slots = [slot for slot in range(4) if len({text[slot] for text in others}) == 1]
        doubled = all(text[0] == text[1] for text in others)
        # One word in front or behind is what names share.
        woven = slots and (doubled or slots not in ([0, 1], [2, 3], [1, 2, 3], [0, 1, 2], [0], [1], [2], [3]))
        if woven and not all(others[0][slot] in own for slot in slots):
            return Odd(tuple(members), at, "woven", others[0])
    return None


def _plain(members: Sequence[Member]) -> Odd | None:
    """A sentence (集体账目定期审计) among verbs with their objects, be they of any length."""
    texts = [member.text for member in members]
    # 县农业农村局要|健全制度、…
    texts[0] = texts[0].rpartition("要")[2]
    for at in range(1, len(texts)):
        own, others = texts[at], texts[:at] + texts[at + 1 :]
        if opens_with_verb(own) or "等" in own or min(map(len, others)) < 4:
            continue
        adverbial = len(own) > 5 and own[-4:-2] in ADVERBS and all(map(opens_with_verb, others))
        # 备足物资、备好队伍、设备到位
        even = {len(text) for text in (*others, own)} == {4} and len(common.opening(others)) == 1
        alike = even and ends_in_predicate(own) and all(map(_takes_object, others)) and _have_objects(others)
        # 协商互动、意见充分表达、凝聚共识的机制: what the list belongs to comes last.
        adverbial = adverbial and len(others[-1]) <= len(own) + 1
        if (adverbial or alike) and "的" not in others[-1] and segment.opening(own)[1].startswith(("n", "vn")):
            return Odd(tuple(members), at, "verb", others[-1])
    return None


def _degree(members: Sequence[Member]) -> Odd | None:
    """很及时、很成功、效果很好: what all others open with stands inside the odd one."""
    texts = [member.text for member in members]
    for at in range(1, len(texts)):
        own, others = texts[at], texts[1:at] + texts[at + 1 :]
        for word in DEGREES:
            begin = all(text.startswith(word) for text in others) and texts[0].rfind(word) >= 0
            if begin and own.find(word) > 0 and len(texts[0]) - texts[0].rfind(word) <= len(others[0]) + 1:
                return Odd(tuple(members), at, "lead", word)
    return None


def _stages(members: Sequence[Member]) -> Odd | None:
    """雨前有准备、雨中有值守、雨后及时复盘: before, during and after, with one word behind all but one."""
    texts = [member.text[-len(members[1].text) :] if not at else member.text for at, member in enumerate(members)]
    if len(texts) != 3 or any(len(text) < 3 for text in texts):
        return None
    if [text[1] for text in texts] != ["前", "中", "后"] or len({text[0] for text in texts}) > 1:
        return None
    for at in range(3):
        first, second = (text for index, text in enumerate(texts) if index != at)
        if first[2] == second[2] != texts[at][2]:
            return Odd(tuple(members), at, "lead", f"{texts[0][0]}…{first[2]}")
    return None


def _particle(members: Sequence[Member]) -> Odd | None:
    """干净水、安全水、放心的水: 的 in one of limbs that end alike."""
    texts = [member.text for member in members]
    for at in range(1, len(texts)):
        own, others = texts[at], texts[1:at] + texts[at + 1 :]
        if len(own) < 4 or own[-2] != "的" or not texts[0].endswith(own[-1]):
            continue
        if all(text[-1] == own[-1] and len(text) == len(own) - 1 and "的" not in text for text in others):
            return Odd(tuple(members), at, "particle", others[-1], own[:-2] + own[-1])
    return None


def _ending(members: Sequence[Member]) -> Odd | None:
    """One predicate, or one word before the last, at the end of all but one inside the list."""
    for at in range(1, len(members) - 1):
        others = [member.text for index, member in enumerate(members) if index != at]
        own = members[at].text
        if not 3 <= len(own) <= max(map(len, others[1:])) + 2:
            continue
        word = common.ending(others)
        if len(word) > 1 and ends_in_predicate("某某" + word) and own[-1] != word[-1]:
            return Odd(tuple(members), at, "ending", word)
        for tie in _TIES:
            slot = others[0].rfind(tie) - len(others[0])
            if slot in (-2, -3) and all(len(text) > 3 and text[slot] == tie for text in others) and tie not in own:
                return Odd(tuple(members), at, "ending", f"{tie}…")
    return None
