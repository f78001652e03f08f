"""Checking every file of the workspace's folders, in a process of its own; files that have not changed are not read again."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any, NamedTuple

from govlint_lsp.convert import converter
from govlint_lsp.documents import uri_of
from govlint_lsp.session import Session
from lsprotocol import types as lsp

from govlint.project.discover import discover
from govlint.readers import SUFFIXES

_LINE_LIMIT = 1 << 28
_MOST = 4
"""How many processes check a workspace."""
_AHEAD = 3
"""How many tasks are in hand for each of them."""
_FILES, _BYTES = 128, 200_000
"""How many files make a task at most, and of how many bytes, unless one alone has more: short ones cost less together."""


class Checked(NamedTuple):
    """What is to be said of a file that is not open: its diagnostics, their id, and what went wrong."""

    path: str
    uri: str
    diagnostics: list[lsp.Diagnostic]
    result_id: str
    problem: str = ""


class Workspace:
    """The files of the workspace and what was last found in each."""

    def __init__(self, desk: Session) -> None:
        self.desk = desk
        self.changed = asyncio.Event()
        """Set whenever something may have changed, for those who wait."""
        self._known: dict[str, tuple[tuple[Any, ...], Checked]] = {}
        self._count = 0

    async def files(self, complain: Callable[[str, str], None]) -> list[str]:
        """The paths that `govlint check` would check in the workspace's folders."""
        found = await asyncio.to_thread(lambda: list(discover(self.desk.folders, SUFFIXES, complain)))
        covered = []
        for path in found:
            if self.desk.configurations.project(path, self.desk.configuration_path(path)).covers(path):
                covered.append(path)
            await asyncio.sleep(0)
        return covered

    async def check(self, paths: list[str]) -> AsyncGenerator[Checked, None]:
        """What is found in each of the files, in order. The processes end with the iteration, however that ends."""
        crew = _Crew()
        waiting: deque[asyncio.Future[list[Checked]]] = deque()
        try:
            for some in self._tasks(paths):
                waiting.append(asyncio.ensure_future(self._checked(crew, *some)))
                while len(waiting) > _AHEAD * crew.size:
                    for checked in await waiting.popleft():
                        yield checked
            while waiting:
                for checked in await waiting.popleft():
                    yield checked
        finally:
            for future in waiting:
                future.cancel()
            await crew.stop()

    def _tasks(self, paths: list[str]) -> Iterator[tuple[list[str], dict[str, Any]]]:
        """The files in portions that the same settings hold for, with these."""
        portion: list[str] = []
        held: dict[str, Any] = {}
        size = 0
        for path in paths:
            settings = self._settings(path)
            more = _size(path)
            if portion and (settings != held or len(portion) == _FILES or size + more > _BYTES):
                yield portion, held
                portion, size = [], 0
            portion.append(path)
            size, held = size + more, settings
        if portion:
            yield portion, held

    async def _checked(self, crew: _Crew, paths: list[str], settings: dict[str, Any]) -> list[Checked]:
        stamps = {path: self._stamp(path) for path in paths}
        fresh = [path for path in paths if path not in self._known or self._known[path][0] != stamps[path]]
        for path, answer in zip(fresh, await self._ask(crew, fresh, settings), strict=True):
            found = converter().structure(answer["diagnostics"], list[lsp.Diagnostic])
            self._count += 1
            uri = uri_of(path, reading_view=self.desk.start.reading_view)
            self._known[path] = stamps[path], Checked(path, uri, found, f"file-{self._count}", answer["problem"])
        return [self._known[path][1] for path in paths]

    async def _ask(self, crew: _Crew, paths: list[str], settings: dict[str, Any]) -> list[dict[str, Any]]:
        if not paths:
            return []
        answers = await crew.ask({"paths": paths, **settings})
        if answers is not None:
            return answers
        if len(paths) == 1:
            return [{"diagnostics": [], "problem": self.desk.client.words("检查这个文件的进程两次意外结束")}]
        return [answer for path in paths for answer in await self._ask(crew, [path], settings)]

    def _settings(self, path: str) -> dict[str, Any]:
        """What a file is checked with, as the processes are told it."""
        desk = self.desk
        genre = desk.settings_for(path).wanted_genre
        return {
            "config": desk.configuration_path(path),
            "genre": str(genre) if genre else "",
            "encoding": desk.client.encoding,
            "trusted": desk.start.trusted,
            "cache": desk.start.cache,
            "reading_view": desk.start.reading_view,
            "rule_pages": desk.start.rule_pages,
            "off": [*desk.settings_for(path).off],
            "english": desk.client.words.is_english,
            "least": desk.settings_for(path).hearing.least.name,
        }

    def _stamp(self, path: str) -> tuple[Any, ...]:
        try:
            status = os.stat(path)
        except OSError:
            return (None,)
        return (status.st_mtime_ns, status.st_size, self.desk.generation)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


class _Crew:
    """Some processes that run govlint_lsp.worker, started when they are needed; one that is gone is started again."""

    def __init__(self) -> None:
        # One processor is the writer's.
        self.size = max(1, min(_MOST, (os.cpu_count() or 1) - 1))
        self._room = asyncio.Semaphore(self.size)
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []

    async def ask(self, task: dict[str, Any]) -> list[dict[str, Any]] | None:
        """The answers to a task of one of them, a file each; None where it brings them down."""
        async with self._room:
            # What killed one may have been anything; what kills two is a file.
            for _ in range(2):
                worker = self._idle.pop() if self._idle else await self._start()
                answer = await worker.ask(task)
                if answer is not None:
                    self._idle.append(worker)
                    return answer
        return None

    async def _start(self) -> _Worker:
        worker = await _Worker.start()
        self._all.append(worker)
        return worker

    async def stop(self) -> None:
        """End all of them."""
        await asyncio.gather(*(worker.stop() for worker in self._all))


class _Worker:
    """The other end of govlint_lsp.worker."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> _Worker:
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-P", "-m", "govlint_lsp.worker")  # the working folder may be the workspace
        return cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=_LINE_LIMIT))

    async def ask(self, task: dict[str, Any]) -> list[dict[str, Any]] | None:
        """The answers to a task; None where the process is gone."""
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(task).encode() + b"\n")
            await self._process.stdin.drain()
            line = await self._process.stdout.readline()
        except ConnectionError:
            return None
        answer: list[dict[str, Any]] | None = json.loads(line) if line.endswith(b"\n") else None
        return answer

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
