"""Writes a mended text back to its file whole or not at all; knows nothing of findings."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable

from govlint.text.edits import Edit
from govlint.text.encoding import decode
from govlint.text.files import explain_os_error
from govlint.text.source import MAX_BYTES, Source, SourceError


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
    path = os.path.realpath(source.path)
    try:
        # Taking its place needs no right to the file itself, so a write-protected one would be replaced all the same.
        if not os.access(path, os.W_OK):
            raise SaveError("没有写入权限，没有写入")
        _refuse_if_changed(path, source)
        _write(path, data, source)
    except OSError as error:
        reason = "没有写入权限" if isinstance(error, PermissionError) else explain_os_error(error)
        raise SaveError(f"{reason}，没有写入") from error


def _refuse_if_changed(path: str, source: Source) -> None:
    with open(path, "rb") as file:
        found = file.read(MAX_BYTES + 1)
    if found == source.encode():
        return
    try:
        same_text = decode(found, path).text == source.text
    except SourceError:
        same_text = False
    if same_text:
        raise SaveError("文件里有无法原样写回的字节，没有写入；请另存为 UTF-8 后再改")
    raise SaveError("文件在检查之后被别处改动过，没有写入；请重新检查")


def _write(path: str, data: bytes, source: Source) -> None:
    handle, beside = tempfile.mkstemp(prefix=".govlint-", dir=os.path.dirname(path))
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        status = os.stat(path)
        os.chmod(beside, status.st_mode & 0o7777)
        if hasattr(os, "chown"):
            # Only the superuser may give a file away; for anybody else it is theirs already.
            with contextlib.suppress(OSError):
                os.chown(beside, status.st_uid, status.st_gid)
        _refuse_if_changed(path, source)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
