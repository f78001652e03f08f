"""Smells: looked for where one of their signs stands, in a paragraph by itself as in many together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

from govlint.analysis.finding import Hit
from govlint.analysis.smells import Smells, each_document_smell, each_smell, smells_together
from govlint.analysis.together import Together
from govlint.document.block import Block
from govlint.readers import parse
from govlint.text.source import Source


def every(pattern: str, text: str) -> Iterable[Hit]:
    return (Hit(*match.span()) for match in re.finditer(pattern, text))


SMELLS: Smells = {
    "mark": (("，",), lambda text: every("甲", text)),
    "word": (("甲乙", "丁"), lambda text: every("丙", text)),
}
RULES = [SimpleNamespace(smell="mark"), SimpleNamespace(smell="word"), SimpleNamespace(smell="mark")]
TEXTS = ("甲，甲", "甲丙", "甲乙丙", "丁丙，甲", "", "丙乙甲", "甲,")
FOUND = {0: [(0, 0), (0, 2), (2, 0), (2, 2)], 2: [(1, 2)], 3: [(0, 3), (1, 1), (2, 3)], 6: [(0, 0), (2, 0)]}
"""By paragraph the rule, and where its smell begins; a half-width comma is read as a full-width one."""


def test_a_smell_is_looked_for_where_one_of_its_signs_stands() -> None:
    run = each_smell(SMELLS)(RULES)
    for number, text in enumerate(TEXTS):
        assert [(rule, hit.start) for rule, hit in run(Block(text))] == FOUND.get(number, [])


def test_many_paragraphs_together_smell_as_each_does() -> None:
    together = Together([Block(text) for text in TEXTS])
    wanted = sorted((number, rule, start) for number, found in FOUND.items() for rule, start in found)
    # Neighbours say no less than the signs: 甲 behind a bound, or behind a comma.
    neighbours: dict[str, Sequence[tuple[str, ...]]] = {"mark": [("甲",)], "word": [("", "丙")]}
    for look in (smells_together(SMELLS), smells_together(SMELLS, neighbours), smells_together(SMELLS, {})):
        assert sorted((number, rule, hit.start) for number, rule, hit in look(RULES)(together)) == wanted
    fewer = smells_together(SMELLS, {"mark": [("，", "甲")], "word": [("乙", "丙")]})
    assert sorted((n, r) for n, r, _ in fewer(RULES)(together)) == [(0, 0), (0, 0), (0, 2), (0, 2), (2, 1), (3, 0), (3, 2)]
    other = Together([Block(f"{text}٣") for text in TEXTS])
    assert sorted((number, rule, hit.start) for number, rule, hit in fewer(RULES)(other)) == wanted


def test_a_smell_of_a_document() -> None:
    find = each_document_smell({"long": lambda document: iter([Hit(0, len(document.places))])})
    assert [(rule, hit.end) for rule, hit in find([SimpleNamespace(smell="long")] * 2)(parse(Source("a.txt", "甲\n乙")))] == [
        (0, 2), (1, 2),
    ]  # fmt: skip
