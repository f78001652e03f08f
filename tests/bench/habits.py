"""How well the habits of a house are learned: prints figures on the corpus, whose texts are of four kinds.

    python -m tests.bench.habits [matrix] [kinds] [planted] [cost] [many]

matrix: a profile learned from half of the texts of a kind, held against the other halves: findings to 10,000 characters.
kinds: each text of the other halves given to the profile from which it departs least.
planted: a departure planted in texts of the house itself, found or not.
cost: learning beside checking, and checking with a profile beside checking without.
many: learning from a thousand texts.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Rule
from govlint.config.habits import rules_of
from govlint.config.settings import ProfileFile
from govlint.config.settings import parse as parse_settings
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.document.windows import Windows
from govlint.house.gather import gather
from govlint.house.learn import learn, outlying
from govlint.house.models import Models
from govlint.house.profile import profile
from govlint.language.formula import Formula
from govlint.project.project import Project
from govlint.readers import load, parse
from govlint.style.figures import WRITTEN
from govlint.style.habit import Habit
from govlint.style.names import SHORTEST
from govlint.text.source import Source
from tests.conftest import CORPUS
from tests.house.made import speech

KINDS = ("speech", "report", "document", "statute")
SEEDS = 10


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

    @property
    def rate_of_others(self) -> float:
        return 1e4 * self.others / self.characters

    def plus(self, other: Cell) -> Cell:
        return Cell(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def halves(kind: str, seed: int = 0) -> list[tuple[list[Path], list[Path]]]:
    """The texts of a kind in two halves by chance, both ways."""
    texts = of_kind(kind)
    Random(f"{kind}{seed}").shuffle(texts)
    return [(texts[0::2], texts[1::2]), (texts[1::2], texts[0::2])]


def matrix(seed: int = 0) -> dict[tuple[str, str], Cell]:
    """Findings of each kind's profile in each kind's other half."""
    found: dict[tuple[str, str], Cell] = {}
    for kind in KINDS:
        for side, (models, _) in enumerate(halves(kind, seed)):
            rules = learned(models)
            for other in KINDS:
                texts = halves(other, seed)[side][1]
                heard = [f for path in texts for f in departures(rules, document(path))]
                size = sum(len(document(path).source.text) for path in texts)
                warnings = sum(f.severity >= Severity.WARNING for f in heard)
                cell = Cell(warnings, len(heard) - warnings, size)
                found[kind, other] = found.get((kind, other), Cell(0, 0, 0)).plus(cell)
    return found


def show_matrix() -> None:
    """All splits together, and by how much each single split kept apart."""
    splits = [matrix(seed) for seed in range(SEEDS)]
    whole = dict(splits[0])
    for split in splits[1:]:
        whole = {cell: whole[cell].plus(split[cell]) for cell in whole}
    print(f"warnings to 10,000 characters (others), profile by text, {SEEDS} splits by chance, both ways")
    print(f"{'':10}", *(f"{kind:>16}" for kind in KINDS))
    for kind in KINDS:
        print(f"{kind:10}", *(f"{whole[kind, o].rate:9.2f} ({whole[kind, o].rate_of_others:4.1f})" for o in KINDS))
    for kind in KINDS:
        least = [min(cells[kind, o].rate for o in KINDS if o != kind) for cells in (whole, *splits)]
        own = [cells[kind, kind].rate for cells in (whole, *splits)]
        print(
            f"{kind}: own {own[0]:.2f} (at most {max(own[1:]):.2f} in a split), "
            f"others at least {least[0] / max(own[0], 0.01):.1f} times as many"
        )


def score(findings: Iterable[Finding]) -> float:
    """How far a text departs: a warning counts one, what is less sure less."""
    return sum({Severity.WARNING: 1.0, Severity.INFO: 0.4}.get(f.severity, 0.15) for f in findings)


def told_apart(seed: int = 0) -> tuple[int, int]:
    """How many texts the profile of their own kind claims, each asked of profiles that do not know it; and all."""
    right = total = 0
    for side in (0, 1):
        rules = {kind: learned(halves(kind, seed)[side][0]) for kind in KINDS}
        for kind in KINDS:
            for path in halves(kind, seed)[side][1]:
                scores = {other: score(departures(rules[other], document(path))) for other in KINDS}
                total += 1
                right += min(KINDS, key=lambda other: scores[other]) == kind
    return right, total


def show_kinds() -> None:
    """All splits."""
    counts = [told_apart(seed) for seed in range(SEEDS)]
    right, total = (sum(column) for column in zip(*counts, strict=True))
    print(f"kinds told apart: {right} of {total} ({right / total:.3f}): {', '.join(f'{r}/{t}' for r, t in counts)}")


PLANTS: Mapping[str, tuple[str, ...]] = {
    "closing": ("closing",),
    "ordinals": ("ordinals-1", "ordinals-2"),
    "sentences": ("sentence", "long-sentences", "clauses", "clause"),
    "headings": ("heading-length", "heading-shape", "heading-end", "heading-grammar", "headings", "has-headings"),
    "name": ("names",),
}
"""What is planted, and which habits may tell of it."""


def plant(what: str, one: Document, habits: Mapping[str, Habit]) -> str | None:
    """The text with a departure planted in it; None where it has no place for one, or the house no such habit."""
    text = one.source.text
    if not any(name in habits for name in PLANTS[what]):
        return None
    if what == "closing":
        windows = Windows(one).sentences["closing"]
        if not any(Formula(f).find(s.text) for f in habits["closing"].usual for _, s in windows):
            return None
        for index in sorted({index for index, _ in windows}, reverse=True):
            place = one.places[index]
            span = place.span(0, len(place.block.text))
            text = text[: span.start] + "以上各项，请有关方面对照检查，抓紧办好，按时报送情况。" + text[span.end :]
        return text
    if what == "ordinals":
        for depth in ("ordinals-1", "ordinals-2"):
            if depth in habits and "一、" in habits[depth].usual and re.search(r"(?m)^[ \u3000]*一、", text):
                return re.sub(r"(?m)^([ \u3000]*)([一二三四五六七八九十]+)、", r"\1第\2章　", text)
            if depth in habits and "第一章" in habits[depth].usual and re.search(r"(?m)^[#* \u3000]*第一章", text):
                return re.sub(r"(?m)^([#* \u3000]*)第([一二三四五六七八九十]+)章[ \u3000]*", r"\1\2、", text)
        return None
    if what == "sentences":
        # Each is said twice in one breath, so that it is as long again.
        for index in reversed(one.with_role(*WRITTEN)):
            for sentence in reversed(one.places[index].block.sentences):
                if sentence.text.endswith("。") and "\n" not in sentence.text:
                    end = one.places[index].span(sentence.end - 1, sentence.end).start
                    text = text[:end] + "，" + sentence.text[:-1].strip() + text[end:]
        return text
    if what == "headings":
        found = one.with_role(Role.HEADING)
        if len(found) < 3:
            return None
        for index in reversed(found):
            span = one.places[index].span(0, len(one.places[index].block.text))
            text = text[: span.end] + "以及今后一个时期需要认真研究解决的几个突出问题" + text[span.end :]
        return text
    there = [name for name in habits["names"].usual if name in text and len(name) >= SHORTEST + 1]
    if not there:
        return None
    name = max(there, key=lambda n: (n[0] in "“《", len(n), n))
    # A character, and no mark: another mark is for other rules.
    middle = min((i for i, char in enumerate(name) if char.isalpha()), key=lambda i: abs(i - len(name) // 2))
    return text.replace(name, name[:middle] + ("智" if name[middle] != "智" else "志") + name[middle + 1 :])


def planted() -> dict[tuple[str, str], list[bool]]:
    """For each plant and house whether it was found; a text is held against the profile of all others of its house."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    houses = {kind: [document(path) for path in of_kind(kind)] for kind in KINDS}
    houses["made up"] = [parse(Source(f"{n}.txt", speech(n))) for n in range(20)]
    for house, texts in houses.items():
        for index, one in enumerate(texts):
            rules = rules_from(texts[:index] + texts[index + 1 :])
            habits = {rule.id.removeprefix("house/"): rule.options for rule in rules}
            before = {(f.rule, f.match, f.message) for f in departures(rules, one)}
            for what, names in PLANTS.items():
                changed = plant(what, one, habits)
                if changed is None or changed == one.source.text:
                    continue
                new = departures(rules, parse(Source(one.source.path, changed)))
                told = {f.rule.removeprefix("house/") for f in new if (f.rule, f.match, f.message) not in before}
                found[what, house].append(not told.isdisjoint(names))
    return found


