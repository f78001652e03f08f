"""govlint new-document: write the skeleton of an official document to be filled in."""

from __future__ import annotations

import argparse
import os

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.editing.layout import lay_out
from govlint.editing.skeleton import SKELETONS, word_file
from govlint.readers import format_of
from govlint.text.columns import visible
from govlint.text.files import explain_write_error, write
from govlint.text.source import SourceError


def configure(parser: Parser) -> None:
    """What `govlint new-document` takes."""
    known = "、".join(f"{name}（{GENRE_NAMES[Genre(name)]}）" for name in SKELETONS)
    parser.inputs.add_argument("genre", choices=tuple(SKELETONS), metavar="文种", help=f"写什么：{known}")
    add = parser.options.add_argument
    add(
        "-o",
        "--output",
        required=True,
        metavar="文件",
        help="写到哪里：.docx 按公文格式排好，.txt、.md 只有文字；已有这个文件就不写",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the file; gives the exit code."""
    output: str = arguments.output
    text = SKELETONS[arguments.genre]
    form = format_of(output) if os.path.splitext(output)[1] else ""
    if form not in ("docx", "text", "markdown"):
        complain(f"{visible(output)}：只能写成 .docx、.txt、.md")
        return CANNOT
    if os.path.lexists(output):
        complain(f"已经有 {visible(output)}，没有改动它")
        return CANNOT
    try:
        data = lay_out(word_file(text), output).data if form == "docx" else _plain(text, form).encode()
        write(output, data)
    except SourceError as error:
        complain(str(error))
        return CANNOT
    except OSError as error:
        complain(f"{visible(output)}：写不进去（{explain_write_error(error)}）")
        return CANNOT
    print(f"写好了 {visible(output)}。填好里面的空，再运行：govlint check {visible(output)}")
    return 0


def _plain(text: str, form: str) -> str:
    """The skeleton as a text: a title in Markdown's way, paragraphs apart."""
    lines = text.splitlines()
    return "\n\n".join([f"# {lines[0]}", *lines[1:]]) + "\n" if form == "markdown" else text + "\n"
