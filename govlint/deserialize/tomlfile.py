"""A table of a TOML file as the nodes that strict reading takes, each with its place; does not know what the table is for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from govlint.deserialize.dataclass import File

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=\s*""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")

_Path = tuple[str | int, ...]


class TomlFile(File):
    """A TOML file being read into dataclasses as a YAML file is: `table` is the path of the table that is read.

    A value's place is that of its key; the parts of an inline table or list stand where the whole stands.
    """

    def __init__(self, path: str, text: str, table: tuple[str, ...]) -> None:
        super().__init__(path, text)
        self.table = table

    def compose(self) -> yaml.Node | None:
        """The table as a node; None where the file has no such table, or, with a complaint, is no TOML."""
        try:
            value: Any = tomllib.loads(self.text.replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            at = _AT.search(str(error))
            line, column = (int(n) - 1 for n in at.groups()) if at else (0, 0)
            self.complain(_mark(line, column), f"不是合法的 TOML：{_AT.sub('', str(error))}")
            return None
        for part in self.table:
            if not isinstance(value, Mapping) or part not in value:
                return None
            value = value[part]
        return self._node(value, self.table, _places(self.lines))

    def _node(self, value: Any, path: _Path, places: Mapping[_Path, tuple[yaml.Mark, yaml.Mark]]) -> yaml.Node:
        known = path
        while known and known not in places:
            known = known[:-1]
        mark = places[known][1] if known else _mark(0, 0)
        if isinstance(value, Mapping):
            pairs = []
            for key, child in value.items():
                own, _ = places.get((*path, key), (mark, mark))
                pairs.append((yaml.ScalarNode("", key, own, own, style='"'), self._node(child, (*path, key), places)))
            return yaml.MappingNode("", pairs, mark, mark, flow_style=True)
        if isinstance(value, list):
            return yaml.SequenceNode("", [self._node(v, (*path, i), places) for i, v in enumerate(value)], mark, mark, True)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return yaml.ScalarNode("", text, mark, mark, style='"')


def _places(lines: list[str]) -> dict[_Path, tuple[yaml.Mark, yaml.Mark]]:
    """Where each table and key begins, and where its value does."""
    places: dict[_Path, tuple[yaml.Mark, yaml.Mark]] = {}
    last: dict[_Path, int] = {}  # the index of the last table of each list of tables
    table: _Path = ()
    for number, line in enumerate(lines):
        if match := _HEADER.match(line):
            *above, name = _split(match.group(2))
            table = ()
            for part in above:
                table = (*table, part)
                table = (*table, last[table]) if table in last else table
            table = (*table, name)
            mark = _mark(number, match.start(2))
            places.setdefault(table, (mark, mark))
            if match.group(1) == "[[":
                last[table] = last.get(table, -1) + 1
                table = (*table, last[table])
                places[table] = (mark, mark)
        elif match := _KEY.match(line):
            path = (*table, *_split(match.group(1)))
            places.setdefault(path, (_mark(number, match.start(1)), _mark(number, match.end())))
    return places


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _mark(line: int, column: int) -> yaml.Mark:
    return yaml.Mark("", 0, line, column, None, 0)