def show_planted() -> None:
    found = planted()
    for what in PLANTS:
        by_house = {house: hits for (name, house), hits in found.items() if name == what}
        hits = [hit for each in by_house.values() for hit in each]
        told = ", ".join(f"{house} {sum(h)}/{len(h)}" for house, h in by_house.items())
        print(f"planted {what}: {sum(hits)} of {len(hits)} ({sum(hits) / max(1, len(hits)):.2f}): {told}")


def show_cost() -> None:
    """Processor seconds, each the least of several: learning beside checking; checking with a profile beside without."""
    paths = [path for kind in KINDS for path in of_kind(kind)]
    sources = [load(path) for path in paths]
    plain = Project()
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder, "house.yaml")
        house.write_text(profile(learn(gather(map(str, paths), lambda path, why: None).models)), encoding="utf-8")
        with_profile = Project(profile=str(house))

    def spent(work: Callable[[], object]) -> float:
        begin = time.process_time()
        work()
        return time.process_time() - begin

    # By turns, and the least of each text: another program's noise falls on both.
    without = held = 0.0
    for source in sources:
        both = [
            [spent(lambda p=project, s=source: p.lint(s, remember=False)) for project in (plain, with_profile)]  # type: ignore[misc]
            for _ in range(6)
        ]
        fastest = [min(column) for column in zip(*both, strict=True)]
        without += fastest[0]
        held += fastest[1]
    taught = min(spent(lambda: learn(gather(map(str, paths), lambda path, why: None).models)) for _ in range(3))
    print(f"learning: {taught / without:.2f} of checking; checking with a profile: {held / without:.3f} of without")


