"""Random one-line changes of the product, each held against the tests that run the changed line: how many live.

    python -m tests.bench.mutants [--sample N] [--seed S] [--where PATH…] [--minutes M] [--seconds T] [--bench FOLDER]

Works on a clone of what is committed, so nothing here is touched. The default tests run once with coverage that knows which
test ran which line; a change is then tried on those tests alone, the ones first that have noticed the most in the least time,
those of its own folder before others. What runs when its module is imported is tried on tests that ran any function of that
module or of one that imports it, at most so many; where none did, on those of its folder, which may start processes of their
own. So the share told is one from below. What a line does in a test is tried in a fork of a process that has collected them all
(`forked`), and only a test that passes there without the change counts; what a line does on import is tried in a process of its
own. What becomes of each change is printed as it is known. `--seconds` leaves out what tests would take longer in all.
`--bench` names a folder in which the clone, what its tests cover and what they have noticed stay for the next time. Outside CI.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from coverage import CoverageData

from tests.conftest import ROOT

_WHERE = ("govlint", "lsp/server")
_LEFT_OUT = ("likelihood/build",)
_SOME = 300
"""On how many tests of its module a change is tried that no test runs by itself."""
_LIKELY = {True: 0.1, False: 0.02}
"""How many changes a test of the changed folder, or another, is taken to have noticed before it has noticed any."""
_START = 0.2
_TIMEOUT = 60
"""Seconds that the tests of a change may take besides four times what they took unchanged."""
_FAILED = ("FAILED ", "ERROR ")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True)
class Mutant:
    """A change: the file, the 1-based line where it begins, what stood there, what stands there now, and the whole new text;
    whether it is in a function, and so does not run when its module is imported."""

    path: Path
    line: int
    before: str
    after: str
    text: str
    in_function: bool


def mutants(path: Path, text: str) -> Iterator[Mutant]:
    """The changes that can be made in a module, in the order of its nodes; types, docstrings and what is raised stay."""
    tree = ast.parse(text)
    lines = text.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    whole = text.encode()
    for node, in_function in _nodes(tree):
        for new in _changes(node):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            after = ast.unparse(new)
            if isinstance(node, ast.expr) and not isinstance(node, ast.Constant):
                after = f"({after})"
            changed = (whole[:start] + after.encode() + whole[end:]).decode()
            yield Mutant(path, node.lineno, whole[start:end].decode(), after, changed, in_function)


def _nodes(node: ast.AST, in_function: bool = False) -> Iterator[tuple[ast.expr | ast.stmt, bool]]:
    """The nodes that can be changed, each with whether it is in the body of a function."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        within = in_function or (name == "body" and isinstance(node, _FUNCTIONS))
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child, within
            yield from _nodes(child, within)


