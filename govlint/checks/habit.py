"""habit: departures from what the model texts of a house do: formulas in their places, forms, figures, names, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Hit, Pointer
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.document.windows import Windows
from govlint.language.formula import Formula
from govlint.style.figures import FIGURES, WRITTEN, Value, figures, outside
from govlint.style.forms import CHOICES, Choice, Spot, forms
from govlint.style.habit import GROWN, PLACES, TOGETHER, Habit, quoted, shown, usual_of
from govlint.style.names import Names

_FAR = 0.2
"""Widths of the usual band outside of it from which on a figure lies far off."""
_USUAL = 4
"""Figures that may be off at once by chance, where the house does not say: in training texts a text of the same kind has more
in one of a hundred."""
_SURELY = 2
"""How many times as many tell of another way of writing by themselves: below that one remark says it."""
_SHOWN = 24
_READ = (*WRITTEN, Role.HEADING, Role.SALUTATION)


class _Prepared(NamedTuple):
    """A habit with what it takes to look for it."""

    habit: Habit
    formulas: Sequence[Formula]
    names: Names | None


class _Look:
    """A document as the habits look at it, each part worked out when the first one asks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.windows = Windows(document)
        self._figures: dict[str, Value] | None = None
        self._forms: dict[str, Choice] | None = None
        self._whole: str | None = None

    @property
    def figures(self) -> dict[str, Value]:
        if self._figures is None:
            self._figures = figures(self.document)
        return self._figures

    @property
    def forms(self) -> dict[str, Choice]:
        if self._forms is None:
            self._forms = forms(self.document)
        return self._forms

    @property
    def whole(self) -> str:
        """All that is written in it, a line for each paragraph."""
        if self._whole is None:
            self._whole = "\n".join(self.document.places[i].block.folded for i in self.document.with_role(*_READ))
        return self._whole

    @property
    def top(self) -> Spot:
        """What a departure of the whole document points at: its title, else the beginning of its text."""
        titles = self.document.with_role(Role.TITLE, part=0)
        index = titles[0] if titles else self.windows.body[0]
        text = self.document.places[index].block.text
        return Spot(index, 0, len(text) if titles else min(len(text), _SHOWN))


def _prepare(rules: Sequence[Habit]) -> DocumentFinder:
    prepared = [
        _Prepared(
            habit,
            [Formula(text) for text in habit.usual] if habit.measure in PLACES else (),
            Names(habit.usual, habit.instead) if habit.measure == "names" else None,
        )
        for habit in rules
    ]
    usual = min((r.high for r in rules if r.measure == TOGETHER and r.high is not None), default=_USUAL)

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        if sum(len(document.places[i].block.text) for i in document.with_role(*WRITTEN)) < GROWN:
            return
        look = _Look(document)
        if not look.windows.body:
            return
        found = [(index, hit) for index, one in enumerate(prepared) for hit in _departures(look, one)]
        # One figure that is a little off may be chance, one word the matter at hand; several at once are another way of
        # writing, and of very many each is.
        off = sum(prepared[index].habit.measure in FIGURES for index, _ in found)
        for index, hit in found:
            surely = off > _SURELY * usual and prepared[index].habit.measure in FIGURES and hit.case
            yield index, replace(hit, case="") if surely else hit
        for index, one in enumerate(prepared):
            if one.habit.measure == TOGETHER and off > usual:
                yield index, _hit(one.habit, look.top, str(off))

    return find


def _departures(look: _Look, one: _Prepared) -> Iterator[Hit]:
    measure = one.habit.measure
    if measure in PLACES:
        return _of_formula(look, one)
    if measure in CHOICES:
        return _of_form(look, one.habit)
    if measure in FIGURES:
        return _of_figure(look, one.habit)
    if measure == TOGETHER:
        return iter(())
    return _of_names(look, one) if one.names else _of_words(look, one.habit)


def _of_formula(look: _Look, one: _Prepared) -> Iterator[Hit]:
    sentences = [pair for pair in look.windows.sentences[one.habit.measure] if len(pair[1].core.strip()) > 1]
    if not sentences or any(formula.find(s.text) for formula in one.formulas for _, s in sentences):
        return
    index, sentence = sentences[-1] if one.habit.measure in ("transition", "closing") else sentences[0]
    text = sentence.text
    start, end = sentence.start + len(text) - len(text.lstrip()), sentence.start + len(text.rstrip())
    yield _hit(one.habit, Spot(index, start, end), _short(text.strip()))


def _of_form(look: _Look, habit: Habit) -> Iterator[Hit]:
    choice = look.forms.get(habit.measure)
    if choice is None or choice.main in habit.usual:
        return
    own = choice.main
    yield _hit(
        habit, choice.first.get(own, look.top), own, "" if choice.counts[own] > sum(choice.counts.values()) / 2 else "near"
    )


def _of_figure(look: _Look, habit: Habit) -> Iterator[Hit]:
    value = look.figures.get(habit.measure)
    if value is None or habit.low is None or habit.high is None:
        return
    off = outside(habit.measure, value, habit.low, habit.high)
    if off:
        own = f"{shown(habit.measure, value.value)} {FIGURES[habit.measure].unit}"
        yield _hit(habit, look.top, own, "near" if abs(off) <= _FAR or FIGURES[habit.measure].is_word else "")


def _of_names(look: _Look, one: _Prepared) -> Iterator[Hit]:
    assert one.names is not None
    told = set()
    for index in look.document.with_role(*_READ, Role.TITLE):
        text = look.document.places[index].block.folded
        for found in one.names.variants(text):
            said = text[found.start : found.end]
            if said not in told:
                told.add(said)
                yield _hit(one.habit, Spot(index, found.start, found.end), said, usual=quoted(found.name))


def _of_words(look: _Look, habit: Habit) -> Iterator[Hit]:
    """The first of each word that is not the house's; of a pair only where it is the more frequent one."""
    whole = look.whole
    for word in habit.instead:
        if word not in whole or (habit.usual and whole.count(word) <= sum(map(whole.count, habit.usual))):
            continue
        for index in look.document.with_role(*_READ):
            at = look.document.places[index].block.folded.find(word)
            if at >= 0:
                yield _hit(habit, Spot(index, at, at + len(word)), word)
                break


def _hit(habit: Habit, spot: Spot, own: str, case: str = "", usual: str = "") -> Hit:
    slots = {
        "own": own,
        "usual": usual or usual_of(habit),
        "kept": str(habit.kept),
        "texts": str(habit.texts),
        "example": habit.example,
        "source": habit.source,
    }
    block, start, end = spot
    related = (Pointer(start, end, "model", slots, block),) if habit.example else ()
    return Hit(start, end, slots, related=related, case=case, block=block)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


KIND = Kind(
    "habit",
    Habit,
    document=_prepare,
    slots={
        "own": "这一篇的写法",
        "usual": "惯用的写法",
        "kept": "多少篇范文是这样",
        "texts": "多少篇范文里看得出这一方面",
        "example": "范文里的一个例子",
        "source": "例子出自哪个文件",
    },
    roles={"model": "范文的例子，指着同一个地方"},
    cases={"near": "差得不多：数值离惯常不远，或几种写法混用"},
)
