"""govlint rules: the table of rules."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from govlint.analysis.finding import SAFETY_NAMES, SEVERITY_NAMES
from govlint.analysis.rule import Rule
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser, suggest
from govlint.cli.console import complain
from govlint.cli.session import rules_here
from govlint.config.selection import Selection, UnknownRuleError
from govlint.deserialize.dataclass import StrictError
from govlint.text.columns import cells


def configure(parser: Parser) -> None:
    """What `govlint rules` takes."""
    parser.inputs.add_argument(
        "rules", nargs="*", metavar="规则", help="只列这些规则、类别或名称里有这个词的规则；不给则列全部"
    )
    parser.options.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="格式", help="text（默认）或 json"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the table; gives the exit code."""
    try:
        known = rules_here()
        wanted = [rule.id for name in arguments.rules for rule in titled(name, known)]
        wanted += [name for name in arguments.rules if not titled(name, known)]
        rules = [r for r in Selection(select=tuple(wanted)).apply(known) if not r.silent]
    except UnknownRuleError as error:
        complain(f"没有规则或类别“{error.name}”{suggest(error.name, error.known)}")
        return CANNOT
    except StrictError as error:
        complain(f"规则文件或配置有错：\n{error}")
        return CANNOT
    if arguments.format == "json":
        print(json.dumps([_record(rule) for rule in rules], ensure_ascii=False, indent=2))
        return 0
    head = ("编号", "级别", "改法", "毛病")
    rows = [(r.id, SEVERITY_NAMES[r.severity], SAFETY_NAMES[r.safety] if r.kind.fixes else "", r.title) for r in rules]
    print("\n".join(table([head, *rows])))
    print(f"\n共 {len(rules)} 条。查看一条规则的说明：govlint explain 编号")
    return 0


def titled(name: str, rules: Sequence[Rule]) -> list[Rule]:
    """The rule with this Chinese title; where none has it, those whose title holds it, ids that are names left out."""
    if name.isascii():
        return []
    exactly = [rule for rule in rules if rule.title == name]
    return exactly or [rule for rule in rules if name in rule.title]


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines whose columns stand under each other on a terminal."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [line.rstrip() for line in lines]


def _record(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "category": rule.category,
        "title": rule.title,
        "severity": str(rule.severity),
        "safety": str(rule.safety) if rule.kind.fixes else None,
        "check": rule.kind.name,
        "genres": sorted(rule.genres),
        "exceptGenres": sorted(rule.except_genres),
        "was": list(rule.was),
    }
