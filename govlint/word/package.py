"""A .docx as the zip file of XML parts that it is; knows nothing of what the parts say.

ISO/IEC 29500-2 (packages, relationships, content types), which forbids document type declarations.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Collection, Mapping
from copy import copy
from typing import Any, NoReturn
from xml.etree import ElementTree

from govlint.text.archive import MAX_PACKAGE as MAX_PACKAGE
from govlint.text.archive import Archive, refuse_hostile
from govlint.text.source import SourceError

PROGRAM = "Word"
"""Who writes such files, in messages."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "/officeDocument"
_LOCAL_HEADER = struct.Struct("<26xHH")
"""Of a part in a zip file: the lengths of its name and of what else stands before its bytes."""
_SIZES_FOLLOW = 0x08
"""The flag of a part whose sizes stand behind it."""

Xml = Any
"""An XML element; of ElementTree for reading, of lxml, which writes back what it read, for writing."""


class Package(Archive):
    """The parts of an opened file. Parts are unpacked when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Raises SourceError for what is not a .docx, is damaged or has a password."""
        if data.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise SourceError("文件设了打开密码，读不了；请在 Word 里取消密码后再检查")
            raise SourceError("这是旧版 Word 文件（.doc），只是改了扩展名；请在 Word 里另存为 .docx 后再检查")
        super().__init__(data, "Word 文件", ".docx")
        self._unpacked: dict[str, bytes] = {}
        self.main = self._main()
        """The name of the part with the main text."""

    def _main(self) -> str:
        main = next((target for kind, target in self.relations("").values() if kind.endswith(_MAIN)), "word/document.xml")
        if main.lower() not in self._names:
            raise SourceError("不是 Word 文件：里面没有正文")
        return main

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises SourceError for one that is missing, damaged or too large."""
        key = name.lower()
        if key not in self._unpacked:
            self._unpacked[key] = super().read(name)
        return self._unpacked[key]

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
            self.damaged(info.filename)
        start += sum(_LOCAL_HEADER.unpack(header))
        packed = memoryview(self.data)[start : start + info.compress_size]
        if len(packed) != info.compress_size:
            self.damaged(info.filename)
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
    refuse_hostile(data, PROGRAM)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        _damaged(name, error)
    if root.tag.startswith("{" + _STRICT):
        raise SourceError("文件存成了“Strict Open XML 文档”；请在 Word 里另存为普通的“Word 文档（.docx）”后再检查")
    return root


def _damaged(name: str, error: Exception | None = None) -> NoReturn:
    raise SourceError(f"Word 文件已损坏：{name} 读不出来") from error
