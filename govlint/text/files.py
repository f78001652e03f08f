"""Files of text read, and files written whole or not at all; knows nothing of what stands in them."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from functools import cache
from typing import IO

from govlint.text.encoding import decode
from govlint.text.lazyregex import lazy
from govlint.text.source import MAX_BYTES, Source, SourceError, too_large

_OS_ERRORS = {
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "文件正被占用",
    errno.EFBIG: "文件过大",
}


def load(path: str | os.PathLike[str]) -> Source:
    """Read and decode a file of text. Raises SourceError, also for a file that cannot be opened."""
    return decode(read_bytes(path), os.fspath(path))


def read_bytes(path: str | os.PathLike[str], limit: int = MAX_BYTES, *, special: bool = False) -> bytes:
    """The bytes of a file, one more than `limit` at most. Raises SourceError.

    With `special` a pipe or a device is read too, as who names one wants; one that merely lies there is not opened.
    """
    name = os.fspath(path)
    try:
        with open_file(name, special=special) as file:
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                raise SourceError(too_large(size, limit))
            # A device or a pipe tells no size.
            return file.read(limit + 1)
    except OSError as error:
        raise SourceError(explain_os_error(error)) from error


def head(path: str | os.PathLike[str], size: int) -> str:
    """How a file of text begins, `size` bytes at most; empty where it cannot be read."""
    try:
        with open_file(path) as file:
            return file.read(size).decode("utf-8", "ignore").replace("\r\n", "\n")
    except OSError:
        return ""


def read_text(path: str | os.PathLike[str], *, errors: str = "strict") -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises OSError and UnicodeDecodeError."""
    with open_file(path) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    text = data.decode("utf-8-sig", errors)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def open_file(path: str | os.PathLike[str], *, special: bool = False) -> IO[bytes]:
    """A file to read. Raises OSError; NotRegularError, without waiting for anybody, for a pipe or a device."""
    name = os.fspath(path)
    # Windows calls a folder that is opened as a file a matter of permissions.
    if os.path.isdir(name):
        raise IsADirectoryError
    if special:
        return open(name, "rb")
    # To open a device can do something by itself.
    if not stat.S_ISREG(os.stat(name).st_mode):
        raise NotRegularError
    handle = os.open(name, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # exchanged meanwhile
        os.close(handle)
        raise NotRegularError
    return open(handle, "rb")


class NotRegularError(OSError):
    """A pipe, a device or a socket where a file is wanted."""


class DanglingLinkError(OSError):
    """A link that leads to no file: where it would have one made is not for it to say."""


class StrayLinkError(OSError):
    """A link that leads out of the folder that it may lead about in."""


def write(
    path: str | os.PathLike[str], data: bytes, *, mode: int | None = None, lasting: bool = True, within: str | None = None
) -> None:
    """Put a file in its place whole or not at all; see `replacing`. Raises OSError."""
    with replacing(path, mode=mode, lasting=lasting, within=within) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(
    path: str | os.PathLike[str], *, mode: int | None = None, lasting: bool = True, within: str | None = None
) -> Iterator[IO[bytes]]:
    """A new file that takes the place of the one at `path` in one step when the context ends well, and else is gone.

    A file that is there keeps its mode and its owner, and a link goes on leading to it; a new file has `mode`, or the
    mode that new files have here. A link that leads out of the folder `within` is not followed: for paths that nobody
    has named. `lasting` waits until the disk has what is written, which has no name until it is whole where the system
    can do that, and one that cannot be guessed for that moment; what a killed process has left even so is taken away by
    the next one that writes there. Raises OSError, PermissionError for what is write-protected, and those above.
    """
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    before = _status(target)
    if before is None and os.path.islink(path):
        raise DanglingLinkError
    if within is not None and leads_out(path, within):
        raise StrayLinkError
    # Taking its place needs no right to the file itself, so a write-protected one would be replaced all the same.
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    _sweep(folder)
    name = os.path.join(folder, f"{_PREFIX}{os.urandom(16).hex()}")
    handle = _nameless(folder)
    named = handle is None
    if handle is None:
        handle = _named(name)
    try:
        with open(handle, "r+b") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(handle)
            _dress(handle, name, before, mode)
            if not named:
                named = True
                _link(handle, name)
        os.replace(name, target)
        named = False
    finally:
        if named:
            with contextlib.suppress(OSError):
                os.unlink(name)


def leads_out(path: str | os.PathLike[str], folder: str) -> bool:
    """Whether a path, its links followed, is not in a folder."""
    target, top = os.path.normcase(os.path.realpath(path)), os.path.normcase(os.path.realpath(folder))
    return target != top and not target.startswith(os.path.join(top, ""))


_PREFIX = ".govlint-"
_LEFT = lazy(re.escape(_PREFIX) + "[0-9a-f]{32}")


def _status(target: str) -> os.stat_result | None:
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularError
    return status


def _nameless(folder: str) -> int | None:
    """A file in the folder that has no name and is gone with its process; None where there are none such."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        handle = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except OSError:
        return None
    if os.path.exists(_own(handle)):
        _lock(handle)
        return handle
    os.close(handle)
    return None


def _named(name: str) -> int:
    """A file of this name that was not there before, and that nobody has swept away before it was locked."""
    while True:
        handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        _lock(handle)
        if os.path.exists(name):
            return handle
        os.close(handle)


def _lock(handle: int) -> bool:
    """Lock a file for as long as this process has it open; whether nobody else had. Windows lets no open file go anyway."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def _own(handle: int) -> str:
    return f"/proc/self/fd/{handle}"


def _link(handle: int, name: str) -> None:
    """Give a nameless file a name. With a folder's handle, which a full path has no need of, Python follows the link."""
    os.link(_own(handle), name, src_dir_fd=handle, follow_symlinks=True)


def _dress(handle: int, name: str, before: os.stat_result | None, mode: int | None) -> None:
    """Give a file the mode and owner that the one before it had."""
    wanted = stat.S_IMODE(before.st_mode) if before is not None else mode
    if hasattr(os, "fchown") and before is not None:
        # Only the superuser may give a file away; for anybody else it is theirs already.
        with contextlib.suppress(OSError):
            os.fchown(handle, before.st_uid, before.st_gid)
    if wanted is None:
        mask = os.umask(0)
        os.umask(mask)
        wanted = 0o666 & ~mask
    if hasattr(os, "fchmod"):
        os.fchmod(handle, wanted)
    else:
        os.chmod(name, wanted)


@cache  # once a process: folders may be large
def _sweep(folder: str) -> None:
    """Take away what killed processes have left half written."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _LEFT.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError), open(entry.path, "rb") as file:
                    abandoned = _lock(file.fileno())
                if abandoned:
                    with contextlib.suppress(OSError):
                        os.unlink(entry.path)


def explain_os_error(error: OSError) -> str:
    """What went wrong with reading a file, in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或文件夹"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    if isinstance(error, NotRegularError):
        return "这是管道或设备，不是文件"
    if isinstance(error, DanglingLinkError):
        return "这个链接指向的文件不存在"
    if isinstance(error, StrayLinkError):
        return "这个链接指向别的文件夹"
    return _OS_ERRORS.get(error.errno or 0, f"无法读取（{error.strerror or error}）")


def explain_write_error(error: OSError) -> str:
    """What went wrong with writing a file, in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件夹"
    if isinstance(error, PermissionError):
        return "没有写入权限"
    return explain_os_error(error)
