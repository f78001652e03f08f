"""JSON Schemas of rule files and configurations, generated from what they are read into; for editors, and to be read."""

from __future__ import annotations

import dataclasses
import enum
import typing
from collections.abc import Mapping
from typing import Any

import yaml

from govlint.deserialize.dataclass import alternatives, fields_of, required, shape_of

DIALECT = "http://json-schema.org/draft-07/schema#"
# A scalar that is wanted as text may look like something else to YAML; it may not be empty.
_TEXT = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def properties(cls: Any) -> dict[str, Any]:
    """The properties of a dataclass's keys, each with its help."""
    return {key: described(schema_of(hint), cls, key) for key, hint in fields_of(cls).items()}


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


def signed(cls: Any) -> dict[str, Any]:
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


def described(schema: dict[str, Any], cls: Any, key: str) -> dict[str, Any]:
    (help_text,) = (f.metadata.get("help", "") for f in dataclasses.fields(cls) if f.name.replace("_", "-") == key)
    return ({"description": help_text} if help_text else {}) | schema
