"""Plants fixed expressions with a member missing, added or moved, a wrong count, verb or tail; and right ones as controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from opencc import OpenCC

from govlint.analysis.rule import Rule
from govlint.checks.setphrase import KIND, Phrase
from govlint.rulefiles.loader import load_builtin
from tests.bench.planted import Planted

_GAP = re.compile(r"(?<=[\u4e00-\u9fff])。(?=[\u4e00-\u9fff])")
_WINDOW = 1200
_BESIDE = (
    "各级党组织要牢记“{name}”，即{list}",
    "大家要把握“{name}”：{list}",
    "要准确领会{list}“{name}”",
    "这就是{list}这“{name}”",
    "全面落实“{name}”（{list}）的要求",
)
_ALONE = ("要全面把握{list}", "工作中坚持{list}，一件一件抓落实")
_FIGURES = "一二三四五六七八九十"


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Every fault of every expression, in a text of its own, one in four in traditional characters."""
    undated = [(name, text) for name, text in texts if not name.startswith(("document-", "report-202"))] or list(texts)
    for rule in load_builtin():
        if rule.kind is not KIND:
            continue
        for name, phrase in rule.options.phrases.items():
            yield from _members(rule, name, phrase, undated, random)
            for kind, words, shape in (("verb", phrase.verbs, "{word}“{name}”"), ("tail", phrase.tails, "“{name}”{word}")):
                yield from _company(kind, rule, name, words, shape, undated, random)


def _members(rule: Rule, name: str, phrase: Phrase, texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    members = list(phrase.members)
    if not members:
        return
    full = "、".join(members)
    yield _sentence("setphrase right", rule, random.choice(_BESIDE), name, full, "", texts, random)
    yield _sentence("setphrase some of them", rule, random.choice(_ALONE), name, "、".join(members[:-1]), "", texts, random)
    if len(members) > 2:
        lost = random.randrange(len(members))
        short = "、".join(members[:lost] + members[lost + 1 :])
        yield _sentence("setphrase member missing", rule, random.choice(_BESIDE), name, short, short, texts, random)
        at = random.randrange(1, len(members))
        more = "、".join([*members[:at], "狠抓落实", *members[at:]])
        yield _sentence("setphrase member added", rule, random.choice(_BESIDE), name, more, "狠抓落实", texts, random)
    if phrase.ordered and len(members) > 2:
        at = random.randrange(len(members) - 1)
        moved = [*members]
        moved[at], moved[at + 1] = moved[at + 1], moved[at]
        for frames in (_BESIDE, _ALONE):
            wrong = "、".join(moved)
            yield _sentence("setphrase order", rule, random.choice(frames), name, wrong, wrong, texts, random)
    if name[0] in _FIGURES and _FIGURES.index(name[0]) + 1 == len(members):
        other = _FIGURES[len(members)] + name[1:]
        yield _sentence("setphrase count", rule, random.choice(_BESIDE), other, full, other, texts, random)


def _company(
    kind: str,
    rule: Rule,
    name: str,
    words: Mapping[str, str],
    shape: str,
    texts: Sequence[tuple[str, str]],
    random: Random,
) -> Iterator[Planted]:
    for wrong, right in words.items():
        for word, wanted in ((wrong, wrong), (right, "")):
            sentence = "我们要" + shape.format(word=word, name=name)
            label = f"setphrase {kind}" if wanted else f"setphrase right {kind}"
            yield _sentence(label, rule, sentence, name, "", wanted, texts, random)


def _sentence(
    kind: str,
    rule: Rule,
    frame: str,
    name: str,
    members: str,
    wanted: str,
    texts: Sequence[tuple[str, str]],
    random: Random,
) -> Planted:
    sentence = frame.format(name=name, list=members)
    label, text = random.choice(list(texts))
    gap = random.choice([m.end() for m in _GAP.finditer(text)])
    while text.rfind("“", 0, gap) > text.rfind("”", 0, gap):
        gap = random.choice([m.end() for m in _GAP.finditer(text)])
    before = text[max(0, gap - _WINDOW) : gap]
    start = len(before) + sentence.index(wanted)
    whole = before + sentence + "。" + text[gap : gap + _WINDOW]
    if random.random() < 0.25:
        whole = OpenCC("s2t").convert(whole) if len(OpenCC("s2t").convert(whole)) == len(whole) else whole
    return Planted(kind, label, whole, (rule.id,), (start, start + len(wanted)) if wanted else None)
