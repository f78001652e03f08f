"""Reports that go to files: which format, where to, and each file whole or not at all; knows nothing of findings."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import stat
from types import TracebackType
from typing import IO

from govlint.cli.arguments import suggest
from govlint.reports import FORMATS
from govlint.text.columns import visible
from govlint.text.files import explain_write_error, replacing

SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".md": "markdown",
    ".txt": "text",
}
"""File name endings that tell the format."""


class OutputError(Exception):
    """A report that cannot be written; `str()` says why, in Chinese."""


class Output:
    """One report's file, in UTF-8. It appears under its name when all is written, and only then: leaving the context by
    an exception leaves what stood there as it was. Raises OutputError.
    """

    def __init__(self, form: str, path: str) -> None:
        self.form = form
        self.path = path
        self._file: IO[str] | None = None
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Output:
        target = os.path.realpath(self.path)
        try:
            # A device or a pipe has no place that could be taken.
            is_special = os.path.exists(target) and not stat.S_ISREG(os.stat(target).st_mode) and not os.path.isdir(target)
            file = self._open.enter_context(open(target, "wb") if is_special else replacing(self.path))
            # The name of a file may hold bytes that are no character.
            text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
            self._open.callback(text.detach)
            self._file = text
        except OSError as error:
            raise self._error(error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._open.__exit__(kind, error, trace)
        except OSError as failure:
            raise self._error(failure) from failure

    def write(self, text: str) -> None:
        """Write a piece of the report. Raises OutputError."""
        try:
            if self._file is not None:
                self._file.write(text)
        except OSError as error:
            raise self._error(error) from error

    def _error(self, error: OSError) -> OutputError:
        return OutputError(f"{visible(self.path)}：{explain_write_error(error)}，报告没有写入")


class Outputs(argparse.Action):
    """[FORMAT=]FILE, and again. Without a format the ending of the file's name tells it."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: object, option: str | None = None
    ) -> None:
        """Add the file to those given before."""
        earlier: list[Output] = getattr(namespace, self.dest) or []
        output = _parse(parser, str(values))
        if any(os.path.realpath(one.path) == os.path.realpath(output.path) for one in earlier):
            parser.error(f"--output 两次写到同一个文件“{output.path}”")
        setattr(namespace, self.dest, [*earlier, output])


def _parse(parser: argparse.ArgumentParser, text: str) -> Output:
    form, equals, path = text.partition("=")
    if equals and form in FORMATS:
        if not path:
            parser.error(f"--output {text} 后面缺文件名")
        return Output(form, path)
    if equals and (meant := suggest(form, FORMATS)):
        parser.error(f"--output 没有格式“{form}”{meant}")
    suffix = os.path.splitext(text)[1].lower()
    if suffix not in SUFFIXES:
        parser.error(f"从文件名“{text}”看不出格式，请写成“格式=文件”，如 junit=报告.xml；格式有 {'、'.join(FORMATS)}")
    return Output(SUFFIXES[suffix], text)
