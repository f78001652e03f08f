"""A draft beside the models of its house: its figures in their spread, its words, and how the models did each section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding
from govlint.analysis.rule import Rule
from govlint.document.document import Document
from govlint.document.heads import Head
from govlint.document.roles import Role
from govlint.document.sections import Sections
from govlint.house.models import Models, words_of
from govlint.house.similar import CLOSING, OPENING, Passage, Search
from govlint.house.vocabulary import likelihood_ratio
from govlint.language.frequencies import frequencies
from govlint.rhetoric.analysis import Rhetoric, analyse
from govlint.style.figures import FIGURES, WRITTEN, Figure, figures, outside
from govlint.style.forms import grammar, shape
from govlint.style.habit import Habit
from govlint.text.frozen import frozen

_TELLING = 10.83
"""G² beyond which one in a thousand lies by chance."""
_MOST_WORDS = 12


class Row(NamedTuple):
    """A figure of the draft beside the usual band; `off` as in style.figures.outside; `others` are the models' values."""

    name: str
    value: float
    low: float
    middle: float
    high: float
    off: float
    others: tuple[float, ...] = ()

    @property
    def figure(self) -> Figure:
        return FIGURES[self.name]


class Part(NamedTuple):
    """A section of the draft: its heading, its share of the whole in percent, and model passages like it."""

    heading: str
    share: float
    passages: tuple[Passage, ...]


class Heading(NamedTuple):
    """A heading of the draft: its words, their number, its shape and its grammar."""

    text: str
    length: int
    shape: str
    grammar: str


class Word(NamedTuple):
    """A word that the draft has more or less often than it should: times in the draft, and times expected there."""

    word: str
    times: int
    expected: float


@frozen
class Comparison:
    """All of it. `rows` have what stands out first; `texts` is how many models there are, `whose` what they are called."""

    document: Document
    rhetoric: Rhetoric
    whose: str
    texts: int
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    over: tuple[Word, ...]
    under: tuple[Word, ...]

    @property
    def standing_out(self) -> tuple[Row, ...]:
        """The figures that lie outside of the usual."""
        return tuple(row for row in self.rows if row.off)


class Draft:
    """A draft that waits for its models: what is looked for in them as they go by."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections = _sections(document)
        self.search = Search(self.sections)

    def compare(self, rules: Sequence[Rule], whose: str, texts: int, models: Models | None = None) -> Comparison:
        """The comparison with habits as rules have them and, where models were read, with them."""
        document = self.document
        found = lint(document, Ruleset([rule for rule in rules if isinstance(rule.options, Habit)]), remember=False).findings
        whole = sum(len(text) for _, text in self.sections) or 1
        parts = [
            Part(heading, 100 * len(text) / whole, tuple(passages))
            for (heading, text), passages in zip(self.sections, self.search.found, strict=True)
        ]
        over, under = _words(document, models)
        severe = sorted(found, key=lambda f: (-f.severity, f.order))
        rows = _rows(document, {r.options.measure: r.options for r in rules if isinstance(r.options, Habit)}, models)
        return Comparison(
            document, analyse(document), whose, texts, tuple(severe), rows, tuple(parts), _headings(document), over, under
        )


def _rows(document: Document, habits: Mapping[str, Habit], models: Models | None) -> tuple[Row, ...]:
    rows = []
    for name, value in figures(document).items():
        habit = habits.get(name)
        if habit is None or habit.low is None or habit.high is None:
            continue
        middle = habit.middle if habit.middle is not None else (habit.low + habit.high) / 2
        if not value.value and not middle:  # neither writes it
            continue
        others = sorted(m.figures[name].value for m in models.models if name in m.figures) if models else ()
        off = outside(name, value, habit.low, habit.high)
        rows.append(Row(name, value.value, habit.low, middle, habit.high, off, tuple(others)))
    order = list(FIGURES)
    return tuple(sorted(rows, key=lambda row: (-abs(row.off), order.index(row.name))))


def _sections(document: Document) -> list[tuple[str, str]]:
    """The heading and the text of each section of the highest level, with what stands above the first; else all of it."""
    sections = Sections(document)
    groups = [group for group in sections.groups if len(group) > 1 and all(map(sections.is_heading, group))]
    top = min(groups, key=lambda group: group[0].line) if groups else []
    cuts = [(sections.own(section), section.line, section.end) for section in top]
    first = cuts[0][1] if cuts else len(document.places)
    cuts = [("" if not cuts else OPENING, 0, first), *cuts]
    last = cuts[-1][2]
    if len(cuts) > 1 and last < len(document.places):
        cuts.append((CLOSING, last, len(document.places)))
    texts = [(heading, _text(document, start, end)) for heading, start, end in cuts]
    return [(heading, text) for heading, text in texts if text]


def _text(document: Document, start: int, end: int) -> str:
    read = (*WRITTEN, Role.HEADING)
    return "\n".join(place.block.folded for place in document.places[start:end] if place.role in read)


def _headings(document: Document) -> tuple[Heading, ...]:
    sections = Sections(document)
    found = []
    for line in sections.headings:
        member = sections.numbered.get(line)
        start = member.marker.end if member else 0
        text = document.places[line].block.folded[start:].strip()
        core = Head(line, start, text.rstrip("。；：")).core
        if core:
            found.append(Heading(document.places[line].block.folded.strip(), len(core), shape(core), grammar(core)))
    return tuple(found)


def _words(document: Document, models: Models | None) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words that stand out: beside the models where they were read, else beside official texts in general."""
    counts = words_of(document)
    size = sum(len(p.block.text) for p in document.places)
    rates: dict[str, float]
    if models and models.characters:
        having = Counter({w: n for w, n in models.words.counts.items() if n > 0})
        rates = {word: 1e6 * max(having[word], 0.5) / models.characters for word in {*having, *counts}}
    else:
        table = frequencies()
        rates = {word: table[word].rate for word in table}
    scored = {w: likelihood_ratio(counts[w], size, rate) for w, rate in rates.items()}
    telling = sorted((w for w in scored if abs(scored[w]) > _TELLING), key=lambda w: (-abs(scored[w]), w))
    told = [Word(w, counts[w], rates[w] * size / 1e6) for w in telling]
    over = [w for w in told if w.times > w.expected and w.times > 2]
    return tuple(over[:_MOST_WORDS]), tuple([w for w in told if w.times < w.expected][:_MOST_WORDS])
