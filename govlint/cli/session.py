"""What commands that go through files share: the arguments, the files, their projects, and saying what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from govlint.analysis.finding import SEVERITY_NAMES, Severity
from govlint.analysis.rule import Rule
from govlint.cli.arguments import Parser, Words, suggest, words
from govlint.cli.console import complain
from govlint.config.selection import Profile, UnknownRuleError
from govlint.deserialize.dataclass import StrictError
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.project.cache import VARIABLE, Cache, default_folder
from govlint.project.discover import discover
from govlint.project.project import Checked, Project, Projects
from govlint.readers import SUFFIXES, decode, load
from govlint.text.columns import visible
from govlint.text.source import MAX_BYTES, Source, SourceError

STDIN = "-"
LEVELS: dict[str, Severity | None] = {str(severity): severity for severity in reversed(Severity)}


def take_paths(parser: Parser) -> None:
    """Let a command take files and folders."""
    parser.inputs.add_argument(
        "paths",
        nargs="*",
        metavar="路径",
        help=f"文件或文件夹，“-”为标准输入，不给则为当前文件夹。文件夹中查找 {'、'.join(SUFFIXES)} 文件，"
        "跳过隐藏的、.gitignore 和配置排除的；写明的文件只有配置能排除",
    )
    parser.options.add_argument("--stdin-filename", metavar="文件名", help="标准输入的文件名，报告里用它，并按它的后缀识别格式")


def take_cache(parser: Parser) -> None:
    """Let a command take whether and where to remember."""
    add = parser.options.add_argument
    add("--no-cache", action="store_true", help="不用缓存。缓存记着哪些文件的哪些段落没有问题，只有数字、没有文字")
    add("--cache-dir", metavar="文件夹", help=f"缓存放在这里，不放在用户自己的缓存文件夹；也可以用环境变量 {VARIABLE} 指定")


def take_choice(parser: Parser) -> None:
    """Let a command take which rules and which configuration to use."""
    levels = "、".join(f"{severity}（{SEVERITY_NAMES[severity]}）" for severity in reversed(Severity))
    genres = "、".join(f"{genre}（{name}）" for genre, name in GENRE_NAMES.items())
    add = parser.options.add_argument
    add("--select", action=Words, metavar="规则", help="只用这些规则或类别，逗号分隔，可以写几次")
    add("--ignore", action=Words, metavar="规则", help="不用这些规则或类别，逗号分隔，可以写几次")
    add(
        "--severity",
        action=_Severities,
        default={},
        metavar="规则=级别",
        help=f"改变规则或类别的级别，逗号分隔，可以写几次：{levels}、off（不用）",
    )
    add("--genre", type=_genre, metavar="文种", help=f"指明文种，不再自动判断：{genres}")
    add("--config", metavar="文件", help="用这个配置，不再从文件所在的文件夹往上找 govlint.yaml")
    add("--isolated", action="store_true", help="不用任何配置")


@dataclass
class Session:
    """One run. `failed` are the paths that could not be done; `broken` says that govlint itself was at fault."""

    arguments: argparse.Namespace
    projects: Projects
    failed: set[str] = field(default_factory=set)
    broken: bool = False
    checked: int = 0
    tell: Callable[[str], None] = complain
    """What is told the user beside the report, in Chinese."""
    _used: dict[int, set[int]] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, arguments: argparse.Namespace, tell: Callable[[str], None] = complain) -> Session | None:
        """The run that the arguments ask for; None, complained of, where they cannot be had."""
        if getattr(arguments, "stdin_filename", None) and STDIN not in arguments.paths:
            tell("--stdin-filename 要和“-”一起用：“- --stdin-filename 文件名”")
            return None
        if arguments.config and arguments.isolated:
            tell("--config 和 --isolated 不能一起用")
            return None
        choice = Profile(tuple(arguments.select or ()), tuple(arguments.ignore or ()), arguments.severity)
        projects = Projects("" if arguments.isolated else arguments.config, choice, arguments.genre, _cache(arguments, tell))
        session = cls(arguments, projects, tell=tell)
        # What is wrong with the settings at hand is to be known before the first file.
        for path in arguments.paths or ["."]:
            if session._open(path, os.path.isdir(path)) is None:
                return None
        return session

    @classmethod
    def plain(cls, path: str, config: str | None) -> Session | None:
        """A run over one file or folder with nothing chosen but, perhaps, the configuration."""
        chosen: dict[str, Any] = {"select": None, "ignore": None, "severity": {}, "genre": None, "isolated": False}
        return cls.open(argparse.Namespace(paths=[path], config=config, **chosen))

    def files(self) -> Iterator[str]:
        """The files to go through."""
        paths = self.arguments.paths or ["."]
        if STDIN in paths:
            yield STDIN
        named = set(paths)
        for path in discover((path for path in paths if path != STDIN), SUFFIXES, self.cannot):
            project = self.project(path)
            if project is None or (project.covers(path) if path not in named else not project.excludes(path)):
                yield path
            elif path in named:
                self.tell(f"{visible(as_written(path))}：{project.settings.path} 的 exclude 排除了它，没有检查")

    def rules(self) -> list[Rule]:
        """The rules that are in force in the projects met so far, in order of id."""
        running = {rule.id: rule for p in self.projects.opened for rule in p.setup("").ruleset.rules if not rule.silent}
        return [running[rule_id] for rule_id in sorted(running)]

    def project(self, path: str) -> Project | None:
        """The project of a file; None where its configuration is wrong, which is said once."""
        if path == STDIN and self.arguments.stdin_filename:
            path = self.arguments.stdin_filename
        return self._open(path, False)

    def source(self, path: str) -> Source | None:
        """The text of a file; None, complained of, where there is none to be had."""
        try:
            original = getattr(self.arguments, "original", False)
            return self._stdin() if path == STDIN else self._file(path, original)
        except SourceError as error:
            self.cannot(path, str(error))
            return None

    def lint(self, path: str, source: Source, *, whole: bool = False) -> Checked | None:
        """What is found in a source that stands in the file `path`; None, complained of, where it could not be checked."""
        project = self.project(path)
        if project is None:
            self.failed.add(path)
            return None
        try:
            checked = project.lint(source, remember=False, whole=whole)
        except StrictError as error:
            self.say(str(error))
            self.failed.add(path)
            return None
        except Exception as error:  # ours to mend; the other files are still checked
            self.blame("govlint", path, error)
            self.failed.add(path)
            return None
        for failure in checked.failures:
            self.blame(f"检查方式 {failure.kind} ", path, failure.error)
        self.use(path, checked)
        return checked

    def lint_all(
        self, paths: Iterable[str], lint: Callable[[str, Source], Checked | None] | None = None
    ) -> Iterator[tuple[str, Source, Checked]]:
        """Each file with its source and what is found in it; those that cannot be checked are complained of and left out."""
        for path in paths:
            source = self.source(path)
            checked = (lint or self.lint)(path, source) if source is not None else None
            if source is not None and checked is not None:
                yield path, source, checked

    def use(self, path: str, checked: Checked) -> None:
        """Note which quotations to keep were of use in a file that was checked."""
        project = self.project(path)
        if project is not None:
            self._used.setdefault(id(project), set()).update(checked.used)

    def idle_keeps(self) -> Iterator[Checked]:
        """What is to be said of the configurations of which this run has seen every file with every rule."""
        arguments = self.arguments
        if arguments.select or arguments.ignore or self.failed or self.broken:
            return
        seen = [Path(os.path.abspath(path)) for path in arguments.paths or ["."] if os.path.isdir(path)]
        for project in self.projects.opened:
            if project.settings.path and any(project.root.is_relative_to(folder) for folder in seen):
                checked = project.idle_keeps(self._used.get(id(project), set()))
                if checked is not None:
                    yield checked

    def cannot(self, path: str, why: str) -> None:
        """Say that a file could not be done, and why."""
        self.failed.add(path)
        self.tell(f"{visible(as_written(path))}：{why}")

    def blame(self, what: str, path: str, error: Exception) -> None:
        """Confess an error of govlint's own."""
        self.broken = True
        frames = traceback.extract_tb(error.__traceback__)
        where = f"，{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        self.tell(
            f"{visible(as_written(path))}：{what}出了错（{type(error).__name__}: {visible(str(error))}{where}）。"
            "这是 govlint 的毛病，请报告给我们；其他检查不受影响"
        )

    def _file(self, path: str, original: bool) -> Source:
        # A pipe is read for who names it; one that lies about in a folder is nobody's draft.
        source = load(path, original=original, special=path in self.arguments.paths)
        return replace(source, path=as_written(path))

    def _stdin(self) -> Source:
        if sys.stdin is None:
            raise SourceError("没有标准输入")
        return decode(sys.stdin.buffer.read(MAX_BYTES + 1), self.arguments.stdin_filename or STDIN)

    def _open(self, path: str, is_folder: bool) -> Project | None:
        try:
            project = self.projects.of_folder(os.path.abspath(path)) if is_folder else self.projects.of(path)
        except UnknownRuleError as error:
            self.say(f"没有规则或类别“{error.name}”{suggest(error.name, error.known) or '；'}用 govlint rules 查看全部规则")
            return None
        except StrictError as error:
            self.say(f"规则文件或配置有错：\n{error}")
            return None
        for warning in project.warnings:
            self.say(warning)
        return project

    def say(self, message: str) -> None:
        """Tell the user, once."""
        if message not in self._said:
            self._said.add(message)
            self.tell(message)


