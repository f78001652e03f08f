"""What is found in texts of the specifications that are a little otherwise stays as it was looked at."""

from __future__ import annotations

from govlint.analysis.together import Together
from govlint.checks import kind
from govlint.document.block import Block
from govlint.rulefiles.examples import document_of, unmark
from tests.checks.test_checks import cases, options_of
from tests.conftest import ROOT
from tests.specified import GOLDEN, changed, specified


def test_specifications_a_little_otherwise_are_told_as_they_were() -> None:
    """`python -m tests.generate` writes the golden; a difference is to be looked at."""
    assert specified() == (ROOT / GOLDEN).read_text(encoding="utf-8")


def test_paragraphs_of_specifications_are_told_together_as_one_by_one() -> None:
    """Those of all cases of a kind with the same options, as they are and a little otherwise."""
    paragraphs: dict[tuple[str, str], dict[str, None]] = {}
    for case in cases():
        if kind(case.kind).together:
            text = unmark(case.text).text
            for each in (text, *changed(text, 2)):
                blocks = (place.block.text for place in document_of(each, case.suffix, case.genre).places)
                paragraphs.setdefault((case.kind, case.options), {}).update(dict.fromkeys(blocks))
    for (name, written), texts in paragraphs.items():
        look, find, options = kind(name).together, kind(name).block, [options_of(name, written)]
        assert look is not None and find is not None
        one = find(options)
        wanted = [(at, *found) for at, text in enumerate(texts) for found in one(Block(text))]
        told = look(options)(Together([Block(text) for text in texts]))
        assert sorted(told, key=lambda hit: hit[0]) == wanted, (name, written)
