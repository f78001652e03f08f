"""rules/<category>/<smell>.yaml -> Rule, and all of the rules of a folder or of the installed package."""

from __future__ import annotations

import dataclasses
import os
import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from pkgutil import iter_modules

import yaml

from govlint.check import Kind
from govlint.document import Genre, Role
from govlint.finding import Safety, Severity
from govlint.rule import Basis, Case, Example, Rule
from govlint.strict import Complaint, File, StrictError, suggest

_ID = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class _Common:
    """The keys that every rule file may have beside the options of its kind."""

    title: str
    message: str
    check: str
    severity: Severity
    why: str
    basis: tuple[Basis, ...]
    bad: tuple[Example | str, ...]
    good: tuple[Example | str, ...]
    safety: Safety = Safety.SUGGESTION
    fix: str = ""
    related: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    genres: frozenset[Genre] = frozenset()
    where: frozenset[Role] = frozenset()
    mutes: bool = False
    was: tuple[str, ...] = ()


_COMMON = {f.name for f in dataclasses.fields(_Common)}


def load_builtin() -> list[Rule]:
    """The rules that govlint ships, in order of id. Raises StrictError."""
    return load_folder(os.fspath(Path(str(resources.files("govlint_rules")))))


def load_folder(folder: str) -> list[Rule]:
    """All rules below a folder, in order of id. Raises StrictError with the complaints about every file."""
    root = Path(folder)
    rules: list[Rule] = []
    complaints: list[Complaint] = []
    for path in sorted(root.glob("*/*.yaml")):
        if path.parent.name == "profiles":
            continue
        try:
            rules.append(load_rule(str(path), path.relative_to(root).with_suffix("").as_posix()))
        except StrictError as error:
            complaints.extend(error.complaints)
    if complaints:
        raise StrictError(complaints)
    return rules


def load_rule(path: str, rule_id: str | None = None) -> Rule:
    """The rule in one file; its id is its folder and file name. Raises StrictError."""
    file_path = Path(path)
    name = rule_id or f"{file_path.parent.name}/{file_path.stem}"
    try:
        text = file_path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StrictError([Complaint(path, 1, 1, f"读不了规则文件：{error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise StrictError([Complaint(path, 1, 1, "规则文件要存为 UTF-8")]) from error
    file = File(path, text)
    rule = _build(file, name)
    if file.complaints or rule is None:
        raise StrictError(file.complaints)
    return rule


def kind_names() -> list[str]:
    """The names of all check kinds."""
    import govlint.checks

    return sorted(m.name for m in iter_modules(govlint.checks.__path__))


@cache
def kind(name: str) -> Kind:
    """A check kind by name. Raises KeyError."""
    if name not in kind_names():
        raise KeyError(name)
    found: Kind = import_module(f"govlint.checks.{name}").KIND
    return found


def _build(file: File, rule_id: str) -> Rule | None:
    node = file.compose()
    if node is None:
        return None
    if not _ID.fullmatch(rule_id):
        file.complain(node, f"规则编号“{rule_id}”应当是“类别/毛病”，用小写字母、数字和连字符")
    the_kind = _kind_of(file, node)
    if the_kind is None:
        return None
    option_names = {f.name for f in dataclasses.fields(the_kind.options)}
    common_items, option_items = [], []
    for key, value in node.value:
        if key.value in option_names:
            option_items.append((key, value))
        elif key.value in _COMMON:
            common_items.append((key, value))
        else:
            file.complain(key, f"不认识的键“{key.value}”{suggest(key.value, _COMMON | option_names)}")
    common: _Common | None = file.build(_Common, node, common_items)
    options = file.build(the_kind.options, node, option_items)
    if common is None or options is None:
        return None
    rule = Rule(
        id=rule_id,
        kind=the_kind,
        options=options,
        path=file.path,
        bad=tuple(_example(e) for e in common.bad),
        good=tuple(_example(e) for e in common.good),
        **{n: getattr(common, n) for n in _COMMON - {"check", "bad", "good"}},
    )
    _check_words(file, node, rule)
    return rule


def _example(value: Example | str) -> Example:
    return Example(value) if isinstance(value, str) else value


def _kind_of(file: File, node: yaml.MappingNode) -> Kind | None:
    value = next((v for k, v in node.value if k.value == "check"), None)
    if value is None:
        file.complain(node, "缺少必需的键“check”")
        return None
    try:
        return kind(value.value)
    except (KeyError, TypeError):
        names = kind_names()
        file.complain(value, f"没有检查方式“{value.value}”{suggest(str(value.value), names)}；可用：{'、'.join(names)}")
        return None


def _check_words(file: File, node: yaml.MappingNode, rule: Rule) -> None:
    """Templates may only name what the kind provides."""
    nodes = {k.value: v for k, v in node.value}
    slots = {"match", *rule.kind.slots}
    _check_template(file, nodes.get("message"), rule.message, slots)
    _check_template(file, nodes.get("fix"), rule.fix, slots | {"use"})
    for key, allowed, words in (("related", rule.kind.roles, "关联位置"), ("cases", rule.kind.cases, "情形")):
        for child, value in getattr(nodes.get(key), "value", ()):
            if child.value not in allowed:
                known = "、".join(allowed) or "（没有）"
                file.complain(
                    child, f"{rule.kind.name} 没有叫“{child.value}”的{words}{suggest(child.value, allowed)}；可用：{known}"
                )
            elif key == "related":
                _check_template(file, value, value.value, slots)
    for name, case in rule.cases.items():
        _check_template(file, nodes["cases"], case.message or "", slots)
        del name
    missing = [role for role in rule.kind.roles if role not in rule.related]
    if missing:
        file.complain(nodes.get("related", node), f"related 里缺少：{'、'.join(missing)}")


def _check_template(file: File, node: yaml.Node | None, template: str, slots: Iterable[str]) -> None:
    known = set(slots)
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError:
        file.complain(node, "花括号不成对；要写花括号本身请写成 {{ }}")
        return
    for name in names:
        if name not in known:
            file.complain(node, f"没有可填的“{{{name}}}”{suggest(name, known)}；可用：{'、'.join(sorted(known))}")
