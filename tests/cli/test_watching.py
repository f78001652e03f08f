"""check --watch as a process: it checks again after a change, redraws on a terminal, and ends quietly."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govlint.cli import main, watching
from govlint.cli.request import Request
from govlint.cli.session import Session
from tests.conftest import heed_interrupts
from tests.wordfile import docx

BAD = "关于做好工作的通知\n会议定于×月×日召开。\n"
GOOD = "今年工作取得新进展。\n"
SOUND, FAULTY = "没有发现问题", "placeholder/unfilled"

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="a process is not sent Ctrl-C alone there"),
    pytest.mark.usefixtures("warm_rules"),
]


class Watcher:
    """A running `check --watch` whose output is read as it comes."""

    def __init__(self, folder: Path, *arguments: str, stdout: int = subprocess.PIPE, command: str = "check --watch") -> None:
        started = [sys.executable, "-m", "govlint", *command.split(), *arguments]
        before = None if sys.platform == "win32" else heed_interrupts
        self.process = subprocess.Popen(started, cwd=folder, stdout=stdout, stderr=subprocess.PIPE, preexec_fn=before)
        self.read: Callable[[], bytes] = lambda: os.read(self.process.stdout.fileno(), 65536) if self.process.stdout else b""
        self.pieces: queue.Queue[bytes] = queue.Queue()

    def start(self) -> Watcher:
        threading.Thread(target=self._pump, daemon=True).start()
        return self

    def _pump(self) -> None:
        try:
            while piece := self.read():
                self.pieces.put(piece)
        except OSError:
            pass  # a terminal whose other end is gone

    def until(self, wanted: str) -> str:
        """What it prints until `wanted` is in it."""
        said = b""
        end = time.monotonic() + 60
        while wanted.encode() not in said:
            said += self.pieces.get(timeout=max(0.1, end - time.monotonic()))
        return said.decode("utf-8", "replace")

    def interrupt(self) -> tuple[int, bytes]:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        assert self.process.stderr is not None
        return self.process.returncode, self.process.stderr.read()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Callable[..., Watcher]]:
    running: list[Watcher] = []

    def begin(*arguments: str, command: str = "check --watch") -> Watcher:
        running.append(Watcher(tmp_path, *arguments, command=command).start())
        return running[-1]

    yield begin
    for watcher in running:
        watcher.process.kill()


def test_a_change_is_checked(watched: Callable[..., Watcher], tmp_path: Path) -> None:
    draft = tmp_path / "讲话 稿.txt"
    draft.write_text(GOOD, encoding="utf-8")
    watcher = watched(".")
    watcher.until(SOUND)
    draft.write_text(BAD, encoding="utf-8")
    watcher.until(FAULTY)
    (tmp_path / "分").mkdir()
    beside = tmp_path / "别处"
    beside.write_text(GOOD, encoding="utf-8")
    beside.replace(draft)  # as editors save
    watcher.until(SOUND)
    assert watcher.interrupt() == (0, b"")


@pytest.mark.slow
def test_a_file_by_name_and_its_settings(watched: Callable[..., Watcher], tmp_path: Path) -> None:
    draft = tmp_path / "稿.txt"
    draft.write_text(BAD, encoding="utf-8")
    settings = tmp_path / "govlint.yaml"
    settings.write_text("rules: {placeholder: error}\n", encoding="utf-8")
    watcher = watched("稿.txt")
    watcher.until(FAULTY)
    settings.write_text("rules: {placeholder: off}\n", encoding="utf-8")
    watcher.until(SOUND)
    settings.write_text("rules: {placehloder: off}\n", encoding="utf-8")
    time.sleep(2)
    settings.write_text("rules: {placeholder: error}\n", encoding="utf-8")
    watcher.until(FAULTY)
    code, complaints = watcher.interrupt()
    assert code == 0
    assert b"placehloder" in complaints
    assert b"Traceback" not in complaints


def test_on_a_terminal_it_redraws(tmp_path: Path) -> None:
    import pty

    (tmp_path / "稿.txt").write_text(BAD, encoding="utf-8")
    ours, theirs = pty.openpty()
    watcher = Watcher(tmp_path, "稿.txt", stdout=theirs)
    os.close(theirs)
    watcher.read = lambda: os.read(ours, 65536)
    try:
        first = watcher.start().until("按 Ctrl-C 结束")
        assert first.startswith("\x1b[H\x1b[2J")
        (tmp_path / "稿.txt").write_text(GOOD, encoding="utf-8")
        again = watcher.until("按 Ctrl-C 结束")
        assert "\x1b[H\x1b[2J" in again
        assert SOUND in again
        assert watcher.interrupt() == (0, b"")
    finally:
        watcher.process.kill()
        os.close(ours)


def test_without_watchfiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert main(["check", str(tmp_path), "--watch"]) == 2
    assert "pip install watchfiles" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--fix", "--diff", "--output=a.json", "-"])
def test_what_does_not_go_together(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--watch", option]) == 2
    assert "--watch 不能和" in capsys.readouterr().err


@pytest.mark.slow
def test_a_word_file_is_reviewed_again_when_it_is_saved(watched: Callable[..., Watcher], tmp_path: Path) -> None:
    draft, copy, report = (tmp_path / name for name in ("通知.docx", "通知-审阅.docx", "通知-报告.html"))
    draft.write_bytes(docx("今年工作取得新进展。"))
    watcher = watched("通知.docx", command="watch-word")
    said = watcher.until("写入 通知-报告.html")
    assert said.startswith("看着 通知.docx") and "窗口别关" in said and "写入 通知-审阅.docx" in said
    first = copy.read_bytes()
    await_report(report, "没有发现问题")
    beside = tmp_path / "~WRD0001.tmp"
    beside.write_bytes(docx("会议定于×月×日召开。"))
    beside.replace(draft)  # as Word saves
    watcher.until("写入 通知-报告.html")
    assert copy.read_bytes() != first
    await_report(report, "×月×日")
    # What was written itself starts no other round.
    time.sleep(3)
    rest = b"".join(watcher.pieces.get() for _ in range(watcher.pieces.qsize()))
    assert "通知.docx" not in rest.decode()
    assert watcher.interrupt() == (0, b"")


def await_report(report: Path, words: str) -> None:
    """A report appears when the total has been printed."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not (report.exists() and words in report.read_text(encoding="utf-8")):
        time.sleep(0.1)
    assert words in report.read_text(encoding="utf-8")


