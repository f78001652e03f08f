"""A .docx as the zip file of XML parts that it is, opened with care; knows nothing of what the parts say.

ISO/IEC 29500-2 (packages, relationships, content types). A file may be hostile: sizes are bounded before anything is
unpacked, and a part with a document type declaration, the home of entity bombs and external entities, is refused: the
standard forbids it.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Collection, Mapping
from copy import copy
from typing import Any, NoReturn
from xml.etree import ElementTree

from govlint.text.source import SourceError, too_large

MAX_PACKAGE = 128 * 1024 * 1024
"""Bytes of a .docx, its pictures included."""
MAX_PARTS = 64 * 1024 * 1024
"""Bytes of XML that are unpacked from one file, all parts together."""
_LEAST_ROOM, _MOST_PACKED = 16 * 1024 * 1024, 50
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "/officeDocument"
_LOCAL_HEADER = struct.Struct("<26xHH")
"""Of a part in a zip file: the lengths of its name and of what else stands before its bytes."""
_SIZES_FOLLOW = 0x08
"""The flag of a part whose sizes stand behind it."""
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii"})
_MOST_ATTRIBUTES = 10_000
_LONG_TAG = re.compile(rb"<[^<]{%d,}" % (4 * _MOST_ATTRIBUTES))
_ATTRIBUTE = re.compile(rb"""=\s?["']""")

Xml = Any
"""An XML element; of ElementTree for reading, of lxml, which writes back what it read, for writing."""


class Package:
    """The parts of an opened file. Parts are unpacked when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Raises SourceError for what is not a .docx, is damaged or has a password."""
        if len(data) > MAX_PACKAGE:
            raise SourceError(too_large(len(data), MAX_PACKAGE))
        if data.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise SourceError("文件设了打开密码，读不了；请在 Word 里取消密码后再检查")
            raise SourceError("这是旧版 Word 文件（.doc），只是改了扩展名；请在 Word 里另存为 .docx 后再检查")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {info.filename.lower(): info for info in self._zip.infolist()}
        except Exception as error:  # zipfile lets all sorts of errors out of a damaged file
            raise SourceError("不是完好的 Word 文件（.docx）：文件已损坏或不完整") from error
        if any(info.flag_bits & 1 for info in self._names.values()):
            raise SourceError("文件设了密码，读不了；请取消密码后再检查")
        # Text packs to a twentieth: a file of a few pages that unpacks to a library is no draft.
        self._room = self._most = min(MAX_PARTS, _LEAST_ROOM + _MOST_PACKED * len(data))
        self._unpacked: dict[str, bytes] = {}
        self.data = data
        self.main = self._main()
        """The name of the part with the main text."""

    def _main(self) -> str:
        main = next((target for kind, target in self.relations("").values() if kind.endswith(_MAIN)), "word/document.xml")
        if main.lower() not in self._names:
            raise SourceError("不是 Word 文件：里面没有正文")
        return main

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises SourceError for one that is missing, damaged or too large."""
        key = name.lower()
        if key in self._unpacked:
            return self._unpacked[key]
        info = self._names.get(key)
        if info is None:
            _damaged(name)
        try:
            with self._zip.open(info) as part:
                # The sizes that the file states may be lies: what is unpacked is counted.
                data = part.read(self._room + 1)
        except Exception as error:
            _damaged(name, error)
        self._room -= len(data)
        if self._room < 0:
            raise SourceError(f"文件解压后过大（超过 {self._most // 1048576} MB），没有检查")
        self._unpacked[key] = data
        return data

    def xml(self, name: str) -> Xml:
        """A part's top element, for reading. Raises SourceError."""
        return parse(self.read(name), name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by id: their type and the part they lead to; links out of the package are left out."""
        part = relations_of(name)
        if part not in self:
            return {}
        base = posixpath.dirname(name)
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(part).iter(_RELATION):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
                found[relation.get("Id", "")] = (relation.get("Type", ""), path)
        return found

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that a part leads to by relations of a type (its last word), that are there."""
        return [t for k, t in self.relations(name).values() if k.endswith("/" + kind) and t in self]

    def rewrite(self, parts: Mapping[str, bytes], without: Collection[str] = ()) -> bytes:
        """The file with these parts replaced or added, and others left out; everything else as it was, and never unpacked."""
        target = io.BytesIO()
        fresh = {name.lower(): (name, data) for name, data in parts.items()}
        gone = {name.lower() for name in without}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for key, info in self._names.items():
                if key in gone:
                    continue
                if key in fresh:
                    out.writestr(info, fresh.pop(key)[1], compress_type=zipfile.ZIP_DEFLATED)
                else:
                    self._copy(info, out)
            for name, data in fresh.values():
                # A fixed date: the same file comes of the same input.
                out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, compress_type=zipfile.ZIP_DEFLATED)
        return target.getvalue()

    def _copy(self, info: zipfile.ZipInfo, out: zipfile.ZipFile) -> None:
        """Copy a part as it is packed: what a few bytes unpack to may be more than there is room for."""
        start = info.header_offset + _LOCAL_HEADER.size
        header = self.data[info.header_offset : start]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\3\4"):
            _damaged(info.filename)
        start += sum(_LOCAL_HEADER.unpack(header))
        packed = memoryview(self.data)[start : start + info.compress_size]
        if len(packed) != info.compress_size:
            _damaged(info.filename)
        copied = copy(info)
        copied.flag_bits &= ~_SIZES_FOLLOW
        copied.header_offset = out.start_dir
        # zipfile has no way to take packed bytes; this is what it does itself when it has packed them.
        assert out.fp is not None
        out.fp.seek(out.start_dir)
        out.fp.write(copied.FileHeader())
        out.fp.write(packed)
        out.start_dir = out.fp.tell()
        out.filelist.append(copied)
        out.NameToInfo[copied.filename] = copied


