"""The JSON Schema of configurations, generated from what they are read into."""

from __future__ import annotations

from typing import Any

from govlint.analysis.check import Kind
from govlint.analysis.rule import Rule
from govlint.config.habits import HabitSetting, LearnedFrom
from govlint.config.settings import Config, Level, Override, RuleSetting
from govlint.deserialize.jsonschema import DIALECT, described, properties, schema_of, signed
from govlint.rulefiles.shipped import load_builtin
from govlint.style.habit import MEASURES, Habit
from govlint.suppression.rules import RULES as KEEP_RULES


def config_schema() -> dict[str, Any]:
    """The schema of a govlint.yaml: of the rules that govlint ships it knows the options, others may be from elsewhere."""
    rules: list[Rule] = [*load_builtin(), *KEEP_RULES]
    categories = sorted({rule.category for rule in rules})
    known = {rule.id: {"description": rule.title, "anyOf": [_ref("level"), _ref(rule.kind.name)]} for rule in rules}
    known |= {name: {"description": f"{name} 类的规则", "anyOf": [_ref("level"), _ref("setting")]} for name in categories}
    kinds = {rule.kind.name: rule.kind for rule in rules}
    setting = schema_of(RuleSetting)
    override = schema_of(Override)
    override["properties"]["rules"] = described(_ref("rules"), Override, "rules")
    override["properties"]["paths"]["minItems"] = 1
    own = {
        "rules": described(_ref("rules"), Config, "rules"),
        "overrides": described({"type": "array", "items": override}, Config, "overrides"),
        "habits": described({"type": "object", "additionalProperties": _habit()}, Config, "habits"),
        "learned": described(schema_of(LearnedFrom), Config, "learned"),
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


def _habit() -> dict[str, Any]:
    """A habit; what it is about need not be said where its name says so."""
    own = properties(Habit)
    own["measure"] = described({"enum": list(MEASURES)}, Habit, "measure")
    return {"type": "object", "properties": properties(HabitSetting) | own, "additionalProperties": False}


def _with_options(setting: dict[str, Any], the_kind: Kind) -> dict[str, Any]:
    """A rule's settings with the options of its kind."""
    options = {
        "type": "object",
        "properties": properties(the_kind.options) | signed(the_kind.options),
        "additionalProperties": False,
    }
    shown = described(options, RuleSetting, "options")
    return setting | {"properties": setting["properties"] | {"options": shown}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}
