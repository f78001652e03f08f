"""govlint compare: a draft beside the model texts of its house, as a table or as a page."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator

from govlint.analysis.finding import SEVERITY_NAMES
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.deserialize.dataclass import StrictError
from govlint.document.document import Document
from govlint.document.genre import GENRE_NAMES
from govlint.house.beside import beside_models, beside_profile, beside_rules
from govlint.house.compare import Comparison
from govlint.house.page import page
from govlint.house.record import record
from govlint.project.discover import discover
from govlint.project.project import Projects
from govlint.readers import ALL_SUFFIXES, load, parse
from govlint.text import files
from govlint.text.columns import cells, visible
from govlint.text.source import SourceError

_LONGEST = 60
_COLUMNS = (36, 10, 18)


def configure(parser: Parser) -> None:
    """What `govlint compare` takes."""
    parser.inputs.add_argument("path", metavar="稿件", help="要对照的文件，读得了的格式都可以")
    add = parser.options.add_argument
    add(
        "--with",
        dest="beside",
        nargs="+",
        metavar="范文",
        help="范文的文件或文件夹，或 govlint learn 写的 .yaml；不给则照配置里的习惯，没有则和自带的范文对照",
    )
    add("-o", "--output", metavar="文件", help="写成网页（.html），一个文件，可以打印")
    add("--format", choices=("text", "json"), default="text", metavar="格式", help="text 给人看（默认），json 给程序用")


def run(arguments: argparse.Namespace) -> int:
    """Compare; gives the exit code."""
    output = arguments.output
    if output and not output.lower().endswith((".html", ".htm")):
        complain(f"{visible(output)}：网页的文件名要以 .html 结尾")
        return CANNOT
    try:
        document = parse(load(arguments.path))
        found = _beside(document, arguments)
    except SourceError as error:
        complain(f"{visible(arguments.path)}：{error}")
        return CANNOT
    except StrictError as error:
        complain(f"设置有错：\n{error}")
        return CANNOT
    if found is None:
        complain("没有可以对照的范文")
        return CANNOT
    if output:
        if os.path.realpath(output) == os.path.realpath(arguments.path):
            complain(f"{visible(output)}：这是稿件本身，没有写入；请换一个文件名")
            return CANNOT
        try:
            files.write(output, page(found).encode("utf-8"))
        except OSError as error:
            complain(f"{visible(output)}：{files.explain_write_error(error)}")
            return CANNOT
    if arguments.format == "json":
        print(json.dumps(record(found), ensure_ascii=False, indent=2))
    elif not output:
        print("\n".join(_lines(found)))
    return 0


def _beside(document: Document, arguments: argparse.Namespace) -> Comparison | None:
    wanted = arguments.beside or []
    if not wanted:
        setup = Projects().of(arguments.path).setup(arguments.path)
        return beside_rules(document, setup.names.running.values(), "配置里的习惯")
    if (
        len(wanted) == 1
        and not os.path.isdir(wanted[0])
        and (wanted[0].endswith((".yaml", ".yml")) or "/" in wanted[0])
        and not wanted[0].endswith(ALL_SUFFIXES)
    ):
        return beside_profile(document, wanted[0])

    def cannot(path: str, why: str) -> None:
        complain(f"{visible(path)}：{why}")

    own = os.path.realpath(arguments.path)
    paths = [path for path in discover(wanted, ALL_SUFFIXES, cannot) if os.path.realpath(path) != own]
    return beside_models(document, paths, cannot)


def _lines(found: Comparison) -> Iterator[str]:
    yield f"{visible(found.document.title) or '（没有标题）'}　{GENRE_NAMES[found.document.genre]}"
    yield f"对照：{visible(found.whose)}，{found.texts} 篇"
    yield ""
    yield "突出的地方" if found.findings else "没有和范文不同的地方"
    for finding in found.findings:
        yield f"  {SEVERITY_NAMES[finding.severity]}  {visible(finding.message)}"
        yield from (f"        {visible(related.message)}" for related in finding.related)
    if found.rows:
        yield ""
        yield "  " + _row("各项数值", "这一篇", "通常", "中间")
    for row in found.rows:
        mark = "← " if row.off else "  "
        low, high = record_value(row.low), record_value(row.high)
        title = f"{row.figure.title}（{row.figure.unit}）"
        yield mark + _row(title, record_value(row.value), f"{low} 至 {high}", record_value(row.middle))
    for title, words in (("比范文多用的词", found.over), ("比范文少用的词", found.under)):
        if words:
            yield ""
            yield f"{title}：" + "、".join(f"{visible(w.word)}（{w.times}，通常 {w.expected:.1f}）" for w in words)
    for part in found.parts:
        if part.passages:
            yield ""
            yield f"{visible(part.heading) or '全文'}（占 {part.share:.0f}%）最相近的范文："
            for passage in part.passages:
                text = visible(passage.text)
                yield f"  {text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}（{visible(passage.model)}）"


def record_value(value: float) -> str:
    """A figure on the terminal."""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}"


def _row(*texts: str) -> str:
    padded = [text + " " * max(1, width - cells(text)) for text, width in zip(texts, _COLUMNS, strict=False)]
    return "".join([*padded, *texts[len(_COLUMNS) :]])
