"""The server spoken to as editors do: a document's whole life, and what must not upset it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from govlint_lsp.convert import diagnostic
from govlint_lsp.showing import gathered
from govlint_lsp.text import Encoding, Text

from govlint.cli import main
from govlint.project.project import Project
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import SEED
from tests.lsp.client import Editor
from tests.lsp.conftest import Run

pytestmark = pytest.mark.usefixtures("either")

GAP = "一、抓产业\n三、抓项目\n"
APPLIES = {"workspace": {"applyEdit": True}}
ODD = ("𠮷😀\u000b\u2028\r\n，。；：、一二三四是要X×(",)


def place(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


def reach(line: int, start: int, end: int) -> dict[str, Any]:
    return {"start": place(line, start), "end": place(line, end)}


def plain(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What counts of diagnostics, however they came."""
    return [(d["code"], d["message"], json.dumps(d["range"], sort_keys=True)) for d in found]


def fresh(text: str, uri: str, encoding: Encoding = "utf-16", project: Project | None = None) -> list[tuple[Any, ...]]:
    """What a first look at a text gives."""
    path = uri.removeprefix("file://")
    findings = (project or Project()).lint(Source(path, text), remember=False).findings
    made = (diagnostic(group, uri, Text(text), encoding, lambda _: None) for group in gathered(findings))
    return [
        (
            d.code,
            d.message,
            json.dumps({"start": _plain(d.range.start), "end": _plain(d.range.end)}, sort_keys=True),
        )
        for d in made
    ]


PLACES = ("line", "column", "end_line", "end_column")


def ends(span: dict[str, Any]) -> tuple[int, ...]:
    return tuple(span[end][unit] for end in ("start", "end") for unit in ("line", "character"))


def _plain(position: Any) -> dict[str, int]:
    return place(position.line, position.character)


