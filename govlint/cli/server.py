"""govlint server: the language server, for editors."""

from __future__ import annotations

import argparse
import os
import sys

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain


def configure(parser: Parser) -> None:
    """What `govlint server` takes."""
    parser.options.add_argument("--stdio", action="store_true", help="经标准输入输出通信（本来就是这样，写不写都可以）")


def run(arguments: argparse.Namespace) -> int:
    """Serve an editor over standard input and output until it says goodbye; gives the exit code."""
    try:
        import pygls  # noqa: F401
    except ImportError:
        complain("没有装语言服务器要用的组件；用 pip install pygls 安装")
        return CANNOT
    from govlint_lsp.server import serve

    # Whatever else writes to standard output would break in on the protocol: it goes to standard error.
    sys.stdout.flush()
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return serve(sys.stdin.buffer, output)
