"""govlint layout: set a Word document as official documents are set (GB/T 9704-2012)."""

from __future__ import annotations

import argparse
import os

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.editing.layout import Laid, lay_out
from govlint.readers import format_of
from govlint.readers.docx import LIMIT
from govlint.text.columns import visible
from govlint.text.files import explain_write_error, read_bytes, write
from govlint.text.source import SourceError


def configure(parser: Parser) -> None:
    """What `govlint layout` takes."""
    parser.inputs.add_argument("path", metavar="文件", help="Word 文件（.docx）")
    add = parser.options.add_argument
    add("-o", "--output", metavar="文件", help="写到哪里；不给则写到旁边的“原名-排版.docx”，已有这个文件就不写")
    add("--diff", action="store_true", help="只列出会改什么，不写文件；有要改的则退出码为 1")


def run(arguments: argparse.Namespace) -> int:
    """Set one file; gives the exit code."""
    path: str = arguments.path
    if format_of(path) != "docx":
        complain(f"{visible(path)}：只能排 Word 文件（.docx）；别的文件请先另存为 .docx")
        return CANNOT
    try:
        data = read_bytes(path, LIMIT)
        laid = lay_out(data, path)
    except SourceError as error:
        complain(f"{visible(path)}：{error}")
        return CANNOT
    if arguments.diff:
        _list(laid)
        return int(laid.data != data)
    output: str = arguments.output or _beside(path)
    if not arguments.output and os.path.lexists(output):
        complain(f"已经有 {visible(output)}，没有写入；用 -o 写明写到哪里")
        return CANNOT
    try:
        write(output, laid.data)
    except OSError as error:
        complain(f"{visible(output)}：写不进去（{explain_write_error(error)}）")
        return CANNOT
    _list(laid)
    print(f"写入 {visible(output)}")
    return 0


def _list(laid: Laid) -> None:
    """Say what was changed, and what was not and why."""
    for change in laid.changes:
        print(visible(str(change)))
    if not laid.changes:
        print("版面没有要改的")
    for words in laid.left:
        complain(words)


def _beside(path: str) -> str:
    stem, suffix = os.path.splitext(path)
    return f"{stem}-排版{suffix}"