def test_the_life_of_a_document(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start(APPLIES, tmp_path)
        uri = (tmp_path / "稿.txt").as_uri()
        editor.open(uri, GAP)
        found = await editor.shown(uri)
        assert [(d["code"], d["severity"], d["range"]) for d in found] == [("ordinal/gap", 1, reach(1, 0, 2))]
        assert found[0]["codeDescription"]["href"].endswith("ordinal/gap.yaml")
        assert found[0]["relatedInformation"][0]["location"]["range"] == reach(0, 0, 2)
        status = await editor.hear("govlint/status")
        assert status["counts"] == {"error": 1, "warning": 0, "info": 0, "hint": 0}
        hover = await editor.at("hover", uri, position=place(1, 0))
        assert "前面缺“二、”" in hover["contents"]["value"]
        actions = await editor.at("codeAction", uri, range=reach(1, 0, 2), context={"diagnostics": found})
        (edit,) = actions[0]["edit"]["changes"][uri]
        version = editor.change(uri, {"range": edit["range"], "text": edit["newText"]})
        assert await editor.shown(uri, version) == []
        editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert await editor.stop() == 0

    run(life())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_in_the_units_agreed_on(run: Run, tmp_path: Path, encoding: Encoding) -> None:
    async def life() -> None:
        editor = await Editor.start({"general": {"positionEncodings": [encoding]}}, tmp_path)
        assert editor.capabilities["positionEncoding"] == encoding
        uri = (tmp_path / "a.txt").as_uri()
        run_of_four = "要做到急事急办、特事特办、要事快办、难事设法办。"
        text = f"𠮷\u2028😀{run_of_four}\r\n𠮷\u000b{run_of_four}"
        editor.open(uri, text)
        found = await editor.shown(uri)
        assert [d["code"] for d in found].count("parallel/unbalanced") == 2
        assert plain(found) == fresh(text, uri, encoding)
        await editor.stop()

    run(life())


@pytest.mark.slow
def test_hundreds_of_edits_leave_what_a_first_look_gives(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        random = Random(4)
        project = Project()
        editor = await Editor.start({}, tmp_path, waitForTheRest=False)
        uri = (tmp_path / "seed.txt").as_uri()
        text = Text(load(SEED).text)
        editor.open(uri, text.text)
        await editor.shown(uri)
        for number in range(300):
            start = random.randrange(len(text.text) + 1)
            end = min(len(text.text), start + random.choice([0, 0, 0, 1, 5, 60]))
            new = "".join(random.choices(ODD[0], k=random.choice([0, 1, 1, 2, 4])))
            points = [text.point(at, "utf-16") for at in (start, end)]
            # What stands between \r and \n has no place of its own.
            start, end = (text.offset(point, "utf-16") for point in points)
            change = {"range": {"start": place(*points[0]), "end": place(*points[1])}, "text": new}
            text = text.replaced(start, end, new)
            version = editor.change(uri, change)
            if number % 5 == 4:  # the writer rests
                assert plain(await editor.settled(uri, version)) == fresh(text.text, uri, project=project)
        await editor.stop()

    run(life())


def test_both_faces_find_the_same(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seed = load(SEED).text
    (tmp_path / "seed.txt").write_text(seed, encoding="utf-8")
    (tmp_path / "稿.md").write_text(
        "# 讲话\n\n<!-- govlint-disable-next-line ordinal/gap: 原文如此 -->\n\n三、抓产业。\n\n五、抓项目。\n", encoding="utf-8"
    )
    (tmp_path / "old.txt").write_text(GAP, encoding="utf-8")
    keep = "rules: {punctuation: off}\nkeep: [{rule: count/mismatch, text: 再強調四個方面的意見, reason: 原话}]\n"
    (tmp_path / "govlint.yaml").write_text(keep, encoding="utf-8")
    assert main(["baseline", "."]) == 0
    (tmp_path / "govlint.yaml").write_text(keep + "baseline: govlint-baseline.json\n", encoding="utf-8")
    (tmp_path / "old.txt").write_text(GAP + "要做到急事急办、特事特办、要事快办、难事设法办。\n", encoding="utf-8")
    capsys.readouterr()
    names = ("seed.txt", "稿.md", "old.txt")
    said = {}
    for name in names:
        main(["check", name, "--format", "jsonl", "--fail-on", "never"])
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        said[name] = [(d["rule"], d["message"], *(d[k] - 1 for k in PLACES)) for d in lines if "rule" in d]
    assert said["old.txt"]

    async def life() -> None:
        editor = await Editor.start({}, tmp_path)
        for name in names:
            uri = (tmp_path / name).as_uri()
            editor.open(uri, (tmp_path / name).read_text(encoding="utf-8"))
            found = await editor.shown(uri)
            assert [(d["code"], d["message"], *ends(d["range"])) for d in found] == said[name]
            assert (await editor.hear("govlint/status"))["known"] > 0
        await editor.stop()

    run(life())


def test_what_is_wrong_with_messages_does_not_end_the_session(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start({}, tmp_path)
        uri = (tmp_path / "a.txt").as_uri()
        editor.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 7}, "contentChanges": [{"text": "一"}]})
        editor.send_raw(b"Content-Length: 9\r\n\r\n{not json")
        editor.tell("no/such", {})
        with pytest.raises(RuntimeError):
            await editor.ask("no/such", {})
        with pytest.raises(RuntimeError):
            await editor.ask("textDocument/hover", {"textDocument": 3})
        assert await editor.at("hover", uri, position=place(0, 0)) is None
        editor.open(uri, GAP)
        assert len(await editor.shown(uri)) == 1
        # A version that is past must not undo what came after it.
        editor.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 1}, "contentChanges": [{"text": ""}]})
        version = editor.change(uri, {"range": reach(5, 0, 0), "text": "四、抓落实"})
        assert [d["code"] for d in await editor.shown(uri, version)] == ["ordinal/gap"]
        assert await editor.stop() == 0

    run(life())


