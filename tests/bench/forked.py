"""The tests of a checkout, collected once; each change of the product is tried in a fork that has it and runs some of them.

    python -P tests/bench/forked.py    (in the checkout; `mutants` starts it)

Reads one request a line, `{"path", "text", "tests", "seconds"}`, the text being what already stands at the path, and answers
each by a line: the test that failed, "time", "", or "fresh", where a fork would not have the change: it is in what ran when its
module was imported. What a fork has instead of importing anew is the code of the functions that differ, put into those that
are there, wherever they have been imported to.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import IO, Any

import pytest

_OPTIMIZED = 0x0001
"""The flag of the code of functions, which that of modules and classes lacks."""


class Forked:
    """A plugin that takes the place of pytest's loop over the tests."""

    def __init__(self, requests: IO[str], answers: IO[str]) -> None:
        self._requests, self._answers = requests, answers
        self._failed = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """One request after another."""
        items = {item.nodeid: item for item in session.items}
        gc.unfreeze()
        functions = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
        gc.freeze()
        before = {Path(code.co_filename): "" for code in (each.__code__ for each in functions)}
        before = {path: path.read_text(encoding="utf-8") for path in before if path.is_relative_to(Path.cwd())}
        real = {os.path.realpath(path): (str(path), text) for path, text in before.items() if path.suffix == ".py"}
        print("ready", file=self._answers, flush=True)
        for line in self._requests:
            request = json.loads(line)
            chosen = [items[name] for name in request["tests"] if name in items]
            # Where none is known, all of a folder.
            chosen = chosen or [each for name, each in items.items() if name.startswith(tuple(request["tests"]))]
            known = real.get(os.path.realpath(request["path"]))
            # A module that nothing has imported yet is imported by the fork, as it stands now.
            places = changed(known[1], request["text"], known[0], functions) if known else {}
            answer = "fresh" if places is None else self._try(chosen, places, request["seconds"])
            print(answer, file=self._answers, flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes the first that fails."""
        if report.failed and not self._failed:
            self._failed = report.nodeid

    def _try(self, items: list[pytest.Item], places: dict[FunctionType, CodeType], seconds: float) -> str:
        read, write = os.pipe()
        folder = tempfile.mkdtemp(prefix="forked-")
        child = os.fork()
        if not child:
            os.setsid()
            try:
                os.environ["TMPDIR"] = os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.tempdir = folder
                for function, code in places.items():
                    function.__code__ = code
                for number, item in enumerate(items):
                    following = items[number + 1] if number + 1 < len(items) else None
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                    if self._failed:
                        break
                os.write(write, f"{self._failed or '-'}\n".encode())
            except BaseException as error:
                os.write(write, f"{type(error).__name__}\n".encode())
            finally:
                os._exit(0)
        os.close(write)
        told, _, _ = select.select([read], [], [], seconds)
        said = os.read(read, 4096).decode().strip() if told else "time"
        os.close(read)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(".hypothesis", ignore_errors=True)
        return "" if said == "-" else said or "died"


def changed(before: str, after: str, path: str, functions: list[FunctionType]) -> dict[FunctionType, CodeType] | None:
    """The functions whose code differs in two texts of a module, each with its new code; none where other code differs."""
    pairs = list(_differing(compile(before, path, "exec", dont_inherit=True), compile(after, path, "exec", dont_inherit=True)))
    if None in pairs:
        return None
    new = {(old.co_qualname, old.co_firstlineno): code for old, code in filter(None, pairs)}
    here = [(each, (each.__code__.co_qualname, each.__code__.co_firstlineno)) for each in functions if _is_in(each, path)]
    if {place for _, place in here} & new.keys() != new.keys():
        return None
    found = {each: new[place] for each, place in here if place in new}
    if any(len(code.co_freevars) != len(each.__code__.co_freevars) for each, code in found.items()):
        return None
    return found


def _is_in(function: FunctionType, path: str) -> bool:
    return function.__code__.co_filename == path


def _differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType] | None]:
    """The outermost functions that differ in something that runs; None where what is around them does."""
    if old.co_flags & _OPTIMIZED:
        if _runs(old) != _runs(new):
            yield old, new
        return
    if _runs(old, deep=False) != _runs(new, deep=False):
        yield None
        return
    for one, other in zip(_inner(old), _inner(new), strict=True):
        yield from _differing(one, other)


def _inner(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _runs(code: CodeType, *, deep: bool = True) -> Any:
    """All of a code that makes what it does, without where it stands."""
    held = [repr(each) for each in code.co_consts if not isinstance(each, CodeType)]
    inner = [_runs(each) for each in _inner(code)] if deep else len(_inner(code))
    return code.co_code, code.co_names, code.co_varnames, code.co_exceptiontable, code.co_freevars, held, inner


def main() -> int:
    requests, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return int(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist"], plugins=[Forked(requests, answers)]))


if __name__ == "__main__":
    sys.exit(main())
