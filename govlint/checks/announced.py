"""announced: the first of two that has no second: 一方面 without 另一方面, 首先 without 其次, three steps with two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Literal, NamedTuple

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Hit
from govlint.document.document import Document
from govlint.document.roles import RUNNING
from govlint.language.numeral import before_measure, han_number
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_AHEAD = 3
"""How many paragraphs the second may be behind the first."""
_SENTENCE_END = lazy("[。！？]")
_STEPS = lazy("分(?P<count>[两二三四五六])步(?:走|实施|推进)")
_STEP = lazy("第([一二三四五六])步")


class _Pair(NamedTuple):
    """What opens a pair, at the head of a clause, and what may answer it; `sentence`: before the sentence ends."""

    opener: re.Pattern[str]
    answer: re.Pattern[str]
    sentence: bool = False


_PAIRS = {
    "一方面": _Pair(
        lazy(
            "(?:^|(?<=[，。；：！？]))(?:[^，。；：！？、一另]{0,6}(?<![这那某每任何哪的要]))?(?P<word>一(?:个)?方面)(?=[，要是看]|[^，。；的、都])"
        ),
        lazy("另一?个?方面|另外|[再又二]个?方面|第二|同时|二是|一方面|也|又|还"),
    ),
    "首先": _Pair(
        lazy(
            "(?:^|(?<=[。；：！？]))(?P<word>首先)，(?!.{0,4}(?:代表|感谢|祝贺|欢迎|允许|请|让|我们来|来看|把目光|将目光|走进|关注|通报|传达|向))"
        ),
        lazy("其次|再次|再者|第二|二是|二要|最后|然后|接着|接下来|此外|另外|其二|同时|还[要有应需]|再就是|下面"),
    ),
    "既要": _Pair(lazy("(?<![一两])(?P<word>既要)"), lazy("又|也|还|更|同时|而且|并|且|再|，要"), sentence=True),
}


@frozen
class Options:
    """What is announced."""

    opener: Literal["一方面", "首先", "既要", "分…步走"] = field(
        metadata={"help": "先说的词，后面要有与它相应的话", "sample": "一方面"}
    )


def _find(document: Document, options: Options) -> Iterator[Hit]:
    find = _steps if options.opener == "分…步走" else _openers
    word = "步" if options.opener == "分…步走" else options.opener
    for index, place in enumerate(document.places):
        if place.role in RUNNING and word in place.block.folded:
            yield from find(document, index, options.opener)


def _openers(document: Document, index: int, opener: str) -> Iterator[Hit]:
    pair = _PAIRS[opener]
    text = document.places[index].block.folded
    for match in pair.opener.finditer(text):
        start, end = match.span("word")
        if pair.sentence:
            stop = _SENTENCE_END.search(text, end)
            behind = text[end : stop.start() if stop else len(text)]
        else:
            behind = text[end:] + _ahead(document, index)
        # The second one answers the first.
        if not pair.answer.search(behind) and match["word"] not in text[:start]:
            yield Hit(start, end, block=index)


def _steps(document: Document, index: int, opener: str) -> Iterator[Hit]:
    text = document.places[index].block.folded
    for match in _STEPS.finditer(text):
        count = han_number(match["count"])
        told = {han_number(step) for step in _STEP.findall(text[match.end() :] + _ahead(document, index))}
        if count and 1 < len(told) < count and told == set(range(1, len(told) + 1)):
            yield Hit(*match.span(), {"count": match["count"], "found": before_measure(len(told))}, block=index)


def _ahead(document: Document, index: int) -> str:
    """The text of the paragraphs behind a place, as far as the next heading."""
    texts = []
    for place in document.places[index + 1 : index + 1 + _AHEAD]:
        if place.role not in RUNNING:
            break
        texts.append(place.block.folded)
    return "".join(texts)


KIND = Kind(
    "announced",
    Options,
    document=each_document(_find),
    slots={"count": "分几步走；别的是空的", "found": "后面讲了几步"},
)