def test_pulling_says_when_nothing_has_changed(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start({"textDocument": {"diagnostic": {}}}, tmp_path, workspaceDiagnostics=True)
        assert editor.capabilities["diagnosticProvider"]["workspaceDiagnostics"] is True
        (tmp_path / "other.txt").write_text(GAP, encoding="utf-8")
        uri = (tmp_path / "a.txt").as_uri()
        editor.open(uri, GAP)
        first = await editor.at("diagnostic", uri)
        assert (first["kind"], len(first["items"])) == ("full", 1)
        again = await editor.at("diagnostic", uri, previousResultId=first["resultId"])
        assert again == {"kind": "unchanged", "resultId": first["resultId"]}
        whole = await editor.ask("workspace/diagnostic", {"previousResultIds": []})
        assert [(Path(r["uri"]).name, len(r["items"])) for r in whole["items"]] == [("other.txt", 1)]
        had = [{"uri": r["uri"], "value": r["resultId"]} for r in whole["items"]]
        number, waiting = editor.begin("workspace/diagnostic", {"previousResultIds": had})
        await asyncio.sleep(0.3)
        assert not waiting.done()
        editor.tell("$/cancelRequest", {"id": number})
        assert "error" in await asyncio.wait_for(waiting, 20)
        assert editor.told["textDocument/publishDiagnostics"].empty()
        await editor.stop()

    run(life())


def test_a_decision_is_written_down_and_heeded(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start(APPLIES, tmp_path)
        uri = (tmp_path / "a.txt").as_uri()
        text = GAP + "要做到急事急办、特事特办、要事快办、难事设法办。\n"
        editor.open(uri, text)
        found = await editor.shown(uri)
        assert [d["code"] for d in found] == ["ordinal/gap", "parallel/unbalanced"]
        actions = await editor.at("codeAction", uri, range=found[0]["range"], context={"diagnostics": []})
        keep = next(a for a in actions if (a.get("command") or {}).get("command") == "govlint.keepPassage")
        assert await editor.command("keepPassage", **keep["command"]["arguments"][0], reason="领导审定")
        assert [d["code"] for d in await editor.shown(uri)] == ["parallel/unbalanced"]
        assert 'reason: "领导审定"' in (tmp_path / "govlint.yaml").read_text(encoding="utf-8")
        actions = await editor.at("codeAction", uri, range=found[1]["range"], context={"diagnostics": []})
        turn = next(a for a in actions if (a.get("command") or {}).get("command") == "govlint.turnRule")
        assert await editor.command("turnRule", **turn["command"]["arguments"][0], where="file")
        assert await editor.shown(uri) == []
        assert 'paths: ["/a.txt"]' in (tmp_path / "govlint.yaml").read_text(encoding="utf-8")
        await editor.stop()

    run(life())


def test_a_word_is_written_down_and_never_reported_again(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start(APPLIES, tmp_path)
        uri = (tmp_path / "a.txt").as_uri()
        editor.open(uri, "要宏扬传统，要打造桥粱。\n")
        for number, word in enumerate(("宏扬", "桥粱")):
            found = await editor.shown(uri)
            assert [d["code"] for d in found] == ["lexis/homophone-character"] * (2 - number)
            actions = await editor.at("codeAction", uri, range=found[0]["range"], context={"diagnostics": []})
            (add,) = [a for a in actions if (a.get("command") or {}).get("command") == "govlint.addWord"]
            assert add["title"] == f"“{word}”这个词以后不报（记入 govlint-words.txt）"
            assert await editor.command("addWord", **add["command"]["arguments"][0])
        assert await editor.shown(uri) == []
        assert (tmp_path / "govlint-words.txt").read_text(encoding="utf-8") == "宏扬\n桥粱\n"
        assert (tmp_path / "govlint.yaml").read_text(encoding="utf-8").count("words: govlint-words.txt") == 1
        await editor.stop()

    run(life())


def test_nothing_of_an_untrusted_workspace_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "govlint.yaml").write_text("rules: {ordinal: off}\nrule-folders: [none]\n", encoding="utf-8")

    async def life() -> None:
        editor = await Editor.start(APPLIES, tmp_path, trusted=False)
        uri = (tmp_path / "a.txt").as_uri()
        editor.open(uri, GAP)
        found = await editor.shown(uri)
        assert [d["code"] for d in found] == ["ordinal/gap"]
        assert (await editor.hear("govlint/status"))["trusted"] is False
        assert not await editor.command("keepPassage", uri=uri, rule="ordinal/gap", text="三、抓项目")
        await editor.stop()

    run(life())


def test_a_configuration_that_breaks_and_is_mended(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start(APPLIES, tmp_path)
        uri, config = (tmp_path / "a.txt").as_uri(), tmp_path / "govlint.yaml"
        editor.open(uri, GAP)
        assert len(await editor.shown(uri)) == 1
        steps: tuple[tuple[str, list[str], int], ...] = (
            ("rules: {ordinal: off}\n", [], 0),
            ("rulse: {}\n", [], 1),
            ("genre: speech\n", ["ordinal/gap"], 0),
        )
        for text, codes, wrong in steps:
            config.write_text(text, encoding="utf-8")
            editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 2}]})
            assert [d["code"] for d in await editor.shown(uri)] == codes
            if wrong:
                assert "不认识的键“rulse”" in (await editor.shown(config.as_uri()))[0]["message"]
                assert "rulse" in (await editor.hear("window/showMessage"))["message"]
        await editor.stop()

    run(life())


