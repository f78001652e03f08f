"""govlint review: write what is found into a Word file, as comments and tracked changes."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from itertools import count

from govlint.analysis.finding import Finding
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.cli.request import take_choice
from govlint.cli.session import Session
from govlint.editing.review import clean, is_ours, review, stamp
from govlint.readers import format_of
from govlint.readers.docx import LIMIT, WordSource
from govlint.text.columns import visible
from govlint.text.files import explain_write_error, read_bytes, write
from govlint.text.source import SourceError


def configure(parser: Parser) -> None:
    """What `govlint review` takes."""
    parser.inputs.add_argument("paths", nargs=1, metavar="文件", help="Word 文件（.docx）")
    add = parser.options.add_argument
    add(
        "-o",
        "--output",
        metavar="文件",
        help="写到哪里；不给则写到旁边的“原名-审阅.docx”，它有人接着改过就另写一个。可以就是原文件",
    )
    add("--clean", action="store_true", help="不检查，只去掉以前写进去的批注和修订（名为 govlint 的），写到“原名-清稿.docx”")
    add("--every", action="store_true", help="处处加批注；不写则许多处同样的小改动只在第一处加批注，修订处处都有")
    take_choice(parser)


def run(arguments: argparse.Namespace) -> int:
    """Review one file; gives the exit code."""
    path: str = arguments.paths[0]
    if format_of(path) != "docx":
        complain(f"{visible(path)}：只能审阅 Word 文件（.docx）；别的用 govlint check --output 报告.html，得到带批注的网页")
        return CANNOT
    session = Session.asked(arguments)
    if session is None:
        return CANNOT
    try:
        data = read_bytes(path, LIMIT)
        done = _clean(data) if arguments.clean else _review(session, path, data, every=arguments.every)
    except _NotCheckedError:
        return CANNOT
    except SourceError as error:
        session.cannot(path, str(error))
        return CANNOT
    output: str = arguments.output or _beside(path, "清稿" if arguments.clean else "审阅")
    try:
        write(output, stamp(done[0]))
    except OSError as error:
        complain(f"{visible(output)}：写不进去（{explain_write_error(error)}）")
        return CANNOT
    print(f"{done[1]}，写入 {visible(output)}")
    return CANNOT if session.broken else 0


class _NotCheckedError(Exception):
    """The file could not be checked, which has been said."""


def _clean(data: bytes) -> tuple[bytes, str]:
    return clean(data), "去掉了 govlint 的批注和修订"


def _review(session: Session, path: str, data: bytes, *, every: bool) -> tuple[bytes, str]:
    def lint(source: WordSource) -> tuple[Finding, ...]:
        checked = session.lint(path, source)
        if checked is None:
            raise _NotCheckedError
        return checked.findings

    project = session.project(path)
    why = {rule.id: rule.why for rule in project.rules} if project else {}
    done = review(data, path, lint, why, datetime.now(), fold=not every)
    if not done.findings:
        return done.data, "没有发现问题"
    return done.data, f"发现 {len(done.findings)} 处，批注 {done.comments} 条，修订 {done.changes} 处"


def _beside(path: str, word: str) -> str:
    """A name beside the file that nobody has taken: what we wrote there is written anew until somebody goes on with it."""
    stem, suffix = os.path.splitext(path)
    for number in count(1):
        name = f"{stem}-{word}{'' if number == 1 else f' {number}'}{suffix}"
        if not os.path.lexists(name) or _is_ours(name):
            return name
        complain(f"{visible(name)} 有人接着改过，或者不是 govlint 写的，没有动它")
    raise AssertionError("unreachable")


def _is_ours(path: str) -> bool:
    try:
        return not os.path.islink(path) and is_ours(read_bytes(path, LIMIT))
    except SourceError:
        return False
