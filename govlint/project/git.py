"""Which lines of a file have changed since a git revision, and which findings lie on them; asks git, writes nothing."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from govlint.analysis.finding import Finding
from govlint.readers import external
from govlint.text.frozen import frozen
from govlint.text.source import Source, SourceError, Span

_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
# A repository's own programs do not run: that somebody checks its drafts does not mean that he trusts it.
_NO_PROGRAMS = ("-c", "core.fsmonitor=", "-c", f"core.hooksPath={os.devnull}", "-c", "protocol.allow=never")
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}

Lines = list[Span]
"""Changed lines, as half-open ranges of 1-based numbers in order. None in their stead: all lines."""


class GitError(SourceError):
    """git is not there, or cannot tell of a file; `str()` says why, in Chinese."""


class _NothingError(GitError):
    """git has found nothing, which is no fault."""


@dataclass
class Since:
    """What has changed since `revision` (anything that git takes for a commit), in whichever repository a file is.

    Compared with the files as they are in the folder, committed or not. A file that git does not know is new.
    """

    revision: str
    _tops: dict[str, str] = field(default_factory=dict)
    _changes: dict[str, _Changes] = field(default_factory=dict)

    def new(self, source: Source, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with a changed line under them, or under a place that they relate to. Raises GitError."""
        lines = self._lines(source.path)
        if lines is None:
            return tuple(findings)
        if not lines:
            return ()
        # git's lines end in \n alone.
        ends = [m.end() for m in re.finditer("\n", source.text)]

        def touched(span: Span) -> bool:
            first = bisect_left(ends, span.start + 1) + 1
            last = bisect_left(ends, max(span.end, span.start + 1)) + 1
            at = bisect_left(lines, first, key=lambda changed: changed.end - 1)
            return at < len(lines) and lines[at].start <= last

        return tuple(f for f in findings if touched(f.span) or any(touched(r.span) for r in f.related))

    def _lines(self, path: str) -> Lines | None:
        real = os.path.realpath(path)
        folder = os.path.dirname(real)
        if folder not in self._tops:
            self._tops[folder] = os.path.realpath(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
        top = self._tops[folder]
        if top not in self._changes:
            self._changes[top] = _Changes.since(self.revision, top)
        name = os.path.relpath(real, top).replace(os.sep, "/")
        return self._changes[top].of(unicodedata.normalize("NFC", name))


@frozen
class _Changes:
    """Of the files of one repository: those that git knows, and the lines of those that have changed."""

    tracked: frozenset[str]
    lines: dict[str, Lines | None]

    def of(self, name: str) -> Lines | None:
        if name not in self.tracked:
            return None
        return self.lines.get(name, [])

    @classmethod
    def since(cls, revision: str, top: str) -> _Changes:
        try:
            commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitError as error:
            raise GitError(f"git 里没有“{revision}”这个提交或分支") from error
        options = (
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-relative",
            "--find-renames",
            "--ignore-submodules=dirty",
        )
        diff = (*_no_filters(top), "diff", *options)
        base = os.fsdecode(commit.strip())
        lines: dict[str, Lines | None] = {}
        for name, is_text in _numstat(_git(top, *diff, "--numstat", "-z", base)):
            lines[name] = [] if is_text else None
        patch = _git(top, *diff, "--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", base)
        for name, span in _hunks(patch):
            known = lines.setdefault(name, [])
            if known is not None:
                known.append(span)
        tracked = frozenset(map(_name, _git(top, "ls-files", "-z").split(b"\0")))
        return cls(tracked, lines)


def _git(folder: str, *arguments: str) -> bytes:
    program = external.find(("git",))
    if program is None:
        raise GitError("找不到 git 命令，请先安装 git")
    command = [program, "-C", folder, "-c", "core.quotepath=off", *_NO_PROGRAMS, *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        if done.returncode == 1 and not done.stderr:
            raise _NothingError
        said = done.stderr.decode("utf-8", "replace").strip()
        if "not a git repository" in said:
            raise GitError(f"“{folder}”不在 git 仓库里")
        raise GitError(f"git 出错：{said or f'退出码 {done.returncode}'}")
    return done.stdout


def _no_filters(top: str) -> Iterator[str]:
    """The settings that switch off the filters of the repository's own configuration; those of the user's run."""
    wanted = ("config", "--show-scope", "--null", "--name-only", "--get-regexp", r"^filter\.")
    try:
        found = _git(top, *wanted).rstrip(b"\0").split(b"\0")
    except _NothingError:
        return
    for scope, key in zip(found[::2], found[1::2], strict=True):
        if scope in (b"local", b"worktree"):
            name = os.fsdecode(key.rpartition(b".")[0])
            if "=" in name or "\n" in name:
                raise GitError("仓库的 git 配置里有名字古怪的过滤器")
            yield from ("-c", f"{name}.clean=", "-c", f"{name}.process=", "-c", f"{name}.required=false")


def _numstat(output: bytes) -> Iterator[tuple[str, bool]]:
    """Each changed file's (new) name, and whether git takes it for text."""
    fields = iter(output.split(b"\0"))
    for entry in fields:
        if not entry:
            continue
        added, _, name = entry.split(b"\t", 2)
        if not name:  # renamed: the old name and the new one follow
            next(fields)
            name = next(fields)
        yield _name(name), added != b"-"


def _hunks(patch: bytes) -> Iterator[tuple[str, Span]]:
    """The changed lines of each file's new state; where lines were taken out, the one before and the one after."""
    name = ""
    header = True
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            header = True
        elif header and line.startswith(b"+++ "):
            name = _name(_unquote(line[4:]).removeprefix(b"b/"))
        elif match := _HUNK.match(line):
            header = False
            start, count = int(match.group(1)), int(match.group(2) or 1)
            yield name, Span(start, start + count) if count else Span(start, start + 2)


def _unquote(name: bytes) -> bytes:
    """A name as git writes it in a patch: quoted where it holds odd characters, a tab behind it where it holds blanks."""
    name = name.removesuffix(b"\t")
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(
        lambda m: bytes([int(m.group(1), 8)]) if m.group(1).isdigit() else _LETTERS.get(m.group(1), m.group(1)), name[1:-1]
    )


def _name(raw: bytes) -> str:
    return unicodedata.normalize("NFC", os.fsdecode(raw))
