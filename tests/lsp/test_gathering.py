"""Documents that are opened one upon another are checked together, and nobody is told anything else for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from govlint_lsp import gathering
from govlint_lsp.session import Session

from tests.lsp.client import Editor, Message
from tests.lsp.conftest import Run

BAD = "一、抓产业\n三、抓项目\n今年GDP增长5%,好于去年。\n"
PULLS: Message = {"textDocument": {"diagnostic": {}}}


def uri(number: int) -> str:
    return f"file:///tmp/{number}.txt"


def text(number: int) -> str:
    return "".join(f"第{number}项工作要抓紧抓实,争取在年底以前完成{part}件。\n" for part in range(number % 7)) + BAD


@pytest.fixture(autouse=True)
def within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editor, "within", True)
    # However slow the machine is, what is sent at once is gathered.
    monkeypatch.setattr(gathering, "_WAIT", 0.2)
    monkeypatch.setattr(gathering, "_QUIET", 30.0)


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Which documents were looked at together, each time."""
    looks: list[list[str]] = []
    look = Session.look_together

    def noted(desk: Session, documents: Iterable[Any]) -> None:
        some = list(documents)
        looks.append([document.uri for document in some])
        look(desk, some)

    monkeypatch.setattr(Session, "look_together", noted)
    return looks


def test_what_is_opened_at_once_is_checked_together(run: Run, together: list[list[str]]) -> None:
    async def session() -> None:
        editor = await Editor.start({})
        for number in range(30):
            editor.open(uri(number), text(number))
        found = [await editor.shown(uri(number)) for number in range(30)]
        assert together == [[uri(number) for number in range(30)]]
        for number in (0, 8, 29):
            alone = await Editor.start({})
            alone.open(uri(number), text(number))
            assert found[number] == await alone.shown(uri(number))
            assert found[number]
            await alone.stop()
        await editor.stop()

    run(session())


def test_one_that_is_opened_alone_waits_for_nobody(
    run: Run, together: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_QUIET", 0.0)
    monkeypatch.setattr(gathering, "_WAIT", 3600.0)

    async def session() -> None:
        editor = await Editor.start({})
        for number in range(3):
            editor.open(uri(number), text(number))
            assert await editor.shown(uri(number))
        assert together == [[uri(0)], [uri(1)], [uri(2)]]
        await editor.stop()

    run(session())


def test_a_long_text_waits_for_nobody(run: Run, together: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_ENOUGH", 100)
    monkeypatch.setattr(gathering, "_WAIT", 3600.0)

    async def session() -> None:
        editor = await Editor.start({})
        for number in range(3):
            editor.open(uri(number), text(6))
            assert await editor.shown(uri(number))
        assert together == [[uri(0)], [uri(1)], [uri(2)]]
        await editor.stop()

    run(session())


def test_what_is_closed_or_edited_meanwhile(run: Run, together: list[list[str]]) -> None:
    async def session() -> None:
        editor = await Editor.start({})
        for number in range(4):
            editor.open(uri(number), text(number))
        editor.tell("textDocument/didClose", {"textDocument": {"uri": uri(1)}})
        place = {"line": 0, "character": 0}
        whole = {"start": place, "end": {"line": 99, "character": 0}}
        version = editor.change(uri(2), {"range": whole, "text": "今年GDP增长5%。\n"})
        assert await editor.shown(uri(3))
        assert not await editor.shown(uri(2), version)
        looked = [one for some in together for one in some]
        assert sorted(looked) == [uri(0), uri(2), uri(3)]
        await editor.stop()

    run(session())


def test_who_asks_gets_the_answer_of_the_check(run: Run, together: list[list[str]]) -> None:
    async def session() -> None:
        editor = await Editor.start(PULLS)
        asked = []
        for number in range(6):
            editor.open(uri(number), text(number))
            asked.append(editor.begin("textDocument/diagnostic", {"textDocument": {"uri": uri(number)}})[1])
        for answer in asked:
            found = (await answer)["result"]["items"]
            assert "ordinal/gap" in {d["code"] for d in found}
        assert together == [[uri(number) for number in range(6)]]
        await editor.stop()

    run(session())


def test_one_that_cannot_be_read_does_not_take_the_others_with_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(desk: Session, documents: Iterable[Any]) -> None:
        raise ValueError

    monkeypatch.setattr(Session, "look_together", fails)

    async def session() -> None:
        editor = await Editor.start({})
        for number in range(3):
            editor.open(uri(number), text(number))
        for number in range(3):
            assert await editor.shown(uri(number))
        await editor.stop()
        assert editor.told["window/showMessage"].empty()

    run(session())
