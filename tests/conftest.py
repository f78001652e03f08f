"""Shared fixtures. What needs the corpus beside the repository is skipped by name where it is not there."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "quzhang-2021.txt"
CORPUS = Path(os.environ.get("GOVLINT_CORPUS", ROOT.parent / "shared" / "corpus"))

FEW_EXAMPLES = 20
"""Of made inputs, where a test does not say otherwise; where slow tests run too there are as many as Hypothesis makes."""

# What the tests start keeps its bytecode, as a user's Python does, also where the tests themselves may not.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

SIXTEENTHS = pytest.mark.parametrize("first", [0, *(pytest.param(first, marks=pytest.mark.slow) for first in range(1, 16))])
"""For tests that go over the whole corpus, whose texts are `corpus[first::16]`: by default they see a sixteenth of it."""

NO_CORPUS = "the corpus of published texts is not beside the repository (GOVLINT_CORPUS)"
NO_PERMISSIONS = "permissions bind no root"


def pytest_configure(config: pytest.Config) -> None:
    # How long an example takes says nothing on a machine that does other things besides.
    settings.register_profile("many", deadline=None)
    settings.register_profile("few", deadline=None, max_examples=FEW_EXAMPLES)
    settings.load_profile("few" if config.getoption("markexpr") == "not slow" else "many")


def pytest_collection_finish() -> None:
    # Thousands of tests and hundreds of rules stay to the end; they need not be gone through again and again.
    gc.freeze()
    gc.set_threshold(200_000, 20, 5)


def examples(number: int) -> settings:
    """So many made inputs where slow tests run too, else a fifth of them."""
    return settings(max_examples=max(1, number * settings().max_examples // 100))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nothing-skipped", action="store_true", help="a test that is skipped for want of a program fails")


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _skips_fail(item.config, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _skips_fail(collector.config, (yield))


def _skips_fail(config: pytest.Config, report: Report) -> Report:
    if report.skipped and config.getoption("--nothing-skipped") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason not in (NO_CORPUS, NO_PERMISSIONS):
            report.outcome, report.longrepr = "failed", f"skipped, which --nothing-skipped forbids: {reason}"
    return report


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, caches: Iterator[Path]) -> None:
    """A test knows nothing of the user's own cache, nor of another test's."""
    monkeypatch.setenv("GOVLINT_CACHE_DIR", str(next(caches)))


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that nobody has used; who uses one makes it. Among thousands, pytest would take long to number them."""
    base = tmp_path_factory.mktemp("caches")
    return (base / str(number) for number in count())


@pytest.fixture(scope="session")
def kept_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the shipped rules as the first processes keep them, and nothing else."""
    from govlint.language import vocabulary
    from govlint.rulefiles import shipped

    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVLINT_CACHE_DIR", str(folder))
        shipped._builtin.__wrapped__()
        vocabulary.keep()
    return folder


@pytest.fixture
def warm_rules(own_cache: None, kept_rules: Path) -> None:
    """For tests that start processes: each finds the shipped rules kept, as on any day but the first."""
    shutil.copytree(kept_rules, os.environ["GOVLINT_CACHE_DIR"], copy_function=os.link)


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """The published texts, which are not part of the repository."""
    files = sorted(p for p in CORPUS.glob("*-*.*") if p.suffix in (".txt", ".md"))
    if not files:
        pytest.skip(NO_CORPUS)
    return files


def heed_interrupts() -> None:
    """For `preexec_fn`: a test run in the background ignores interrupts, and what it starts would ignore them too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def need(*programs: str) -> None:
    """Skip the test unless these programs are on the PATH."""
    for program in programs:
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where to keep what a browser shows: GOVLINT_PICTURES, else a temporary folder."""
    folder = Path(os.environ.get("GOVLINT_PICTURES") or tmp_path_factory.mktemp("pictures")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, driven by Playwright. While it runs, no test of this process can run an event loop of its own."""
    need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Without a sandbox, since CI runs as root; the pages are our own.
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield browser
        browser.close()
