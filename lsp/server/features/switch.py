"""Writing into a govlint.yaml how a rule is to be heard, everywhere or in one file, all else as it stands."""

from __future__ import annotations

import json
from dataclasses import replace

import yaml
from govlint_lsp.features.suppress import KeepingError, appended, checked, inside, line_end_of, parse

from govlint.config.settings import Level, Override, RuleSetting, Settings

_UNUSUAL = "govlint.yaml 里的 {key} 写法太特别，请手工添加"


def with_rule(path: str, text: str, rule: str, level: Level) -> str:
    """The text of a govlint.yaml in which a rule has this level. Raises KeepingError."""
    settings = parse(path, text)
    node = settings.nodes.get("rules")
    had = settings.config.rules.get(rule)
    if had is not None:
        made = _replaced(text, settings, rule, level)
    elif node is None:
        made = appended(text, f"rules:\n  {rule}: {level}\n")
    elif isinstance(node, yaml.MappingNode) and node.flow_style:
        made = inside(text, node, f"{rule}: {level}")
    elif isinstance(node, yaml.MappingNode) and node.value:
        made = _above(text, node, f"{rule}: {level}")
    else:
        raise KeepingError(_UNUSUAL, key="rules")
    setting = replace(had, severity=level) if isinstance(had, RuleSetting) else level
    return checked(path, made, replace(settings.config, rules={**settings.config.rules, rule: setting}))


def with_rule_in_file(path: str, text: str, rule: str, level: Level, name: str) -> str:
    """The text of a govlint.yaml in which a rule has this level in the file of this name alone. Raises KeepingError.

    `name` is as seen from the configuration's folder, with `/` between its parts.
    """
    settings = parse(path, text)
    # What means something in a pattern is written with a backslash; the slash before it binds it to this folder.
    pattern = "/" + "".join(f"\\{char}" if char in "\\*?[]!#" else char for char in name)
    override = Override((pattern,), rules={rule: level})
    node = settings.nodes.get("overrides")
    if node is None:
        made = appended(text, "overrides:\n" + _entry(pattern, rule, level, "  "))
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        at = _line_start(text, node.value[-1].start_mark.index)
        dash = text.index("-", at) - at
        # The last one of all wins: it goes to the end.
        end = _past(text, node)
        made = text[:end] + _gap(text[:end], text) + _entry(pattern, rule, level, " " * dash, line_end_of(text)) + text[end:]
    elif isinstance(node, yaml.SequenceNode):
        made = inside(text, node, json.dumps({"paths": [pattern], "rules": {rule: str(level)}}, ensure_ascii=False))
    else:
        raise KeepingError(_UNUSUAL, key="overrides")
    return checked(path, made, replace(settings.config, overrides=(*settings.config.overrides, override)))


def _replaced(text: str, settings: Settings, rule: str, level: Level) -> str:
    node = settings.node_of("rules", rule)
    if isinstance(node, yaml.MappingNode):
        severity = settings.node_of("rules", rule, "severity")
        if severity is None and node.flow_style:
            return inside(text, node, f"severity: {level}")
        if severity is None:
            return _above(text, node, f"severity: {level}")
        node = severity
    if node is None:
        raise KeepingError(_UNUSUAL, key="rules")
    return text[: node.start_mark.index] + str(level) + text[node.end_mark.index :]


def _above(text: str, node: yaml.MappingNode, line: str) -> str:
    """A line more in a block, before its first one: where a block begins is plain, where it ends is not."""
    first = node.value[0][0].start_mark.index
    at = _line_start(text, first)
    return f"{text[:at]}{text[at:first]}{line}{line_end_of(text)}{text[at:]}"


def _past(text: str, node: yaml.SequenceNode) -> int:
    """Where the line behind a block begins."""
    end = len(text[: node.end_mark.index].rstrip())
    at = min((i for i in (text.find("\n", end),) if i >= 0), default=len(text) - 1)
    return at + 1


def _gap(before: str, text: str) -> str:
    return "" if not before or before.endswith("\n") else line_end_of(text)


def _entry(pattern: str, rule: str, level: Level, indent: str, line_end: str = "\n") -> str:
    named = json.dumps(pattern, ensure_ascii=False)
    lines = [f"{indent}- paths: [{named}]", f"{indent}  rules:", f"{indent}    {rule}: {level}"]
    return line_end.join(lines) + line_end


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
