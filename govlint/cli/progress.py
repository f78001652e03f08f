"""A progress bar on standard error, for long runs that somebody watches."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from govlint.cli.console import is_terminal

_LONG = 1_000_000  # bytes; less is done before a bar is of use
_DELAY = 0.5


@contextmanager
def watch(files: Sequence[str]) -> Iterator[tuple[Iterator[str], Callable[[str], None]]]:
    """The files to go through, and a way to write to standard output that leaves the bar whole."""
    if not is_terminal(sys.stderr) or len(files) < 2 or sum(map(size_of, files)) < _LONG:
        yield iter(files), write
        return
    from tqdm import tqdm

    form = "检查 {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} 个文件，还要 {remaining}"
    with tqdm(files, bar_format=form, delay=_DELAY, leave=False, file=sys.stderr) as bar:

        def beside(text: str) -> None:
            with bar.external_write_mode(file=sys.stdout):
                write(text)

        yield iter(bar), beside


def write(text: str) -> None:
    """Write to standard output, where there is one."""
    if sys.stdout is not None and text:
        sys.stdout.write(text)
        sys.stdout.flush()


def size_of(path: str) -> int:
    """The bytes of a file, 0 where they cannot be known."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
