"""govlint test: run the examples that rules carry."""

from __future__ import annotations

import argparse

from govlint.cli.arguments import Parser
from govlint.loader import load_builtin
from govlint.selftest import run_examples


def configure(parser: Parser) -> None:
    """What `govlint test` takes."""
    parser.inputs.add_argument("rules", nargs="*", metavar="规则", help="规则编号或类别；不给则运行全部规则")


def run(arguments: argparse.Namespace) -> int:
    failed = False
    for rule in load_builtin():
        if arguments.rules and not any(rule.id == r or rule.category == r for r in arguments.rules):
            continue
        for problem in run_examples(rule):
            failed = True
            print(f"{rule.id}: {problem}")
    return 1 if failed else 0
