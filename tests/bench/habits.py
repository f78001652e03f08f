"""How well the habits of a house are learned: prints figures on the corpus, whose texts are of four kinds.

    python -m tests.bench.habits [matrix] [kinds] [planted] [curve] [cost]

matrix: a profile learned from half of the texts of a kind, held against the other halves: findings to 10,000 characters.
kinds: each text of the other halves given to the profile from which it departs least.
planted: a departure planted in texts of the house itself, found or not.
curve: with more models, and with a bad one among twenty.
cost: learning beside checking, and checking with a profile beside checking without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Rule
from govlint.config.habits import rules_of
from govlint.config.settings import ProfileFile
from govlint.config.settings import parse as parse_settings
from govlint.document.document import Document
from govlint.house.learn import learn, outlying
from govlint.house.models import Models
from govlint.house.profile import profile
from govlint.readers import load, parse
from tests.conftest import CORPUS

KINDS = ("speech", "report", "document", "statute")


@cache
def document(path: Path) -> Document:
    """A text of the corpus."""
    return parse(load(path))


def of_kind(kind: str) -> list[Path]:
    """The texts of a kind."""
    return sorted(p for p in CORPUS.glob(f"{kind}-*.*") if p.suffix in (".txt", ".md"))


def learned(paths: Iterable[Path]) -> list[Rule]:
    """The rules of the profile that is learned from texts, by way of its YAML."""
    return rules_from(document(path) for path in paths)


def rules_from(documents: Iterable[Document]) -> list[Rule]:
    models = Models()
    by_key = {}
    for one in documents:
        if models.add(one, Path(one.source.path).name):
            by_key[models.models[-1].key] = one
    for model in outlying(models.models):
        models.take_away(by_key[model.key], model)
    return list(rules_of([parse_settings("house.yaml", profile(learn(models)), ProfileFile)]))


def departures(rules: Sequence[Rule], one: Document) -> tuple[Finding, ...]:
    """What is found in a text."""
    result = lint(one, Ruleset(rules), remember=False)
    for failure in result.failures:
        raise failure.error
    return result.findings


class Cell(NamedTuple):
    """Findings of a profile in texts: warnings, others, characters."""

    warnings: int
    others: int
    characters: int

    @property
    def rate(self) -> float:
        return 1e4 * self.warnings / self.characters


def halves(kind: str) -> list[tuple[list[Path], list[Path]]]:
    """The texts of a kind in two halves, both ways."""
    texts = of_kind(kind)
    return [(texts[0::2], texts[1::2]), (texts[1::2], texts[0::2])]


def matrix() -> dict[tuple[str, str], Cell]:
    """Findings of each kind's profile in each kind's other half."""
    found: dict[tuple[str, str], Cell] = {}
    for kind in KINDS:
        for side, (models, _) in enumerate(halves(kind)):
            rules = learned(models)
            for other in KINDS:
                texts = halves(other)[side][1]
                heard = [f for path in texts for f in departures(rules, document(path))]
                size = sum(len(document(path).source.text) for path in texts)
                warnings = sum(f.severity >= Severity.WARNING for f in heard)
                before = found.get((kind, other), Cell(0, 0, 0))
                found[kind, other] = Cell(
                    before.warnings + warnings, before.others + len(heard) - warnings, before.characters + size
                )
    return found


def show_matrix() -> None:
    found = matrix()
    print("warnings to 10,000 characters (others), profile by text")
    print(f"{'':10}", *(f"{kind:>16}" for kind in KINDS))
    for kind in KINDS:
        print(
            f"{kind:10}",
            *(f"{found[kind, o].rate:9.2f} ({1e4 * found[kind, o].others / found[kind, o].characters:4.1f})" for o in KINDS),
        )
    for kind in KINDS:
        own = max(found[kind, kind].rate, 1e-9)
        print(
            kind,
            "own",
            round(own, 2),
            "others at least",
            round(min(found[kind, o].rate for o in KINDS if o != kind) / own, 1),
            "times",
        )


def main(asked: Sequence[str]) -> None:
    """Print what was asked for; all of it where nothing was."""
    for name, show in SHOWN.items():
        if not asked or name in asked:
            show()


SHOWN: dict[str, Callable[[], None]] = {"matrix": show_matrix}

if __name__ == "__main__":
    main(sys.argv[1:])
