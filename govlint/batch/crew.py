"""Processes that check documents, each with a bound on what one document may cost; a document that breaks one is a row."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from govlint.batch.options import MIB, BatchError, Options
from govlint.batch.worker import failed
from govlint.text.frozen import frozen

_CLOCK = 10
"""A document may take so many times its processor time by the clock, on a machine that has other things to do."""
_ATTEMPTS = 2  # that a process was killed may have nothing to do with the document
_LONG = 20_000  # documents; what libraries remember by the way grows slowly, and a process that ends gives it back
_AHEAD = 8  # documents in hand for each process
_HELD = 64 * MIB  # bytes in hand

Answer = dict[str, Any]


@frozen
class Task:
    """A document to be checked. `data` is its bytes, or its `text` in UTF-8; `why` is set where there are none to be had.

    `place` is the path that tells which configuration holds, `date` and `source` are what its row says of it. `digest` is
    that of its content; `key` tells it from all others of a run, `state` from what it was and was checked with before.
    """

    id: str
    name: str
    data: bytes = b""
    text: bool = False
    genre: str | None = None
    date: str | None = None
    source: str | None = None
    place: str = ""
    why: str = ""
    digest: bytes = b""
    key: bytes = b""
    state: bytes = b""


class Checker:
    """One process, started when it is first needed and again whenever it has ended."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._answered = 0

    def check(self, task: Task) -> Answer:
        """What is found in a document; a row of its own kind where that cannot be told. Raises BatchError."""
        if task.why:
            return failed("unread", task.why)
        ended = 0
        for _ in range(_ATTEMPTS):
            process = self._started()
            late = threading.Event()
            answer = self._ask(process, task, late)
            if answer is not None:
                self._answered += 1
                if answer["status"] == "memory" or self._answered >= _LONG:
                    self._ended()
                return answer
            ended = self._ended()
            if self._closed:
                break
            if late.is_set() or ended == -getattr(signal, "SIGPROF", 0):
                return failed("timeout", f"{self.options.seconds:g} 秒没有检查完")
        return failed("crashed", f"检查它的进程意外结束（{ended}）")

    def close(self) -> None:
        """End the process, for good."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
            self._ended()

    def _ask(self, process: subprocess.Popen[bytes], task: Task, late: threading.Event) -> Answer | None:
        def give_up() -> None:
            late.set()
            process.kill()

        describe = {"name": task.name, "place": task.place or task.name, "text": task.text, "genre": task.genre}
        head = json.dumps({**describe, "size": len(task.data)}).encode()
        timer = threading.Timer(self.options.seconds * (_CLOCK if hasattr(signal, "setitimer") else 1), give_up)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(head + b"\n")
            process.stdin.write(task.data)
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            return None
        finally:
            timer.cancel()
        return json.loads(line) if line.endswith(b"\n") else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        # Its own session: Ctrl-C is for the one that gathers the answers. Nothing of the working folder is imported.
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "govlint.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=sys.platform != "win32",
        )
        assert process.stdin is not None and process.stdout is not None
        self._process = process
        with contextlib.suppress(OSError):
            process.stdin.write(self.options.line().encode() + b"\n")
            process.stdin.flush()
        line = process.stdout.readline()
        problem = json.loads(line)["problem"] if line else f"检查进程启动不了（{self._ended()}）"
        if problem:
            self._ended()
            raise BatchError(problem)
        return process

    def _ended(self) -> int:
        process, self._process, self._answered = self._process, None, 0
        if process is None:
            return 0
        with contextlib.suppress(OSError):
            process.__exit__(None, None, None)  # closes the pipes, waits
        return process.returncode


class Crew:
    """Several processes, for as many threads as want answers."""

    def __init__(self, options: Options) -> None:
        self._checkers = [Checker(options) for _ in range(options.jobs)]
        self._free: SimpleQueue[Checker] = SimpleQueue()
        for checker in self._checkers:
            self._free.put(checker)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for checker in self._checkers:
            checker.close()

    def check(self, task: Task) -> Answer:
        """What is found in a document, by the first process that has nothing to do. Raises BatchError."""
        checker = self._free.get()
        try:
            return checker.check(task)
        finally:
            self._free.put(checker)

    def check_all(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Answer]]:
        """Each document with its answer, in order, a bounded number of them in hand. Raises BatchError."""
        if len(self._checkers) == 1:
            yield from ((task, self.check(task)) for task in tasks)
            return
        waiting: deque[tuple[Task, Future[Answer]]] = deque()
        held = 0
        pool = ThreadPoolExecutor(len(self._checkers))
        try:
            for task in tasks:
                waiting.append((task, pool.submit(self.check, task)))
                held += len(task.data)
                while waiting and (held > _HELD or len(waiting) >= _AHEAD * len(self._checkers) or waiting[0][1].done()):
                    first, future = waiting.popleft()
                    held -= len(first.data)
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            self.close()
            raise
        finally:
            pool.shutdown()
