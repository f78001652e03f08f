"""Text with slips planted in it: where the learning and the figures get what is certainly wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

import numpy as np
import numpy.typing as npt

from govlint.likelihood.confusions import Confusions
from govlint.likelihood.measures import SHAPES
from govlint.likelihood.pairs import Pairs
from govlint.text.frozen import frozen

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?[”’）]*")
_LENGTHS = range(12, 101)
KINDS = {"sound": 0.45, "like": 0.25, "shape": 0.3}
"""How slips come about, and their shares: the same sound, a like one, a like shape."""


@frozen
class Planted:
    """A text, and for each place that was made wrong the right character and the kind of the slip."""

    text: str
    slips: dict[int, tuple[str, str]]

    def right(self, found: Pairs) -> npt.NDArray[np.bool_]:
        """Which pairs give back what was there."""
        pairs = zip(found.places.tolist(), found.others.tolist(), strict=True)
        return np.array([self.slips.get(place, ("", ""))[0] == chr(other) for place, other in pairs], bool)


@frozen
class Planter:
    """Writes slips into texts: confusions, each the likelier the more common the character is."""

    confusions: Confusions
    common: dict[str, float]

    def plant(self, paragraphs: Sequence[str], share: float, random: Random) -> Planted:
        """One slip in this share of the sentences."""
        made: list[str] = []
        slips: dict[int, tuple[str, str]] = {}
        at = 0
        for paragraph in paragraphs:
            for sentence in _SENTENCE.findall(paragraph):
                if share and len(sentence) in _LENGTHS and random.random() < share:
                    slip = self._slip(sentence, random)
                    if slip:
                        offset, wrong, kind = slip
                        slips[at + offset] = sentence[offset], kind
                        sentence = sentence[:offset] + wrong + sentence[offset + 1 :]
                made.append(sentence)
                at += len(sentence)
            made.append("\n")
            at += 1
        return Planted("".join(made), slips)

    def _slip(self, sentence: str, random: Random) -> tuple[int, str, str] | None:
        for _ in range(20):
            offset = random.randrange(len(sentence))
            kind = random.choices([*KINDS], [*KINDS.values()])[0]
            others = self._others(sentence[offset], kind)
            if others:
                return offset, random.choices(others, [self.common.get(other, 1.0) ** 0.5 for other in others])[0], kind
        return None

    def _others(self, character: str, kind: str) -> list[str]:
        entries = self.confusions.of_one(character)
        likeness = self.confusions.likeness[entries]
        sound, shape = likeness // SHAPES, likeness % SHAPES
        wanted = {"sound": sound >= 2, "like": sound == 1, "shape": shape >= 1}[kind]
        return [chr(other) for other in self.confusions.others[entries][wanted]]
