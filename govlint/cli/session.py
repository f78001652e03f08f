"""A run of a command that goes through files: the files, their projects, and saying what went wrong."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govlint.analysis.rule import Rule
from govlint.cli.arguments import suggest
from govlint.cli.console import complain
from govlint.cli.request import STDIN, Request, RequestError
from govlint.config.selection import UnknownRuleError
from govlint.deserialize.dataclass import StrictError
from govlint.project.cache import Cache
from govlint.project.discover import discover
from govlint.project.project import Checked, Project, Projects
from govlint.readers import SUFFIXES, decode, load, nothing_read
from govlint.reports import LONGEST_HEAD, is_report
from govlint.text.columns import visible
from govlint.text.files import head
from govlint.text.private import default_folder
from govlint.text.source import MAX_BYTES, Source, SourceError

_TOGETHER = 60_000
"""So many characters of files are looked at together."""


@dataclass
class Session:
    """One run. `failed` are the paths that could not be done; `broken` says that govlint itself was at fault."""

    request: Request
    projects: Projects
    failed: set[str] = field(default_factory=set)
    broken: bool = False
    checked: int = 0
    found: int = 0
    """How many files there were before any were left out."""
    tell: Callable[[str], None] = complain
    """What is told the user beside the report, in Chinese."""
    _used: dict[int, set[int]] = field(default_factory=dict)
    _met: dict[int, list[str]] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, request: Request, tell: Callable[[str], None] = complain) -> Session | None:
        """The run that is asked for; None, complained of, where its settings cannot be had."""
        session = cls(
            request, Projects(request.config, request.choice, request.genre, _cache(request, tell), request.profile), tell=tell
        )
        # What is wrong with the settings at hand is to be known before the first file.
        for path in request.paths:
            if session._open(path, os.path.isdir(path)) is None:
                return None
        return session

    @classmethod
    def asked(cls, arguments: argparse.Namespace) -> Session | None:
        """The run that a command's arguments ask for; None, complained of, where it cannot be had."""
        try:
            return cls.open(Request.of(arguments))
        except RequestError as error:
            complain(str(error))
            return None

    def files(self) -> Iterator[str]:
        """The files to go through."""
        paths = self.request.paths
        if STDIN in paths:
            yield STDIN
        named = set(paths)
        for path in discover((path for path in paths if path != STDIN), SUFFIXES, self.cannot):
            project = self.project(path)
            self.found += 1
            if path not in named and _may_be_report(path) and is_report(head(path, LONGEST_HEAD)):
                continue
            if project is None or (project.covers(path) if path not in named else not project.excludes(path)):
                if project is not None and project.config.overrides:
                    self._met.setdefault(id(project), []).append(path)
                yield path
            elif path in named:
                self.tell(f"{visible(as_written(path))}：{project.settings.path} 的 exclude 排除了它，没有检查")

    def nothing(self, what: str) -> str:
        """What to say where there is no file to go through: that there is none, or that settings leave out all of them."""
        if not self.found:
            return f"没有找到可以{what}的文件（{'、'.join(SUFFIXES)}）"
        paths = "、".join(visible(p.settings.path) for p in self.projects.opened if p.settings.path)
        return f"找到 {self.found} 个文件，{paths or '配置'} 的 include、exclude 全都排除了，没有{what}"

    def rules(self) -> list[Rule]:
        """The rules that are in force in the projects met so far, in order of id."""
        running = {rule.id: rule for p in self.projects.opened for rule in p.setup("").ruleset.rules if not rule.silent}
        return [running[rule_id] for rule_id in sorted(running)]

    def project(self, path: str) -> Project | None:
        """The project of a file; None where its configuration is wrong, which is said once."""
        if path == STDIN and self.request.stdin_filename:
            path = self.request.stdin_filename
        return self._open(path, False)

    def source(self, path: str) -> Source | None:
        """The text of a file; None, complained of, where there is none to be had."""
        try:
            return self._stdin() if path == STDIN else self._file(path)
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
        return self.heard(path, source, checked)

    def lint_all(
        self, paths: Iterable[str], lint: Callable[[str, Source], Checked | None] | None = None
    ) -> Iterator[tuple[str, Source, Checked]]:
        """Each file with its source and what is found in it; those that cannot be checked are complained of and left out.

        Without `lint`, which takes one at a time, short files are looked at together.
        """
        waiting: list[tuple[str, Source]] = []
        size = 0
        for path in paths:
            source = self.source(path)
            if source is not None:
                waiting.append((path, source))
                size += len(source.text)
            if lint or size >= _TOGETHER:
                yield from self._lint_some(waiting, lint)
                waiting, size = [], 0
        yield from self._lint_some(waiting, lint)

    def _lint_some(
        self, files: Sequence[tuple[str, Source]], lint: Callable[[str, Source], Checked | None] | None
    ) -> Iterator[tuple[str, Source, Checked]]:
        known = {} if lint or len(files) < 2 else self.looked_at(files)
        for path, source in files:
            checked = self.heard(path, source, known[path]) if path in known else (lint or self.lint)(path, source)
            if checked is not None:
                yield path, source, checked

    def looked_at(self, files: Sequence[tuple[str, Source]]) -> dict[str, Checked]:
        """What is found in each of these files; not in those of a project where something is wrong: `lint` will say it."""
        by_project: dict[int, tuple[Project, list[tuple[str, Source]]]] = {}
        for path, source in files:
            if (project := self.project(path)) is not None:
                by_project.setdefault(id(project), (project, []))[1].append((path, source))
        known: dict[str, Checked] = {}
        for project, own in by_project.values():
            with contextlib.suppress(Exception):
                found = project.lint_all([source for _, source in own])
                known |= {path: checked for (path, _), checked in zip(own, found, strict=True)}
        return known

    def heard(self, path: str, source: Source, checked: Checked) -> Checked | None:
        """What was found in a file, all said that is to be said of it; None where that is that it could not be read."""
        if checked.parsed is not None and checked.parsed.is_blank and (why := source.unread or nothing_read(source)):
            self.cannot(path, why)
            return None
        if source.unread:
            self.say(f"{visible(as_written(path))}：{source.unread}")
        for failure in checked.failures:
            self.blame(f"检查方式 {failure.kind} ", path, failure.error)
        self.use(path, checked)
        return checked

    def use(self, path: str, checked: Checked) -> None:
        """Note which quotations to keep were of use in a file that was checked."""
        project = self.project(path)
        if project is not None:
            self._used.setdefault(id(project), set()).update(checked.used)

    def idle_keeps(self) -> Iterator[Checked]:
        """What is to be said of the configurations of which this run has seen every file with every rule."""
        choice = self.request.choice
        if choice.select or choice.ignore or self.failed or self.broken:
            return
        seen = [Path(os.path.abspath(path)) for path in self.request.paths if os.path.isdir(path)]
        for project in self.projects.opened:
            if project.settings.path and any(project.root.is_relative_to(folder) for folder in seen):
                for index in project.unmatched_overrides(self._met.get(id(project), ())):
                    place = project.settings.place_of("overrides", index)
                    self.say(f"{place}：没有文件和这里的 paths 相配，这一段没有起作用")
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

    def _file(self, path: str) -> Source:
        # A pipe is read for who names it; one that lies about in a folder is nobody's draft.
        source = load(path, original=self.request.original, special=path in self.request.paths)
        return replace(source, path=as_written(path))

    def _stdin(self) -> Source:
        if sys.stdin is None:
            raise SourceError("没有标准输入")
        return decode(sys.stdin.buffer.read(MAX_BYTES + 1), self.request.stdin_filename or STDIN)

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


def _may_be_report(path: str) -> bool:
    """Whether a file's name is such as reports are given."""
    return os.path.splitext(path)[1].lower() in (".html", ".htm", ".md", ".txt")


def discovered(project: Project) -> list[str]:
    """The files of a project's folder that a run would check."""
    found = discover([os.fspath(project.root)], SUFFIXES, lambda path, why: None)
    return [path for path in found if project.covers(path)]


def rules_here() -> list[Rule]:
    """The rules of the project that this folder belongs to, as they stand in their files, by id. Raises StrictError."""
    return sorted(Projects().of_folder(os.getcwd()).rules, key=lambda rule: rule.id)


def as_written(path: str) -> str:
    """A path as the file system has it, whatever the locale took its bytes for; bytes that are no UTF-8 stay escaped."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _cache(request: Request, tell: Callable[[str], None]) -> Cache | None:
    if not request.cache:
        return None
    cache = Cache.at(request.cache_folder or default_folder())
    if cache is None and request.cache_folder:
        tell(f"{visible(as_written(request.cache_folder))}：不能用作缓存文件夹，这次不用缓存")
    return cache