def rules_here() -> list[Rule]:
    """The rules of the project that this folder belongs to, as they stand in their files, by id. Raises StrictError."""
    return sorted(Projects().of_folder(os.getcwd()).rules, key=lambda rule: rule.id)


def as_written(path: str) -> str:
    """A path as the file system has it, whatever the locale took its bytes for; bytes that are no UTF-8 stay escaped."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _cache(arguments: argparse.Namespace, tell: Callable[[str], None]) -> Cache | None:
    if getattr(arguments, "no_cache", True):
        return None
    cache = Cache.at(arguments.cache_dir or default_folder())
    if cache is None and arguments.cache_dir:
        tell(f"{visible(as_written(arguments.cache_dir))}：不能用作缓存文件夹，这次不用缓存")
    return cache


class _Severities(argparse.Action):
    """RULE=LEVEL, several separated by commas, and again."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: object, option: str | None = None
    ) -> None:
        found = dict(getattr(namespace, self.dest))
        for word in words(str(values)):
            rule, equals, level = word.partition("=")
            if not equals or not rule:
                parser.error(f"--severity 要写成“规则=级别”，不是“{word}”")
            if level != "off" and level not in LEVELS:
                known = [*LEVELS, "off"]
                parser.error(f"--severity 没有级别“{level}”{suggest(level, known) or '；'}可用：{'、'.join(known)}")
            found[rule] = LEVELS.get(level)
        setattr(namespace, self.dest, found)


def _genre(text: str) -> Genre:
    by_name = {str(genre): genre for genre in Genre} | {name: genre for genre, name in GENRE_NAMES.items()}
    if text not in by_name:
        known = "、".join(Genre)
        raise argparse.ArgumentTypeError(f"没有文种“{text}”{suggest(text, by_name) or '；'}可用：{known}")
    return by_name[text]
