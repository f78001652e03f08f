"""The files that are to be checked: those named, and those found in folders; opens nothing but .gitignore files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from govlint.project import gitignore
from govlint.text.files import explain_os_error, open_file
from govlint.text.frozen import frozen

_OTHER_VCS = frozenset({"CVS", "_darcs"})  # those of the others begin with a dot
_LARGEST = 1 << 20  # bytes of an ignore file that are read

Complain = Callable[[str, str], None]
"""Told the path that cannot be read and why, in Chinese."""


@frozen
class _Ignore:
    """One .gitignore. `verdict` takes a path from its folder on; True ignores it, False brings it back."""

    folder: Path
    verdict: gitignore.Verdict


def discover(paths: Iterable[str], suffixes: Collection[str], complain: Complain) -> Iterator[str]:
    """Every file to be checked, once, in the order of `paths` and by name within a folder.

    A file that is named is checked whatever it is called. A folder is searched for files with one of the `suffixes`;
    hidden files and folders, those of version control, links to folders and what git ignores are passed over. What
    cannot be read is complained of, and the search goes on.
    """
    seen: set[str] = set()
    for name in paths:
        found = _walk(Path(name), suffixes, complain) if os.path.isdir(name) else iter([name])
        for file in found:
            key = os.path.normcase(os.path.abspath(file))
            if key not in seen:
                seen.add(key)
                yield file


def _walk(root: Path, suffixes: Collection[str], complain: Complain) -> Iterator[str]:
    # A folder that git ignores is searched nevertheless when somebody names it.
    absolute = Path(os.path.abspath(root))
    above = list(_ignores_above(absolute))
    if _is_ignored(absolute, True, above):
        above = []
    pending = [(root, absolute, above)]
    while pending:
        folder, absolute, ignores = pending.pop()
        ignores = [*ignores, *_ignore_of(absolute)]
        try:
            with os.scandir(folder) as entries:
                children = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            complain(str(folder), explain_os_error(error))
            continue
        below = []
        for child in children:
            # Word keeps a hidden ~$ file beside one that is open.
            if child.name.startswith((".", "~$")) or child.name in _OTHER_VCS:
                continue
            is_folder = child.is_dir(follow_symlinks=False)
            if not is_folder and not (child.name.lower().endswith(tuple(suffixes)) and _may_be_read(child)):
                continue
            if _is_ignored(absolute / child.name, is_folder, ignores):
                continue
            if is_folder:
                below.append((folder / child.name, absolute / child.name, ignores))
            else:
                yield str(folder / child.name)
        pending.extend(reversed(below))


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a link to one or to nothing, which is to be complained of: no folder, pipe or device."""
    try:
        return stat.S_ISREG(os.stat(entry.path).st_mode)
    except OSError:
        return True


def _is_ignored(path: Path, is_folder: bool, ignores: list[_Ignore]) -> bool:
    # The innermost .gitignore that says anything decides.
    for ignore in reversed(ignores):
        inside = path.relative_to(ignore.folder).as_posix()
        verdict = ignore.verdict(inside + "/" if is_folder else inside)
        if verdict is not None:
            return verdict
    return False


def _ignores_above(folder: Path) -> Iterator[_Ignore]:
    """What the repository round a folder ignores, from its root down to the folder's parent; nothing outside of one."""
    root = next((f for f in (folder, *folder.parents) if (f / ".git").exists()), None)
    if root is None:
        return
    yield from _ignore_of(root, ".git/info/exclude")
    if root != folder:
        for parent in reversed(folder.parents):
            if parent.is_relative_to(root):
                yield from _ignore_of(parent)


def _ignore_of(folder: Path, name: str = ".gitignore") -> Iterator[_Ignore]:
    try:
        with open_file(folder / name) as file:
            data = file.read(_LARGEST)
    except OSError:
        return  # none there, or none that we may read: git does not stop at it either
    yield _Ignore(folder, gitignore.of_file(data))
