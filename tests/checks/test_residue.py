"""Residue of the seed as it was found: each place once, the notes deleted whole, no other rule inside mojibake."""

from __future__ import annotations

import re

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding
from govlint.document.document import Document
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.edits import apply
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import SEED

RULES = [rule for rule in load_builtin() if rule.category in ("residue", "punctuation")]


def seed() -> Document:
    source = load(str(SEED))
    return parse(source)


def found(document: Document, rule: str) -> list[Finding]:
    result = lint(document, Ruleset(RULES))
    assert not result.failures
    return [f for f in result.findings if f.rule == rule]


def test_mojibake_is_found_at_its_four_places_and_silences_the_rest() -> None:
    places = found(seed(), "residue/mojibake")
    assert [f.match for f in places] == [";A(chǔ)", "?qū)m?xiàng)", "?fù)?dān)", "?fù)P"]
    for other in found(seed(), "punctuation/half-width"):
        assert not any(f.span.start < other.span.end and other.span.start < f.span.end for f in places)


def test_the_fix_of_dense_notes_deletes_exactly_the_notes() -> None:
    document = seed()
    (finding,) = found(document, "residue/ruby")
    assert finding.fix is not None
    text = document.source.text
    for edit in finding.fix.edits:
        assert edit.text == ""
        assert re.fullmatch(r"\([a-zü\u0100-\u01dcàáèéìíòóùúńňǹḿ]+\)", text[edit.start : edit.end])
    mended = apply(text, finding.fix.edits)
    cleaned = Source(document.source.path, mended)
    again = parse(cleaned)
    assert [p.block.text for p in again.places] == [p.block.text for p in document.places]
    assert not any(e.kind == "ruby" for p in again.places for e in p.block.elisions)
    assert str(len(finding.fix.edits)) in finding.message


def test_every_half_width_comma_of_the_seed_is_found() -> None:
    document = seed()
    text = "".join(p.block.text + "\n" for p in document.places if p.role != "furniture")
    commas = [f for f in found(document, "punctuation/half-width") if f.match == ","]
    assert len(commas) == text.count(",")