def relations_of(name: str) -> str:
    """The name of the part that holds a part's relations."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", base + ".rels")


def parse(data: bytes, name: str) -> Xml:
    """XML as a tree. Raises SourceError for what is not well-formed or declares a document type."""
    refuse_hostile(data)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        _damaged(name, error)
    if root.tag.startswith("{" + _STRICT):
        raise SourceError("文件存成了“Strict Open XML 文档”；请在 Word 里另存为普通的“Word 文档（.docx）”后再检查")
    return root


def refuse_hostile(data: bytes) -> None:
    """Raises SourceError for XML that no word processor writes.

    That is a document type declaration, an encoding other than the two that parts may have (ISO/IEC 29500-2, 8.1.4), in
    which one could hide, and an element with more attributes than programs compare with each other in bearable time.
    """
    if b"\0\0" in data[:4]:  # UTF-32
        raise SourceError("文件里有 Word 不会写的内容（编码不是 UTF-8），没有检查")
    if data.startswith((b"\xff\xfe", b"<\0")):
        data = data.decode("utf-16-le", "replace").encode()
    elif data.startswith((b"\xfe\xff", b"\0<")):
        data = data.decode("utf-16-be", "replace").encode()
    declared = _DECLARED.match(data)
    if declared is not None and declared.group(1).lower() not in _ENCODINGS:
        raise SourceError("文件里有 Word 不会写的内容（编码不是 UTF-8），没有检查")
    if b"<!DOCTYPE" in data:
        raise SourceError("文件里有 Word 不会写的内容（文档类型声明），没有检查")
    if any(len(_ATTRIBUTE.findall(long.group())) > _MOST_ATTRIBUTES for long in _LONG_TAG.finditer(data)):
        raise SourceError("文件里有 Word 不会写的内容（一处有上万个属性），没有检查")


def _damaged(name: str, error: Exception | None = None) -> NoReturn:
    raise SourceError(f"Word 文件已损坏：{name} 读不出来") from error
