"""Plants words that are out of date into texts of a later year; and the same words where their time excuses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from govlint.rulefiles.loader import load_builtin
from tests.bench.planted import Planted

_STOP = re.compile("。(?=[\u4e00-\u9fff])")
_WINDOW = 1500
# Where a term asks for company in its sentence, the sentence is told in the rule's own example.
_SENTENCES = ("会上，⟦{}⟧的同志介绍了做法。", "各村要按照⟦{}⟧的要求抓好落实。", "⟦{}⟧等单位参加了会议。")
_EXCUSED = ("2003年，{}作了部署。", "有人说：“{}要改一改。”", "原{}的同志参加了会议。", "{}已经撤销。")


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Each plain term once in a text of this year, and once where it is excused."""
    reports = [(name, text) for name, text in texts if name.startswith("report-")] or list(texts)
    for rule in load_builtin():
        if rule.kind.name != "dated":
            continue
        for word, term in rule.options.terms.items():
            if term.given:
                continue
            sentence = random.choice(_SENTENCES).format(word)
            yield _planted(f"term: {rule.id}", rule.id, sentence, reports, random)
            if not term.quoted and random.random() < 0.3:
                item = _planted("term: right", rule.id, random.choice(_EXCUSED).format(word), reports, random)
                yield Planted(item.kind, item.name, item.text, item.rules)


def _planted(kind: str, rule: str, sentence: str, texts: Sequence[tuple[str, str]], random: Random) -> Planted:
    name, text = random.choice(texts)
    start = text.index("\n") + 1
    piece = f"2026年工作总结\n{text[start : text.find(chr(10), start + _WINDOW)]}"
    at = random.choice([match.end() for match in _STOP.finditer(piece)])
    span = None
    if "⟦" in sentence:
        span = (at + sentence.index("⟦"), at + sentence.index("⟧") - 1)
    return Planted(kind, name, piece[:at] + re.sub("[⟦⟧]", "", sentence) + piece[at:], (rule,), span)
