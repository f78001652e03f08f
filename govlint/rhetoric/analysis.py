"""What a document has of rhetoric: its devices in their places, its sentences, and how both lie along its length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from statistics import mean

from govlint.document.document import Document
from govlint.document.roles import SPOKEN, Role
from govlint.rhetoric.devices import devices, opening_of
from govlint.rhetoric.found import PARAGRAPHS, Device
from govlint.text.frozen import frozen


@frozen
class Sentence:
    """A sentence: where it begins among all characters that are read, how many it has, and the place it stands in."""

    at: int
    length: int
    place: int
    text: str


@frozen
class Passage:
    """A device at the place with the index `place`, from `start` to `end` of its block's reading text.

    `at` is where it begins among all characters that are read, `length` how many it has. `limbs` are its limbs' texts.
    A device over several paragraphs stands at the first; its `end` is the end of that paragraph's limb.
    """

    device: Device
    form: str
    level: str
    place: int
    start: int
    end: int
    at: int
    length: int
    limbs: tuple[str, ...]


@frozen
class Rhetoric:
    """The analysis of a document. Characters are those that are no white space, punctuation included; titles, tables,
    signatures and notes are left out. `sections` are where the uppermost ordinals stand, with their text."""

    characters: int
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    sections: tuple[tuple[int, str], ...]

    def of(self, device: Device) -> list[Passage]:
        """The passages of a device in order of place."""
        return [passage for passage in self.passages if passage.device is device]

    def rate(self, device: Device) -> float:
        """How many passages of a device there are to 1,000 characters."""
        return 1000 * self.counts[device] / self.characters if self.characters else 0.0

    @cached_property
    def counts(self) -> Counter[Device]:
        """How many passages there are of each device."""
        return Counter(passage.device for passage in self.passages)

    @property
    def mean(self) -> float:
        """How many characters a sentence has."""
        return mean(sentence.length for sentence in self.sentences) if self.sentences else 0.0

    def score(self, device: Device, bars: int) -> list[int]:
        """The limbs of a device that begin in each of so many equal stretches of the text."""
        found = [0] * bars
        for passage in self.of(device):
            found[min(bars - 1, passage.at * bars // max(1, self.characters))] += len(passage.limbs)
        return found

    def pace(self, bars: int) -> list[float]:
        """The mean length of the sentences that begin in each of so many equal stretches of the text; 0 where none does."""
        lengths: list[list[int]] = [[] for _ in range(bars)]
        for sentence in self.sentences:
            lengths[min(bars - 1, sentence.at * bars // max(1, self.characters))].append(sentence.length)
        return [mean(found) if found else 0.0 for found in lengths]


def analyse(document: Document) -> Rhetoric:
    """The rhetoric of a document; reads nothing but it."""
    sentences: list[Sentence] = []
    passages: list[Passage] = []
    sections: list[tuple[int, str]] = []
    tops = {m.line: m.marker.text for run in document.outline.roots for m in run.members if m.marker.head}
    starts: dict[int, int] = {}
    at = 0
    for index, place in enumerate(document.places):
        if place.role not in SPOKEN:
            continue
        block = place.block
        starts[index] = at
        if index in tops and place.role is Role.HEADING:
            sections.append((at, tops[index].strip()))
        for found in devices(block):
            before = _count(block.folded[: found.start])
            limbs = tuple(block.text[limb.start : limb.end] for limb in found.limbs)
            length = _count(block.folded[found.start : found.end])
            passages.append(
                Passage(found.device, found.form, found.level, index, found.start, found.end, at + before, length, limbs)
            )
        for sentence in block.sentences:
            length = _count(sentence.text)
            if length and place.role is not Role.HEADING:
                sentences.append(Sentence(at, length, index, block.text[sentence.start : sentence.end].strip()))
            at += length
    passages += _paragraphs(document, starts)
    passages.sort(key=lambda passage: (passage.at, passage.device))
    return Rhetoric(at, tuple(sentences), tuple(passages), tuple(sections))


def _paragraphs(document: Document, starts: dict[int, int]) -> Iterator[Passage]:
    """Three paragraphs or more, one behind the other, that open alike."""
    body = [index for index in starts if document.places[index].role is Role.BODY]
    for opening, group in groupby(body, key=lambda index: opening_of(document.places[index].block.folded)):
        run = list(group)
        if opening and len(run) > 2:
            limbs = tuple(_first_clause(document, index) for index in run)
            first = run[0]
            length = _count("".join(document.places[index].block.folded for index in run))
            yield Passage(Device.ANAPHORA, f"{opening}…", PARAGRAPHS, first, 0, len(limbs[0]), starts[first], length, limbs)


def _first_clause(document: Document, index: int) -> str:
    block = document.places[index].block
    end = min((at for mark in "，。；：！？" if (at := block.folded.find(mark)) > 0), default=len(block.text))
    return block.text[:end]


def _count(text: str) -> int:
    return len("".join(text.split()))


def kinds(passages: Sequence[Passage]) -> str:
    """What there is among passages of one device, in words: how large and how many the limbs are, or what they share."""
    if not passages:
        return ""
    device = passages[0].device
    parts = []
    if device is not Device.FOUR:
        parts.append(Counter(p.level if device in (Device.PARALLEL, Device.ANAPHORA) else p.form for p in passages))
    said = ["、".join(f"{name} {count}" for name, count in part.most_common(4)) for part in parts]
    if device in (Device.FOUR, Device.PARALLEL, Device.ANAPHORA, Device.CLIMAX):
        limbs = Counter(len(p.limbs) for p in passages)
        unit = "个连用" if device is Device.FOUR else "项的"
        said.append("、".join(f"{size} {unit} {limbs[size]} 处" for size in sorted(limbs)))
    return "；".join(said)
