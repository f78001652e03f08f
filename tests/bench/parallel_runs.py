"""How well a 排比 is heard: runs that are right, have a limb broken, are rounded off by a longer last, or lost a character.

    python -m tests.bench.parallel_runs [--missed]

Each line of parallel_runs.tsv is a run of a kind (four: four characters with the same ones woven in; vn3, vn4: verb and
object; double: one word said twice; two: a frame of two parts; lead, end: one opening, one ending), the limb that breaks it
and the limb that rounds it off. Recall counts the broken ones in which a rule of the category parallel points at the broken
limb: where 、 joins the members of a list and, apart, where ， joins clauses, beside which others may stand. Alarms count the
right ones, rounded off or not, in which one speaks at info or above; hints are counted besides.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Severity
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source

TABLE = Path(__file__).with_suffix(".tsv")
CARRIERS = (
    "今年的任务已经明确。各级各部门要做到{}，把各项工作抓出成效。会后要抓紧传达。",
    "同志们，开局就是决战。{}，这是对每一名干部的要求。各单位要认真对照。",
    "一年来，全区干部群众同心协力，{}。成绩来之不易。",
)
RIGHT = ("right", "rounded", "right row", "rounded row")


@dataclass(frozen=True)
class Case:
    """A text with a run; `span` is the broken limb, None where nothing is wrong."""

    kind: str
    variant: str
    text: str
    span: tuple[int, int] | None = None


def cases(seed: int = 2021) -> Iterator[Case]:
    """Every run in every variant, each in a carrier."""
    random = Random(seed)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, run, broken, rounded = line.split("\t")
        mark = next(mark for mark in "；、，" if mark in run)
        limbs = run.split(mark)
        number, words = broken.split(":")
        odd = int(number) - 1
        yield _case(random, kind, "right", limbs, mark)
        yield _case(random, kind, "rounded", [*limbs[:-1], rounded], mark)
        yield _case(random, kind, "broken", [*limbs[:odd], words, *limbs[odd + 1 :]], mark, odd)
        if mark == "、":
            yield _case(random, kind, "right row", limbs, "，")
            yield _case(random, kind, "rounded row", [*limbs[:-1], rounded], "，")
            yield _case(random, kind, "broken row", [*limbs[:odd], words, *limbs[odd + 1 :]], "，", odd)
        if kind in ("vn3", "vn4"):
            at = random.randrange(len(limbs))
            # 水渠 for 修水渠, 惠民 for 惠民生, 善环境 for 改善环境.
            char = random.randrange(1, len(limbs[at]))
            yield _case(
                random, kind, "dropped", [*limbs[:at], limbs[at][:char] + limbs[at][char + 1 :], *limbs[at + 1 :]], mark, at
            )


def _case(random: Random, kind: str, variant: str, limbs: list[str], mark: str, odd: int | None = None) -> Case:
    carrier = random.choice(CARRIERS[1:] if mark != "、" else CARRIERS)
    before, _ = carrier.split("{}")
    text = carrier.format(mark.join(limbs))
    if odd is None:
        return Case(kind, variant, text)
    start = len(before) + len(mark.join([*limbs[:odd], ""]))
    return Case(kind, variant, text, (start, start + len(limbs[odd])))


@dataclass
class Figures:
    """What was found: by (kind, variant) how many, of how many; `hints` are those of the right ones that have but a hint."""

    found: Counter[tuple[str, str]]
    total: Counter[tuple[str, str]]
    hints: int = 0

    def rate(self, *variants: str) -> float:
        """The share of the cases of these variants in which something was found."""
        total = sum(count for (_, variant), count in self.total.items() if variant in variants)
        return sum(count for (_, variant), count in self.found.items() if variant in variants) / total


def measure(missed: bool = False) -> Figures:
    """The figures over all cases."""
    ruleset = Ruleset([rule for rule in load_builtin() if rule.category == "parallel"])
    figures = Figures(Counter(), Counter())
    for case in cases():
        key = (case.kind, case.variant)
        figures.total[key] += 1
        found = lint(parse(Source("run.txt", case.text)), ruleset, remember=False).findings
        if case.span is None:
            heard = any(finding.severity > Severity.HINT for finding in found)
            figures.hints += bool(found) and not heard
        else:
            heard = any(_overlaps(finding, case.span) for finding in found)
        figures.found[key] += heard
        if missed and heard is (case.span is None):
            print(*key, re.sub(r"\s", "", case.text), [f"{f.rule} “{f.match}”" for f in found])
    return figures


def _overlaps(finding: Finding, span: tuple[int, int]) -> bool:
    return finding.span.start < span[1] and span[0] < finding.span.end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true")
    figures = measure(parser.parse_args().missed)
    for kind, variant in sorted(figures.total):
        count, total = figures.found[kind, variant], figures.total[kind, variant]
        print(f"  {kind:8} {variant:11} {count:4}/{total:<4} {count / total:6.3f}")
    print(f"{sum(figures.total.values())} runs: recall on broken ones {figures.rate('broken'):.3f}", end=", ")
    print(f"joined by ， {figures.rate('broken row'):.3f}, short of a character {figures.rate('dropped'):.3f};", end=" ")
    print(f"alarms on right ones {figures.rate(*RIGHT):.3f}, hints on {figures.hints}")


if __name__ == "__main__":
    main()
