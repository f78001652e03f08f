"""YAML into dataclasses, strictly: types come from the dataclass, every fault is a complaint; knows no rule."""

from __future__ import annotations

import dataclasses
import enum
import math
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import yaml

from govlint.deserialize.yamlfile import Complaint, StrictError, YamlFile, colon_fault

__all__ = [
    "Complaint",
    "File",
    "StrictError",
    "alternatives",
    "choices",
    "fields_of",
    "required",
    "shape_of",
    "suggest",
    "unsigned",
]

Item: TypeAlias = "tuple[yaml.ScalarNode, yaml.Node]"
"""A key and its value."""

_SHAPES = {"ScalarNode": "scalar", "SequenceNode": "list", "MappingNode": "mapping"}
_WANTED = {"scalar": "一个值", "list": "列表", "mapping": "“键: 值”的形式"}


class File(YamlFile):
    """A YAML file being read into dataclasses.

    A field may be a str, bool, int, float, Literal, Enum, another dataclass, a tuple or frozenset of those, a Mapping
    with such keys and values, or a union of types of different shapes (scalar, list, mapping). Scalars stay the strings
    that stand in the file until a field says otherwise; a yaml.Node is given as it is. A field `fail_on` is the key
    fail-on. A constructor may raise ValueError; where the error has a `path` (of keys and indexes), the complaint
    stands at the value that it leads to. A method `faults` may yield more of such errors, all of them complained of; a
    file that is `trusted` is spared that.
    """

    def __init__(self, path: str, text: str, *, trusted: bool = False) -> None:
        super().__init__(path, text)
        self.trusted = trusted
        self._meant: set[tuple[int, str]] = set()
        """The keys that misspelt ones of a mapping node (by identity) stand for: they are not missing besides."""

    def share(self, node: yaml.MappingNode, *classes: Any) -> list[list[Item]]:
        """The items of a mapping dealt to the classes that have such a field; complains about keys that none has."""
        shares: list[list[Item]] = [[] for _ in classes]
        for key, value in node.value:
            name = unsigned(key.value)
            for share, cls in zip(shares, classes, strict=True):
                if name in fields_of(cls):
                    share.append((key, value))
                    break
            else:
                self._complain_about_key(node, key, [known for cls in classes for known in fields_of(cls)])
        return shares

    def _complain_about_key(self, node: yaml.MappingNode, key: yaml.ScalarNode, known: list[str]) -> None:
        # table：{a: b} is to YAML a key table：{a
        name = unsigned(key.value)
        head, colon, _ = name.partition("：")
        if colon and head in known:
            self.complain(key, colon_fault(colon), colon)
            self._meant.add((id(node), head))
        else:
            self.complain(key, f"不认识的键“{key.value}”{suggest(name, known) or choices(name, known)}")
            self._meant.update((id(node), meant) for meant in _close(name, known))

    def build(self, cls: Any, node: yaml.Node, items: Iterable[Item] | None = None, base: Any = None) -> Any:
        """An instance of `cls` from a mapping node, or from these of its items; None after a complaint.

        With `base`, an instance of `cls`, what is left out is as there, and a list or mapping may be changed instead
        of replaced: `key+` adds to it, `key-` takes away.
        """
        before = len(self.complaints)
        if items is None:
            if not isinstance(node, yaml.MappingNode):
                self.complain_about_shape(node, "这里应当是“键: 值”的形式")
                return None
            (items,) = self.share(node, cls)
        hints = fields_of(cls)
        values = {} if base is None else {name: getattr(base, _attribute(name)) for name in hints}
        nodes: dict[str, yaml.Node] = {}
        changed: dict[str, yaml.Node] = {}
        for key, value in items:
            name = unsigned(key.value)
            sign = key.value[len(name) :]
            if not sign:
                nodes[name] = value
                values[name] = self.convert(hints[name], value)
            elif base is None:
                values[name] = None
                self.complain(key, f"“{key.value}”要和 extends 一起用")
            else:
                changed[name] = value
                values[name] = self._change(hints[name], values[name], sign, key, value)
            if name in nodes and name in changed:
                self.complain(key, f"“{name}”和“{name}+”“{name}-”不能同时写")
        lacking = [key for key in required(cls) if key not in values and (id(node), key) not in self._meant]
        if lacking:
            self.complain(node, f"缺少必需的键：{'、'.join(lacking)}")
        if len(self.complaints) > before or not values.keys() >= set(required(cls)):
            return None
        built = None
        errors: Iterable[ValueError] = ()
        try:
            built = cls(**{_attribute(name): value for name, value in values.items()})
            if not self.trusted and hasattr(built, "faults"):
                errors = built.faults()
        except ValueError as refusal:
            errors = [refusal]
        for error in errors:
            path = getattr(error, "path", ())
            self.complain(_follow(nodes, path) or next(iter(changed.values()), node), str(error))
        return built if len(self.complaints) == before else None

    def convert(self, hint: Any, node: yaml.Node) -> Any:
        """The value of a node as type `hint`; None after a complaint."""
        forms = _forms(hint)
        shape = _SHAPES[type(node).__name__]
        if shape not in forms:
            wanted = f"这里应当是{'或'.join(map(_WANTED.__getitem__, forms))}"
            if "mapping" in forms:
                self.complain_about_shape(node, wanted)
            else:
                self.complain(node, wanted)
            return None
        fitting = forms[shape]
        if fitting is yaml.Node:
            return node
        origin, args = typing.get_origin(fitting), typing.get_args(fitting)
        if isinstance(node, yaml.SequenceNode):
            return self._convert_list(origin, args[0], node)
        if isinstance(node, yaml.ScalarNode):
            return self._convert_scalar(fitting, origin, args, node)
        if dataclasses.is_dataclass(fitting):
            return self.build(typing.cast(type, fitting), node)
        return {self.convert(args[0], key): self._convert_entry(args[1], key, value) for key, value in node.value}

    def _convert_entry(self, hint: Any, key: yaml.ScalarNode, value: yaml.Node) -> Any:
        # {布署：部署} is to YAML a key without a value.
        if value.value == "" and not key.style and ("：" in key.value or ":" in key.value):
            self.complain_about_shape(key, "值是空的")
            return None
        return self.convert(hint, value)

    def _convert_list(self, origin: Any, item: Any, node: yaml.SequenceNode) -> Any:
        values = [self.convert(item, child) for child in node.value]
        seen = set()
        for value, child in zip(values, node.value, strict=True):
            if value is not None and (origin is frozenset or isinstance(value, str)):
                if value in seen:
                    self.complain(child, f"“{child.value}”写了两遍")
                seen.add(value)
        return origin(values)

    def _convert_scalar(self, hint: Any, origin: Any, args: tuple[Any, ...], node: yaml.ScalarNode) -> Any:
        text: str = node.value
        if not text.strip():
            self.complain(node, "值是空的")
            return None
        if hint is str:
            return text
        if hint in (int, float):
            try:
                number = hint(text)
                if text.isascii() and "_" not in text and math.isfinite(number):
                    return number
            except ValueError:
                pass
            self.complain(node, f"“{text}”应当是{'整数' if hint is int else '数字'}")
            return None
        if hint is bool:
            allowed: dict[str, Any] = {"true": True, "false": False}
        elif origin is typing.Literal:
            allowed = {str(value): value for value in args}
        elif isinstance(hint, type) and issubclass(hint, enum.Enum):
            allowed = {str(member): member for member in hint}
        else:
            raise TypeError(f"no way to read {hint!r} from YAML")
        if text not in allowed:
            self.complain(node, f"不认识的值“{text}”{choices(text, allowed)}")
        return allowed.get(text)

    def _change(self, hint: Any, before: Any, sign: str, key: yaml.ScalarNode, node: yaml.Node) -> Any:
        """`before` with what the node lists added (+) or taken away (-)."""
        whole = next((option for option in alternatives(hint) if shape_of(option) != "scalar"), None)
        if whole is None or dataclasses.is_dataclass(whole):
            self.complain(key, f"“{key.value[:-1]}”既不是列表也不是词表，不能用“+”“-”增减")
            return before
        count = len(self.complaints)
        keyed = shape_of(whole) == "mapping"
        item = typing.get_args(whole)[0]
        delta = self.convert(types.GenericAlias(tuple, (item, ...)) if keyed and sign == "-" else whole, node)
        if len(self.complaints) > count:
            return before
        if before is None:
            before = typing.get_origin(whole)() if not keyed else {}
        # Each entry beside its node, in the order of the file.
        children = [pair[0] for pair in node.value] if isinstance(node, yaml.MappingNode) else node.value
        for child in children:
            entry = self.convert(item, child)
            there = entry in before and (not keyed or sign == "-" or before[entry] == delta[entry])
            if there != (sign == "-"):
                label = f"“{child.value}”" if isinstance(child, yaml.ScalarNode) else "这一项"
                self.complain(child, f"{label}原来就有，不必再加" if there else f"{label}原来没有，去不掉")
        if keyed:
            return {**before, **delta} if sign == "+" else {k: v for k, v in before.items() if k not in delta}
        kept = [v for v in before if v not in delta]
        return type(before)([*before, *delta] if sign == "+" else kept)


