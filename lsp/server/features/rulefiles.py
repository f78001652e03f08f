"""Rule files, profiles and govlint.yaml while they are written: what is wrong with them, as their loaders say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import yaml
from govlint_lsp.convert import SOURCE, range_of
from govlint_lsp.text import Encoding, Text
from lsprotocol import types as lsp

from govlint.config import settings as config
from govlint.config.settings import FILE_NAME, Config, ProfileFile
from govlint.deserialize.dataclass import Complaint, StrictError
from govlint.rulefiles.examples import run_examples
from govlint.rulefiles.loader import load_rule, unfilled

Kind = Literal["", "rule", "config", "profile"]

LANGUAGE = "govlint-rule"
"""The language id of rule files, for editors that know it."""

_YAML_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_RULE_KEYS = re.compile(r"^(?:check|extends):", re.MULTILINE)
_SAYS = re.compile(r"^(?:message|severity|why|basis|bad|good):", re.MULTILINE)
_EXAMPLE = re.compile(r"([反正])例 (\d+)：")


def may_be_ours(path: str, language: str) -> bool:
    """Whether a document may be a file of ours at all, as far as its name and language tell."""
    return language == LANGUAGE or path.endswith((".yaml", ".yml"))


def kind_of(path: str, language: str, text: str, rule_folders: Sequence[str] = ()) -> Kind:
    """What kind of file of ours a document is; "" for a YAML file of somebody else's."""
    file = Path(path)
    if file.name == FILE_NAME:
        return "config"
    if not may_be_ours(path, language):
        return ""
    ours = any(file.is_relative_to(folder) for folder in rule_folders)
    if ours and file.parent.name == "profiles":
        return "profile"
    if ours or language == LANGUAGE or (_RULE_KEYS.search(text) and _SAYS.search(text)):
        return "rule"
    return ""


def complaints_about(kind: Kind, path: str, text: str) -> list[Complaint]:
    """All that is wrong with the text of such a file: its shape, what is left to fill in, examples that do not hold."""
    try:
        if kind == "rule":
            return _about_rule(path, text)
        config.parse(path, text, Config if kind == "config" else ProfileFile)
    except StrictError as error:
        return [c for c in error.complaints if c.path == path]
    return []


def diagnostics(complaints: Iterable[Complaint], text: Text, encoding: Encoding) -> list[lsp.Diagnostic]:
    """Complaints as diagnostics, each from its place to the end of its line."""
    starts = [0, *(m.end() for m in _YAML_LINE_END.finditer(text.text))]
    found = []
    for complaint in complaints:
        # YAML ends lines where editors do not: the way leads over the offset.
        start = starts[min(complaint.line, len(starts)) - 1] + complaint.column - 1
        start = min(start, len(text.text))
        end = text.line_end(text.line_of(start))
        word = len(text.text[start:end].split("  #")[0].rstrip())
        reach = range_of(text, start, start + word, encoding)
        found.append(lsp.Diagnostic(reach, complaint.message, lsp.DiagnosticSeverity.Error, source=SOURCE))
    return found


def _about_rule(path: str, text: str) -> list[Complaint]:
    blanks = unfilled(path, text)
    try:
        rule = load_rule(path, text=text)
    except StrictError as error:
        return [*blanks, *(c for c in error.complaints if c.path == path)]
    return blanks or list(_examples(path, text, run_examples(rule)))


def _examples(path: str, text: str, problems: Iterable[str]) -> Iterator[Complaint]:
    top = yaml.compose(text, Loader=yaml.SafeLoader)
    nodes = {key.value: value for key, value in top.value} if isinstance(top, yaml.MappingNode) else {}
    for problem in problems:
        match = _EXAMPLE.match(problem)
        listed = nodes.get({"反": "bad", "正": "good"}[match.group(1)]) if match else None
        number = int(match.group(2)) - 1 if match else 0
        # An example of the rule that this one extends stands in another file.
        inside = isinstance(listed, yaml.SequenceNode) and number < len(listed.value)
        node = listed.value[number] if inside and listed else listed or top
        line, column = (node.start_mark.line, node.start_mark.column) if node else (0, 0)
        yield Complaint(path, line + 1, column + 1, problem)
