"""Runs the programs that read formats which govlint does not read itself; knows no format."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence

from govlint.text.source import SourceError

TIMEOUT = 120
"""Seconds after which a program is ended."""


def find(names: Iterable[str], places: Iterable[str] = ()) -> str | None:
    """The first program of these names on the PATH, or of these full paths, that is there."""
    found = (shutil.which(name) for name in (*names, *places))
    return next((path for path in found if path), None)


def run(command: Sequence[str], what: str) -> bytes:
    """What a program writes. Raises SourceError, naming the program `what`, where it fails or takes too long."""
    own_group = sys.platform != "win32"
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=own_group,
        )
    except OSError as error:
        raise SourceError(f"{what} 启动不了（{error.strerror}）") from error
    try:
        output, _ = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired as error:
        # LibreOffice is a script that starts the program proper: both have to go.
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if own_group else process.kill()
        process.communicate()
        raise SourceError(f"{what} {TIMEOUT} 秒没有读完，没有检查") from error
    if process.returncode:
        raise SourceError(f"{what} 读不了这个文件")
    return output
