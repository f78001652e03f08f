"""What the tests of the command line share: govlint called within this process, and what a call leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from govlint.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a run left behind; never a traceback."""

    code: int
    out: str
    err: str

    def __post_init__(self) -> None:
        assert "Traceback" not in self.err


Call = Callable[..., Outcome]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs govlint in the test's own folder, within this process."""
    monkeypatch.chdir(tmp_path)

    def within(*arguments: str | Path) -> Outcome:
        try:
            code = main(list(map(str, arguments)))
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return within
