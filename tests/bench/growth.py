"""How time and memory grow with the input, for many shapes of input: exponents from a size to four times that.

    python -m tests.bench.growth [--size N] [NAME …]

Each text is checked in a process of its own: processor seconds of reading, arranging and linting, and how far its peak
memory rises. 1 is growth with the text, 2 with its square. ALLOWED is what tests/test_growth.py holds.
"""

from __future__ import annotations

import argparse
import gc
import math
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from govlint.cli import COLLECTED
from govlint.language import segment
from govlint.project.project import Project
from govlint.text.source import Source
from tests.bench.shapes import SHAPES, Shape

ALLOWED = 1.15
"""The exponent that no shape may go beyond."""
GROWTH = 4


def allowed_memory(size: int) -> int:
    """Bytes that checking a text of `size` bytes may take besides what a process has that checks nothing."""
    return 100 * 1024 * 1024 + 60 * size


class Cost(NamedTuple):
    """Processor seconds, how many bytes the peak rose, the text's bytes, how many findings, and which checks broke."""

    seconds: float
    memory: int
    size: int
    findings: int
    broken: str = ""


def checker() -> Callable[[Shape, int], Cost]:
    """What checks a text of a shape as the command line does, the rules loaded and warm, nothing remembered."""
    project = Project()

    def check(shape: Shape, size: int) -> Cost:
        text = shape.make(size)
        source = Source(f"speech.{shape.suffix}", text)
        thresholds = gc.get_threshold()
        gc.set_threshold(*COLLECTED)
        before, begin = _peak(), time.process_time()
        checked = project.lint(source, remember=False)
        seconds = time.process_time() - begin
        gc.set_threshold(*thresholds)
        broken = "; ".join(f"{failure.kind}: {failure.error!r}" for failure in checked.failures)
        return Cost(seconds, _peak() - before, len(text.encode()), len(checked.findings), broken)

    warm = {
        "txt": "一、抓产业\n三、抓项目，急事急办、特事特办、难事设法办。\n优化营伤环境，经济总体乎稳。\n",
        "md": "# 一、抓\n",
        "html": "<p>抓</p>",
    }
    for suffix, text in warm.items():
        check(Shape(suffix, text.ljust), 0)
    # Short texts do without, and none that is measured is to pay for it.
    segment.prepare()
    return check


def _peak() -> int:
    import resource  # there is none on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def measured(name: str, size: int) -> Cost:
    """The cost of one text in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.growth", "--one", name, "--size", str(size)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, memory, length, findings, broken = printed.rstrip("\n").split("\t")
    return Cost(float(seconds), int(memory), int(length), int(findings), broken)


def exponent(small: Cost, large: Cost) -> float:
    """With which power of its size the time of a text grows; what takes no time does not grow."""
    least = 0.005
    return math.log(max(large.seconds, least) / max(small.seconds, least), GROWTH)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names of shapes; all where none is given")
    parser.add_argument("--size", type=int, default=25_000, help="characters of the smaller text")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(*checker()(SHAPES[arguments.one], arguments.size), sep="\t")
        return
    print(f"{'shape':36} {'ms':>8} {'4n: ms':>8} {'exponent':>8} {'4n: MiB':>8} {'findings':>8}")
    for name in SHAPES:
        if arguments.names and not any(part in name for part in arguments.names):
            continue
        small, large = measured(name, arguments.size), measured(name, GROWTH * arguments.size)
        grows = exponent(small, large)
        over = [*["time"] * (grows > ALLOWED), *["memory"] * (large.memory > allowed_memory(large.size)), large.broken]
        print(
            f"{name:36} {small.seconds * 1000:8.1f} {large.seconds * 1000:8.1f} {grows:8.2f} "
            f"{large.memory / 1048576:8.1f} {large.findings:8} {' '.join(filter(None, over))}",
            flush=True,
        )


if __name__ == "__main__":
    main()
