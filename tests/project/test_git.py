"""Findings on changed lines, asked of a real git in a repository that the test makes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from govlint.analysis.finding import Finding, Related, Severity
from govlint.project.git import GitError, Since, _hunks, _numstat, _unquote
from govlint.text.files import load
from govlint.text.source import Source, Span

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

NAMES = ["稿.txt", "讲话 定稿.txt", "a b.txt", 'q"uo\\te.txt', "x\ty.txt", "b/甲 乙/丙.txt", "b.txt"]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    home = tmp_path / "仓 库"
    home.mkdir()
    git(home, "init", "--quiet")
    git(home, "config", "user.name", "甲")
    git(home, "config", "user.email", "a@example.org")
    git(home, "config", "core.autocrlf", "false")
    return home


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def commit(home: Path) -> None:
    git(home, "add", "-A")
    git(home, "commit", "--quiet", "--allow-empty", "-m", "稿")


def new(path: Path, revision: str = "HEAD") -> list[int]:
    """The lines, as Source counts them, of the 错 that are on changed lines."""
    source = load(path)
    findings = [Finding(Span(*m.span()), "t/t", Severity.WARNING, "", m.group()) for m in re.finditer("错", source.text)]
    return [source.position(f.span.start).line for f in Since(revision).new(source, findings)]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be on Windows")
@pytest.mark.parametrize("name", NAMES)
def test_only_changed_lines_whatever_the_file_is_called(repository: Path, name: str) -> None:
    path = repository / name
    write(path, "错\n错\n错\n错\n")
    commit(repository)
    assert new(path) == []
    write(path, "错\n改错\n错\n错\n新错\n")
    assert new(path) == [2, 5]


def test_staged_and_unstaged_changes_count_since_any_revision(repository: Path) -> None:
    path = repository / "稿.txt"
    write(path, "错\n错\n")
    commit(repository)
    write(path, "错\n错\n二错\n")
    commit(repository)
    write(path, "一错\n错\n二错\n")
    git(repository, "add", "-A")
    assert new(path) == [1]
    assert new(path, "HEAD~1") == [1, 3]


def test_an_untracked_file_is_new(repository: Path) -> None:
    commit(repository)
    path = repository / "新.txt"
    write(path, "错\n错\n")
    assert new(path) == [1, 2]
    git(repository, "add", "-A")
    assert new(path) == [1, 2]


def test_a_renamed_file_keeps_its_past(repository: Path) -> None:
    write(repository / "旧 稿.txt", "错一\n错二\n错三\n错四\n错五\n")
    commit(repository)
    git(repository, "mv", "旧 稿.txt", "新 稿.txt")
    assert new(repository / "新 稿.txt") == []
    write(repository / "新 稿.txt", "错一\n错二\n改错三\n错四\n错五\n")
    assert new(repository / "新 稿.txt") == [3]


def test_round_a_deleted_line_both_neighbours_count(repository: Path) -> None:
    path = repository / "稿.txt"
    write(path, "错一\n错二\n错三\n错四\n")
    commit(repository)
    write(path, "错一\n错三\n错四\n")
    assert new(path) == [1, 2]


def test_a_finding_counts_with_the_places_that_it_relates_to(repository: Path) -> None:
    path = repository / "稿.txt"
    write(path, "讲三点。\n一\n二\n三\n")
    commit(repository)
    write(path, "讲三点。\n一\n二\n三改\n")
    source = load(path)
    plain = Finding(Span(0, 3), "t/t", Severity.ERROR, "", "讲三点")
    relating = Finding(Span(0, 3), "t/t", Severity.ERROR, "", "讲三点", related=(Related(Span(9, 11), ""),))
    assert Since("HEAD").new(source, [plain, relating]) == (relating,)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings(repository: Path, encoding: str) -> None:
    path = repository / "稿.txt"
    write(path, "这里有错\n这里是上级的错\n", encoding)
    commit(repository)
    assert new(path) == []
    write(path, "这里有错\n这里是上级的错误，错\n", encoding)
    # To git UTF-16 is no text: it cannot tell lines, so all of them count.
    assert new(path) == ([2, 2] if encoding == "gb18030" else [1, 2, 2])


def test_line_ends_that_git_does_not_count(repository: Path) -> None:
    path = repository / "稿.txt"
    write(path, "错\r错\n错\r\n错\n")
    commit(repository)
    write(path, "错\r错\n错\r\n改错\n")
    assert new(path) == [4]


@pytest.mark.parametrize("key", ["diff.noprefix", "diff.mnemonicPrefix", "core.quotepath", "diff.renames"])
def test_the_user_s_own_settings_of_git_change_nothing(repository: Path, key: str) -> None:
    git(repository, "config", key, "true")
    path = repository / "讲话 稿.txt"
    write(path, "错\n错\n")
    commit(repository)
    write(path, "错\n改错\n")
    assert new(path) == [2]


@pytest.mark.parametrize("revision", ["none", "HEAD~99", "--output=x", ""])
def test_a_revision_that_is_not_there(repository: Path, revision: str) -> None:
    path = repository / "稿.txt"
    write(path, "错\n")
    commit(repository)
    with pytest.raises(GitError, match=re.escape(f"没有“{revision}”")):
        new(path, revision)
    assert sorted(os.listdir(repository)) == [".git", "稿.txt"]


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path / "稿.txt", "错\n")
    with pytest.raises(GitError, match="不在 git 仓库里"):
        new(tmp_path / "稿.txt")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository / "稿.txt", "错\n")
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(GitError, match="安装 git"):
        new(repository / "稿.txt")


def test_no_program_of_the_repository_runs(repository: Path) -> None:
    """Its monitor, its filters and its hooks are its own; who checks it need not trust them."""
    draft, ran = repository / "稿.txt", repository.parent / "ran"
    write(draft, "一\n二\n")
    commit(repository)
    program = repository.parent / "program"
    program.write_text(f"#!/bin/sh\necho x >> '{ran}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    for hook in ("post-index-change", "fsmonitor-watchman"):
        shutil.copy(program, repository / ".git" / "hooks" / hook)
    (repository / ".git" / "more").write_text(f"[filter \"b.c\"]\nclean = '{program}'\n", encoding="utf-8")
    write(repository / ".gitattributes", "*.txt filter=a\n*.md filter=b.c\n")
    settings = {"core.fsmonitor": program, "filter.a.clean": program, "filter.a.required": "true", "include.path": "more"}
    for name, value in settings.items():
        git(repository, "config", name, str(value))
    write(draft, "一\n二错\n错\n")
    write(repository / "另.md", "错\n")
    ran.unlink(missing_ok=True)
    assert new(draft) == [2, 3]
    assert new(repository / "另.md") == [1]
    assert not ran.exists()
    subprocess.run(["git", "diff"], cwd=repository, capture_output=True, check=False)
    assert ran.exists(), "they would run if git were asked plainly"


def test_a_filter_whose_name_cannot_be_switched_off_is_refused(repository: Path) -> None:
    write(repository / "稿.txt", "错\n")
    commit(repository)
    git(repository, "config", "filter.a=b.clean", "cat")
    with pytest.raises(GitError, match="过滤器"):
        new(repository / "稿.txt")


# What git prints --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b"b/a.txt", b"b/a.txt"),
        (b"b/a b.txt\t", b"b/a b.txt"),
        (rb'"b/\347\224\262.txt"', "b/甲.txt".encode()),
        (rb'"b/\"\\\t\n\001.txt"', b'b/"\\\t\n\x01.txt'),
        (b'"b/a b.txt"\t', b"b/a b.txt"),
    ],
)
def test_names_that_git_quotes(written: bytes, name: bytes) -> None:
    assert _unquote(written) == name


def test_which_lines_a_patch_has_changed() -> None:
    patch = (
        b"diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-x\n+y\n@@ -5,2 +5,3 @@\n@@ -9,2 +10,0 @@\n"
        b"+++ b/no.txt\n@@ -20,0 +21 @@\n+z\n"
        b'diff --git "a/\\347\\224\\262" "b/\\347\\224\\262"\n+++ "b/\\347\\224\\262"\n@@ -0,0 +1,12 @@ head\n'
    )
    assert list(_hunks(patch)) == [
        ("a.txt", Span(1, 2)),
        ("a.txt", Span(5, 8)),
        ("a.txt", Span(10, 12)),
        ("a.txt", Span(21, 22)),
        ("甲", Span(1, 13)),
    ]
    assert list(_hunks(b"")) == []


def test_which_files_have_changed_and_are_text() -> None:
    said = b"1\t2\ta.txt\0-\t-\tb.docx\x000\t3\t\0old.txt\0new.txt\0-\t-\t\0old.docx\0new.docx\x004\t0\tx\ty.txt\0"
    assert list(_numstat(said)) == [
        ("a.txt", True),
        ("b.docx", False),
        ("new.txt", True),
        ("new.docx", False),
        ("x\ty.txt", True),
    ]
    assert list(_numstat(b"")) == []


@pytest.mark.skipif(os.name == "nt", reason="the program is a script")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "git 出错：退出码 3"),
        ("echo 坏了 >&2; exit 1", "git 出错：坏了"),
        ("echo 坏了 >&2; exit 128", "git 出错：坏了"),
    ],
)
def test_a_git_that_fails(script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("govlint.project.git.external.find", lambda names: str(program))
    with pytest.raises(GitError, match=said):
        Since("HEAD").new(Source(str(tmp_path / "a.txt"), "甲"), [])