def _lines_in_functions(text: str) -> set[int]:
    """The 1-based lines of a module that run when a function is called, not when the module is imported."""
    bodies = [node.body for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {line for body in bodies for line in range(body[0].lineno, (body[-1].end_lineno or 0) + 1)}


def _changes(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _SWAPS:
            yield _with(node, ops=[_SWAPS[type(op)]()])
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=ast.Add()):
            yield _with(node, op=ast.Sub())
        case ast.BinOp(op=ast.Sub()):
            yield _with(node, op=ast.Add())
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp(test=test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.Return(value=value) if value is not None and not _is_nothing(value):
            yield ast.Return(ast.Constant(None))
        case ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.AugAssign():
            yield ast.Pass()
        case _:
            return


def _with(node: ast.expr, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _is_nothing(value: ast.expr) -> bool:
    """Whether nobody would notice None in the place of it: None itself, and False where a question is answered."""
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)


class _Bench:
    """A copy of the checkout with what its tests cover: of each file and line the tests that ran it."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder, self.seconds = folder, seconds
        self._known = folder.parent / "tests.json"
        self._env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(folder / "aliases")])}
        self._stamp = int(time.time())
        self._killers = folder.parent / "killers.json"
        self._kills = Counter[str](json.loads(self._killers.read_text()) if self._killers.exists() else {})
        self._sound: dict[str, bool] = {}
        self._forks: subprocess.Popen[bytes] | None = None
        if self._known.exists():
            return
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
        corpus = ROOT.parent / "shared"
        if corpus.exists():
            (folder.parent / "shared").symlink_to(corpus)
        # The product's other packages bear another name than their folder.
        for alias, target in (("govlint_lsp", "lsp/server"), ("govlint_rules", "rules"), ("govlint_seeds", "seeds")):
            (folder / "aliases").mkdir(exist_ok=True)
            (folder / "aliases" / alias).symlink_to(folder / target)

    def cover(self) -> None:
        """Runs the default tests once; those that fail in a copy (they need the checkout) are left out from then on."""
        if not self._known.exists():
            self._run_all()
        known = json.loads(self._known.read_text())
        self.broken, self.time = set(known["broken"]), known["time"]
        data = CoverageData(str(self.folder / ".coverage"))
        data.read()
        self._lines: dict[Path, dict[int, list[str]]] = {}
        for name in data.measured_files():
            self._lines[Path(name).resolve()] = data.contexts_by_lineno(name)
        # Before anything is changed: what is forked is to have the product as it is.
        command, pipe = [sys.executable, "-P", str(Path(__file__).with_name("forked.py"))], subprocess.PIPE
        self._forks = subprocess.Popen(command, cwd=self.folder, env=self._env, stdin=pipe, stdout=pipe)
        assert self._forks.stdout is not None and self._forks.stdout.readline() == b"ready\n"

    def _run_all(self) -> None:
        command = ["--cov=govlint", "--cov=govlint_lsp", "--cov-context=test", "--cov-report=", "-q", "-rf", "--durations=0"]
        done = self._pytest(command, None)
        if done.returncode > 1:
            sys.exit(done.stdout.decode()[-2000:])
        lines = done.stdout.decode().splitlines()
        broken = [_failed(line) for line in lines if line.startswith(_FAILED)]
        time: dict[str, float] = {}
        for line in lines:
            words = line.split(maxsplit=2)
            if len(words) == 3 and words[1] in ("call", "setup") and words[0].endswith("s"):
                time[words[2]] = time.get(words[2], 0.0) + float(words[0][:-1])
        self._known.write_text(json.dumps({"broken": broken, "time": time}))

    def tests(self, mutant: Mutant) -> list[str]:
        lines = self._lines.get((self.folder / mutant.path).resolve(), {})
        own = _own(mutant.path)

        def known(ran: Iterable[str]) -> list[str]:
            names = {context.rpartition("|")[0] for context in ran if context} - self.broken
            return sorted(names, key=lambda name: -(self._kills[name] + _LIKELY[name.startswith(own)]) / self._time(name))

        tests = known(lines.get(mutant.line, ())) if mutant.in_function else []
        if not tests:
            places = [mutant.path] if mutant.in_function else [mutant.path, *self._importing(mutant.path)]
            tests = known(name for path in places for name in self._calling(path))[:_SOME] or [own]
        spent = accumulate(self._time(name) for name in tests)
        return [name for name, until in zip(tests, spent, strict=True) if until <= self.seconds] or tests[:1]

    def _calling(self, path: Path) -> Iterator[str]:
        """The contexts in which a function of a module ran."""
        called = _lines_in_functions((self.folder / path).read_text(encoding="utf-8"))
        lines = self._lines.get((self.folder / path).resolve(), {})
        return (name for line, ran in lines.items() if line in called for name in ran)

    def _importing(self, path: Path) -> Iterator[Path]:
        """The modules that take something from a module."""
        name = ".".join(path.with_suffix("").parts).replace("lsp.server", "govlint_lsp")
        for where in _WHERE:
            for other in (self.folder / where).rglob("*.py"):
                if f"from {name} import " in other.read_text(encoding="utf-8"):
                    yield other.relative_to(self.folder)

    def _time(self, name: str) -> float:
        known: float = self.time.get(name, 0.0)
        return known + _START

    def killer(self, mutant: Mutant) -> str:
        """What notices: a test, or that they never end; "" where nothing does."""
        path = self.folder / mutant.path
        before = path.read_text(encoding="utf-8")
        tests = self.tests(mutant)
        # What runs while tests are collected has run in what is forked.
        fresh = "" in self._lines.get(path.resolve(), {}).get(mutant.line, ())
        while True:
            self._write(path, mutant.text)
            try:
                said = "fresh" if fresh else self._forked(mutant.path, mutant.text, tests)
                said = self._alone(tests) if said == "fresh" else said
            finally:
                self._write(path, before)
            if fresh or said not in tests or self._is_sound(said):
                if said:
                    self._kills[said] += 1
                    self._killers.write_text(json.dumps(self._kills))
                return said
            tests.remove(said)

    def _is_sound(self, test: str) -> bool:
        """Whether a test passes in a fork without a change."""
        if test not in self._sound:
            self._sound[test] = not self._forked(Path(), "", [test])
        return self._sound[test]

    def _write(self, path: Path, text: str) -> None:
        """Bytecode is known by size and second, and many changes are tried in one."""
        path.write_text(text, encoding="utf-8")
        self._stamp += 2
        os.utime(path, (self._stamp, self._stamp))

    def _seconds(self, tests: list[str]) -> float:
        usual: float = sum(self.time.get(name, 0.0) for name in tests)
        return _TIMEOUT + 4 * usual

    def _forked(self, path: Path, text: str, tests: list[str]) -> str:
        assert self._forks is not None and self._forks.stdin is not None and self._forks.stdout is not None
        request = {"path": str(path), "text": text, "tests": tests, "seconds": self._seconds(tests)}
        self._forks.stdin.write(json.dumps(request).encode() + b"\n")
        self._forks.stdin.flush()
        return self._forks.stdout.readline().decode().removesuffix("\n")

    def _alone(self, tests: list[str]) -> str:
        listed = self.folder / "tests.txt"
        listed.write_text("\n".join(tests), encoding="utf-8")
        try:
            done = self._pytest(["-x", "-q", "-rfE", f"@{listed}"], self._seconds(tests))
        except subprocess.TimeoutExpired:
            return "time"
        said = [_failed(line) for line in done.stdout.decode().splitlines() if line.startswith(_FAILED)]
        return (said or ["pytest"])[0] if done.returncode else ""

    def _pytest(self, arguments: list[str], timeout: float | None) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        return subprocess.run(command, cwd=self.folder, env=self._env, capture_output=True, timeout=timeout, check=False)


def _failed(line: str) -> str:
    """The test that a line of the summary is about."""
    return line.partition(" ")[2].partition(" - ")[0]


def _own(path: Path) -> str:
    """Where the tests of a module's own stand."""
    folder = f"tests/{'lsp' if path.parts[0] == 'lsp' else path.parts[1]}/"
    return folder if (ROOT / folder).is_dir() else "tests/test_api.py"


def _interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval for a share, at 95 %."""
    if not whole:
        return 0.0, 1.0
    z, share = 1.96, part / whole
    middle, reach = share + z * z / (2 * whole), z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (middle - reach) / (1 + z * z / whole), (middle + reach) / (1 + z * z / whole)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--where", nargs="*", default=_WHERE)
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no other change after so long")
    parser.add_argument("--seconds", type=float, default=math.inf, help="run tests that take so long for each change")
    parser.add_argument("--bench", help="a folder that the clone stays in")
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    tried = killed = 0
    folder = nullcontext(options.bench) if options.bench else tempfile.TemporaryDirectory(prefix="mutants-")
    with folder as temporary:
        bench = _Bench(Path(temporary) / "checkout", options.seconds)
        bench.cover()
        found = [
            mutant
            for where in options.where
            for path in sorted((bench.folder / where).rglob("*.py"))
            if not any(part in path.as_posix() for part in _LEFT_OUT)
            for mutant in mutants(path.relative_to(bench.folder), path.read_text(encoding="utf-8"))
        ]
        sample = Random(options.seed).sample(found, min(options.sample, len(found)))
        print(
            f"{len(found)} changes, {len(sample)} to be tried; {len(bench.broken)} tests need the checkout and are left out",
            flush=True,
        )
        for mutant in sample:
            if time.monotonic() > until:
                break
            begun = time.monotonic()
            killer = bench.killer(mutant)
            tried += 1
            killed += bool(killer)
            said = f"{mutant.path}:{mutant.line}: {mutant.before!r} -> {mutant.after!r}"
            tests, seconds = len(bench.tests(mutant)), time.monotonic() - begun
            print(f"{tried} {killer or 'LIVES'} ({tests} tests, {seconds:.0f} s) {said}", flush=True)
    low, high = _interval(killed, tried)
    print(f"{killed} of {tried} killed: {killed / max(tried, 1):.3f}, with 95 % between {low:.3f} and {high:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
