"""Plants faults of punctuation in clean sentences, now and then in traditional characters; and marks that are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from tests.bench.planted import Planted

_COUNT = 12
"""Texts for each kind of fault."""
_TRADITIONAL = 0.15
"""How many of the planted sentences are in traditional characters."""

# Kind, the rule that may find it, what to look for in a clean text, and what to put in its place.
_CHANGES = (
    ("doubled mark", "repeated", r"(?<=[\u4e00-\u9fff])([，、；。])(?=[\u4e00-\u9fff])", r"\1\1"),
    ("clashing marks", "clash", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", "，。"),
    ("stop and comma", "clash", r"(?<=[\u4e00-\u9fff])。(?=[\u4e00-\u9fff])", "。，"),
    ("comma before etc", "list-etc", r"(?<=[\u4e00-\u9fff])等(?=方面|工作|问题|领域|重点)", "、等"),
    ("ellipsis before etc", "etc-ellipsis", r"(?<=[\u4e00-\u9fff])等(?=方面|工作|问题|领域|重点)", "……等"),
    ("dash of hyphens", "dash", r"(?<=[\u4e00-\u9fff])——(?=[\u4e00-\u9fff])", "--"),
    ("dash too long", "long-dash", r"(?<=[\u4e00-\u9fff])——(?=[\u4e00-\u9fff])", "———"),
    ("quote not closed", "quotes", r"(?<=“)([\u4e00-\u9fff]{2,8})”(?=[\u4e00-\u9fff])", r"\1"),
    ("quote not opened", "quotes", r"(?<=[\u4e00-\u9fff])“(?=[\u4e00-\u9fff]{2,8}”[\u4e00-\u9fff])", ""),
    ("quotes reversed", "quotes", r"“([\u4e00-\u9fff]{2,8})”(?=[\u4e00-\u9fff])", r"”\1“"),
    ("quote twice opened", "quotes", r"“([\u4e00-\u9fff]{2,8})”(?=[\u4e00-\u9fff])", r"“\1“"),
    ("book mark not closed", "book-marks", r"《([^《》“”（）〈〉\n]{2,20})》", r"《\1"),
    ("bracket not closed", "brackets", r"（([\u4e00-\u9fff]{2,12})）(?=[\u4e00-\u9fff])", r"（\1"),
    ("bracket not opened", "brackets", r"（([\u4e00-\u9fff]{4,12})）(?=[\u4e00-\u9fff])", r"\1）"),
    ("single quotes alone", "quote-nesting", r"“([\u4e00-\u9fff]{2,8})”(?=[\u4e00-\u9fff])", r"‘\1’"),
    ("comma inside quotes", "comma-in-quote", r"(?<=[\u4e00-\u9fff])”，", "，”"),
    ("comma inside bracket", "mark-inside-bracket", r"(?<=[\u4e00-\u9fff])）(?=[\u4e00-\u9fff])", "，）"),
    ("space after comma", "space-after-mark", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff]{4})", "， "),
    ("interpunct", "interpunct-form", r"(?<=[\u4e00-\u9fff])·(?=[\u4e00-\u9fff])", "•"),
    ("span of years", "span-sign", r"(?<=[（ \u4e00-\u9fff]\d{4})—(?=\d{4}年)", "-"),
)
_SENTENCES = (
    ("nested quotes", "quote-nesting", "会议强调：“要做好⟦“六稳”⟧工作。”"),
    ("nested book marks", "book-mark-nesting", "现转发《关于印发⟦《实施方案》⟧的通知》。"),
    ("nested brackets", "bracket-nesting", "区农业农村局（含乡村振兴局⟦（原扶贫办）⟧）负责落实。"),
    ("mismatched book marks", "book-marks", "请按照《实施方案⟦〉⟧抓好落实。"),
    ("approximate number", "approximate", "今后⟦三、五⟧个月内见到成效。"),
    ("approximate number", "approximate", "已有⟦七、八⟧十个项目开工。"),
    ("exclamations", "too-many", "一定要完成任务⟦！！！！⟧"),
    ("ellipsis of dots", "ellipsis", "道路、管网、绿化⟦...⟧"),
    ("ellipsis of stops", "ellipsis", "道路、管网、绿化⟦。。。⟧"),
    ("half an ellipsis", "ellipsis", "道路、管网、绿化⟦…⟧"),
    ("stop after ellipsis", "ellipsis-stop", "道路、管网、绿化⟦……。⟧"),
    ("range sign", "range-sign", "每年开展⟦3~5⟧次培训。"),
    ("range hyphen", "range-sign", "每年开展⟦3-5⟧次培训。"),
    ("colon before a part", "said-colon", "会议⟦提出：⟧“一手抓防控、一手抓发展”的工作思路。"),
    ("stop twice", "quote-end", "他说：“一定要把这件事办好⟦。”。⟧"),
    ("comma before note", "before-bracket", "完成投资120亿元⟦，（含续建项目）⟧，增长8%。"),
    ("comma before and", "comma-and", "要抓好项目、招商⟦、和⟧环保工作。"),
    ("name of a day", "interpunct-date", "大力弘扬⟦五·四精神⟧。"),
    ("name of a day in figures", "numeric-date", "认真做好⟦3.15⟧消费者权益日宣传。"),
    ("magazine", "magazine", "文章发表在⟦《求是杂志》⟧上。"),
    ("book marks for a meeting", "not-a-work", "成功举办⟦《全区招商引资推介会》⟧。"),
    ("no question", "indirect-question", "我们要弄清楚差距究竟在哪里⟦？⟧"),
    ("colon in colon", "colon-in-colon", "会议强调⟦：今年要抓好三件大事：⟧项目、招商和环保。"),
)
_PARAGRAPHS = (
    ("paragraph begins with a comma", "paragraph-start", "抓好项目建设\n⟦，⟧抓好招商引资工作。"),
    ("no stop at the end", "missing-stop", "今年以来成效明显。全区上下要再接再厉，确保完成全年各项目标⟦任务⟧\n"),
    ("as follows", "follows-stop", "经区政府同意，现将有关事项通知如下⟦。⟧\n"),
)
_RIGHT = (
    "三、四季度再加力，抓好二、三产业。",
    "他说：“要做好‘六稳’工作。”",
    "现转发《关于印发〈实施方案〉的通知》。",
    "做到：（一）抓项目；（二）抓招商。",
    "各族儿女和睦相处、和衷共济。",
    "实行排队、等候、叫号管理。",
    "大家想一想，差距究竟在哪里？",
    "编号为A1-5的3～5个项目，2021—2025年完成。",
    "卡尔·马克思的著作……",
)
_RULES = tuple(f"punctuation/{rule}" for rule in sorted({row[1] for row in (*_CHANGES, *_SENTENCES, *_PARAGRAPHS)}))


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Faults of each kind, each in a text of its own, and controls."""
    for kind, rule, pattern, new in _CHANGES:
        places = [(name, text, m) for name, text in texts for m in re.finditer(pattern, text)]
        for name, text, match in random.sample(places, min(len(places), _COUNT)):
            # The fault is where the mark was and in the words that it belonged to.
            said = match.expand(new)
            start = match.start()
            before = 14 if not said or rule in ("quotes", "book-marks", "brackets") else 0
            span = (max(0, start - before), start + len(said) + before)
            yield Planted(
                f"punctuation: {kind}", name, text[:start] + said + text[match.end() :], (f"punctuation/{rule}",), span
            )
    for kind, rule, marked in _SENTENCES:
        for _ in range(_COUNT):
            yield _inserted(kind, rule, marked, texts, random, r"[。](?=[\u4e00-\u9fff])")
    for kind, rule, marked in _PARAGRAPHS:
        for _ in range(_COUNT):
            yield _inserted(kind, rule, marked, texts, random, r"(?<=[\u4e00-\u9fff]{4}。)\n")
    for right in _RIGHT:
        for name, text in random.sample(list(texts), min(len(texts), 4)):
            stop = _pick(r"[。](?=[\u4e00-\u9fff])", text, random)
            if stop:
                yield Planted("punctuation: right", name, text[: stop.end()] + right + text[stop.end() :], _RULES)


def _pick(pattern: str, text: str, random: Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return random.choice(found) if found else None


def _inserted(kind: str, rule: str, marked: str, texts: Sequence[tuple[str, str]], random: Random, where: str) -> Planted:
    match = None
    while match is None:
        name, text = random.choice(texts)
        match = _pick(where, text, random)
    if random.random() < _TRADITIONAL:
        from opencc import OpenCC

        marked = OpenCC("s2t").convert(marked)
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    plain = marked.replace("⟦", "").replace("⟧", "")
    at = match.end()
    return Planted(
        f"punctuation: {kind}", name, text[:at] + plain + text[at:], (f"punctuation/{rule}",), (at + start, at + end)
    )
