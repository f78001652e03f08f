"""govlint on govlint: what it says keeps the style guide of CONTRIBUTING.md, and its own rules find nothing in it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from govlint.analysis.engine import Ruleset, lint_all
from govlint.analysis.rule import Life
from govlint.cli import main
from govlint.document.genre import Genre
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source
from tests.conftest import ROOT
from tests.rulefiles.test_rules import messages

HAN = re.compile(r"[\u3400-\u9fff]")
SLOT = re.compile(r"\{\w+\}")
# What is spoken of and not said: quotations, commands and keys, expressions in angle brackets.
MENTION = re.compile(r"“[^“”]*”|<[^<>]*>|\{\{|\}\}|\[[^\[\]]*\]")
# A string that a program matches with or fills in, not one that it says: expressions, characters in their order, templates.
PATTERN = re.compile(
    r"\(\?|\[\^|\\[dsSwb]|[\])][?*+{]|\||\$$|\.\*|\{\d|^[、，#<]|class=|\$\{|【待填|^另一方面$"
    r"|[〇零一二三四五六七八九十壹贰貳甲乙丙丁子丑寅卯]{3}|的地得了着|[拾十][佰百]|[①-⑳]{4}"
)
PROSE = ("govlint/reports/", "govlint/editing/review.py", "govlint/config/habits.py", "lsp/server/features/completion.py")
"""Where sentences are written, and not lines of a list: pages, comments in a Word file, texts to put in."""
COURTESY = re.compile("请务必|您|亲|抱歉|对不起|出错啦|哦|哟|吧[。！]?$|！$")


@dataclass(frozen=True)
class Said:
    """A text for writers, and where it is said; a `line` is one line in a list, the others are sentences."""

    where: str
    text: str
    line: bool


def of_rules() -> Iterator[Said]:
    for rule in load_builtin():
        for text in (rule.title, *messages(rule), rule.fix, *(basis.note for basis in rule.basis)):
            if text:
                yield Said(rule.id, SLOT.sub("A", text.strip()), line=True)
        yield from (Said(rule.id, line, line=False) for line in rule.why.strip().split("\n"))


def of_code() -> Iterator[Said]:
    """Every string of the command line and the language server that has Chinese in it and is no pattern and no word list."""
    for folder in ("govlint", "lsp/server"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            passed = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
            passed |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
            for node in nodes:
                if id(node) in passed or not isinstance(node, ast.JoinedStr | ast.Constant):
                    continue
                text = _string(node).strip()
                # What has several lines is a file to be written; what is long and has Chinese alone, characters to choose from.
                if "\n" in text or PATTERN.search(text) or not 4 <= len(HAN.findall(text)) <= 90:
                    continue
                name = path.relative_to(ROOT).as_posix()
                yield Said(f"{name}:{getattr(node, 'lineno', 0)}", text, line=not name.startswith(PROSE))


def _string(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "A" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def of_extension() -> Iterator[Said]:
    path = ROOT / "lsp/vscode/package.nls.zh-cn.json"
    for key, text in json.loads(path.read_text(encoding="utf-8")).items():
        for line in re.sub(r"`[^`]*`", "A", re.sub(r"\]\(command:[^)]*\)", "]", text)).split("\n"):
            if line:
                yield Said(f"{path.name}: {key}", line.strip("[]"), line=False)


@cache
def all_said() -> tuple[Said, ...]:
    return (*of_rules(), *of_code(), *of_extension())


def faults(said: Said) -> Iterator[str]:
    """What the style guide has against a text."""
    plain = MENTION.sub("“甲”", said.text)
    if said.line and plain.endswith(("。", "！", "；", "，")) and plain.count("。") == 1:
        yield "one line has no full stop at its end"
    if said.line and len(plain) > 160:
        yield "a line is read at a glance"
    if re.search("[\u3400-\u9fff”）] *[,;?!:](?![a-z])|[\u3400-\u9fff] *[(]|[)] *[\u3400-\u9fff]", plain):
        yield "punctuation is full-width"
    if re.search("[\u3400-\u9fff] +[\u3400-\u9fff，。]", plain):
        yield "no space between Chinese characters"
    if re.search("[\u3400-\u9fff][\"']|[\"'][\u3400-\u9fff]", plain):
        yield "quotes are “”"
    if said.text.count("“") != said.text.count("”"):
        yield "quotes are closed"
    if found := COURTESY.search(plain):
        yield f"no courtesies and no exclamation: {found.group()}"


@pytest.mark.slow
def test_the_texts_are_found() -> None:
    places = {said.where.partition(":")[0].partition("/")[0] for said in all_said()}
    assert {"govlint", "lsp", "punctuation", "package.nls.zh-cn.json"} <= places
    texts = {said.text for said in all_said()}
    assert "没有这个文件或文件夹" in texts
    assert "改正全文的“{title}”（{count} 处）" in texts


def test_what_is_said_keeps_the_style_guide() -> None:
    assert [f"{said.where}: {said.text}: {fault}" for said in all_said() for fault in faults(said)] == []


@pytest.mark.parametrize(
    "text", ["文件写错了。", "请务必检查", "格式不对,请改", "没有 这个键", '不认识"甲"', "“甲", "无法 (读取)", "成功啦！"]
)
def test_the_style_guide_can_be_broken(text: str) -> None:
    assert list(faults(Said("", text, line=True)))


@cache
def rules() -> Ruleset:
    """All but those which say what is rare in official texts: a program speaks of other things than they do."""
    return Ruleset(
        [rule for rule in load_builtin() if rule.life is Life.STABLE and rule.kind.name not in ("unlikely", "homophone")]
    )


def findings(texts: Iterable[tuple[str, str]]) -> list[str]:
    """What the rules find in texts, each with a name."""
    documents = [parse(Source(name, text), Genre.OTHER) for name, text in texts]
    results = lint_all([(document, None) for document in documents], rules())
    heard = ((document.source.path, f) for document, result in zip(documents, results, strict=True) for f in result.findings)
    # What a program says sets names of files and formats off by a space; official writing does not.
    return [f"{name}: {f.rule} {f.message}: {f.match}" for name, f in heard if f.rule != "punctuation/space-between-scripts"]


def test_a_fault_in_what_is_said_would_be_found() -> None:
    assert findings([("a", "今天,我们开会，讲三点意见：一是抓产业。")])


@pytest.mark.slow
def test_no_rule_finds_anything_in_what_is_said() -> None:
    """A fault that is spoken of stands in quotes, where it may be anything."""
    plain = ((said.where, MENTION.sub("“甲”", said.text).strip("；。，：")) for said in all_said())
    assert findings((where, text if text.endswith("…") else f"{text}。") for where, text in plain) == []


def chinese_guides() -> list[Path]:
    """README and guides that are written in Chinese; the rule reference is made of rules' texts and their bad examples."""
    pages = [ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
    texts = {path: path.read_text(encoding="utf-8") for path in pages if path.name != "rules.md"}
    return [path for path, text in texts.items() if len(HAN.findall(text)) >= len(text) / 5]


@pytest.mark.parametrize(
    "path",
    [path if path.parent == ROOT else pytest.param(path, marks=pytest.mark.slow) for path in chinese_guides()],
    ids=lambda path: path.name,
)
def test_no_rule_finds_anything_in_the_guides(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command itself, with the suppressions that the guide has where it shows faults."""
    assert main(["check", str(path), "--isolated", "--fail-on", "hint"]) == 0, capsys.readouterr().out
