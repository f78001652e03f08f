"""govlint test: run the examples that rules carry."""

from __future__ import annotations

import argparse
from typing import Any

from govlint.loader import load_builtin
from govlint.selftest import run_examples


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("test", help="运行规则自带的例子")
    parser.add_argument("rules", nargs="*")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    failed = False
    for rule in load_builtin():
        if arguments.rules and not any(rule.id == r or rule.category == r for r in arguments.rules):
            continue
        for problem in run_examples(rule):
            failed = True
            print(f"{rule.id}: {problem}")
    return 1 if failed else 0
