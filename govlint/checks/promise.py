"""promise: an announced count (下面，我再强调四个方面的意见) against what is counted out right behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Edit, Hit, Pointer
from govlint.document.block import Block, remembered, sentence_start
from govlint.document.document import Document
from govlint.document.ordinal import LAST
from govlint.document.outline import Run
from govlint.document.roles import Role
from govlint.language.numeral import before_measure, han_number, to_han
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy


@frozen
class Options:
    """Nothing to set."""


class _Claim(NamedTuple):
    """An announced number in a block's reading text: `start:digits` is the number, `start:end` with its measure word."""

    start: int
    digits: int
    end: int
    number: int
    measure: str


_NUMBER = r"[一二三四五六七八九十两]{1,3}|\d{1,2}"
# What refers back, picks out, orders or approximates announces nothing; nor does a name in quotes (“三个代表”).
_NOT_ANNOUNCED = lazy(
    r"(?:第|前|后|这|那|此|该|上述|以上|其中|其他|其余|另外?|剩下|剩余|上面|每|各|近|约|数|几|余|多|头|“|‘|《|〔|[\d.．一二三四五六七八九十百千万亿零两年月日至—-])$"
)
# What can be counted out: matters of thought and work. Months, firms and bridges are counted elsewhere.
_MATTERS = (
    "方面|问题|环节|重点|要点|关键|难点|抓手|要求|希望|建议|意见|体会|看法|原因|特点|特征|关系|转变|结合|层面|层次|步骤|阶段|"
    "任务|目标|原则|措施|举措|办法|机制|体系|条件|坚持|必须|确保|突破|提升|强化|突出|统筹|注重|聚焦|加强|更加|务必|切实|到位"
)
_COUNT = lazy(
    rf"(?P<number>{_NUMBER})(?P<measure>个(?:主要)?方面|方面|项|点(?!多|以)|"
    rf"[个条](?=(?:主要|重要|基本|突出|具体)?(?:的)?(?:{_MATTERS})|$|[，：。；])|件(?=[大实好要]?事|$|[，：。；])|[种类步大])(?!一(?!些)|以上|以下|左右|多)"
)
# 共7章53条, 5方面20项任务: what is told may follow either count, and a text that is measured announces nothing.
_COUNTED = lazy(rf"(?:{_NUMBER})(?:章|编|个?方面|[类大])$|(?:全文|条例|办法|规定|方案|意见|报告|》)共有?$")
# 以上讲了三个方面 looks back.
_LOOKING_BACK = lazy(r"(?:以上|上述|上面|前面|刚才|至此)[^，。；：！？]*$")
# 把握供给和需求两个方面 counts what stands before it, unless a word says that the items are still to come.
_LISTED_BEFORE = lazy(r"[和与及、”][^，。；：！？、和与及]{0,12}$")
_TO_COME = lazy(
    r"(?:以下|如下|下列|下面|这么|这样|抓好|做好|把握好?|处理好|解决好|强调|讲|谈|提|说|提出|采取|实施|要|有|是|抓|了|从|作)$"
)
_FOLLOWING = lazy(r"(?:以下|如下|下列)$")
# 我讲三点意见，供大家参考。: after a verb of speaking the sentence may go on.
_SPEAKING = lazy(r"(?:讲|谈|提|说|强调|提出|汇报|通报|部署|安排)(?:一下|了|好|以下|如下|这么|这样)?$")
_TAIL = lazy(r"[^，。；：！？、“”（）]{0,16}$")
_NAMELY = lazy(r"^，(?:这就是|就是|即|主要是|分别是|具体是|也就是|概括起来就是|主要包括)$")
_COURTESY = lazy(r"^，(?:供|与|和|请|希望|不妥|不当|同|以)[^，。；：！？]{0,16}$")
# Headings may follow any sentence: one that ends in a full stop must say that it announces them.
_ANNOUNCING = lazy(
    r"以下|如下|下列|下面|强调|讲|谈|说|提出|重点|着重|着力|主要|突出|抓好|做好|处理好|解决|把握|采取|汇报|部署|安排"
)
_HEAD = 24
"""How far from the head of a paragraph its item of the agenda is called."""
_STOPS = "，。；：！？"
_STOP = lazy(f"[{_STOPS}]")
_LONGEST_LEAD = 1000
"""How many characters before a run its number is looked for in; no sentence is longer."""
_BESIDES = lazy(r"[。；](?:此外|另外|还有|再就是)")

# 做到五个坚持：坚持…，坚持…。 and 四项工程：“强核”“立柱”…。
_LIST = lazy(
    rf"(?P<number>{_NUMBER})(?P<measure>个|项|大|种)(?P<noun>[^，。；：！？、“”]{{2,8}})(?:：|，即|，就是)(?P<list>[^。；：！？]+)(?=[。；！？]|$)"
)
_QUOTED = lazy(r"“[^“”]+”")

