"""govlint test: run the examples that rules carry."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence

from govlint.analysis.rule import Rule
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser, suggest
from govlint.cli.console import complain
from govlint.config.selection import Selection, UnknownRuleError
from govlint.deserialize.dataclass import StrictError
from govlint.rulefiles.examples import contradictions, run_examples
from govlint.rulefiles.loader import load_builtin, load_path, refuse_doubles, unfilled
from govlint.text.columns import visible


def configure(parser: Parser) -> None:
    """What `govlint test` takes."""
    parser.inputs.add_argument(
        "rules",
        nargs="*",
        metavar="规则",
        help="规则编号或类别；或者自己写的规则：一个 .yaml 文件，或放着“类别/毛病.yaml”的文件夹。不给则运行自带的全部规则",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the examples; gives the exit code: 0 all pass, 1 some do not, 2 rules that cannot be loaded."""
    try:
        rules = _load(arguments.rules)
    except UnknownRuleError as error:
        hint = suggest(error.name, error.known) or "；用 govlint rules 查看全部规则"
        complain(f"没有规则、类别或文件“{error.name}”{hint}")
        return CANNOT
    except StrictError as error:
        complain(f"规则文件有错：\n{error}")
        return CANNOT
    failed: set[str] = set()
    ready = []
    for rule in rules:
        blanks = unfilled(rule.path)
        if blanks:
            failed.add(rule.id)
            lines = [visible(line) for blank in blanks for line in str(blank).split("\n")]
            print(f"{rule.id}：还没有填完", *lines, sep="\n")
        else:
            ready.append(rule)
    for rule, problem in [*_problems(ready), *contradictions(ready)]:
        failed.add(rule.id)
        print(f"{rule.id}（{visible(rule.path)}）\n    {problem}")
    examples = sum(len(rule.bad) + len(rule.good) for rule in rules)
    outcome = f"{len(failed)} 条没有通过" if failed else "全部通过"
    print(f"{len(rules)} 条规则，{examples} 个例子，{outcome}")
    return 1 if failed else 0


def _load(names: Sequence[str]) -> list[Rule]:
    """The rules that the arguments name: of those that govlint ships, or files. Raises StrictError, UnknownRuleError."""
    paths = [name for name in names if name.endswith((".yaml", ".yml")) or os.path.isdir(name)]
    words = [name for name in names if name not in paths]
    rules: list[Rule] = []
    if words or not names:
        rules += Selection(select=tuple(words)).apply(load_builtin(thorough=True))
    for path in paths:
        rules += load_path(path, thorough=True)
    unique = list({os.path.abspath(rule.path): rule for rule in rules}.values())
    refuse_doubles(unique)
    return [rule for rule in unique if not rule.silent]


def _problems(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str]]:
    for rule in rules:
        for problem in run_examples(rule):
            yield rule, problem
