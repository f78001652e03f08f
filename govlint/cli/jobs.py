"""Checks many files, in several processes where that pays; what comes out, and in what order, is as if there were one."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing import get_context
from typing import Any

from govlint.analysis.finding import Edit, Finding, Fix, Related, Safety, Severity
from govlint.cli.request import STDIN, Request
from govlint.cli.session import Session
from govlint.document.document import Document, Place
from govlint.document.genre import Genre
from govlint.project.project import Checked
from govlint.text.frozen import frozen
from govlint.text.source import Source, Span

_BLOCKS = hasattr(signal, "pthread_sigmask")  # Windows has none
_SAFE_PATH = "PYTHONSAFEPATH"
_MOST = 60  # Windows can wait for no more processes than this
_TASK = 20_000  # characters of files that are handed over together: short ones are looked at together
_AHEAD = 4 * _TASK  # characters in hand for each process
_TRIED = 300_000  # bytes that the cache did not know before it is taken to know little
_WORTH = 2_500_000  # bytes left that are worth starting processes for


_Packed = tuple[Any, ...]
"""A finding in plain values: objects of ours take as long to send as to find."""


@frozen
class _Answer:
    """What a process found in one file and wants said. The document is left out where nobody will look at it."""

    findings: tuple[_Packed, ...]
    used: frozenset[int]
    known: int
    places: tuple[Place, ...]
    genre: Genre | None


@frozen
class _Outcome:
    """The answer for one file, if there is one, and what was said on the way to it."""

    answer: _Answer | None
    said: tuple[str, ...]
    broken: bool


def lint_all(
    session: Session, paths: Iterable[str], size: int, jobs: int | None, *, documents: bool
) -> Iterator[tuple[str, Source, Checked]]:
    """What `Session.lint_all` gives, in the same order.

    `size` is that of all files in bytes. `jobs` is how many processes to use; None: as many as there are processors, as
    soon as it is seen that the cache does not know the files and enough is left to do. `documents` is whether somebody
    will look at them.
    """
    waiting: deque[tuple[str, Source, _Task | None]] = deque()
    held = 0
    with _Crew(session, jobs, size, documents) as crew:
        for path in paths:
            source = session.source(path)
            if source is not None:
                waiting.append((path, source, crew.take(path, source)))
                held += len(source.text)
            while waiting and held > crew.ahead:
                held -= len(waiting[0][1].text)
                yield from crew.give(*waiting.popleft())
        while waiting:
            yield from crew.give(*waiting.popleft())


@dataclass
class _Task:
    """Files that one process checks together, and its answers as soon as it has been asked for them."""

    files: list[tuple[str, Source]] = field(default_factory=list)
    future: Future[list[_Outcome]] | None = None

    def outcome(self, path: str) -> _Outcome:
        """That of one of the files. Raises BrokenProcessPool."""
        if self.future is None:
            raise BrokenProcessPool
        return self.future.result()[[own for own, _ in self.files].index(path)]


@dataclass
class _Crew:
    """The processes that check, started when they are worth it."""

    session: Session
    jobs: int | None
    left: int
    documents: bool
    tried: int = 0
    pool: ProcessPoolExecutor | None = None
    started: int = field(default=0, init=False)
    task: _Task = field(default_factory=_Task, init=False)
    """What is not handed over yet."""

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *error: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    @property
    def ahead(self) -> int:
        """How many characters of files may wait for an answer."""
        return self._size * _AHEAD if self.pool else 0

    @cached_property
    def _size(self) -> int:
        return min(self.jobs or _processors(), _MOST)

    def take(self, path: str, source: Source) -> _Task | None:
        """Have a file checked by another process; None where it is better done by this one."""
        project = self.session.project(path)
        size = len(source.text.encode("utf-8", "surrogatepass"))
        self.left -= size
        if self._size < 2 or path == STDIN or project is None or project.remembers(source):
            return None
        if self.pool is None:
            self.tried += size
            if self.jobs is None and (self.tried < _TRIED or self.left < _WORTH):
                return None
            # What the first text has need of is loaded once for all who are copied from this process.
            if _forks() and self.tried == size:
                return None
            with _isolated():
                self.pool = self._opened()
        task = self.task
        task.files.append((path, source))
        if sum(len(own.text) for _, own in task.files) >= _TASK:
            self._hand_over()
        return task

    def give(self, path: str, source: Source, task: _Task | None) -> Iterator[tuple[str, Source, Checked]]:
        """The answer for a file, if there is one; what the other process had to say is said."""
        if task is self.task:
            self._hand_over()
        try:
            outcome = task.outcome(path) if task else None
        except BrokenProcessPool:
            outcome = None  # it was killed, as for want of memory; this one tries by itself
        checked = self.session.lint(path, source) if outcome is None else self._settle(path, source, outcome)
        if checked is not None:
            yield path, source, checked

    def _settle(self, path: str, source: Source, outcome: _Outcome) -> Checked | None:
        for message in outcome.said:
            self.session.say(message)
        self.session.broken |= outcome.broken
        answer = outcome.answer
        if answer is None:
            self.session.failed.add(path)
            return None
        document = Document(source, answer.places, answer.genre) if answer.genre else None
        findings = tuple(_unpacked(packed, source) for packed in answer.findings)
        checked = Checked(source, findings, (), answer.used, answer.known, self._genre(path), document)
        self.session.use(path, checked)
        return checked

    def _genre(self, path: str) -> Genre | None:
        project = self.session.project(path)
        return project.setup(path).genre if project else None

    def _hand_over(self) -> None:
        """Have another process begin with what is not handed over yet; without a future, this one does it."""
        task, self.task = self.task, _Task()
        with contextlib.suppress(BrokenProcessPool), _isolated():
            task.future = self._submitted(task.files)

    def _submitted(self, files: list[tuple[str, Source]]) -> Future[list[_Outcome]]:
        if self.pool is None:
            raise BrokenProcessPool
        if self.started >= self._size or threading.current_thread() is not threading.main_thread():
            return self.pool.submit(_lint_all, files)
        self.started += 1
        with _interrupts_wait():
            return self.pool.submit(_lint_all, files)

    def _opened(self) -> ProcessPoolExecutor:
        if not _forks():
            return ProcessPoolExecutor(self._size, get_context("spawn"), _prepare, (self.session.request, self.documents))
        _crew[:] = [(self.session, self.documents)]
        # What is there by now is left where it is, so that it stays common to all.
        gc.freeze()
        return ProcessPoolExecutor(self._size, get_context("fork"), _go_on)


def _forks() -> bool:
    """Whether processes are copies of this one, with all that it has prepared.

    Only where that is usual, and while no other thread could hold a lock that the copy would wait for.
    """
    return sys.platform == "linux" and threading.active_count() == 1


@contextlib.contextmanager
def _isolated() -> Iterator[None]:
    """Processes that start now do not look into the working folder for what they import: files that are checked lie there."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C is held back, and heard at the end: half of a pool cannot be shut down.

    A process that is just starting would answer it with a traceback: it inherits that the signal is blocked, where there
    is such a thing, and ends it by `_heed_interrupts`. Threads of libraries do not block it, hence the handler.
    """
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if _BLOCKS else ()
    try:
        yield
    finally:
        if _BLOCKS:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if _BLOCKS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _processors() -> int:
    if not _forks() and sys.flags.ignore_environment and not sys.flags.safe_path:
        return 1  # others could not be kept from looking into the working folder
    return processors()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# In the other processes ------------------------------------------------------------------------------------------------

_said: list[str] = []
_crew: list[tuple[Session, bool]] = []


def _prepare(request: Request, documents: bool) -> None:
    _heed_interrupts()
    session = Session.open(request, _said.append)
    _crew.extend([(session, documents)] if session else [])


def _go_on() -> None:
    _heed_interrupts()
    for session, _ in _crew:
        session.tell = _said.append


def _lint_all(files: list[tuple[str, Source]]) -> list[_Outcome]:
    if not _crew:  # settings that were sound a moment ago
        return [_Outcome(None, tuple(_said), False)] * len(files)
    ((session, _),) = _crew
    known = session.looked_at(files) if len(files) > 1 else {}
    return [_lint(path, source, known.get(path)) for path, source in files]


def _lint(path: str, source: Source, known: Checked | None) -> _Outcome:
    ((session, documents),) = _crew
    _said.clear()
    session.broken = False
    checked = session.lint(path, source) if known is None else session.heard(path, source, known)
    answer = None
    if checked is not None:
        looked_at = documents and bool(checked.findings)
        answer = _Answer(
            tuple(map(_packed, checked.findings)),
            checked.used,
            checked.known,
            checked.document.places if looked_at else (),
            checked.document.genre if looked_at else None,
        )
    return _Outcome(answer, tuple(_said), session.broken)


# On the way between them -----------------------------------------------------------------------------------------------


def _packed(finding: Finding) -> _Packed:
    fix = finding.fix
    return (
        finding.span.start,
        finding.span.end,
        finding.rule,
        int(finding.severity),
        finding.message,
        fix and (str(fix.safety), fix.title, tuple((edit.start, edit.end, edit.text) for edit in fix.edits)),
        tuple((related.span.start, related.span.end, related.message) for related in finding.related),
        finding.block,
        finding.reading.start,
        finding.reading.end,
    )


def _unpacked(packed: _Packed, source: Source) -> Finding:
    start, end, rule, severity, message, fix, related, block, first, last = packed
    return Finding(
        span=Span(start, end),
        rule=rule,
        severity=Severity(severity),
        message=message,
        match=source.text[start:end],
        fix=fix and Fix(Safety(fix[0]), fix[1], tuple(Edit(*edit) for edit in fix[2])),
        related=tuple(Related(Span(a, b), said) for a, b, said in related),
        block=block,
        reading=Span(first, last),
    )
