"""What more models teach, and what a bad one among them spoils: prints figures on houses whose texts are whole.

    python -m tests.bench.curve FOLDER [HOUSE...]

Houses are the kinds of the corpus, the statutes of each province or court in the training texts (FOLDER, see
tests.tables.training) that have enough of them, the daily bulletins there, and speeches that are made up. For each number of
models: warnings in texts of the house that taught nothing; warnings in texts of other kinds; planted departures that are
found, and that are found as warnings. What can be planted is asked of the profile of the whole house, so that what few models
do not teach counts as missed. Then, with twenty models: the warnings that a text of another kind among them adds or takes.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import fmean

from govlint.analysis.finding import Severity
from govlint.analysis.rule import Rule
from govlint.document.document import Document
from govlint.readers import parse
from govlint.style.habit import Habit
from govlint.text.source import Source
from tests.bench.habits import KINDS, PLANTS, departures, document, of_kind, plant, rules_from
from tests.house.made import speech

_NUMBERS = (5, 10, 20, 40)
_TRIES, _ASKED = 6, 12
_TITLE = re.compile("(?![第（一二三四五六七八九十0-9])[^，。；：、《》]{5,39}(?:条例|办法|规定|解释)\\n")
_BULLETIN = re.compile("《新闻联播》")
_SIZES = {"statute": (2_000, 20_000), "bulletin": (5_000, 40_000)}
_FEWEST, _MOST = 60, 70
"""Texts of a house of the training texts."""


def pieces(path: Path, begin: re.Pattern[str]) -> Iterator[str]:
    """The texts of a part, each from a line with which one begins."""
    lines: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if begin.match(line):
                yield "".join(lines)
                lines = []
            lines.append(line)
    yield "".join(lines)


def trained(folder: str) -> dict[str, list[str]]:
    """The houses of the training texts."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, part, begin in (("statute", "laws", _TITLE), ("bulletin", "news", _BULLETIN)):
        least, most = _SIZES[kind]
        for text in pieces(Path(folder, f"{part}.txt.xz"), begin):
            if least <= len(text) <= most and (kind != "statute" or text.count("\n第") >= 12):
                found[f"{kind} {text[:2]}" if kind == "statute" else kind].append(text)
    return {name: texts for name, texts in found.items() if len(texts) >= _FEWEST}


def houses(folder: str) -> dict[str, list[Document]]:
    """All houses; their names begin with their kinds."""
    found = {kind: [document(path) for path in of_kind(kind)] for kind in KINDS}
    for name, texts in trained(folder).items():
        chosen = Random(name).sample(texts, min(_MOST, len(texts)))
        found[name] = [parse(Source(f"{name} {number}.txt", text)) for number, text in enumerate(chosen)]
    return found | {"made-up": [parse(Source(f"made-up {n}.txt", speech(n))) for n in range(_FEWEST)]}


def warnings(rules: Sequence[Rule], one: Document) -> set[tuple[str, str]]:
    """The warnings of a text: rules, and the text."""
    return {(f.rule, one.source.path) for f in departures(rules, one) if f.severity >= Severity.WARNING}


def plants(texts: Sequence[Document]) -> dict[tuple[str, str], Document]:
    """By the text and what is planted in it."""
    habits = {r.id.removeprefix("house/"): r.options for r in rules_from(texts) if isinstance(r.options, Habit)}
    made = {(one.source.path, what): plant(what, one, habits) for one in texts for what in PLANTS}
    text_of = {one.source.path: one.source.text for one in texts}
    return {key: parse(Source(key[0], text)) for key, text in made.items() if text is not None and text != text_of[key[0]]}


def heard(rules: Sequence[Rule], one: Document, other: Document, what: str) -> tuple[bool, bool]:
    """Whether what was planted is found, and whether as a warning."""
    before = {(f.rule, f.match, f.message, f.severity) for f in departures(rules, one)}
    named = {f"house/{name}" for name in PLANTS[what]}
    new = [f for f in departures(rules, other) if f.rule in named and (f.rule, f.match, f.message, f.severity) not in before]
    return bool(new), any(f.severity >= Severity.WARNING for f in new)


def show_curve(name: str, texts: Sequence[Document], others: Sequence[Document]) -> None:
    """A line for each number of models."""
    planted = plants(texts)
    numbers = [n for n in _NUMBERS if n <= len(texts) - 4]
    for number in numbers:
        own, strange, size = [], [], 0
        found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
        for seed in range(_TRIES):
            random = Random(f"{name}{seed}")
            order = random.sample(texts, len(texts))
            rules = rules_from(order[:number])
            # The same are asked whatever the number, so that numbers differ by what was learned alone.
            for one in order[numbers[-1] :][:_ASKED]:
                own.append(len(warnings(rules, one)))
                size += len(one.source.text)
                for what in PLANTS:
                    if other := planted.get((one.source.path, what)):
                        found[what].append(heard(rules, one, other, what))
            strange += [len(warnings(rules, one)) for one in random.sample(others, _ASKED)]
        shares = {what: [fmean(hit[i] for hit in hits) for i in (0, 1)] for what, hits in found.items()}
        told = ", ".join(f"{what} {shares[what][0]:.2f}/{shares[what][1]:.2f}" for what in PLANTS if what in shares)
        mean = [fmean(share[i] for share in shares.values()) if shares else 0.0 for i in (0, 1)]
        print(
            f"{name}, {number} models: own {fmean(own):.2f} a text ({1e4 * sum(own) / size:.2f} to 10,000), others "
            f"{fmean(strange):.2f}; planted found {mean[0]:.2f}, as warnings {mean[1]:.2f} ({told})",
            flush=True,
        )


def show_bad(name: str, texts: Sequence[Document], others: Sequence[Document]) -> None:
    """The warnings that a bad text adds or takes among twenty, in texts of the house and in others."""
    number = min(20, len(texts) - 1)
    changed = total = 0
    for seed in range(2 * _TRIES):
        random = Random(f"{name}{seed}")
        order = random.sample(texts, len(texts))
        asked = [*order[number:][:_ASKED], *random.sample(others, _ASKED)]
        without, with_bad = (
            set[tuple[str, str]]().union(*(warnings(rules, one) for one in asked))
            for rules in map(rules_from, (order[: number - 1], [*order[: number - 1], random.choice(others)]))
        )
        changed += len(without ^ with_bad)
        total += len(without)
    print(f"{name}: a bad text beside {number - 1}: {changed} of {total} warnings changed, in {2 * _TRIES} tries", flush=True)


def main(folder: str, asked: Sequence[str]) -> None:
    """Print the figures of the houses asked for; of all where none was."""
    found = houses(folder)
    odd = [speech(n, closing="以上工作，请抓好落实。", inline="第一，", stretch=2) for n in range(100, 120)]
    for name, texts in found.items():
        if not asked or name in asked:
            kind = name.partition(" ")[0]
            others = [one for other in found if not other.startswith((kind, "made-up")) for one in found[other][:30]]
            if name == "made-up":
                others = [parse(Source(f"odd {n}.txt", text)) for n, text in enumerate(odd)]
            show_curve(name, texts, others)
            show_bad(name, texts, others)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
