"""What the server answers about made texts, for the goldens: every question an editor asks, by name, a line an answer."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.lsp.client import Editor
from tests.made import ARTICLE, CONFIG, NOTICE, SPEECH

PLAIN: dict[str, Any] = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}
RICH: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-32"]},
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "resolveSupport": {"properties": ["edit"]},
        },
        "completion": {"completionItem": {"snippetSupport": True}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "window": {"showDocument": {"support": True}},
    "workspace": {
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True},
        "codeLens": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "diagnostics": {"refreshSupport": True},
    },
}
RULE = """\
title: 欧化
message: “{match}”可以简单些
check: lexicon
severity: warning
fix: 改为“{replacement}”
why: >
  绕口。
basis:
  - note: 常识
words:
  进行部署: 部署
bad:
  - ⟦进行部署⇒部署⟧。
  - ⟦进行安排⇒安排⟧。
good:
  - 部署工作。

"""

SETTINGS = """\
genre: speech
rules:
  ordinal: off
  lexis/translationese:
    severity: info
    ¦
keep:
  - rule: ordinal/gap
    text: 三、
    ¦
overrides:
  - paths: [纪要/]
    genre: minutes
    rules: {formula: off}

""".replace("¦", "")  # blanks at the end of a line are where a writer is about to write

Answers = AsyncIterator[tuple[str, Any]]


async def _speech(folder: Path, capabilities: dict[str, Any], **options: Any) -> Answers:
    """What is asked of a text to be read and written."""
    editor = await Editor.start(capabilities, folder, codeLens=True, **options)
    editor.replies["window/showDocument"] = {"success": True}
    yield "capabilities", editor.capabilities
    uri = (folder / "讲话.txt").as_uri()
    editor.open(uri, SPEECH)
    found = await editor.shown(uri)
    yield "diagnostics", found
    yield "status", await editor.hear("govlint/status")
    lines = SPEECH.splitlines()
    whole = _reach(0, 0, len(lines), 0)
    for method in ("documentSymbol", "foldingRange", "codeLens"):
        yield method, await editor.at(method, uri)
    yield "inlayHint", await editor.at("inlayHint", uri, range=whole)
    yield "inlayHint of the end", await editor.at("inlayHint", uri, range=_reach(10, 0, len(lines), 0))
    places = [(0, 2), (3, 9), (4, 3), (5, 8), (5, 30), (8, 0), (9, 4), (9, 9), (11, 0), (12, 7), (16, 0), (17, 3)]
    for number, selection in enumerate(await editor.at("selectionRange", uri, positions=[_place(*p) for p in places])):
        yield f"selectionRange {places[number]}", _chain(selection)
    for at in [*((d["range"]["start"]["line"], d["range"]["start"]["character"]) for d in found), *places]:
        yield f"hover {at}", await editor.at("hover", uri, position=_place(*at))
    for each in found:
        actions = await editor.at("codeAction", uri, range=each["range"], context={"diagnostics": [each]})
        yield f"codeAction {each['code']}", actions
        for action in actions:
            if action.get("data") and "edit" not in action:
                yield f"resolve {action['title']}", (await editor.ask("codeAction/resolve", action)).get("edit")
    for only in (["quickfix"], ["source"], ["source.fixAll.govlint"], ["refactor"], [""]):
        actions = await editor.at("codeAction", uri, range=whole, context={"diagnostics": [], "only": only})
        yield f"codeAction only {only}", [action["title"] for action in actions]
    automatic = {"diagnostics": [], "triggerKind": 2}
    actions = await editor.at("codeAction", uri, range=_reach(0, 0, 0, 0), context=automatic)
    yield "codeAction by itself", [action["title"] for action in actions]
    format_options = {"tabSize": 4, "insertSpaces": True}
    yield "formatting", await editor.at("formatting", uri, options=format_options)
    for first, last in ((0, 7), (8, 16)):
        ranged = await editor.at("rangeFormatting", uri, range=_reach(first, 0, last, 0), options=format_options)
        yield f"rangeFormatting {first}-{last}", ranged
    for at in [(0, 0), (4, 0), (5, 24), (6, 0), (6, 1), (11, 4), (12, 9), (12, 10), (16, 0), (17, 0), (18, 0)]:
        yield f"completion {at}", await editor.at("completion", uri, position=_place(*at))
    asked: list[tuple[str, dict[str, Any]]] = [
        ("summary", {}),
        ("outline", {}),
        ("measure", {"ranges": [_reach(4, 0, 5, 5), _reach(12, 0, 13, 0)]}),
        ("rhetoric", {}),
        ("renumber", {}),
        ("simplify", {}),
        ("fixAll", {}),
        ("openRule", {"rule": "ordinal/gap"}),
        ("openRule", {"rule": "ordinal/none"}),
        ("aboutRule", {"rule": "lexis/translationese"}),
        ("aboutRule", {"rule": "grammar/none"}),
        ("setGenre", {"genre": "notice"}),
        ("setGenre", {"genre": "novel"}),
    ]
    for name, argument in asked + ([("compare", {})] if capabilities is PLAIN else []):
        answer = await editor.command(name, uri=uri, **argument)
        if isinstance(answer, dict) and "page" in answer:
            answer["page"] = answer["page"].count("\n")
        if isinstance(answer, dict) and "path" in answer:
            answer["path"] = os.path.basename(answer["path"])
        yield f"{name} {argument or ''}".rstrip(), answer
    yield "completion of a notice", await editor.at("completion", uri, position=_place(16, 0))
    yield "status of a notice", await _status(editor, "notice")
    yield "setGenre", await editor.command("setGenre", uri=uri, genre=None)
    yield "status", await _status(editor, "speech")
    for word in ("宏扬", "两\n行", " "):
        yield f"addWord {word!r}", await editor.command("addWord", uri=uri, word=word)
    yield "turnRule", await editor.command("turnRule", uri=uri, rule="ordinal/gap", level="off")
    yield "turnRule for a file", await editor.command("turnRule", uri=uri, rule="ordinal/lone", level="info", where="file")
    yield "turnRule to nothing", await editor.command("turnRule", uri=uri, rule="ordinal/gap", level="loud")
    kept = {"rule": "parallel/unbalanced", "text": "急事急办、特事特办、要事快办、难事设法办"}
    yield "keepPassage", await editor.command("keepPassage", uri=uri, **kept)
    yield "keepPassage of nothing", await editor.command("keepPassage", uri=uri, rule="ordinal/gap", text=" ")
    yield "written", {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.is_file()}
    yield "diagnostics", [d["code"] for d in await _last(editor, uri)]
    async for answer in _told(editor):
        yield answer
    yield "code", await editor.stop()


async def _article(folder: Path) -> Answers:
    """What is asked of a text with markup, by an editor that pulls."""
    editor = await Editor.start({"textDocument": {"diagnostic": {}}, "workspace": {"configuration": True}}, folder)
    uri = (folder / "讲话.md").as_uri()
    editor.open(uri, ARTICLE, "markdown")
    first = await editor.at("diagnostic", uri)
    yield "diagnostic", first
    yield "diagnostic again", await editor.at("diagnostic", uri, previousResultId=first["resultId"])
    for method in ("documentSymbol", "foldingRange", "codeLens"):
        yield method, await editor.at(method, uri)
    yield "inlayHint", await editor.at("inlayHint", uri, range=_reach(0, 0, 99, 0))
    for at in [(2, 4), (4, 3), (7, 6), (9, 6), (11, 3), (13, 8)]:
        (selection,) = await editor.at("selectionRange", uri, positions=[_place(*at)])
        yield f"selectionRange {at}", _chain(selection)
        yield f"hover {at}", await editor.at("hover", uri, position=_place(*at))
    yield "codeAction", await editor.at("codeAction", uri, range=_reach(9, 0, 14, 0), context={"diagnostics": []})
    yield "renumber", await editor.command("renumber", uri=uri)
    yield "summary", await editor.command("summary", uri=uri)
    uri = (folder / "通知.txt").as_uri()
    editor.open(uri, NOTICE)
    for method in ("diagnostic", "documentSymbol", "foldingRange"):
        yield f"{method} of a notice", await editor.at(method, uri)
    for at in [(1, 3), (3, 12), (11, 0), (13, 2)]:
        (selection,) = await editor.at("selectionRange", uri, positions=[_place(*at)])
        yield f"selectionRange {at}", _chain(selection)
    async for answer in _told(editor):
        yield answer
    yield "code", await editor.stop()


async def _settings(folder: Path) -> Answers:
    """What is asked of rule files and configurations while they are written."""
    editor = await Editor.start(PLAIN, folder)
    for name, text, language in (("lexis/mine.yaml", RULE, "govlint-rule"), ("govlint.yaml", SETTINGS, "yaml")):
        uri = (folder / name).as_uri()
        editor.open(uri, text, language)
        yield f"{name} diagnostics", await editor.shown(uri)
        for number, line in enumerate(text.splitlines()):
            hover = await editor.at("hover", uri, position=_place(number, len(line) - len(line.lstrip(" -")) + 1))
            if hover:
                yield f"{name} hover {number}", hover
            for character in {0, len(line) - len(line.lstrip(" -")), len(line)}:
                offered = await editor.at("completion", uri, position=_place(number, character))
                edits = {json.dumps(_short(item["textEdit"]["range"])) for item in offered}
                labels = [item["label"] for item in offered if "/" not in item["label"]]
                yield f"{name} completion {number}:{character}", [*sorted(edits), " ".join(labels)]
    async for answer in _told(editor):
        yield answer
    yield "code", await editor.stop()


_ASTRAY: dict[str, Any] = {
    "textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
    "workspace": {
        "configuration": True,
        "diagnostics": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}


async def _astray(folder: Path) -> Answers:
    """What is asked of documents that are not open, with arguments that are none, and of files that change meanwhile."""
    other = folder.parent / "别处"
    other.mkdir()
    (folder / "规则" / "lexis").mkdir(parents=True)
    (other / "文风.yaml").write_text("rules: {ordinal: off}\n", encoding="utf-8")
    editor = await Editor.start(_ASTRAY, other, folder)
    nowhere, uri = (folder / "没有.txt").as_uri(), (folder / "讲话.txt").as_uri()
    whole = _reach(0, 0, 9, 0)

    async def asked(name: str, at: str) -> Answers:
        for method in ("diagnostic", "documentSymbol", "foldingRange", "codeLens"):
            yield f"{method} {name}", await editor.at(method, at)
        for method in ("hover", "completion"):
            yield f"{method} {name}", await editor.at(method, at, position=_place(0, 1))
        yield f"selectionRange {name}", await editor.at("selectionRange", at, positions=[_place(0, 1)])
        yield f"inlayHint {name}", await editor.at("inlayHint", at, range=whole)
        yield f"codeAction {name}", await editor.at("codeAction", at, range=whole, context={"diagnostics": []})
        for method in ("formatting", "rangeFormatting"):
            options = {"tabSize": 4, "insertSpaces": True}
            yield f"{method} {name}", await editor.at(method, at, range=whole, options=options)
        commands = ("summary", "outline", "measure", "rhetoric", "renumber", "simplify", "fixAll", "compare", "aboutRule")
        for command in (*commands, "turnRule", "addWord", "keepPassage", "setGenre", "openRule"):
            for arguments in ({"uri": at}, {"uri": at, "rule": 3, "word": [], "text": None, "genre": 4}, {}):
                try:
                    answer = await editor.command(command, **arguments)
                except RuntimeError as error:
                    answer = str(error)[:60]
                if isinstance(answer, dict) and "page" in answer:
                    answer["page"] = answer["page"].count("\n")
                yield f"{command} {name} {len(arguments)}", answer

    async for answer in asked("of nothing", nowhere):
        yield answer
    editor.open(uri, "三、抓𠮷产业,促发展\n")
    for action in (
        {"title": "甲"},
        {"title": "甲", "data": 3},
        {"title": "甲", "data": {"uri": 3}},
        {"title": "甲", "data": {"uri": uri}},
    ):
        yield f"resolve {action}", await editor.ask("codeAction/resolve", action)
    async for answer in asked("of a line", uri):
        yield answer
    editor.open((folder / "a.py").as_uri(), "三、抓,\n", "python")
    yield "diagnostic of a program", await editor.at("diagnostic", (folder / "a.py").as_uri())
    settings = folder / "govlint.yaml"
    for text in ("rules: {ordinal: off}\n", "rules: {ordinal: loud}\n", "words: 没有.txt\n", "rules: {}\n"):
        settings.write_text(text, encoding="utf-8")
        editor.tell("textDocument/didSave", {"textDocument": {"uri": settings.as_uri()}})
        yield f"diagnostic with {text.strip()}", await editor.at("diagnostic", uri)
    settings.write_text("rules: {punctuation: off}\n", encoding="utf-8")
    changed = [{"uri": settings.as_uri(), "type": 2}, {"uri": (folder / "甲.txt").as_uri(), "type": 1}]
    editor.tell("workspace/didChangeWatchedFiles", {"changes": changed})
    yield "diagnostic without marks", await editor.at("diagnostic", uri)
    for set_to in (
        {"config": "文风.yaml"},
        {"config": 3},
        {"off": ["ordinal/lone"]},
        {"minSeverity": "error"},
        {"enable": False},
    ):
        editor.replies["workspace/configuration"] = [set_to] * 3
        asked_before = len(editor.asked["workspace/configuration"])
        editor.tell("workspace/didChangeConfiguration", {"settings": {"govlint": set_to}})
        while len(editor.asked["workspace/configuration"]) == asked_before:
            await asyncio.sleep(0.001)
        for _ in range(2):  # until what was answered has been taken in
            await editor.at("hover", uri, position=_place(0, 0))
        yield f"diagnostic with {set_to}", await editor.at("diagnostic", uri)
    editor.replies["workspace/configuration"] = [None]
    editor.tell("workspace/didChangeConfiguration", {"settings": None})
    removed = {"event": {"added": [], "removed": [{"uri": folder.as_uri(), "name": "稿"}]}}
    editor.tell("workspace/didChangeWorkspaceFolders", removed)
    yield "diagnostic of a folder that is gone", await editor.at("diagnostic", uri)
    yield "reload", await editor.command("reload")
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    yield "diagnostic of what is closed", await editor.at("diagnostic", uri)
    said = editor.told["window/showMessage"]
    yield "said", [said.get_nowait()["message"] for _ in range(said.qsize())]
    yield "code", await editor.stop()


SCENES: Mapping[str, Callable[[Path], Answers]] = {
    "astray": _astray,
    "plain": partial(_speech, capabilities=PLAIN),
    "rich": partial(_speech, capabilities=RICH, locale="en", rulePages=True, briefHover=True),
    "article": _article,
    "settings": _settings,
}


def golden(scene: str) -> str:
    """Where the golden of a scene stands."""
    return f"tests/golden/server/{scene}.txt"


def served(scene: str) -> str:
    """All that the server, in this process, answers in a scene."""

    async def play(folder: Path) -> list[str]:
        return [_written(name, answer) async for name, answer in SCENES[scene](folder)]

    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as temporary:
        patch.setattr(Editor, "within", True)
        folder = Path(temporary).resolve() / "稿"
        folder.mkdir()
        if scene != "settings":
            (folder / "govlint.yaml").write_text(CONFIG, encoding="utf-8")
        text = "".join(asyncio.run(play(folder)))
        for place, name in ((folder.as_uri(), "~"), (os.fspath(folder), "~"), (ROOT.as_uri(), "…"), (os.fspath(ROOT), "…")):
            text = text.replace(place, name)
    return text


async def _told(editor: Editor) -> Answers:
    """What it has said and asked of the editor besides."""
    yield "asked", editor.asked
    for method in ("window/showMessage", "window/logMessage"):
        queue = editor.told[method]
        yield method, [queue.get_nowait()["message"] for _ in range(queue.qsize())]


async def _status(editor: Editor, genre: str) -> Any:
    while (status := await editor.hear("govlint/status"))["genre"] != genre:
        pass
    return status


async def _last(editor: Editor, uri: str) -> Any:
    """The diagnostics that stand in the end."""
    await editor.at("hover", uri, position=_place(0, 0))
    await asyncio.sleep(0.05)
    queue = editor.told["textDocument/publishDiagnostics"]
    said = [queue.get_nowait() for _ in range(queue.qsize())]
    return [params["diagnostics"] for params in said if params["uri"] == uri][-1]


def _place(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


def _reach(line: int, character: int, last: int, end: int) -> dict[str, Any]:
    return {"start": _place(line, character), "end": _place(last, end)}


def _chain(selection: dict[str, Any]) -> list[Any]:
    return [selection["range"], *(_chain(selection["parent"]) if selection.get("parent") else ())]


def _written(name: str, answer: Any) -> str:
    if isinstance(answer, dict):
        answer = [{key: value} for key, value in answer.items()] if len(str(answer)) > 200 else [answer]
    rows = answer if isinstance(answer, list) else [answer]
    lines = [json.dumps(_short(row), ensure_ascii=False) for row in rows]
    return "\n    ".join([f"{name}:", *lines]) + "\n"


def _short(value: Any) -> Any:
    """A value with its ranges on a few characters, and without what is not there."""
    if isinstance(value, list):
        return [_short(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"line", "character"}:
        return f"{value['line']}:{value['character']}"
    if value.keys() == {"start", "end"} and isinstance(value["start"], dict):
        return f"{_short(value['start'])}-{_short(value['end'])}"
    if "diagnostics" in value:
        value = value | {"diagnostics": [found["code"] for found in value["diagnostics"]]}
    return {key: _short(each) for key, each in value.items()}
