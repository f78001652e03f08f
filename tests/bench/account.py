"""The false-alarm account: findings per 10,000 characters on a folder of published texts, by rule and severity.

    python -m tests.bench.account [FOLDER] [--list SEVERITY|RULE] [--write]

Published text is edited text: nearly every error found in it is a false alarm. `--list` shows the findings themselves,
`--write` keeps the figures in tests/corpus-account.tsv, where each rule's page has them from. Rules on trial are counted
too, but stand under a line of their own: nobody hears them unasked.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Life, Rule
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import CORPUS, ROOT

TABLE = ROOT / "tests" / "corpus-account.tsv"
TRIAL = "preview"


@dataclass(frozen=True)
class Account:
    """How many findings each rule made, in how much text. `rows` has (rule, severity, or TRIAL) and their number."""

    texts: int
    characters: int
    rows: dict[tuple[str, str], int]

    def rate(self, count: int) -> float:
        """Findings per 10,000 characters that are not white space."""
        return count / self.characters * 1e4

    def of_rule(self, rule: str) -> int:
        """All findings of a rule, of whatever severity."""
        return sum(count for (name, _), count in self.rows.items() if name == rule)

    def knows(self, rule: str) -> bool:
        """Whether a rule was counted at all."""
        return any(name == rule for name, _ in self.rows)

    def of_severity(self, severity: str) -> dict[str, int]:
        """The findings of a severity by rule, the most first."""
        rows = {rule: count for (rule, said), count in self.rows.items() if said == severity and count}
        return dict(sorted(rows.items(), key=lambda row: -row[1]))

    def __str__(self) -> str:
        lines = [f"# {self.texts} texts, {self.characters} characters", "rule\tseverity\tfindings\tper 10,000"]
        lines += [f"{rule}\t{said}\t{count}\t{self.rate(count):.3f}" for (rule, said), count in sorted(self.rows.items())]
        return "\n".join(lines) + "\n"


def kept() -> Account:
    """The account as it was written last."""
    head, _, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    texts, characters = (int(word) for word in head.split() if word.isdigit())
    rows = {(rule, said): int(count) for rule, said, count, _ in (line.split("\t") for line in lines)}
    return Account(texts, characters, rows)


def measure(files: list[Path]) -> Account:
    """The account of these texts, with every rule that govlint ships."""
    rules = load_builtin()
    rows = Counter({(rule.id, _said(rule, rule.severity)): 0 for rule in rules if not rule.silent})
    by_id = {rule.id: rule for rule in rules}
    characters = 0
    for source, findings in found(files, rules):
        characters += sum(not char.isspace() for char in source.text)
        rows.update((finding.rule, _said(by_id[finding.rule], finding.severity)) for finding in findings)
    return Account(len(files), characters, dict(rows))


def published(folder: Path = CORPUS) -> list[Path]:
    """The texts of a folder; none where there is no such folder."""
    return sorted(path for path in folder.glob("*-*.*") if path.suffix in (".txt", ".md"))


def found(files: list[Path], rules: list[Rule]) -> Iterator[tuple[Source, tuple[Finding, ...]]]:
    """Each text with what the rules find in it."""
    ruleset = Ruleset(rules)
    for path in files:
        source = load(path)
        result = lint(parse(source), ruleset, remember=False)
        for failure in result.failures:
            raise failure.error
        yield source, result.findings


def _said(rule: Rule, severity: Severity) -> str:
    return TRIAL if rule.life is Life.PREVIEW else str(severity)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--list", dest="wanted", action="append", default=[], metavar="SEVERITY|RULE")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    files = published(arguments.folder)
    if not files:
        raise SystemExit(f"no published texts in {arguments.folder}; GOVLINT_CORPUS says where they are")
    if arguments.wanted:
        for source, findings in found(files, load_builtin()):
            for finding in findings:
                if {str(finding.severity), finding.rule} & set(arguments.wanted):
                    _show(source, finding)
        return
    account = measure(files)
    print(f"{account.texts} texts, {account.characters} characters; findings, and findings per 10,000 characters")
    for severity in (*map(str, reversed(Severity)), TRIAL):
        by_rule = account.of_severity(severity)
        total = sum(by_rule.values())
        print(f"{severity:8} {total:5} {account.rate(total):7.3f}")
        for rule, count in by_rule.items():
            print(f"  {rule:28} {count:5} {account.rate(count):7.3f}")
    if arguments.write:
        TABLE.write_text(str(account), encoding="utf-8", newline="\n")


def _show(source: Source, finding: Finding) -> None:
    line, column = source.position(finding.span.start)
    around = source.text[max(0, finding.span.start - 20) : finding.span.start]
    after = source.text[finding.span.end : finding.span.end + 20]
    text = f"{around}⟦{finding.match[:60]}⟧{after}".replace("\n", "⏎")
    name = Path(source.path).name
    print(f"{name}:{line}:{column} {finding.severity} {finding.rule}: {finding.message}\n    {text}")


if __name__ == "__main__":
    main()
