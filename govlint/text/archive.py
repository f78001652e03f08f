"""A zip file of XML parts, opened with care; knows no format.

A file may be hostile: sizes are bounded while it is unpacked, whatever it states of them, and a part with a document type
declaration, the home of entity bombs and external entities, is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import NoReturn

from govlint.text.source import SourceError, too_large

MAX_PACKAGE = 128 * 1024 * 1024
"""Bytes of a file, its pictures included."""
MAX_PARTS = 64 * 1024 * 1024
"""Bytes of XML that are unpacked from one file, all parts together."""
_LEAST_ROOM, _MOST_PACKED = 16 * 1024 * 1024, 50
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii"})
_MOST_ATTRIBUTES = 10_000
_LONG_TAG = re.compile(rb"<[^<]{%d,}" % (4 * _MOST_ATTRIBUTES))
_ATTRIBUTE = re.compile(rb"""=\s?["']""")


class Archive:
    """The parts of an opened file by name, whatever case it is written in. Parts are unpacked when they are asked for."""

    def __init__(self, data: bytes, kind: str, suffix: str) -> None:
        """`kind` is what messages call the file. Raises SourceError for what is too large, damaged or has a password."""
        if len(data) > MAX_PACKAGE:
            raise SourceError(too_large(len(data), MAX_PACKAGE))
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {info.filename.lower(): info for info in self._zip.infolist()}
        except Exception as error:  # zipfile lets all sorts of errors out of a damaged file
            raise SourceError(f"不是完好的 {kind}（{suffix}）：文件已损坏或不完整") from error
        if any(info.flag_bits & 1 for info in self._names.values()):
            raise SourceError("文件设了密码，读不了；请取消密码后再检查")
        # Text packs to a twentieth: a file of a few pages that unpacks to a library is no draft.
        self._room = self._most = min(MAX_PARTS, _LEAST_ROOM + _MOST_PACKED * len(data))
        self.data = data

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises SourceError for one that is missing, damaged or too large."""
        info = self._names.get(name.lower())
        if info is None:
            self.damaged(name)
        try:
            with self._zip.open(info) as part:
                # The sizes that the file states may be lies: what is unpacked is counted.
                data = part.read(self._room + 1)
        except Exception as error:
            self.damaged(name, error)
        self._room -= len(data)
        if self._room < 0:
            raise SourceError(f"文件解压后过大（超过 {self._most // 1048576} MB），没有检查")
        return data

    def damaged(self, name: str, error: Exception | None = None) -> NoReturn:
        """Raises SourceError: a part cannot be read."""
        raise SourceError(f"{self._kind}已损坏：{name} 读不出来") from error


def refuse_hostile(data: bytes, program: str) -> None:
    """Raises SourceError for XML that no program writes; `program` is the one that is named in the message.

    That is a document type declaration, an encoding other than the two that parts may have (ISO/IEC 29500-2, 8.1.4), in
    which one could hide, and an element with more attributes than programs compare with each other in bearable time.
    """
    if b"\0\0" in data[:4]:  # UTF-32
        raise SourceError(f"文件里有 {program} 不会写的内容（编码不是 UTF-8），没有检查")
    if data.startswith((b"\xff\xfe", b"<\0")):
        data = data.decode("utf-16-le", "replace").encode()
    elif data.startswith((b"\xfe\xff", b"\0<")):
        data = data.decode("utf-16-be", "replace").encode()
    declared = _DECLARED.match(data)
    if declared is not None and declared.group(1).lower() not in _ENCODINGS:
        raise SourceError(f"文件里有 {program} 不会写的内容（编码不是 UTF-8），没有检查")
    if b"<!DOCTYPE" in data:
        raise SourceError(f"文件里有 {program} 不会写的内容（文档类型声明），没有检查")
    if any(len(_ATTRIBUTE.findall(long.group())) > _MOST_ATTRIBUTES for long in _LONG_TAG.finditer(data)):
        raise SourceError(f"文件里有 {program} 不会写的内容（一处有上万个属性），没有检查")
