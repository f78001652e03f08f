"""Files of text read, and files written whole or not at all; knows nothing of what stands in them."""

from __future__ import annotations

import errno
import os

from govlint.text.encoding import decode
from govlint.text.source import MAX_BYTES, Source, SourceError, too_large

_OS_ERRORS = {
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "文件正被占用",
}


def load(path: str | os.PathLike[str]) -> Source:
    """Read and decode a file of text. Raises SourceError, also for a file that cannot be opened."""
    return decode(read_bytes(path), os.fspath(path))


def read_bytes(path: str | os.PathLike[str], limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file, one more than `limit` at most. Raises SourceError."""
    name = os.fspath(path)
    try:
        # Windows calls a folder that is opened as a file a matter of permissions.
        if os.path.isdir(name):
            raise IsADirectoryError
        if os.path.getsize(name) > limit:
            raise SourceError(too_large(os.path.getsize(name), limit))
        with open(name, "rb") as file:
            # A device or a pipe tells no size.
            return file.read(limit + 1)
    except OSError as error:
        raise SourceError(explain_os_error(error)) from error


def head(path: str | os.PathLike[str], size: int) -> str:
    """How a file of text begins, `size` bytes at most; empty where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(size).decode("utf-8", "ignore").replace("\r\n", "\n")
    except OSError:
        return ""


def explain_os_error(error: OSError) -> str:
    """What went wrong with a file, in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或文件夹"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    return _OS_ERRORS.get(error.errno or 0, f"无法读取（{error.strerror or error}）")
