"""unlikely: a character where official texts have another that sounds or looks like it, and so make a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import cache

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.suspicion import unmeant
from govlint.document.block import Block, remembered_together
from govlint.document.document import Document
from govlint.language.quotation import quotations_of
from govlint.language.segment import tags, words
from govlint.language.units import is_unit
from govlint.likelihood.suspect import Suspect
from govlint.text.characters import HAN
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_CERTAIN = 2.0
"""From which score on a character is suspected though it may belong to a word or to a person's name."""

_BEYOND_DOUBT = 4.0
"""From which score on a character is suspected though it goes with almost anything."""

_LOOSE = frozenset("的地得了着过之其是使为在再和与及或而以于由从对把被将里上下等") | frozenset(
    "也又都还就才更连暨不没未有无要请宜想说我你他她它们这那谁某各每该此去来"
)
"""Characters that go with almost anything."""

_PLACES = frozenset("省市州县区旗乡镇村路街河湖岛")
"""What the name of a place ends in: before it any two characters may stand, as in 丰湖县."""

_SHORT = lazy(rf"中[{HAN}](?=关系|友好|两国|双方|建交|建立|战略|合作)|访[{HAN}](?=期间)|[{HAN}]博会")
"""Names cut short, of which there are as many as countries and fairs."""

_CONTEXT = 16
"""How much text on either side of a suspect is cut into words with it."""


@frozen
class Options:
    """What an unlikely rule may say."""

    likely: float = field(metadata={"help": "把握（对数几率）到多大才报", "sample": "0.5"})
    sure: float = field(
        metadata={"help": "把握到多大算很有把握；不到的属于 likely 这种情形，引号、书名号里的就不报", "sample": "1.5"}
    )
    allow: tuple[str, ...] = field(default=(), metadata={"help": "没有写错的词"})

    def faults(self) -> Iterator[OptionsError]:
        """Options that cannot work."""
        if self.likely > self.sure:
            yield OptionsError("likely 不能大于 sure", "likely")
        for number, word in enumerate(self.allow):
            if not word.strip():
                yield OptionsError("词是空的", "allow", number)
            elif fold(word) != word:
                yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体、全角标点、半角数字", "allow", number)


@cache
def _suspects_from(least: float) -> Callable[[Sequence[Block]], list[Sequence[Suspect]]]:
    """What tells the characters of paragraphs that are suspected with such a score."""

    @remembered_together
    def suspects(blocks: Sequence[Block]) -> Sequence[Sequence[Suspect]]:
        texts = [block.folded for block in blocks]
        # Not before there is a text to look at.
        from govlint.likelihood import glance

        if glance.worthwhile(texts) and not glance.may_be_suspected(texts, least):
            return [()] * len(texts)
        from govlint.likelihood.model import load

        found = load().suspects(texts, least)
        return [
            tuple(suspect for suspect in some if not _is_excused(block.folded, suspect))
            for block, some in zip(blocks, found, strict=True)
        ]

    return suspects


def _ahead(rules: Sequence[Options]) -> Callable[[Sequence[Block]], list[Sequence[Suspect]]]:
    return _suspects_from(min(options.likely for options in rules))


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    suspects = _ahead(rules)

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        for block, text, suspect in unmeant(document, suspects):
            quoted = quotations_of(text).around(suspect.offset, suspect.offset + 1) is not None
            for number, options in enumerate(rules):
                sure = suspect.score >= options.sure and not suspect.seen and not _is_part_of_a_word(text, suspect)
                if suspect.score >= options.likely and (sure or not quoted) and not _is_allowed(text, suspect, options.allow):
                    yield number, _hit(suspect, block, sure)

    return find


def _hit(suspect: Suspect, block: int, sure: bool) -> Hit:
    start, end = suspect.span
    slots = {"use": suspect.meant, "seen": "很少见" if suspect.seen else "没有见过", "character": suspect.written[suspect.at]}
    return Hit(start, end, slots, (Edit(start, end, suspect.meant),), case="" if sure else "likely", block=block)


def _is_allowed(text: str, suspect: Suspect, allowed: Sequence[str]) -> bool:
    """Whether the character stands in a word that is allowed."""
    for word in allowed:
        first = max(0, suspect.offset - len(word) + 1)
        if text.find(word, first, suspect.offset + len(word)) >= 0:
            return True
    return False


def _is_excused(text: str, suspect: Suspect) -> bool:
    at, end = suspect.span
    doubtful = end - at == 2 and suspect.score < _BEYOND_DOUBT
    if doubtful and (text[end : end + 1] in _PLACES or _is_repeated(text, at)):
        return True
    if is_unit(text, suspect.offset) or _is_cut_short(text, suspect.offset):
        return True
    if suspect.score >= _CERTAIN:
        return suspect.score < _BEYOND_DOUBT and (text[suspect.offset] in _LOOSE or _begins_in_a_word(text, suspect))
    return text[suspect.offset] in _LOOSE or _is_part_of_a_word(text, suspect) or _is_name(text, suspect)


def _is_cut_short(text: str, at: int) -> bool:
    """Whether a character stands in the short name of a country or a fair: 中突关系, 访文期间, 义博会."""
    return any(match.start() <= at < match.end() for match in _SHORT.finditer(text, max(0, at - 2), at + 5))


def _is_repeated(text: str, at: int) -> bool:
    """Whether two characters stand beside two others that open as they do: 打早、打小、打了."""
    before, behind = text[max(0, at - 3) : at], text[at + 2 : at + 4]
    return (before[-1:] == "、" and before[0] == text[at]) or (behind[:1] == "、" and behind[1:] == text[at])


def _is_part_of_a_word(text: str, suspect: Suspect) -> bool:
    """Whether the character makes a word as it stands, or another word reaches into the run that is meant."""
    at, end = suspect.span
    for first, last, _ in _words_around(text, suspect):
        holds = first <= suspect.offset < last
        if last - first > 1 and (holds or (first < at < last) or (first < end < last)):
            return True
    return False


def _begins_in_a_word(text: str, suspect: Suspect) -> bool:
    """Whether a word from outside ends in the run before the character: 共建|竹产业 has no 建竹."""
    at, _ = suspect.span
    return any(first < at < last <= suspect.offset for first, last, _ in _words_around(text, suspect))


def _is_name(text: str, suspect: Suspect) -> bool:
    """Whether the segmenter takes the character for part of a person's name."""
    cut = _cut(suspect, tags(text[_around(suspect)]))
    return any(first <= suspect.offset < last and last - first > 1 and tag.startswith("nr") for first, last, tag in cut)


def _around(suspect: Suspect) -> slice:
    return slice(max(0, suspect.offset - _CONTEXT), suspect.offset + _CONTEXT)


def _words_around(text: str, suspect: Suspect) -> Iterator[tuple[int, int, str]]:
    return _cut(suspect, [(word, "") for word in words(text[_around(suspect)])])


def _cut(suspect: Suspect, found: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """The words around a suspect as ranges of the text, with their tags."""
    at = _around(suspect).start
    for word, tag in found:
        yield at, at + len(word), tag
        at += len(word)


KIND = Kind(
    "unlikely",
    Options,
    document=_prepare,
    ahead=_ahead,
    slots={"use": "多半要写的词", "seen": "写出来的词见没见过", "character": "疑似写错的字"},
    cases={"likely": "没有很大把握的"},
    fixes=True,
)
