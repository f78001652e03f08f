"""LibreOffice and poppler for tests: what they make of a file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def needs(*programs: str) -> pytest.MarkDecorator:
    """Marks a test that cannot do without these programs."""
    missing = [name for name in programs if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def convert(path: Path, target: str, *options: str) -> Path:
    """The file in another format, in a folder `out` beside it; `target` is a suffix, or suffix:filter."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    out = path.parent / "out"
    command = ["soffice", profile, "--headless", *options, "--convert-to", target, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    return out / f"{path.stem}.{target.partition(':')[0]}"


def printed(path: Path) -> str:
    """The text of a file as LibreOffice prints it, page by page."""
    pdf = convert(path, "pdf")
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode()
