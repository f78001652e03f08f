"""No shape of input makes the time or memory of a check grow faster than the input; tests/bench/growth.py prints them all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.bench.growth import ALLOWED, GROWTH, Cost, allowed_memory, checker, exponent
from tests.bench.shapes import SHAPES, Shape

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no resource module"),
    pytest.mark.usefixtures("warm_rules"),
]
_FEW, _MANY = 2_000, 25_000
_EVERY = 12
"""By default one of so many shapes is measured; where slow tests run too, each is measured at both sizes."""
_CLEAR = 1.5
"""What growth with the square is beyond even in a short text, on a machine that does other things besides."""

Check = Callable[[Shape, int], Cost]


@pytest.fixture(scope="module")
def check() -> Check:
    return checker()


def grows(check: Check, name: str, size: int, allowed: float) -> float:
    """The exponent of a shape; measured again where it is too high, since what else runs only adds to it."""
    found = []
    for tries in (1, 2, 3, 4):
        costs = [min(check(SHAPES[name], n) for _ in range(tries)) for n in (size, GROWTH * size)]
        assert not costs[1].broken
        found.append(exponent(*costs))
        if found[-1] <= allowed:
            break
    return min(found)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if at % _EVERY == 0 else pytest.mark.slow) for at, name in enumerate(SHAPES)]
)
def test_no_time_grows_with_the_square(check: Check, name: str) -> None:
    assert grows(check, name, _FEW, _CLEAR) <= _CLEAR


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_with_the_text(check: Check, name: str) -> None:
    assert grows(check, name, _MANY, ALLOWED) <= ALLOWED


BOUNDED = """
import os, resource, sys
from tests.bench.growth import allowed_memory, checker
from tests.bench.shapes import SHAPES
check = checker()
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
size = int(sys.argv[1])
for name, shape in SHAPES.items():
    if child := os.fork():
        assert os.waitpid(child, 0)[1] == 0, name
        continue
    bound = used + allowed_memory(len(shape.make(size).encode()))
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    cost = check(shape, size)
    assert not cost.broken, (name, cost.broken)
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a process cannot be bounded there")
@pytest.mark.parametrize(
    "size", [pytest.param(size, marks=pytest.mark.slow) for size in (_FEW // 2, GROWTH * _FEW, GROWTH * _MANY)]
)
def test_memory_is_bounded_by_the_text(size: int) -> None:
    """In a process for each shape, which may not grow beyond what the text allows it."""
    done = subprocess.run([sys.executable, "-c", BOUNDED, str(size)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_bounds_are_those_that_are_promised() -> None:
    assert ALLOWED == 1.15
    assert allowed_memory(1_000_000) == 100 * 2**20 + 60_000_000
