"""What a server may cost and what it may say: memory given back, processes started again, an editor's mistakes its own."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from govlint_lsp import server
from govlint_lsp.configurations import Configurations
from govlint_lsp.documents import Open, check
from govlint_lsp.features.hover import hover
from govlint_lsp.session import Session
from govlint_lsp.settings import Settings
from govlint_lsp.text import Text
from govlint_lsp.worker import answers_to
from govlint_lsp.workspace import Workspace, _Crew
from lsprotocol import types as lsp

from govlint.document.genre import Genre
from govlint.project.project import Checked, Project
from govlint.text.source import Source
from tests.lsp.client import Editor
from tests.lsp.conftest import Run

BAD = "一、抓产业\n三、抓项目\n"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")


def test_a_quick_pass_through_the_server() -> None:
    """From the first greeting to the goodbye: findings, an edit, a hover, symbols, a fix, and no word of blame."""

    async def session() -> None:
        editor = await Editor.start({})
        uri = "file:///tmp/speech.txt"
        editor.open(uri, BAD + "今年GDP增长5%,好于去年。\n")
        assert {d["code"] for d in await editor.shown(uri)} >= {"ordinal/gap"}
        where = {"textDocument": {"uri": uri}}
        hover = await editor.ask("textDocument/hover", {**where, "position": {"line": 1, "character": 0}})
        assert "二、" in str(hover)
        assert len(await editor.ask("textDocument/documentSymbol", where)) == 2
        edits = await editor.ask("textDocument/formatting", {**where, "options": {"tabSize": 4, "insertSpaces": True}})
        assert [edit["newText"] for edit in edits] == ["，"]
        place = {"line": 1, "character": 0}
        version = editor.change(uri, {"range": {"start": place, "end": {"line": 1, "character": 1}}, "text": "二"})
        assert "ordinal/gap" not in {d["code"] for d in await editor.shown(uri, version)}
        assert await editor.stop() == 0
        assert editor.told["window/showMessage"].empty()

    asyncio.run(session())


@pytest.mark.usefixtures("either")
def test_a_long_text_is_told_of_at_once_and_wholly_when_its_writer_rests() -> None:
    """Right after an edit what stands elsewhere is as it was; then all is as a first look has it, and nobody had to ask."""
    line = "今天我们召开全区经济工作会议，主要任务是总结工作、分析形势、安排部署，动员全区上下统一思想、坚定信心。" * 3
    text = "\n".join(["一、抓产业", *[f"{line}{number}" for number in range(80)], "三、抓项目", line])
    new = text.replace("\n三、", "\n二、")
    uri = "file:///tmp/speech.txt"

    def gaps(found: list[dict[str, object]]) -> list[object]:
        return [d for d in found if d["code"] == "ordinal/gap"]

    async def session() -> None:
        editor = await Editor.start({})
        editor.open(uri, text)
        assert len(gaps(await editor.shown(uri))) == 1
        place = {"line": 1, "character": 2}
        typed = editor.change(uri, {"range": {"start": place, "end": place}, "text": "，，"})
        version = editor.change(
            uri,
            {"range": {"start": place, "end": {"line": 1, "character": 4}}, "text": ""},
            {"range": {"start": {"line": 81, "character": 0}, "end": {"line": 81, "character": 1}}, "text": "二"},
        )
        assert version == typed + 1
        await editor.shown(uri, version)
        while not (status := await editor.hear("govlint/status"))["whole"] or status["version"] != version:
            pass
        found = await editor.shown(uri, version)
        again = await Editor.start({})
        again.open(uri, new)
        assert found == await again.shown(uri)
        assert not gaps(found)
        # What is asked for in between does not wait, nor does it change what is found.
        later = editor.change(uri, {"range": {"start": place, "end": place}, "text": "我"})
        assert await editor.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}}) is not None
        await editor.shown(uri, later)
        await editor.ask(
            "textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 4, "insertSpaces": True}}
        )
        assert await editor.stop() == 0
        assert await again.stop() == 0
        assert editor.told["window/showMessage"].empty()

    asyncio.run(session())


@pytest.mark.usefixtures("either")
def test_an_editors_mistakes_are_logged_and_blamed_on_nobody() -> None:
    async def session() -> None:
        editor = await Editor.start({})
        editor.tell("textDocument/didChange", {"textDocument": 7})
        editor.tell("textDocument/didOpen", {})
        editor.send_raw(b"Content-Length: 9\r\n\r\n{no json}")
        with pytest.raises(RuntimeError):
            await editor.ask("textDocument/hover", {"textDocument": None})
        uri = "file:///tmp/half.txt"
        editor.open(uri, "一、半个\ud83d字\n三、乙\n")
        assert "ordinal/gap" in {d["code"] for d in await editor.shown(uri)}
        assert await editor.stop() == 0
        assert not editor.told["window/logMessage"].empty()
        assert editor.told["window/showMessage"].empty()

    asyncio.run(session())


def test_nothing_is_kept_of_a_message_that_was_dealt_with(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """pygls would keep a future of each notification for ever."""
    monkeypatch.setattr(Editor, "within", True)

    async def session() -> None:
        editor = await Editor.start({})
        uri = "file:///tmp/speech.txt"
        editor.open(uri, BAD)
        for number in range(30):
            place = {"line": 0, "character": 2}
            version = editor.change(uri, {"range": {"start": place, "end": place}, "text": str(number)})
        await editor.shown(uri, version)
        await editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 0}})
        await asyncio.sleep(0)
        assert not editor.process.server.protocol._request_futures
        await editor.stop()

    run(session())


def test_a_heading_of_the_draft_is_no_markup_in_a_hover() -> None:
    text = "一、![图](http://example.org/x)<b>甲</b>\n（一）乙\n（二）丙\n"
    view = check(Open("file:///tmp/a.txt", 1, "plaintext", Text(text)), Project(), None, "utf-16")
    shown = hover(view, lsp.Position(1, 0))
    assert shown is not None
    assert isinstance(shown.contents, lsp.MarkupContent)
    assert "图" in shown.contents.value
    assert not re.search(r"(?<!\\)[\[<]", shown.contents.value)


@LINUX
def test_a_process_that_is_killed_is_started_again(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(BAD, encoding="utf-8")
    task: dict[str, object] = {"paths": [str(tmp_path / "稿.txt")], "config": "", "genre": "", "encoding": "utf-16"}
    task |= {
        "trusted": True,
        "cache": False,
        "reading_view": False,
        "rule_pages": False,
        "english": False,
        "off": [],
        "least": "HINT",
    }

    async def session() -> list[list[dict[str, object]] | None]:
        crew = _Crew()
        try:
            answers = [await crew.ask(task)]
            (worker,) = crew._all
            os.kill(worker._process.pid, signal.SIGKILL)
            answers.append(await crew.ask(task))
            assert len(crew._all) == 2
            return answers
        finally:
            await crew.stop()

    first, second = asyncio.run(session())
    assert first is not None
    assert first == second
    assert first[0]["problem"] == ""
    assert first[0]["diagnostics"]


def test_what_brings_processes_down_does_not_take_the_other_files_with_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [str(tmp_path / name) for name in ("a.txt", "坏.txt", "c.txt")]
    for path in paths:
        Path(path).write_text(BAD, encoding="utf-8")
    asked: list[list[str]] = []

    async def ask(crew: _Crew, task: dict[str, Any]) -> list[dict[str, Any]] | None:
        asked.append([Path(path).name for path in task["paths"]])
        return None if paths[1] in task["paths"] else answers_to(task, task["paths"], Configurations())

    monkeypatch.setattr(_Crew, "ask", ask)

    async def session() -> None:
        workspace = Workspace(Session(folders=[str(tmp_path)]))
        first, broken, last = [checked async for checked in workspace.check(paths)]
        assert (first.problem, last.problem) == ("", "")
        assert [d.code for d in first.diagnostics] == [d.code for d in last.diagnostics] == ["ordinal/gap"]
        assert (broken.diagnostics, broken.problem) == ([], "检查这个文件的进程两次意外结束")
        assert asked == [["a.txt", "坏.txt", "c.txt"], ["a.txt"], ["坏.txt"], ["c.txt"]]
        asked.clear()
        Path(paths[2]).write_text(BAD * 2, encoding="utf-8")
        again = [checked async for checked in workspace.check(paths)]
        # Only what has changed is read again.
        assert asked == [["c.txt"]]
        assert again[:2] == [first, broken]
        assert again[2].result_id not in {first.result_id, broken.result_id, last.result_id}

    run(session())


def test_a_task_is_no_larger_than_what_is_quick_and_has_one_folder_s_settings(tmp_path: Path) -> None:
    paths = []
    for folder, size in (("一", 10), ("二", 90_000)):
        (tmp_path / folder).mkdir()
        for number in range(150 if size == 10 else 3):
            path = tmp_path / folder / f"{number}.txt"
            path.write_bytes(b"a" * size)
            paths.append(str(path))
    desk = Session(folders=[str(tmp_path / "一"), str(tmp_path / "二")])
    desk.settings[desk.folders[1]] = Settings(off=("ordinal/gap",))
    tasks = list(Workspace(desk)._tasks(paths))
    assert [path for portion, _ in tasks for path in portion] == paths
    assert [(len(portion), settings["off"]) for portion, settings in tasks] == [
        (128, []),
        (22, []),
        (2, ["ordinal/gap"]),
        (1, ["ordinal/gap"]),
    ]
    assert list(Workspace(desk)._tasks([])) == []


def test_an_error_of_ours_in_one_file_leaves_the_others_their_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(tmp_path / name) for name in ("a.txt", "坏.txt", "c.txt", "没有.txt")]
    for path in paths[:3]:
        Path(path).write_text(BAD if path != paths[1] else "坏", encoding="utf-8")
    original = Project.lint_all

    def lint_all(project: Project, sources: Sequence[Source], genre: Genre | None = None) -> list[Checked]:
        if any(source.text == "坏" for source in sources):
            raise ValueError("坏了")
        return original(project, sources, genre)

    monkeypatch.setattr(Project, "lint_all", lint_all)
    task: dict[str, Any] = {"config": "", "genre": "", "encoding": "utf-16", "trusted": True, "reading_view": False}
    task |= {"rule_pages": False, "english": False, "off": [], "least": "HINT"}
    first, broken, last, missing = answers_to(task, paths, Configurations())
    assert first["diagnostics"]
    assert (first["problem"], last["problem"]) == ("", "")
    assert (broken["diagnostics"], broken["problem"]) == ([], "ValueError: 坏了")
    assert missing["diagnostics"] == []
    assert missing["problem"]


@pytest.mark.slow
def test_a_new_session_knows_what_was_silent_unless_it_is_not_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("今年工作取得新进展。\n", encoding="utf-8")
    folder = Path(os.environ["GOVLINT_CACHE_DIR"])

    def answers() -> list[Path]:
        return [path for path in folder.glob("silence-*/??/*") if path.is_file()]

    async def session(cache: bool) -> None:
        editor = await Editor.start({}, tmp_path, cache=cache)
        assert await editor.command("checkWorkspace") == {"files": 1, "findings": 0, "problems": 0}
        assert await editor.stop() == 0

    run(session(False))
    assert answers() == []
    run(session(True))
    assert len(answers()) == 1


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@LINUX
@pytest.mark.slow
@pytest.mark.parametrize(("few", "many", "most"), [(300, 1_500, 2), (1_000, 20_000, 5)])
def test_what_an_edit_costs_is_given_back(few: int, many: int, most: int) -> None:
    """Within so many megabytes; a future that is kept of each message would be 2 kB an edit, outlines that wait for the search
    for rubbish 0.9 kB until there are 20 MB of them."""

    async def session() -> tuple[int, int]:
        editor = await Editor.start({})
        uri = "file:///tmp/speech.txt"
        editor.open(uri, BAD)
        sizes = []
        version = 0
        for number in range(1, many + 1):
            place = {"line": 0, "character": 2}
            end = {"line": 0, "character": 2 + number % 2}
            version = editor.change(uri, {"range": {"start": place, "end": end}, "text": "" if number % 2 else "抓"})
            if number in (few, many):
                while (await editor.hear("textDocument/publishDiagnostics")).get("version") != version:
                    pass
                sizes.append(_resident(editor.process.pid))
            elif number % 50 == 0:
                await editor.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}})
        await editor.stop()
        return sizes[0], sizes[1]

    before, after = asyncio.run(session())
    assert after - before < most * 2**20


def test_what_only_some_words_ask_for_is_loaded_once_somebody_writes() -> None:
    """Else a server grows by it in the middle of a sentence, hours later."""
    code = (
        "from govlint_lsp.server import _prepare\n"
        "from govlint.language import segment\n"
        "_prepare()\n"
        "from govlint.likelihood import keyed, words\n"
        "assert segment.at_hand()\n"
        "print([one.cache_info().currsize for one in (words._soundalikes, keyed._companions)])\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[1, 1]\n"


def test_the_first_edit_has_it_loaded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editor, "within", True)
    monkeypatch.setattr(server, "_REST", 0)
    prepared: list[bool] = []
    monkeypatch.setattr(server, "_prepare", lambda: prepared.append(True))

    async def session() -> None:
        editor = await Editor.start({})
        uri = "file:///tmp/speech.txt"
        editor.open(uri, BAD)
        await editor.shown(uri)
        assert not prepared
        for _ in range(3):
            place = {"line": 0, "character": 0}
            await editor.shown(uri, editor.change(uri, {"range": {"start": place, "end": place}, "text": "我"}))
        await editor.stop()
        assert prepared == [True]

    run(session())
