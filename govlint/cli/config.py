"""govlint config: what is in force, and which line of which file says so."""

from __future__ import annotations

import argparse
import dataclasses
import os
from collections.abc import Iterator, Mapping, Sequence

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.request import Request
from govlint.cli.rules import table
from govlint.cli.session import Session, discovered
from govlint.config.settings import Config, Level, ProfileFile, Settings
from govlint.config.tuning import Origin
from govlint.document.genre import GENRE_NAMES
from govlint.project.project import Project, Setup
from govlint.readers import load, parse
from govlint.text.columns import visible
from govlint.text.source import SourceError

_DEFAULT = "默认"
_FOLD_FROM = 4
_APART = ("title", "extends", "rules", "keep", "overrides", "habits", "learned")


def configure(parser: Parser) -> None:
    """What `govlint config` takes."""
    parser.inputs.add_argument("action", choices=("show",), metavar="show", help="显示正在起作用的配置和每一项的出处")
    parser.inputs.add_argument("path", nargs="?", default=".", metavar="路径", help="对哪个文件或文件夹，不给则为当前文件夹")
    parser.options.add_argument("--config", metavar="文件", help="用这个配置，不再往上找 govlint.yaml")


def run(arguments: argparse.Namespace) -> int:
    """Print what is in force; gives the exit code."""
    session = Session.open(Request((arguments.path,), config=arguments.config))
    if session is None:
        return CANNOT
    folder = os.path.abspath(arguments.path)
    inside = os.path.join(folder, "_") if os.path.isdir(folder) else folder
    project = session.projects.of(inside)
    print("\n".join(_show(project, inside, named=not os.path.isdir(folder))))
    return 0


def _show(project: Project, path: str, named: bool) -> Iterator[str]:
    settings = project.settings
    yield f"配置：{_shown(settings.path)}" if settings.path else "配置：没有，全照默认"
    for layer in project.layers[:-1]:
        yield f"沿用：{layer.config.title or os.path.basename(layer.path)}（{_shown(layer.path)}）"
    yield ""
    yield from table(list(_keys(project)))
    setup = project.setup(path)
    if named and os.path.isfile(path):
        yield f"\n文种：{_genre(path, setup)}"
    rows = list(_changes(setup.origins))
    running = sum(not rule.silent for rule in setup.ruleset.rules)
    whose = f"对 {_shown(path)} " if named else ""
    yield f"\n规则：{whose}用 {running} 条，共 {len(project.rules)} 条" + ("；改动过的：" if rows else "")
    yield from table(rows) if rows else ()
    for layer in project.layers:
        for index, kept in enumerate(layer.config.keep):
            yield f"\n保留：{kept.rule} “{visible(kept.text)}”（{visible(kept.reason)}）  {_place(layer, 'keep', index)}"
    unmatched = project.unmatched_overrides(discovered(project)) if settings.config.overrides else ()
    for index, override in enumerate(settings.config.overrides):
        what = [f"genre: {override.genre}"] if override.genre else []
        what += [f"{name}: {value if isinstance(value, Level) else '…'}" for name, value in override.rules.items()]
        yield f"\n另有：{'、'.join(override.paths)}  {'，'.join(what)}  {_place(settings, 'overrides', index)}"
        if index in unmatched:
            yield "      没有文件和这里的 paths 相配"


def _genre(path: str, setup: Setup) -> str:
    """The genre in force for a file, and whether the configuration says it or the text."""
    if setup.genre is not None:
        return f"{GENRE_NAMES[setup.genre]}（{setup.genre}），照配置"
    try:
        document = parse(load(path))
    except SourceError as error:
        return f"看不出来：{error}"
    return f"{GENRE_NAMES[document.genre]}（{document.genre}），从标题和正文看出来的"


def _changes(origins: Mapping[str, Sequence[Origin]]) -> Iterator[tuple[str, str, str]]:
    """What is set for which rule, and where; what one line sets for many rules of a category is one row."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for rule_id, of_rule in sorted(origins.items()):
        for origin in of_rule:
            row = rule_id.partition("/")[0], f"{origin.what}: {origin.value}", _at(origin.path, origin.line)
            alike.setdefault(row, []).append(rule_id)
    for (category, said, place), rules in sorted(alike.items(), key=lambda item: item[1]):
        names = [f"{category}（{len(rules)} 条）"] if len(rules) >= _FOLD_FROM else rules
        yield from ((f"  {name}", said, place) for name in names)


def _keys(project: Project) -> Iterator[tuple[str, str, str]]:
    """Each key that has one value, that value, and where it comes from."""
    for field in dataclasses.fields(Config):
        if field.name in _APART:
            continue
        key = field.name.replace("_", "-")
        # Of these only the project's own file is heard, a profile may say the others too.
        layers: Sequence[Settings] = project.layers if hasattr(ProfileFile, field.name) else (project.settings,)
        value, origin = getattr(project.config, field.name), _DEFAULT
        for layer in layers:
            if layer.node_of(key) is not None:
                value, origin = getattr(layer.config, field.name), _place(layer, key)
        yield key, _value(value), origin


def _value(value: object) -> str:
    if value is None or value in ("", ()):
        return "（无）"
    if isinstance(value, bool):
        return str(value).lower()
    return visible("、".join(map(str, value)) if isinstance(value, tuple) else str(value))


def _place(settings: Settings, *path: str | int) -> str:
    node = settings.node_of(*path)
    return _at(settings.path, node.start_mark.line + 1 if node else 0)


def _at(path: str, line: int) -> str:
    return f"{_shown(path)}:{line}"


def _shown(path: str) -> str:
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        near = path
    return visible(path if near.startswith("..") else near)
