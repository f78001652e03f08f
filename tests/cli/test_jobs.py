"""Several processes: what they print, and how they end, is what one would."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from govlint.cli import jobs, main, session
from govlint.project.project import Project
from govlint.reports import FORMATS
from govlint.text.source import Source
from tests.cli.conftest import Call
from tests.conftest import SEED, heed_interrupts
from tests.wordfile import docx, listed, paragraph

pytestmark = pytest.mark.usefixtures("warm_rules")

BAD = "关于做好工作的通知\n会议定于×月×日召开。\n我讲三点意见。\n一、抓产业。\n三、抓项目。\n"
GOOD = "今年工作取得新进展。\n"


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder of drafts good and bad, of one that cannot be read, a configuration with a keep, and one that is wrong."""
    for number in range(10):
        (tmp_path / f"第 {number} 稿.txt").write_text((BAD, GOOD)[number % 2] * (number + 1), encoding="utf-8")
    (tmp_path / "区长 $(touch 坏) 讲话.md").write_bytes(SEED.read_bytes())
    (tmp_path / "二进制.txt").write_bytes(b"\0\1\2")
    (tmp_path / "govlint.yaml").write_text(
        "keep: [{rule: placeholder, text: 会议定于×月×日, reason: 待定}, {rule: lexis, text: 没有这句话, reason: 多余}]\n"
        "overrides: [{paths: ['第 2 稿.txt'], rules: {ordinal: off}}]\n",
        encoding="utf-8",
    )
    (tmp_path / "分").mkdir()
    (tmp_path / "分" / "稿.txt").write_text(BAD, encoding="utf-8")
    (tmp_path / "分" / "govlint.yaml").write_text("baseline: 没有.json\n", encoding="utf-8")
    return tmp_path


def check(folder: Path, *options: str, started_by: str = "") -> tuple[int, bytes, list[bytes]]:
    """The exit code, what is printed, and what is complained of, in any order."""
    program = ["-m", "govlint"]
    if started_by == "spawn":
        program = ["-c", "import sys; from govlint.cli import jobs, main; jobs._forks = lambda: False; sys.exit(main())"]
    done = subprocess.run([sys.executable, *program, "check", *options], cwd=folder, capture_output=True, timeout=120)
    return done.returncode, done.stdout, sorted(done.stderr.splitlines())


