"""govlint fix: mend what can be mended without asking."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.cli.mending import Mending
from govlint.cli.request import STDIN, take_choice, take_paths
from govlint.cli.session import Session


def configure(parser: Parser) -> None:
    """What `govlint fix` takes."""
    take_paths(parser)
    add = parser.options.add_argument
    add("--diff", action="store_true", help="只显示会改什么，不写文件；有要改的则退出码为 1")
    add("--unsafe", action="store_true", help="也改可能改变原意的地方")
    add("--simplify", action="store_true", help="先把繁体字全部转为简体字")
    take_choice(parser)


def run(arguments: argparse.Namespace) -> int:
    """Mend what was asked for; gives the exit code."""
    return mend(arguments, diff=arguments.diff, unsafe=arguments.unsafe, simplify=arguments.simplify)


def mend(arguments: argparse.Namespace, *, diff: bool, unsafe: bool, simplify: bool = False) -> int:
    """Mend the files that a command's arguments ask for, or with `diff` show how; gives the exit code."""
    session = Session.asked(arguments)
    if session is None:
        return CANNOT
    mending = Mending(session, unsafe, simplify, diff)
    files = list(session.files())
    if not files and not session.failed:
        complain(session.nothing("改"))
    left = 0
    piped = False
    for path in files:
        source = session.source(path)
        mended = mending.mend(path, source) if source else None
        if mended is None:
            continue
        left += len(mended.checked.findings)
        if path == STDIN and not diff:
            piped = True
            sys.stdout.buffer.write(mended.source.encode(mended.edits))
    left += sum(len(checked.findings) for checked in mending.mend_configurations())
    _say(_summary(mending, len(set(files) - session.failed), left), piped or diff)
    if session.failed or session.broken:
        return CANNOT
    return int(diff and mending.changed > 0)


def _summary(mending: Mending, files: int, left: int) -> str:
    verb = "要改" if mending.diff else "改了"
    done = f"{verb} {mending.changed} 个文件" if mending.changed else ("没有要改的" if files else "")
    done += f"，{sum(mending.mended.values())} 处：{_list(mending.mended)}" if mending.mended else ""
    rest = f"。还有 {left} 处要人来定，用 govlint check 查看" if left else ""
    return f"{done}{rest}" if files else ""


def _list(mended: Mapping[str, int]) -> str:
    ordered = sorted(mended.items(), key=lambda item: (-item[1], item[0]))
    return "、".join(f"{rule} {count}" for rule, count in ordered)


def _say(summary: str, beside: bool) -> None:
    """Say what was done; beside standard output where that holds the text itself or a diff."""
    if summary:
        print(summary, file=sys.stderr if beside else sys.stdout)
