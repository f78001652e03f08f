"""Checks again whenever a file changes, until Ctrl-C; knows which folders to look at, and leaves the checking to others."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from govlint.cli import CANNOT
from govlint.cli.console import complain, is_terminal
from govlint.cli.progress import write
from govlint.cli.session import Session
from govlint.readers import SUFFIXES

_SETTINGS = (".yaml", ".yml", ".toml", ".json", ".gitignore")
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_WAIT = 150  # milliseconds for which one way of watching is asked before the other


def keep_checking(session: Session, check: Callable[[], object], matters: Callable[[str], bool] | None = None) -> int:
    """Check now and after each change to what `session` goes through or is set by; gives the exit code, 0 after Ctrl-C.

    `matters` tells which paths' changes count; where it is not given, those of all texts and settings do.
    """
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        complain("这要用到 watchfiles，还没有安装；请先运行 pip install watchfiles")
        return CANNOT
    try:
        # The first answer comes before the first check, so that no change falls between watching and checking.
        for number, changed in enumerate(_changes(session, matters or _matters)):
            if changed or number == 0:
                _check(check)
    except KeyboardInterrupt:
        pass
    return 0


def _check(check: Callable[[], object]) -> None:
    looked_at = is_terminal(sys.stdout)
    write(_CLEAR if looked_at else "")
    check()
    write("\n文件改动后会再查一遍。按 Ctrl-C 结束。\n" if looked_at else "\n")


def _changes(session: Session, matters: Callable[[str], bool]) -> Iterator[bool]:
    """Whether something has changed, again and again."""
    from watchfiles import watch

    deep, flat = _folders(session)
    watches = [
        watch(
            *sorted(folders),
            recursive=recursive,
            watch_filter=lambda _, path: matters(path),
            yield_on_timeout=True,
            rust_timeout=_WAIT,
            ignore_permission_denied=True,
        )
        for folders, recursive in ((deep, True), (flat, False))
        if folders
    ]
    for seen in zip(*watches, strict=True):
        yield any(seen)


def _folders(session: Session) -> tuple[set[Path], set[Path]]:
    """The folders to watch with all that is in them, and those to watch by themselves.

    A file is watched by its folder: an editor that saves it may put another in its place.
    """
    named = [Path(os.path.abspath(path)) for path in session.request.paths]
    deep = {path for path in named if path.is_dir()}
    flat = {path.parent for path in named if not path.is_dir() and path.parent.is_dir()}
    for project in session.projects.opened:
        if project.settings.path:
            flat.add(project.root)
            folders = (project.root / name for name in project.config.rule_folders)
            deep.update(Path(os.path.abspath(folder)) for folder in folders)
    return deep, {folder for folder in flat if not _inside(folder, deep)}


def _inside(folder: Path, others: Iterable[Path]) -> bool:
    return any(folder.is_relative_to(other) for other in others)


def is_setting(path: str) -> bool:
    """Whether a file may be one that sets something."""
    return path.lower().endswith(_SETTINGS) and ".git" not in Path(path).parts


def _matters(path: str) -> bool:
    return is_setting(path) or (path.lower().endswith(SUFFIXES) and ".git" not in Path(path).parts)
