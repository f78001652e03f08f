"""Readers: from a source to blocks with the map back to it, one file a format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from govlint.block import Block
from govlint.source import Source
from govlint.textmap import TextMap

Reader = Callable[[Source], Iterator[tuple[Block, TextMap]]]

_BY_SUFFIX = {".txt": "text", ".md": "markdown", ".markdown": "markdown"}

SUFFIXES = tuple(_BY_SUFFIX)
"""File name endings that a folder is searched for."""


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """The blocks of a source in order, read as its file name says; plain text where it says nothing."""
    suffix = os.path.splitext(source.path)[1].lower()
    module = import_module(f"govlint.readers.{_BY_SUFFIX.get(suffix, 'text')}")
    return cast(Reader, module.read)(source)
