"""Words and tags of a clause, from jieba or its Rust twin; the one place that knows either, and loads none until asked."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Literal, Protocol, get_args

from govlint.language.vocabulary import Vocabulary, known

Name = Literal["rjieba", "jieba"]
VARIABLE = "GOVLINT_SEGMENTER"
"""The environment variable that names the segmenter to use."""


class Segmenter(Protocol):
    """Cuts a text without losing a character: the pieces joined are the text."""

    def words(self, text: str) -> Sequence[str]:
        """The words of `text` as the dictionary has them; what it does not have is cut into single characters."""

    def tags(self, text: str) -> Sequence[tuple[str, str]]:
        """The words of `text`, unknown ones guessed, each with its part of speech in jieba's letters (v, n, ad …)."""


class SegmenterError(Exception):
    """No such segmenter, or it is not installed; `str()` is a message in Chinese."""


_chosen: Name | None = None


def choose(name: Name | None) -> None:
    """Use this segmenter from now on; None: the one that GOVLINT_SEGMENTER names, or else the fastest that is installed."""
    global _chosen
    _chosen = name


_LITTLE = 4_000
"""How many characters are sooner looked up word by word than rjieba is loaded."""
_asked = 0

_UNKNOWN = "名是单抽取"
"""Characters that are no words in a row."""


def words(text: str) -> Sequence[str]:
    """`Segmenter.words` of the segmenter in use. Raises SegmenterError."""
    vocabulary = _at_first(text)
    found = vocabulary.words(text) if vocabulary else None
    return _segmenter(asked_for()).words(text) if found is None else found


def _at_first(text: str) -> Vocabulary | None:
    """What says the same as rjieba, which need not be loaded as long as little is asked for."""
    global _asked
    if at_hand() or _asked > _LITTLE or asked_for() not in ("", "rjieba"):
        return None
    _asked += len(text)
    return _vocabulary()


@cache
def _vocabulary() -> Vocabulary | None:
    return known()


def bounds(text: str, first: int = 0, last: int | None = None) -> frozenset[int]:
    """Where words begin or end in a stretch of a text, cut by itself; offsets of the text. Raises SegmenterError."""
    return frozenset(accumulate(map(len, words(text[first:last])), initial=first))


def tags(text: str) -> Sequence[tuple[str, str]]:
    """`Segmenter.tags` of the segmenter in use. Raises SegmenterError."""
    vocabulary = _at_first(text)
    found = vocabulary.tags(text) if vocabulary else None
    return _segmenter(asked_for()).tags(text) if found is None else found


def opening(text: str) -> tuple[str, str]:
    """The first of the tags of a text that has any. Raises SegmenterError."""
    vocabulary = _at_first(text)
    return (vocabulary and vocabulary.opening(text)) or _segmenter(asked_for()).tags(text)[0]


def asked_for() -> str:
    """The name of the segmenter that was chosen; empty: the fastest that is installed."""
    return _chosen or os.environ.get(VARIABLE, "")


def at_hand() -> bool:
    """Whether a segmenter has been loaded. To load one takes longer than to read a speech: who may do without one, waits."""
    return _segmenter.cache_info().currsize > 0


def prepare() -> None:
    """Have all of a segmenter at hand: what it guesses words with it loads when it first meets none that it knows."""
    tags(_UNKNOWN)


@cache
def _segmenter(name: str) -> Segmenter:
    if name not in ("", *get_args(Name)):
        raise SegmenterError(f"没有叫“{name}”的分词器（{VARIABLE}）；可用：{'、'.join(get_args(Name))}")
    try:
        return _Jieba() if name == "jieba" else _Rjieba()
    except ImportError as error:
        if name:
            raise SegmenterError(f"没有安装分词器 {name}；请先运行 pip install {name}") from error
    # rjieba has no wheel for every machine.
    return _segmenter("jieba")


class _Rjieba:
    def __init__(self) -> None:
        import rjieba

        self._module = rjieba

    def words(self, text: str) -> Sequence[str]:
        found: list[str] = self._module.cut(text, hmm=False)
        return found

    def tags(self, text: str) -> Sequence[tuple[str, str]]:
        found: list[tuple[str, str]] = self._module.tag(text)
        return found


class _Jieba:
    _lock = threading.Lock()

    def __init__(self) -> None:
        import logging
        import warnings

        with self._lock, warnings.catch_warnings():
            # Its source has escapes that newer Pythons warn of, and it may import the deprecated pkg_resources.
            warnings.simplefilter("ignore")
            import jieba
            import jieba.posseg

            jieba.setLogLevel(logging.WARNING)
            tokenizer = jieba.dt
            if not tokenizer.initialized:
                # As jieba's own initialize() does, but for the cache file: it would be read from and left in a
                # temporary folder that others can write to.
                tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
                tokenizer.initialized = True
        self._tokenizer = tokenizer
        self._tagger = jieba.posseg.dt

    def words(self, text: str) -> Sequence[str]:
        found: list[str] = self._tokenizer.lcut(text, HMM=False)
        return found

    def tags(self, text: str) -> Sequence[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in self._tagger.cut(text)]
