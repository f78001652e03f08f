"""govlint schema: JSON Schemas, for editors and programs."""

from __future__ import annotations

import argparse
import json
from importlib import resources

from govlint.cli.arguments import Parser


def configure(parser: Parser) -> None:
    """What `govlint schema` takes."""
    add = parser.options.add_argument
    add("--findings", action="store_true", help="输出 --format json 报告的格式，而不是规则文件的")
    add("--config", action="store_true", help="输出配置文件 govlint.yaml 的格式，而不是规则文件的")


def run(arguments: argparse.Namespace) -> int:
    """Print a schema; gives the exit code."""
    if arguments.findings:
        print(resources.files("govlint.reports").joinpath("findings.schema.json").read_text(encoding="utf-8"), end="")
        return 0
    from govlint.config.schema import config_schema
    from govlint.rulefiles.schema import rule_schema

    print(json.dumps(config_schema() if arguments.config else rule_schema(), ensure_ascii=False, indent=2))
    return 0
