"""Runs the programs that read formats which govlint does not read itself; knows no format."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence

from govlint.text.source import SourceError

TIMEOUT = 120
"""Seconds after which a program is ended."""


def find(names: Iterable[str], places: Iterable[str] = ()) -> str | None:
    """The first program of these names on the PATH, or of these full paths, that is there.

    Folders of the PATH that are relative are passed over, and the working folder is, where Windows looks first: it may
    hold whatever somebody has sent.
    """
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder)]
    ending = ".exe" if sys.platform == "win32" else ""
    paths = (os.path.join(folder, name + ending) for name in names for folder in folders)
    return next((path for path in (*paths, *places) if os.path.isfile(path) and os.access(path, os.X_OK)), None)


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
