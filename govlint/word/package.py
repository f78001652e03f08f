"""A .docx as the zip file of XML parts that it is, opened with care; knows nothing of what the parts say.

ISO/IEC 29500-2 (packages, relationships, content types). A file may be hostile: sizes are bounded before anything is
unpacked, and a part with a document type declaration, the home of entity bombs and external entities, is refused: the
standard forbids it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import Any, NoReturn
from xml.etree import ElementTree

from govlint.text.source import SourceError, too_large

MAX_PACKAGE = 128 * 1024 * 1024
"""Bytes of a .docx, its pictures included."""
MAX_PARTS = 64 * 1024 * 1024
"""Bytes of XML that are unpacked from one file, all parts together."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "/officeDocument"

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
        self._room = MAX_PARTS
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
            raise SourceError(f"文件解压后过大（超过 {MAX_PARTS // 1048576} MB），没有检查")
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

    def rewrite(self, parts: Mapping[str, bytes]) -> bytes:
        """The file with these parts replaced or added; everything else as it was."""
        target = io.BytesIO()
        fresh = {name.lower(): (name, data) for name, data in parts.items()}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            try:
                for info in self._zip.infolist():
                    _, data = fresh.pop(info.filename.lower(), ("", None))
                    out.writestr(info, self._zip.read(info) if data is None else data, compress_type=info.compress_type)
            except Exception as error:
                _damaged(info.filename, error)
            for name, data in fresh.values():
                # A fixed date: the same file comes of the same input.
                out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, compress_type=zipfile.ZIP_DEFLATED)
        return target.getvalue()


def relations_of(name: str) -> str:
    """The name of the part that holds a part's relations."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", base + ".rels")


def parse(data: bytes, name: str) -> Xml:
    """XML as a tree. Raises SourceError for what is not well-formed or declares a document type."""
    refuse_doctype(data)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        _damaged(name, error)
    if root.tag.startswith("{" + _STRICT):
        raise SourceError("文件存成了“Strict Open XML 文档”；请在 Word 里另存为普通的“Word 文档（.docx）”后再检查")
    return root


def refuse_doctype(data: bytes) -> None:
    """Raises SourceError for XML with a document type declaration, in any encoding that XML must be read in."""
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise SourceError("文件里有 Word 不会写的内容（文档类型声明），没有检查")


def _damaged(name: str, error: Exception | None = None) -> NoReturn:
    raise SourceError(f"Word 文件已损坏：{name} 读不出来") from error
