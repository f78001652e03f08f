"""govlint watch-word: write the review copy and the report of a Word file anew whenever it is saved, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from govlint.cli import CANNOT, COMMANDS, check, review
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.cli.output import Output
from govlint.cli.request import take_choice
from govlint.cli.session import Session
from govlint.cli.watching import is_setting, keep_checking
from govlint.readers import format_of
from govlint.text.columns import visible


def configure(parser: Parser) -> None:
    """What `govlint watch-word` takes."""
    parser.inputs.add_argument("paths", nargs=1, metavar="文件", help="正在写的 Word 文件（.docx）")
    take_choice(parser)


def run(arguments: argparse.Namespace) -> int:
    """Watch one file; gives the exit code."""
    path: str = arguments.paths[0]
    if format_of(path) != "docx" or not os.path.isfile(path):
        why = "没有这个文件" if format_of(path) == "docx" else "不是 Word 文件（.docx）；别的文件用 govlint check --watch"
        complain(f"{visible(path)}：{why}")
        return CANNOT
    session = Session.asked(arguments)
    if session is None:
        return CANNOT
    draft = Path(os.path.abspath(path))
    print(f"看着 {visible(draft.name)}：每存一次盘，旁边的审阅稿和报告重写一遍。窗口别关；写完了，关掉它就行。\n", flush=True)
    # What is written beside the draft must not set off the next round.
    return keep_checking(
        session, lambda: _write(arguments, path), lambda changed: is_setting(changed) or Path(changed) == draft
    )


def _write(arguments: argparse.Namespace, path: str) -> None:
    print(f"{time.strftime('%H:%M')}　{visible(os.path.basename(path))}")
    report = f"{os.path.splitext(path)[0]}-报告.html"
    codes = [
        review.run(_with(arguments, "review", every=False)),
        check.run(_with(arguments, "check", output=[Output("html", report)], fail_on="never")),
    ]
    if codes[1] != CANNOT:
        print(f"写入 {visible(report)}")
    sys.stdout.flush()
    if CANNOT in codes:
        complain("审阅稿或报告要是正在 Word、浏览器里开着，先关上它，再把稿子存一次盘")


def _with(arguments: argparse.Namespace, command: str, **more: object) -> argparse.Namespace:
    """The arguments of another command: its own defaults, what was given to this one, and some besides."""
    parser = Parser(f"govlint {command}", COMMANDS[command])
    (review if command == "review" else check).configure(parser)
    return argparse.Namespace(**{**vars(parser.parse_args(arguments.paths)), **vars(arguments), **more})
