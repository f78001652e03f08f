"""Paragraphs looked at together: what is found is what each of them gives when it is looked at alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis import engine
from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Hit
from govlint.analysis.together import Together
from govlint.checks import consistency
from govlint.document.block import Block
from govlint.readers import parse, read
from govlint.rulefiles.loader import load_builtin
from govlint.rulefiles.redpen import unmark
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import SEED, SIXTEENTHS, examples

RULESET = Ruleset(load_builtin())
GROUPS = [group for group in RULESET.block_groups if group.together]
EXAMPLES = sorted(
    {
        line
        for rule in RULESET.rules
        if any(rule.kind is group.kind for group in GROUPS)
        for example in (*rule.bad, *rule.good)
        for line in unmark(example.text).text.split("\n")
    }
)
PIECES = st.one_of(
    st.sampled_from(EXAMPLES),
    st.text("，。；：、！？“”《》「」『』（）()\"'… \n", min_size=1, max_size=4),
    st.text("的地得对在进行第一二是要0123456789.%年月日时点ａＡ𠀀", min_size=1, max_size=6),
)


def check(blocks: Sequence[Block]) -> None:
    together = Together(blocks)
    for group in GROUPS:
        assert group.together
        fast: list[list[tuple[int, Hit]]] = [[] for _ in blocks]
        for index, number, hit in group.together(together):
            fast[index].append((number, hit))
        for block, found in zip(blocks, fast, strict=True):
            # A block of its own, with nothing remembered.
            assert found == list(group.run(Block(block.text))), (group.kind.name, block.text)


def blocks_of(paths: Iterable[Path]) -> list[Block]:
    return [Block(block.text) for path in paths for block, _ in read(load(path))]


def test_the_kinds_that_take_most_of_the_time_look_at_paragraphs_together() -> None:
    assert {"collocation", "echo", "frame", "lexicon", "misspelling", "nearmiss", "numeral", "pattern", "particle"} <= {
        group.kind.name for group in GROUPS
    }


def test_on_every_example() -> None:
    check([Block(text) for text in EXAMPLES])


def test_on_the_seed() -> None:
    check(blocks_of([SEED]))


@SIXTEENTHS
def test_on_published_text(corpus: list[Path], first: int) -> None:
    check(blocks_of(corpus[first::16]))


@SIXTEENTHS
def test_on_published_text_with_characters_exchanged(corpus: list[Path], first: int) -> None:
    random = Random(first)
    blocks = blocks_of(corpus[first::16])
    pool = "".join(block.text for block in blocks)
    check([Block("".join(random.choice(pool) if random.random() < 0.08 else c for c in block.text)) for block in blocks])


@given(st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=6))
@examples(100)
def test_on_anything(texts: list[str]) -> None:
    check([Block(text) for text in texts])


@pytest.mark.parametrize("remember", [pytest.param(True, marks=pytest.mark.slow), False])
def test_a_long_text_and_a_short_one_are_told_alike(remember: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([*(EXAMPLES if remember else EXAMPLES[::3]), load(SEED).text, *EXAMPLES[:100]])
    results = []
    for least, chunk in ((0, 1 << 17), (0, 5_000), (1 << 60, 5_000)):
        monkeypatch.setattr(engine, "TOGETHER", least)
        monkeypatch.setattr(engine, "_CHUNK", chunk)
        results.append(lint(parse(Source("文.txt", text)), Ruleset(RULESET.rules), remember=remember))
    assert results[0] == results[1] == results[2]
    assert not results[0].failures


def test_what_breaks_in_one_paragraph_is_told_and_the_others_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [rule for rule in RULESET.rules if rule.kind.name in ("echo", "pattern")]
    ruleset = Ruleset(rules)
    (group,) = (group for group in ruleset.block_groups if group.kind.name == "echo")
    alone = group.run

    def run(block: Block) -> Iterable[tuple[int, Hit]]:
        if block.text.startswith("坏"):
            raise ValueError("坏了")
        return alone(block)

    def together(_: object) -> Iterable[tuple[int, int, Hit]]:
        raise ValueError("坏了")

    group.run = run
    group.__dict__["together"] = together
    monkeypatch.setattr(engine, "TOGETHER", 0)
    result = lint(parse(Source("文.txt", "坏了。\n" + "\n".join(EXAMPLES))), ruleset)
    assert [failure.kind for failure in result.failures] == ["echo"]
    assert {finding.rule for finding in result.findings} & {rule.id for rule in rules if rule.kind.name == "echo"}


def test_every_look_at_a_document_together_is_a_look_at_each_paragraph(corpus: list[Path]) -> None:
    blocks = [*blocks_of(corpus[::16]), *(Block(text) for text in EXAMPLES)]
    alone = [consistency._looks([Block(block.text)])[0] for block in blocks]
    assert consistency._looks(blocks) == alone
    assert sum(map(bool, alone)) > 100
