"""Cuts a paragraph's runs where a writer's words begin and end, formatting kept, and puts things between them.

Works on lxml's elements. Nothing here searches: every cut is an offset that the flow gave.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from govlint.word.flow import Atom, Paragraph
from govlint.word.package import W, Xml

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TRIMMED = " \t\n\r"
_PREFIX = {"w": W[1:-1]}


@dataclass(eq=False, slots=True)
class Unit:
    """Characters of a paragraph that no cut divides: one run, or a part of the run that it was.

    `first` and `last` are the outermost elements that have been put round or behind it: what comes before it goes before
    `first`, what comes behind it goes behind `last`.
    """

    start: int
    end: int
    run: Xml
    free: bool
    is_text: bool
    first: Xml
    last: Xml


class Operation:
    """A paragraph laid open: its text as units, cut wherever one of `cuts` asks for it."""

    def __init__(self, paragraph: Paragraph, cuts: Iterable[int]) -> None:
        self.units: list[Unit] = []
        wanted = sorted(set(cuts))
        for run, atoms in groupby(paragraph.atoms, key=lambda atom: atom.run):
            self.units += _divide(run, list(atoms), wanted)
        self._starts = [unit.start for unit in self.units]

    def between(self, start: int, end: int) -> Sequence[Unit]:
        """The units that hold the characters from `start` to `end`; those of what cannot be cut come whole."""
        first = bisect_left(self._starts, start)
        if first and (first == len(self.units) or self._starts[first] > start) and self.units[first - 1].end > start:
            first -= 1
        return self.units[first : bisect_left(self._starts, end)]

    def at(self, offset: int) -> Sequence[Unit]:
        """The unit that ends at `offset`, else the one that begins there."""
        before = self.between(offset - 1, offset) if offset else ()
        return before or self.between(offset, offset + 1)


def _divide(run: Xml, atoms: list[Atom], cuts: Sequence[int]) -> Iterable[Unit]:
    begin, end = atoms[0].start, atoms[-1].start + atoms[-1].length
    first = bisect_left(cuts, begin + 1)
    inside = cuts[first : bisect_left(cuts, end)]
    marks = [a.start for a in atoms]
    parts = [[begin, run]]
    if run.tag == W + "r":
        current = run
        for cut in inside:
            index = bisect_left(marks, cut + 1) - 1
            atom = atoms[index]
            if atom.start == cut:
                current = _split_before(current, atom.node)
            elif atom.is_text:
                node = _split_text(atom.node, atom.offset + cut - atom.start)
                current = _split_before(current, node)
                atoms[index + 1 : index + 1] = [Atom(cut, atom.start + atom.length - cut, node, 0, current, atom.free)]
                atoms[index] = atom._replace(length=cut - atom.start)
                marks = [a.start for a in atoms]
            else:
                continue
            parts.append([cut, current])
    for number, (start, part) in enumerate(parts):
        stop = parts[number + 1][0] if number + 1 < len(parts) else end
        own = [a for a in atoms if start <= a.start < stop]
        yield Unit(start, stop, part, all(a.free for a in own), all(a.is_text for a in own), part, part)


def _split_before(run: Xml, child: Xml) -> Xml:
    """Move `child` and what follows it in a run into a new run with the same properties behind it."""
    fresh = run.makeelement(run.tag, dict(run.attrib), _PREFIX)
    properties = run.find(W + "rPr")
    if properties is not None:
        fresh.append(copy.deepcopy(properties))
    for moved in [child, *child.itersiblings()]:
        fresh.append(moved)
    run.addnext(fresh)
    return fresh


def _split_text(node: Xml, at: int) -> Xml:
    """Cut a w:t in two; gives the second."""
    text = node.text or ""
    if node.get(_SPACE) != "preserve":
        # White space at its ends that nobody has seen would show once one of the pieces must keep its own.
        before, behind = text[:at].lstrip(_TRIMMED), text[at:].rstrip(_TRIMMED)
    else:
        before, behind = text[:at], text[at:]
    fresh = node.makeelement(node.tag, dict(node.attrib), _PREFIX)
    node.addnext(fresh)
    set_text(node, before)
    set_text(fresh, behind)
    return fresh


def set_text(node: Xml, text: str) -> None:
    """Give a w:t its text, white space at its ends kept."""
    node.text = text
    if text != text.strip(_TRIMMED):
        node.set(_SPACE, "preserve")


def new(parent: Xml, name: str, **attributes: str) -> Xml:
    """A new element of Word's namespace, made as a child of `parent` would be but not yet put there."""
    return parent.makeelement(W + name, {W + key: value for key, value in attributes.items()}, _PREFIX)
