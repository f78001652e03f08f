"""Whatever is typed, in whatever units and however many changes at once: what is shown is what a first look would show."""

from __future__ import annotations

from functools import cache

import pytest
from govlint_lsp.capabilities import Client
from govlint_lsp.convert import diagnostic, range_of
from govlint_lsp.session import Session
from govlint_lsp.settings import Settings, Start
from govlint_lsp.showing import gathered
from govlint_lsp.text import Encoding, Point, Text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp

from govlint.project.project import Project
from govlint.text.source import Source
from tests.conftest import SEED, examples

URI = "file:///nowhere/稿.txt"
PIECES = [
    *"一二三四、，。；：（）“”×\n",
    "\r\n",
    "\r",
    "\u000b",
    "\u2028",
    "𠮷",
    "😀",
    "一是抓",
    "三是抓",
    "我讲四点意见。",
    "急事急办、特事特办、要事快办、难事设法办",
    "同志们：",
    "区(qū)",
    ",",
]
BEGINNINGS = [
    "",
    "X区长在全区会议上的讲话\n同志们：\n今天，我们召开会议。我讲三点意见。\n一、抓产业\n一是抓。三是抓。\n三、抓𠮷项目\r\n（一）抓\n",
    "要做到急事急办、特事特办、要事快办、难事设法办。\r\n😀一、抓产业\r\n三、抓项目",
]


@st.composite
def edits(draw: st.DrawFn) -> list[list[tuple[float, int, str]]]:
    """Messages of changes, each as a place between 0 and 1, how many characters go, and what comes."""
    change = st.tuples(
        st.floats(0, 1), st.sampled_from([0, 0, 0, 1, 3, 40]), st.lists(st.sampled_from(PIECES), max_size=3).map("".join)
    )
    return draw(st.lists(st.lists(change, min_size=1, max_size=3), min_size=1, max_size=8))


@cache
def project() -> Project:
    """Remembers nothing of what it is asked."""
    return Project()


def fresh(text: str, encoding: Encoding) -> list[lsp.Diagnostic]:
    """What somebody sees who opens this text."""
    found = project().lint(Source("/nowhere/稿.txt", text), remember=False).findings
    rules = {rule.id: rule for rule in project().rules}
    return [diagnostic(group, URI, Text(text), encoding, rules.get) for group in gathered(found)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@settings(examples(20), suppress_health_check=[HealthCheck.too_slow])
@given(beginning=st.sampled_from(BEGINNINGS), messages=edits())
def test_edits_of_all_kinds(encoding: Encoding, beginning: str, messages: list[list[tuple[float, int, str]]]) -> None:
    follow(desk_with(encoding), beginning, messages, encoding)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(messages=edits())
def test_edits_of_the_seed(messages: list[list[tuple[float, int, str]]]) -> None:
    follow(desk_with("utf-16"), SEED.read_text(encoding="utf-8"), messages, "utf-16")


@cache
def desk_with(encoding: Encoding) -> Session:
    """One desk for all examples of an encoding: what it remembers of one text must do no harm to the next."""
    return Session(Client(encoding=encoding), Start(settings=Settings(wait_for_the_rest=False)))


def follow(desk: Session, beginning: str, messages: list[list[tuple[float, int, str]]], encoding: Encoding) -> None:
    document = desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, beginning))
    assert desk.diagnostics(document) == fresh(beginning, encoding)
    mirror = Text(beginning)
    for version, message in enumerate(messages, 2):
        changes: list[lsp.TextDocumentContentChangeEvent] = []
        for share, gone, new in message:
            start = int(share * len(mirror.text))
            reach = range_of(mirror, start, min(len(mirror.text), start + gone), encoding)
            # An editor has no place between \r and \n: what it names is what it means.
            start, end = (mirror.offset(mirror_point(at), encoding) for at in (reach.start, reach.end))
            changes.append(lsp.TextDocumentContentChangePartial(reach, new))
            mirror = Text(mirror.text[:start] + new + mirror.text[end:])
        identifier = lsp.VersionedTextDocumentIdentifier(version, URI)
        assert desk.change(lsp.DidChangeTextDocumentParams(identifier, changes)) is document
        assert document.text.text == mirror.text
        assert desk.diagnostics(document) == fresh(mirror.text, encoding)
        before, result_id = desk.result(document)
        assert desk.result(document) == (before, result_id)


def mirror_point(position: lsp.Position) -> Point:
    return Point(position.line, position.character)


@pytest.mark.slow
def test_what_no_text_holds_any_more_is_forgotten() -> None:
    desk = Session()
    document = desk.open(lsp.TextDocumentItem(URI, "plaintext", 1, "一、抓产业\n三、抓项目\n"))
    for version in range(2, 700):
        whole = lsp.TextDocumentContentChangeWholeDocument(f"一、抓产业{version}\n三、抓项目\n")
        identifier = lsp.VersionedTextDocumentIdentifier(version, URI)
        desk.change(lsp.DidChangeTextDocumentParams(identifier, [whole]))
        assert [d.code for d in desk.diagnostics(document)] == ["ordinal/gap"]
    assert len(desk.view(document).setup.ruleset.memo) < 250
