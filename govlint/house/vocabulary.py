"""The words of a house beside those of official texts in general: which it likes, and which it never writes."""

from __future__ import annotations

import re
from math import log

from govlint.house.models import Models
from govlint.language import segment
from govlint.language.frequencies import STRETCH, frequencies
from govlint.text.characters import HAN

_MOST_LIKED, _MOST_AVOIDED = 24, 12
_SIGNIFICANT = 15.13
"""G² beyond which one in ten thousand lies by chance (one degree of freedom)."""
_CHANCE = 1e-6
_RUN = re.compile(f"[{HAN}]+")
_GRAMMAR = frozenset(
    "的地得了着过和与及或是在为以把将使让令向对从由被给自到于按就也都还再更最又很不没未别能要会应该可我你您他她它们这那此各每本该其所谁何上下中前后里内外吗呢吧啊请讲说做抓"
)
_NAMES = frozenset(("nr", "nrt", "nrfg", "ns", "nt", "nz"))
_NUMBER = re.compile("第?[〇零一二三四五六七八九十百千万亿两]+[次届个年月日号]?")


def likelihood_ratio(observed: int, size: int, rate: float) -> float:
    """T. Dunning's G² (Computational Linguistics 1993) of a count in so many code points against a rate to a million: below
    zero where the word is rarer than that."""
    expected = rate * size / 1e6
    if observed == 0:
        return -2 * expected
    value = 2 * (observed * log(observed / expected) - observed + expected)
    return value if observed >= expected else -value


def favourites(models: Models) -> tuple[str, ...]:
    """The words that most texts have and that stand there far more often than in official texts, the most telling first."""
    table = frequencies()
    counts, having = models.words.counts, models.words.texts
    scored = {
        word: likelihood_ratio(counts[word], models.characters, table[word].rate)
        for word in counts
        if word in table and 2 * having[word] > len(models.models) and counts[word] > 2
    }
    liked = [word for word in scored if scored[word] > _SIGNIFICANT]
    return tuple(sorted(liked, key=lambda word: (-round(scored[word]), word))[:_MOST_LIKED])


def avoided(models: Models) -> tuple[str, ...]:
    """The words that stand in most stretches of official texts and in none of the models, however long they are."""
    stretches = models.characters / STRETCH
    counts = models.words.counts
    chances = {
        word: (1 - frequency.share) ** stretches
        for word, frequency in frequencies().items()
        if frequency.share > 0.1 and counts[word] == 0
    }
    rare = [word for word in chances if chances[word] < _CHANCE]
    return tuple(sorted(rare, key=lambda word: (chances[word], word))[:_MOST_AVOIDED])


def is_common(text: str) -> bool:
    """Whether all words of a text are those of official texts in general, and so tell nothing of the house: no name, no number,
    and of single characters only those that grammar needs."""
    table = frequencies()
    return all(
        word in _GRAMMAR if len(word) == 1 else word in table and tag not in _NAMES and not _NUMBER.fullmatch(word)
        for run in _RUN.findall(text)
        for word, tag in segment.tags(run)
    )