def test_only_a_word_file_is_watched_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "稿.txt"
    text.write_text(GOOD, encoding="utf-8")
    assert main(["watch-word", str(text)]) == 2
    assert "不是 Word 文件" in capsys.readouterr().err
    assert main(["watch-word", str(tmp_path / "没有.docx")]) == 2
    assert "没有这个文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "setting", "matters"),
    [
        ("稿/讲话.txt", False, True),
        ("稿/讲话.DOCX", False, True),
        ("稿/govlint.yaml", True, True),
        ("稿/.git/index.txt", False, False),
        ("稿/.git/a.yaml", False, False),
        ("稿/.gitignore", True, True),
        ("稿/讲话.txt~", False, False),
        ("稿/图.png", False, False),
    ],
)
def test_what_a_change_is_heeded_of(path: str, setting: bool, matters: bool) -> None:
    assert (watching.is_setting(path), watching._matters(path)) == (setting, matters)


def test_folders_are_watched_whole_or_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("项目/规则", "项目/稿/深", "别处"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "项目/govlint.yaml").write_text("rule-folders: [规则]\n", encoding="utf-8")
    for file in ("项目/稿/深/一.txt", "项目/二.txt", "别处/三.txt"):
        (tmp_path / file).write_text("今年。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    session = Session.open(Request(("项目/稿", "项目/二.txt", "别处/三.txt", "没有/四.txt")))
    assert session is not None
    for file in session.files():
        session.project(file)
    deep, flat = watching._folders(session)
    assert {path.relative_to(tmp_path).as_posix() for path in deep} == {"项目/稿", "项目/规则"}
    assert {path.relative_to(tmp_path).as_posix() for path in flat} == {"项目", "别处"}
