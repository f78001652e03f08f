"""The false-alarm account: findings per 10,000 characters on a folder of published texts, by severity and rule.

    python -m tests.bench.account [FOLDER] [--list SEVERITY|RULE]

Published text is edited text: nearly every error found in it is a false alarm. `--list` shows the findings themselves.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from govlint.document import arrange
from govlint.engine import Ruleset, lint
from govlint.finding import Finding, Severity
from govlint.loader import load_builtin
from govlint.readers import read
from govlint.source import Source, load
from tests.conftest import CORPUS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--list", dest="wanted", action="append", default=[], metavar="SEVERITY|RULE")
    arguments = parser.parse_args()
    ruleset = Ruleset(load_builtin())
    by_rule: Counter[tuple[Severity, str]] = Counter()
    characters = files = 0
    for path in sorted(p for p in arguments.folder.glob("*-*.*") if p.suffix in (".txt", ".md")):
        source = load(path)
        files += 1
        characters += sum(not c.isspace() for c in source.text)
        result = lint(arrange(source, read(source)), ruleset, remember=False)
        for failure in result.failures:
            raise failure.error
        for finding in result.findings:
            by_rule[finding.severity, finding.rule] += 1
            if {str(finding.severity), finding.rule} & set(arguments.wanted):
                _show(path.name, source, finding)
    print(f"{files} texts, {characters} characters; findings, and findings per 10,000 characters")
    for severity in reversed(Severity):
        of_severity = {r: n for (s, r), n in by_rule.items() if s is severity}
        total = sum(of_severity.values())
        print(f"{severity!s:8} {total:5} {total / characters * 1e4:7.3f}")
        for rule, count in sorted(of_severity.items(), key=lambda item: -item[1]):
            print(f"  {rule:28} {count:5} {count / characters * 1e4:7.3f}")


def _show(name: str, source: Source, finding: Finding) -> None:
    line, column = source.position(finding.span.start)
    around = source.text[max(0, finding.span.start - 20) : finding.span.start]
    after = source.text[finding.span.end : finding.span.end + 20]
    text = f"{around}⟦{finding.match[:60]}⟧{after}".replace("\n", "⏎")
    print(f"{name}:{line}:{column} {finding.severity} {finding.rule}: {finding.message}\n    {text}")


if __name__ == "__main__":
    main()