# 会议共有六项议程。 … 下面，进行会议第二项, … 最后，….
_AGENDA = lazy(rf"(?<![第一二三四五六七八九十\d])(?P<number>{_NUMBER})(?P<measure>项)(?:主要|重要)?(?:议程|议题|程序|内容)")
_CALL = lazy(r"第(?P<number>[一二三四五六七八九十]{1,3})项")
_FIRST, _LAST = lazy("(?:现在，?|下面，?)?首先"), lazy("最后")
_NEXT = lazy("首先|其次|接着|接下来|下面|现在|然后|随后|请|让我们")


class _Told(NamedTuple):
    """A claim with what is counted out behind it: the block and the span of each item, and whether the count is wrong."""

    block: int
    claim: _Claim
    members: tuple[tuple[int, int, int], ...]
    wrong: bool


def counted(document: Document) -> Iterator[tuple[int, int, int, int, int]]:
    """Every announced number with what is delivered: the block and the span of the words, the number, how many there are.

    In the order of the text. Where one more may be told without a number, what was announced counts as delivered.
    """
    for told in sorted(_told(document), key=lambda t: (t.block, t.claim.start)):
        claim = told.claim
        yield told.block, claim.start, claim.end, claim.number, len(told.members) if told.wrong else claim.number


def _find(document: Document, _: Options) -> Iterator[Hit]:
    return (_hit(told.block, told.claim, told.members) for told in _told(document) if told.wrong)


def _told(document: Document) -> Iterator[_Told]:
    agendas = {told.block: told for told in _agendas(document)}
    yield from agendas.values()
    for run in document.outline.runs:
        if not _countable(run):
            continue
        lead = _lead(document, run)
        if lead is None:
            continue
        index, end = lead
        if index in agendas and index != run.members[0].line:
            continue
        block = document.places[index].block
        claim = _claim(block, end)
        if claim is None or not _announces(run, block, claim.start, end):
            continue
        wrong = claim.number != len(run.members) and not (
            _goes_on(document, run, claim) or _takes_leave(run, claim) or _is_called(document, run, claim)
        )
        members = tuple((m.line, m.marker.start, _limb_end(document, m.line, m.marker.end)) for m in run.members)
        yield _Told(index, claim, members, wrong)
    for index, place in enumerate(document.places):
        if place.role not in (Role.TITLE, Role.FURNITURE):
            yield from _lists(index, place.block.folded)


def _agendas(document: Document) -> Iterator[_Told]:
    """Items of an agenda that are called by their numbers.

    The first and the last may be called by 首先 and 最后 alone, and any other by 下面 alone: too few are only those of which
    one is passed over, the next following straight upon the one before.
    """
    for index in document.with_any(("议程", "议题", "程序", "项内容"), frozenset({Role.BODY})):
        match = _AGENDA.search(document.places[index].block.folded)
        claim = _make(match) if match else None
        if match is None or claim is None or _NOT_ANNOUNCED.search(match.string, 0, match.start()):
            continue
        items: dict[int, tuple[int, int, int]] = {}
        last, passed_over = 0, False
        for line in range(index + 1, len(document.places)):
            place = document.places[line]
            text = place.block.folded
            if place.part != document.places[index].part or _AGENDA.search(text):
                break
            call = _CALL.search(text, 0, _HEAD)
            number = han_number(call["number"]) if call else claim.number if items else 1
            called = call or (_LAST.match(text) if items else _FIRST.match(text))
            if called and number and number > max(items, default=0):
                passed_over |= 0 < last < number - 1
                last = number
                items[number] = (line, *called.span())
            elif _NEXT.match(text):
                last = 0
        if len(items) > 1:
            wrong = max(items) > claim.number or (passed_over and claim.number in items)
            yield _Told(index, claim, tuple(items[number] for number in sorted(items)), wrong)


def _countable(run: Run) -> bool:
    """Whether the run holds all of its items beyond doubt."""
    if len(run.members) < 2 or run.continues or any(m.fault for m in run.members):
        return False
    in_one_block = len({m.line for m in run.members}) == 1
    return run.firm or (run.series == "一是" and in_one_block) or (run.series == "第一，" and run.style != "首先")


def _lead(document: Document, run: Run) -> tuple[int, int] | None:
    """Where the text that leads up to a run ends: the block and the offset right behind its last character."""
    first = run.members[0]
    if not first.marker.head:
        return first.line, first.marker.start
    for index in range(first.line - 1, -1, -1):
        place = document.places[index]
        if place.role is Role.FURNITURE:
            continue
        here = document.places[first.line]
        if place.part != here.part or place.role not in (Role.BODY, here.role, Role.SALUTATION, Role.ITEM):
            return None
        if run.parent is not None and index == run.parent.line and place.role is Role.HEADING:
            return None
        return index, len(place.block.folded)
    return None


