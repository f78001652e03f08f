"""The shipped rules of style that the models of a house plainly do not keep to.

Only rules of rhythm that measure a length or a density and rest on no standard: how long a sentence is, how many 要 stand in
a text is for a house to choose. What is wrong by a standard stays wrong however many write it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Severity
from govlint.analysis.rule import Rule
from govlint.document.document import Document
from govlint.rulefiles.shipped import load_builtin
from govlint.style.habit import firmness

_STRETCH = 1500
"""Code points to a finding of a length up to which a text does not keep to the rule: one long sentence is no way of writing."""
_LEAST = 0.75
"""The firmness from which on a rule is switched off."""
_FEWEST = 5


class Loosened(NamedTuple):
    """A rule that `kept` of `texts` models do not keep to."""

    kept: int
    texts: int


@cache
def rules_of_style() -> tuple[Rule, ...]:
    """The rules that a house may do without."""
    return tuple(
        rule
        for rule in load_builtin()
        if rule.category == "rhythm"
        and rule.kind.name in ("length", "density")
        and rule.severity <= Severity.INFO
        and not any(basis.standard for basis in rule.basis)
    )


@cache
def _ruleset() -> Ruleset:
    return Ruleset(rules_of_style())


def judged(document: Document, characters: int) -> dict[str, bool]:
    """The rules of style that are for texts of this genre, each with whether the text does otherwise throughout."""
    found = Counter(finding.rule for finding in lint(document, _ruleset(), remember=False).findings)
    return {
        rule.id: found[rule.id] >= (1 if rule.kind.name == "density" else max(2, characters / _STRETCH))
        for rule in rules_of_style()
        if rule.is_for(document.genre)
    }


def loosened(texts: Sequence[Mapping[str, bool]]) -> dict[str, Loosened]:
    """The rules that so many texts do not keep to that the house does not, by id."""
    found = {}
    for rule in rules_of_style():
        those = [text[rule.id] for text in texts if rule.id in text]
        if len(those) >= _FEWEST and firmness(sum(those), len(those)) >= _LEAST:
            found[rule.id] = Loosened(sum(those), len(those))
    return found
