"""Patterns as .gitignore has them; a line that git makes nothing of is nothing here too, and never an error."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable

Verdict = Callable[[str], bool | None]
"""Takes a path, a folder's with a slash behind it: True where it is matched, False where a pattern excepts it, else None."""


def of_patterns(patterns: Iterable[str]) -> Verdict:
    """What patterns say of a path; a character is a character."""
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    compiled = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of [[, which means to git what it means to re
        for pattern in patterns:
            try:
                compiled.append(GitIgnoreSpecPattern(pattern))
            except (ValueError, re.error):
                continue
    # The other backends refuse some thousands of patterns.
    spec = GitIgnoreSpec(compiled, backend="simple")
    return lambda path: spec.check_file(path).include


def of_file(data: bytes) -> Verdict:
    """What an ignore file says. Bytes are what git compares: [一-十] is a set of some of them, and matches no 一."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    verdict = of_patterns(_bytewise(line.removesuffix(b"\r")) for line in lines if line and b"\0" not in line)
    return lambda path: verdict(_bytewise(path.encode("utf-8", "surrogateescape")))


def _bytewise(data: bytes) -> str:
    """A character for each byte, in the order of bytes, and none of them a blank that somebody might strip."""
    return data.decode("ascii", "surrogateescape")
