"""Writes a mended text back to its file whole or not at all; knows nothing of findings."""

from __future__ import annotations

import os
from collections.abc import Iterable

from govlint.text.edits import Edit
from govlint.text.encoding import decode
from govlint.text.files import explain_write_error, open_file, replacing
from govlint.text.source import Source, SourceError


class SaveError(Exception):
    """A file that was left as it is; `str()` says why, in Chinese."""


def save(source: Source, edits: Iterable[Edit]) -> None:
    """Make these edits of the source's text in its file, in the file's own encoding and with its byte order mark.

    The new file is written beside the old one and takes its place in one step, keeping its mode; a symbolic link goes
    on pointing to it. Raises SaveError, the file untouched, when it no longer holds the source's text, when its
    bytes would not come back the same, when an edit has a character that its encoding lacks, or when it cannot be written.
    """
    try:
        data = source.encode(edits)
    except SourceError as error:
        raise SaveError(str(error)) from error
    except UnicodeEncodeError as error:
        odd = error.object[error.start]
        encoding = source.encoding.upper()
        raise SaveError(f"改后的文字里有“{odd}”（U+{ord(odd):04X}），{encoding} 编码存不了，没有写入") from error
    try:
        with replacing(source.path, lasting=False) as file:
            file.write(data)
            file.flush()
            # Disks take their time: what has changed meanwhile is looked for last.
            os.fsync(file.fileno())
            _refuse_if_changed(source)
    except OSError as error:
        raise SaveError(f"{explain_write_error(error)}，没有写入") from error


def _refuse_if_changed(source: Source) -> None:
    wanted = source.encode()
    with open_file(source.path) as file:
        found = file.read(len(wanted) + 1)
    if found == wanted:
        return
    try:
        same_text = decode(found, source.path).text == source.text
    except SourceError:
        same_text = False
    if same_text:
        raise SaveError("文件里有无法原样写回的字节，没有写入；请另存为 UTF-8 后再改")
    raise SaveError("文件在检查之后被别处改动过，没有写入；请重新检查")