def _claim(block: Block, end: int) -> _Claim | None:
    """The number that the sentence ending at `end` announces; None where it announces none, or not beyond doubt."""
    text = block.folded
    while end and text[end - 1] in _STOPS + "— ”":
        end -= 1
    start = max(sentence_start(block, end), end - _LONGEST_LEAD)
    found = None
    for match in _COUNT.finditer(text, start, end):
        found = match
    if found is None:
        return None
    before, behind = text[start : found.start()], text[found.end() : end]
    if _NOT_ANNOUNCED.search(before) or _LOOKING_BACK.search(before) or _COUNTED.search(before):
        return None
    if not _TAIL.fullmatch(behind):
        at = behind.find("，")
        if at < 0 or not _TAIL.fullmatch(behind[:at]):
            return None
        if not (_NAMELY.match(behind[at:]) or (_SPEAKING.search(before) and _COURTESY.match(behind[at:]))):
            return None
    if found["measure"] in "种类步大" and not _FOLLOWING.search(before):
        return None  # 三大攻坚战 is a name, 两种办法 may be told at length
    if _LISTED_BEFORE.search(before) and not _TO_COME.search(before):
        return None
    return _make(found)


def _announces(run: Run, block: Block, start: int, end: int) -> bool:
    if run.rank is None or not run.head or block.folded[end - 1] == "：":
        return True
    return _ANNOUNCING.search(block.folded, sentence_start(block, start), start) is not None


def _make(match: re.Match[str]) -> _Claim | None:
    digits = match["number"]
    number = int(digits) if digits.isdecimal() else han_number(digits)
    if not number or number < 2:
        return None
    return _Claim(match.start(), match.end("number"), match.end("measure"), number, match["measure"])


def _goes_on(document: Document, run: Run, claim: _Claim) -> bool:
    """Whether the one item that is wanting may be added behind the last without a number."""
    last = run.members[-1]
    return claim.number == len(run.members) + 1 and _last_besides(document.places[last.line].block) >= last.marker.end


@remembered
def _last_besides(block: Block) -> int:
    """Where an item without a number begins last; -1 where none does."""
    return max((match.start() for match in _BESIDES.finditer(block.folded)), default=-1)


def _takes_leave(run: Run, claim: _Claim) -> bool:
    """Whether 最后 behind as many numbers as were announced, in a paragraph of its own, is none of them."""
    before, last = run.members[-2], run.members[-1]
    apart = last.marker.number == LAST and last.marker.head and run.style != "首先"
    return apart and before.marker.number == claim.number


def _is_called(document: Document, run: Run, claim: _Claim) -> bool:
    """Whether the text calls the last by its number: 首先，进行第一项议程 … 最后，进行第四项议程."""
    last = f"第{to_han(claim.number)}{claim.measure}"
    return any(last in document.places[line].block.folded for line in {m.line for m in run.members})


def _limb_end(document: Document, index: int, start: int) -> int:
    text = document.places[index].block.folded
    match = _STOP.search(text, start)
    return match.start() if match else len(text)


def _lists(index: int, text: str) -> Iterator[_Told]:
    """Counts whose items stand in a list behind a colon, each in quotes or each beginning with the word that is counted."""
    if "：" not in text and "，即" not in text and "，就是" not in text:
        return
    for match in _LIST.finditer(text):
        claim = _make(match)
        if claim is None or _NOT_ANNOUNCED.search(text[max(0, match.start() - 2) : match.start()]):
            continue
        start, end = match.span("list")
        items = _quoted_items(text, start, end) or _alike_items(text, start, end, match["noun"])
        if len(items) > 1:
            yield _Told(index, claim, tuple((index, a, b) for a, b in items), len(items) != claim.number)


def _quoted_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    items = [m.span() for m in _QUOTED.finditer(text, start, end)]
    rest = _QUOTED.sub("", text[start:end])
    return items if not rest.strip("、，和及与以") else []


def _alike_items(text: str, start: int, end: int, noun: str) -> list[tuple[int, int]]:
    items = [m.span() for m in re.compile("[^，、]+").finditer(text, start, end)]
    return items if all(text.startswith(noun[-2:], a) for a, _ in items) else []


def _hit(index: int, claim: _Claim, members: tuple[tuple[int, int, int], ...]) -> Hit:
    count = len(members)
    found = before_measure(count)
    slots = {"announced": str(claim.number), "found": found, "measure": claim.measure}
    pointers = tuple(Pointer(start, end, "member", {"number": str(n)}, line) for n, (line, start, end) in enumerate(members, 1))
    edits = (Edit(claim.start, claim.digits, found),)
    case = "fewer" if count < claim.number else "more"
    return Hit(claim.start, claim.end, slots, edits, pointers, case, index)


KIND = Kind(
    "promise",
    Options,
    document=each_document(_find),
    slots={"announced": "说好的数目", "found": "数出来的数目", "measure": "量词", "number": "第几个"},
    roles={"member": "数到的每一项"},
    cases={"fewer": "数出来的少了", "more": "数出来的多了"},
    fixes=True,
)
