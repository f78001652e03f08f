"""govlint check: check files."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from govlint.cells import visible
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser, Words, suggest, words
from govlint.cli.console import complain, is_terminal, is_unicode, wants_colour, width_of
from govlint.cli.progress import watch, write
from govlint.discover import discover
from govlint.document import GENRE_NAMES, Document, Genre, arrange
from govlint.engine import Ruleset, lint
from govlint.finding import SEVERITY_NAMES, Finding, Severity
from govlint.loader import load_builtin
from govlint.profile import Profile, UnknownRuleError
from govlint.readers import SUFFIXES, read
from govlint.reports import FORMATS, Style, open_report
from govlint.source import MAX_BYTES, Source, SourceError, decode, load
from govlint.strict import StrictError

_STDIN = "-"
_LEVELS: dict[str, Severity | None] = {str(severity): severity for severity in reversed(Severity)}


def configure(parser: Parser) -> None:
    """What `govlint check` takes."""
    endings = "、".join(SUFFIXES)
    genres = "、".join(f"{genre}（{name}）" for genre, name in GENRE_NAMES.items())
    levels = "、".join(f"{severity}（{SEVERITY_NAMES[severity]}）" for severity in reversed(Severity))
    parser.inputs.add_argument(
        "paths",
        nargs="*",
        metavar="路径",
        help=f"文件或文件夹，“-”为标准输入，不给则为当前文件夹。文件夹中查找 {endings} 文件，"
        "跳过隐藏的和 .gitignore 排除的；写明的文件一定检查",
    )
    add = parser.options.add_argument
    add("--format", choices=FORMATS, default="text", metavar="格式", help="输出格式：text（默认，给人看）、json、jsonl")
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
    add(
        "--fail-on",
        choices=(*_LEVELS, "never"),
        default="error",
        metavar="级别",
        help="有这一级或更重的问题时退出码为 1，默认 error；never 则发现问题也为 0。有文件没能检查时为 2",
    )
    add("--statistics", action="store_true", help="只列每条规则的处数，不列问题")
    add("--stdin-filename", metavar="文件名", help="标准输入的文件名，报告里用它，并按它的后缀识别格式")


def run(arguments: argparse.Namespace) -> int:
    """Check what was asked for; gives the exit code."""
    if arguments.stdin_filename and _STDIN not in arguments.paths:
        complain("--stdin-filename 要和“-”一起用：govlint check - --stdin-filename 文件名")
        return CANNOT
    if arguments.statistics and arguments.format != "text":
        complain("--statistics 只能和 --format text 一起用")
        return CANNOT
    profile = Profile(tuple(arguments.select or ()), tuple(arguments.ignore or ()), arguments.severity)
    try:
        ruleset = Ruleset(profile.apply(load_builtin()))
    except UnknownRuleError as error:
        complain(f"没有规则或类别“{error.name}”{suggest(error.name, error.known)}；用 govlint rules 查看全部规则")
        return CANNOT
    except StrictError as error:
        complain(f"规则文件有错：\n{error}")
        return CANNOT
    return _Run(ruleset, arguments).go()


@dataclass
class _Run:
    ruleset: Ruleset
    arguments: argparse.Namespace
    failed: set[str] = field(default_factory=set)
    checked: int = 0
    broken: bool = False
    worst: Severity | None = None

    def go(self) -> int:
        arguments = self.arguments
        interactive = is_terminal(sys.stdout)
        style = Style(width_of(sys.stdout), wants_colour(sys.stdout), is_unicode(sys.stdout), interactive)
        report = open_report("statistics" if arguments.statistics else arguments.format, style)
        files = list(self._files())
        if not files and not self.failed:
            complain(f"没有找到可以检查的文件（{'、'.join(SUFFIXES)}）")
        write(report.begin())
        with watch(files) as (paths, write_beside):
            for path in paths:
                if (checked := self._check(path)) is not None:
                    write_beside(report.add(*checked))
        write(report.end(self.checked, len(self.failed)))
        if self.failed or self.broken:
            return CANNOT
        limit = _LEVELS.get(arguments.fail_on)
        return int(limit is not None and self.worst is not None and self.worst >= limit)

    def _files(self) -> Iterator[str]:
        paths = self.arguments.paths or ["."]
        if _STDIN in paths:
            yield _STDIN
        yield from discover((path for path in paths if path != _STDIN), SUFFIXES, self._cannot)

    def _check(self, path: str) -> tuple[Document, tuple[Finding, ...]] | None:
        try:
            source = self._stdin() if path == _STDIN else replace(load(path), path=_as_written(path))
        except SourceError as error:
            self._cannot(path, str(error))
            return None
        try:
            document = arrange(source, read(source), self.arguments.genre)
            result = lint(document, self.ruleset, remember=False)
        except Exception as error:  # ours to mend; the other files are still checked
            self._blame("govlint", path, error)
            self.failed.add(path)
            return None
        for failure in result.failures:
            self._blame(f"检查方式 {failure.kind} ", path, failure.error)
        self.checked += 1
        self.worst = max((self.worst, *(f.severity for f in result.findings)), key=lambda s: s or 0)
        return document, result.findings

    def _stdin(self) -> Source:
        if sys.stdin is None:
            raise SourceError("没有标准输入")
        return decode(sys.stdin.buffer.read(MAX_BYTES + 1), self.arguments.stdin_filename or _STDIN)

    def _cannot(self, path: str, why: str) -> None:
        self.failed.add(path)
        complain(f"{visible(_as_written(path))}：{why}")

    def _blame(self, what: str, path: str, error: Exception) -> None:
        self.broken = True
        frames = traceback.extract_tb(error.__traceback__)
        where = f"，{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        complain(
            f"{visible(_as_written(path))}：{what}出了错（{type(error).__name__}: {visible(str(error))}{where}）。"
            "这是 govlint 的毛病，请报告给我们；其他检查不受影响"
        )


def _as_written(path: str) -> str:
    """A path as the file system has it, whatever the locale took its bytes for; bytes that are no UTF-8 stay escaped."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


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
            if level != "off" and level not in _LEVELS:
                known = [*_LEVELS, "off"]
                parser.error(f"--severity 没有级别“{level}”{suggest(level, known)}；可用：{'、'.join(known)}")
            found[rule] = _LEVELS.get(level)
        setattr(namespace, self.dest, found)


def _genre(text: str) -> Genre:
    by_name = {str(genre): genre for genre in Genre} | {name: genre for genre, name in GENRE_NAMES.items()}
    if text not in by_name:
        known = "、".join(Genre)
        raise argparse.ArgumentTypeError(f"没有文种“{text}”{suggest(text, by_name)}；可用：{known}")
    return by_name[text]
