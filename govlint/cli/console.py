"""Standard output and standard error as they are found: any encoding, a terminal or a pipe, open or closed."""

from __future__ import annotations

import os
import re
import sys
from typing import IO

# A line that begins with :: but for blanks, and ##[ wherever it stands.
_COMMAND = r"(?m)^\s*:(?=:)|#(?=#\[)"
PIPE_WIDTH = 100
"""The width to write for where nobody looks on, in columns."""


def prepare_streams() -> None:
    """Make writing never fail for a character that the other end's encoding lacks: it is written as an escape.

    A bare C locale says nothing of the other end: UTF-8 it is then, as Python itself has it (PEP 540).
    """
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        unsaid = stream.encoding in ("ascii", "ANSI_X3.4-1968", "US-ASCII") and not os.environ.get("PYTHONIOENCODING")
        stream.reconfigure(encoding="utf-8" if unsaid else None, errors="backslashreplace")


def abandon_output() -> None:
    """Let go of a standard output that nobody reads, so that Python does not complain of it when it ends."""
    if sys.stdout is None:
        return
    devnull = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError):
        pass  # not a file: there is nothing to let go of
    finally:
        os.close(devnull)


def complain(message: str) -> None:
    """Tell the user on standard error what is wrong; names and values of others' files may be part of it."""
    from govlint.text.columns import visible  # seldom needed

    print(harmless("govlint：" + "\n".join(map(visible, message.split("\n")))), file=sys.stderr)


def harmless(text: str) -> str:
    """`text` without what GitHub's runner would take for a command of ours, in a draft or a file's name, where it reads."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    return re.sub(_COMMAND, r"\g<0> ", text)


def is_unicode(stream: IO[str] | None) -> bool:
    """Whether a stream can carry every character."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").replace("_", "") in ("utf8", "utf16", "utf32")


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether somebody looks on."""
    return stream is not None and not stream.closed and stream.isatty()


def wants_colour(stream: IO[str] | None) -> bool:
    """Whether to write colours: NO_COLOR forbids, FORCE_COLOR demands, else a terminal has them."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if not is_terminal(stream) or os.environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32":
        from colorama import just_fix_windows_console

        just_fix_windows_console()
    return True


def width_of(stream: IO[str] | None) -> int:
    """How many columns a line may take."""
    if not is_terminal(stream):
        return PIPE_WIDTH
    import shutil  # it takes a while to load

    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
