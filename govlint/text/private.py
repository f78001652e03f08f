"""Folders for this user alone, in which the program keeps what it may make again; knows nothing of what is kept."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from govlint.text.files import write

VARIABLE = "GOVLINT_CACHE_DIR"
"""The environment variable that names the folder to use."""

_AS_IT_IS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# https://bford.info/cachedir/\n"


def default_folder() -> str:
    """The folder that GOVLINT_CACHE_DIR names, or else the one that the system has for this user's caches."""
    if named := os.environ.get(VARIABLE):
        return named
    if sys.platform.startswith("linux"):
        # What platformdirs says there, which takes longer to load than everything else that it is asked for.
        return os.path.join(os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache"), "govlint")
    from platformdirs import user_cache_dir

    return user_cache_dir("govlint", appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder where it is not there, and keep others out of it. Raises OSError, also for one that is not ours."""
    folder.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError
    if not is_ours(status):
        raise PermissionError
    if hasattr(os, "geteuid") and status.st_mode & 0o077:
        os.chmod(folder, 0o700)
    # Backups and version control pass over it.
    for name, text in ((_TAG, _TAG_TEXT), (".gitignore", "*\n")):
        if not (folder / name).exists():
            write(folder / name, text.encode(), mode=0o600, lasting=False)


def is_ours(status: os.stat_result) -> bool:
    """Whether a file or folder belongs to this user; where the system has no such owners, everything does."""
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def identity(status: os.stat_result) -> str:
    """What tells a file from what stands in its place later: who puts an older one there can set its time, but not when that
    was done."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def read_private(path: str) -> bytes:
    """What a file of such a folder holds. Raises OSError as `open_private` does."""
    with open_private(path) as file:
        return file.read()


def open_private(path: str) -> BinaryIO:
    """A file of such a folder, to be read. Raises OSError, also for a link, and for a file that another user may have
    written: it belongs to somebody else, or others may write to it or to its folder."""
    folder = os.lstat(os.path.dirname(path))
    handle = os.open(
        path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    try:
        status = os.fstat(handle)
        for one, wanted in ((folder, stat.S_IFDIR), (status, stat.S_IFREG)):
            open_to_others = hasattr(os, "geteuid") and one.st_mode & 0o022
            if stat.S_IFMT(one.st_mode) != wanted or not is_ours(one) or open_to_others:
                raise PermissionError
    except BaseException:
        os.close(handle)
        raise
    return open(handle, "rb")
