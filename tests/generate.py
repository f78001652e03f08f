"""Writes what is generated from the code: `python -m tests.generate` writes, `--check` compares and fails on a difference."""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import SEVERITY_NAMES
from govlint.analysis.rule import Basis, Life, Rule
from govlint.config.schema import config_schema
from govlint.house.learn import learn
from govlint.house.models import Models
from govlint.house.profile import profile
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.rulefiles.seeds import load_seeds, model
from govlint.suppression.rules import RULES as KEEP_RULES
from govlint.text.files import load
from tests import (
    commanded,
    faulted,
    housed,
    offered,
    parted,
    readings,
    served,
    sheets,
    slips,
    specified,
    swept,
    voiced,
    worded,
    written,
)
from tests.bench.account import TABLE, Account, kept, measure, published
from tests.conftest import ROOT, SEED
from tests.reported import goldens, reported, settled

EXCERPT_RULES = "count,parallel/unbalanced,placeholder/masked-name,residue/mojibake,punctuation/half-width"


def excerpt() -> str:
    """What the text report prints for a part of the rules on the seed, as it stands in the READMEs."""
    command = [sys.executable, "-m", "govlint", "check", SEED.relative_to(ROOT).as_posix(), "--select", EXCERPT_RULES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    shown = f"$ govlint check seeds/quzhang-2021.txt --select {EXCERPT_RULES}\n" + done.stdout.decode("utf-8")
    return f"```text\n{shown.strip()}\n```\n"


def within(name: str, marker: str, content: str) -> str:
    """The text of a file with what stands between its markers replaced."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pattern = rf"(<!-- generated: {marker} -->\n).*?(<!-- /generated -->)"
    return re.sub(pattern, lambda m: m.group(1) + content + m.group(2), text, flags=re.DOTALL)


def rule_reference() -> str:
    """docs/rules.md: every rule with what it says, why, on what ground, and examples."""
    rules = [*load_builtin(), *KEEP_RULES]
    account = kept()
    lines = ["# 规则", "", "本页由规则文件生成。`govlint explain 规则编号` 在终端里显示同样的内容。", ""]
    lines += [
        f"“实测”是在 {account.texts} 篇已经发布的公文、报告、讲话（共 {account.characters} 字）里，每一万字报告几处。",
        "发布的文字大多经过编校，所以这个数越小，误报越少。",
        "",
        "| 规则 | 级别 | 改法 | 实测 | 说明 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for rule in rules:
        link = f"[{rule.id}](#{rule.id.replace('/', '')})"
        lines.append(f"| {link} | {_level(rule)} | {_fixable(rule)} | {_noise(rule, account)} | {rule.title} |")
    for rule in rules:
        lines += [
            "",
            f"## {rule.id}",
            "",
            f"**{rule.title}**（{_level(rule)}；改法：{_fixable(rule)}；实测：{_noise(rule, account)}）",
            "",
            rule.why.strip(),
            "",
        ]
        for case, change in rule.cases.items():
            if change.severity is not None:
                lines.append(f"- {rule.kind.cases[case]}：{SEVERITY_NAMES[change.severity]}")
        lines += [f"- 依据：{_basis(basis)}" for basis in rule.basis]
        for name, examples in (("反例", rule.bad), ("正例", rule.good)):
            lines += ["", f"{name}：", ""]
            for example in examples:
                lines += ["```text", example.text.strip("\n"), "```", ""]
                lines += [f"（{example.layout}）", ""] if example.layout else []
        lines.pop()
    return "\n".join(lines) + "\n"


def findings_of(path: Path) -> str:
    """Every finding in a file, one a line, as the goldens have it."""
    source = load(path)
    result = lint(parse(source), Ruleset(load_builtin()))
    lines = []
    for finding in result.findings:
        line, column = source.position(finding.span.start)
        lines.append(f"{line}:{column} {finding.severity} {finding.rule} “{finding.match}” {finding.message}")
        for related in finding.related:
            line, column = source.position(related.span.start)
            lines.append(f"    {line}:{column} {related.message}")
        if finding.fix:
            lines.append(f"    {finding.fix.safety}: {finding.fix.title}")
    return "\n".join(lines) + "\n"


def _level(rule: Rule) -> str:
    return SEVERITY_NAMES[rule.severity] + ("，试用" if rule.life is Life.PREVIEW else "")


def _noise(rule: Rule, account: Account) -> str:
    if not account.knows(rule.id):
        return "未测"
    return f"{account.rate(count):.2f}" if (count := account.of_rule(rule.id)) else "0"


def _fixable(rule: Rule) -> str:
    shown = any("⇒" in example.text for example in rule.bad)
    return {"safe": "自动", "unsafe": "按要求", "suggestion": "建议"}[rule.safety] if shown else "—"


def _basis(basis: Basis) -> str:
    if basis.seed:
        return f"范文《{basis.seed}》：“{basis.quote}”"
    return f"{basis.standard} {basis.clause}".strip() or basis.note


def seed_profile(seed_id: str) -> str:
    """What is learned from a model text that rules rest on, as `extends: seed/…` has it."""
    models = Models()
    models.add(model(seed_id), load_seeds()[seed_id].file)
    return profile(learn(models))


def schema() -> str:
    """The JSON Schema of configurations, as text."""
    return json.dumps(config_schema(), ensure_ascii=False, indent=2) + "\n"


def report(form: str) -> str:
    """A report in a format, for its golden."""
    return settled(reported(form))


GENERATED: dict[str, Callable[[], str]] = {
    "README.md": lambda: within("README.md", "seed", excerpt()),
    "README.zh-CN.md": lambda: within("README.zh-CN.md", "seed", excerpt()),
    "docs/rules.md": rule_reference,
    "docs/config.schema.json": schema,
    **{f"seeds/profiles/{seed_id}.yaml": partial(seed_profile, seed_id) for seed_id in load_seeds()},
    "tests/golden/seed.findings": lambda: findings_of(SEED),
    "tests/golden/seed-clean.findings": lambda: findings_of(ROOT / "tests/golden/seed-clean.txt"),
    **{path: partial(report, form) for form, path in goldens().items()},
    slips.GOLDEN: slips.slips,
    swept.STROKES: swept.strokes,
    swept.TURNS: swept.turns,
    written.GOLDEN: written.written,
    offered.GOLDEN: offered.offered,
    parted.GOLDEN: parted.parted,
    specified.GOLDEN: specified.specified,
    voiced.GOLDEN: voiced.voiced,
    worded.GOLDEN: worded.worded,
    sheets.GOLDEN: sheets.sheets,
    faulted.GOLDEN: faulted.faulted,
    readings.MADE: readings.made,
    housed.GOLDEN: housed.housed,
    **{readings.golden(name): partial(readings.reading, name) for name in readings.DOCUMENTS},
    **{commanded.golden(name): partial(commanded.commanded, name) for name in commanded.RUNS},
    **{served.golden(scene): partial(served.served, scene) for scene in served.SCENES},
}


def main() -> int:
    """Write or compare everything; 1 where something differs."""
    differ = False
    if "--check" not in sys.argv[1:] and (texts := published()):
        # First, since the pages of the rules tell its figures.
        TABLE.write_text(str(measure(texts)), encoding="utf-8", newline="\n")
    for name, make in GENERATED.items():
        path = ROOT / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = make()
        if old == new:
            continue
        if "--check" in sys.argv[1:]:
            differ = True
            print(*difflib.unified_diff(old.splitlines(), new.splitlines(), name, "generated", lineterm=""), sep="\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(new, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
