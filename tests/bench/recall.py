"""Recall on planted faults, and false alarms on controls: every tests/bench/plant_*.py plants its kinds into clean texts.

    python -m tests.bench.recall [--seed N] [--kind KIND] [--missed]

Prints, for each kind of fault, how many of the planted ones were found at their place by one of the rules that may
find them. A control is a text that must raise nothing new from those rules. `--missed` shows what went wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding
from govlint.readers import parse, read
from govlint.rulefiles.loader import load_builtin
from govlint.text.files import load
from govlint.text.source import Source
from tests.bench.planted import Planted
from tests.conftest import CORPUS, SEED

FOLDER = Path(__file__).parent


def clean_texts() -> list[tuple[str, str]]:
    """Texts to plant faults in: the corpus where it is there, else the seed's own reading text."""
    files = sorted(p for p in CORPUS.glob("*-*.txt"))
    if files:
        return [(p.name, load(p).text) for p in files]
    source = load(SEED)
    return [(SEED.name, "\n".join(block.folded for block, _ in read(source)))]


def planted(texts: list[tuple[str, str]], seed: int) -> Iterator[Planted]:
    """Everything that all planters plant, repeatable for a seed."""
    for path in sorted(FOLDER.glob("plant_*.py")):
        yield from import_module(f"tests.bench.{path.stem}").plant(texts, Random(seed))


def findings(text: str, suffix: str, ruleset: Ruleset) -> tuple[Finding, ...]:
    """What the rules find in a text."""
    source = Source(f"planted{suffix}", text)
    result = lint(parse(source), ruleset, remember=False)
    for failure in result.failures:
        raise failure.error
    return result.findings


def is_found(item: Planted, found: tuple[Finding, ...]) -> bool:
    """Whether one of the item's rules points into its span."""
    assert item.span is not None
    start, end = item.span
    return any(
        f.rule in item.rules and f.span.start < max(end, start + 1) and start < max(f.span.end, f.span.start + 1) for f in found
    )


def measure(seed: int, only: str = "", missed: bool = False) -> dict[str, tuple[int, int]]:
    """For each kind of fault (hits, planted); for each control (false alarms, controls), its kind in square brackets."""
    ruleset = Ruleset(load_builtin())
    texts = clean_texts()
    before = {name: Counter(f.rule for f in findings(text, ".txt", ruleset)) for name, text in texts}
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for item in planted(texts, seed):
        if only and only not in item.kind:
            continue
        found = findings(item.text, item.suffix, ruleset)
        if item.span is not None:
            kind, good = item.kind, is_found(item, found)
            hits[kind] += good
        else:
            kind = f"[{item.kind}]"
            now = Counter(f.rule for f in found if f.rule in item.rules)
            good = not now - before.get(item.name, Counter())
            hits[kind] += not good
        total[kind] += 1
        if missed and not good:
            _show(item, found)
    return {kind: (hits[kind], total[kind]) for kind in sorted(total)}


def _show(item: Planted, found: tuple[Finding, ...]) -> None:
    start, end = item.span or (0, 0)
    excerpt = item.text[max(0, start - 40) : start] + "⟦" + item.text[start:end] + "⟧" + item.text[end : end + 40]
    alarms = [f"{f.rule} “{f.match[:40]}”" for f in found if f.rule in item.rules]
    print(f"{item.kind} {item.name}: {excerpt!r} {alarms}" if item.span else f"[{item.kind}] {item.name}: {alarms}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--kind", default="")
    parser.add_argument("--missed", action="store_true")
    arguments = parser.parse_args()
    rows = measure(arguments.seed, arguments.kind, arguments.missed)
    print("recall per kind of planted fault")
    for kind, (hits, total) in rows.items():
        if not kind.startswith("["):
            print(f"  {kind:40} {hits:5}/{total:<5} {hits / total:6.3f}")
    print("false alarms on controls")
    for kind, (hits, total) in rows.items():
        if kind.startswith("["):
            print(f"  {kind:40} {hits:5}/{total:<5} {hits / total:6.3f}")


if __name__ == "__main__":
    main()
