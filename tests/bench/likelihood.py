"""Measures the model of unlikely characters: slips planted in text that it has not counted, and published text as it is.

    python -m govlint.likelihood.build ../shared/training --font FONT --into FOLDER --held-out
    python -m tests.bench.likelihood FOLDER ../shared/training

Prints the table of docs/characters.md: for each score, how many of the slips are given back, by kind; how many of the
reports on that text are right; how many there are in 10,000 characters of it without slips; and how many in the corpus,
where every one counts, true slips of the published texts included.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from govlint.likelihood.build.counting import frequencies
from govlint.likelihood.build.making import dictionary
from govlint.likelihood.build.planting import KINDS, Planted, Planter
from govlint.likelihood.build.texts import WEIGHTS, read, split
from govlint.likelihood.model import Model, load
from govlint.text.fold import fold
from tests.bench.recall import clean_texts

SCORES = (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
SEED = 3


class Report(NamedTuple):
    """A suspect: how sure, and the kind of the slip that it gives back (None: it gives back none)."""

    score: float
    kind: str | None


def reports(model: Model, planted: Planted) -> list[Report]:
    """What the model says of a planted text."""
    lines = planted.text.split("\n")
    found = []
    at = 0
    for line, some in zip(lines, model.suspects(lines, min(SCORES)), strict=True):
        for suspect in some:
            right, kind = planted.slips.get(at + suspect.offset, ("", ""))
            found.append(Report(suspect.score, kind if right == suspect.other else None))
        at += len(line) + 1
    return found


def quiet(model: Model, paragraphs: Sequence[str]) -> list[float]:
    """The scores of all that the model says of text as it was published."""
    return [suspect.score for some in model.suspects(paragraphs, min(SCORES)) for suspect in some]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.likelihood")
    parser.add_argument("model", help="a folder made with --held-out")
    parser.add_argument("training", help="the folder with laws, news and reports")
    asked = parser.parse_args()
    model = load(asked.model)
    counted, _, unseen = split(read(asked.training))
    lines = [line for some in unseen.values() for line in some]
    planter = Planter(model.confusions, frequencies(counted, WEIGHTS, dictionary()))
    planted = planter.plant(lines, 0.5, Random(SEED))
    found = reports(model, planted)
    kinds = Counter(kind for _, kind in planted.slips.values())
    clean, length = quiet(model, lines), sum(map(len, lines))
    texts = [fold(text) for _, text in clean_texts()]
    corpus, size = quiet(model, [line for text in texts for line in text.splitlines()]), sum(map(len, texts))
    print(f"{len(planted.slips)} slips in {len(planted.text)} characters; corpus {size} characters\n")
    print("| score | recall | " + " | ".join(KINDS) + " | precision | held-out per 10,000 | corpus per 10,000 |")
    print("|" + "---|" * (5 + len(KINDS)))
    for score in SCORES:
        said = [report for report in found if report.score >= score]
        right = Counter(report.kind for report in said if report.kind)
        row = [f"{score:g}", f"{right.total() / len(planted.slips):.3f}"]
        row += [f"{right[kind] / kinds[kind]:.3f}" for kind in KINDS]
        row += [f"{right.total() / len(said):.4f}"]
        row += [f"{sum(s >= score for s in clean) / length * 1e4:.2f}", f"{sum(s >= score for s in corpus) / size * 1e4:.2f}"]
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