def test_rule_files_are_checked_while_they_are_written(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start({}, tmp_path)
        uri = (tmp_path / "lexis" / "mine.yaml").as_uri()
        editor.open(uri, "title: 欧化\nmessage: “{match}”\ncheck: lexicon\nseverity: eror\n", "govlint-rule")
        found = await editor.shown(uri)
        assert any("不认识的值“eror”" in d["message"] and d["range"] == reach(3, 10, 14) for d in found)
        values = await editor.at("completion", uri, position=place(3, 12))
        assert [item["label"] for item in values] == ["hint", "info", "warning", "error"]
        hover = await editor.at("hover", uri, position=place(3, 2))
        assert "必错" in hover["contents"]["value"]
        await editor.stop()

    run(life())


def test_the_whole_workspace_with_progress(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(GAP.replace("\n", "\n\n"), encoding="utf-8")

    async def life() -> None:
        editor = await Editor.start({"window": {"workDoneProgress": True}}, tmp_path)
        assert await editor.command("checkWorkspace") == {"files": 2, "findings": 2, "problems": 0}
        assert len(await editor.shown((tmp_path / "b.md").as_uri())) == 1
        kinds = [editor.told["$/progress"].get_nowait()["value"]["kind"] for _ in range(4)]
        assert kinds == ["begin", "report", "report", "end"]
        await editor.stop()

    run(life())


def test_shape_and_completion_of_the_seed(run: Run, tmp_path: Path) -> None:
    async def life() -> None:
        editor = await Editor.start(APPLIES, tmp_path, codeLens=True)
        uri = (tmp_path / "seed.txt").as_uri()
        text = Text(load(SEED).text)
        editor.open(uri, text.text)
        found = await editor.shown(uri)
        whole = {"start": place(0, 0), "end": place(999, 0)}
        labels = [hint["label"] for hint in await editor.at("inlayHint", uri, range=whole)]
        assert "3/4" in labels
        assert any(label.endswith("4·4·4·5") or label == "4·4·4·5" for label in labels)
        symbols = await editor.at("documentSymbol", uri)
        assert any("一、" in s["name"] for s in symbols)
        rhetoric = await editor.command("rhetoric", uri=uri)
        assert {row["device"]: row["count"] for row in rhetoric["devices"]}["four"] > 10
        assert any(passage["form"] == "…事…办" for passage in rhetoric["passages"])
        assert await editor.command("rhetoric", uri="file:///nowhere.txt") is None
        assert await editor.at("foldingRange", uri)
        assert "约" in (await editor.at("codeLens", uri))[0]["command"]["title"]
        (selection,) = await editor.at("selectionRange", uri, positions=[place(17, 415)])
        depth = 0
        while selection := selection.get("parent"):
            depth += 1
        assert depth >= 3
        edits = await editor.at("formatting", uri, options={"tabSize": 4, "insertSpaces": True})
        assert edits
        assert len(found) > 20
        second = (tmp_path / "b.txt").as_uri()
        editor.open(second, "一、抓产业\n二、抓项目\n（一）抓“\n")
        await editor.shown(second)
        offered = await editor.at("completion", second, position=place(3, 0))
        assert {"（二）", "三、"} <= {item["label"] for item in offered}
        assert (await editor.at("completion", second, position=place(2, 5)))[0]["label"] == "”"
        editor.open(third := (tmp_path / "c.txt").as_uri(), "一、抓产业\n三、抓项目\n三、抓落实\n")
        await editor.shown(third)
        assert await editor.command("renumber", uri=third)
        made = editor.asked["workspace/applyEdit"][-1]["edit"]["changes"][third]
        assert [(e["range"], e["newText"]) for e in made] == [(reach(1, 0, 1), "二")]
        await editor.stop()

    run(life())
