"""What the models of a house have in common, as habits; which texts are left out since they are unlike all others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from statistics import median

from govlint.document.genre import GENRE_NAMES, Genre
from govlint.house.bands import ALONE, Band, band, centre_and_spread
from govlint.house.formulas import formulas
from govlint.house.loosened import Loosened, loosened
from govlint.house.models import Model, Models, is_name, short, values_of
from govlint.house.vocabulary import avoided, favourites, is_common
from govlint.style.figures import FIGURES, outside
from govlint.style.forms import CHOICES, NO, PAIRS
from govlint.style.habit import PLACES, TOGETHER, Habit, firmness
from govlint.style.names import SHORTEST, differs_inside
from govlint.text.frozen import frozen

LEAST = 0.42
"""The firmness below which a habit is none."""
_SHARED = 0.15
"""The share of texts from which on a second form is usual, too."""
_FORMED_IN = 2
"""Texts, where there are so many, that must show a form: what one of many has is no habit."""
_WRONG = ("()", '""')
"""Forms that no house should be held to, however many write them."""
_SHORTEST = 4
"""Code points of a formula of common words."""
_MOST_NAMES = 40
_NAMED_IN, _PHRASED_IN = 0.2, 0.4
"""The share of texts from which on a name is the house's, and a phrase that is not marked as one."""
_FAMILY = 5
"""In how many times as many texts a name stands as all that differs from it in one character."""
_OUTLYING = 0.2
_LONE_GENRE = 0.08
"""How much stranger a text is that is the only one of its genre."""
_FEW = 3
_FEWEST = 5
"""Texts from which on one that is unlike the others can be told."""
_MANY = 40
"""Texts from which on each is held against all, itself among them."""
_ENOUGH = 15
"""Texts from which on it can be told how many figures are off at once."""
_MOST_OFF = (3, 4)
"""How many may be so in any house at least, and at most: in training texts more are off in one of twenty, of a hundred."""
_FAR = 4.0
_UNLIKE = 2.5


@frozen
class Learned:
    """Habits by name, what they were learned from, and what could not be known, in Chinese."""

    habits: Mapping[str, Habit]
    texts: int
    characters: int
    genre: Genre | None
    left_out: tuple[str, ...] = ()
    favourites: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    loosened: Mapping[str, Loosened] = field(default_factory=dict)
    """The shipped rules that the house does not keep to."""


def learn(models: Models, left_out: Sequence[str] = (), *, quotes: bool = True) -> Learned:
    """The habits of at least one text. Without `quotes` no word of the models is told but formulas of common words."""
    texts = sorted(models.models, key=lambda model: model.key)
    habits = dict((*_formulas(texts, quotes), *_forms(texts), *_figures(texts)))
    if quotes and (named := _names(models, texts)):
        habits["names"] = named
    if words := avoided(models):
        habits["words"] = Habit("words", instead=words, kept=len(texts), texts=len(texts))
    if not quotes:
        habits = {name: _bare(habit) for name, habit in habits.items()}
    genres = Counter(model.genre for model in texts)
    genre, number = genres.most_common(1)[0]
    whose = genre if genre is not Genre.OTHER and number == len(texts) else None
    liked = favourites(models) if quotes else ()
    unknown = list(_unknown(texts, habits, quotes))
    if left_out and not quotes:
        unknown.append(f"有 {len(left_out)} 篇和别的范文很不一样，没有用")
    told = tuple(sorted(left_out)) if quotes else ()
    return Learned(
        habits, len(texts), models.characters, whose, told, liked, tuple(unknown), loosened([model.judged for model in texts])
    )


