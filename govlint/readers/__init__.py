"""Readers: from bytes to a source, and from a source to blocks with the map back to it; one file a format.

`parse` is the one way from a source to a document.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, cast

from govlint.document.block import Block
from govlint.document.document import Document, arrange, rearrange
from govlint.document.genre import Genre
from govlint.text import encoding
from govlint.text.files import read_bytes
from govlint.text.source import MAX_BYTES, Source
from govlint.text.textmap import TextMap

Reader = Callable[[Source], Iterator[tuple[Block, TextMap]]]
Decoder = Callable[[bytes, str], Source]

_BY_SUFFIX = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".docm": "docx",
}

_ONLY_IF_NAMED = {".doc": "office", ".wps": "office", ".rtf": "office", ".odt": "office", ".pdf": "pdf", ".ofd": "ofd"}
"""What other programs must read for us, which is slow, and what is seldom a draft: a folder is not searched for them."""

SUFFIXES = tuple(_BY_SUFFIX)
"""File name endings that a folder is searched for."""
ALL_SUFFIXES = (*SUFFIXES, *_ONLY_IF_NAMED)
"""File name endings of all that can be read: a folder of models is searched for them, since finished texts are kept so."""


def load(path: str | os.PathLike[str], *, original: bool = False, special: bool = False) -> Source:
    """Read a file as its name says. Raises SourceError, also for a file that cannot be opened.

    With `original` a format that has tracked changes is read as if all were rejected. With `special` a pipe or a device
    is read too.
    """
    name = os.fspath(path)
    return decode(read_bytes(name, limit_of(name), special=special), name, original=original)


def limit_of(path: str) -> int:
    """How many bytes a file of this name may have."""
    return cast(int, getattr(_reader(path), "LIMIT", MAX_BYTES))


def decode(data: bytes, path: str, *, original: bool = False) -> Source:
    """The bytes of a file as its name says: a reader with a `decode` of its own reads them, else they are text.

    `original` is as in `load`. Raises SourceError.
    """
    reader = _reader(path)
    if original and hasattr(reader, "decode_original"):
        return cast(Decoder, reader.decode_original)(data, path)
    return cast(Decoder, getattr(reader, "decode", encoding.decode))(data, path)


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """The blocks of a source in order, read as its file name says; plain text where it says nothing."""
    return cast(Reader, _reader(source.path).read)(source)


def parse(source: Source, genre: Genre | None = None, before: Document | None = None) -> Document:
    """The document that a source reads as. `genre` is what the writer says it is; without it title and text are asked.

    `before` is what the source read as before it was edited: a paragraph that equals one in it is that one, with all that
    is remembered of it, and a reader that can `reread` reads only what is new.
    """
    if before and type(source) is type(before.source) is Source and source.path == before.source.path:
        reread = getattr(_reader(source.path), "reread", None)
        if reread and (again := reread(source, before)):
            fresh, kept = again
            return rearrange(source, fresh, before, kept, genre)
    pool = {place.block: place.block for place in before.places} if before else {}
    return arrange(source, ((pool.get(block, block), places) for block, places in read(source)), genre, before)


def nothing_read(source: Source) -> str:
    """What to say of a source with text in which its reader finds none to read, in Chinese; empty where that is in order."""
    return cast(str, getattr(_reader(source.path), "NOTHING", "")) if source.text.strip() else ""


def format_of(path: str) -> str:
    """The format that a file's name says it has: the name of the reader for it; plain text where it says nothing."""
    return (_BY_SUFFIX | _ONLY_IF_NAMED).get(os.path.splitext(path)[1].lower(), "text")


def _reader(path: str) -> Any:
    return import_module(f"govlint.readers.{format_of(path)}")
