"""govlint outline: the tree of a file's ordinals."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.document.document import Document
from govlint.document.genre import GENRE_NAMES
from govlint.document.outline import FAULT_NAMES, Member
from govlint.readers import load, parse
from govlint.reports.text import place_of
from govlint.text.columns import visible
from govlint.text.source import SourceError

_LONGEST = 40


def configure(parser: Parser) -> None:
    """What `govlint outline` takes."""
    parser.inputs.add_argument("path", metavar="文件", help="要看的文件")


def run(arguments: argparse.Namespace) -> int:
    """Print the tree; gives the exit code."""
    try:
        source = load(arguments.path)
    except SourceError as error:
        complain(f"{visible(arguments.path)}：{error}")
        return CANNOT
    document = parse(source)
    print(f"{visible(document.title) or '（没有标题）'}　{GENRE_NAMES[document.genre]}")
    lines = [line for run in document.outline.roots for member in run.members for line in _branch(document, member, 1)]
    print("\n".join(lines) if lines else "（没有序号）")
    return 0


def _branch(document: Document, member: Member, depth: int) -> Iterator[str]:
    place = document.places[member.line]
    where = place_of(document, place.span(member.marker.start, member.marker.end).start)
    fault = f"　← {FAULT_NAMES[member.fault]}" if member.fault else ""
    yield f"{'  ' * depth}{visible(document.entry(member, _LONGEST))}　{where}{fault}"
    for run in member.children:
        for child in run.members:
            yield from _branch(document, child, depth + 1)
