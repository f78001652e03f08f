"""The command line: one file a sub-command; the only place that prints."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

import govlint

COMMANDS = ("check", "test")


def main(argv: Sequence[str] | None = None) -> int:
    """Run govlint. Returns the exit code: 0 nothing to report, 1 something, 2 the job could not be done."""
    parser = argparse.ArgumentParser(prog="govlint", description="公文写作检查")
    parser.add_argument("--version", action="version", version=f"govlint {govlint.__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        import_module(f"govlint.cli.{name}").register(subparsers)
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
