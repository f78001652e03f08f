"""Commands that write are killed at random points; `tests/bench/kills.py` says what must hold then, and kills them longer."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the bench is for Linux")
@pytest.mark.usefixtures("warm_rules")
def test_killed_at_random_points() -> None:
    command = [sys.executable, "-m", "tests.bench.kills", "--kills", "40"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "40 kills, wrong: 0" in done.stdout
