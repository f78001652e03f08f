"""The server as a process when much goes on at once, when something of its own breaks, and at the end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.lsp.client import TIMEOUT, Editor
from tests.lsp.conftest import Run
from tests.lsp.test_server import APPLIES, GAP, place, reach
from tests.wordfile import docx, listed, paragraph

BREAKS = """
import sys
from govlint import checks, cli
from govlint.checks import parallel
def prepare(options):
    def find(block):
        print("what is printed must not reach the editor")
        raise ZeroDivisionError("broken on purpose")
    return find
object.__setattr__(parallel.KIND, "block", prepare)
sys.exit(cli.main(["server"]))
"""


@pytest.mark.slow
def test_a_check_that_breaks_is_spoken_of_and_the_others_report(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start({}, tmp_path, command=("-c", BREAKS))
        uri = (tmp_path / "a.txt").as_uri()
        editor.open(uri, GAP)
        assert [d["code"] for d in await editor.shown(uri)] == ["ordinal/gap"]
        said = (await editor.hear("window/showMessage"))["message"]
        assert "parallel" in said and "其他检查不受影响" in said
        logged = await editor.hear("window/logMessage")
        assert logged["type"] == 1 and "ZeroDivisionError: broken on purpose" in logged["message"]
        # Once is enough, however much is typed.
        version = editor.change(uri, {"range": reach(0, 0, 0), "text": "注"})
        await editor.shown(uri, version)
        assert editor.told["window/showMessage"].empty()
        assert await editor.stop() == 0
        assert editor.process.stderr is not None
        assert b"must not reach" in await editor.process.stderr.read()

    run(life())


@pytest.mark.slow
def test_a_long_run_over_the_workspace_can_be_called_off_and_keeps_nobody_waiting(run: Run, tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text(GAP + "各区各部门要抓落实。\n" * number, encoding="utf-8")

    async def life() -> None:
        editor = await Editor.start({"window": {"workDoneProgress": True}}, tmp_path)
        uri = (tmp_path / "new.txt").as_uri()
        editor.open(uri, GAP)
        await editor.shown(uri)
        _, whole = editor.begin("workspace/executeCommand", {"command": "govlint.checkWorkspace", "arguments": []})
        begun = await editor.hear("$/progress")
        assert begun["value"]["kind"] == "begin" and begun["value"]["cancellable"]
        await editor.hear("$/progress")
        for _ in range(5):
            assert await editor.at("hover", uri, position=place(1, 0))
        assert not whole.done()
        editor.tell("window/workDoneProgress/cancel", {"token": begun["token"]})
        told = (await asyncio.wait_for(whole, TIMEOUT))["result"]
        assert 0 < told["files"] < 300
        while (await editor.hear("$/progress"))["value"]["kind"] != "end":
            pass
        await editor.stop()

    run(life())


@pytest.mark.usefixtures("either")
def test_each_folder_has_its_own_configuration_and_settings(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "一处", tmp_path / "二处"
    for folder in (first, second):
        folder.mkdir()
    (first / "govlint.yaml").write_text("rules: {ordinal: off}\n", encoding="utf-8")

    async def life() -> None:
        editor = await Editor.start({"workspace": {"configuration": True}}, first, second)
        uris = [(folder / "a.txt").as_uri() for folder in (first, second)]
        for uri, count in zip(uris, (0, 1), strict=True):
            editor.open(uri, GAP)
            assert len(await editor.shown(uri)) == count
        editor.replies["workspace/configuration"] = [{}, {}, {"enable": False}]
        editor.tell("workspace/didChangeConfiguration", {"settings": None})
        assert await editor.shown(uris[1]) == []
        gone = [{"uri": second.as_uri(), "name": "二处"}]
        editor.replies["workspace/configuration"] = [{}, {}]
        editor.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": gone}})
        assert len(await editor.shown(uris[1])) == 1
        await editor.stop()

    run(life())


@pytest.mark.usefixtures("either")
def test_a_word_file_is_read_in_its_own_view(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "稿.docx"
    file.write_bytes(docx(paragraph("抓产业", properties=listed(0)), "急事急办、特事特办、要事快办、难事设法办", "三、抓项目"))
    hostile = tmp_path / "坏.docx"
    hostile.write_bytes(b"PK\x03\x04")

    async def life() -> None:
        editor = await Editor.start(APPLIES, tmp_path, readingView=True)
        uri = f"govlint-word:{file.as_uri().removeprefix('file:')}"
        read = await editor.command("readWord", uri=uri)
        assert read["text"].splitlines()[0] == "抓产业"
        editor.open(uri, read["text"])
        found = await editor.shown(uri)
        assert {d["code"] for d in found} >= {"ordinal/gap", "parallel/unbalanced"}
        whole = {"start": place(0, 0), "end": place(99, 0)}
        hints = await editor.at("inlayHint", uri, range=whole)
        assert (hints[0]["label"], hints[0]["position"]) == ("一、", place(0, 0))
        actions = await editor.at("codeAction", uri, range=whole, context={"diagnostics": []})
        assert actions and all("edit" not in action for action in actions)
        assert await editor.at("formatting", uri, options={"tabSize": 4, "insertSpaces": True}) == []
        assert await editor.command("renumber", uri=uri)
        assert "workspace/applyEdit" not in editor.asked
        assert "只能看" in (await editor.hear("window/showMessage"))["message"]
        # Findings of the whole workspace lead to the view, not to the file that no editor of texts can show.
        editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert await editor.shown(uri) == []
        told = await editor.command("checkWorkspace")
        assert (told["files"], told["problems"]) == (2, 1)
        shown = await editor.hear("textDocument/publishDiagnostics")
        assert shown["uri"].startswith("govlint-word:") and shown["diagnostics"] == found
        broken = await editor.command("readWord", uri=f"govlint-word:{hostile.as_uri().removeprefix('file://')}")
        assert broken["problem"]
        await editor.stop()

    run(life())


@pytest.mark.slow
def test_goodbye(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start({}, tmp_path)
        await editor.ask("shutdown", None)
        with pytest.raises(RuntimeError):
            await editor.at("hover", "file:///a.txt", position=place(0, 0))
        editor.tell("exit", None)
        assert await asyncio.wait_for(editor.process.wait(), TIMEOUT) == 0
        hasty = await Editor.start({}, tmp_path)
        hasty.tell("exit", None)
        assert await asyncio.wait_for(hasty.process.wait(), TIMEOUT) == 1
        lost = await Editor.start({}, tmp_path)
        assert lost.process.stdin is not None
        lost.process.stdin.close()
        assert await asyncio.wait_for(lost.process.wait(), TIMEOUT) is not None

    run(life())
