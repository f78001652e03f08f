"""Plants faults of structure: texts built of real headings and paragraphs, plain and in Markdown, with one thing put wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from govlint.language.numeral import to_han
from tests.bench.planted import Planted

_COUNT = 12
"""Texts for each kind of fault, and for each control."""


@dataclass(frozen=True)
class Section:
    """A heading without its ordinal, the paragraphs under it, and its own sections."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A text; `levels` are the levels that Markdown gives the headings, by number of the section, where they are wrong."""

    title: str
    sections: tuple[Section, ...]
    ordinals: bool = True
    markdown: bool = False
    levels: dict[tuple[int, ...], int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole, a paragraph a line, in Markdown with an empty line between."""
        lines = [f"# {self.title}" if self.markdown else self.title, *self._lines(self.sections, ())]
        return ("\n\n" if self.markdown else "\n").join(lines) + "\n"

    def heading(self, path: tuple[int, ...]) -> str:
        """The line of the heading of a section, by its numbers from 0."""
        sections, section = self.sections, None
        for number in path:
            section = sections[number]
            sections = section.sections
        assert section is not None
        ordinal = ("{}、" if len(path) == 1 else "（{}）").format(to_han(path[-1] + 1)) if self.ordinals else ""
        marks = "#" * self.levels.get(path, len(path) + 1) + " " if self.markdown else ""
        return marks + ordinal + section.heading

    def _lines(self, sections: Sequence[Section], above: tuple[int, ...]) -> Iterator[str]:
        for number, section in enumerate(sections):
            path = (*above, number)
            yield self.heading(path)
            yield from section.paragraphs
            yield from self._lines(section.sections, path)


Change = Callable[[Paper, Random], tuple[Paper, str]]


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Papers with one fault each, and whole ones."""
    headings, paragraphs = _headings(texts), _paragraphs(texts)
    if len(headings) < 20 or len(paragraphs) < 40:
        return
    rules = tuple(sorted({f"structure/{rule}" for _, rule, _, _, _ in _CHANGES}))
    for kind, rule, ordinals, markdown, change in _CHANGES:
        for _ in range(_COUNT):
            paper, wrong = change(_paper(headings, paragraphs, random, ordinals, markdown), random)
            at = paper.text.rindex(wrong)
            suffix = ".md" if markdown else ".txt"
            yield Planted(f"structure: {kind}", "paper", paper.text, (f"structure/{rule}",), (at, at + len(wrong)), suffix)
    for ordinals, markdown in ((True, False), (True, True), (False, True)):
        for _ in range(_COUNT):
            paper = _paper(headings, paragraphs, random, ordinals, markdown)
            kind = f"structure: right {'Markdown' if markdown else 'text'}{'' if ordinals else ' without ordinals'}"
            yield Planted(kind, "paper", paper.text, rules, suffix=".md" if markdown else ".txt")


def _headings(texts: Sequence[tuple[str, str]]) -> list[str]:
    lines = (line.strip() for name, text in texts if name.startswith(("report", "document")) for line in text.splitlines())
    found = (re.match(r"[一二三四五六七八九十]{1,2}、([\u4e00-\u9fff、，]{4,24})$", line) for line in lines)
    return sorted({match.group(1) for match in found if match})


def _paragraphs(texts: Sequence[tuple[str, str]]) -> list[str]:
    lines = (line.strip() for name, text in texts if name.startswith(("report", "document")) for line in text.splitlines())
    plain = re.compile(r"[^一二三四五六七八九十（\d第][^：]{80,200}。$")
    return [
        line
        for line in lines
        if plain.match(line) and not re.search(r"[一二三四五六]是|[一二三四]要|首先|^各位|^同志|公有领域", line)
    ]


def _paper(headings: Sequence[str], paragraphs: Sequence[str], random: Random, ordinals: bool, markdown: bool) -> Paper:
    names = random.sample(list(headings), 12)

    def some() -> tuple[str, ...]:
        return tuple(random.sample(list(paragraphs), random.choice((1, 2))))

    sections = []
    for number in range(random.choice((3, 4))):
        deeper = [Section(names.pop(), some()) for _ in range(random.choice((2, 3)))] if number == 1 else []
        sections.append(Section(names.pop(), () if deeper and random.random() < 0.5 else some(), tuple(deeper)))
    return Paper("全区重点工作推进方案", tuple(sections), ordinals, markdown)


def _changed(paper: Paper, path: tuple[int, ...], change: Callable[[Section], Section]) -> Paper:
    def within(sections: Sequence[Section], path: tuple[int, ...]) -> tuple[Section, ...]:
        first, *rest = path
        changed = list(sections)
        if rest:
            changed[first] = replace(changed[first], sections=within(changed[first].sections, tuple(rest)))
        else:
            changed[first] = change(changed[first])
        return tuple(changed)

    return replace(paper, sections=within(paper.sections, path))


def _emptied(paper: Paper, random: Random) -> tuple[Paper, str]:
    path = random.choice(((0,), (len(paper.sections) - 1,)))
    return _changed(paper, path, lambda s: replace(s, paragraphs=())), paper.heading(path)


def _alone(paper: Paper, random: Random) -> tuple[Paper, str]:
    return _changed(paper, (1,), lambda s: replace(s, sections=s.sections[:1])), paper.heading((1, 0))


def _lengthened(paper: Paper, random: Random) -> tuple[Paper, str]:
    every = [p for s in paper.sections for p in s.paragraphs]
    usual = max(sum(map(len, s.paragraphs)) + sum(len(p) for d in s.sections for p in d.paragraphs) for s in paper.sections)
    longer: list[str] = []
    while sum(map(len, longer)) < max(1000, 3.5 * usual):
        longer.append(random.choice(every))
    return _changed(paper, (0,), lambda s: replace(s, paragraphs=tuple(longer))), paper.heading((0,))


def _stopped(*paths: tuple[int, ...]) -> Change:
    def change(paper: Paper, random: Random) -> tuple[Paper, str]:
        path = random.choice(paths)
        paper = _changed(paper, path, lambda s: replace(s, heading=s.heading + "。"))
        return paper, paper.heading(path)

    return change


def _twice(paper: Paper, random: Random) -> tuple[Paper, str]:
    path, first = random.choice((((2,), 0), ((1, 1), 0)))
    words = (paper.sections if len(path) == 1 else paper.sections[1].sections)[first].heading
    paper = _changed(paper, path, lambda s: replace(s, heading=words))
    return paper, paper.heading(path)


def _levelled(path: tuple[int, ...], level: int) -> Change:
    def change(paper: Paper, random: Random) -> tuple[Paper, str]:
        paper = replace(paper, levels={path: level})
        return paper, paper.heading(path)

    return change


def _flat(paper: Paper, random: Random) -> tuple[Paper, str]:
    paper = replace(paper, levels={(1, n): 2 for n in range(3)})
    return paper, paper.heading((1, 0))


def _jumped(paper: Paper, random: Random) -> tuple[Paper, str]:
    paper = replace(paper, levels={(1, n): 4 for n in range(3)})
    return paper, paper.heading((1, 0))


def _titled(paper: Paper, random: Random) -> tuple[Paper, str]:
    title = (
        f"关于推进{random.choice(('重点项目建设', '城乡环境整治', '农田水利'))}的{random.choice(('意见', '通知', '报告'))}。"
    )
    return replace(paper, title=title), title


_CHANGES: tuple[tuple[str, str, bool, bool, Change], ...] = (
    ("nothing under a heading", "empty-heading", True, False, _emptied),
    ("nothing under a heading in Markdown", "empty-heading", False, True, _emptied),
    ("one subheading alone", "single-subheading", False, True, _alone),
    ("section too long", "long-section", True, False, _lengthened),
    ("section too long in Markdown", "long-section", False, True, _lengthened),
    ("stop after a heading", "heading-stop", True, False, _stopped((0,), (1,), (2,))),
    ("stop after a heading in Markdown", "heading-stop", True, True, _stopped((0,), (2,))),
    ("stop after a title", "title-stop", True, False, _titled),
    ("heading twice", "repeated-heading", True, False, _twice),
    ("heading twice in Markdown", "repeated-heading", False, True, _twice),
    ("level unlike its siblings", "heading-level", True, True, _levelled((2,), 3)),
    ("level not below its parent", "heading-level", True, True, _flat),
    ("level skipped", "skipped-level", False, True, _jumped),
)
