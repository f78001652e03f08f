"""govlint check: check files."""

from __future__ import annotations

import argparse
from typing import Any

from govlint.document import arrange
from govlint.engine import Ruleset, lint
from govlint.loader import load_builtin
from govlint.readers import read
from govlint.source import load


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("check", help="检查文件")
    parser.add_argument("paths", nargs="*")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    ruleset = Ruleset(load_builtin())
    for path in arguments.paths:
        source = load(path)
        result = lint(arrange(source, read(source)), ruleset)
        for finding in result.findings:
            line, column = source.position(finding.span.start)
            print(f"{path}:{line}:{column}: {finding.severity} {finding.rule}: {finding.message}")
        for failure in result.failures:
            raise failure.error
    return 0
