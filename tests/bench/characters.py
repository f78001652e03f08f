"""Wrong characters: recall by kind of slip, precision, and alarms on text that nobody touched.

    python -m tests.bench.characters [--seed N] [--number N] [--training FOLDER] [--missed KIND] [--alarms]

Slips are planted one a sentence, NUMBER of each kind, into the corpus and into the part of the training text that no
table is made from. Every rule that looks for wrong characters counts, whichever kind of slip it was made for. `found` is
where one of them points at the slip, `warning` where one does at that severity or above, `mended` where its correction
is what stood there. `--missed` shows what was not found of a kind, `--alarms` every finding in untouched text: published
text has slips too, so that not all of them are wrong.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Rule
from govlint.language.likeness import likeness
from govlint.language.segment import words
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source
from tests.bench.recall import clean_texts
from tests.conftest import CORPUS
from tests.tables.training import lines

KINDS_OF_CHECK = ("doubled", "misspelling", "nearmiss", "particle", "unlikely")
"""Check kinds whose every rule looks for wrong characters."""
LISTS = ("homophone-character", "lookalike-character", "mistyped-word", "idiom-character", "idiom-altered", "institution-name")
"""Lists of words in rules/lexis that do."""
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST, _LONGEST = 12, 90


@dataclass(frozen=True)
class Slip:
    """A sentence with a slip in it: where, and what stood there. `start` == `end` where a character was dropped."""

    kind: str
    text: str
    start: int
    end: int
    right: str


def own_rules() -> list[Rule]:
    """The rules that look for wrong characters."""
    lists = {f"lexis/{name}" for name in LISTS}
    return [rule for rule in load_builtin() if rule.kind.name in KINDS_OF_CHECK or rule.id in lists]


def sentences(training: Path, random: Random) -> list[str]:
    """Sentences of published text, in an order of chance; half of them from the corpus where there is other text."""
    own = [s for _, text in clean_texts() for s in _sentences(text)]
    random.shuffle(own)
    if not training.is_dir():
        return own
    held_out = [s for line in lines(str(training), held_out=True) for s in _sentences(line)]
    random.shuffle(held_out)
    return [s for pair in zip(own, held_out, strict=False) for s in pair]


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if _SHORTEST <= len(sentence) <= _LONGEST:
            yield sentence


def _word(sentence: str, random: Random, least: int = 2) -> tuple[int, str] | None:
    """A word of the sentence, of at least so many characters, and where it begins."""
    found, at = [], 0
    for word in words(sentence):
        if len(word) >= least and _HAN.fullmatch(word):
            found.append((at, word))
        at += len(word)
    return random.choice(found) if found else None


def _exchanged(wanted: str) -> Callable[[str, Random], Slip | None]:
    """Slips that put for a character of a word one that it is like in this way."""

    def plant(sentence: str, random: Random) -> Slip | None:
        if (chosen := _word(sentence, random)) is None:
            return None
        start, word = chosen
        at = random.randrange(len(word))
        others = [(c, n) for c, n in _common() if c != word[at] and likeness(c, word[at]) == wanted]
        if not others:
            return None
        wrong = random.choices([c for c, _ in others], [n**0.5 for _, n in others])[0]
        text = sentence[: start + at] + wrong + sentence[start + at + 1 :]
        return Slip(wanted, text, start + at, start + at + 1, word[at])

    return plant


@cache
def _common() -> list[tuple[str, int]]:
    counts = Counter(c for _, text in clean_texts() for c in text if _HAN.fullmatch(c))
    return [(c, n) for c, n in counts.items() if n > 2]


def _doubled_character(sentence: str, random: Random) -> Slip | None:
    if (chosen := _word(sentence, random)) is None:
        return None
    at = chosen[0] + random.randrange(len(chosen[1]))
    return Slip("doubled character", sentence[: at + 1] + sentence[at:], at, at + 2, sentence[at])


def _doubled_word(sentence: str, random: Random) -> Slip | None:
    if (chosen := _word(sentence, random)) is None:
        return None
    start, word = chosen
    return Slip("doubled word", sentence[:start] + word + sentence[start:], start, start + 2 * len(word), word)


def _dropped(sentence: str, random: Random) -> Slip | None:
    if (chosen := _word(sentence, random)) is None:
        return None
    at = chosen[0] + random.randrange(len(chosen[1]))
    return Slip("dropped", sentence[:at] + sentence[at + 1 :], at, at, sentence[at])


def _turned(sentence: str, random: Random) -> Slip | None:
    if (chosen := _word(sentence, random)) is None:
        return None
    at = chosen[0] + random.randrange(len(chosen[1]) - 1)
    right = sentence[at : at + 2]
    if right[0] == right[1]:
        return None
    return Slip("turned round", sentence[:at] + right[::-1] + sentence[at + 2 :], at, at + 2, right)


def _particle(right: str, wrong: str) -> Callable[[str, Random], Slip | None]:
    def plant(sentence: str, random: Random) -> Slip | None:
        found, at = [], 0
        cut = words(sentence)
        for before, word in zip(["", *cut], cut, strict=False):
            # 地 also is a place, 得 a duty: only behind what they can belong to.
            if word == right and len(before) > 1:
                found.append(at)
            elif word in ("取得", "获得", "使得", "显得") and right == "得" and wrong == "的":
                found.append(at + 1)
            at += len(word)
        if not found:
            return None
        start = random.choice(found)
        return Slip(f"{right} as {wrong}", sentence[:start] + wrong + sentence[start + 1 :], start, start + 1, right)

    return plant


def _curated(sentence: str, random: Random) -> Slip | None:
    found = [(at, right) for right in _misspellings() if (at := sentence.find(right)) >= 0]
    if not found:
        return None
    start, right = random.choice(found)
    wrong = random.choice(_misspellings()[right])
    return Slip("curated", sentence[:start] + wrong + sentence[start + len(right) :], start, start + len(wrong), right)


@cache
def _misspellings() -> Mapping[str, Sequence[str]]:
    """By right word, what the lists have as wrong."""
    found: dict[str, list[str]] = {}
    for rule in own_rules():
        for wrong, right in getattr(rule.options, "terms", {}).items():
            found.setdefault(right, []).append(wrong)
    return found


PLANTERS: Sequence[Callable[[str, Random], Slip | None]] = (
    _curated,
    _exchanged("sound"),
    _exchanged("near-sound"),
    _exchanged("shape"),
    _doubled_character,
    _doubled_word,
    _dropped,
    _turned,
    _particle("的", "地"),
    _particle("的", "得"),
    _particle("地", "的"),
    _particle("得", "的"),
)


def slips(pool: Sequence[str], number: int, random: Random) -> Iterator[Slip]:
    """So many slips of each kind, each in a sentence of its own kind's order."""
    for plant in PLANTERS:
        made = 0
        for sentence in random.sample(pool, len(pool)):
            if made == number:
                break
            if slip := plant(sentence, random):
                made += 1
                yield slip


