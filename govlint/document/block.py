"""One paragraph without a place: its reading text, cut into sentences, clauses and phrases; equal paragraphs are equal."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, wraps
from itertools import count
from typing import Any, TypeVar

from govlint.text.characters import CLOSERS
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_T = TypeVar("_T")
_remembered = count()
_UNASKED = object()

# A closing quote or bracket belongs to the sentence that it closes.
_CLOSERS = f"{CLOSERS})\"'"
_SENTENCE = lazy(rf"[^。！？]+(?:[。！？]+[{_CLOSERS}]*|$)|[。！？]+[{_CLOSERS}]*")
_CLAUSE = lazy(rf"[^，；：。！？]+(?:[，；：。！？]+[{_CLOSERS}]*|$)|[，；：。！？]+[{_CLOSERS}]*")
_STOP = lazy("[。！？；]")
_PHRASE = lazy(r"[^、]+(?:、|$)|、")

KINDS = ("paragraph", "title", "heading", "item", "cell", "quote", "note", "furniture")


@frozen
class Elision:
    """Text of the source that the reading text leaves out: `text` stood right before the reading character `at`.

    `kind` is "ruby" (a pinyin note after a character), "markup", "struck" (struck-out words), "break" (a line end inside a
    paragraph), "space" (a blank that Chinese writing does not have), "mark" (a mark of Markdown where there is no Markdown)
    or "bold" (one that prints).
    """

    at: int
    text: str
    kind: str


@frozen
class Segment:
    """A half-open range of the reading text, its closing punctuation included."""

    start: int
    end: int
    text: str
    """The folded text of the range."""

    def __init__(self, start: int, end: int, text: str) -> None:
        # In a third of the time that a frozen dataclass's own takes: a long text has a hundred thousand.
        own = self.__dict__
        own["start"], own["end"], own["text"] = start, end, text

    @property
    def core(self) -> str:
        """The text without closing punctuation."""
        return self.text.rstrip("，；：。！？、")

    def cut(self, pattern: re.Pattern[str]) -> Iterator[Segment]:
        """The parts that a pattern without groups makes, which leaves nothing between them."""
        at = self.start
        for part in pattern.findall(self.text):
            start, at = at, at + len(part)
            yield Segment(start, at, part)

    @cached_property
    def clauses(self) -> tuple[Segment, ...]:
        """The parts between ，；： and sentence ends."""
        return tuple(self.cut(_CLAUSE))

    @property
    def phrases(self) -> tuple[Segment, ...]:
        """The parts between 、 marks."""
        return tuple(self.cut(_PHRASE))


class _Worked:
    """What is worked out of a paragraph once it is asked for. Beside its values, in slots: a long text has paragraphs by the
    thousand, and a dictionary for each takes more than what it says."""

    __slots__ = ("_answers", "_folded")

    _folded: str
    _answers: list[Any]

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: what stands in slots is worked out there, and could not be set in what is frozen."""
        return self.__dict__


@frozen
class Block(_Worked):
    """A paragraph as a reader of the document sees it.

    `kind` is one of KINDS, `level` the depth of a heading or list item as the format says it (0: it does not say).
    `label` is numbering that the format itself generates (“1.” of a Markdown or Word list): it is read before the
    text and has no characters in the source. `unfilled` are the spans of the text that the format itself says nobody has
    filled in (a form field's prompt).
    """

    text: str
    kind: str = "paragraph"
    level: int = 0
    label: str = ""
    elisions: tuple[Elision, ...] = ()
    unfilled: tuple[tuple[int, int], ...] = ()

    @property
    def folded(self) -> str:
        """The text simplified and full-width, of the same length: what checks match against."""
        try:
            return self._folded
        except AttributeError:
            object.__setattr__(self, "_folded", folded := fold(self.text))
            return folded

    @property
    def sentences(self) -> tuple[Segment, ...]:
        """The parts that end in 。！？ with the closing marks after them."""
        return _sentences(self)

    @property
    def answers(self) -> list[Any]:
        """What functions of the block alone have answered, each at its own number."""
        try:
            return self._answers
        except AttributeError:
            answers: list[Any] = []
            object.__setattr__(self, "_answers", answers)
            return answers

    def forget(self) -> None:
        """Let go of all that was worked out of the paragraph but its folded text, which everybody asks for; who asks again
        has it worked out again."""
        if hasattr(self, "_answers"):
            object.__delattr__(self, "_answers")

    def sentence_at(self, offset: int) -> Segment:
        """The sentence that holds the reading character `offset`; the last one where it is the end of the text."""
        if not self.sentences:
            return Segment(0, 0, "")
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.end)
        return self.sentences[min(index, len(self.sentences) - 1)]


def sentences_of(folded: str) -> tuple[Segment, ...]:
    """The parts of a folded text that end in 。！？ with the closing marks after them."""
    return tuple(Segment(0, len(folded), folded).cut(_SENTENCE))


def portions(blocks: Iterable[Block], size: int) -> Iterator[list[Block]]:
    """Blocks in order, in portions that each end with the block that makes so many characters full."""
    portion: list[Block] = []
    held = 0
    for block in blocks:
        portion.append(block)
        held += len(block.text)
        if held >= size:
            yield portion
            portion, held = [], 0
    if portion:
        yield portion


def remembered(work: Callable[[Block], _T]) -> Callable[[Block], _T]:
    """A function of a block alone, whose answer stays with the block: an editor's text is asked anew only where it changed."""
    number = next(_remembered)

    @wraps(work)
    def ask(block: Block) -> _T:
        try:
            answer: _T = block._answers[number]
            if answer is not _UNASKED:
                return answer
        except (AttributeError, IndexError):
            _make_room(block.answers, number)
        answer = work(block)
        block.answers[number] = answer
        return answer

    return ask


def remembered_together(work: Callable[[Sequence[Block]], Sequence[_T]]) -> Callable[[Sequence[Block]], list[_T]]:
    """The same for work that costs less on many blocks at once; each one's answer must be that of the block alone."""
    number = next(_remembered)

    @wraps(work)
    def ask(blocks: Sequence[Block]) -> list[_T]:
        kept = [block.answers for block in blocks]
        for answers in kept:
            if len(answers) <= number:
                _make_room(answers, number)
        fresh = [at for at, answers in enumerate(kept) if answers[number] is _UNASKED]
        if fresh:
            for at, answer in zip(fresh, work([blocks[at] for at in fresh]), strict=True):
                kept[at][number] = answer
        return [answers[number] for answers in kept]

    return ask


def _make_room(answers: list[Any], number: int) -> None:
    answers.extend([_UNASKED] * (number + 1 - len(answers)))


def sentence_start(block: Block, at: int) -> int:
    """Right behind the last 。！？； before `at`; 0 where there is none."""
    ends = _stop_ends(block)
    before = bisect_right(ends, at)
    return ends[before - 1] if before else 0


@remembered
def _sentences(block: Block) -> tuple[Segment, ...]:
    return sentences_of(block.folded)


@remembered
def _stop_ends(block: Block) -> list[int]:
    return [match.end() for match in _STOP.finditer(block.folded)]
