"""govlint rhetoric: what a file has of rhetoric, where, and how it sounds from beginning to end, beside the model text."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.document.document import Document
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.document.length import said
from govlint.language.spoken import minutes
from govlint.readers import load, parse
from govlint.reports.text import place_of as described
from govlint.rhetoric.analysis import Passage, Rhetoric, analyse, kinds
from govlint.rhetoric.found import DEVICE_NAMES, Device
from govlint.rhetoric.record import BARS, place_of, record
from govlint.rulefiles.seeds import model
from govlint.text.columns import cells, visible
from govlint.text.source import SourceError

_LONGEST = 56
_BLOCKS = "▁▂▃▄▅▆▇█"
_NONE = "·"
_NAME = 8
"""Columns of a device's name."""


def configure(parser: Parser) -> None:
    """What `govlint rhetoric` takes."""
    parser.inputs.add_argument("path", metavar="文件", help="要看的文件，读得了的格式都可以")
    parser.options.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="格式", help="text 给人看（默认），json 给程序用"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the analysis; gives the exit code."""
    try:
        source = load(arguments.path)
    except SourceError as error:
        complain(f"{visible(arguments.path)}：{error}")
        return CANNOT
    document = parse(source)
    rhetoric, beside = analyse(document), analyse(model())
    if arguments.format == "json":
        print(json.dumps(record(document, rhetoric, beside), indent=2))
    else:
        print("\n".join(_page(document, rhetoric, beside)))
    return 0


def _page(document: Document, rhetoric: Rhetoric, beside: Rhetoric) -> Iterator[str]:
    yield f"{visible(document.title) or '（没有标题）'}　{GENRE_NAMES[document.genre]}"
    if not rhetoric.sentences:
        yield "（没有正文）"
        return
    yield _figures(document, rhetoric, beside)
    yield ""
    yield f"{_pad('', _NAME)}  {_pad('处', 4)}  {_pad('每千字', 6)}  {_pad('范文', 4)}"
    for device in Device:
        found = rhetoric.of(device)
        row = (
            f"{_pad(DEVICE_NAMES[device], _NAME)}  {len(found):<4}  {rhetoric.rate(device):<6.1f}  {beside.rate(device):<4.1f}"
        )
        yield f"{row}  {kinds(found)}".rstrip()
    yield ""
    yield f"从头到尾（一格约 {max(1, round(rhetoric.characters / BARS))} 字，越高越长、越多）"
    yield f"{_pad('句长', _NAME)}  {_bars(rhetoric.pace(BARS))}"
    for device in Device:
        if rhetoric.counts[device]:
            yield f"{_pad(DEVICE_NAMES[device], _NAME)}  {_bars(rhetoric.score(device, BARS))}"
    for device in Device:
        if found := rhetoric.of(device):
            yield ""
            yield DEVICE_NAMES[device]
            yield from (_line(document, passage) for passage in found)


def _figures(document: Document, rhetoric: Rhetoric, beside: Rhetoric) -> str:
    longest = max(sentence.length for sentence in rhetoric.sentences)
    length = said(document)
    told = f"{length} 字，{len(rhetoric.sentences)} 句；"
    told += f"平均一句 {rhetoric.mean:.0f} 字（范文 {beside.mean:.0f}），最长 {longest} 字"
    if document.genre is Genre.SPEECH:
        told += f"；念完{minutes(length)}"
    return told


def _line(document: Document, passage: Passage) -> str:
    where = described(document, place_of(document, passage).start)
    texts = [visible(limb) for limb in passage.limbs]
    said = " / ".join(text if len(text) <= _LONGEST // 2 else text[: _LONGEST // 2 - 1] + "…" for text in texts)
    said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
    about = f"{passage.form}　" if passage.device is not Device.FOUR else ""
    count = f"（{len(texts)}）" if len(texts) > 1 else ""
    return f"  {_pad(where, _NAME)}{' ' * (cells(where) >= _NAME)}{about}{said}{count}"


def _bars(heights: Sequence[float]) -> str:
    most = max(heights)
    return "".join(_BLOCKS[min(7, int(height * 8 / most))] if height else _NONE for height in heights)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
