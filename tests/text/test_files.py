"""One way of putting a file in its place: whole or not at all, where it belongs, and nothing left beside it."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govlint.text import files
from govlint.text.files import DanglingLinkError, NotRegularError, StrayLinkError, open_file, replacing, write

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and signals as POSIX has them")


@pytest.fixture(params=[True, False], ids=["nameless", "named"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on a system that can write a file without a name, and on one that cannot."""
    if not request.param:
        monkeypatch.setattr(files, "_nameless", lambda folder: None)
    files._sweep.cache_clear()
    return tmp_path


def test_a_new_file_and_one_that_is_there(folder: Path) -> None:
    for data in (b"1", b"22", b""):
        write(folder / "a", data)
        assert (folder / "a").read_bytes() == data
        assert os.listdir(folder) == ["a"]


@POSIX
def test_the_mode_stays_and_a_new_file_has_the_usual_one(folder: Path) -> None:
    before = os.umask(0o027)
    try:
        write(folder / "a", b"1")
    finally:
        left = os.umask(before)
    assert (stat.S_IMODE((folder / "a").stat().st_mode), left) == (0o640, 0o027)
    for mode in (0o600, 0o755, 0o664):
        (folder / "a").chmod(mode)
        write(folder / "a", b"2", mode=0o400)
        assert stat.S_IMODE((folder / "a").stat().st_mode) == mode
    write(folder / "b", b"", mode=0o600)
    assert stat.S_IMODE((folder / "b").stat().st_mode) == 0o600


@POSIX
def test_links(folder: Path) -> None:
    """A link goes on leading to its file; one to nowhere makes none, one out of the folder is not followed unless named."""
    inside, outside = folder / "in", folder / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret").write_bytes(b"old")
    (inside / "real").write_bytes(b"old")
    for name, target in (("near", "real"), ("far", outside / "secret"), ("nowhere", outside / "new"), ("loop", "loop")):
        (inside / name).symlink_to(target)
    write(inside / "near", b"new", within=str(inside))
    assert (inside / "near").is_symlink()
    assert (inside / "real").read_bytes() == b"new"
    with pytest.raises(StrayLinkError):
        write(inside / "far", b"new", within=str(inside))
    for name in ("nowhere", "loop"):
        with pytest.raises(OSError) as caught:
            write(inside / name, b"new")
        assert isinstance(caught.value, DanglingLinkError) or name == "loop"
    assert os.listdir(outside) == ["secret"]
    assert (outside / "secret").read_bytes() == b"old"
    write(inside / "far", b"new")
    assert (outside / "secret").read_bytes() == b"new"


@POSIX
def test_a_link_planted_under_the_old_names_is_not_met(folder: Path) -> None:
    (folder / "victim").write_bytes(b"old")
    for name in ("a.new", ".govlint-", "a~", "a.tmp"):
        (folder / name).symlink_to("victim")
    write(folder / "a", b"new")
    assert (folder / "victim").read_bytes() == b"old"


@POSIX
def test_a_pipe_is_not_even_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To open a device can do something by itself."""
    os.mkfifo(folder / "pipe")
    monkeypatch.setattr("govlint.text.files.os.open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(NotRegularError):
        open_file(folder / "pipe")


@POSIX
def test_what_is_no_file_is_not_replaced(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    with pytest.raises(NotRegularError):
        write(folder / "pipe", b"new")
    with pytest.raises(IsADirectoryError):
        write(folder / "folder", b"new")
    with pytest.raises(FileNotFoundError):
        write(folder / "missing" / "a", b"new")
    assert sorted(os.listdir(folder)) == ["folder", "pipe"]


def test_a_write_protected_file_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # the superuser may write anything
    with pytest.raises(PermissionError):
        write(folder / "a", b"new")
    assert (folder / "a").read_bytes() == b"old"


@pytest.mark.parametrize("failing", ["fsync", "replace", "link", "fchmod"])
def test_a_failure_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    (folder / "a").write_bytes(b"old")
    done = []

    def fail(*arguments: object, **options: object) -> None:
        done.append(failing)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, fail, raising=False)
    try:
        write(folder / "a", b"new")
    except OSError:
        assert done
        assert (folder / "a").read_bytes() == b"old"
    else:
        assert not done
        assert (folder / "a").read_bytes() == b"new"
    assert os.listdir(folder) == ["a"]


def test_leaving_by_an_exception_leaves_nothing(folder: Path) -> None:
    (folder / "a").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), replacing(folder / "a") as file:
        file.write(b"new")
        raise KeyboardInterrupt
    assert os.listdir(folder) == ["a"]
    assert (folder / "a").read_bytes() == b"old"


def test_what_a_killed_process_left_goes_and_nothing_else_does(folder: Path) -> None:
    left, held = f".govlint-{'a' * 32}", f".govlint-{'b' * 32}"
    others = [".govlint-mine", f".govlint-{'a' * 31}", "b.txt", "稿.txt"]
    for name in (left, held, *others):
        (folder / name).write_bytes(b"text")
    with open(folder / held, "rb") as file:
        files._lock(file.fileno())
        write(folder / "a", b"new")
        expected = ["a", *others] if sys.platform == "win32" else ["a", held, *others]
        assert sorted(os.listdir(folder)) == sorted(expected)


def test_two_at_once_do_not_sweep_each_other_away(folder: Path) -> None:
    with replacing(folder / "a") as one:
        one.write(b"one")
        files._sweep.cache_clear()
        write(folder / "b", b"two")
    assert sorted(os.listdir(folder)) == ["a", "b"]


KILLED = """
import sys
from govlint.text.files import write
print("ready", flush=True)
for n in range(10**9):
    write(sys.argv[1], (b"%d" % (n % 10)) * 300_000)
"""


@POSIX
@pytest.mark.parametrize("kills", [8, pytest.param(500, marks=pytest.mark.slow)])
def test_a_process_that_is_killed_leaves_one_text_or_the_other(tmp_path: Path, kills: int) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_bytes(b"0" * 300_000)
    target.chmod(0o640)
    link.symlink_to(target)
    chance = random.Random(1)
    for _ in range(kills):
        with subprocess.Popen([sys.executable, "-P", "-c", KILLED, str(link)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.01)
            process.send_signal(signal.SIGKILL)
        data = target.read_bytes()
        assert len(data) == 300_000
        assert len(set(data)) == 1
        assert stat.S_IMODE(target.stat().st_mode) == 0o640
        assert link.is_symlink()
        assert len(os.listdir(tmp_path)) <= 3
    files._sweep.cache_clear()
    write(target, data)
    assert sorted(os.listdir(tmp_path)) == ["link", "real"]
