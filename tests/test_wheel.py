"""The built wheel, installed into an empty environment and run from an empty folder, checks a file with its own rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "GOVLINT"))}
    return subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment that holds the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    made = run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    assert made.returncode == 0, made.stderr
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    done = run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return scripts


def test_checks_the_seed_with_its_own_rules(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "讲话 稿.txt").write_bytes(SEED.read_bytes())
    done = run(installed / "govlint", "check", "讲话 稿.txt", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    rules = {finding["rule"] for finding in json.loads(done.stdout)}
    assert {"count/mismatch", "residue/mojibake", "placeholder/unfilled", "parallel/unbalanced"} <= rules


def test_its_rules_pass_their_own_examples(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "govlint", "test", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_carries_every_rule_file(installed: Path, tmp_path: Path) -> None:
    code = "import govlint_rules; print(govlint_rules.__file__)"
    shipped = Path(run(installed / "python", "-c", code, cwd=tmp_path).stdout.strip()).parent
    assert sorted(p.name for p in shipped.glob("*/*.yaml")) == sorted(p.name for p in (ROOT / "rules").glob("*/*.yaml"))
