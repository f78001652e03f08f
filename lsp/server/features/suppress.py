"""Writing a writer's decisions down: a passage to keep into govlint.yaml, a finding into the baseline."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from govlint.config import settings as config
from govlint.config.settings import Settings
from govlint.deserialize.dataclass import StrictError
from govlint.project.project import Project
from govlint.suppression import words
from govlint.suppression.baseline import FILE_NAME, Baseline, load
from govlint.suppression.keep import Keep
from govlint.text import files
from govlint.text.characters import LINE_END

_LINE_END = re.compile(LINE_END)


class KeepingError(Exception):
    """What could not be written down; `str()` says why, in Chinese."""


def config_to_write(project: Project, folder: str) -> Path:
    """The configuration that a decision on a file in this project goes to: the one in force, or a new one in `folder`."""
    path = Path(os.path.abspath(project.settings.path)) if project.settings.path else Path(folder) / config.FILE_NAME
    if path.suffix == ".toml":
        raise KeepingError(f"配置在 {path.name} 里，请在那里的 [tool.govlint] 一节手工添加")
    return path


def with_keep(path: str, text: str, keep: Keep) -> str:
    """The text of a govlint.yaml with one passage more to keep, all else as it stands. Raises KeepingError."""
    entry = {"rule": keep.rule, "text": keep.text, "reason": keep.reason} | ({"paths": [*keep.paths]} if keep.paths else {})
    settings = _parse(path, text)
    node = settings.nodes.get("keep")
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        made = _below(text, node, entry)
    elif node is not None and not (isinstance(node, yaml.SequenceNode) and node.flow_style):
        raise KeepingError("govlint.yaml 里的 keep 不是列表，请手工添加")
    elif node is not None:
        made = _inside(text, node, entry)
    else:
        made = _appended(text, "keep:\n" + _item(entry, "  "))
    return _checked(path, made, replace(settings.config, keep=(*settings.config.keep, keep)))


def with_baseline(path: str, text: str) -> str:
    """The text of a govlint.yaml that names the baseline. Raises KeepingError."""
    settings = _parse(path, text)
    if settings.config.baseline:
        return text
    made = _appended(text, f"# 老问题记在这里，不再报告。\nbaseline: {FILE_NAME}\n")
    return _checked(path, made, replace(settings.config, baseline=FILE_NAME))


def with_words(path: str, text: str) -> str:
    """The text of a govlint.yaml that names the list of words. Raises KeepingError."""
    settings = _parse(path, text)
    if settings.config.words:
        return text
    made = _appended(text, f"# 没有写错的词，一行一个，不再报告。\nwords: {words.FILE_NAME}\n")
    return _checked(path, made, replace(settings.config, words=words.FILE_NAME))


def baseline_at(path: str) -> Baseline:
    """The baseline in a file, or a new one where there is no file. Raises BaselineError."""
    return load(path) if os.path.exists(path) else Baseline()


def write(path: str | Path, text: str) -> None:
    """Put a text in a file's place, whole or not at all, with the line ends that it has. Raises KeepingError."""
    try:
        files.write(path, text.encode(), within=os.path.dirname(path))
    except OSError as error:
        raise KeepingError(f"{Path(path).name} 没有写成：{files.explain_write_error(error)}") from error


def _parse(path: str, text: str) -> Settings:
    try:
        return config.parse(path, text)
    except StrictError as error:
        raise KeepingError(f"{Path(path).name} 有错，请先改好：{error.complaints[0].message}") from error


def _checked(path: str, text: str, wanted: config.Config) -> str:
    # Written by hand and read again: what does not say what it should is not written at all.
    found = _parse(path, text).config
    if found != wanted:
        raise KeepingError(f"{Path(path).name} 的写法太特别，请手工添加")
    return text


def _below(text: str, node: yaml.SequenceNode, entry: Mapping[str, object]) -> str:
    indent = " " * _dash(text, node.value[-1])
    end = _end_of_line(text, _last_of_block(text, node))
    head, tail = text[:end], text[end:]
    line_end = _line_end(text)
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


def _inside(text: str, node: yaml.SequenceNode, entry: Mapping[str, object]) -> str:
    at = text.rindex("]", node.start_mark.index, node.end_mark.index)
    comma = ", " if node.value else ""
    return f"{text[:at].rstrip()}{comma}{json.dumps(entry, ensure_ascii=False)}{text[at:]}"


def _appended(text: str, addition: str) -> str:
    line_end = _line_end(text)
    gap = "" if not text.strip() else line_end if text.endswith(("\n", "\r")) else line_end * 2
    return text + gap + addition.replace("\n", line_end)


def _item(entry: Mapping[str, object], indent: str) -> str:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def _end_of_line(text: str, offset: int) -> int:
    match = _LINE_END.search(text, offset)
    return match.end() if match else len(text)


def _line_end(text: str) -> str:
    match = _LINE_END.search(text)
    return match.group() if match else "\n"
