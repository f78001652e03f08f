"""The seed speech: what must be found in it, as it was found and cleaned; and nothing changes there unseen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.files import load
from tests.bench.speed import SILENT
from tests.conftest import ROOT, SEED

CLEAN = ROOT / "tests" / "golden" / "seed-clean.txt"

# (rule, line of the seed as found, match as found, line of the clean text, match there)
FAULTS = [
    ("placeholder/masked-name", 1, "X區(qū)長", 1, "X区长"),
    ("count/mismatch", 3, "四個方面", 2, "四个方面"),
    ("placeholder/unfilled", 6, "×月×日", 5, "×月×日"),
    ("placeholder/unfilled", 6, "×個", 5, "×个"),
    ("placeholder/unfilled", 8, "-×%", 7, "-×%"),
    ("placeholder/unfilled", 9, "×條", 8, "×条"),
    ("placeholder/unfilled", 11, "×萬人", 10, "×万人"),
    ("placeholder/unfilled", 24, "×月份", 23, "×月份"),
    ("lexis/translationese", 8, "進(jìn)行一次摸底", 7, "进行一次摸底"),
    ("ordinal/nested", 15, "一是", 14, "一是"),
    ("ordinal/mixed", 21, "一要", 20, "一要"),
    ("parallel/unbalanced", 18, "難事設(shè)法辦", 17, "难事设法办"),
    ("parallel/heading", 19, "加強(qiáng)政府系統(tǒng)黨風(fēng)廉政建設", 18, "加强政府系统党风廉政建设"),
    ("parallel/repeated-opening", 11, "深入推進", 10, "深入推进"),
]
# What only the text as found has; None: the match is long, its place says enough.
SCARS = [
    ("residue/page-furniture", 2, None),
    ("residue/page-furniture", 25, None),
    ("residue/page-furniture", 26, None),
    ("residue/mojibake", 7, "A(chǔ)"),
    ("residue/mojibake", 7, "?qū)m?xiàng)"),
    ("residue/mojibake", 13, "?fù)?dān)"),
    ("residue/mojibake", 15, "?fù)P"),
    ("punctuation/half-width", 3, ","),
]


@cache
def check(path: Path) -> list[tuple[str, int, Finding]]:
    source = load(path)
    result = lint(parse(source), Ruleset(load_builtin()))
    assert not result.failures
    return [(f.rule, source.position(f.span.start).line, f) for f in result.findings]


def has(found: list[tuple[str, int, Finding]], rule: str, line: int, match: str | None) -> bool:
    return any(
        (rule, line) == (r, at) and (match is None or f.match == match or (rule == "residue/mojibake" and match in f.match))
        for r, at, f in found
    )


@pytest.mark.parametrize(("rule", "line", "match"), [*(f[:3] for f in FAULTS), *SCARS])
def test_the_seed_as_found(rule: str, line: int, match: str | None) -> None:
    found = check(SEED)
    assert has(found, rule, line, match), [(r, at, f.match) for r, at, f in found if r == rule]


@pytest.mark.parametrize(("rule", "line", "match"), [(f[0], *f[3:]) for f in FAULTS])
def test_the_seed_cleaned(rule: str, line: int, match: str) -> None:
    found = check(CLEAN)
    assert has(found, rule, line, match), [(r, at, f.match) for r, at, f in found if r == rule]


def test_the_clean_seed_has_no_scars() -> None:
    found = check(CLEAN)
    assert not [r for r, _, _ in found if r.startswith(("residue/", "punctuation/"))]


def test_inside_mojibake_every_other_rule_is_silent() -> None:
    found = check(SEED)
    broken = [f.span for r, _, f in found if r == "residue/mojibake"]
    assert len(broken) == 4
    for rule, _, finding in found:
        if rule != "residue/mojibake":
            assert not any(s.start < finding.span.end and finding.span.start < s.end for s in broken), finding


def test_what_is_right_stays_unreported() -> None:
    for finding in (f for _, _, f in check(SEED)):
        assert finding.match not in ("三座", "十條", "兩手"), finding
    assert len([1 for r, _, _ in check(SEED) if r == "count/mismatch"]) == 1


def test_a_speech_without_faults_is_silent() -> None:
    rules = Ruleset(load_builtin())
    assert not lint(parse(load(SILENT)), rules).findings
