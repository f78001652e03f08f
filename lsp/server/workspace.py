"""Checking every file of the workspace's folders, in a process of its own; files that have not changed are not read again."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator, Callable
from typing import Any, NamedTuple

from govlint_lsp.documents import uri_of
from govlint_lsp.session import Desk
from lsprotocol import converters
from lsprotocol import types as lsp

from govlint.project.discover import discover
from govlint.readers import SUFFIXES

_LINE_LIMIT = 1 << 28


class Checked(NamedTuple):
    """What is to be said of a file that is not open: its diagnostics, their id, and what went wrong."""

    path: str
    uri: str
    diagnostics: list[lsp.Diagnostic]
    result_id: str
    problem: str = ""


class Workspace:
    """The files of the workspace and what was last found in each."""

    def __init__(self, desk: Desk) -> None:
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
        """What is found in each of the files, in order. The process ends with the iteration, however that ends."""
        worker: _Worker | None = None
        try:
            for path in paths:
                stamp = self._stamp(path)
                known = self._known.get(path)
                if known is None or known[0] != stamp:
                    worker = worker or await _Worker.start()
                    known = (stamp, await self._ask(worker, path))
                    self._known[path] = known
                await asyncio.sleep(0)
                yield known[1]
        finally:
            if worker is not None:
                worker.stop()

    async def _ask(self, worker: _Worker, path: str) -> Checked:
        desk = self.desk
        genre = desk.settings_for(path).wanted_genre
        task = {
            "path": path,
            "config": desk.configuration_path(path),
            "genre": str(genre) if genre else "",
            "encoding": desk.client.encoding,
            "trusted": desk.start.trusted,
            "reading_view": desk.start.reading_view,
        }
        answer = await worker.ask(task)
        found = converters.get_converter().structure(answer["diagnostics"], list[lsp.Diagnostic])
        self._count += 1
        uri = uri_of(path, reading_view=desk.start.reading_view)
        return Checked(path, uri, found, f"file-{self._count}", answer["problem"])

    def _stamp(self, path: str) -> tuple[Any, ...]:
        try:
            status = os.stat(path)
        except OSError:
            return (None,)
        return (status.st_mtime_ns, status.st_size, self.desk.generation)


class _Worker:
    """The other end of govlint_lsp.worker."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> _Worker:
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-P", "-m", "govlint_lsp.worker")  # the working folder may be the workspace
        return cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=_LINE_LIMIT))

    async def ask(self, task: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(task).encode() + b"\n")
        await self._process.stdin.drain()
        line = await self._process.stdout.readline()
        if not line:
            return {"diagnostics": [], "problem": "检查工作区的进程意外结束"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def stop(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
