"""Times the server as a writer's editor meets it: a keystroke in, diagnostics out; nothing is asserted. For Linux.

    python -m tests.bench.keystroke [--edits N] [--memory N] [--old PYTHON]

For each length the debounce is off, edits are single characters at random places, and a fresh check of the same text in
this process stands beside them as the unit. The speeches are made of the corpus, no paragraph twice. Processor milliseconds
are the server's own; by the clock, everything else on the machine is in it. “whole” is what a pause costs besides, after
which all is as a fresh check has it. `--old` is the Python of an older build, whose server gets each edit right before
or after this one's.
keystroke.md has what was measured.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from govlint_lsp.text import Point, Text

from govlint.project.project import Project
from govlint.text.source import Source
from tests.bench.speed import long_text
from tests.lsp.client import Editor

LENGTHS = (4_000, 20_000, 200_000)
_URI = "file:///speech.txt"
_AT_ONCE = 2_000
_PAUSES = 10
_REST = 0.2
"""After so many seconds without an edit the server is about to check all of a text."""
_SMALL = 4_000
_MEASURED = (1_000, 5_000, 10_000, 20_000)


@dataclass
class Typed:
    """Seconds: from the start to the first diagnostics, of each keystroke by the clock and of processors, of pauses."""

    first: float = 0
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


async def keystrokes(text: Text, edits: int, random: Random, pythons: Sequence[str], *, pauses: int = 0) -> list[Typed]:
    """Type so many characters, without a pause, into the server of each of these Pythons in turn, so that whatever else the
    machine does meets all of them; then type so many more into the first one's, with a pause after each."""
    typed = [Typed() for _ in pythons]
    editors = []
    for python, times in zip(pythons, typed, strict=True):
        begin = time.perf_counter()
        # An older build must not find this one in the working folder.
        editors.append(editor := await Editor.start({}, python=python, cwd=Path(tempfile.gettempdir())))
        editor.open(_URI, text.text)
        await editor.shown(_URI)
        times.first = time.perf_counter() - begin
    both = list(zip(editors, typed, strict=True))
    told, version = math.inf, 0
    for number in range(edits + pauses):
        if time.perf_counter() - told > _REST:
            # What a pause costs is not to be counted with the next keystroke, where the other server takes so long.
            await _whole(editors[0], version)
            told = math.inf
        place, new = _place(text, random)
        edit = {"range": {"start": place, "end": place}, "text": new}
        at = text.offset(Point(**place), "utf-16")
        text = text.replaced(at, at, new)
        for editor, times in both[:1] if number >= edits else both[:: 1 if number % 2 else -1]:
            begin, before = time.perf_counter(), _processor(editor.process.pid)
            version = editor.change(_URI, edit)
            await editor.shown(_URI, version)
            told = time.perf_counter() if editor is editors[0] else told
            if number < edits:
                times.clock.append(time.perf_counter() - begin)
                times.processor.append(_processor(editor.process.pid) - before)
                continue
            before = _processor(editor.process.pid)
            await _whole(editor, version)
            told = math.inf
            times.whole.append(_processor(editor.process.pid) - before)
    for editor in editors:
        await editor.stop()
    return typed


async def _whole(editor: Editor, version: int) -> None:
    """Wait until all of this version has been checked."""
    while not (status := await editor.hear("govlint/status"))["whole"] or status["version"] != version:
        pass


async def memory(text: Text, edits: int, random: Random) -> list[tuple[int, float]]:
    """The server's resident MiB after so many edits: a character comes, and goes again."""
    editor = await Editor.start({})
    editor.open(_URI, text.text)
    await editor.shown(_URI)
    found = []
    for number in range(1, edits + 1):
        if number % 2:
            place, new = _place(text, random)
            edit = {"range": {"start": place, "end": place}, "text": new}
        else:
            edit = {"range": {"start": place, "end": {**place, "character": place["character"] + 1}}, "text": ""}
        await editor.shown(_URI, editor.change(_URI, edit))
        if number in _MEASURED or number == edits:
            found.append((number, _resident(editor.process.pid)))
    await editor.stop()
    return found


def fresh(text: str) -> float:
    """Processor seconds of a check from scratch, the rules loaded and warm, nothing remembered."""
    project = Project()
    times = []
    for _ in range(4):
        begin = time.process_time()
        project.lint(Source("speech.txt", text), remember=False)
        times.append(time.process_time() - begin)
    return statistics.median(times[1:])


def _place(text: Text, random: Random) -> tuple[dict[str, int], str]:
    point = text.point(random.randrange(len(text.text)), "utf-16")
    return {"line": point.line, "character": point.character}, random.choice("的一是在不了，。有")


def _processor(pid: int) -> float:
    """The seconds that a process has had a processor."""
    files = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(file.read_text().split()[0]) for file in files) / 1e9


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _row(name: str, length: int, typed: Typed, unit: float | None) -> str:
    clock, processor = (statistics.quantiles(seconds, n=100) for seconds in (typed.clock, typed.processor))
    figures = [clock[49], clock[94], processor[49], processor[94], processor[98]]
    row = " ".join(f"{1000 * figure:9.1f}" for figure in figures)
    whole = f"{1000 * statistics.median(typed.whole):8.0f}" if typed.whole else " " * 8
    share = f"{processor[94] / unit:9.2f}" if unit else " " * 9
    return f"{name:>5} {length:>10} {row} {whole} {share} {1000 * typed.first:9.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--memory", type=int, default=1_000, help="as many edits for the server's memory")
    parser.add_argument("--old", help="the Python of an older build")
    arguments = parser.parse_args()
    long = long_text(max(LENGTHS) * 4, Random(1))
    print(f"{'build':>5} {'':>10} {'by the clock, ms':>19} {'processor, ms':>29}")
    heads = ("p50", "p95", "p50", "p95", "p99")
    print(f"{'':>5} {'characters':>10}", *(f"{head:>9}" for head in heads), f"{'whole':>8} {'p95/fresh':>9} {'first':>9}")
    for length in LENGTHS:
        text = Text(long[:length])
        pythons = [sys.executable, *([arguments.old] if arguments.old else ())]
        typed, *others = asyncio.run(
            keystrokes(text, arguments.edits, Random(2), pythons, pauses=_PAUSES if length > _AT_ONCE else 0)
        )
        print(_row("this", length, typed, fresh(text.text)), flush=True)
        for old in others:
            print(_row("old", length, old, None), flush=True)
            ratios = (
                statistics.quantiles(a, n=100)[94] / statistics.quantiles(b, n=100)[94]
                for a, b in ((typed.clock, old.clock), (typed.processor, old.processor))
            )
            print("p95 of this build to the old one's: {:.2f} by the clock, {:.2f} of processors".format(*ratios), flush=True)
    told = asyncio.run(memory(Text(long[:_SMALL]), arguments.memory, Random(3)))
    print(f"\nmemory at {_SMALL} characters: " + ", ".join(f"{mib:.1f} MiB after {number}" for number, mib in told))


if __name__ == "__main__":
    main()
