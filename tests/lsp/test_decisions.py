"""What a writer decides at a finding: what is offered, in which order, and what is written into a configuration."""

from __future__ import annotations

import pytest
from govlint_lsp.capabilities import Client
from govlint_lsp.features.actions import actions, resolve
from govlint_lsp.features.summary import summary
from govlint_lsp.features.suppress import KeepingError
from govlint_lsp.features.switch import with_rule, with_rule_in_file
from govlint_lsp.session import Session
from govlint_lsp.settings import Settings, Start
from lsprotocol import types as lsp

from govlint.checks.promise import counted
from govlint.config.settings import Level, parse
from govlint.document.length import Ruler, said
from govlint.readers import parse as read
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import SEED

URI = "file:///nowhere/稿.txt"
CLIENT = Client(resolves_edits=True)


def opened(text: str, settings: Settings | None = None) -> Session:
    desk = Session(CLIENT, Start(settings=settings or Settings()))
    desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, text))
    return desk


def offered(text: str, words: str, *, pages: bool = False) -> list[str]:
    """What is offered where these words begin."""
    desk = opened(text)
    view = desk.view(desk.documents[URI])
    line = text[: text.index(words)].count("\n")
    at = lsp.Position(line, text.index(words) - text.rfind("\n", 0, text.index(words)) - 1)
    asked = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(URI), lsp.Range(at, at), lsp.CodeActionContext([], only=[lsp.CodeActionKind.QuickFix])
    )
    return [action.title for action in actions(view, asked, CLIENT, pages=pages)]


def made(text: str, title: str) -> str:
    """The text when what has this title is chosen."""
    desk = opened(text)
    view = desk.view(desk.documents[URI])
    end = lsp.Position(text.count("\n"), 0)
    asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(URI), lsp.Range(lsp.Position(0, 0), end), lsp.CodeActionContext([]))
    (action,) = [a for a in actions(view, asked, CLIENT) if a.title == title]
    edit = resolve(view, action, CLIENT).edit
    assert edit is not None and edit.changes is not None
    for change in sorted(edit.changes[URI], key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        lines = text.splitlines(keepends=True)
        start, stop = (sum(map(len, lines[: p.line])) + p.character for p in (change.range.start, change.range.end))
        text = text[:start] + change.new_text + text[stop:]
    return text


def test_what_is_offered_comes_in_one_order_and_names_the_words() -> None:
    assert offered("截止目前，截止目前，一切顺利。\n", "截止") == [
        "“截止目前”改为“截至目前”",
        "“截止目前”这个词以后不报（记入 govlint-words.txt）",
        "保留这一处“截止目前”（写明理由，记入 govlint.yaml）",
        "关掉规则“选错了同音词”（记入 govlint.yaml）",
        "说明规则“选错了同音词”",
    ]
    # Where an editor asks, the title does not say that it is the configuration.
    assert "关掉规则“选错了同音词”（在这一篇、这个文件夹，或者所有文稿）" in offered(
        "截止目前，一切顺利。\n", "截止", pages=True
    )
    commas = offered("今天,我们开会,部署工作,讲三点。\n", ",我们")
    assert commas[:2] == ["“,”改为“，”", "改正全文的“半角标点”（3 处）"]


def test_numbers_are_counted_anew_from_a_gap_on() -> None:
    text = "一、抓产业\n三、抓项目\n四、抓落实\n"
    wanted = "一、抓产业\n二、抓项目\n三、抓落实\n"
    assert made(text, "从这里起重新编号（共改 2 处）") == wanted
    assert not any("重新编号" in title for title in offered("一、抓产业\n三、抓项目\n", "三、"))


def test_the_half_that_is_wanting_is_offered_where_it_may_stand() -> None:
    text = "我们推进改革（抓产业，促发展。\n"
    wanted = ["在“抓产业”后面补上“）”", "在“产业，促发展”后面补上“）”"]
    assert [title for title in offered(text, "（") if "补上" in title] == wanted
    assert made(text, "在“抓产业”后面补上“）”") == "我们推进改革（抓产业），促发展。\n"


def test_rules_and_severities_that_a_writer_does_not_want_to_hear() -> None:
    text = "一、抓产业\n三、抓项目\n截止目前，一切顺利。\n"
    desk = opened(text)
    everything = [d.code for d in desk.diagnostics(desk.documents[URI])]
    assert everything == ["ordinal/gap", "lexis/mistaken-word"]
    desk = opened(text, Settings(off=("ordinal/gap",)))
    assert [d.code for d in desk.diagnostics(desk.documents[URI])] == ["lexis/mistaken-word"]
    desk = opened(text, Settings(min_severity="error"))
    assert [d.code for d in desk.diagnostics(desk.documents[URI])] == ["ordinal/gap"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "rules:\n  ordinal/gap: off\n"),
        ("genre: speech\n", "genre: speech\n\nrules:\n  ordinal/gap: off\n"),
        ("rules:\n  parallel: off # so\n", "rules:\n  ordinal/gap: off\n  parallel: off # so\n"),
        ("rules: {parallel: off}\n", "rules: {parallel: off, ordinal/gap: off}\n"),
        ("rules:\n  ordinal/gap: warning\n  parallel: off\n", "rules:\n  ordinal/gap: off\n  parallel: off\n"),
        ("rules:\r\n  parallel: off\r\n", "rules:\r\n  ordinal/gap: off\r\n  parallel: off\r\n"),
        (
            "rules:\n  ordinal/gap:\n    severity: info\n    safety: unsafe\n",
            "rules:\n  ordinal/gap:\n    severity: off\n    safety: unsafe\n",
        ),
        (
            "rules:\n  lexis/translationese: {options: {allow+: [进行曲]}}\n",
            "rules:\n  ordinal/gap: off\n  lexis/translationese: {options: {allow+: [进行曲]}}\n",
        ),
    ],
)
def test_a_rule_is_switched_in_a_configuration(before: str, after: str) -> None:
    assert with_rule("govlint.yaml", before, "ordinal/gap", Level.OFF) == after


