"""A batch that is killed is gone on with: nothing is lost and nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govlint.batch.crew import Task
from govlint.batch.ledger import Ledger
from govlint.batch.schema import row_of
from govlint.batch.worker import failed
from tests.batch.conftest import BAD, GOOD, batch, written

DOCUMENTS = 60
# Parts of a few documents each, so that a kill can come between any two of them.
RUN = (
    "import sys; from govlint.batch import run; from govlint.cli import main; "
    "run._PART_DOCUMENTS = 4; sys.exit(main(sys.argv[1:]))"
)


def archive(folder: Path) -> Path:
    """A folder of different drafts."""
    drafts = folder / "稿件"
    drafts.mkdir()
    for number in range(DOCUMENTS):
        text = (BAD if number % 3 else GOOD) + f"第{number}篇,讲{number}件事。\n" * (number % 7 + 1)
        (drafts / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return drafts


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_killed_at_random(tmp_path: Path) -> None:
    drafts = archive(tmp_path)
    code, *wanted = batch(tmp_path, drafts, "--jobs", "2")
    assert code == 1
    assert len(wanted[0]) == DOCUMENTS
    chance = random.Random(15)
    other = tmp_path / "另"
    other.mkdir()
    command = [sys.executable, "-c", RUN, "batch", str(drafts), "-o", str(other / "结果.parquet"), "--jobs", "2"]
    begin = time.monotonic()
    subprocess.run(command, check=False, capture_output=True)
    whole = time.monotonic() - begin
    assert written(other) == tuple(wanted)
    for path in other.iterdir():
        path.unlink()
    kills = again = 0
    while kills < 8:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            said = process.communicate(timeout=chance.uniform(0.3, 0.9) * whole)[1]
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
            continue
        assert process.returncode == 1
        again += "上次已经检查过".encode() in said
        assert written(other) == tuple(wanted)
        assert sorted(path.name for path in other.iterdir()) == ["结果.documents.parquet", "结果.html", "结果.parquet"]
        for path in other.iterdir():
            path.unlink()
    last = subprocess.run(command, check=False, capture_output=True)
    assert last.returncode == 1
    assert written(other) == tuple(wanted)
    assert again or "上次已经检查过".encode() in last.stderr


def task(number: int, state: bytes = b"1") -> Task:
    """A document as a run knows it."""
    return Task(str(number), f"{number}.txt", key=bytes([number]), state=state)


def put(ledger: Ledger, *tasks: Task) -> None:
    """Note documents as done."""
    ledger.put(tasks, [row_of(task, failed("unread", "没有内容")) for task in tasks])


def ids(ledger: Ledger) -> list[str]:
    """The documents that a run would write out."""
    return [identity for found in ledger.batches() for identity in found.column("id").to_pylist()]


def test_only_what_is_as_it_was_is_known(tmp_path: Path) -> None:
    first = Ledger(str(tmp_path / "一"))
    put(first, task(1), task(2))
    put(first, task(3), task(4))
    first.close()
    second = Ledger(str(tmp_path / "一"))
    # The first stays, the second is gone, the third has changed, the fifth is new.
    assert second.knows(task(1))
    assert not second.knows(task(3, b"2"))
    assert not second.knows(task(5))
    put(second, task(3, b"2"), task(5))
    assert ids(second) == ["1", "3", "5"]


def test_a_part_that_the_record_does_not_know_is_done_again(tmp_path: Path) -> None:
    folder = tmp_path / "一"
    ledger = Ledger(str(folder))
    put(ledger, task(1))
    ledger.close()
    (folder / "000002.parquet").write_bytes((folder / "000001.parquet").read_bytes())
    (folder / "000001.parquet").unlink()
    ledger = Ledger(str(folder))
    assert not ledger.knows(task(1))
    put(ledger, task(1))
    assert ids(ledger) == ["1"]
    assert sorted(path.name for path in folder.glob("*.parquet")) == ["000001.parquet"]
    ledger.remove()
    assert not os.path.exists(folder)


@pytest.mark.slow
def test_what_is_checked_otherwise_is_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends before it has written all out, and then other settings."""
    draft = tmp_path / "稿.txt"
    draft.write_text(BAD, encoding="utf-8")
    with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
        patched.setattr("govlint.batch.run.Run._write", lambda *_: 1 / 0)
        from govlint.cli import batch as command
        from govlint.cli.arguments import Parser

        parser = Parser("govlint batch", "")
        command.configure(parser)
        command.run(parser.parse_args([str(draft), "-o", str(tmp_path / "结果.parquet"), "--jobs", "1"]))
    assert (tmp_path / "结果.partial").is_dir()
    findings = batch(tmp_path, draft, "--jobs", "1", "--select", "ordinal")[2]
    assert {finding["rule"].partition("/")[0] for finding in findings} == {"ordinal"}
    assert not (tmp_path / "结果.partial").exists()
