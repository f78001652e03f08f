"""The hooks under the real pre-commit, in a repository of the test's own: a commit is refused, mended, accepted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govlint.readers import SUFFIXES
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

NAME = "讲话 稿 $(touch 坏).txt"
BAD = "同志们:\n今天,我们召开会议,部署工作。\n会议定于×月×日召开。\n"
HALF_WAY = "同志们：\n今天，我们召开会议，部署工作。\n会议定于×月×日召开。\n"
GOOD = HALF_WAY.replace("×月×日", "3月5日")


def git(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.quotePath=false"]
    return subprocess.run(
        ["git", *identity, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )


def done(*arguments: str | Path, cwd: Path) -> str:
    outcome = git(*arguments, cwd=cwd)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds this checkout as it stands, as somebody's `repo:` would name it."""
    folder = tmp_path_factory.mktemp("hooks") / "govlint"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    names = [name for name in os.fsdecode(listed.stdout).split("\0") if name and not name.startswith("tests/")]
    if not names:
        pytest.skip("this is not a git checkout")
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    done("init", "-q", cwd=folder)
    done("add", "-A", "-f", cwd=folder)
    done("commit", "-qm", "all", cwd=folder)
    return folder


@pytest.fixture
def repository(hooks: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose commits go through both hooks; the environment that they run in is made once for all tests."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(hooks.parent / "home"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    revision = done("rev-parse", "HEAD", cwd=hooks).strip()
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_posix()}\n  rev: {revision}\n  hooks: [{{id: govlint-fix}}, {{id: govlint}}]\n",
        encoding="utf-8",
    )
    done("init", "-q", cwd=tmp_path)
    installed = subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=tmp_path, capture_output=True, text=True)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return tmp_path


def test_refused_mended_accepted(repository: Path) -> None:
    draft = repository / "讲 话" / NAME
    draft.parent.mkdir()
    draft.write_text(BAD, encoding="utf-8")
    done("add", "-A", cwd=repository)
    refused = git("commit", "-m", "稿", cwd=repository)
    said = refused.stdout + refused.stderr
    assert refused.returncode == 1, said
    assert "files were modified by this hook" in said
    assert "placeholder/unfilled" in said
    assert f"讲 话/{NAME}:3:5" in said
    assert draft.read_text(encoding="utf-8") == HALF_WAY
    done("add", "-A", cwd=repository)
    assert git("commit", "-m", "稿", cwd=repository).returncode == 1  # what only a person can mend
    draft.write_text(GOOD, encoding="utf-8")
    done("add", "-A", cwd=repository)
    done("commit", "-m", "稿", cwd=repository)
    assert f"讲 话/{NAME}" in done("ls-tree", "-rz", "--name-only", "HEAD", cwd=repository).split("\0")
    assert not list(repository.rglob("坏"))


def test_other_files_are_left_alone(repository: Path) -> None:
    (repository / "程序.py").write_text(f"#: {BAD!r}\n", encoding="utf-8")
    done("add", "-A", cwd=repository)
    done("commit", "-m", "程序", cwd=repository)


def test_a_suffix_that_is_read_is_a_suffix_that_is_hooked() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    suffixes = "|".join(suffix.removeprefix(".") for suffix in SUFFIXES)
    assert hooks.count(rf"files: \.({suffixes})$") == 2
