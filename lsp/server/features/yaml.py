"""Completion and hover in rule files, profiles and govlint.yaml, out of the schema that the loaders are generated into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from govlint_lsp.convert import offset_of, range_of
from govlint_lsp.features.rulefiles import Kind
from govlint_lsp.text import Encoding, Text
from lsprotocol import types as lsp

from govlint.config.extends import profile_names
from govlint.config.settings import Config, ProfileFile
from govlint.deserialize.jsonschema import schema_of
from govlint.rulefiles.schema import rule_schema

Schema = dict[str, Any]

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +|-$)*)(?:(?P<key>[^\s:#'\"\[\]{}]+)(?P<colon>:(?: +|$)))?(?P<rest>.*)")


class Place(NamedTuple):
    """Where a cursor stands: the keys above it from the top down, the word before it, and the key whose value it is in."""

    path: tuple[str, ...]
    word: str
    key: str
    siblings: frozenset[str]


def completions(
    kind: Kind, text: Text, position: lsp.Position, encoding: Encoding, rule_ids: Sequence[str] = ()
) -> list[lsp.CompletionItem]:
    """The keys or values that may stand at a position, each with its help."""
    offset = offset_of(text, position, encoding)
    place = place_of(text, offset)
    top = _schema(kind, text.text)
    reach = range_of(text, offset - len(place.word), offset, encoding)
    if place.key:
        words = [(value, "") for value in _values(_at(top, (*place.path, place.key)), place, kind, rule_ids)]
        return [_item(word, help_text, reach, lsp.CompletionItemKind.EnumMember) for word, help_text in words]
    keys = _keys(_at(top, place.path))
    if place.path and place.path[-1] == "rules" and kind != "rule":
        keys |= {name: {} for name in _names(rule_ids)}
    fresh = [(key, schema) for key, schema in keys.items() if key not in place.siblings]
    return [
        _item(key, schema.get("description", ""), reach, lsp.CompletionItemKind.Property, f"{key}: ") for key, schema in fresh
    ]


def hover(kind: Kind, text: Text, position: lsp.Position, encoding: Encoding) -> lsp.Hover | None:
    """What the key on a line is for, and what it may be."""
    offset = offset_of(text, position, encoding)
    line = text.line_of(offset)
    start, end = text.starts[line], text.line_end(line)
    match = _LINE.fullmatch(text.text[start:end])
    if match is None or not match.group("key") or not start + match.start("key") <= offset <= start + match.end("key"):
        return None
    key = match.group("key")
    place = place_of(text, start + match.start("key"))
    schema = _keys(_at(_schema(kind, text.text), place.path)).get(key)
    if schema is None:
        return None
    allowed = [str(value) for value in _enums(schema)]
    said = [schema.get("description", ""), f"可用：{'、'.join(allowed)}" if allowed else ""]
    content = "\n\n".join(filter(None, said))
    reach = range_of(text, start + match.start("key"), start + match.end("key"), encoding)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.PlainText, content), reach) if content else None


def place_of(text: Text, offset: int) -> Place:
    """Where an offset stands in a YAML text that need not be whole: told by indentation alone."""
    line = text.line_of(offset)
    before = text.text[text.starts[line] : offset]
    match = _LINE.fullmatch(before)
    assert match is not None
    depth = len(match.group("indent")) + len(match.group("dashes"))
    key = match.group("key") or "" if match.group("colon") else ""
    path: list[str] = []
    siblings: set[str] = set()
    limit = depth
    level = True
    if match.group("dashes"):
        limit, level = len(match.group("indent")) + 1, False
    for number in range(line - 1, -1, -1):
        above = _LINE.fullmatch(text.text[text.starts[number] : text.line_end(number)])
        if above is None or not above.group("key"):
            continue
        dashes = len(above.group("dashes"))
        column = len(above.group("indent")) + dashes
        if level and column == depth and not path:
            siblings.add(above.group("key"))
            if dashes:
                limit, level = len(above.group("indent")) + 1, False
        elif column < limit:
            path.append(above.group("key"))
            limit = column if not dashes else len(above.group("indent")) + 1
            level = False
    if level:
        siblings |= _below(text, line, depth)
    word = match.group("rest").split(", ")[-1].lstrip("[ ") if key else match.group("rest")
    return Place(tuple(reversed(path)), word, key, frozenset(siblings))


def _below(text: Text, line: int, depth: int) -> set[str]:
    """The keys of the same mapping that follow a line."""
    found = set()
    for number in range(line + 1, len(text.starts)):
        match = _LINE.fullmatch(text.text[text.starts[number] : text.line_end(number)])
        if match is None or not match.group("key"):
            continue
        column = len(match.group("indent")) + len(match.group("dashes"))
        if column < depth or (column == depth and match.group("dashes")):
            break
        if column == depth:
            found.add(match.group("key"))
    return found


@cache
def _rule_schema() -> Schema:
    return rule_schema()


@cache
def _config_schema(kind: Kind) -> Schema:
    return schema_of(Config if kind == "config" else ProfileFile)


def _schema(kind: Kind, text: str) -> Schema:
    """The schema of a file; for a rule, the keys of its kind are among its own."""
    if kind != "rule":
        return _config_schema(kind)
    schema = _rule_schema()
    match = re.search(r"^check: *([a-z]+)", text, re.MULTILINE)
    own = schema["definitions"].get(match.group(1), {}) if match else {}
    common = schema["properties"]
    merged = common | {key: common.get(key, {}) | value for key, value in own.get("properties", {}).items()}
    allowed = own.get("propertyNames", {}).get("enum")
    signed = re.search(r"^extends:", text, re.MULTILINE) is not None
    kept = {k: v for k, v in merged.items() if (allowed is None or k in allowed) and (signed or not k.endswith(("+", "-")))}
    return {"type": "object", "properties": kept}


def _at(schema: Schema, path: Sequence[str]) -> Schema:
    """What holds for the value that a path of keys leads to."""
    for key in path:
        schema = _keys(schema).get(key) or _rest(schema)
    return schema


def _variants(schema: Schema) -> Iterator[Schema]:
    """A schema and what it may be instead; the items of a list stand for the list."""
    yield schema
    for other in schema.get("anyOf", ()):
        yield from _variants(other)
    if isinstance(schema.get("items"), dict):
        yield from _variants(schema["items"])


def _keys(schema: Schema) -> Schema:
    found: Schema = {}
    for variant in _variants(schema):
        found |= variant.get("properties", {})
        names = variant.get("propertyNames", {}).get("enum", ()) if "properties" not in variant else ()
        found |= {name: {} for name in names if name not in found}
    return found


def _rest(schema: Schema) -> Schema:
    return next((v["additionalProperties"] for v in _variants(schema) if isinstance(v.get("additionalProperties"), dict)), {})


def _enums(schema: Schema) -> Iterator[Any]:
    for variant in _variants(schema):
        yield from variant.get("enum", ())
        if variant.get("type") == "boolean":
            yield from ("true", "false")


def _values(schema: Schema, place: Place, kind: Kind, rule_ids: Sequence[str]) -> list[str]:
    values = [str(value) for value in _enums(schema)]
    if place.key == "extends":
        values += rule_ids if kind == "rule" else profile_names()
    if place.key == "rule" and place.path[-1:] == ("keep",):
        values += _names(rule_ids)
    return list(dict.fromkeys(values))


def _names(rule_ids: Sequence[str]) -> list[str]:
    return [*rule_ids, *dict.fromkeys(rule_id.partition("/")[0] for rule_id in rule_ids)]


def _item(
    word: str, help_text: str, reach: lsp.Range, kind: lsp.CompletionItemKind, text: str | None = None
) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        word, kind=kind, documentation=help_text or None, text_edit=lsp.TextEdit(reach, text or word), filter_text=word
    )