def test_files_looked_at_together_are_as_one_by_one(drafts: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    together = call("check", ".", "--no-cache", "--jobs", "1")
    monkeypatch.setattr(session, "_TOGETHER", 1)
    alone = call("check", ".", "--no-cache", "--jobs", "1")
    assert "ordinal/gap" in alone.out
    assert "没有.json" in alone.err
    assert (together.code, together.out) == (alone.code, alone.out)
    assert sorted(together.err.splitlines()) == sorted(alone.err.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", *(f for f in FORMATS if f in ("jsonl", "sarif", "markdown"))])
def test_two_are_as_one(drafts: Path, form: str) -> None:
    options = [".", "--no-cache", "--format", form]
    one = check(drafts, *options, "--jobs", "1")
    assert one[0] == 2
    assert b"ordinal/gap" in one[1]
    assert check(drafts, *options, "--jobs", "3") == one
    assert check(drafts, *options, "--jobs", "3", started_by="spawn") == one


@pytest.mark.slow
def test_with_a_cache_too(drafts: Path) -> None:
    one = check(drafts, ".", "--no-cache")
    for _ in range(2):
        assert check(drafts, ".", "--cache-dir", ".缓存", "--jobs", "2") == one
    (drafts / "第 0 稿.txt").write_text(GOOD, encoding="utf-8")
    assert check(drafts, ".", "--cache-dir", ".缓存", "--jobs", "2") == check(drafts, ".", "--no-cache")


@pytest.mark.slow
def test_exit_codes(drafts: Path) -> None:
    (drafts / "二进制.txt").unlink()
    (drafts / "分" / "govlint.yaml").unlink()
    for options in ([], ["--fail-on", "never"], ["--select", "ordinal/mixed"]):
        assert check(drafts, ".", *options, "--jobs", "2") == check(drafts, ".", *options, "--jobs", "1")


@pytest.mark.slow
def test_what_is_written_wrongly(drafts: Path) -> None:
    for wrong in ("0", "-1", "两个", "1.5"):
        code, out, err = check(drafts, ".", "--jobs", wrong)
        assert (code, out) == (2, b"")
        assert b"--jobs" in b"".join(err)
    for option in ("--fix", "--diff"):
        code, _, err = check(drafts, ".", "--jobs", "2", option)
        assert code == 2
        assert "--jobs 不能和" in b"".join(err).decode("utf-8")


# Within this process: which files are given away ----------------------------------------------------------------------


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that other processes are asked to check, which this one then does."""
    seen: list[str] = []

    def submitted(crew: object, files: list[tuple[str, object]]) -> None:
        seen.extend(os.path.basename(path) for path, _ in files)

    monkeypatch.setattr("govlint.cli.jobs._Crew._opened", lambda crew: None)
    monkeypatch.setattr("govlint.cli.jobs._Crew._submitted", submitted)
    monkeypatch.setattr("govlint.cli.jobs._processors", lambda: 2)
    return seen


def write_drafts(folder: Path, count: int, size: int) -> None:
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"第{number}稿。" + "今" * (size // 3), encoding="utf-8")


def test_few_files_are_not_given_away(tmp_path: Path, given: list[str]) -> None:
    write_drafts(tmp_path, 3, 3000)
    assert main(["check", str(tmp_path), "--select", "ordinal"]) == 0
    assert not given


def test_many_files_are(tmp_path: Path, given: list[str]) -> None:
    write_drafts(tmp_path, 40, 100_000)
    assert main(["check", str(tmp_path), "--select", "ordinal"]) == 0
    assert given == [f"{number:03}.txt" for number in range(2, 2 + len(given))]  # not the first, nor the last
    assert 5 < len(given) < 38


def test_files_that_the_cache_knows_are_not(tmp_path: Path, given: list[str]) -> None:
    write_drafts(tmp_path, 40, 100_000)
    assert main(["check", str(tmp_path), "--select", "ordinal", "--jobs", "1"]) == 0
    assert main(["check", str(tmp_path), "--select", "ordinal"]) == 0
    assert not given


# Within this process: what those who check answer ---------------------------------------------------------------------


@dataclass
class Pool:
    """Stands for processes that check: does at once what it is asked for, and hands it over as they do. The last breaks."""

    tasks: list[int] = field(default_factory=list)
    left: int = 4
    ended: bool = False

    def submit(self, work: Callable[[object], object], files: list[object]) -> Future[object]:
        self.left -= 1
        if self.left < 0:
            raise BrokenProcessPool
        self.tasks.append(len(files))
        future: Future[object] = Future()
        if self.left:
            future.set_result(pickle.loads(pickle.dumps(work(files))))
        else:
            future.set_exception(BrokenProcessPool())
        return future

    def shutdown(self, *, cancel_futures: bool) -> None:
        self.ended = cancel_futures


def test_what_others_answer_is_as_ones_own(drafts: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool()

    def opened(crew: Any) -> Pool:
        jobs._prepare(crew.session.request, crew.documents)
        return pool

    one = call("check", ".", "--no-cache", "--jobs", "1")
    monkeypatch.setattr(jobs._Crew, "_opened", opened)
    monkeypatch.setattr(jobs, "_TASK", 300)
    monkeypatch.setattr(jobs, "_crew", [])
    monkeypatch.setattr(jobs, "_heed_interrupts", lambda: None)
    several = call("check", ".", "--no-cache", "--jobs", "3")
    assert (several.code, several.out) == (one.code, one.out)
    assert sorted(several.err.splitlines()) == sorted(one.err.splitlines())
    assert pool.tasks == [5, 2, 2, 2]
    assert pool.ended


def test_a_finding_comes_over_whole() -> None:
    source = Source("稿.txt", slip_of(SEED.read_text(encoding="utf-8")))
    findings = Project().lint(source, remember=False).findings
    assert any(finding.fix for finding in findings) and any(finding.related for finding in findings)
    assert [jobs._unpacked(jobs._packed(finding), source) for finding in findings] == list(findings)


def slip_of(text: str) -> str:
    """With something in the middle of a paragraph that may be mended."""
    return f"{text[:900]}宏扬传统，讲三点意见：一是学，三是干。{text[900:1500]}\n"


def test_others_do_not_look_into_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for before in (None, "", "1"):
        monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
        if before is not None:
            monkeypatch.setenv("PYTHONSAFEPATH", before)
        with jobs._isolated():
            assert os.environ["PYTHONSAFEPATH"] == "1"
        assert os.environ.get("PYTHONSAFEPATH") == before


@pytest.mark.skipif(os.name == "nt", reason="signals are not sent that way there")
def test_an_interrupt_waits_and_is_heard() -> None:
    before, done = signal.getsignal(signal.SIGINT), []
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with pytest.raises(KeyboardInterrupt), jobs._interrupts_wait():
            os.kill(os.getpid(), signal.SIGINT)
            done.append(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))
        assert done == [True]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
        with jobs._interrupts_wait():
            done.append(False)
        jobs._heed_interrupts()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, before)


def test_as_many_processes_as_this_one_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {(3, 5, 7)[process]}, raising=False)
    assert jobs.processors() == jobs._processors() == 1
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(process, 100)), raising=False)
    assert jobs.processors() == jobs._processors() == 100
    assert jobs._Crew(None, None, 0, False)._size == 60  # type: ignore[arg-type]
    assert jobs._Crew(None, 3, 0, False)._size == 3  # type: ignore[arg-type]
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert jobs.processors() == 1


# Ends ------------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_short_files_are_handed_over_together(drafts: Path) -> None:
    for number in range(400):
        (drafts / f"短{number:03}.txt").write_text(f"第{number}稿\n" + (BAD, GOOD)[number % 2], encoding="utf-8")
    one = check(drafts, ".", "--no-cache", "--jobs", "1")
    assert check(drafts, ".", "--no-cache", "--jobs", "3") == one
    assert check(drafts, ".", "--no-cache", "--jobs", "3", started_by="spawn") == one


@pytest.mark.skipif(os.name == "nt", reason="signals are not sent that way there")
def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_bytes(SEED.read_bytes() * 10)
    command = [sys.executable, "-m", "govlint", "check", ".", "--jobs", "2", "--no-cache"]
    pipe = subprocess.PIPE
    run = subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, start_new_session=True, preexec_fn=heed_interrupts)
    assert run.stdout is not None
    assert run.stdout.read(1), "the first file's report"
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does, to all of them
    _, err = run.communicate(timeout=60)
    assert b"Traceback" not in err
    assert run.returncode in (130, -signal.SIGINT)


def check_patched(folder: Path, way: str, patch: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """A check by two processes, started that way, of a govlint in which something is otherwise."""
    code = (
        f"{patch}\n"
        "import sys\n"
        "from govlint.cli import jobs, main\n"
        "if sys.argv[1] == 'spawn':\n"
        "    jobs._forks = lambda: False\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(main(['check', '.', '--no-cache', '--jobs', '2']))\n"
    )
    (folder / "run.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "run.py", way]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=120, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are not sent that way there")
@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_ctrl_c_while_processes_start(drafts: Path, way: str) -> None:
    patch = (
        "import os, signal\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "submit = ProcessPoolExecutor.submit\n"
        "def interrupted(*given):\n"
        "    ProcessPoolExecutor.submit = submit\n"
        "    os.killpg(0, signal.SIGINT)\n"
        "    return submit(*given)\n"
        "ProcessPoolExecutor.submit = interrupted\n"
    )
    done = check_patched(drafts, way, patch, start_new_session=True, preexec_fn=heed_interrupts)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 130


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are not sent that way there")
@pytest.mark.parametrize("way", ["fork", "spawn"])
@pytest.mark.parametrize("name", ["lint", "lint_all"])
def test_a_killed_process_costs_nothing(drafts: Path, way: str, name: str) -> None:
    patch = (
        "import multiprocessing, os\n"
        "from govlint.project.project import Project\n"
        f"sound = Project.{name}\n"
        "def fatal(*given, **named):\n"
        "    if multiprocessing.parent_process():\n"
        "        open('killed', 'w').close()\n"
        "        os._exit(9)\n"
        "    return sound(*given, **named)\n"
        f"Project.{name} = fatal\n"
    )
    done = check_patched(drafts, way, patch)
    assert (drafts / "killed").exists()
    one = check(drafts, ".", "--no-cache", "--jobs", "1")
    assert (done.returncode, done.stdout, sorted(done.stderr.splitlines())) == one


@pytest.mark.slow
def test_word_files_of_the_same_words(tmp_path: Path) -> None:
    """What Word numbers by itself is no part of the text: neither the cache nor another process may forget it."""
    lines = ["要抓好三项工作：", "抓项目", "抓环境"]
    (tmp_path / "甲.docx").write_bytes(docx(*(paragraph(line) for line in lines)))
    numbered = [paragraph(line, properties=listed(0)) for line in lines[1:]]
    (tmp_path / "乙.docx").write_bytes(docx(paragraph(lines[0]), *numbered))
    alone = check(tmp_path, "--jobs", "1", "--no-cache")
    assert b"count/mismatch" in alone[1]
    cached = ("--cache-dir", str(tmp_path / "cache"))
    for options in (
        ("--jobs", "2", "--no-cache"),
        ("--jobs", "1", *cached),
        ("--jobs", "1", *cached),
        ("--jobs", "2", *cached),
    ):
        assert check(tmp_path, *options) == alone
