"""A house's own words: what is written as it should be, one a line in a text file, and never reported as a wrong word."""

from __future__ import annotations

import os
from collections.abc import Sequence

from govlint.suppression.keep import Keep
from govlint.text.files import load as load_source
from govlint.text.source import SourceError

FILE_NAME = "govlint-words.txt"
CATEGORY = "lexis"
"""The rules that heed the words."""


class WordsError(Exception):
    """A list of words that cannot be used; `str()` says why, in Chinese."""


def parse(text: str) -> tuple[str, ...]:
    """The words in a file's text, without blank lines and those that begin with #."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def load(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """The words in a file. Raises WordsError."""
    try:
        return parse(load_source(os.fspath(path)).text)
    except SourceError as error:
        raise WordsError(str(error)) from error


def added(text: str, word: str) -> str:
    """The text of such a file with one word more, at its end."""
    if word in parse(text):
        return text
    line_end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith(("\n", "\r")) else line_end
    return f"{text}{gap}{word}{line_end}"


def keeps(words: Sequence[str]) -> list[Keep]:
    """What the words excuse."""
    return [Keep(CATEGORY, word, "词表里的词") for word in words]
