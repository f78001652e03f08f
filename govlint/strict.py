"""YAML into dataclasses, strictly: types come from the dataclass, and every complaint has a place and a caret."""

from __future__ import annotations

import dataclasses
import difflib
import enum
import re
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from govlint.check import OptionsError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDE_COLON = re.compile(r"^\s*(?:- )?[\w+-]+(：)", re.MULTILINE)


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong in a YAML file: its 1-based line and column in code points, and what it is, in Chinese."""

    path: str
    line: int
    column: int
    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        """The complaint as `file:line:col`, with the line and a caret below it where the line is known."""
        head = f"{self.path}:{self.line}:{self.column}: {self.message}"
        if not self.excerpt:
            return head
        # Pad with the full-width space under wide characters so that the caret stands under its column.
        before = self.excerpt[: self.column - 1]
        pad = "".join("\t" if c == "\t" else "　" if _is_wide(c) else " " for c in before)
        return f"{head}\n    {self.excerpt}\n    {pad}^"


class StrictError(Exception):
    """A YAML file that cannot be used; holds every complaint about it."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


class File:
    """A YAML file being read: its text and the complaints met so far."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.complaints: list[Complaint] = []

    def complain(self, node: yaml.Node | yaml.Mark | None, message: str) -> None:
        """Note a complaint at a node, at a mark, or (None) at the beginning."""
        mark = node.start_mark if isinstance(node, yaml.Node) else node
        line, column = (mark.line, mark.column) if mark else (0, 0)
        excerpt = self.lines[line].rstrip("\r") if line < len(self.lines) else ""
        complaint = Complaint(self.path, line + 1, column + 1, message, excerpt)
        if complaint not in self.complaints:
            self.complaints.append(complaint)

    def compose(self) -> yaml.MappingNode | None:
        """The file's top mapping, keys unique; None, with a complaint, where it has none."""
        try:
            node = yaml.compose(self.text, Loader=_Loader)
        except yaml.YAMLError as error:
            if not self._complain_wide_colon():
                mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
                self.complain(mark, f"不是合法的 YAML：{getattr(error, 'problem', None) or error}")
            return None
        if not isinstance(node, yaml.MappingNode):
            if not self._complain_wide_colon():
                self.complain(node, "文件内容应当是“键: 值”的形式")
            return None
        self._refuse_doubled_keys(node)
        return node

    def _complain_wide_colon(self) -> bool:
        match = _WIDE_COLON.search(self.text)
        if match is None:
            return False
        line = self.text.count("\n", 0, match.start(1))
        column = match.start(1) - (self.text.rfind("\n", 0, match.start(1)) + 1)
        self.complain(yaml.Mark("", 0, line, column, None, 0), "键后面是全角冒号“：”，YAML 要用半角冒号加空格“: ”")
        return True

    def _refuse_doubled_keys(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    self.complain(key, "键应当是一个词")
                elif key.value in seen:
                    self.complain(key, f"键“{key.value}”写了两遍")
                else:
                    seen.add(key.value)
                self._refuse_doubled_keys(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._refuse_doubled_keys(item)

    # Building -----------------------------------------------------------------------------------------------------

    def build(self, cls: type[Any], node: yaml.Node, items: Iterable[tuple[yaml.Node, yaml.Node]] | None = None) -> Any:
        """An instance of the dataclass `cls` from a mapping node (or from these of its items); None after a complaint."""
        if items is None:
            if not isinstance(node, yaml.MappingNode):
                self.complain(node, "这里应当是“键: 值”的形式")
                return None
            items = node.value
        hints = _hints(cls)
        values: dict[str, Any] = {}
        nodes: dict[str, yaml.Node] = {}
        sound = True
        for key, value in items:
            name = key.value
            if name not in hints:
                self.complain(key, f"不认识的键“{name}”{suggest(name, hints)}")
                sound = False
                continue
            nodes[name] = value
            built = self.convert(hints[name], value)
            if built is _BAD:
                sound = False
            values[name] = built
        for field in dataclasses.fields(cls):
            if field.name not in values and field.default is field.default_factory is dataclasses.MISSING:
                self.complain(node, f"缺少必需的键“{field.name}”")
                sound = False
        if not sound:
            return None
        try:
            return cls(**values)
        except OptionsError as error:
            self.complain(_follow(nodes, error.path) or node, str(error))
            return None

    def convert(self, hint: Any, node: yaml.Node) -> Any:
        """The value of a node as type `hint`; `_BAD` after a complaint."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            concrete = [a for a in args if a is not type(None)]
            return self._convert_union(concrete, node)
        if origin in (tuple, frozenset):
            return self._convert_list(origin, args[0], node)
        if origin is not None and issubclass(origin, Mapping):
            return self._convert_mapping(args[1], node)
        if dataclasses.is_dataclass(hint):
            built = self.build(typing.cast(type, hint), node)
            return _BAD if built is None else built
        if not isinstance(node, yaml.ScalarNode):
            self.complain(node, "这里应当是一个值，不是列表或“键: 值”")
            return _BAD
        return self._convert_scalar(hint, origin, args, node)

    def _convert_union(self, options: list[Any], node: yaml.Node) -> Any:
        scalar = isinstance(node, yaml.ScalarNode)
        for option in options:
            if scalar != (dataclasses.is_dataclass(option) or typing.get_origin(option) in (tuple, frozenset)):
                return self.convert(option, node)
        return self.convert(options[0], node)

    def _convert_list(self, origin: type, item: Any, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            self.complain(node, "这里应当是列表")
            return _BAD
        values = [self.convert(item, child) for child in node.value]
        return _BAD if _BAD in values else origin(values)

    def _convert_mapping(self, item: Any, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, "这里应当是“键: 值”的形式")
            return _BAD
        values = {key.value: self.convert(item, child) for key, child in node.value}
        return _BAD if _BAD in values.values() else values

    def _convert_scalar(self, hint: Any, origin: Any, args: tuple[Any, ...], node: yaml.ScalarNode) -> Any:
        text = node.value
        allowed: list[str] | None = None
        if hint is str:
            if not text.strip():
                self.complain(node, "值是空的")
                return _BAD
            return text
        if hint is bool:
            allowed = ["true", "false"]
            if text in allowed:
                return text == "true"
        elif hint in (int, float):
            try:
                return hint(text)
            except ValueError:
                self.complain(node, f"“{text}”应当是数字")
                return _BAD
        elif origin is typing.Literal:
            allowed = list(args)
            if text in allowed:
                return text
        elif isinstance(hint, type) and issubclass(hint, enum.Enum):
            by_name = {str(member): member for member in hint}
            allowed = list(by_name)
            if text in by_name:
                return by_name[text]
        elif callable(getattr(hint, "parse", None)):
            try:
                return hint.parse(text)
            except ValueError as error:
                self.complain(node, str(error))
                return _BAD
        else:
            raise TypeError(f"no way to read {hint!r} from YAML")
        self.complain(node, f"不认识的值“{text}”{suggest(text, allowed)}；可用：{'、'.join(allowed)}")
        return _BAD


_BAD: Any = object()


def suggest(word: str, known: Iterable[str]) -> str:
    """“，是不是“…”？” for a misspelt word, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"，是不是“{close[0]}”？" if close else ""


def _hints(cls: type[Any]) -> dict[str, Any]:
    return {k: v for k, v in typing.get_type_hints(cls).items() if k in {f.name for f in dataclasses.fields(cls)}}


def _follow(nodes: Mapping[str, yaml.Node], path: tuple[str | int, ...]) -> yaml.Node | None:
    node = nodes.get(str(path[0])) if path else None
    for step in path[1:]:
        if isinstance(node, yaml.MappingNode):
            node = next((k for k, _ in node.value if k.value == str(step)), node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node


def _is_wide(char: str) -> bool:
    from unicodedata import east_asian_width

    return east_asian_width(char) in "WFA"
