"""What a writer sees while writing: a clean text written from the top shows no error, and what says the same is gathered."""

from __future__ import annotations

import pytest
from govlint_lsp.session import Session
from govlint_lsp.settings import Settings, Start
from govlint_lsp.showing import gathered
from govlint_lsp.words import CHINESE
from lsprotocol import types as lsp

from govlint.analysis.finding import Finding, Severity
from govlint.project.project import Project
from govlint.text.files import load
from govlint.text.source import Span
from tests.conftest import SEED

URI = "file:///nowhere/讲话.txt"
SPEECH = """在全区防汛工作会议上的讲话

同志们：

今天，我们召开全区防汛工作会议，主要任务是总结去年工作，部署今年任务。下面，我讲三点意见。

一、看清形势，守住底线

今年雨水来得早、来得猛，防汛形势严峻。各镇街要做到两个坚持：一是坚持防在前面，二是坚持救在一线。

二、抓实措施，补齐短板

（一）排查隐患要细。水库、堤坝、桥涵逐处看，看到的问题（包括去年留下的）当场登记。

（二）备足物料要快。月底以前各仓库盘点一遍，缺的马上补上。

三、压实责任，形成合力

首先，主要领导要上一线。其次，值班值守要在岗。

同志们，让我们尽职尽责、众志成城，为全区人民安全度汛而努力奋斗！
"""
WARNING = lsp.DiagnosticSeverity.Warning


def typed(desk: Session, text: str, version: int) -> list[lsp.Diagnostic]:
    """What is shown when a text stands in the document after something was typed at its end."""
    document = desk.documents[URI]
    end = len(document.text.text)
    assert text.startswith(document.text.text)
    reach = lsp.Range(*[lsp.Position(*document.text.point(end, "utf-16"))] * 2)
    change = lsp.TextDocumentContentChangePartial(reach, text[end:])
    identifier = lsp.VersionedTextDocumentIdentifier(version, URI)
    desk.change(lsp.DidChangeTextDocumentParams(identifier, [change]))
    return desk.diagnostics(document)


def written(settings: Settings) -> list[str]:
    """What is shown at warning or above after each line and each clause of a clean speech that is written from the top."""
    desk = Session(start=Start(settings=settings))
    desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, ""))
    stops = [at + 1 for at, char in enumerate(SPEECH) if char in "\n，。：、（"]
    seen = []
    for version, at in enumerate(stops, 2):
        found = [d for d in typed(desk, SPEECH[:at], version) if d.severity is not None and d.severity <= WARNING]
        seen += [f"{SPEECH[:at][-12:]}: {d.code} {d.message}" for d in found]
    return seen


def test_a_clean_speech_written_from_the_top_shows_no_fault() -> None:
    assert written(Settings()) == []
    assert written(Settings(wait_for_the_rest=False)) != []


def test_what_waits_is_counted_nowhere_and_what_is_shown_as_one_is_one() -> None:
    desk = Session()
    document = desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, ""))
    begun = "在会议上的讲话\n同志们：\n讲三点意见。（一）抓粮食。\n（二）抓林果。\n"
    typed(desk, begun, 2)
    assert "count/mismatch" in {finding.rule for finding in desk.view(document).findings}
    assert desk.status(document)["counts"]["error"] == 0
    found = typed(desk, begun + "今天,我们开会,部署工作,总结经验,分析形势,明确任务,抓好落实。\n", 3)
    commas = [finding for finding in desk.view(document).findings if finding.match == ","]
    assert len(commas) > desk.status(document)["counts"]["warning"] == sum(d.severity is WARNING for d in found)


def test_what_waited_is_shown_when_the_next_section_begins_or_the_file_is_saved() -> None:
    desk = Session()
    document = desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, ""))
    begun = "在会议上的讲话\n同志们：\n一、抓产业\n讲三点意见。（一）抓粮食。\n（二）抓林果。\n"
    assert [d.code for d in typed(desk, begun, 2) if d.code in ("count/mismatch", "ordinal/lone")] == []
    shown = typed(desk, begun + "二、抓项目\n项目要快。\n", 3)
    assert [d.code for d in shown if d.code == "count/mismatch"] == ["count/mismatch"]
    desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, ""))
    document = desk.documents[URI]
    assert "ordinal/lone" not in [d.code for d in typed(desk, "一、抓产业\n产业要强。\n", 2)]
    assert desk.saved(URI) is document
    assert "ordinal/lone" in [d.code for d in desk.diagnostics(document)]
    assert desk.saved(URI) is None
    # What stood there when it was saved does not go when something else is written.
    assert "ordinal/lone" in [d.code for d in typed(desk, "一、抓产业\n产业要强。\n要抓好。\n", 3)]


def test_what_says_the_same_is_gathered() -> None:
    source = load(SEED)
    findings = Project().lint(source).findings
    groups = list(gathered(findings))
    assert len(groups) < 45 < len(findings)
    assert sorted([f for g in groups for f in (g.first, *g.others)], key=lambda f: f.order) == list(findings)
    (commas,) = (g for g in groups if "半角逗号" in g.first.message)
    assert commas.message(CHINESE).endswith("，全文共 237 处")


def alike(*blocks: int) -> list[Finding]:
    """Findings that say the same, in these paragraphs."""
    return [Finding(Span(at, at + 1), "a/b", Severity.INFO, "一样", "", block=block) for at, block in enumerate(blocks)]


@pytest.mark.parametrize(
    ("blocks", "messages"),
    [
        ((0,) * 5, ["一样"] * 5),
        ((0,) * 6, ["一样，本段共 6 处"]),
        ((0, 0, 1, 1, 1, 2), ["一样，本段共 2 处", "一样，本段共 3 处", "一样"]),
        ((0,) * 10 + (1,) * 9, ["一样，本段共 10 处", "一样，本段共 9 处"]),
        ((0,) * 10 + (1,) * 10, ["一样，全文共 20 处"]),
    ],
)
def test_many_that_say_the_same_are_one_of_the_paragraph_or_of_the_text(blocks: tuple[int, ...], messages: list[str]) -> None:
    """Six of a paragraph, twenty of the text; one that says something else stands for itself."""
    other = Finding(Span(99, 100), "a/b", Severity.INFO, "别样", "", block=3)
    groups = list(gathered([*alike(*blocks), other]))
    assert [group.message(CHINESE) for group in groups] == [*messages, "别样"]
    assert sum(len(group.others) + 1 for group in groups) == len(blocks) + 1


def test_twenty_other_places_lead_on_from_what_stands_for_many() -> None:
    desk = Session()
    document = desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, "在会议上的讲话\n" + "要抓产业,抓项目。\n" * 30))
    (commas,) = (found for found in desk.diagnostics(document) if "30 处" in found.message)
    related = commas.related_information or []
    assert [(each.message, each.location.range.start) for each in related] == [
        ("又一处", lsp.Position(line, 4)) for line in range(2, 22)
    ]
