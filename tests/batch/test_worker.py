"""What a process that checks documents answers, in this one: each kind of document and of options with its row."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from govlint.analysis.engine import Failure
from govlint.batch import worker
from govlint.batch.options import Options
from govlint.batch.worker import Worker
from govlint.project.project import Project
from tests.batch.conftest import BAD, GOOD
from tests.wordfile import docx, paragraph, run

NAMED = Options(select=("ordinal", "placeholder"), severity={"ordinal/gap": "hint", "placeholder/masked-name": None})


def task(name: str, data: bytes, *, text: bool = False, genre: str | None = None, place: str = "") -> dict[str, Any]:
    """What is said of a document before its bytes."""
    return {"name": name, "place": place or name, "text": text, "genre": genre, "size": len(data)}


def row(answer: Mapping[str, Any]) -> str:
    """An answer without what a machine and a new rule change."""
    kept = {key: value for key, value in answer.items() if key not in ("findings", "seconds")}
    return " ".join(str(value) for value in kept.values()) + "".join(f" {f['rule']}" for f in answer["findings"])


@pytest.fixture(scope="module")
def some() -> Worker:
    return Worker(NAMED)


ROWS: tuple[tuple[dict[str, Any], bytes, str], ...] = (
    (
        task("a.txt", b""),
        BAD.encode(),
        "checked  text utf-8 notice 关于做好工作的通知  44 5 1 0 0 1 0 True placeholder/unfilled ordinal/gap",
    ),
    (
        task("a.txt", b"", genre="speech"),
        f"{BAD}2024年5月6日\n".encode("gb18030"),
        "checked  text gb18030 speech 关于做好工作的通知 2024-05 54 6 1 0 0 1 0 True placeholder/unfilled ordinal/gap",
    ),
    (
        task("a.md", b"", genre="novel", text=True),
        f"# {BAD}".encode(),
        "checked  markdown utf-8 notice 关于做好工作的通知  46 2 1 0 0 1 0 True placeholder/unfilled ordinal/gap",
    ),
    (task("a.docx", b"", text=True), GOOD.encode(), "checked  text utf-8 other   11 1 0 0 0 0 0 False"),
    (task("a.docx", b""), docx(paragraph(run(GOOD.strip()))), "checked  docx utf-8 other   10 1 0 0 0 0 0 False"),
    (task("a.docx", b""), b"PK", "unread 不是完好的 Word 文件（.docx）：文件已损坏或不完整"),
    (task("a.txt", b""), b"\0\1\2", "unread 不是文本文件（含有二进制内容）"),
)


@pytest.mark.parametrize(("said", "data", "wanted"), ROWS, ids=range(len(ROWS)))
def test_rows(some: Worker, said: dict[str, Any], data: bytes, wanted: str) -> None:
    answer = some.answer(said, data)
    assert row(answer) == wanted
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert 0 <= answer["seconds"] < 60
    assert [finding["severity"] for finding in answer["findings"]] == ["error", "hint"][: len(answer["findings"])]


@pytest.mark.parametrize(
    ("limit", "fails"), [("error", False), ("warning", True), ("info", True), ("hint", True), ("never", False)]
)
def test_what_fails_a_run(limit: str, fails: bool) -> None:
    made = Worker(Options(select=("placeholder",), severity={"placeholder/unfilled": "warning"}, fail_on=limit))
    assert made.answer(task("a.txt", b""), BAD.encode())["fails"] is fails


def test_a_genre_for_all_and_a_configuration_for_some(tmp_path: Path) -> None:
    (tmp_path / "govlint.yaml").write_text("fail-on: hint\nrules: {ordinal: off}\n", encoding="utf-8")
    made = Worker(Options(config=None, select=("ordinal", "placeholder"), genre="speech"))
    answer = made.answer(task("a.txt", b"", place=str(tmp_path / "a.txt")), BAD.encode())
    assert (answer["genre"], answer["fails"]) == ("speech", True)
    assert {finding["rule"] for finding in answer["findings"]} == {"placeholder/unfilled"}
    (tmp_path / "分").mkdir()
    (tmp_path / "分" / "govlint.yaml").write_text("fail-on: loud\n", encoding="utf-8")
    answer = made.answer(task("a.txt", b"", place=str(tmp_path / "分" / "a.txt")), BAD.encode())
    assert (answer["status"], answer["findings"]) == ("failed", [])
    assert "loud" in answer["reason"]


def test_what_breaks_is_told(some: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    lint = Project.lint

    def with_failure(error: Exception) -> None:
        def broken(self: Project, *given: Any, **named: Any) -> Any:
            checked = lint(self, *given, **named)
            return type(checked)(**{**vars(checked), "failures": (Failure("pattern", error), Failure("limbs", error))})

        monkeypatch.setattr(Project, "lint", broken)

    with_failure(ValueError("坏"))
    answer = some.answer(task("a.txt", b""), BAD.encode())
    assert answer["status"] == "failed"
    assert answer["reason"] == "检查方式 pattern 出了错（ValueError: 坏）；检查方式 limbs 出了错（ValueError: 坏）"
    assert answer["findings"]
    with_failure(MemoryError())
    with pytest.raises(MemoryError):
        some.answer(task("a.txt", b""), BAD.encode())

    def fatal(*_: Any, **__: Any) -> None:
        raise KeyError("坏")

    monkeypatch.setattr(Project, "lint", fatal)
    assert row(some.answer(task("a.txt", b""), BAD.encode())) == "failed govlint 出了错（KeyError: '坏'）"


def answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: Options, *tasks: tuple[dict[str, Any], bytes]
) -> list[Any]:
    """What the whole process writes, in this one."""
    lines = [options.line().encode(), *(json.dumps(said | {"size": len(data)}).encode() + b"\n" + data for said, data in tasks)]
    given = lines[0] + b"\n" + b"".join(lines[1:])
    out = tmp_path / "answers"
    bounds: list[int] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    monkeypatch.setattr(os, "dup", lambda _: os.open(out, os.O_WRONLY | os.O_CREAT))
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    monkeypatch.setattr(worker, "_bound_memory", bounds.append)
    worker.main()
    assert bounds in ([], [options.memory])
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_answers_come_one_after_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tasks = [(task("a.txt", b""), BAD.encode()), (task("b.txt", b""), b""), (task("c.txt", b""), GOOD.encode())]
    ready, *said = answers(monkeypatch, tmp_path, NAMED, *tasks)
    assert ready == {"problem": ""}
    assert [(each["status"], each.get("paragraphs"), len(each["findings"])) for each in said] == [
        ("checked", 5, 2),
        ("checked", 0, 0),
        ("checked", 1, 0),
    ]


def test_options_that_cannot_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = answers(monkeypatch, tmp_path, Options(select=("ordinal/gpa",)), (task("a.txt", b""), b""))
    assert said == [{"problem": "没有规则或类别“ordinal/gpa”"}]
    (tmp_path / "坏.yaml").write_text("genre: novel\n", encoding="utf-8")
    (tmp_path / "answers").unlink()
    (told,) = answers(monkeypatch, tmp_path, Options(config=str(tmp_path / "坏.yaml")), (task("a.txt", b""), b""))
    assert "novel" in told["problem"]


def test_nothing_is_built_upon_what_is_left_in_pieces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(Worker, "answer", full)
    said = answers(monkeypatch, tmp_path, NAMED, (task("a.txt", b""), b"1"), (task("b.txt", b""), b"2"))
    assert said == [{"problem": ""}, {"status": "memory", "reason": "检查它用的内存超过了 2048 MB", "findings": []}]
