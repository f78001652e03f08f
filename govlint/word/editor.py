"""A Word file opened for writing: parts as trees that are written back as they were but for what was changed."""

from __future__ import annotations

import posixpath
from typing import Any

from govlint.text.archive import refuse_hostile
from govlint.text.source import SourceError
from govlint.word.package import PROGRAM, Package, Xml, relations_of

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class MissingLibraryError(SourceError):
    """Writing Word files needs lxml, which is not installed; `str()` says what to do, in Chinese."""


class Editor:
    """The parts of a package that have been opened for writing, each once.

    ElementTree would give new prefixes to namespaces, and Word refuses a file whose mc:Ignorable names lost ones; lxml
    writes back what it read.
    """

    def __init__(self, package: Package) -> None:
        """Raises MissingLibraryError."""
        try:
            from lxml import etree
        except ImportError as error:
            raise MissingLibraryError("改写 Word 文件要用 lxml，请安装：pip install lxml") from error
        self._etree: Any = etree
        self.package = package
        self.trees: dict[str, Xml] = {}
        self._removed: set[str] = set()

    def open(self, name: str) -> Xml:
        """The tree of a part. Raises SourceError."""
        if name not in self.trees:
            self.trees[name] = self.parse(self.package.read(name), name)
        return self.trees[name]

    def parse(self, data: bytes, name: str) -> Xml:
        """XML as a tree that can be written back; kept under its name. Raises SourceError."""
        if name in self.trees:
            return self.trees[name]
        refuse_hostile(data, PROGRAM)
        try:
            self.trees[name] = self._etree.fromstring(data, self._parser())
        except (self._etree.XMLSyntaxError, ValueError) as error:
            raise SourceError(f"Word 文件已损坏：{name} 读不出来") from error
        return self.trees[name]

    def add_part(self, name: str, kind: str, content_type: str, root: str) -> Xml:
        """A new part that the main text leads to, as a tree made of the XML `root`."""
        main = self.package.main
        types = self.open(_CONTENT_TYPES)
        types.append(types.makeelement(_TYPES + "Override", {"PartName": "/" + name, "ContentType": content_type}))
        relations_name = relations_of(main)
        if relations_name in self.package:
            relations = self.open(relations_name)
        else:
            relations = self.parse(f'<Relationships xmlns="{_RELATIONS}"/>'.encode(), relations_name)
        used = {relation.get("Id") for relation in relations}
        number = next(n for n in range(1, len(used) + 2) if f"rIdGovlint{n}" not in used)
        attributes = {
            "Id": f"rIdGovlint{number}",
            "Type": f"{_OFFICE}/{kind}",
            "Target": posixpath.relpath(name, posixpath.dirname(main)),
        }
        relations.append(relations.makeelement(f"{{{_RELATIONS}}}Relationship", attributes))
        return self.parse(root.encode(), name)

    def remove_part(self, name: str) -> None:
        """Take a part out, with what the main text and the list of types say of it."""
        main = self.package.main
        relations = self.open(relations_of(main))
        for relation in list(relations):
            if self.package.relations(main).get(relation.get("Id", ""), ("", ""))[1] == name:
                relations.remove(relation)
        types = self.open(_CONTENT_TYPES)
        for entry in list(types):
            if entry.get("PartName", "").lower() == f"/{name}".lower():
                types.remove(entry)
        self.trees.pop(name, None)
        self._removed.add(name)

    def save(self) -> bytes:
        """The whole file. A part that was not changed is written as it was."""
        parts = {}
        for name, tree in self.trees.items():
            data = self._etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            if name not in self.package or not self._same(data, self.package.read(name)):
                parts[name] = data
        return self.package.rewrite(parts, self._removed) if parts or self._removed else self.package.data

    def _same(self, data: bytes, original: bytes) -> bool:
        try:
            first, second = (
                self._etree.tostring(self._etree.fromstring(d, self._parser()), method="c14n") for d in (data, original)
            )
        except self._etree.C14NError:  # a namespace with a relative name has no canonical form
            return False
        return bool(first == second)

    def _parser(self) -> Any:
        return self._etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
