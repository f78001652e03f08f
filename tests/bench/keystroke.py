"""Times the server as a writer's editor meets it: a keystroke in, diagnostics out; nothing is asserted.

    python -m tests.bench.keystroke [--edits N]

For each length the debounce is off, edits are single characters at random places, and a fresh check of the same text in
this process stands beside them as the unit. The speeches are made of the corpus, no paragraph twice.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from pathlib import Path
from random import Random

from govlint_lsp.text import Text

from govlint.project.project import Project
from govlint.text.source import Source
from tests.bench.speed import long_text
from tests.lsp.client import Editor

LENGTHS = (4_000, 20_000, 200_000)
MANY = 1_000


async def keystrokes(text: Text, edits: int, random: Random) -> tuple[float, list[float], float, float]:
    """Seconds from start to the first diagnostics and of each keystroke; resident MiB after the first and the last one."""
    uri = "file:///speech.txt"
    begin = time.perf_counter()
    editor = await Editor.start({})
    editor.open(uri, text.text)
    await editor.shown(uri)
    first = time.perf_counter() - begin
    seconds = []
    before = 0.0
    for number in range(edits):
        at = random.randrange(len(text.text))
        point = text.point(at, "utf-16")
        at = text.offset(point, "utf-16")
        new = random.choice("的一是在不了，。有")
        place = {"line": point.line, "character": point.character}
        begin = time.perf_counter()
        version = editor.change(uri, {"range": {"start": place, "end": place}, "text": new})
        await editor.shown(uri, version)
        seconds.append(time.perf_counter() - begin)
        text = text.replaced(at, at, new)
        if number == 50:
            before = _resident(editor.process.pid)
    after = _resident(editor.process.pid)
    await editor.stop()
    return first, seconds, before, after


def fresh(text: str) -> float:
    """Seconds of a check from scratch, the rules loaded and warm, nothing remembered."""
    project = Project()
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        project.lint(Source("speech.txt", text), remember=False)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=500)
    arguments = parser.parse_args()
    long = long_text(max(LENGTHS) * 4, Random(1))
    print(f"{'characters':>10} {'p50 ms':>8} {'p95':>8} {'p99':>8} {'fresh ms':>9} {'p95/fresh':>10} {'first ms':>9}")
    for length in LENGTHS:
        text = Text(long[:length])
        first, seconds, _, _ = asyncio.run(keystrokes(text, arguments.edits, Random(2)))
        cuts = statistics.quantiles(seconds, n=100)
        unit = fresh(text.text)
        figures = [1000 * cuts[49], 1000 * cuts[94], 1000 * cuts[98], 1000 * unit]
        row = " ".join(f"{figure:8.1f}" for figure in figures)
        print(f"{length:>10} {row} {cuts[94] / unit:10.2f} {1000 * first:9.0f}")
    _, _, before, after = asyncio.run(keystrokes(Text(long[:20_000]), MANY, Random(3)))
    print(f"\nmemory at 20000 characters: {before:.1f} MiB after 50 edits, {after:.1f} MiB after {MANY}")


if __name__ == "__main__":
    main()
