"""The server's own words: all of them are there in English, and an English editor gets no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import govlint_lsp
import pytest
from govlint_lsp.capabilities import Client
from govlint_lsp.features.actions import actions
from govlint_lsp.features.hints import lenses
from govlint_lsp.features.hover import hover
from govlint_lsp.features.outline import symbols
from govlint_lsp.session import Session
from govlint_lsp.words import ENGLISH, FIXES, Words, words_of
from lsprotocol import types as lsp

from govlint.analysis.rule import Rule
from govlint.document.genre import Genre
from govlint.rulefiles.loader import load_builtin
from govlint.rulefiles.redpen import unmark

FOLDER = Path(govlint_lsp.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")
SLOT = re.compile(r"\{\w+\}")
QUOTED = re.compile("“[^”]*”|`[^`]*`")

NO_WORDS = {
    "completion.py": "formulas that go into a Chinese text",
    "words.py": "the table itself",
    "yaml.py": "help on the keys of rule files, which is that of their schema",
}
WRITTEN = {
    "写稿人在编辑器里确认：原文如此",
    "# 没有写错的词，一行一个，不再报告。\nwords: ",
    "本单位的习惯",
    "([反正])例 (\\d+)：",
    "反",
    "正",
    "[一二三四五六七八九十两]+|\\d+",
}
"""What goes into files, reports that are Chinese in any editor, and patterns."""


def spoken() -> Iterator[tuple[str, str]]:
    """The Chinese literals of the server, without docstrings, each with its file."""
    for file in sorted(FOLDER.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docstrings = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in docstrings:
                continue
            if isinstance(node.value, str) and HAN.search(node.value):
                yield file.name, node.value


def test_all_that_the_server_says_is_there_in_english() -> None:
    missing = [each for each in spoken() if each[0] not in NO_WORDS and each[1] not in ENGLISH and each[1] not in WRITTEN]
    assert not missing


def test_all_that_is_there_in_english_is_said() -> None:
    # The names of severities, safeties and faults come from elsewhere.
    named = {"错误", "警告", "提示", "参考", "可自动改", "同意后改", "只供参考", "跳号", "重号"}
    said = {literal for file, literal in spoken() if file != "words.py"}
    assert {chinese for chinese in ENGLISH if HAN.search(chinese)} - said <= named


@pytest.mark.parametrize("table", [ENGLISH, FIXES])
def test_both_languages_have_the_same_slots(table: dict[str, str]) -> None:
    for chinese, english in table.items():
        assert sorted(SLOT.findall(english)) == sorted(SLOT.findall(chinese)), chinese
        assert not HAN.search(QUOTED.sub("", english)), english


def test_the_fixes_of_all_rules_have_an_english_title() -> None:
    defaults = {"改为“{use}”", "删去“{match}”"}
    assert {rule.fix for rule in load_builtin() if rule.fix} | defaults == set(FIXES)


@pytest.mark.parametrize(
    ("title", "english"),
    [
        ("改为“截至”", "Change to “截至”"),
        ("删去标题末尾的“。”", "Delete “。” at the end of the title"),
        ("删去 3 处注音", "Delete 3 notes on pronunciation"),
        ("删去“第”", "Delete “第”"),
        ("别家规则的改法", "别家规则的改法"),
    ],
)
def test_the_title_of_a_fix(title: str, english: str) -> None:
    assert Words(is_english=True).fix(title) == english
    assert Words().fix(title) == title


@pytest.mark.parametrize(
    ("locale", "is_english"),
    [
        (None, False),
        ("", False),
        ("zh-cn", False),
        ("zh-TW", False),
        ("C", False),
        ("C.UTF-8", False),
        ("en", True),
        ("de", True),
    ],
)
def test_the_language_is_the_editors(locale: str | None, is_english: bool) -> None:
    assert words_of(locale).is_english is is_english


@pytest.fixture(scope="module")
def english() -> Session:
    return Session(Client(words=Words(is_english=True), hierarchical_symbols=True))


@pytest.mark.parametrize("rule", load_builtin()[::4], ids=lambda rule: rule.id)
def test_an_english_editor_is_offered_english(english: Session, rule: Rule) -> None:
    example = rule.bad[0]
    text = unmark(example.text).text
    uri = f"file:///text{example.suffix or '.txt'}"
    document = english.open(lsp.TextDocumentItem(uri, "plaintext", 1, text))
    document.genre = example.genre or Genre.OTHER
    view = english.view(document)
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(len(view.text.starts), 0))
    offered = actions(
        view, lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), whole, lsp.CodeActionContext([])), english.client
    )
    said = [action.title for action in offered]
    said += [symbol.detail for symbol in symbols(view) if isinstance(symbol, lsp.DocumentSymbol) and symbol.detail]
    said += [lens.command.title for lens in lenses(view, 200) if lens.command]
    assert not [title for title in said if HAN.search(QUOTED.sub("", title))]


def test_an_english_hover(english: Session) -> None:
    document = english.open(lsp.TextDocumentItem("file:///text.txt", "plaintext", 1, "一、截止目前，完成三项。\n三、收尾。\n"))
    view = english.view(document)
    shown = hover(view, lsp.Position(0, 2), brief=True)
    number = hover(view, lsp.Position(1, 0), brief=True)
    assert shown
    assert number
    assert isinstance(shown.contents, lsp.MarkupContent)
    assert isinstance(number.contents, lsp.MarkupContent)
    assert "Change to “截至目前” (fixed by hand only)" in shown.contents.value
    assert "Authority: " in shown.contents.value
    assert "Number “三、”: 2 of 2 in its series" in number.contents.value