def alternatives(hint: Any) -> list[Any]:
    """The types of a union, None left out; else the type itself."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return [option for option in typing.get_args(hint) if option is not type(None)]
    return [hint]


@cache
def _forms(hint: Any) -> dict[str, Any]:
    """How a value may be written, each with the type that it then has."""
    if yaml.Node in alternatives(hint):
        return dict.fromkeys(_SHAPES.values(), yaml.Node)
    return {shape_of(option): option for option in reversed(alternatives(hint))}


def shape_of(hint: Any) -> str:
    """How a value of this type is written: scalar, list or mapping."""
    origin = typing.get_origin(hint)
    if origin in (tuple, frozenset):
        return "list"
    mapping = isinstance(origin, type) and issubclass(origin, Mapping)
    return "mapping" if mapping or dataclasses.is_dataclass(hint) else "scalar"


def fields_of(cls: Any) -> dict[str, Any]:
    """The keys of a dataclass in a file, each with its type."""
    return _keys(cls)[0]


def required(cls: Any) -> list[str]:
    """The keys of a dataclass that a file must have."""
    return _keys(cls)[1]


@cache
def _keys(cls: Any) -> tuple[dict[str, Any], list[str]]:
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)
    needed = [f for f in fields if f.default is f.default_factory is dataclasses.MISSING]
    return {_key(f.name): hints[f.name] for f in fields}, [_key(f.name) for f in needed]


def suggest(word: str, known: Iterable[str]) -> str:
    """“，是不是“…”？” for a misspelt word, or nothing."""
    return "".join(f"，是不是“{close}”？" for close in _close(word, known))


def choices(word: str, known: Iterable[str]) -> str:
    """What a word that is not known may have been meant as, and all that is allowed."""
    known = list(known)
    return f"{suggest(word, known) or '；'}可用：{'、'.join(known) or '（没有）'}"


def _close(word: str, known: Iterable[str]) -> list[str]:
    import difflib  # seldom needed

    return difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)


def unsigned(key: str) -> str:
    """A key without the + or - that says how it changes what is there."""
    return key[:-1] if key.endswith(("+", "-")) else key


def _key(attribute: str) -> str:
    return attribute.replace("_", "-")


def _attribute(key: str) -> str:
    return key.replace("-", "_")


def _follow(nodes: Mapping[str, yaml.Node], path: Sequence[str | int]) -> yaml.Node | None:
    node = nodes.get(_key(str(path[0]))) if path else None
    for step in path[1:]:
        if isinstance(node, yaml.MappingNode):
            node = next((k for k, _ in node.value if k.value == str(step)), node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node
