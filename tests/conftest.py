"""Shared fixtures. What needs the corpus beside the repository is skipped by name where it is not there."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "quzhang-2021.txt"
CORPUS = Path(os.environ.get("GOVLINT_CORPUS", ROOT.parent / "shared" / "corpus"))


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A test knows nothing of the user's own cache, nor of another test's."""
    monkeypatch.setenv("GOVLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """The published texts, which are not part of the repository."""
    files = sorted(p for p in CORPUS.glob("*-*.*") if p.suffix in (".txt", ".md"))
    if not files:
        pytest.skip("the corpus of published texts is not beside the repository (GOVLINT_CORPUS)")
    return files


def heed_interrupts() -> None:
    """For `preexec_fn`: a test run in the background ignores interrupts, and what it starts would ignore them too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def give_up(missing: str) -> NoReturn:
    """For a test that needs what is not installed: skipped, by name; but in CI, which installs it, failed."""
    if os.environ.get("CI"):
        pytest.fail(f"{missing} is not installed, and CI is to have it")
    pytest.skip(f"{missing} is not installed")


def need(*programs: str) -> None:
    """Give up unless these programs are on the PATH."""
    for program in programs:
        if not shutil.which(program):
            give_up(program)
