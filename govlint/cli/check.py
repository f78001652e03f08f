"""govlint check: check files."""

from __future__ import annotations

import argparse

from govlint.cli.arguments import Parser
from govlint.document import arrange
from govlint.engine import Ruleset, lint
from govlint.loader import load_builtin
from govlint.readers import read
from govlint.source import load


def configure(parser: Parser) -> None:
    """What `govlint check` takes."""
    parser.inputs.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹")


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
