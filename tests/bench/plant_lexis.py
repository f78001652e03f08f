"""Plants every entry of the word lists into real sentences, faulty sentences into real paragraphs, and controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from govlint.analysis.rule import Rule
from govlint.rulefiles.examples import unmark
from govlint.rulefiles.loader import load_builtin
from tests.bench.planted import Planted

_SENTENCE_END = re.compile(r"(?<=[\u4e00-\u9fff])[。；](?=[\u4e00-\u9fff])")
_WINDOW = 1500
"""How much of a text a fault is planted in: a whole report for each of a thousand entries would take hours."""

_MOST = 300
"""How many entries of one list are planted."""

_FRAMES = (
    "各级各部门要高度重视{}问题",
    "这项工作说到底就是{}",
    "从实际情况看，{}还比较普遍",
    "我们要认真对待{}，抓紧研究",
    "会议讨论了{}和下一步安排",
)


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Each entry where the right word really stands, or else in a sentence made for it; each rule's own bad examples."""
    own = [rule for rule in load_builtin() if rule.category in ("lexis", "grammar")]
    folded = [(name, text) for name, text in texts if name.endswith(".txt")]
    for rule in own:
        terms = getattr(rule.options, "terms", None)
        if isinstance(terms, Mapping):
            yield from _entries(rule, terms, folded, random)
        else:
            yield from _examples(rule, folded, random)
        yield from _controls(rule, folded, random)


def _entries(rule: Rule, terms: Mapping[str, str], texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    for term, use in random.sample(sorted(terms.items()), min(len(terms), _MOST)):
        where = [(name, text, at) for name, text in texts if (at := text.find(use)) >= 0] if use != term else []
        if where:
            name, text, at = random.choice(where)
            start = max(0, at - _WINDOW // 2)
            piece = text[start:at] + term + text[at + len(use) : at + _WINDOW // 2]
            if not _quoted(piece, at - start):
                yield Planted(f"{rule.category} entry in place", name, piece, (rule.id,), (at - start, at - start + len(term)))
                continue
        frame = random.choice(_FRAMES)
        yield _inserted(
            f"{rule.category} entry in a frame", rule, frame.format(term), frame.index("{"), len(term), texts, random
        )


def _examples(rule: Rule, texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    for example in rule.bad:
        marked = unmark(example.text)
        span = marked.wanted[0]
        sentence = marked.text.rstrip("。")
        yield _inserted(f"{rule.category} sentence", rule, sentence, span.start, span.end - span.start, texts, random)


def _controls(rule: Rule, texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    for example in rule.good:
        item = _inserted(f"{rule.category} good sentence", rule, example.text.rstrip("。"), 0, 0, texts, random)
        yield Planted(item.kind, item.name, item.text, item.rules)


def _inserted(
    kind: str, rule: Rule, sentence: str, at: int, length: int, texts: Sequence[tuple[str, str]], random: Random
) -> Planted:
    name, text = random.choice(texts)
    gaps = [match.end() for match in _SENTENCE_END.finditer(text)]
    gap = random.choice(gaps)
    before = text[max(0, gap - _WINDOW // 2) : gap]
    while _quoted(before, len(before)):
        gap = random.choice(gaps)
        before = text[max(0, gap - _WINDOW // 2) : gap]
    start = len(before) + at
    return Planted(kind, name, before + sentence + "。" + text[gap : gap + _WINDOW // 2], (rule.id,), (start, start + length))


def _quoted(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.count("“") > line.count("”") or line.count("《") > line.count("》") or ("”" in line and "“" not in line)
