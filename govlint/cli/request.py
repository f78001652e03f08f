"""The request of a run: what the arguments of commands that go through files ask for, typed."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import field

from govlint.analysis.finding import SEVERITY_NAMES, Severity
from govlint.cli.arguments import Parser, Words, suggest, words
from govlint.config.selection import Selection
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.readers import SUFFIXES
from govlint.text.frozen import frozen
from govlint.text.private import VARIABLE

STDIN = "-"
LEVELS: dict[str, Severity | None] = {str(severity): severity for severity in reversed(Severity)}


@frozen
class Request:
    """Which files a run goes through, with which rules and configuration.

    `config` is the one configuration to use, "" for none at all, None to look for them. `cache` says whether to remember,
    `cache_folder` where, None for the user's own. `original` reads what tracked changes had before them. `profile` is heard
    besides what the configuration extends.
    """

    paths: tuple[str, ...] = (".",)
    stdin_filename: str | None = None
    config: str | None = None
    choice: Selection = field(default_factory=Selection)
    genre: Genre | None = None
    cache: bool = False
    cache_folder: str | None = None
    original: bool = False
    profile: str = ""

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Request:
        """The request in the arguments that `take_paths`, `take_cache` and `take_choice` let a command take.

        Raises RequestError where they contradict each other.
        """
        given: Mapping[str, object] = vars(arguments)
        paths = tuple(arguments.paths) or (".",)
        stdin_filename = str(given["stdin_filename"]) if given.get("stdin_filename") else None
        if stdin_filename and STDIN not in paths:
            raise RequestError("--stdin-filename 要和“-”一起用：“- --stdin-filename 文件名”")
        if arguments.config and arguments.isolated:
            raise RequestError("--config 和 --isolated 不能一起用")
        return cls(
            paths,
            stdin_filename,
            "" if arguments.isolated else arguments.config,
            Selection(tuple(arguments.select or ()), tuple(arguments.ignore or ()), arguments.severity),
            arguments.genre,
            "no_cache" in given and not given["no_cache"],
            str(given["cache_dir"]) if given.get("cache_dir") else None,
            bool(given.get("original")),
            str(given.get("profile") or ""),
        )


class RequestError(Exception):
    """Arguments that contradict each other; `str()` is for the user, in Chinese."""


def take_paths(parser: Parser) -> None:
    """Let a command take files and folders."""
    parser.inputs.add_argument(
        "paths",
        nargs="*",
        metavar="路径",
        help=f"文件或文件夹，“-”为标准输入，不给则为当前文件夹。文件夹中查找 {'、'.join(SUFFIXES)} 文件，"
        "跳过隐藏的、.gitignore 和配置排除的、govlint 写的报告；写明的文件只有配置能排除",
    )
    parser.options.add_argument("--stdin-filename", metavar="文件名", help="标准输入的文件名，报告里用它，并按它的后缀识别格式")


def take_cache(parser: Parser) -> None:
    """Let a command take whether and where to remember."""
    add = parser.options.add_argument
    add("--no-cache", action="store_true", help="不用缓存。缓存记着哪些文件的哪些段落没有问题，只有数字、没有文字")
    add("--cache-dir", metavar="文件夹", help=f"缓存放在这里，不放在用户自己的缓存文件夹；也可以用环境变量 {VARIABLE} 指定")


def take_fail_on(parser: Parser) -> None:
    """Let a command take from which level on a run fails."""
    parser.options.add_argument(
        "--fail-on",
        choices=(*LEVELS, "never"),
        metavar="级别",
        help="有这一级或更重的问题时退出码为 1，默认照配置，没有配置则 error；never 则发现问题也为 0。有文件没能检查时为 2",
    )


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
    add("--profile", metavar="设置", help="另照这个设置检查：govlint learn 写的文件，或 extends 里可以写的名字")


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
