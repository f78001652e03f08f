"""Which files are checked: git itself is the judge of what its ignore files mean."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from govlint.project.discover import discover

SUFFIXES = (".txt", ".md")


def found(*paths: Path | str) -> list[str]:
    complaints: list[tuple[str, str]] = []
    files = list(discover(map(str, paths), SUFFIXES, lambda path, why: complaints.append((path, why))))
    assert complaints == []
    return files


def below(folder: Path) -> list[str]:
    return [Path(name).relative_to(folder).as_posix() for name in found(folder)]


def plant(folder: Path, files: dict[str, str] | list[str]) -> None:
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name] if isinstance(files, dict) else "", encoding="utf-8")


def test_folders_are_searched_by_name_and_suffix(tmp_path: Path) -> None:
    plant(tmp_path, ["二.txt", "乙/甲 稿.md", "一.TXT", "附件.docx", "无后缀"])
    assert below(tmp_path) == ["一.TXT", "二.txt", "乙/甲 稿.md"]


def test_hidden_and_version_control_folders_are_passed_over(tmp_path: Path) -> None:
    plant(tmp_path, [".git/a.txt", ".venv/a.txt", "CVS/a.txt", "_darcs/a.txt", "._a.txt", "稿/a.txt"])
    assert below(tmp_path) == ["稿/a.txt"]


def test_a_named_file_is_always_checked(tmp_path: Path) -> None:
    plant(tmp_path, {".git/HEAD": "", ".gitignore": "*", ".藏/稿.log": "", "稿.txt": ""})
    named = [str(tmp_path / ".藏" / "稿.log"), str(tmp_path / "稿.txt"), str(tmp_path / "没有.txt")]
    assert found(*named) == named


def test_a_file_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, ["a.txt", "b.txt"])
    monkeypatch.chdir(tmp_path)
    assert found("b.txt", ".", "./a.txt", tmp_path) == ["b.txt", "a.txt"]


def test_a_folder_that_git_ignores_is_searched_when_named(tmp_path: Path) -> None:
    plant(tmp_path, {".git/HEAD": "", ".gitignore": "build/\n", "build/x/a.txt": "", "b.txt": ""})
    assert below(tmp_path) == ["b.txt"]
    assert below(tmp_path / "build") == ["x/a.txt"]
    assert below(tmp_path / "build" / "x") == ["a.txt"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("start", ["", "docs", "docs/old"])
def test_ignores_what_git_ignores(tmp_path: Path, start: str) -> None:
    names = ["a.txt", "keep.txt", "草稿/a.txt", "草稿/keep.txt", "docs/a.txt", "docs/b.md", "docs/old/a.txt", "docs/old/c.txt"]
    names += ["docs/build/a.txt", "build/keep.txt", "private.txt", "docs/only-here.txt", "only-here.txt", "docs/old/!odd.txt"]
    names += ["docs/old/has space.txt", "docs/deep/er/x.txt", "docs/deep/y.txt"]
    plant(tmp_path, names)
    ignore = {
        ".gitignore": "# 注释\na.txt\n草稿/*\n!草稿/keep.txt\nbuild/\n!build/keep.txt\n/only-here.txt\ndocs/**/x.txt\n",
        "docs/.gitignore": "!a.txt\n*.md\n",
        "docs/old/.gitignore": "a.txt\n\\!odd.txt\nhas\\ space.txt\n",
    }
    plant(tmp_path, ignore)
    git = ["git", "-C", str(tmp_path)]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run([*git, "init", "-q"], check=True, env=environment)
    plant(tmp_path, {".git/info/exclude": "private.txt\n"})
    command = [*git, "ls-files", "-z", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, env=environment).stdout.decode().split("\0")
    expected = {n for n in listed if n.endswith(SUFFIXES) and n.startswith(start)}
    root = tmp_path / start
    assert {Path(n).relative_to(tmp_path).as_posix() for n in found(root)} == expected
    assert len(expected) >= 1


ODD_LINES = [
    "!",
    "a\\",
    "\\",
    "[z-a].txt",
    "[一-十].txt",
    "?.txt",
    "[",
    "[]",
    "[^]",
    "/",
    "//",
    "***",
    "[[:x:]].txt",
    "充",
    "席 ",
    "\r",
]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    "line", [*ODD_LINES, "**/席/", "一\u2028二.txt", "充*.txt\r", " 一.txt", "一.txt  ", "\ufeff二.txt"], ids=ascii
)
def test_a_line_that_git_takes_never_stops_the_search(tmp_path: Path, line: str) -> None:
    """What git makes of it is what we make of it; of a character it sees the bytes."""
    plant(tmp_path, ["一.txt", "二.txt", "a.txt", "充.txt", "席/b.txt", "充/c.txt", "一\u2028二.txt", "充\u00a0.txt"])
    (tmp_path / ".gitignore").write_bytes(f"{line}\n二.txt\n".encode())
    git = ["git", "-C", str(tmp_path)]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run([*git, "init", "-q"], check=True, env=environment)
    command = [*git, "ls-files", "-z", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, env=environment).stdout.decode().split("\0")
    assert sorted(below(tmp_path)) == sorted(n for n in listed if n.endswith(SUFFIXES))


@pytest.mark.parametrize("data", ["二.txt\n".encode("utf-16"), b"\0" * 9, bytes(range(256)), b"[" * 5000], ids=range(4))
def test_an_ignore_file_that_is_no_text_never_stops_the_search(tmp_path: Path, data: bytes) -> None:
    plant(tmp_path, ["一.txt", "二.txt"])
    (tmp_path / ".gitignore").write_bytes(data)
    assert below(tmp_path) == ["一.txt", "二.txt"]


def test_thousands_of_lines_are_obeyed(tmp_path: Path) -> None:
    plant(tmp_path, ["一.txt", "二.txt"])
    (tmp_path / ".gitignore").write_text("".join(f"稿{n}*.txt\n" for n in range(5000)) + "二.txt\n", encoding="utf-8")
    assert below(tmp_path) == ["一.txt"]


def test_links_to_folders_are_not_followed_and_links_to_files_are(tmp_path: Path) -> None:
    plant(tmp_path, ["里/a.txt"])
    os.symlink(tmp_path, tmp_path / "里" / "圈.txt", target_is_directory=True)
    os.symlink(tmp_path / "里" / "a.txt", tmp_path / "b.txt")
    os.symlink(tmp_path / "没有", tmp_path / "断.txt")
    os.symlink(tmp_path / "自指.txt", tmp_path / "自指.txt")
    assert below(tmp_path) == ["b.txt", "断.txt", "自指.txt", "里/a.txt"]
    assert below(tmp_path / "里" / "圈.txt")[:1] == ["b.txt"]


def test_an_unreadable_folder_is_complained_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, ["a.txt", "锁/b.txt", "乙/c.txt"])
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    complaints: list[tuple[str, str]] = []
    files = list(discover([str(tmp_path)], SUFFIXES, lambda path, why: complaints.append((path, why))))
    assert [Path(f).name for f in files] == ["a.txt", "c.txt"]
    assert complaints == [(str(tmp_path / "锁"), "没有读取权限")]
