"""The JSON Schema of rule files, generated from what they are read into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govlint.analysis.check import Kind
from govlint.checks import kind, kind_names
from govlint.deserialize.dataclass import fields_of, required
from govlint.deserialize.jsonschema import DIALECT, described, properties, signed
from govlint.rulefiles.loader import ID, RuleFile


def rule_schema() -> dict[str, Any]:
    """The schema of a rule file: the keys that all have, then those of the kind that `check` names.

    A rule that extends another one needs none of them, may change lists by key+ and key-, and may leave `check` out:
    then it must be right for some kind.
    """
    common = properties(RuleFile) | {"check": described({"enum": kind_names()}, RuleFile, "check")}
    common["extends"]["pattern"] = f"^{ID.pattern}$"
    for key in ("bad", "good", "basis"):
        common[key]["minItems"] = 1
    refer = {name: {"$ref": f"#/definitions/{name}"} for name in kind_names()}
    return {
        "$schema": DIALECT,
        "title": "govlint 的规则文件",
        "type": "object",
        "properties": common | signed(RuleFile),
        "if": {"required": ["extends"]},
        "else": {"required": required(RuleFile), "propertyNames": {"not": {"pattern": "[+-]$"}}},
        "allOf": [
            {"if": {"properties": {"check": {"const": name}}, "required": ["check"]}, "then": reference}
            for name, reference in refer.items()
        ]
        + [{"if": {"not": {"required": ["check"]}}, "then": {"anyOf": list(refer.values())}}],
        "definitions": {name: _of_kind(kind(name)) for name in kind_names()},
    }


def _of_kind(the_kind: Kind) -> dict[str, Any]:
    """What holds for the rules of a kind."""
    own = properties(the_kind.options) | signed(the_kind.options)
    allowed = {*fields_of(RuleFile), *signed(RuleFile), *own} - (set() if the_kind.fixes else {"fix", "safety"})
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
