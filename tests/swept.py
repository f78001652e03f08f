"""Where what a rule finds turns, for the goldens: as its examples change at each character, and as its numbers change.

An example is chosen, and what is done to it, by its own text and place, and only its own rule looks at it, so that another rule
changes nothing about the others.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from zlib import crc32

from govlint.analysis.check import OptionsError
from govlint.analysis.engine import Ruleset, lint_all
from govlint.analysis.finding import Finding
from govlint.analysis.rule import Example, Rule
from govlint.document.document import Document
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.loader import load_builtin
from govlint.rulefiles.redpen import unmark

STROKES = "tests/golden/strokes.txt"
TURNS = "tests/golden/turns.txt"

_FAMILIES = ("frame", "lexicon", "passage", "pattern", "setphrase")
"""Kinds of so many rules that all their code is run by a few examples of each."""
_ONE_IN = {True: 12, False: 2}
_LONGEST = 48
_AT_MOST = 4
_HIGH = (4096, 1000, 100, 40, 16, 8)
_REFUSED = -1
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_STROKES: tuple[Callable[[str, int], str], ...] = (
    lambda text, at: text[:at] + text[at + 1 :],
    lambda text, at: text[: at + 1] + text[at:],
    lambda text, at: text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
    lambda text, at: text[:at] + "，。、；“”（）：！"[at % 10] + text[at + 1 :],
    lambda text, at: text[:at] + "一二三十两百0129"[at % 10] + text[at:],
    lambda text, at: text[:at] + "\n" * (at % 2) + " 　"[at % 2] + text[at:],
)


def strokes(category: str = "") -> str:
    """Of each example a digit for every other of its characters: what its rule finds when a stroke goes wrong there."""
    lines = []
    for rule in load_builtin():
        if not rule.id.startswith(category):
            continue
        ruleset = Ruleset([rule.but(mutes=False)])
        for example in (*rule.bad, *rule.good):
            text = unmark(example.text).text
            if crc32(text.encode()) % _ONE_IN[rule.kind.name in _FAMILIES]:
                continue
            changed = [stroke(text, at) for at in range(crc32(text.encode()) // 2 % 2, min(len(text), _LONGEST), 2)]
            found = _found(ruleset, [_document(example, each) for each in changed])
            lines.append(f"{rule.id} {text[:12]!r} {''.join(map(digit, found))}")
    return "\n".join([*lines, ""])


def stroke(text: str, at: int) -> str:
    """The text with one of the strokes at a place, chosen by text and place."""
    return _STROKES[crc32(f"{at}{text}".encode()) % len(_STROKES)](text, at)


def strokes_at(text: str) -> Iterator[str]:
    """The text with a stroke at each of its characters, of each two kinds that follow each other."""
    for at in range(len(text)):
        first = crc32(f"{at}{text}".encode())
        yield from (_STROKES[number % len(_STROKES)](text, at) for number in (first, first + 1))


def turns() -> str:
    """Of each number in a rule's options the value at which its examples begin to be told otherwise."""
    lines = []
    seen: Counter[tuple[str, str]] = Counter()
    for rule in load_builtin():
        for each in dataclasses.fields(rule.options):
            value = getattr(rule.options, each.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or seen[rule.kind.name, each.name] == _AT_MOST:
                continue
            seen[rule.kind.name, each.name] += 1
            for example in (*rule.bad[:2], *rule.good[:1]):
                document = _document(example, unmark(example.text).text)
                lines.append(f"{rule.id} {each.name} {example.text[:12]!r} {_turn(rule, each.name, value, document)}")
    return "\n".join([*lines, ""])


def _turn(rule: Rule, option: str, value: float, document: Document) -> str:
    """By halving: the last number of what is found at nothing, and what is found from the next on."""
    scale = 1 if isinstance(value, int) else 10

    def at(number: int) -> int:
        try:
            options = dataclasses.replace(rule.options, **{option: number if scale == 1 else number / scale})
        except OptionsError:
            return _REFUSED
        return _found(Ruleset([rule.but(options=options, mutes=False)]), [document])[0]

    low = next(number for number in range(_HIGH[0]) if at(number) != _REFUSED)
    high = next(number for number in (*_HIGH, round(value * scale)) if at(number) != _REFUSED)
    first = at(low)
    if first == at(high):
        return f"{low / scale:g}- {digit(first)}"
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if at(middle) == first else (low, middle)
    return f"{digit(first)} {low / scale:g}|{high / scale:g} {digit(at(high))}"


def _document(example: Example, text: str) -> Document:
    return document_of(text, example.suffix, example.genre, example.layout)


def _found(ruleset: Ruleset, documents: Sequence[Document]) -> list[int]:
    """A number for all that is found in each document, 0 for nothing."""
    results = lint_all([(document, None) for document in documents], ruleset)
    return [crc32("\n".join(_told(result.findings)).encode("utf-8", "surrogatepass")) for result in results]


def _told(findings: Sequence[Finding]) -> Iterator[str]:
    for each in findings:
        edits = [(edit.start, edit.end, edit.text) for edit in each.fix.edits] if each.fix else ()
        related = [(other.span.start, other.span.end, other.message) for other in each.related]
        yield f"{each.span.start}-{each.span.end} {each.severity} {each.message} {edits} {related}"


def digit(number: int) -> str:
    """A mark for a number, the same for one in as many as there are."""
    return "." if not number else _DIGITS[number % len(_DIGITS)]