def findings(text: str, ruleset: Ruleset) -> tuple[Finding, ...]:
    """What the rules find in a text."""
    result = lint(parse(Source("planted.txt", text)), ruleset, remember=False)
    for failure in result.failures:
        raise failure.error
    return result.findings


def _at(slip: Slip, found: Sequence[Finding]) -> list[Finding]:
    start, end = (slip.start, slip.end) if slip.end > slip.start else (slip.start - 1, slip.end + 1)
    return [f for f in found if f.span.start < end and start < f.span.end]


def _mends(slip: Slip, finding: Finding) -> bool:
    if finding.fix is None:
        return False
    text = slip.text
    for edit in sorted(finding.fix.edits, key=lambda e: -e.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text == slip.text[: slip.start] + slip.right + slip.text[slip.end :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--training", type=Path, default=CORPUS.parent / "training")
    parser.add_argument("--missed", default="")
    parser.add_argument("--alarms", action="store_true")
    arguments = parser.parse_args()
    random = Random(arguments.seed)
    pool = sentences(arguments.training, random)
    ruleset = Ruleset(own_rules())
    planted = list(slips(pool, arguments.number, random))
    _recall(planted, ruleset, arguments.missed)
    _alarms(pool, ruleset, arguments.alarms)


def _recall(planted: Sequence[Slip], ruleset: Ruleset, missed: str) -> None:
    total = Counter(slip.kind for slip in planted)
    hits: Counter[tuple[str, str]] = Counter()
    beside = 0
    for slip in planted:
        found = findings(slip.text, ruleset)
        there = _at(slip, found)
        beside += len(found) - len(there)
        hits[slip.kind, "found"] += bool(there)
        hits[slip.kind, "warning"] += any(f.severity >= Severity.WARNING for f in there)
        hits[slip.kind, "mended"] += any(_mends(slip, f) for f in there)
        if not there and slip.kind == missed:
            print(f"{slip.text[: slip.start]}⟦{slip.text[slip.start : slip.end]}⇒{slip.right}⟧{slip.text[slip.end :]}")
    print(f"{'kind of slip':20} {'planted':>7} {'found':>7} {'warning':>7} {'mended':>7}")
    for kind, number in total.items():
        rates = (hits[kind, column] / number for column in ("found", "warning", "mended"))
        print(f"{kind:20} {number:7} {' '.join(f'{rate:7.3f}' for rate in rates)}")
    at_place = sum(n for (_, column), n in hits.items() if column == "found")
    print(f"slips found {at_place} of {len(planted)}; findings beside a slip {beside}")
    print(f"precision {at_place / max(1, at_place + beside):.3f}, recall {at_place / len(planted):.3f}")


def _alarms(pool: Sequence[str], ruleset: Ruleset, shown: bool) -> None:
    characters = sum(map(len, pool))
    by_rule: Counter[tuple[str, str]] = Counter()
    flagged = 0
    for sentence in pool:
        found = findings(sentence, ruleset)
        flagged += bool(found)
        for finding in found:
            by_rule[str(finding.severity), finding.rule] += 1
            if shown:
                start, end = finding.span.start, finding.span.end
                print(f"{finding.rule} {sentence[max(0, start - 10) : start]}⟦{finding.match}⟧{sentence[end : end + 10]}")
    print(f"untouched: {len(pool)} sentences, {characters} characters; flagged {flagged / len(pool):.5f}")
    for (severity, rule), number in by_rule.most_common():
        print(f"  {severity:8} {rule:32} {number:5} {number / characters * 1e4:7.3f} per 10,000 characters")


if __name__ == "__main__":
    main()
