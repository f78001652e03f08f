"""Writing a writer's decisions into govlint.yaml: a passage to keep, the name of the list of words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import yaml
from govlint_lsp.words import CHINESE, Words

from govlint.config import settings as config
from govlint.config.settings import Settings
from govlint.deserialize.dataclass import StrictError
from govlint.project.project import Project
from govlint.suppression import words
from govlint.suppression.keep import Keep
from govlint.text import files
from govlint.text.characters import LINE_END

_LINE_END = re.compile(LINE_END)


class KeepingError(Exception):
    """What could not be written down; `str()` says why, in Chinese. `said` is one of the server's words."""

    def __init__(self, said: str, **slots: str) -> None:
        super().__init__(CHINESE(said, **slots))
        self._said, self._slots = said, slots

    def told(self, words: Words) -> str:
        """Why, in some language."""
        return words(self._said, **self._slots)


def config_to_write(project: Project, folder: str) -> Path:
    """The configuration that a decision on a file in this project goes to: the one in force, or a new one in `folder`."""
    path = Path(os.path.abspath(project.settings.path)) if project.settings.path else Path(folder) / config.FILE_NAME
    if path.suffix == ".toml":
        raise KeepingError("配置在 {name} 里，请在那里的 [tool.govlint] 一节手工添加", name=path.name)
    return path


def with_keep(path: str, text: str, keep: Keep) -> str:
    """The text of a govlint.yaml with one passage more to keep, all else as it stands. Raises KeepingError."""
    entry = {"rule": keep.rule, "text": keep.text, "reason": keep.reason} | ({"paths": [*keep.paths]} if keep.paths else {})
    settings = parse(path, text)
    node = settings.nodes.get("keep")
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        made = _below(text, node, entry)
    elif node is not None and not (isinstance(node, yaml.SequenceNode) and node.flow_style):
        raise KeepingError("govlint.yaml 里的 keep 不是列表，请手工添加")
    elif node is not None:
        made = inside(text, node, json.dumps(entry, ensure_ascii=False))
    else:
        made = appended(text, "keep:\n" + _item(entry, "  "))
    return checked(path, made, replace(settings.config, keep=(*settings.config.keep, keep)))


def with_words(path: str, text: str) -> str:
    """The text of a govlint.yaml that names the list of words. Raises KeepingError."""
    settings = parse(path, text)
    if settings.config.words:
        return text
    made = appended(text, f"# 没有写错的词，一行一个，不再报告。\nwords: {words.FILE_NAME}\n")
    return checked(path, made, replace(settings.config, words=words.FILE_NAME))


def write(path: str | Path, text: str) -> None:
    """Put a text in a file's place, whole or not at all, with the line ends that it has. Raises KeepingError."""
    try:
        files.write(path, text.encode(), within=os.path.dirname(path))
    except OSError as error:
        raise KeepingError("{name} 没有写成：{why}", name=Path(path).name, why=files.explain_write_error(error)) from error


def parse(path: str, text: str) -> Settings:
    """What a configuration with this text says. Raises KeepingError."""
    try:
        return config.parse(path, text)
    except StrictError as error:
        raise KeepingError("{name} 有错，请先改好：{why}", name=Path(path).name, why=error.complaints[0].message) from error


def checked(path: str, text: str, wanted: config.Config) -> str:
    """The text of a configuration as it is, where it says what it should. Raises KeepingError.

    Written by hand and read again: what does not say what it should is not written at all.
    """
    if _plain(parse(path, text).config) != _plain(wanted):
        raise KeepingError("{name} 的写法太特别，请手工添加", name=Path(path).name)
    return text


def _below(text: str, node: yaml.SequenceNode, entry: Mapping[str, object]) -> str:
    indent = " " * _dash(text, node.value[-1])
    end = _end_of_line(text, _last_of_block(text, node))
    head, tail = text[:end], text[end:]
    line_end = line_end_of(text)
    if not head.endswith(("\n", "\r")):
        head += line_end
    return head + _item(entry, indent).replace("\n", line_end) + tail


def _last_of_block(text: str, node: yaml.Node) -> int:
    """The offset right behind the last scalar below a node."""
    if isinstance(node, yaml.ScalarNode):
        written = text[node.start_mark.index : node.end_mark.index]
        return node.start_mark.index + len(written.rstrip())
    children = [child for pair in node.value for child in (pair if isinstance(pair, tuple) else (pair,))]
    if not children or getattr(node, "flow_style", False):
        return int(node.end_mark.index)
    return _last_of_block(text, children[-1])


def _dash(text: str, item: yaml.Node) -> int:
    start = item.start_mark.index
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return text.index("-", line) - line


def inside(text: str, node: yaml.CollectionNode, entry: str) -> str:
    """The text with one entry more at the end of a list or mapping that is written in brackets."""
    at = text.rindex("}" if isinstance(node, yaml.MappingNode) else "]", node.start_mark.index, node.end_mark.index)
    comma = ", " if node.value else ""
    return f"{text[:at].rstrip()}{comma}{entry}{text[at:]}"


def _plain(value: object) -> object:
    """What is equal where two configurations say the same; a node of YAML is equal to itself alone."""
    if isinstance(value, yaml.Node):
        return yaml.serialize(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def appended(text: str, addition: str) -> str:
    """The text with lines more at its end."""
    line_end = line_end_of(text)
    gap = "" if not text.strip() else line_end if text.endswith(("\n", "\r")) else line_end * 2
    return text + gap + addition.replace("\n", line_end)


def _item(entry: Mapping[str, object], indent: str) -> str:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def _end_of_line(text: str, offset: int) -> int:
    match = _LINE_END.search(text, offset)
    return match.end() if match else len(text)


def line_end_of(text: str) -> str:
    """The line end that a text has."""
    match = _LINE_END.search(text)
    return match.group() if match else "\n"
