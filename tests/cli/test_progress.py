"""Long runs that somebody watches show how far they are, others print nothing besides."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from govlint.cli import batch, progress


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (progress, batch):
        monkeypatch.setattr(module, "is_terminal", lambda stream: stream is sys.stderr)
        monkeypatch.setattr(module, "_DELAY", 0)


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(("sizes", "shows"), [((2_000_000,), False), ((999_998, 1), False), ((999_998, 2), True)])
def test_a_bar_is_shown_of_two_files_on_and_a_megabyte(
    sizes: tuple[int, ...], shows: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(tmp_path / str(number)) for number in range(len(sizes))]
    for path, size in zip(files, sizes, strict=True):
        with open(path, "wb") as file:
            file.truncate(size)
    with progress.watch(files) as (paths, _):
        assert list(paths) == files
    bar = capsys.readouterr().err
    assert ("检查   0%|" in bar and "| 0/2 个文件，还要" in bar) == shows == bool(bar)


def test_nobody_is_shown_a_bar_who_does_not_look(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with progress.watch([str(tmp_path / "没有")] * 2) as (paths, write):
        write("".join(paths)[:1])
        write("")
    with batch._progress(SimpleNamespace()) as done:  # type: ignore[arg-type]
        done()
    assert capfd.readouterr() == (str(tmp_path)[:1], "")
    assert progress.size_of(str(tmp_path / "没有")) == 0


@pytest.mark.usefixtures("watched")
def test_a_batch_shows_how_many_of_its_documents_are_done(capsys: pytest.CaptureFixture[str]) -> None:
    inputs: Any = SimpleNamespace(total=lambda: 3)
    with batch._progress(inputs) as done:
        done()
    assert "0/3 个文件" in capsys.readouterr().err
