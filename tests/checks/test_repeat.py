"""What says the same again is looked for only where numbers agree: that leaves nothing out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.finding import Hit
from govlint.checks import repeat
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.ordinal import leading
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import examples

OPTIONS = [rule.options for rule in load_builtin() if rule.kind.name == "repeat"]
CLOSE = [
    repeat.Options("sentence", length=5, alike=60),
    repeat.Options("paragraph", length=5, alike=60),
    repeat.Options("clauses", length=5, over=0.1),
    repeat.Options("opening", over=1),
]
PIECES = st.one_of(
    st.sampled_from(
        [
            "各镇要提高认识",
            "提高认识",
            "落实责任",
            "做好安全生产工作",
            "（责任单位：县教育局）",
            "（如附件）",
            "一、",
            "1.",
            "“很好”",
        ]
    ),
    st.text("，。；：、！？（）”’》 \u3000\u2003)\"'", min_size=1, max_size=3),
)


def found(document: Document, options: list[repeat.Options]) -> list[tuple[int, Hit]]:
    assert repeat.KIND.document
    return list(repeat.KIND.document(options)(document))


def by_sentences(block: Block) -> tuple[Any, ...]:
    """The openings as sentences are cut."""
    marker = None if block.label else leading(block)
    starts = [(max(s.start, marker.end if marker else 0), s.end) for s in block.sentences]
    matches = [repeat._OPENING.match(block.folded, *place) for place in starts]
    return tuple(repeat._Piece(*match.span(1), match.group(1), ()) for match in matches if match)


def plainly(text: str, options: list[repeat.Options]) -> list[tuple[int, Hit]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeat._Running, "alike", property(lambda self: self.blocks))
        patch.setattr(repeat._Keys, "length", 0, raising=False)
        patch.setattr(repeat, "_openings", by_sentences)
        return found(parse(Source("文.txt", text)), options)


@given(st.lists(st.lists(PIECES, max_size=9).map("".join), max_size=6))
@examples(150)
def test_on_anything(paragraphs: list[str]) -> None:
    text = "\n".join([*paragraphs, *paragraphs[:2], *map("".join, pairwise(paragraphs))])
    for options in (OPTIONS, CLOSE):
        assert found(parse(Source("文.txt", text)), options) == plainly(text, options)


def test_on_published_text(corpus: list[Path]) -> None:
    random = Random(1)
    for path in corpus[::6]:
        lines = load(path).text.split("\n")
        again = [line for line in lines if random.random() < 0.2]
        text = "\n".join([*lines, *(line.replace("，", "、", 1) for line in again)])
        for options in (OPTIONS, CLOSE):
            assert found(parse(Source("文.txt", text)), options) == plainly(text, options)
