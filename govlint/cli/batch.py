"""govlint batch: check an archive, files and tables of documents, into Parquet. What Arrow is for is loaded when it runs."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from govlint.batch.crew import Task
from govlint.batch.options import MIB, BatchError, Options
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser, Words
from govlint.cli.check import count
from govlint.cli.console import complain, is_terminal
from govlint.cli.request import Request, RequestError, take_choice, take_fail_on
from govlint.cli.session import Session, as_written
from govlint.project.discover import discover
from govlint.readers import SUFFIXES
from govlint.text.columns import visible
from govlint.text.files import explain_write_error

_DELAY = 0.5


def configure(parser: Parser) -> None:
    """What `govlint batch` takes."""
    parser.inputs.add_argument(
        "paths",
        nargs="+",
        metavar="路径",
        help="文件、文件夹，或者一行一个文件的表（.parquet、.arrow、.feather），可以混着写；"
        "文件夹里查找的同 govlint check，再加上表",
    )
    add = parser.options.add_argument
    add(
        "-o",
        "--output",
        required=True,
        metavar="文件",
        help="问题写到这个 .parquet 文件，一处一行；同名的 .documents.parquet 一个文件一行，.html 是汇总。"
        "没有做完时，已做完的在同名的 .partial 文件夹里，再运行同一条命令就接着做",
    )
    add(
        "--columns",
        action=Words,
        metavar="列=表里的名字",
        help="表里的列叫什么，逗号分隔：id、name（文件名，看后缀识别格式）、bytes（文件的内容）或 text（文字）、"
        "genre、date、source，如“text=正文,date=发布日期”；名字一样的不用写",
    )
    take_choice(parser)
    add("--jobs", type=count, metavar="个数", help="用几个进程同时检查，默认有几个处理器就用几个")
    take_fail_on(parser)
    add("--seconds", type=count, default=60, metavar="秒", help="一个文件最多用多少处理器时间，默认 60；超过的不再查，记在表里")
    add("--memory", type=count, default=2048, metavar="MB", help="检查用的进程最多占多少内存，默认 2048（只在 Linux 上有效）")


def run(arguments: argparse.Namespace) -> int:
    """Check what was asked for; gives the exit code."""
    if importlib.util.find_spec("pyarrow") is None:
        complain("govlint batch 要另外安装 batch 部分（pyarrow）")
        return CANNOT
    from govlint.batch.run import Outputs

    try:
        return _run(arguments)
    except (BatchError, RequestError) as error:
        complain(str(error))
    except sqlite3.OperationalError:
        complain(f"{visible(Outputs(arguments.output).partial)}：这个文件夹用不了，可能另一个 govlint batch 正在写")
    except OSError as error:
        complain(f"{visible(arguments.output)}：{explain_write_error(error)}，没有写完")
    return CANNOT


def _run(arguments: argparse.Namespace) -> int:
    from govlint.batch.inputs import is_table
    from govlint.batch.run import Outputs, Run

    request = Request.of(arguments)
    if not arguments.output.lower().endswith(".parquet"):
        raise BatchError(f"{visible(arguments.output)}：--output 的文件名要以 .parquet 结尾")
    session = Session.open(request)
    if session is None:
        return CANNOT
    tables = [path for path in request.paths if is_table(path) and not os.path.isdir(path)]
    session.request = replace(request, paths=tuple(path for path in request.paths if path not in tables))
    outputs = Outputs(arguments.output)
    inputs = _Inputs(session, tables, _options(arguments, request), {os.path.realpath(path) for path in outputs.all})
    titles = {rule.id: rule.title for rule in session.rules()}
    with _progress(inputs) as met:
        outcome = Run(inputs.options, outputs, inputs.settings, titles).go(inputs.tasks(), met)
    if outcome.again:
        complain(f"其中 {outcome.again} 个上次已经检查过，没有再查")
    if not outcome.documents and not session.failed:
        complain(session.nothing("检查"))
    print(f"检查了 {outcome.documents - outcome.failed} 个文件，发现 {outcome.findings} 处，写在 {visible(outputs.findings)}")
    if outcome.failed:
        complain(f"有 {outcome.failed} 个文件没能检查，见 {visible(outputs.summary)}")
    return CANNOT if outcome.failed or session.failed else int(outcome.fails)


def _options(arguments: argparse.Namespace, request: Request) -> Options:
    from govlint.cli.jobs import processors

    columns = dict(word.partition("=")[::2] for word in arguments.columns or ())
    if wrong := [word for word in arguments.columns or () if not word.partition("=")[2]]:
        raise BatchError(f"--columns 要写成“列=表里的名字”，不是“{wrong[0]}”")
    choice = request.choice
    return Options(
        config=request.config,
        profile=request.profile,
        select=choice.select,
        ignore=choice.ignore,
        severity={rule: None if level is None else str(level) for rule, level in choice.severity.items()},
        genre=request.genre,
        fail_on=arguments.fail_on,
        seconds=arguments.seconds,
        memory=arguments.memory * MIB,
        jobs=arguments.jobs or processors(),
        columns=columns,
    )


@dataclass
class _Inputs:
    session: Session
    tables: Sequence[str]
    options: Options
    outputs: set[str]

    def tasks(self) -> Iterator[Task]:
        """The documents, those of files first. Raises BatchError."""
        from govlint.batch import inputs

        for path in self.session.files():
            if os.path.realpath(path) not in self.outputs:
                yield inputs.file(path, as_written(path), self.options)
        for path in self.found_tables():
            yield from inputs.table(path, self.options)

    def found_tables(self) -> Iterator[str]:
        """The tables that were named and those in folders, without what this run writes."""
        from govlint.batch.inputs import TABLES

        folders = [path for path in self.session.request.paths if os.path.isdir(path)]
        for path in discover([*self.tables, *folders], TABLES, self.session.cannot):
            if os.path.realpath(path) not in self.outputs:
                yield path

    def total(self) -> int:
        """How many documents there are, as far as that is known beforehand."""
        from govlint.batch.inputs import count as rows

        files = discover(self.session.request.paths, SUFFIXES, lambda path, why: None)
        return sum(1 for _ in files) + sum(map(rows, self.found_tables()))

    def settings(self, path: str) -> bytes:
        """The fingerprint of what a document is checked with."""
        project = self.session.project(path)
        return project.fingerprint_of(path) if project else b""


@contextmanager
def _progress(inputs: _Inputs) -> Iterator[Callable[[], None]]:
    """What to call for each document, so that somebody who looks on sees how far it is."""
    if not is_terminal(sys.stderr):
        yield lambda: None
        return
    from tqdm import tqdm

    form = "检查 {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} 个文件，还要 {remaining}"
    with tqdm(total=inputs.total(), bar_format=form, delay=_DELAY, leave=False, file=sys.stderr) as bar:
        yield lambda: bar.update()