def outlying(models: Sequence[Model]) -> list[Model]:
    """The texts that are unlike all others in many ways at once; of few texts none can be told, of many a fifth at most."""
    if len(models) > _MANY:
        return _strange(models)[: len(models) // 5]
    # One after the other, so that the strangest has no say in which others are strange.
    found: list[Model] = []
    left = list(models)
    while len(left) >= _FEWEST and len(found) < len(models) // 5 and (strange := _strange(left)):
        found.append(strange[0])
        left.remove(strange[0])
    return found


def _strange(models: Sequence[Model]) -> list[Model]:
    """The texts that are much stranger than is usual among them, the strangest first."""
    judge = _Strangeness(models)
    strange = {model.key: judge.of(model) for model in models}
    usual = median(strange.values())
    spread = max(1.4826 * median(abs(value - usual) for value in strange.values()), 0.04)
    found = [m for m in models if strange[m.key] > max(_OUTLYING, usual + _UNLIKE * spread)]
    return sorted(found, key=lambda model: (-strange[model.key], model.key))


class _Strangeness:
    """The share of figures, and that of forms, by which a text is unlike the others, one weighing as much as the other."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._scaled = {
            name: [(model.key, figure.scaled(model.figures[name].value)) for model in models if name in model.figures]
            for name, figure in FIGURES.items()
        }
        self._forms = {name: Counter(m.forms[name] for m in models if name in m.forms) for name in CHOICES}
        self._genres = Counter(model.genre for model in models)
        # One text of many changes nothing in what is usual among them.
        self._usual = {
            name: centre_and_spread(FIGURES[name], [value for _, value in scaled])
            for name, scaled in self._scaled.items()
            if len(scaled) > _MANY
        }

    def of(self, model: Model) -> float:
        """Between 0 and 1."""
        figures, forms = [], []
        for name, value in model.figures.items():
            if len(self._scaled[name]) < _FEWEST:
                continue
            figure = FIGURES[name]
            centre, spread = self._usual.get(name) or centre_and_spread(
                figure, [other for key, other in self._scaled[name] if key != model.key]
            )
            figures.append(min(1.0, max(0.0, (abs(figure.scaled(value.value) - centre) / spread - 1.5) / (_FAR - 1.5))))
        for name, form in model.forms.items():
            others = self._forms[name].total() - 1
            if others + 1 >= _FEWEST:
                forms.append(self._forms[name][form] - 1 < 0.15 * others)
        lone = model.genre is not Genre.OTHER and self._genres[model.genre] == 1 and self._genres.total() > _FEWEST
        # Figures are many and go together; forms are few and tell more.
        return (_share(figures) + _share(forms)) / 2 + _LONE_GENRE * lone


def _share(odd: Sequence[float]) -> float:
    return sum(odd) / len(odd) if odd else 0.0


def _formulas(texts: Sequence[Model], quotes: bool) -> Iterator[tuple[str, Habit]]:
    for place in PLACES:
        allowed: Callable[[str], bool] = bool if quotes else is_common if place == "salutation" else _may_be_told
        those = [model for model in texts if model.sentences.get(place)]
        if not those:
            continue
        here = [model.sentences[place] for model in those]
        # A salutation is a line by itself, and none the less one where its words are said again later.
        elsewhere = [p for p in PLACES if place != "salutation" and p != place]
        others = ["\n".join(s for p in elsewhere for s in m.sentences.get(p, ())) for m in those]
        found = formulas(here, others, allowed)
        kept = len(found.kept)
        if not found.usual or firmness(kept, len(those)) < LEAST or (len(those) > 1 and 2 * len(found.usual) > kept):
            continue
        model, sentence = _example(those, found.usual[0], place)
        yield place, Habit(place, found.usual, kept=kept, texts=len(those), example=short(sentence), source=model.name)


def _may_be_told(formula: str) -> bool:
    """Whether a formula tells nothing of the house, and is one still."""
    return len(formula) >= _SHORTEST and formula[0] != "的" and is_common(formula)


def _example(texts: Sequence[Model], usual: str, place: str) -> tuple[Model, str]:
    """The shortest sentence with the most common formula."""
    head = usual.partition("……")[0]
    having = [(len(s), s, model.key, model) for model in texts for s in model.sentences[place] if head in s]
    _, sentence, _, model = min(having, key=lambda item: item[:3])
    return model, sentence


def _forms(texts: Sequence[Model]) -> Iterator[tuple[str, Habit]]:
    for name in CHOICES:
        those = [model for model in texts if name in model.forms]
        if len(those) < min(_FORMED_IN, len(texts)):
            continue
        counts = Counter(model.forms[name] for model in those)
        ranked = sorted(counts, key=lambda form: (-counts[form], form))
        usual = [
            form for form in ranked if (counts[form] >= max(1, _SHARED * len(those)) and counts[form] > 1) or form == ranked[0]
        ]
        if not usual or len(usual) > 2 or (len(usual) == 2 and name.startswith("has-")):
            continue
        if usual[0] in _WRONG:
            continue
        kept = sum(counts[form] for form in usual)
        # Two forms that all write are a habit only where there are others to be told from them.
        if firmness(kept, len(those)) < LEAST or (
            len(usual) == 2 and name in ("percent", "years", "heading-end", "bracket-marks", *PAIRS)
        ):
            continue
        like = min((m for m in those if m.forms[name] == usual[0]), key=lambda m: (len(m.examples.get(name, "")), m.key))
        shown = "" if usual[0] == NO or name == "has-title" else short(like.examples.get(name, ""))
        yield name, Habit(name, tuple(usual), kept=kept, texts=len(those), example=shown, source=like.name if shown else "")


def _figures(texts: Sequence[Model]) -> Iterator[tuple[str, Habit]]:
    """The bands, each kept by the texts that lie within what the others teach; then how many figures of a text of this house
    are off at once."""
    off: Counter[str] = Counter({model.key: 0 for model in texts})
    for name, figure in FIGURES.items():
        those = [model for model in texts if name in model.figures]
        # How often a word stands in one text says nothing of the next.
        if firmness(len(those), len(those)) < LEAST or (figure.is_word and len(those) < _FEW):
            continue
        whole = band(name, values_of(those, name))
        beyond = [model.key for model in those if _is_off(name, model, those, whole)]
        off.update(beyond)
        yield (
            name,
            Habit(name, low=whole.low, middle=whole.middle, high=whole.high, kept=len(those) - len(beyond), texts=len(those)),
        )
    if len(texts) >= _ENOUGH:
        numbers = sorted(off.values())
        high = min(max(numbers[-1 - len(texts) // ALONE], _MOST_OFF[0]), _MOST_OFF[1])
        yield TOGETHER, Habit(TOGETHER, high=high, kept=sum(number <= high for number in numbers), texts=len(texts))


def _is_off(name: str, model: Model, texts: Sequence[Model], whole: Band) -> bool:
    """Whether a text lies outside of the band that the others teach; of many texts one makes no difference to it."""
    value = model.figures[name]
    if len(texts) <= _MANY:
        whole = band(name, values_of((other for other in texts if other is not model), name) or [value])
    return outside(name, value, whole.low, whole.high) != 0


def _names(models: Models, texts: Sequence[Model]) -> Habit | None:
    """Names and set phrases that stand in several texts, with what differs in one character and is written now and then;
    where others are written often, it is one of a family and tells of no slip."""
    least = max(min(3, len(texts)), math.ceil(_NAMED_IN * len(texts)))
    counts, having = models.names.counts, models.names.texts
    known = [name for name in having if len(name) >= SHORTEST]
    phrased = max(3, math.ceil(_PHRASED_IN * len(texts)))
    frequent = [n for n in known if counts[n] >= 3 and having[n] >= (least if is_name(n) else phrased)]
    frequent.sort(key=lambda name: (not is_name(name), -having[name], -counts[name], name))
    near = _Near(known)
    others = {name: near.variants(name) for name in frequent}
    kept = [n for n in frequent if sum(having[o] for o in others[n]) * _FAMILY <= having[n]][:_MOST_NAMES]
    if not kept:
        return None
    allowed = {other for name in kept for other in others[name]}
    return Habit("names", tuple(sorted(kept)), tuple(sorted(allowed.difference(kept))), kept=len(texts), texts=len(texts))


class _Near:
    """Names by what they begin and end with, so that few are compared."""

    def __init__(self, names: Sequence[str]) -> None:
        self._by_ends: dict[tuple[str, str], list[str]] = {}
        for name in names:
            self._by_ends.setdefault((name[0], name[-1]), []).append(name)

    def variants(self, name: str) -> list[str]:
        """The other names that differ from this one in a character inside."""
        return [other for other in self._by_ends[name[0], name[-1]] if other != name and differs_inside(other, name)]


def _bare(habit: Habit) -> Habit:
    """A habit without the passage that shows it."""
    return Habit(habit.measure, habit.usual, habit.instead, habit.low, habit.middle, habit.high, habit.kept, habit.texts)


def _unknown(texts: Sequence[Model], habits: Mapping[str, Habit], quotes: bool) -> Iterator[str]:
    """What the models do not tell."""
    if len(texts) < _FEWEST:
        yield f"只有 {len(texts)} 篇范文，各项都只作参考；至少要 {_FEWEST} 篇才看得出惯例"
    genres = Counter(model.genre for model in texts)
    several = [(genre, number) for genre, number in genres.most_common() if number > 1 and number >= _SHARED * len(texts)]
    if len(several) > 1:
        told = "、".join(f"{GENRE_NAMES[genre]} {number} 篇" for genre, number in sorted(several, key=lambda g: (-g[1], g[0])))
        yield f"范文不是一种文种（{told}），分开来学更准"
    for name, title in PLACES.items():
        if name not in habits:
            yield f"{title}没有一致的套话" if quotes else f"{title}没有一致的、不含原话的套话"
    if "inline" not in habits and any("inline" in model.forms for model in texts):
        yield "段内的序号没有一致的写法"
