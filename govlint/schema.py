"""JSON Schemas of rule files and configurations, generated from what they are read into; for editors, and to be read."""

from __future__ import annotations

import dataclasses
import enum
import typing
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from govlint.check import Kind
from govlint.config import Config, Level, Override, RuleSetting
from govlint.keep import RULES as KEEP_RULES
from govlint.loader import ID, RuleFile, kind, kind_names, load_builtin
from govlint.rule import Rule
from govlint.strict import alternatives, fields_of, required, shape_of

DIALECT = "http://json-schema.org/draft-07/schema#"
# A scalar that is wanted as text may look like something else to YAML; it may not be empty.
_TEXT = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def rule_schema() -> dict[str, Any]:
    """The schema of a rule file: the keys that all have, then those of the kind that `check` names.

    A rule that extends another one needs none of them, may change lists by key+ and key-, and may leave `check` out:
    then it must be right for some kind.
    """
    common = properties(RuleFile) | {"check": _described({"enum": kind_names()}, RuleFile, "check")}
    common["extends"]["pattern"] = f"^{ID.pattern}$"
    for key in ("bad", "good", "basis"):
        common[key]["minItems"] = 1
    refer = {name: {"$ref": f"#/definitions/{name}"} for name in kind_names()}
    return {
        "$schema": DIALECT,
        "title": "govlint 的规则文件",
        "type": "object",
        "properties": common | _signed(RuleFile),
        "if": {"required": ["extends"]},
        "else": {"required": required(RuleFile), "propertyNames": {"not": {"pattern": "[+-]$"}}},
        "allOf": [
            {"if": {"properties": {"check": {"const": name}}, "required": ["check"]}, "then": reference}
            for name, reference in refer.items()
        ]
        + [{"if": {"not": {"required": ["check"]}}, "then": {"anyOf": list(refer.values())}}],
        "definitions": {name: _of_kind(kind(name)) for name in kind_names()},
    }


def config_schema() -> dict[str, Any]:
    """The schema of a govlint.yaml: of the rules that govlint ships it knows the options, others may be from elsewhere."""
    rules: list[Rule] = [*load_builtin(), *KEEP_RULES]
    categories = sorted({rule.category for rule in rules})
    known = {rule.id: {"description": rule.title, "anyOf": [_ref("level"), _ref(rule.kind.name)]} for rule in rules}
    known |= {name: {"description": f"{name} 类的规则", "anyOf": [_ref("level"), _ref("setting")]} for name in categories}
    kinds = {rule.kind.name: rule.kind for rule in rules}
    setting = schema_of(RuleSetting)
    override = schema_of(Override)
    override["properties"]["rules"] = _described(_ref("rules"), Override, "rules")
    override["properties"]["paths"]["minItems"] = 1
    own = {
        "rules": _described(_ref("rules"), Config, "rules"),
        "overrides": _described({"type": "array", "items": override}, Config, "overrides"),
    }
    return {
        "$schema": DIALECT,
        "title": "govlint 的配置文件 govlint.yaml",
        "type": "object",
        "properties": properties(Config) | own,
        "additionalProperties": False,
        "definitions": {
            "level": schema_of(Level),
            "setting": setting,
            "rules": {
                "type": "object",
                "properties": dict(sorted(known.items())),
                "additionalProperties": {"anyOf": [_ref("level"), _ref("setting")]},
            },
        }
        | {name: _with_options(setting, kinds[name]) for name in sorted(kinds)},
    }


def _with_options(setting: dict[str, Any], the_kind: Kind) -> dict[str, Any]:
    """A rule's settings with the options of its kind."""
    options = {
        "type": "object",
        "properties": properties(the_kind.options) | _signed(the_kind.options),
        "additionalProperties": False,
    }
    described = _described(options, RuleSetting, "options")
    return setting | {"properties": setting["properties"] | {"options": described}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}


def properties(cls: Any) -> dict[str, Any]:
    """The properties of a dataclass's keys, each with its help."""
    return {key: _described(schema_of(hint), cls, key) for key, hint in fields_of(cls).items()}


def schema_of(hint: Any) -> dict[str, Any]:
    """The schema of a field's type."""
    options = alternatives(hint)
    if len(options) > 1:
        return {"anyOf": [schema_of(option) for option in options]}
    (hint,) = options
    if hint is yaml.Node:
        return {}
    args = typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        described = {"type": "object", "properties": properties(hint), "additionalProperties": False}
        return described | ({"required": required(hint)} if required(hint) else {})
    if shape_of(hint) == "mapping":
        names = {} if args[0] is str else {"propertyNames": schema_of(args[0])}
        return {"type": "object", "additionalProperties": schema_of(args[1])} | names
    if shape_of(hint) == "list":
        unique = typing.get_origin(hint) is frozenset or args[0] is str
        return {"type": "array", "items": schema_of(args[0])} | ({"uniqueItems": True} if unique else {})
    if typing.get_origin(hint) is typing.Literal:
        return {"enum": list(args)}
    if issubclass(hint, enum.Enum):
        return {"enum": [str(member) for member in hint]}
    scalars: Mapping[Any, dict[str, Any]] = {bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"}}
    return dict(scalars.get(hint, _TEXT))


def _of_kind(the_kind: Kind) -> dict[str, Any]:
    """What holds for the rules of a kind."""
    own = properties(the_kind.options) | _signed(the_kind.options)
    allowed = {*fields_of(RuleFile), *_signed(RuleFile), *own} - (set() if the_kind.fixes else {"fix", "safety"})
    needed = required(the_kind.options) + (["related"] if the_kind.roles else [])
    return {
        "description": the_kind.name,
        "properties": own | {"cases": _only(the_kind.cases), "related": _only(the_kind.roles)},
        "propertyNames": {"enum": sorted(allowed)},
        "if": {"required": ["extends"]},
        "else": {"required": needed, "properties": {"related": {"required": sorted(the_kind.roles)}}},
    }


def _only(names: Iterable[str]) -> dict[str, Any]:
    return {"propertyNames": {"enum": sorted(names)}}


def _signed(cls: Any) -> dict[str, Any]:
    """The keys that change a list or a mapping of the rule that is extended."""
    found: dict[str, Any] = {}
    for key, hint in fields_of(cls).items():
        whole = next((option for option in alternatives(hint) if shape_of(option) != "scalar"), None)
        if whole is None or dataclasses.is_dataclass(whole):
            continue
        args = typing.get_args(whole)
        taken = {"type": "array", "items": schema_of(args[0])} if shape_of(whole) == "mapping" else schema_of(whole)
        found[f"{key}+"] = {"description": f"在 {key} 里增加"} | schema_of(whole)
        found[f"{key}-"] = {"description": f"从 {key} 里去掉"} | taken
    return found


def _described(schema: dict[str, Any], cls: Any, key: str) -> dict[str, Any]:
    (help_text,) = (f.metadata.get("help", "") for f in dataclasses.fields(cls) if f.name.replace("_", "-") == key)
    return ({"description": help_text} if help_text else {}) | schema
