"""Examples of rules with a slip made in each, and what all rules find in them, for the golden: many kinds of almost right.

An example is chosen, and its slip, by its own text, so that another rule changes nothing about the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from zlib import crc32

from govlint.analysis.engine import Ruleset, lint_all
from govlint.analysis.finding import Finding
from govlint.analysis.rule import Example
from govlint.document.document import Document
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.loader import load_builtin
from govlint.rulefiles.redpen import unmark

GOLDEN = "tests/golden/slips.findings"

_ONE_IN = 5
_MARKS = "，。；：、！？“”《》（）"
_FIGURES = "零一二三四五六七八九十百0123456789"


def slips() -> str:
    """The findings in each text, by rule and place, below the words that were changed."""
    examples = [example for rule in load_builtin() for example in (*rule.bad, *rule.good)]
    found = [(example, slip) for example in examples for slip in (*_slip(example), *_misfigured(example))]
    documents = [document_of(text, example.suffix, example.genre, example.layout) for example, (_, text) in found]
    results = lint_all([(document, None) for document in documents], Ruleset(load_builtin()))
    lines = []
    for (_, (what, _)), document, result in zip(found, documents, results, strict=True):
        lines += [what, *_told(document, result.findings)]
    return "\n".join([*lines, ""])


def _misfigured(example: Example) -> Iterator[tuple[str, str]]:
    """An example with one of its numbers as another one is, and by one more or less: where comparisons turn."""
    text = unmark(example.text).text
    numbers = list(re.finditer(r"\d+(?:\.\d+)?", text))
    chosen = Random(seed := crc32(text.encode()))
    if len(numbers) < 2 or seed % 2:
        return
    number, other = chosen.sample(numbers, 2)
    for new in (other.group(), _next(number.group(), 1), _next(number.group(), -1)):
        yield f"{number.group()} to {new} {text[:24]!r}", text[: number.start()] + new + text[number.end() :]


def _next(figures: str, by: int) -> str:
    whole, point, rest = figures.partition(".")
    return f"{whole}.{int(rest) + by}" if point else f"{int(whole) + by}"


def _slip(example: Example) -> Iterator[tuple[str, str]]:
    """What was done to the text of an example, and what it is now; nothing for one that is not chosen."""
    text = unmark(example.text).text
    seed = crc32(text.encode())
    if seed % _ONE_IN:
        return
    random = Random(seed)
    at, other = random.randrange(len(text)), random.randrange(len(text))
    figures = [i for i, char in enumerate(text) if char in _FIGURES]
    marks = [i for i, char in enumerate(text) if char in _MARKS]
    kind = random.randrange(6)
    if kind == 0 and figures:
        at = random.choice(figures)
        new = text[:at] + random.choice(_FIGURES) + text[at + 1 :]
    elif kind == 1 and marks:
        at = random.choice(marks)
        new = text[:at] + random.choice(_MARKS) + text[at + 1 :]
    elif kind == 2:
        new = text[:at] + text[at + 1 :]
    elif kind == 3:
        new = text[: at + 1] + text[at:]
    elif kind == 4:
        lines = text.rstrip("\n").split("\n")
        new = "\n".join(lines[1:] + lines[:1]) + "\n"
    else:
        at, other = sorted((at, other))
        new = text[:at] + text[other : other + 4] + text[at:]
    yield f"{kind}@{at} {text[:24]!r}", new


def _told(document: Document, findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        edits = " ".join(f"{e.start}-{e.end}{e.text!r}" for e in finding.fix.edits) if finding.fix else ""
        related = " ".join(f"{r.span.start}-{r.span.end}" for r in finding.related)
        said = f"{finding.span.start}-{finding.span.end} {finding.rule} {finding.match!r} {finding.message}"
        yield "    " + " ; ".join(filter(None, (said, related, edits)))