def show_many() -> None:
    """Learning from a thousand texts put together from the corpus, no two alike: time beside that of checking, and memory."""
    paragraphs = [
        place.block.text
        for kind in ("speech", "report")
        for path in of_kind(kind)
        for place in document(path).places
        if place.role is Role.BODY
    ]
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder, f"{number:04}.txt")) for number in range(1000)]
        for number, path in enumerate(paths):
            lines = speech(number, paragraphs=2).splitlines()
            middle = len(lines) // 2
            lines[middle:middle] = Random(number).sample(paragraphs, 30)
            Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
        for number in (100, 1000):
            begin = time.process_time()
            learned = learn(gather(paths[:number], lambda path, why: print(path, why)).models)
            taught = time.process_time() - begin
            print(f"{learned.texts} texts, {learned.characters} characters: {taught:.1f} s CPU, peak {_peak()} MiB so far")
        plain = Project()
        begin = time.process_time()
        for path in paths[::10]:
            plain.lint(load(path), remember=False)
        print(f"checking every tenth of them: {time.process_time() - begin:.1f} s CPU, peak {_peak()} MiB so far")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(asked: Sequence[str]) -> None:
    """Print what was asked for; all of it where nothing was."""
    for name, show in SHOWN.items():
        if not asked or name in asked:
            show()


SHOWN: dict[str, Callable[[], None]] = {
    "matrix": show_matrix,
    "kinds": show_kinds,
    "planted": show_planted,
    "cost": show_cost,
    "many": show_many,
}

if __name__ == "__main__":
    main(sys.argv[1:])