@pytest.mark.parametrize(
    "before",
    [
        "",
        "genre: speech\n",
        "overrides:\n  - paths: [纪要/]\n    genre: minutes\n# the end\n",
        "overrides:\n- paths: [纪要/]\n  rules:\n    formula: off\n\nkeep: []\n",
        "overrides: []\n",
    ],
)
def test_a_rule_is_switched_in_one_file(before: str) -> None:
    made = with_rule_in_file("govlint.yaml", before, "ordinal/gap", Level.OFF, "第[1]稿/讲话.txt")
    assert [line for line in before.splitlines() if line not in made.splitlines()] in ([], ["overrides: []"])
    last = parse("govlint.yaml", made).config.overrides[-1]
    assert last.paths == ("/第\\[1\\]稿/讲话.txt",)
    assert last.rules == {"ordinal/gap": Level.OFF}


def test_what_is_wrong_already_is_not_written_into() -> None:
    with pytest.raises(KeepingError, match="有错"):
        with_rule("govlint.yaml", "rules: [\n", "ordinal/gap", Level.OFF)


def test_one_length_of_a_text_and_of_its_parts() -> None:
    source = load(SEED)
    document = read(source)
    ruler, whole = Ruler(document), said(document)
    middle = len(source.text) // 2
    # A note on a sound may be cut in two.
    assert abs(ruler.between(0, middle) + ruler.between(middle, len(source.text)) - whole) <= 1
    assert ruler.between(5, 5) == 0
    assert ruler.between(0, len(source.text)) == whole
    # Whatever is measured is no more than what it is a part of.
    cuts = [ruler.between(at, at + 50) for at in range(0, len(source.text), 50)]
    assert 0 <= sum(cuts) - whole <= len(cuts)
    assert said(read(Source("稿.md", "# 标题\n\n**同志们**，增长 8.5%。\n"))) == 2 + 3 + 2 + 3


def test_what_is_announced_and_what_is_delivered() -> None:
    text = "下面，我讲三点意见。\n一、抓产业\n二、抓项目\n三、抓落实\n要做到四个坚持：一是坚持学，二是坚持干，三是坚持改。\n"
    document = read(Source("稿.txt", text))
    found = [(document.places[b].block.text[s:e], announced, delivered) for b, s, e, announced, delivered in counted(document)]
    assert found == [("三点", 3, 3), ("四个", 4, 3)]
    desk = opened(text)
    told = summary(desk.view(desk.documents[URI]), 200)
    assert [section["name"] for section in told["sections"]] == ["一、抓产业", "二、抓项目", "三、抓落实"]
    assert sum(section["characters"] for section in told["sections"]) <= told["characters"]
