"""Model texts as learning sees them: each reduced to its measures, all together to counts of words and names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.document.roles import Role
from govlint.document.windows import Sentences, Windows
from govlint.house.loosened import judged
from govlint.language import segment
from govlint.language.frequencies import frequencies
from govlint.style.figures import WRITTEN, Value, figures
from govlint.style.forms import forms
from govlint.style.habit import GROWN, PLACES
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_READ = (*WRITTEN, Role.HEADING, Role.SALUTATION)
_NAMED = lazy(r"“[^“”，。；：！？\n]{3,14}”|《[^《》\n]{4,30}》")
_ORGANS = lazy(
    rf"(?<![{HAN}])(?:[由请向对在经])?([{HAN}]{{2,12}}?(?:局|委员会|办公室|领导小组|工作组|专班|指挥部|办事处|集团|公司|研究院))"
    r"(?![长面部域势限的])"
)
# Openings of clauses that are about their own text.
_LIMB = lazy(rf"(?<![{HAN}])(?![的了在从对把为因所是有不也就而但以其这那一二三四五六七八九十第各并])[{HAN}]{{6,14}}(?![{HAN}])")
_LONGEST = 240
"""Code points of a sentence that is kept for its formulas."""
_MOST_SENTENCES = 14
_ROOM = 200_000
"""How many words, or names, are counted at a time; beyond it those met in the fewest texts are let go."""


@frozen
class Model:
    """One model text: what it is called, what it is, its figures, its forms with an example of each, and the sentences that
    stand where formulas do."""

    name: str
    key: str
    """Tells texts apart by what they say, whatever their names."""
    characters: int
    genre: Genre
    figures: Mapping[str, Value]
    forms: Mapping[str, str]
    examples: Mapping[str, str]
    sentences: Mapping[str, tuple[str, ...]]
    judged: Mapping[str, bool]
    """As house.loosened.judged has it."""


class Tally:
    """How often things stand in texts, and in how many; in bounded room. What is in `always` is never let go."""

    def __init__(self, always: Container[str] = ()) -> None:
        self.counts: Counter[str] = Counter()
        self.texts: Counter[str] = Counter()
        self._always = always

    def add(self, found: Mapping[str, int], sign: int = 1) -> None:
        """Count what one text has; with `sign` -1 take it away again."""
        for thing, number in found.items():
            if sign > 0 or thing in self.texts:
                self.counts[thing] += sign * number
                self.texts[thing] += sign
        least = 2
        while len(self.texts) > _ROOM and least < _ROOM:
            for thing in [t for t, texts in self.texts.items() if texts < least and t not in self._always]:
                del self.texts[thing], self.counts[thing]
            least *= 2


@dataclass
class Models:
    """All model texts. Texts are read one after the other, and only measures and counts of them stay."""

    models: list[Model] = field(default_factory=list)
    words: Tally = field(default_factory=lambda: Tally(frequencies()))
    names: Tally = field(default_factory=Tally)
    _keys: set[str] = field(default_factory=set)

    def add(self, document: Document, name: str) -> bool:
        """Measure a text. False where an equal one is there already, or it is too short to have habits."""
        model = measured(document, name)
        if model.characters < GROWN or model.key in self._keys:
            return False
        self.models.append(model)
        self._keys.add(model.key)
        self.words.add(words_of(document))
        self.names.add(names_of(document))
        return True

    def take_away(self, document: Document, model: Model) -> None:
        """Forget a text that was measured."""
        self.models.remove(model)
        self._keys.remove(model.key)
        self.words.add(words_of(document), -1)
        self.names.add(names_of(document), -1)

    @property
    def characters(self) -> int:
        """How many code points all texts have."""
        return sum(model.characters for model in self.models)


def measured(document: Document, name: str) -> Model:
    """The measures of a text."""
    blocks = _blocks(document)
    digest = blake2b("\n".join(block.folded for block in blocks).encode("utf-8", "surrogatepass"), digest_size=8)
    choices = forms(document)
    examples = {}
    for choice_name, choice in choices.items():
        if spot := choice.first.get(choice.main):
            text = document.places[spot.block].block.text
            examples[choice_name] = _sentence_at(document.places[spot.block].block, spot.start) or text
    windows = Windows(document)
    sentences: dict[str, tuple[str, ...]] = {}
    if windows.body:
        for place, those in _of_places(windows).items():
            found = [sentence.text.strip()[:_LONGEST] for _, sentence in those]
            sentences[place] = tuple(
                found[-_MOST_SENTENCES:] if place in ("transition", "closing") else found[:_MOST_SENTENCES]
            )
    size = sum(len(document.places[i].block.text) for i in document.with_role(*WRITTEN))
    main = {choice_name: choice.main for choice_name, choice in choices.items()}
    return Model(
        name, digest.hexdigest(), size, document.genre, figures(document), main, examples, sentences, judged(document, size)
    )


def _of_places(windows: Windows) -> Mapping[str, Sentences]:
    """The sentences that teach the formulas of each place, none of them of two places: what is said in both is a formula of
    neither. Where a text comes to its first heading soon, the first half of what stands above opens it; where it has none,
    nothing tells where it comes to the matter."""
    found = dict(windows.sentences)
    # The last one is the first of the text, where there may be none.
    found["salutation"] = found["salutation"][:-1]
    if not windows.headings:
        found["transition"] = []
    whole = sorted({(index, s.start): (index, s) for place in ("opening", "transition") for index, s in found[place]}.items())
    if len(whole) < len(found["opening"]) + len(found["transition"]):
        half = (len(whole) + 1) // 2
        found["opening"], found["transition"] = ([pair for _, pair in part] for part in (whole[:half], whole[half:]))
    return {place: found[place] for place in PLACES}


def _blocks(document: Document) -> list[Block]:
    return [document.places[i].block for i in document.with_role(*_READ)]


def _sentence_at(block: Block, offset: int) -> str:
    return block.sentence_at(offset).text.strip()


def words_of(document: Document) -> Counter[str]:
    """The words of a text of two characters and more."""
    text = "\n".join(block.folded for block in _blocks(document))
    return Counter(word for word in segment.words(text) if len(word) > 1 and word.isalpha() and not word.isascii())


def names_of(document: Document) -> Counter[str]:
    """What may be a name or a set phrase in a text: quoted terms, titles, organs, whole limbs of six characters and more."""
    found: Counter[str] = Counter()
    for block in _blocks(document):
        found.update(match.group() for match in _NAMED.finditer(block.folded))
        found.update(match[1] for match in _ORGANS.finditer(block.folded))
        found.update(match.group() for match in _LIMB.finditer(block.folded))
    return found


def is_name(text: str) -> bool:
    """Whether it is marked as a name, or ends like one, and is no mere phrase."""
    return text[0] in "“《" or _ORGANS.fullmatch(text) is not None


def values_of(models: Iterable[Model], figure: str) -> list[Value]:
    """The values of a figure in the texts that have it."""
    return [model.figures[figure] for model in models if figure in model.figures]


def short(text: str, longest: int = 48) -> str:
    """A passage as an example shows it, on one line."""
    said = re.sub(r"\s+", " ", text).strip()
    return said if len(said) <= longest else said[: longest - 1] + "…"
